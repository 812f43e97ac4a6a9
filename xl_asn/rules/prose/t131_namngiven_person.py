"""En text namnger en enskild eller en handläggare.

Vad den gör
    Letar efter ett personnamn direkt efter ord som handläggare, socialsekreterare, utredare,
    kontaktperson, klient och brukare. Orter, myndigheter och enheter är inga namn på personer.

Varför det spelar roll
    Namn på den som får insatser är sekretess. En handläggares namn i en publicerad rapport om ett
    enskilt ärende kan peka ut ärendet och utsätta handläggaren för påtryckningar.

Exempel
    "Handläggare Anna Svensson har sagt upp sig."

Så rättar du
    Skriv rollen utan namn: "en handläggare på enheten".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.word_starts import from_word_starts, word_starts

RULE = Rule("T131", "namngiven-person", Severity.QUESTION, of_forms=True)

_TITLES = (
    "handläggare", "socialsekreterare", "familjehemssekreterare", "familjebehandlare",
    "biståndsbedömare", "utredare", "kontaktperson", "klient", "brukare", "patient",
)  # fmt: skip
_TITLE = rf"(?:{'|'.join(_TITLES)}|god\s+man|gode\s+mannen)(?:n|en|ns|ens)?"
_WORD = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
_STARTS = (*_TITLES, "god")
_TITLE_STARTS = word_starts(_STARTS)
_NAMED = re.compile(
    rf"(?i:\b({_TITLE}))[ \u00a0]*[:,(]?[ \u00a0]*({_WORD}(?:[ \u00a0]{_WORD}){{0,2}})"
)
#: How names of places, authorities and units end; that of a municipality is followed by the word.
_NO_PERSON = re.compile(
    r"(?:kassan|förmedlingen|verket|enheten|enhetens|gruppen|centrum|kommun|nämnden|förvaltningen|"
    r"mottagningen|landet|regionen|styrelsen|län|s)$"
)
_AFTER_PLACE = re.compile(r"[ \u00a0](?:kommun|stad|län|region|stads)")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every text with a name after a title."""
    for written in context.texts.holding(*_STARTS):
        titles = [
            found[1].casefold()
            for found in from_word_starts(_TITLE_STARTS, _NAMED, written)
            if not _NO_PERSON.search(found[2].split()[0])
            and not _AFTER_PLACE.match(written.text, found.end())
        ]
        if titles:
            yield RULE.finding(
                f"{written.header} tycks namnge en person efter ordet "
                f"{listed(dict.fromkeys(titles))}.",
                "Skriv rollen utan namn, till exempel ”en handläggare på enheten”.",
                cell=written.cell,
            )
