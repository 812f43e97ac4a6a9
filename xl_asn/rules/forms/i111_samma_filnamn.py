"""Två mottagare ger samma filnamn.

Vad den gör
    Gör filnamn av mottagarnas namn och jämför dem som en dator gör: utan hänsyn till stora
    bokstäver, och med bindestreck för tecken som inte kan stå i ett filnamn.

Varför det spelar roll
    Varje mottagare har en egen fil. Den enas formulär skulle skrivas över den andras, så inget av
    dem görs.

Exempel
    Mottagarna heter "Barn/unga" och "Barn-unga".

Så rättar du
    Ge dem namn som skiljer sig åt också i filnamnet.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.hand_out import Entry, HandOut
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.model.file_names import folded_stem, stem_of
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.rule import Rule

RULE = Rule("I111", "samma-filnamn", Severity.ERROR, reads=(HAND_OUTS.name,))


def check(hand_out: HandOut) -> Iterator[Finding]:
    """Yield a finding for every recipient whose file is that of an earlier one of another name."""
    first: dict[str, Entry] = {}
    for entry in hand_out.entries:
        name = entry.recipient.name
        earlier = first.setdefault(folded_stem(name), entry)
        if folded_name(earlier.recipient.name) != folded_name(name):
            yield RULE.finding(
                f"{earlier.recipient.name} och {name} ger samma filnamn, {stem_of(name)}.xlsx.",
                "Ge dem namn som skiljer sig åt också i filnamnet.",
                cell=entry.recipient.cell,
                inputs=(earlier.recipient.cell,),
            )
