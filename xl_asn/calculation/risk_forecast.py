"""The risk-adjusted forecast: the range that risks and opportunities put around the forecast.

Each amount is weighed by its likelihood. A risk costs at most its highest amount, so the lowest
result is forecast − likelihood × highest for risks + likelihood × lowest for opportunities, and
the highest result the other way round. The outer limits are what happens if everything that is
bad comes true at its highest amount and nothing good does, and the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.identities import printed_values
from xl_asn.calculation.names import closest
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.amounts import AmountTable, RowKind
from xl_asn.model.follow_up import EconomicRisk, Likelihood, RiskKind
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.results import Result

RESULT_HEADER: Final = "Årsresultat"
"""The column whose totals are the forecast that the risks may change."""

_ALL: Final = "Totalt"
_TOTAL: Final = re.compile(r"^(?:totalt|summa|resultat)\s+", re.IGNORECASE)


class RiskArea(NamedTuple):
    """One area's forecast with the range around it, in tkr; ``forecast`` None when untied.

    ``low`` and ``high`` are weighed by likelihood, ``worst`` and ``best`` are the outer limits.
    """

    name: str
    areas: tuple[str, ...]
    """The areas of the forecast that the name covers."""
    forecast: Decimal | None
    low: Decimal
    high: Decimal
    worst: Decimal
    best: Decimal
    inputs: tuple[CellRef, ...]
    is_named_alike: bool = True
    """Whether the risks' name is that of the areas; False where only the nearest was found."""


class RiskForecast(NamedTuple):
    """The areas that have risks or a forecast, and all of them together."""

    areas: tuple[RiskArea, ...]
    total: RiskArea


def probability(risk: EconomicRisk, likelihoods: Mapping[Likelihood, Decimal]) -> Decimal:
    """Return how likely a risk is, as a share of 0 to 1."""
    own = risk.likelihood
    return likelihoods[own] if isinstance(own, Likelihood) else own


def weighed(
    risk: EconomicRisk, likelihoods: Mapping[Likelihood, Decimal]
) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest effect on the result, in mnkr and weighed by likelihood."""
    if risk.lowest.value is None or risk.highest.value is None:
        return None
    share = probability(risk, likelihoods)
    effects = sorted(risk.kind.sign * share * v for v in (risk.lowest.value, risk.highest.value))
    return effects[0], effects[1]


def risk_results(
    risks: Iterable[EconomicRisk], likelihoods: Mapping[Likelihood, Decimal]
) -> Iterator[Result]:
    """Yield each risk's weighed effects."""
    for risk in risks:
        effects = weighed(risk, likelihoods)
        if effects is None:
            continue
        inputs = (risk.lowest.cell, risk.highest.cell, risk.likelihood_cell)
        low, high = ("Belopp till", "Belopp från")
        sign = "−"
        if risk.kind is RiskKind.OPPORTUNITY:
            low, high, sign = high, low, ""
        for header, cell, source, value in (
            ("Lägsta effekt", risk.low_cell, low, effects[0]),
            ("Högsta effekt", risk.high_cell, high, effects[1]),
        ):
            if cell is not None:
                formula = f"{sign}Sannolikhet × {source}"
                yield Result(cell, risk.label, header, value, formula, inputs)


def risk_forecast(
    tables: Iterable[AmountTable],
    computed: Mapping[CellRef, Decimal],
    risks: Sequence[EconomicRisk],
    likelihoods: Mapping[Likelihood, Decimal],
) -> RiskForecast | None:
    """Return the range around the forecast by area and in total; None without risks or forecast.

    ``computed`` are the amounts that Beräkna writes.
    """
    forecasts = _forecasts(tables, computed)
    if not risks or not forecasts:
        return None
    names = list(dict.fromkeys(risk.area for risk in risks))
    covered = {name: _covered(name, forecasts) for name in names}
    taken = {forecast.area for tied in covered.values() for forecast in tied}
    groups = [(name, covered[name]) for name in names]
    groups += [(forecast.area, (forecast,)) for forecast in forecasts if forecast.area not in taken]
    areas = tuple(
        _area(name, tied, [r for r in risks if r.area == name], likelihoods)
        for name, tied in groups
    )
    return RiskForecast(areas, _area(_ALL, forecasts, risks, likelihoods))


class _Forecast(NamedTuple):
    """An area's forecast result in tkr, as Beräkna gives it, with the cell of its sum."""

    area: str
    total: str
    value: Decimal
    cell: CellRef


def _covered(name: str, forecasts: Sequence[_Forecast]) -> tuple[_Forecast, ...]:
    """Return the areas that a name covers: itself, those that begin with it, or the nearest.

    An area has two names: the one in the column *Område* and the one that its total has.
    """
    called = tuple(f for f in forecasts if _is_called(f, name))
    if called:
        return called
    near = closest(name, [known for f in forecasts for known in (f.area, f.total)])
    return tuple(f for f in forecasts if near in {f.area, f.total})[:1]


def _is_called(forecast: _Forecast, name: str) -> bool:
    """Whether a name is an area's, its total's, or the beginning of the area's."""
    folded, area = folded_name(name), folded_name(forecast.area)
    return folded in {area, folded_name(forecast.total)} or area.startswith(folded + " ")


def _forecasts(
    tables: Iterable[AmountTable], computed: Mapping[CellRef, Decimal]
) -> tuple[_Forecast, ...]:
    found: dict[str, _Forecast] = {}
    for table in tables:
        values = {**printed_values(table), **computed}
        thousands = AmountUnit(table.unit).thousands
        for row in table.rows:
            figure = row.figures.get(RESULT_HEADER)
            if figure is None or row.kind not in {RowKind.SUM, RowKind.RESULT}:
                continue
            if figure.cell in values:
                area = row.area or row.label
                value = values[figure.cell] * thousands
                found[area] = _Forecast(area, _TOTAL.sub("", row.label), value, figure.cell)
    return tuple(found.values())


def _area(
    name: str,
    forecasts: Sequence[_Forecast],
    risks: Iterable[EconomicRisk],
    likelihoods: Mapping[Likelihood, Decimal],
) -> RiskArea:
    known = [forecast.value for forecast in forecasts]
    forecast = sum(known, Decimal(0)) if known else None
    low = high = worst = best = forecast or Decimal(0)
    cells = [forecast.cell for forecast in forecasts]
    thousands = AmountUnit.MNKR.thousands
    for risk in risks:
        effects = weighed(risk, likelihoods)
        if effects is None:
            continue
        low += effects[0] * thousands
        high += effects[1] * thousands
        largest = (risk.highest.value or Decimal(0)) * thousands
        worst -= largest if risk.kind is RiskKind.RISK else 0
        best += largest if risk.kind is RiskKind.OPPORTUNITY else 0
        cells += [risk.lowest.cell, risk.highest.cell, risk.likelihood_cell]
    areas = tuple(forecast.area for forecast in forecasts)
    alike = name == _ALL or any(_is_called(f, name) for f in forecasts)
    return RiskArea(name, areas, forecast, low, high, worst, best, tuple(cells), alike)
