"""Ett belopp i texten följer ett belopp som är fel i tabellen.

Vad den gör
    Letar efter belopp i texterna som stämmer med tabellen, men där tabellens belopp i sin tur är
    fel enligt en annan kontroll. När tabellen rättas stämmer texten inte längre.

Varför det spelar roll
    Den som rättar tabellen ska inte behöva leta efter texter som upprepar felet.

Exempel
    Februari 2021: "Gemensamt IFO −2,4 Mkr". Prognosavvikelsen är tryckt −2 418 men ska vara
    −2 468, och då blir det −2,5 mnkr.

Så rättar du
    Rätta tabellen först, och ändra sedan texten.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.prose.figures import Kind
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("T108", "text-foljer-fel", Severity.INFO)


def check(context: Context, statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Yield a finding for every text that repeats a wrong figure and will be wrong without it."""
    for statement in statements:
        tie = statement.tie
        if statement.kind is not Kind.AMOUNT or statement.judgement is not Judgement.AGREES:
            continue
        said = statement.value
        if tie is None or not isinstance(said, Decimal) or not context.is_explained(tie.cell):
            continue
        right = _right(context, tie)
        if right is None or statement.agrees_with(right):
            continue
        yield RULE.finding(
            f"Texten säger {statement.text} för {tie.row}. "
            f"{tie.column} ska vara {tie.shown(right)}.",
            f"Rätta {tie.cell} först, och ändra sedan texten till {statement.written(right)}.",
            cell=statement.passage.cell,
            found=tie.unit.of(said),
            expected=tie.unit.of(right),
            inputs=(tie.cell,),
        )


def _right(context: Context, tie: Tie) -> Decimal | None:
    """Return what a wrong cell should hold, in tkr."""
    for explanation in context.explanations:
        if explanation.cell == tie.cell:
            return explanation.expected * tie.unit.thousands
    return tie.right if isinstance(tie.right, Decimal) else None
