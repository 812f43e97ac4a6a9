"""En åtgärd är slut före planens år.

Vad den gör
    Jämför åtgärdens Slutdatum med det år som planen gäller.

Varför det spelar roll
    Ett datum från förra årets plan gör att åtgärden ser ut att vara klar.

Exempel
    Planen gäller 2020, men åtgärden slutar 2019-12-31.

Så rättar du
    Rätta slutdatumet, eller ta bort åtgärden.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.risks import PlanRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C183", "atgard-fore-planens-ar", Severity.ERROR, reads=("Risker",))


def check(context: Context, period: Period) -> Iterator[Finding]:
    """Yield a finding for every measure that ended before the plan."""
    for row in context.rows(PlanRiskRow):
        end = row.end_date
        if end is not None and end < period.start:
            yield RULE.finding(
                f"Åtgärden slutar {end}, före planens år {period.label}.",
                "Rätta slutdatumet, eller ta bort åtgärden om den är klar.",
                cell=row.cell("end_date"),
            )
