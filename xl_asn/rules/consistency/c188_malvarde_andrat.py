"""Målvärdet är ett annat än i nämndplanen.

Vad den gör
    Jämför varje indikators målvärde i rapporten med målvärdet i nämndplanen.

Varför det spelar roll
    Ett sänkt målvärde gör ett missat mål uppfyllt. Bara nämnden får ändra det.

Exempel
    Planen har målvärdet 25 %, men rapporten bedömer mot 20 %.

Så rättar du
    Skriv planens målvärde. Har nämnden ändrat det: säg när i kommentaren.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.indicators import shown_measure
from xl_asn.documents.sheets.indicators import IndicatorRow, as_number
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import Pair

RULE = Rule("C188", "malvarde-andrat-sedan-planen", Severity.QUESTION, reads=("Indikatorer",))


def check(planned: tuple[Pair, ...]) -> Iterator[Finding]:
    """Yield a finding for every target that differs from the plan's."""
    for pair in planned:
        now, then = (entry.row if entry else None for entry in (pair.followed, pair.planned))
        if not isinstance(now, IndicatorRow) or not isinstance(then, IndicatorRow):
            continue
        agreed = as_number(then.target, then.measure)
        followed = as_number(now.target, now.measure)
        if agreed is None or followed is None or agreed == followed:
            continue
        difference: Decimal = followed - agreed
        yield RULE.finding(
            f"Målvärdet för {now.label} är {shown_measure(followed, now.measure)} men "
            f"{shown_measure(agreed, then.measure)} i nämndplanen.",
            "Skriv planens målvärde, eller säg när nämnden ändrade det.",
            cell=now.cell("target"),
            found=followed,
            expected=agreed,
            difference=difference,
        )
