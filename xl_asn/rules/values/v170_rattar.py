"""Rapporten som rättas går inte att jämföra med, är inte fastställd eller har samma datum.

Vad den gör
    Läser arbetsboken som bladet Start anger vid Rättar. Den ska gälla samma period och nämnd, vara
    av samma slag, ha beloppen i samma enhet och ha Status Fastställd. Datum på Start ska vara
    rättelsens och inte den fastställda rapportens.

Varför det spelar roll
    Listan över vad som är rättat räknas mot det som nämnden fick. Är det en annan fil blir listan
    fel, och utan fil blir det ingen lista.

Exempel
    Rättar är 2022-10_manadsrapport.xlsm i rapporten för november.

Så rättar du
    Spara den fastställda rapporten under ett eget namn, och skriv det namnet vid Rättar. Skriv
    rättelsens dag i Datum.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.correction import Corrections
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V170", "rattar", Severity.QUESTION)


def check(context: Context, corrections: Corrections) -> Iterator[Finding]:
    """Yield a finding where what is corrected is not what was published, and one for its day."""
    start, cell = context.document.start, context.document.start.place("corrects")
    if corrections.fault:
        yield RULE.finding(
            f"Rapporten som rättas, {start.corrects}, {corrections.fault}. Vad som är ändrat är "
            "inte räknat.",
            "Skriv filnamnet på den fastställda rapporten vid Rättar på bladet Start, eller töm "
            "cellen.",
            sheet="Start",
            cell=cell,
        )
    if corrections.status is not None:
        stands = f": den står som {corrections.status}" if corrections.status else ""
        yield RULE.finding(
            f"Rapporten som rättas, {start.corrects}, är inte fastställd{stands}.",
            "Kontrollera att det är den rapport som nämnden fick, och att den står som Fastställd.",
            sheet="Start",
            cell=cell,
        )
    if corrections.is_undated:
        yield RULE.finding(
            f"Datum är inte ändrat sedan rapporten fastställdes ({start.date or 'tomt'}).",
            "Skriv rättelsens dag i Datum. Den står sedan i rättelsens namn.",
            sheet="Start",
            cell=start.place("date"),
        )
