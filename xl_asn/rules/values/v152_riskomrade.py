"""Riskens område heter inte som något område på Kommunbidrag.

Vad den gör
    Jämför Område på Ekonomiska risker med områdena på Kommunbidrag och med namnen på deras
    summor. Ett namn får täcka flera områden som börjar likadant: IFO täcker IFO myndighet och
    IFO kommunal regi. Meddelandet säger vilket område som riskerna har räknats med.

Varför det spelar roll
    En risk som inte hör till något område syns i totalen men inte i områdets egen prognos.

Exempel
    Riskerna står under Flyktingmottagning, men tabellen heter Fkyktingmottagande.

Så rättar du
    Skriv områdets namn likadant på båda bladen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V152", "riskomrade", Severity.QUESTION, reads=("Ekonomiska risker", "Kommunbidrag"))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every area of risks that no area of the forecast is called."""
    forecast = context.calculated.follow_up.risk_forecast
    areas = {area.name: area for area in forecast.areas} if forecast else {}
    seen: set[str] = set()
    for row in context.rows(EconomicRiskRow):
        area = areas.get(row.area or "")
        if area is None or area.name in seen or area.is_named_alike:
            continue
        seen.add(area.name)
        if area.areas:
            tied = f"Riskerna är räknade med {area.areas[0]}"
            remedy = f"Skriv {folded_name(area.name).capitalize()} på båda bladen, om det är rätt."
        else:
            tied = "Riskerna räknas bara med i totalen"
            remedy = "Välj ett av områdena på bladet Kommunbidrag."
        yield RULE.finding(
            f"Området {area.name} finns inte på bladet Kommunbidrag. {tied}.",
            remedy,
            cell=row.cell("area"),
        )
