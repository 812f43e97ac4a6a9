"""En rad får inget ur huvudboken.

Vad den gör
    Där bladet Kontering finns letar den efter rader på samma blad som ingen kontering ger något,
    vare sig själva eller genom sina varav. Summor räknas inte, för de räknas fram.

Varför det spelar roll
    Raden står kvar med det som någon skrev förra gången, medan de andra är nya.

Exempel
    En ny verksamhet har fått en rad på Nettokostnad, men ingen på Kontering.

Så rättar du
    Lägg till raden på Kontering, eller godta frågan om beloppet ska skrivas för hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.posting import Postings
from xl_asn.documents.sheets.posting_rules import POSTING_RULES
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.listing import listed
from xl_asn.rules.rule import Rule

RULE = Rule("H110", "rad-utan-kontering", Severity.QUESTION, reads=(POSTING_RULES.name,))


def check(postings: Postings) -> Iterator[Finding]:
    """Yield a question for each sheet of *Kontering* with rows that nothing is given to."""
    for sheet in dict.fromkeys(rule.sheet for rule in postings.rules):
        unfed = list(postings.unfed(sheet))
        if unfed:
            names = listed([row.label for row in unfed])
            cells = [next(iter(row.figures.values())).cell for row in unfed]
            yield RULE.finding(
                f"Ingen rad på bladet Kontering ger något till {names} på bladet {sheet}.",
                "Lägg till en rad på Kontering, eller godta frågan om du skriver beloppet själv.",
                cell=cells[0],
                inputs=tuple(cells[1:]),
            )
