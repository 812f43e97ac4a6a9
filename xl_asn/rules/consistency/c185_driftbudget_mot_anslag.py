"""Driftbudgetens kommunbidrag är inte anslaget på bladet Resurser.

Vad den gör
    Jämför Årsbudget på raden Kommunbidrag för varje område på bladet Driftbudget med områdets
    anslag för planens år på bladet Resurser. Områdena paras ihop efter namn, även om namnen skiljer
    sig lite. Samma gäller förändringen, om året före finns på bladet Resurser.

Varför det spelar roll
    Det är samma pengar. Står de med olika belopp vet ingen vilket som är beslutat.

Exempel
    Anslaget för 2020 är 234,1 mnkr, men driftbudgeten har 231,4 mnkr.

Så rättar du
    Jämför med kommunplanens beslut och rätta det belopp som är fel.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.names import closest
from xl_asn.documents.sheets.funds import BudgetRow, FundRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C185", "driftbudget-mot-anslag", Severity.ERROR, reads=("Resurser", "Driftbudget"))

_FUNDING = "kommunbidrag"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every area whose funding stands with two amounts."""
    period = context.document.period
    funds: dict[tuple[str, int], tuple[Decimal, CellRef]] = {}
    for fund in context.rows(FundRow):
        if fund.area and fund.year is not None and fund.amount is not None:
            place = (fund.amount, fund.cell("amount"))
            funds.setdefault((fund.area, int(fund.year)), place)
    areas = {area for area, _ in funds}
    for row in context.rows(BudgetRow):
        if period is None or folded_name(row.label) != _FUNDING or not row.area:
            continue
        area = closest(row.area, areas)
        for name, year in (("budget", period.year), ("before", period.year - 1)):
            amount, known = getattr(row, name), funds.get((area or "", year))
            if amount is None or known is None or amount == known[0]:
                continue
            yield RULE.finding(
                f"Kommunbidraget för {row.area} {year} är {show_exact(amount)}, men på bladet "
                f"Resurser är det {show_exact(known[0])}.",
                "Jämför med kommunplanens beslut och rätta det belopp som är fel.",
                cell=row.cell(name),
                found=amount,
                expected=known[0],
                difference=amount - known[0],
                inputs=(known[1],),
            )
