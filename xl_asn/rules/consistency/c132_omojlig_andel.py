"""Målets andel går inte att få med så många enheter.

Vad den gör
    När enheternas bedömning inte är ifylld går andelen inte att räkna fram. Då prövas i stället om
    Utfall är möjligt: något antal gröna av de enheter som inte har Inget utfall ska ge det,
    avrundat till hela procent.

Varför det spelar roll
    En andel som är räknad på fel antal enheter är fel, även om ingen längre kan se vilka enheter
    som var gröna.

Exempel
    Mål 2 har nio enheter med utfall och Utfall 35 %. Tre av nio är 33 % och fyra av nio är 44 %.

Så rättar du
    Fyll i enheternas bedömning och tryck Beräkna, så räknas andelen om.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.arithmetic import quotient
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goals import GoalInput
from xl_asn.model.money import last_place, share_decimals, show_share
from xl_asn.model.statuses import Status
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C132", "omojlig-andel", Severity.QUESTION, reads=("Mål", "Enhetsresultat"))

_PER_CENT = Decimal("0.01")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed share that no number of green units gives."""
    rows = {row.number: row for row in context.document.table("Mål") or ()}
    for goal, outcome in zip(context.calculated.goal_inputs, context.calculated.goals, strict=True):
        row = rows.get(Decimal(goal.number))
        units = _units_with_outcome(context, goal)
        if row is None or row.share is None or outcome.share is not None or not units:
            continue
        possible = [quotient(Decimal(green), units) for green in range(units + 1)]
        nearest = min(possible, key=lambda share: abs(share - row.share))
        if abs(nearest - row.share) <= min(_PER_CENT, last_place(row.share)) / 2:
            continue
        decimals = share_decimals(row.share)
        green = possible.index(nearest)
        yield RULE.finding(
            f"Utfall för {row.label} är {show_share(row.share, decimals)}, men det går inte att få "
            f"med {units} enheter. Närmast är {green} av {units} ({show_share(nearest)}).",
            "Fyll i enheternas bedömning och tryck Beräkna.",
            cell=row.cell("share"),
            found=row.share,
            expected=nearest,
            difference=row.share - nearest,
            inputs=tuple(unit.cell for unit in goal.units),
        )


def _units_with_outcome(context: Context, goal: GoalInput) -> int:
    """Return how many units the share is counted on, the blank ones among them."""
    counts_all = context.calculated.policies[goal.number].counts_no_outcome
    return sum(
        counts_all or unit.status is None or unit.status.light is not Status.NO_OUTCOME
        for unit in goal.units
    )
