"""A row's year as curves: what has come of it month by month, and each month's forecast of it.

Only what is drawn, the same on every surface: amounts by month, what each line is, and the text
for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.calculation.forecasts import year_budget
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.archive import MONTHS, BoardArchive, Figures, FollowedRow
from xl_asn.model.characters import spelled
from xl_asn.model.money import show_number
from xl_asn.model.periods import MONTH_HEADERS, MONTH_NAMES
from xl_asn.report.accuracy import amount
from xl_asn.report.texts import shortened

_WORDS: Final = "Linjediagram."
_LONGEST_LABEL: Final = 60


class Role(Enum):
    """What a line tells; it decides how the line looks. The values are words of ours only."""

    OUTCOME = "outcome"
    BUDGET = "budget"
    LAST_YEAR = "last year"
    FORECAST = "forecast"
    """It holds from its month until the next one: it is drawn as steps."""
    YEAR_BUDGET = "year budget"
    FINAL = "final"


class CurveSeries(NamedTuple):
    """A line: its name, twelve amounts (None where nothing is told), and what it tells."""

    name: str
    values: tuple[Decimal | None, ...]
    role: Role


@dataclass(frozen=True)
class Curve:
    """Lines over the twelve months of a year, in the order that they are told of.

    ``unit`` is the amounts' own, as a user reads it. ``said`` is what it comes to, in a sentence
    or two, and ``alternative`` says all of it in words, to whom cannot see it.
    """

    title: str
    unit: str
    year: int
    months: tuple[str, ...]
    series: tuple[CurveSeries, ...]
    said: str
    alternative: str

    def of(self, role: Role) -> CurveSeries | None:
        """Return the line of a role; None where there is none."""
        return next((line for line in self.series if line.role is role), None)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Return every amount that any line has: never none."""
        return tuple(v for line in self.series for v in line.values if v is not None)


def latest_year(board: BoardArchive, *, whole: bool = False) -> int | None:
    """Return the latest year of the board's own result; of the ``whole`` ones where that is asked.

    A year is whole where December's outcome is told. None where there is no such year.
    """
    row = board.total
    if row is None:
        return None
    return max((y for y in row.years if not whole or row.final(y) is not None), default=None)


def outcome_curve(row: FollowedRow, year: int, unit: str) -> Curve | None:
    """Return the outcome so far against the budget, month by month, with the year before.

    ``unit`` is the archive's. None where no month of the year has an outcome or a budget.
    """
    outcome = _by_month(row, year, _outcome)
    budget = _by_month(row, year, lambda figures: figures.budget)
    if not _told(outcome) and not _told(budget):
        return None
    lines = [
        CurveSeries(f"Utfall {year}", outcome, Role.OUTCOME),
        CurveSeries(f"Budget {year}", budget, Role.BUDGET),
        CurveSeries(f"Utfall {year - 1}", _by_month(row, year - 1, _outcome), Role.LAST_YEAR),
    ]
    shown = tuple(line for line in lines if _told(line.values))
    title = f"Utfall mot budget {year}, {_name(row)}, {unit}"
    return _curve(row, title, year, unit, shown, _so_far(outcome, budget, year, unit))


def forecast_steps(row: FollowedRow, year: int, unit: str) -> Curve | None:
    """Return the forecasts of a year month by month, with the year's budget and closing figure.

    The two are told for all twelve months: the budget as it was each month, so that it shows where
    it has been changed. December's forecast is none: the year is over. None where there is no
    forecast.
    """
    told = _by_month(row, year, lambda figures: figures.forecast)
    forecasts = (*told[: MONTHS - 1], None)
    if not _told(forecasts):
        return None
    final = row.final(year)
    lines = [
        CurveSeries("Prognos", forecasts, Role.FORECAST),
        CurveSeries("Årsbudget", _budgets(row, year), Role.YEAR_BUDGET),
        CurveSeries("Bokslut", (final,) * MONTHS, Role.FINAL),
    ]
    shown = tuple(line for line in lines if _told(line.values))
    title = f"Årets prognoser {year}, {_name(row)}, {unit}"
    return _curve(row, title, year, unit, shown, _last_step(forecasts, final, year, unit))


def _curve(
    row: FollowedRow,
    title: str,
    year: int,
    unit: str,
    lines: tuple[CurveSeries, ...],
    news: str,
) -> Curve:
    decimals = amount_unit(unit).decimals
    board = spelled(row.board).strip(". ")
    told = [_WORDS, *([f"{board}."] if board else []), f"{title}."]
    told += [news] if news else []
    told += (f"{line.name}: {_said(line.values, decimals)}." for line in lines)
    return Curve(title, unit, year, MONTH_HEADERS, lines, news, " ".join(told))


def _name(row: FollowedRow) -> str:
    return shortened(spelled(" ".join(row.label.split())), _LONGEST_LABEL)


def amount_unit(unit: str) -> AmountUnit:
    """Return the unit that an archive's word for it stands for; tkr where it is none of ours."""
    return read_unit(unit) or AmountUnit.TKR


def _by_month(
    row: FollowedRow, year: int, of: Callable[[Figures], Decimal | None]
) -> tuple[Decimal | None, ...]:
    return tuple(of(row.at((year, month))) for month in range(1, MONTHS + 1))


def _outcome(figures: Figures) -> Decimal | None:
    return figures.outcome


def _budgets(row: FollowedRow, year: int) -> tuple[Decimal | None, ...]:
    """Return the year's budget each month; where no report tells, what the one before it did."""
    months = ((year, month) for month in range(1, MONTHS + 1))
    found = [year_budget(row, month) if month in row.by_month else None for month in months]
    last = next((value for value in found if value is not None), None)
    budgets = []
    for value in found:
        last = last if value is None else value
        budgets.append(last)
    return tuple(budgets)


def _told(values: Sequence[Decimal | None]) -> bool:
    return any(value is not None for value in values)


def _so_far(
    outcome: Sequence[Decimal | None], budget: Sequence[Decimal | None], year: int, unit: str
) -> str:
    """Return how the outcome stands to the budget the last month that both are told."""
    both = [
        (month, came, planned)
        for month, (came, planned) in enumerate(zip(outcome, budget, strict=True))
        if came is not None and planned is not None
    ]
    if not both:
        return ""
    month, came, planned = both[-1]
    until = f"Till och med {MONTH_NAMES[month]} {year} är utfallet"
    words = amount_unit(unit)
    if came == planned:
        return f"{until} {amount(came, words)}, lika med budgeten."
    side = "bättre" if came > planned else "sämre"
    return (
        f"{until} {amount(came, words)}, {amount(abs(came - planned), words)} {side} än budgeten."
    )


def _last_step(
    forecasts: Sequence[Decimal | None], final: Decimal | None, year: int, unit: str
) -> str:
    """Return what the first and the last forecast say, and what the year came to."""
    told = [(month, value) for month, value in enumerate(forecasts) if value is not None]
    words = amount_unit(unit)
    (first, began), (last, ended) = told[0], told[-1]
    said = f"Prognosen i {MONTH_NAMES[first]} {year} är {amount(began, words)}"
    if last != first:
        said += f", och i {MONTH_NAMES[last]} {amount(ended, words)}"
    if final is None:
        return f"{said}. Bokslutet finns inte än."
    return f"{said}. Bokslutet blev {amount(final, words)}."


def _said(values: Sequence[Decimal | None], decimals: int) -> str:
    """Return a line in words: one amount where it is flat, else month by month."""
    flat = {*values}
    if len(flat) == 1:
        return show_number(next(value for value in flat if value is not None), decimals)
    return "; ".join(_months(values, decimals))


def _months(values: Sequence[Decimal | None], decimals: int) -> Iterator[str]:
    for month, value in zip(MONTH_HEADERS, values, strict=True):
        if value is not None:
            yield f"{month.lower()} {show_number(value, decimals)}"
