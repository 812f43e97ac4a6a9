"""Arbetsboken är ändrad sedan Beräkna, så en del tal är gamla.

Vad den gör
    Räknar om allt som Beräkna har skrivit och jämför med det som står i cellerna. Har det som ett
    tal räknas ur ändrats sedan dess är talet gammalt. Alla gamla tal blir ett enda fynd. Tal som du
    själv har skrivit hör inte hit.

Varför det spelar roll
    Ett gammalt tal är en summa eller en färg som inte längre stämmer med raderna. Lämnas
    arbetsboken in så, får nämnden fel siffra.

Exempel
    En rad är tillagd på Nettokostnad efter Beräkna. Avvikelsen för Resultat ASN är då räknad utan
    den.

Så rättar du
    Tryck Beräkna.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("S105", "andrad-sedan-berakna", Severity.ERROR)


def check(context: Context, stale: tuple[CellRef, ...]) -> Iterator[Finding]:
    """Yield one finding for all that the program has written and would now write otherwise."""
    first, *others = stale
    line = context.recalled.ours[first]
    found, expected = line.written, context.calculated.number(first)
    known = isinstance(found, Decimal) and not isinstance(expected, str)
    count = "1 tal är gammalt" if not others else f"{len(stale)} tal är gamla"
    such = ":" if not others else ", till exempel"
    yield RULE.finding(
        f"Ändrad sedan Beräkna: {count}{such} {line.column} för {line.label}.",
        "Tryck Beräkna, så räknas de om." if others else "Tryck Beräkna, så räknas det om.",
        cell=first,
        found=found if known else None,
        expected=expected if known else None,
        consequences=tuple(others),
    )
