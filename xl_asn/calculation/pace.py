"""Pace: what the full-year forecast takes for granted about the months that are left.

How much of the year has come is what the row's earlier years tell, where they do. Else each month
is a twelfth: the straight line is the case where the share that has come is month/12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.season import Season
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.arithmetic import quotient
from xl_asn.model.grid import CellRef
from xl_asn.model.money import last_place

MONTHS: Final = 12
_OUTCOME, _FORECAST = "Utfall", "Prognos"


class Pace(NamedTuple):
    """One row's outcome and forecast in the table's unit, with what is left of the year.

    ``season`` is what earlier years tell of the share that has come; None where they do not.
    """

    row: AmountRow
    outcome: Decimal
    forecast: Decimal
    likely: Decimal
    """What is left to come, as the outcome and the share that has come tell it."""
    budgeted: Decimal | None
    """What the budget has left; None where it does not say."""
    months_left: int
    season: Season | None = None

    @property
    def cells(self) -> tuple[CellRef, CellRef]:
        """Return the cells of the outcome and of the forecast."""
        return self.row.figures[_OUTCOME].cell, self.row.figures[_FORECAST].cell

    @property
    def rest(self) -> Decimal:
        """Return what the forecast leaves to come."""
        return self.forecast - self.outcome

    @property
    def so_far(self) -> Decimal:
        """Return the outcome per month until now."""
        return quotient(self.outcome, MONTHS - self.months_left)

    @property
    def left(self) -> Decimal:
        """Return what the forecast takes for granted per month from now on."""
        return quotient(self.rest, self.months_left)

    @property
    def budget_left(self) -> Decimal | None:
        """Return what the budget has for each month that is left."""
        return None if self.budgeted is None else quotient(self.budgeted, self.months_left)

    @property
    def gap(self) -> Decimal:
        """Return how far the year would end from the forecast at the pace until now."""
        return self.rest - self.likely

    def is_unlikely(self, ratio: Decimal, least: Decimal) -> bool:
        """Whether what is left differs from both outcome and budget by ``ratio`` and ``least``."""
        by_budget = self.budgeted is not None and _alike(self.rest, self.budgeted, ratio)
        return not by_budget and not self.is_followed(ratio, least)

    def is_followed(self, ratio: Decimal, least: Decimal) -> bool:
        """Whether the forecast goes on as the year has gone, but for ``ratio`` or ``least``."""
        return abs(self.gap) < least or _alike(self.rest, self.likely, ratio)

    @property
    def is_passed(self) -> bool:
        """Whether the outcome is already more than the forecast, by more than rounding."""
        outcome, forecast = self.outcome, self.forecast
        if not outcome or abs(outcome) <= abs(forecast):
            return False
        same = not forecast or (outcome < 0) is (forecast < 0)
        return same and abs(outcome) - abs(forecast) > last_place(outcome, forecast)

    @property
    def goes_back(self) -> bool:
        """Whether more than the whole year has usually come by now: the rest is the reverse."""
        return self.season is not None and self.season.share > 1


def _alike(one: Decimal, other: Decimal, ratio: Decimal) -> bool:
    if (one < 0) is not (other < 0):
        return not one and not other
    return abs(one) <= abs(other) * ratio and abs(other) <= abs(one) * ratio


def paces(
    table: AmountTable, month: int, seasons: Mapping[int, Season] | None = None
) -> Iterator[Pace]:
    """Yield the pace of every row that is no sum, at the end of a month before December.

    ``seasons`` are those that earlier years tell, by the row's number.
    """
    left, values, seasons = MONTHS - month, table.amounts.values, seasons or {}
    if not 0 < left < MONTHS or not {_OUTCOME, _FORECAST} <= values.keys():
        return
    nothing = (None,) * len(table.rows)
    columns = (values.get(h, nothing) for h in (_OUTCOME, _FORECAST, "Årsbudget", "Budget"))
    for row, (outcome, forecast, year, now) in zip(
        table.rows, zip(*columns, strict=True), strict=True
    ):
        if outcome is None or forecast is None or row.kind.is_sum:
            continue
        season = seasons.get(row.number)
        budgeted = None if year is None or now is None else year - now
        likely = to_come(outcome, month, season)
        yield Pace(row, outcome, forecast, likely, budgeted, left, season)


def to_come(outcome: Decimal, month: int, season: Season | None) -> Decimal:
    """Return what is left of a year of which so much has come, by its season or a twelfth a month.

    Of a share *s* that has come it is outcome · (1 − s) / s: of another sign where *s* is above 1.
    """
    if season is None:
        return quotient(outcome * (MONTHS - month), month)
    return quotient(outcome * (1 - season.share), season.share)
