"""En enhet är ny sedan förra rapporten, utan att registret säger varför.

Vad den gör
    Jämför enheterna på Enhetsresultat med förra rapportens. En ny enhet är förklarad om den börjar
    gälla efter förra rapporten (Gäller från) eller har något i Ersätter på Organisation. Ett namn
    som Organisation inte känner till säger V108.

Varför det spelar roll
    En ny enhet gör målets andel räknad på fler, och går inte att jämföra bakåt om ingen vet vad
    den kommer ifrån.

Exempel
    Enheten för ekonomiskt bistånd i juni–juli 2023, som inte fanns i november 2022.

Så rättar du
    Fyll i Gäller från på Organisation, och Ersätter om den tog över från en annan enhet.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.reorganisation import Changes

RULE = Rule("C152", "enhet-ny", Severity.QUESTION, reads=("Enhetsresultat", "Organisation"))


def check(changes: Changes) -> Iterator[Finding]:
    """Yield a finding for every unit that has come without a word."""
    for name, cell in changes.new.items():
        yield RULE.finding(
            f"{name} fanns inte i rapporten för {changes.before}, och bladet Organisation säger "
            "inte varifrån den kommer.",
            "Fyll i Gäller från på bladet Organisation, och Ersätter om den tog över efter någon.",
            cell=cell,
        )
