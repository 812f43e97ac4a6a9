"""The numbers that are counted with: which are figures at all, and how they are counted.

What a sum comes to may not hang on the process that asks: Excel's Python, a notebook or a test may
have given its ``decimal`` another precision, rounding or traps. So every door opens with
:func:`our_arithmetic`, and what is read is bounded, so that no sum of it is ever rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from typing import Final

MOST_DIGITS: Final = 15
"""How many digits a figure has before its decimal sign: Excel keeps no more.

The largest budget of a Swedish municipality is eleven digits in kronor, the country's output of a
year thirteen. What has sixteen is two cells in one or a key that got stuck, and what Excel shows of
it is not what was typed.
"""
_LEAST: Final = -30
"""The place of the first digit of the smallest figure. 0,1 + 0,2 − 0,3 is 5,55E-17 in Excel, and
such noise is as good as nothing; what is smaller still has come about in no table of ours."""
LONGEST: Final = 100
"""How many characters a figure is written with at most; a binary fraction takes some fifty."""

_ENOUGH: Final = 150
"""A million of the largest figures and one of the smallest add up within seventy digits, and the
product of two figures takes ninety at most."""
_OF_QUOTIENT: Final = 28
"""A quotient that never ends is cut as Python's own arithmetic cuts it: whoever adds a share and a
difference that we have told gets the sum."""


def _context(precision: int) -> Context:
    """Make a context of which nothing is taken from the process around it."""
    return Context(
        prec=precision, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, capitals=1, clamp=0,
        flags=[], traps=[DivisionByZero, InvalidOperation, Overflow],
    )  # fmt: skip


FIFTEEN: Final = _context(MOST_DIGITS)
"""Excel's own precision; what lies beyond is binary noise, not money."""


_TWENTY_EIGHT: Final = _context(_OF_QUOTIENT)
_TWENTY_FOUR: Final = _context(_OF_QUOTIENT - 4)


def quotient(part: Decimal, whole: Decimal | int) -> Decimal:
    """Return a share, a mean or a change: a number that may never end, cut at 28 digits.

    Raises:
        ZeroDivisionError, decimal.InvalidOperation: the whole is nothing.
    """
    return _TWENTY_EIGHT.divide(part, whole)


def part_of(share: Decimal, whole: Decimal) -> Decimal:
    """Return the part that a share of a whole is: what :func:`quotient` took from it, exactly."""
    return _TWENTY_FOUR.multiply(share, whole)


def is_figure(value: Decimal) -> bool:
    """Whether a number can be one of a report: no larger, no smaller than any figure is."""
    return value.is_finite() and (not value or _LEAST <= value.adjusted() < MOST_DIGITS)


@contextmanager
def our_arithmetic() -> Iterator[None]:
    """Count as we do, whatever the process counts like; decorates a function too.

    No sum, difference or product of figures is rounded. What cannot be computed at all still
    raises :class:`decimal.InvalidOperation` or :class:`ZeroDivisionError`.
    """
    with localcontext(_context(_ENOUGH)):
        yield
