"""En stor avvikelse eller prognosförändring har ingen kommentar.

Vad den gör
    Jämför prognosavvikelsen och prognosförändringen för varje verksamhet med gränserna på bladet
    Regler: både beloppet och andelen ska vara nådda. Då ska det finnas en kommentar på raden,
    eller en text i Sammanfattning som nämner verksamheten. Summor och varav-rader behöver ingen.

Varför det spelar roll
    Nämnden ser beloppet och undrar varför. Utan förklaring går det inte att besluta om åtgärder.

Exempel
    November 2022: Socialpsykiatri avviker −1 634 tkr (4,2 %) från budget utan att rapporten
    säger varför.

Så rättar du
    Skriv i kommentaren varför, och vad som görs åt det. Ändra gränserna på bladet Regler om
    nämnden har bestämt andra.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xl_asn.documents.sheets.economy import NetCostRow
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.amounts import RowKind
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.money import share_decimals, show_exact, show_share
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V130", "kommentar-saknas", Severity.QUESTION, reads=("Nettokostnad",), of_forms=True)


class _Demand(NamedTuple):
    """A figure that wants a comment above its limits; ``base`` is what its share is of."""

    figure: str
    base: str
    comment: str
    parameter: str
    words: str


_DEMANDS = (
    _Demand("forecast_change", "previous_forecast", "change_comment",
            "Kommentar prognosförändring", "prognosen har ändrats {amount} ({share})"),
    _Demand("forecast_deviation", "year_budget", "budget_comment",
            "Kommentar budgetavvikelse", "prognosen avviker {amount} ({share}) från budget"),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every activity whose figure is above both limits without a comment."""
    unit = AmountUnit(context.document.start.unit or AmountUnit.TKR.value)
    demands = [(demand, _limits(context, demand, unit)) for demand in _DEMANDS]
    asked: list[tuple[NetCostRow, Finding]] = []
    for row in context.document.table("Nettokostnad") or ():
        if row.kind not in {RowKind.ROW, None} or not row.readable("kind"):
            continue
        for demand, limits in demands:
            amount, _ = _amount_and_base(row, demand)
            if amount is None or abs(amount) < limits[0]:
                continue
            if row.has(demand.comment) and not row.get(demand.comment):
                asked += ((row, found) for found in _asked(context, row, demand, limits, unit))
    held = context.document.table("Sammanfattning") if asked else None
    texts = [folded_name(row.text or "") for row in held or ()]
    for row, found in asked:
        name = folded_name(row.label)
        if not (name and any(name in text for text in texts)):
            yield found


def _limits(context: Context, demand: _Demand, unit: AmountUnit) -> tuple[Decimal, Decimal]:
    """Return the least amount, in the report's unit, and the least share that want a comment."""
    limit = context.parameters.limit(f"{demand.parameter} belopp") / unit.thousands
    return limit, context.parameters.limit(f"{demand.parameter} andel")


def _amount_and_base(row: NetCostRow, demand: _Demand) -> tuple[Decimal | None, Decimal | None]:
    """Return a figure, computed where it can be, and what its share is of."""
    base, forecast = getattr(row, demand.base), row.forecast
    if base is not None and forecast is not None:
        return forecast - base, base
    return getattr(row, demand.figure), forecast


def _asked(
    context: Context,
    row: NetCostRow,
    demand: _Demand,
    limits: tuple[Decimal, Decimal],
    unit: AmountUnit,
) -> Iterator[Finding]:
    """Yield the question about one figure that is large, if its share is above the limit."""
    (amount, base), (limit, least) = _amount_and_base(row, demand), limits
    share = abs(amount / base) if amount and base else Decimal(1)
    if amount is None or share < least:
        return
    computed = row.forecast is not None and getattr(row, demand.base) is not None
    names = ("forecast", demand.base) if computed else (demand.figure, "forecast")
    inputs = tuple(row.cell(name) for name in names if row.has(name))
    if any(cell in context.kronor for cell in inputs):
        return
    said = demand.words.format(
        amount=f"{show_exact(amount, signed=True)} {unit.value}", share=show_share(share, 1)
    )
    yield RULE.finding(
        f"{row.label}: {said}, men ingen kommentar säger varför.",
        f"Skriv en kommentar. Gränsen på bladet Regler är {show_exact(limit)} {unit.value} och "
        f"{show_share(least, max(1, share_decimals(least)))}.",
        cell=row.cell(demand.comment),
        found=amount,
        inputs=inputs,
    )
