"""Två åldrar står ihop utan streck.

Vad den gör
    Letar i texterna efter fyra siffror före ordet år, där de två första och de två sista är en
    lägre och en högre ålder. Ett årtal skrivs inte så: det heter år 1964 eller 1964 års.

Varför det spelar roll
    Ett streck som försvunnit gör åldersgruppen 19–64 år till 1964 år. Läsaren får gissa.

Exempel
    Nämndplan 2020: "demografisk utveckling för åldersgruppen 1964 år".

Så rättar du
    Skriv strecket: 19–64 år.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V161", "aldrar-utan-streck", Severity.QUESTION, of_forms=True)

_DIGITS = re.compile(r"\d\d{2} år")
_AGES = re.compile(r"(?<![\d.,])(?P<low>[1-9]?\d)(?P<high>\d\d) år\b(?! (?:sedan|gammal|gamla))")


def check(context: Context, typed: str) -> Iterator[Finding]:
    """Yield a finding for every pair of ages that lacks its dash."""
    for _, table in context.tables() if _DIGITS.search(typed) else ():
        for row in table:
            for name, text in row.texts():
                for found in _AGES.finditer(text):
                    low, high = int(found["low"]), int(found["high"])
                    if low < high:
                        yield RULE.finding(
                            f"I texten står {found[0]}. Menas {low}–{high} år?",
                            "Skriv strecket mellan åldrarna.",
                            cell=row.cell(name),
                        )
