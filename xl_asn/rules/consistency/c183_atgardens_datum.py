"""En åtgärd slutar före den börjar, eller ligger utanför planens år.

Vad den gör
    Jämför Startdatum och Slutdatum med varandra och med det år som planen gäller.

Varför det spelar roll
    Ett datum från förra årets plan gör att åtgärden ser ut att vara klar.

Exempel
    Planen gäller 2020, men åtgärden slutar 2019-12-31.

Så rättar du
    Rätta datumen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.namndplan import PlanRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C183", "atgardens-datum", Severity.ERROR, reads=("Risker",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every measure whose dates cannot be right."""
    period = context.document.period
    for row in context.rows(PlanRiskRow):
        start, end = row.start_date, row.end_date
        if end is None:
            continue
        if start is not None and end < start:
            yield RULE.finding(
                f"Åtgärden slutar {end} före den börjar {start}.",
                "Rätta det datum som är fel.",
                cell=row.cell("end_date"),
                inputs=(row.cell("start_date"),),
            )
        elif period is not None and end < period.start:
            yield RULE.finding(
                f"Åtgärden slutar {end}, före planens år {period.label}.",
                "Rätta slutdatumet, eller ta bort åtgärden om den är klar.",
                cell=row.cell("end_date"),
            )
