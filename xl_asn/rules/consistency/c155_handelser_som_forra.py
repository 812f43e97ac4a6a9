"""Alla händelser är ordagrant samma som i föregående rapport.

Vad den gör
    Jämför bladet Händelser med föregående rapport, om den är angiven på bladet Start och finns.
    Regeln slår när alla händelser, minst två, står där ord för ord. Skillnader i mellanslag räknas
    inte. Är hela rapporten oförändrad säger C154 det i stället.

Varför det spelar roll
    Nämnden läser händelserna som det som har hänt under perioden. Står förra periodens händelser
    kvar får den samma nyheter två gånger, och inte de nya.

Exempel
    Decemberrapporten har nya belopp, men de 13 händelserna är novembers.

Så rättar du
    Skriv periodens händelser. Godta frågan om samma sak fortfarande är allt som har hänt.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.document import Document
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.unchanged import unchanged_events

RULE = Rule("C155", "handelser-som-forra", Severity.QUESTION, reads=("Händelser",))

_FEWEST = 2


def check(context: Context, previous: Document, before: Period) -> Iterator[Finding]:
    """Yield a finding where every event is one of the previous report's."""
    if context.document.looks_ahead:
        return
    events = unchanged_events(context.document, previous)
    if events.total >= _FEWEST and len(events.same) == events.total:
        yield RULE.finding(
            f"Alla {events.total} händelser är ordagrant samma som i rapporten för {before.label}.",
            "Skriv det som har hänt under perioden.",
            cell=events.same[0],
            inputs=events.same[1:],
        )
