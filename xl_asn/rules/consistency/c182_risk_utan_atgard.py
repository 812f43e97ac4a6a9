"""En hög risk saknar åtgärd, ansvarig eller datum.

Vad den gör
    Hittar risker vars riskvärde når gränsen på bladet Regler (Riskvärde Hög från) och som inte har
    en åtgärd, någon som ansvarar för den, och ett start- och slutdatum.

Varför det spelar roll
    En hög risk utan åtgärd är en risk som nämnden godtar utan att veta om det.

Exempel
    Riskvärdet är 20. Åtgärden är beskriven, men ingen ansvarar för den.

Så rättar du
    Fyll i det som saknas på raden.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.risks import PlanRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("C182", "hog-risk-utan-atgard", Severity.QUESTION, reads=("Risker",))

_NEEDED = {
    "measure": "åtgärd",
    "owner": "ansvarig",
    "start_date": "startdatum",
    "end_date": "slutdatum",
}


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every high risk that lacks any of what it needs."""
    policy = context.calculated.follow_up.policy
    if policy is None:
        return
    for row in context.rows(PlanRiskRow):
        computed = context.calculated.number(row.place("value"))
        value = row.value if computed is None else computed
        if value is None or value < policy.plan.high_risk:
            continue
        lacking = [
            name
            for name in _NEEDED
            if row.has(name) and row.readable(name) and getattr(row, name) is None
        ]
        if lacking:
            yield RULE.finding(
                f"Risken har riskvärde {value:f} men saknar "
                f"{listed(_NEEDED[name] for name in lacking)}: {row.label.rstrip(chr(46))}.",
                "Fyll i det som saknas på raden.",
                cell=row.cell(lacking[0]),
                inputs=tuple(
                    row.cell(name) for name in ("likelihood", "consequence") if row.has(name)
                ),
            )
