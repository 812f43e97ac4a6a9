"""Looks shared by the sheets that the program writes beside the report."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from xl_asn.model.findings import Severity
from xl_asn.model.page import Look

DARK: Final = "1F4E5F"

BODY: Final = Look(size=10, wrap=True)
TITLE: Final = Look(size=18, bold=True, colour=DARK)
LEAD: Final = Look(size=11, colour="37474F")
GROUP: Final = Look(size=12, bold=True, colour=DARK, bottom="thin", line_colour=DARK)
HEADER: Final = Look(size=10, bold=True, colour="FFFFFF", fill=DARK, wrap=True, vertical="vcenter")
LINK: Final = replace(BODY, colour="0B5394", underline=True)
NUMBER: Final = replace(
    BODY, horizontal="right", number_format="[$-41D]#,##0.######;[$-41D]−#,##0.######;0"
)
WHOLE: Final = replace(BODY, horizontal="right", number_format="[$-41D]#,##0;[$-41D]−#,##0;0")
PERCENT: Final = replace(
    BODY, horizontal="right", number_format="[$-41D]0.0\u00a0%;[$-41D]−0.0\u00a0%"
)

#: Soft fills with dark text; the word and the symbol tell the severity without colour.
SEVERITY: Final = {
    Severity.ERROR: (replace(BODY, bold=True, fill="F9D7D3", colour="7A1208"), "■ Fel"),
    Severity.QUESTION: (replace(BODY, bold=True, fill="FFF0C2", colour="5C4300"), "▲ Fråga"),
    Severity.INFO: (replace(BODY, fill="E3E6E8", colour="37474F"), "● Info"),
}
