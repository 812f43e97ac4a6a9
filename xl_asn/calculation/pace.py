"""Run-rate: what the full-year forecast takes for granted about the months that are left."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.arithmetic import quotient
from xl_asn.model.grid import CellRef
from xl_asn.model.money import last_place

MONTHS: Final = 12
_OUTCOME, _FORECAST = "Utfall", "Prognos"


class Pace(NamedTuple):
    """One row's outcome and forecast in the table's unit, with the months so far and left."""

    row: AmountRow
    outcome: Decimal
    forecast: Decimal
    so_far: Decimal
    """Outcome per month until now."""
    left: Decimal
    """What the forecast takes for granted per month from now on."""
    budget_left: Decimal | None
    """What the budget has for each month that is left; None where it does not say."""
    months_left: int

    @property
    def cells(self) -> tuple[CellRef, CellRef]:
        """Return the cells of the outcome and of the forecast."""
        return self.row.figures[_OUTCOME].cell, self.row.figures[_FORECAST].cell

    @property
    def gap(self) -> Decimal:
        """Return how far the year would end from the forecast at the pace until now."""
        return (self.left - self.so_far) * self.months_left

    def is_unlikely(self, ratio: Decimal, least: Decimal) -> bool:
        """Whether what is left differs from both outcome and budget by ``ratio`` and ``least``."""
        likely = [pace for pace in (self.so_far, self.budget_left) if pace is not None]
        return abs(self.gap) >= least and not any(_alike(self.left, pace, ratio) for pace in likely)

    @property
    def is_passed(self) -> bool:
        """Whether the outcome is already more than the forecast, by more than rounding."""
        outcome, forecast = self.outcome, self.forecast
        if not outcome or abs(outcome) <= abs(forecast):
            return False
        same = not forecast or (outcome < 0) is (forecast < 0)
        return same and abs(outcome) - abs(forecast) > last_place(outcome, forecast)


def _alike(one: Decimal, other: Decimal, ratio: Decimal) -> bool:
    if (one < 0) is not (other < 0):
        return not one and not other
    return abs(one) <= abs(other) * ratio and abs(other) <= abs(one) * ratio


def paces(table: AmountTable, month: int) -> Iterator[Pace]:
    """Yield the pace of every row that is no sum, at the end of a month before December."""
    left, values = MONTHS - month, table.amounts.values
    if not 0 < left < MONTHS or not {_OUTCOME, _FORECAST} <= values.keys():
        return
    nothing = (None,) * len(table.rows)
    columns = (values.get(h, nothing) for h in (_OUTCOME, _FORECAST, "Årsbudget", "Budget"))
    for row, (outcome, forecast, year, now) in zip(
        table.rows, zip(*columns, strict=True), strict=True
    ):
        if outcome is None or forecast is None or row.kind.is_sum:
            continue
        budget_left = None if year is None or now is None else quotient(year - now, left)
        yield Pace(
            row,
            outcome,
            forecast,
            quotient(outcome, month),
            quotient(forecast - outcome, left),
            budget_left,
            left,
        )
