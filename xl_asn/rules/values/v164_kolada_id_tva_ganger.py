"""Samma Kolada-id står på två indikatorer.

Vad den gör
    Letar efter Kolada-id som finns på mer än en rad.

Varför det spelar roll
    Två indikatorer med samma id får samma utfall ur Kolada, fast den ena mäter något annat.

Exempel
    Två rader om våld i nära relationer har båda U37484.

Så rättar du
    Slå upp nyckeltalen på kolada.se. Hör de till två mål får id:t stå på båda.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V164", "kolada-id-tva-ganger", Severity.QUESTION, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every id that an earlier row has."""
    first: dict[str, CellRef] = {}
    for row in context.rows(IndicatorRow):
        if not row.kolada_id:
            continue
        cell = row.cell("kolada_id")
        earlier = first.setdefault(folded_name(row.kolada_id), cell)
        if earlier != cell:
            yield RULE.finding(
                f"{row.kolada_id} står redan på rad {earlier.row}.",
                "Kontrollera vilket nyckeltal som hör till vilken indikator.",
                cell=cell,
                inputs=(earlier,),
            )
