"""En indikator har inget målvärde.

Vad den gör
    Hittar indikatorer i nämndplanen utan målvärde. Delar av en annan indikator behöver inget.

Varför det spelar roll
    Utan målvärde kan ingen säga om målet är uppfyllt när året är slut.

Exempel
    Antal placeringar i jourhem har ett utfall men inget målvärde.

Så rättar du
    Skriv målvärdet för planens år.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.indicators import PlanIndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V166", "indikator-utan-malvarde", Severity.ERROR, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every indicator of a plan that has nothing to reach."""
    for row in context.rows(PlanIndicatorRow):
        if row.target is None and row.readable("target") and row.has("target") and not row.part_of:
            yield RULE.finding(
                f"{row.label} har inget målvärde.",
                "Skriv målvärdet för planens år.",
                cell=row.cell("target"),
            )
