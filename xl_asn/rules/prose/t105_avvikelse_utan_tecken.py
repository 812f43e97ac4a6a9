"""En avvikelse i texten saknar tecken.

Vad den gör
    Letar efter avvikelser och prognosförändringar som skrivs utan plus eller minus, och utan ett
    ord som underskott eller förbättring. Ett streck med mellanslag före en siffra räknas bara som
    minus om avvikelsen i tabellen är negativ.

Varför det spelar roll
    Utan tecken går det inte att veta om avvikelsen är ett överskott eller ett underskott.

Exempel
    "Avvikelse mot budget: 1,7 mnkr" när prognosavvikelsen är −1 666 tkr.

Så rättar du
    Skriv ut tecknet. Meddelandet visar beloppet med det tecken som tabellen har.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Judgement, Statement
from xl_asn.rules.rule import Rule

RULE = Rule("T105", "avvikelse-utan-tecken", Severity.QUESTION)


def check(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every deviation that agrees but for the sign that it lacks."""
    for statement in statements:
        tie = statement.tie
        if (
            not statement.unsigned
            or statement.kind is not Kind.AMOUNT
            or statement.judgement is not Judgement.AGREES
            or tie is None
            or not isinstance(tie.value, Decimal)
        ):
            continue
        right = statement.written(tie.value)
        yield RULE.finding(
            f"Texten säger {statement.text} för {tie.row}, men inte om det är plus eller minus.",
            f"Skriv {right}, som {tie.column} är i tabellen.",
            cell=statement.passage.cell,
            inputs=(tie.cell,),
        )
