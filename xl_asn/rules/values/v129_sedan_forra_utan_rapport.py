"""Rapporten ska berätta vad som har ändrats, men ingen föregående rapport är angiven.

Vad den gör
    Slår när Sedan förra rapporten är Ja på bladet Start och cellen Föregående rapport är tom.
    Är en rapport angiven som inte hittas eller inte går att jämföra säger F220–F223 eller V120 det.

Varför det spelar roll
    Nämnden väntar sig avsnittet, och rapporten blir utan.

Exempel
    Årets första rapport, där valet har följt med från förra året.

Så rättar du
    Skriv filnamnet på förra rapporten i cellen Föregående rapport, eller välj Nej.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.start import is_yes
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V129", "sedan-forra-utan-rapport", Severity.INFO)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding where the section is asked for and there is nothing to compare with."""
    start = context.document.start
    if is_yes(start.since_last) and not start.previous_report:
        yield RULE.finding(
            "Avsnittet Sedan förra rapporten är inte med: ingen föregående rapport är angiven.",
            "Skriv filnamnet på förra rapporten på bladet Start, eller välj Nej.",
            sheet="Start",
            cell=start.place("since_last"),
        )
