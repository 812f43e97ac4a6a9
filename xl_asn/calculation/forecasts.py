"""How good forecasts were: against the closing figure, and beside a plain challenger.

A forecast is a hit where it missed the closing figure by no more than a share of the year's budget,
which is a parameter: a municipality has it as an indicator of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.calculation.season import season
from xl_asn.model.archive import MONTHS, FollowedRow, Month
from xl_asn.model.arithmetic import quotient

HIT: Final = "Prognosträff största fel"
"""The parameter: the largest share of the year's budget that a forecast may miss by."""
LEAST_FOR_BIAS: Final = 6
"""Of fewer forecasts nobody can say that they lean."""
LEAST_OF_BOARD: Final = Decimal("0.01")
"""A row of a smaller share of the board's budget has no mean error in per cent: it would say that
a few thousand are hundreds of per cent."""


class By(Enum):
    """What the challenger is made of; the values are the words that a user sees."""

    SEASON = "säsong"
    BUDGET = "resten av budgeten"


class Challenger(NamedTuple):
    """A forecast that nobody has thought about, to hold the real one against.

    ``share`` is what of the year had come by the month in ``years``; None where they do not tell.
    """

    forecast: Decimal
    by: By
    share: Decimal | None = None
    years: tuple[int, ...] = ()


class Miss(NamedTuple):
    """One forecast against the year's closing figure.

    ``error`` is forecast − closing figure: negative is too dark, for costs and income alike.
    ``share`` is the error as a share of the year's budget without sign; it and ``hit`` are None
    where there is no budget.
    """

    month: Month
    forecast: Decimal
    final: Decimal
    error: Decimal
    share: Decimal | None
    hit: bool | None


class Track(NamedTuple):
    """How good a row of forecasts was. Amounts are in the archive's unit, shares 0 to 1.

    ``bias`` is the mean of the errors with their signs, None of too few; ``mean_error`` the mean of
    their sizes; ``mean_share`` the mean of their shares without sign, None for a row too small.
    """

    misses: tuple[Miss, ...] = ()
    bias: Decimal | None = None
    mean_error: Decimal | None = None
    mean_share: Decimal | None = None

    @property
    def judged(self) -> int:
        """Return how many forecasts had a budget to be judged by."""
        return sum(miss.hit is not None for miss in self.misses)

    @property
    def hits(self) -> int:
        """Return how many hit."""
        return sum(miss.hit is True for miss in self.misses)

    @property
    def leaning(self) -> str:
        """Return ``för dystert``, ``för ljust`` or ``varken eller``; empty of too few forecasts."""
        if self.bias is None:
            return ""
        if not self.bias:
            return "varken eller"
        return "för dystert" if self.bias < 0 else "för ljust"


class Accuracy(NamedTuple):
    """How good the forecasts of a row were, and the challenger's for the very same months.

    ``limit`` is the largest share of the year's budget that is a hit. ``against`` are her forecasts
    of just those months that the challenger has one for, and
    ``relative`` her mean error as a part of the challenger's: below 1 she is better.
    """

    row: FollowedRow
    limit: Decimal
    hers: Track
    challenger: Track
    against: Track
    relative: Decimal | None


def challenger(row: FollowedRow, month: Month) -> Challenger | None:
    """Return what the year comes to if it goes on as the years before did.

    The outcome is divided by the share that had come by the month in earlier whole years; where
    those do not tell, what is left of the budget is added. None where no earlier year of the row is
    whole, where the outcome is missing, and in December.
    """
    year, number = month
    figures = row.at(month)
    if number == MONTHS or figures.outcome is None:
        return None
    if not any(row.final(earlier) is not None for earlier in row.years if earlier < year):
        return None
    known = season(row, month)
    if known is not None:
        return Challenger(
            quotient(figures.outcome, known.share), By.SEASON, known.share, known.years
        )
    if figures.year_budget is None or figures.budget is None:
        return None
    return Challenger(figures.outcome + figures.year_budget - figures.budget, By.BUDGET)


def accuracy(row: FollowedRow, board: FollowedRow | None, limit: Decimal) -> Accuracy:
    """Return how good a row's forecasts were in the years that are over.

    ``board`` is the board's own row, that a row is small beside, and ``limit`` the largest share of
    the year's budget that a hit misses by.
    """
    is_large = _is_large(row, board)
    hers = tuple(_hers(row, limit))
    theirs = tuple(_theirs(row, limit))
    months = {miss.month for miss in theirs}
    against = _track((miss for miss in hers if miss.month in months), is_large=is_large)
    other = _track(theirs, is_large=is_large)
    relative = (
        quotient(against.mean_error, other.mean_error)
        if against.mean_error is not None and other.mean_error
        else None
    )
    return Accuracy(row, limit, _track(hers, is_large=is_large), other, against, relative)


def _hers(row: FollowedRow, limit: Decimal) -> Iterator[Miss]:
    for one in row.observed:
        if one.figures.forecast is not None and one.month[1] < MONTHS:
            yield from _miss(row, one.month, one.figures.forecast, limit)


def _theirs(row: FollowedRow, limit: Decimal) -> Iterator[Miss]:
    for one in row.observed:
        found = challenger(row, one.month) if one.figures.forecast is not None else None
        if found is not None:
            yield from _miss(row, one.month, found.forecast, limit)


def _miss(row: FollowedRow, month: Month, forecast: Decimal, limit: Decimal) -> Iterator[Miss]:
    final = row.final(month[0])
    if final is None:
        return
    error = forecast - final
    budget = year_budget(row, month)
    share = quotient(error, abs(budget)) if budget else None
    yield Miss(month, forecast, final, error, share, None if share is None else abs(share) <= limit)


def year_budget(row: FollowedRow, month: Month) -> Decimal | None:
    """Return the year's budget as it was that month, or as the year's last report has it."""
    own = row.at(month).year_budget
    if own is not None:
        return own
    of_year = (
        one.figures.year_budget for one in reversed(row.observed) if one.month[0] == month[0]
    )
    return next((budget for budget in of_year if budget is not None), None)


def _track(misses: Iterable[Miss], *, is_large: bool) -> Track:
    misses = tuple(misses)
    if not misses:
        return Track()
    bias = _mean([miss.error for miss in misses]) if len(misses) >= LEAST_FOR_BIAS else None
    shares = [abs(miss.share) for miss in misses if miss.share is not None]
    return Track(
        misses,
        bias,
        _mean([abs(miss.error) for miss in misses]),
        _mean(shares) if shares and is_large else None,
    )


def _mean(amounts: Sequence[Decimal]) -> Decimal:
    return quotient(sum(amounts, Decimal(0)), len(amounts))


def _is_large(row: FollowedRow, board: FollowedRow | None) -> bool:
    if board is None:
        return True
    pairs = [
        (own, whole)
        for one in row.observed
        if (own := one.figures.year_budget) is not None
        and (whole := board.at(one.month).year_budget)
    ]
    return bool(pairs) and all(abs(own) >= abs(whole) * LEAST_OF_BOARD for own, whole in pairs)
