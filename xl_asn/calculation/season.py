"""Season: how much of a row's year has come by each month, as earlier years tell."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.archive import FollowedRow, Month
from xl_asn.model.arithmetic import quotient

LEAST_SHARE: Final = Decimal("0.02")
"""Of a year of which less has come nothing can be said: a thousand of it is fifty at its end."""
MOST_SHARE: Final = Decimal(2)
"""Of a row that has twice its year by now, and gives it back, the share tells nothing."""


class Season(NamedTuple):
    """The share of the year that had come by a month, and the whole years that tell it."""

    share: Decimal
    years: tuple[int, ...]


def season(row: FollowedRow, month: Month) -> Season | None:
    """Return the share of the year that had come by the same month of all earlier whole years.

    The years are taken together: what had come of all of them, of all of them. A year is whole
    where both that month and December have been reported. None where no year is, or where so
    little or so much had come, or with so turned a sign, that the share tells nothing.
    """
    year, number = month
    told = [
        (earlier, then, final)
        for earlier in row.years
        if earlier < year
        and (then := row.at((earlier, number)).outcome) is not None
        and (final := row.final(earlier)) is not None
    ]
    whole = _sum(final for _, _, final in told)
    if not whole:
        return None
    share = quotient(_sum(then for _, then, _ in told), whole)
    if not LEAST_SHARE <= share <= MOST_SHARE:
        return None
    return Season(share, tuple(one for one, _, _ in told))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
