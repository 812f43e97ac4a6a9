"""Tecknet och ordet framför ett belopp säger emot varandra.

Vad den gör
    Letar efter belopp där ordet säger plus och tecknet minus, eller tvärtom: överskott och
    förbättring är plus, underskott och försämring är minus.

Varför det spelar roll
    Läsaren vet inte om det är ett överskott eller ett underskott.

Exempel
    "ett överskott på −1,2 mnkr".

Så rättar du
    Byt ordet eller tecknet. Tabellen visar vilket som är rätt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.statements import Statement
from xl_asn.rules.rule import Rule

RULE = Rule("T107", "tecken-mot-ord", Severity.QUESTION, of_forms=True)


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every amount whose sign contradicts the word before it."""
    for statement in statements:
        if statement.against_word:
            yield RULE.finding(
                f"Texten säger {statement.against_word} och {statement.text}: "
                "ordet och tecknet säger emot varandra.",
                "Byt ordet eller tecknet, så att båda säger vad tabellen visar.",
                cell=statement.passage.cell,
                inputs=(statement.tie.cell,) if statement.tie else (),
            )
