"""Bladet finns men har ingen tabell.

Vad den gör
    Letar på varje blad efter raden med bladets rubriker. På ett frivilligt blad är det en fråga:
    bladet kan vara ditt eget och ha fått samma namn.

Varför det spelar roll
    Utan rubriker går det inte att veta vad siffrorna betyder, och då läses ingenting.

Exempel
    Rubrikraden på Enhetsresultat har tagits bort av misstag.

Så rättar du
    Skriv rubrikerna på en rad ovanför uppgifterna, eller kopiera bladet från en ny mall.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule

RULE = Rule("S103", "tabell-saknas", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every sheet whose table was not found."""
    for spec, table in context.tables():
        if not table.present and context.grid.sheet(spec.name) is not None:
            headers = listed(column.header for column in spec.columns.values())
            yield RULE.finding(
                f"Bladet {spec.name} har ingen rubrikrad.",
                f"Skriv rubrikerna på en rad: {headers}.",
                sheet=spec.name,
                severity=Severity.QUESTION if spec.optional else RULE.severity,
            )
