"""Föregående rapport är inte en tidigare rapport av samma slag.

Vad den gör
    Läser arbetsboken som bladet Start anger som föregående rapport. Den ska vara en rapport från
    samma nämnd (en månadsrapport eller en delårsrapport, för en plan en plan), ha beloppen i samma
    enhet och gälla en tidigare period. Annars jämförs ingenting med den.

Varför det spelar roll
    Förra prognosen, månadsremsan och ändrade bedömningar jämförs med den rapporten. Jämförs de med
    fel rapport blir svaren fel, och jämförs de inte alls upptäcks inga skillnader.

Exempel
    Rapporten för november 2022 anger sig själv som föregående rapport.

Så rättar du
    Skriv filnamnet på förra periodens rapport i cellen Föregående rapport, eller töm cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.earlier import Mismatch
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V120", "foregaende-rapport-gar-inte-att-jamfora", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding when the workbook named as the previous report cannot be it."""
    fault = context.chain.fault
    if fault is None or not isinstance(fault.why, Mismatch):
        return
    start = context.document.start
    yield RULE.finding(
        f"Föregående rapport, {start.previous_report}, {fault.words}. Perioderna är inte jämförda.",
        "Ange förra periodens rapport på bladet Start, eller töm cellen.",
        sheet="Start",
        cell=start.place("previous_report"),
    )
