"""Målets andel stämmer inte med enheterna.

Vad den gör
    Räknar gröna enheter delat med enheter som har utfall, och jämför med Utfall på bladet Mål.
    Avrundning till hela procent larmas aldrig.

Varför det spelar roll
    Andelen avgör om målet är grönt. En enhet som lagts till eller ändrats utan att andelen
    räknats om ger fel status.

Exempel
    8 av 10 enheter är gröna, men Utfall är 90 %.

Så rättar du
    Tryck Beräkna, så räknas andelen om. Kontrollera först enheternas bedömning.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, share_decimals, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C105", "andel-mot-enheter", Severity.ERROR, reads=("Mål", "Enhetsresultat"))

_PER_CENT = Decimal("0.01")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed share that the units contradict."""
    goals = context.document.table("Mål")
    outcomes = {result.number: result for result in context.calculated.goals}
    for goal in goals or ():
        outcome = outcomes.get(int(goal.number)) if goal.number is not None else None
        if outcome is None or outcome.share is None or goal.share is None:
            continue
        if abs(goal.share - outcome.share) <= min(_PER_CENT, last_place(goal.share)) / 2:
            continue
        decimals = share_decimals(goal.share)
        good = context.document.scale.good_word(many=True)
        yield RULE.finding(
            f"Utfall för {goal.label} är {show_share(goal.share, decimals)} men {outcome.green} av "
            f"{outcome.with_outcome} enheter är {good} ({show_share(outcome.share, decimals)}).",
            "Kontrollera enheternas bedömning. Om den är rätt: tryck Beräkna.",
            cell=goal.cell("share"),
            found=goal.share,
            expected=outcome.share,
            difference=goal.share - outcome.share,
            inputs=outcome.inputs,
        )
