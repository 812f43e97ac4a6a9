"""En indikator är del av en indikator som inte finns.

Vad den gör
    Kontrollerar att Del av är namnet på en annan indikator på bladet.

Varför det spelar roll
    Delar vars helhet inte hittas summeras inte, och då upptäcks inte att de är fel.

Exempel
    Del av är "Sjukfrånvaro total", men indikatorn heter "Total sjukfrånvaro".

Så rättar du
    Välj indikatorn i listan.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.names import NearNames
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V155", "okand-helhet", Severity.ERROR, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every part whose whole is not on the sheet."""
    rows = [*context.rows(IndicatorRow)]
    labels = {folded_name(row.label): row.label for row in rows if not row.part_of}
    known = NearNames(labels.values())
    for row in rows:
        if not row.part_of or folded_name(row.part_of) in labels:
            continue
        near = known.to(row.part_of)
        yield RULE.finding(
            f"{row.label} är del av {row.part_of}, som inte finns på bladet."
            + (f" Menade du {near}?" if near else ""),
            "Välj i listan den indikator som raden är en del av.",
            cell=row.cell("part_of"),
        )
