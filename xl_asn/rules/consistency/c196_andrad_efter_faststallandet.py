"""Rapporten är ändrad efter att den fastställdes.

Vad den gör
    När Status är Fastställd och du trycker Beräkna sparas en kontrollsumma för varje blad på
    Spårning. Sedan jämförs bladen med den. Bladen Organisation, Verksamheter och Regler räknas
    inte, och inte heller det som Beräkna skriver på Start.

Varför det spelar roll
    Nämnden har fattat beslut om det som stod då. Står det något annat i arbetsboken vet ingen
    längre vad som är beslutat.

Exempel
    En prognos är rättad på Nettokostnad, rad 6, tre veckor efter nämndens möte.

Så rättar du
    Ändra tillbaka, eller gör en rättelse. Fastställs rapporten på nytt som den är: skriv nytt namn
    eller ny dag vid Status satt av och Status satt den, och tryck Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.model.adoption import Adoption, Altered
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule

RULE = Rule("C196", "andrad-efter-faststallandet", Severity.QUESTION)

_MOST_ROWS: Final = 5
_MOST_HEADERS: Final = 3


def check(adoption: Adoption) -> Iterator[Finding]:
    """Yield a finding for each sheet that is not what was adopted."""
    for sheet in adoption.altered:
        signed = adoption.signature.words
        yield RULE.finding(
            f"Bladet {sheet.sheet} är ändrat sedan rapporten fastställdes"
            f"{f' {signed}' if signed else ''}{_what(sheet)}.",
            "Ändra tillbaka, eller gör en rättelse: handboken visar hur. Fastställs rapporten som "
            "den nu är: skriv nytt namn eller ny dag på Start, och tryck Beräkna.",
            sheet=sheet.sheet,
            cell=sheet.cells[0] if sheet.cells else None,
            inputs=sheet.cells,
        )


def _what(sheet: Altered) -> str:
    if sheet.is_unknown:
        return ""
    if not sheet.cells:
        return ": rader är borttagna, eller står i en annan ordning"
    rows = [str(row) for row in dict.fromkeys(cell.row for cell in sheet.cells)]
    return f": rad {_some(rows, _MOST_ROWS)}, i {_some(sheet.headers, _MOST_HEADERS)}"


def _some(words: list[str] | tuple[str, ...], most: int) -> str:
    more = len(words) - most
    return listed((*words[:most], *([f"{more} till"] if more > 0 else ())))
