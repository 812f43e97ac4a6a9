"""Ingen tidigare rapport i år har en prognos, så prognosen är inte jämförd.

Vad den gör
    Följer Föregående rapport bakåt, högst tolv rapporter och inom samma år, till den senaste som
    har en prognos. Finns ingen sådan säger regeln det, och var kedjan tar slut.

Varför det spelar roll
    Utan en tidigare prognos går det inte att se om prognosförändringen är rätt.

Exempel
    Rapporten för juni–juli saknar ekonomi, och den anger själv ingen tidigare rapport.

Så rättar du
    Ange en rapport med prognos på bladet Start, eller lägg den rapport som saknas i samma mapp.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.earlier import PREVIOUS_FORECAST
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V128", "ingen-prognos-att-jamfora", Severity.INFO)


def check(context: Context, period: Period) -> Iterator[Finding]:
    """Yield a finding where the chain of the year has reports, and none with a forecast."""
    first = context.chain.first
    if first is None or context.forecast_report is not None:
        return
    then = first.document.period
    if then is None or then.year != period.year:
        return
    if not any(table.has(PREVIOUS_FORECAST) for table in context.calculated.tables):
        return
    ended = context.chain.ended
    why = f" Kedjan slutar vid {ended.name}: den {ended.words}." if ended else ""
    yield RULE.finding(
        f"Ingen tidigare rapport i år har en prognos, så prognosen är inte jämförd.{why}",
        "Ange en rapport med prognos på bladet Start, eller lägg den som saknas i samma mapp.",
        sheet="Start",
        cell=context.document.start.place("previous_report"),
    )
