"""En rad på Kontering går inte att använda.

Vad den gör
    Läser bladet Kontering. Varje rad ska nämna ett blad med kolumnen Utfall, en rad på det som
    ingen annan rad heter som, och minst en kod. En sekvens som 4600-4699 ska ha lika långa ändar,
    den lägsta först. En kod har inga jokertecken, och får inte ha blivit ett datum eller ett tal
    med decimaler i Excel.

Varför det spelar roll
    Det som raden skulle ha tagit ur huvudboken kommer inte med, eller hamnar på en annan rad.

Exempel
    Raden Familjehem har bytt namn på Nettokostnad, men inte på Kontering.

Så rättar du
    Skriv radens namn som det står på bladet. Finns samma namn i flera områden: fyll i Område. En
    summa räknas fram och har ingen egen kontering.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from xl_asn.documents.posting import UNREAD, Fault, Postings
from xl_asn.documents.sheets.posting_rules import POSTING_RULES
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.rule import Rule

RULE = Rule("H109", "kontering-utan-rad", Severity.ERROR, reads=(POSTING_RULES.name,))

_SAID: Final = {
    "blad": (
        "Bladet {} har ingen kolumn Utfall som huvudboken kan fylla.",
        "Skriv Nettokostnad eller Resultaträkning.",
    ),
    "ingen rad": ("Raden {} finns inte på bladet {sheet}.",
                  "Skriv namnet som det står på bladet{guess}."),
    "summa": ("Raden {} på bladet {sheet} är en summa, som räknas fram.",
              "Skriv raderna som summan består av."),
    "flera rader": ("Flera rader på bladet {sheet} heter {}.", "Fyll i Område på Kontering."),
    "olika långa": ("Sekvensen {} har olika långa ändar, så ingen kod ligger i den.",
                    "Skriv lika många siffror i båda, till exempel 4600-4699."),
    "datum": ("Koden är ett datum, {}. Så gör Excel med 10-12.",
              "Gör cellen till text, och skriv koderna igen."),
    "decimaler": ("Kontot {} är ett tal med decimaler. Så gör Excel med 4600,4710.",
                  "Gör cellen till text, och skriv kontona igen."),
    "ingen kod": ("{} är ingen kod.",
                  "Skriv varje kod för sig med komma emellan, eller ett intervall: 4600-4699."),
    "fel ordning": ("Sekvensen {} börjar högre än den slutar.", "Skriv den lägsta koden först."),
    "inga koder": ("Raden {} har inga koder, och skulle ta hela huvudboken.",
                   "Fyll i Konto eller någon annan kod."),
    "tecken": ("Tecken är {}, som inte betyder något där.", "Skriv − eller +."),
}  # fmt: skip


def check(postings: Postings) -> Iterator[Finding]:
    """Yield a finding for every row of *Kontering* that gives nothing."""
    for fault in (one for one in postings.faults if one.kind != UNREAD):
        message, remedy = _SAID[fault.kind]
        sheet = fault.row.sheet or ""
        yield RULE.finding(
            message.format(fault.detail, sheet=sheet),
            remedy.format(guess=_guess(postings, fault)),
            cell=fault.cell,
        )


def _guess(postings: Postings, fault: Fault) -> str:
    """Return the name that is surely meant, as the end of a sentence; nothing for none."""
    table = postings.tables.get(folded_name(fault.row.sheet or ""))
    names = {folded_name(row.label): row.label for row in table.rows} if table else {}
    close = get_close_matches(folded_name(fault.detail), names, n=2, cutoff=0.8)
    return f": {names[close[0]]}" if len(close) == 1 else ""
