"""Föregående rapport är en rättelse av den som nämnden först fick.

Vad den gör
    Slår när föregående rapport säger att den rättar en fastställd rapport, och räknar upp vad som
    är ändrat i den. Det som Beräkna själv har hämtat därifrån hämtas på nytt.

Varför det spelar roll
    Den här rapporten kan vara skriven efter den gamla. Texter, bedömningar och egna siffror som
    bygger på det som är rättat följer inte med av sig själva.

Exempel
    November är rättad: prognosen för Gemensamt IFO var −86 955 och är −86 855.

Så rättar du
    Läs det som bygger på de rättade uppgifterna. Stämmer det behöver du inte göra något.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.correction import Correction
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C195", "forra-ar-rattad", Severity.INFO)

_MOST_TOLD = 3


def check(context: Context, previous_correction: Correction) -> Iterator[Finding]:
    """Yield one finding that names what has been corrected in the report before."""
    found = previous_correction
    yield RULE.finding(
        f"Rapporten för {found.period} är rättad ({found.name}). {found.told(_MOST_TOLD)}",
        "Läs det i den här rapporten som bygger på de rättade uppgifterna.",
        sheet="Start",
        cell=context.document.start.place("previous_report"),
    )
