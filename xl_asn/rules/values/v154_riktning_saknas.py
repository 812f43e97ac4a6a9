"""Indikatorn har utfall och målvärde men ingen riktning.

Vad den gör
    Hittar indikatorer som inte går att bedöma eftersom det inte står om ett högre eller ett lägre
    tal är bättre. Ja- och nej-svar behöver ingen riktning: Ja är bättre.

Varför det spelar roll
    Utan riktning räknas varken bedömning eller trend fram, och ingen kontrollerar dem.

Exempel
    Sjukfrånvaro 7,1 % mot 5 %: uppfyllt eller inte? Det beror på riktningen.

Så rättar du
    Välj Högre är bättre eller Lägre är bättre.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V154", "riktning-saknas", Severity.QUESTION, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every indicator that lacks nothing but its direction."""
    directed = {
        result.indicator.label: result.indicator
        for result in context.calculated.follow_up.indicators
    }
    for row in context.rows(IndicatorRow):
        indicator = directed.get(row.label)
        if indicator is None or indicator.direction is not None or not row.has("direction"):
            continue
        if indicator.targets and indicator.outcome and indicator.outcome.value is not None:
            yield RULE.finding(
                f"{row.label} går inte att bedöma: riktningen saknas.",
                "Välj Högre är bättre eller Lägre är bättre.",
                cell=row.cell("direction"),
                inputs=(indicator.outcome.cell,),
            )
