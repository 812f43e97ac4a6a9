"""Run-rate: what the full-year forecast takes for granted about the months that are left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.money import last_place

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Pace:
    """One row's outcome and forecast in the table's unit, with the months so far and left."""

    row: AmountRow
    outcome: Figure
    forecast: Figure
    so_far: Decimal
    """Outcome per month until now."""
    left: Decimal
    """What the forecast takes for granted per month from now on."""
    budget_left: Decimal | None
    """What the budget has for each month that is left; None where it does not say."""
    months_left: int

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
        outcome, forecast = self.outcome.value, self.forecast.value
        if not outcome or forecast is None:
            return False
        same = not forecast or (outcome < 0) is (forecast < 0)
        return same and abs(outcome) - abs(forecast) > last_place(outcome, forecast)


def _alike(one: Decimal, other: Decimal, ratio: Decimal) -> bool:
    if (one < 0) is not (other < 0):
        return not one and not other
    return abs(one) <= abs(other) * ratio and abs(other) <= abs(one) * ratio


def paces(table: AmountTable, month: int) -> Iterator[Pace]:
    """Yield the pace of every row that is no sum, at the end of a month before December."""
    left = MONTHS - month
    if not 0 < left < MONTHS:
        return
    for row in table.rows:
        outcome, forecast = row.figures.get("Utfall"), row.figures.get("Prognos")
        if row.kind.is_sum or outcome is None or forecast is None:
            continue
        if outcome.value is None or forecast.value is None:
            continue
        yield Pace(
            row,
            outcome,
            forecast,
            outcome.value / month,
            (forecast.value - outcome.value) / left,
            _budget_left(row, left),
            left,
        )


def _budget_left(row: AmountRow, months: int) -> Decimal | None:
    year, until_now = row.figures.get("Årsbudget"), row.figures.get("Budget")
    if year is None or until_now is None or year.value is None or until_now.value is None:
        return None
    return (year.value - until_now.value) / months
