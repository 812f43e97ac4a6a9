"""Målet har bytt färg fast utfallet är detsamma som i föregående rapport.

Vad den gör
    Jämför med föregående rapport, om den är angiven på bladet Start och finns. Har målet lika
    många gröna, gula och röda enheter, samma målnivå och samma spärr ska det ha samma bedömning.
    Överstyrda mål jämförs inte. Har reglerna ändrats mellan perioderna blir fyndet en upplysning.

Varför det spelar roll
    Nämnden läser en ändrad färg som en förändring i verksamheten. Har ingen enhet ändrats behöver
    det stå varför målet har gjort det.

Exempel
    Mål 1 var Gul i oktober och är Grön i november, men varje enhet har samma bedömning som förut.

Så rättar du
    Kontrollera enheternas bedömning. Är den rätt: skriv i kommentaren varför målet har bytt färg.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.document import Document
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.treatment import Treated, treated_goals

RULE = Rule("C134", "andrad-farg-utan-andrat-utfall", Severity.QUESTION,
            reads=("Mål", "Enhetsresultat"))  # fmt: skip


def check(
    previous: Document, previous_calculated: Calculated, treated: tuple[Treated, ...]
) -> Iterator[Finding]:
    """Yield a finding for every goal that was judged otherwise on the same outcome."""
    before = {goal.number: goal for goal in treated_goals(previous, previous_calculated)}
    period = previous.period
    when = f"i rapporten för {period.label}" if period else "i föregående rapport"
    for goal in treated:
        earlier = before.get(goal.number)
        if earlier is None or goal.is_overridden or earlier.is_overridden:
            continue
        status, was = goal.computed or goal.printed, earlier.printed or earlier.computed
        if status is None or was is None or status is was or not goal.equals(earlier):
            continue
        same_rules = goal.has_policy_of(earlier)
        yield RULE.finding(
            f"{goal.label} är {status.value} men var {was.value} {when}, fast "
            f"{_what_is_equal(goal, earlier)}."
            + ("" if same_rules else " Reglerna har ändrats sedan dess."),
            "Kontrollera enheternas bedömning. Är den rätt: skriv i kommentaren varför målet har "
            "bytt färg.",
            cell=goal.cell,
            severity=Severity.QUESTION if same_rules else Severity.INFO,
        )


def _what_is_equal(goal: Treated, earlier: Treated) -> str:
    if goal.counts is None:
        return "andelen är densamma"
    if goal.units == earlier.units:
        return "ingen enhet har bytt bedömning"
    plurals = [status.plural for status in goal.policy.scale.goals]
    return f"lika många enheter är {listed(plurals)}"
