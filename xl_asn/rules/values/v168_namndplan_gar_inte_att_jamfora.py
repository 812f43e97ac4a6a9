"""Nämndplanen går inte att jämföra med.

Vad den gör
    Läser arbetsboken som bladet Start anger som nämndplan. Den ska vara en nämndplan för samma år
    och ligga nära rapporten. Annars jämförs ingenting med den.

Varför det spelar roll
    Rapporten följer upp planens mål. Jämförs de inte upptäcks inte mål som har fallit bort eller
    ändrats på vägen.

Exempel
    Rapporten för april 2020 anger nämndplanen för 2019.

Så rättar du
    Skriv filnamnet på årets nämndplan i cellen Nämndplan, eller töm cellen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.start import SHEET
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V168", "namndplan-gar-inte-att-jamfora", Severity.QUESTION)


def check(context: Context, plan_fault: str) -> Iterator[Finding]:
    """Yield a finding when the workbook named as the plan cannot be it."""
    start = context.document.start
    yield RULE.finding(
        f"Nämndplanen, {start.plan}, {plan_fault}. Mål och risker är inte jämförda.",
        "Ange årets nämndplan på bladet Start, eller töm cellen.",
        sheet=SHEET,
        cell=start.place("plan"),
    )
