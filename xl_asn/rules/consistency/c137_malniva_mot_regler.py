"""Målnivån är en annan än på bladet Regler.

Vad den gör
    Jämför Målnivå på bladet Mål med målnivån på Regler, när andelen gröna enheter avgör. Jämför
    också en spärrs Målnivå på Målindikatorer med gränsen för Grön på Regler.

Varför det spelar roll
    Målnivån på bladet Mål är den som används för målet, medan spärren bedöms efter Regler. Står
    det olika vet läsaren inte vad som gäller, och målen bedöms olika utan att någon har beslutat
    det.

Exempel
    Mål 3 har Målnivå 50 %, men Regler säger 60 % för alla mål.

Så rättar du
    Ändra den som är fel. Ska ett mål ha en egen målnivå: lägg till en rad på Regler för målet,
    med beslutet som källa.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goals import Method
from xl_asn.model.grid import CellRef
from xl_asn.model.money import share_decimals, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C137", "malniva-mot-regler", Severity.QUESTION, reads=("Mål",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every target level that the policy contradicts."""
    policies = context.calculated.policies
    for row in context.document.table("Mål") or ():
        policy = policies.get(int(row.number)) if row.number is not None else None
        if policy is None or policy.method is not Method.GREEN_SHARE or row.target is None:
            continue
        if policy.target is not None and row.target != policy.target:
            yield _finding(
                f"Målnivån för {row.label}", row.target, policy.target, row.cell("target")
            )
    rows = {row.place("outcome"): row for row in context.document.table("Målindikatorer") or ()}
    for goal in context.calculated.goals:
        row = rows.get(goal.gate.outcome_cell) if goal.gate else None
        policy = policies[goal.number]
        limit = policy.gate_limits[policy.scale.best]
        if row is not None and row.target is not None and row.target != limit:
            label = f"Målnivån för {row.label} på mål {goal.number}"
            yield _finding(label, row.target, limit, row.cell("target"))


def _finding(what: str, found: Decimal, expected: Decimal, cell: CellRef) -> Finding:
    decimals = max(share_decimals(found), share_decimals(expected))
    shown, limit = show_share(found, decimals), show_share(expected, decimals)
    return RULE.finding(
        f"{what} är {shown}, men bladet Regler säger {limit}.",
        "Ändra den som är fel. Ska målet ha en egen nivå: lägg till en rad för målet på bladet "
        "Regler.",
        cell=cell,
        found=found,
        expected=expected,
        difference=found - expected,
    )
