"""Belopp från är större än Belopp till.

Vad den gör
    Kontrollerar att en risks lägsta belopp inte är större än dess högsta.

Varför det spelar roll
    Intervallet runt prognosen räknas ur båda. Vända belopp ger ett intervall som ingen menat.

Exempel
    0,6–0,3 mnkr i stället för 0,3–0,6 mnkr.

Så rättar du
    Byt plats på beloppen, eller rätta det som är fel.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V151", "belopp-fran-till", Severity.ERROR, reads=("Ekonomiska risker",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every range whose ends are the wrong way round."""
    for row in context.rows(EconomicRiskRow):
        if row.lowest is not None and row.highest is not None and row.lowest > row.highest:
            yield RULE.finding(
                f"Belopp från för {row.label} är {show_exact(row.lowest)}, men Belopp till är "
                f"{show_exact(row.highest)}.",
                "Byt plats på beloppen, eller rätta det som är fel.",
                cell=row.cell("lowest"),
                found=row.lowest,
                inputs=(row.cell("highest"),),
            )
