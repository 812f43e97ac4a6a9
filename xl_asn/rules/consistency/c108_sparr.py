"""Målindikatorn stämmer inte med ekonomin.

Vad den gör
    Räknar nämndens budgetavvikelse i procent, prognosavvikelse delat med årsbudgetens belopp, och
    jämför med Utfall på Målindikatorer. Avrundning till en decimal larmas aldrig. Jämför också
    indikatorns bedömning med spärrgränserna på Regler. När prognos eller årsbudget för nämndens
    total redan är utpekad som fel tas följderna för målet inte upp.

Varför det spelar roll
    Budgetavvikelsen begränsar målets status. Ett gammalt procenttal kan göra ett gult mål grönt.

Exempel
    November 2022: −1 666 / 274 572 = −0,6 %.

Så rättar du
    Tryck Beräkna, så räknas indikatorn om.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.rollup import show_against
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, share_decimals, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C108", "sparr-mot-ekonomi", Severity.ERROR, reads=("Målindikatorer",))

_TENTH = Decimal("0.001")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every gate whose outcome or assessment is not what follows."""
    rows = {row.place("outcome"): row for row in context.document.table("Målindikatorer") or ()}
    for goal in context.calculated.goals:
        gate = goal.gate
        row = rows.get(gate.outcome_cell) if gate else None
        if gate is None or row is None or gate.outcome is None or context.rests_on_fault(goal):
            continue
        if gate.inputs and row.outcome is not None:
            tolerance = min(_TENTH, last_place(row.outcome)) / 2
            if abs(row.outcome - gate.outcome) > tolerance:
                decimals = max(1, share_decimals(row.outcome))
                yield RULE.finding(
                    f"{gate.name} är {show_share(row.outcome, decimals, signed=True)} men ekonomin "
                    f"ger {show_share(gate.outcome, decimals, signed=True)}.",
                    "Kontrollera prognos och årsbudget för nämndens total. Tryck sedan Beräkna.",
                    cell=gate.outcome_cell,
                    found=row.outcome,
                    expected=gate.outcome,
                    difference=row.outcome - gate.outcome,
                    inputs=gate.inputs,
                )
        if None not in (row.assessment, gate.status) and row.assessment is not gate.status:
            limits = context.calculated.policies[goal.number].gate_limits.values()
            shown = show_against(gate.outcome, *limits, decimals=1, signed=True)
            yield RULE.finding(
                f"{gate.name} {shown} har bedömningen {row.assessment.value} men gränserna på "
                f"bladet Regler ger {gate.status.value if gate.status else ''}.",
                "Tryck Beräkna, eller ändra gränserna på bladet Regler om de är fel.",
                cell=row.cell("assessment"),
                inputs=(gate.outcome_cell,),
            )
