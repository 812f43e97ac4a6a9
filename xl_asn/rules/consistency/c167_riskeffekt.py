"""Riskens effekt är inte sannolikheten gånger beloppet.

Vad den gör
    Räknar om Lägsta effekt och Högsta effekt på varje rad där belopp och sannolikhet är ifyllda.
    Vilket procenttal som Låg, Medel och Hög står för finns på bladet Regler.

Varför det spelar roll
    Effekterna summeras till den riskjusterade prognosen. Ett gammalt tal ger ett fel intervall.

Exempel
    0,6 mnkr med sannolikheten 75 % kan försämra resultatet med 0,45 mnkr. I bladet står −0,60.

Så rättar du
    Tryck Beräkna, så räknas effekterna om.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C167", "riskeffekt", Severity.ERROR, reads=("Ekonomiska risker",))

_LAST_PLACE = Decimal("0.1")


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed effect that amount and likelihood contradict."""
    for row in context.rows(EconomicRiskRow):
        for name in ("low_effect", "high_effect"):
            cell, printed = row.place(name), getattr(row, name)
            result = context.calculated.by_cell.get(cell) if cell else None
            if cell is None or result is None or not isinstance(result.value, Decimal):
                continue
            if printed is None:
                continue
            if abs(printed - result.value) <= min(_LAST_PLACE, last_place(printed)) / 2:
                continue
            yield RULE.finding(
                f"{result.column} för {row.label} är {show_exact(printed, signed=True)} men "
                f"{result.formula} är {show_exact(result.value, signed=True)}.",
                "Kontrollera belopp och sannolikhet. Tryck sedan Beräkna.",
                cell=cell,
                found=printed,
                expected=result.value,
                difference=printed - result.value,
                inputs=result.inputs,
            )
