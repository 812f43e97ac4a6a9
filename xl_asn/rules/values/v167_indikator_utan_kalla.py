"""Indikatorer har varken Kolada-id eller källa.

Vad den gör
    Hittar indikatorer i nämndplanen som inte säger varifrån utfallet ska hämtas. De samlas till
    ett fynd för varje mål.

Varför det spelar roll
    Den som följer upp planen ett år senare måste veta var utfallet finns och hur det är mätt.

Exempel
    Antal dygn på HVB-hem har inget Kolada-id. Källan kan vara verksamhetssystemet.

Så rättar du
    Skriv källan i kolumnen Källa, eller nyckeltalets id i kolumnen Kolada-id.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.documents.sheets.indicators import PlanIndicatorRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V167", "indikator-utan-kalla", Severity.QUESTION, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every goal with indicators that name no source."""
    found: dict[Decimal | None, list[PlanIndicatorRow]] = {}
    for row in context.rows(PlanIndicatorRow):
        if not row.kolada_id and not row.source and row.has("source"):
            found.setdefault(row.goal, []).append(row)
    for goal, rows in found.items():
        which = f"Mål {goal:f}: " if goal is not None else ""
        what = rows[0].label if len(rows) == 1 else f"{len(rows)} indikatorer"
        yield RULE.finding(
            f"{which}{what} har varken Kolada-id eller källa.",
            "Skriv varifrån utfallet hämtas i kolumnen Källa.",
            cell=rows[0].cell("source"),
            inputs=tuple(row.cell("indicator") for row in rows),
        )
