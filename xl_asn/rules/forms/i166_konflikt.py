"""Två svar, eller ett svar och arbetsboken, säger olika om samma cell.

Vad den gör
    Läser bladet Insamling. För varje konflikt som inte är avgjord visas cellen, vad arbetsboken
    säger och vad varje svar säger, med filen som det står i.

Varför det spelar roll
    Ingen annan än du kan veta vilket som gäller. Programmet skriver aldrig över det som någon har
    skrivit, och det senaste svaret vinner inte av sig självt.

Exempel
    Enheten svarade Grön, och någon ändrade cellen till Gul i arbetsboken efter utskicket.

Så rättar du
    Skriv Ta i kolumnen Val på bladet Insamling vid det värde som ska gälla, och samla in igen.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.collection import Candidate, Conflict
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import cell_of
from xl_asn.rules.context import listed
from xl_asn.rules.rule import Rule

RULE = Rule("I166", "svar-i-konflikt", Severity.ERROR)
_LONGEST = 120


def check(unsettled: tuple[Conflict, ...]) -> Iterator[Finding]:
    """Yield a finding for every conflict that nobody has settled."""
    for conflict in unsettled:
        if not conflict.is_emptied:
            yield RULE.finding(
                f"{conflict.slot.column} för {conflict.slot.row.names[-1]}: "
                f"{listed(_said(one) for one in conflict.candidates)}.",
                "Skriv Ta i kolumnen Val på bladet Insamling vid det som ska gälla, och samla in "
                "igen.",
                cell=conflict.cell,
            )


def _said(one: Candidate) -> str:
    text = " ".join(cell_of(one.value).text.split())
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    told = f"”{shown}”" if shown else "inget"
    return f"{one.file} säger {told}" if one.file else f"arbetsboken säger {told}"
