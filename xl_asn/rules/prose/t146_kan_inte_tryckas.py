"""En text har ett tecken som inte går att trycka.

Vad den gör
    Läser varje text som går in i rapporten tecken för tecken, och säger vilket tecken dokumenten
    inte kan visa och var i texten det står. Ett styrtecken utelämnas. För ett tecken som saknas i
    PDF:ens typsnitt, till exempel en emoji, trycks dess nummer inom hakparentes. Tabbar, mjuka
    bindestreck, hårda mellanslag och Words radbrytningar och punkter i listor går bra.

Varför det spelar roll
    Annars upptäcks det först i det färdiga dokumentet, av nämnden.

Exempel
    Händelsen är Vi firade 😀. I PDF:en står Vi firade [tecken U+1F600].

Så rättar du
    Skriv om texten utan tecknet. Klistra in från andra program med Klistra in text.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.columns import LONG_TEXT, TEXT
from xl_asn.documents.document import Document
from xl_asn.model.characters import comes_along, in_documents, is_usual, number_of, on_paper
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.rule import Rule

RULE = Rule("T146", "kan-inte-tryckas", Severity.QUESTION, of_forms=True)

_MOST = 8
_ON_START = ("board", "administration", "reference")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for every text with a sign that the documents cannot show."""
    for cell, text in _texts(document):
        if is_usual(text):
            continue
        lost = [(at, sign) for at, sign in enumerate(text, 1) if _is_lost(sign)]
        replaced = [(at, sign) for at, sign in lost if on_paper(sign) is None]
        if lost:
            (at, sign), *_ = replaced or lost
            others = {sign for _, sign in lost} - {sign}
            more = (
                f" Fler sådana: {' '.join(map(number_of, sorted(others)[:_MOST]))}."
                if others
                else ""
            )
            yield RULE.finding(
                f"Tecknet {number_of(sign)} på plats {at} i texten {_becomes(sign)}.{more}",
                "Skriv om texten utan tecknet, eller klistra in den igen med Klistra in text.",
                cell=cell,
                severity=RULE.severity if replaced else Severity.INFO,
            )


def _texts(document: Document) -> Iterator[tuple[CellRef, str]]:
    """Yield every text that a document of the report shows, and its cell."""
    for name in _ON_START:
        if document.start.has(name) and (text := getattr(document.start, name)):
            yield document.start.cell(name), text
    for spec, table in document.tables():
        names = [n for n, c in spec.columns.items() if c.kind in {LONG_TEXT, TEXT}]
        for row in table if names and not spec.row.is_tool else ():
            for name in names:
                text = row.get(name)
                if isinstance(text, str):
                    yield row.cell(name), text


def _is_lost(sign: str) -> bool:
    return sign != "\n" and not on_paper(sign) and not comes_along(sign)


def _becomes(sign: str) -> str:
    """Return what a sign becomes, as the end of a sentence about it."""
    if on_paper(sign) is not None:
        return "går inte att trycka och utelämnas"
    shown = f"[tecken {number_of(sign)}]"
    if in_documents(sign) is None:
        return f"går inte att läsa: i dokumenten står {shown}"
    return f"(”{sign}”) saknas i PDF:ens typsnitt: där står {shown}"
