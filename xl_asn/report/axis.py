"""Where the ticks of a chart stand, and where its axis begins and ends."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

_STEPS: Final = tuple(map(Decimal, (1, 2, 5, 10)))


def tick_step(span: Decimal, most: int) -> Decimal:
    """Return the distance between at most so many ticks: 1, 2 or 5 times a power of ten."""
    rough = (span or Decimal(1)) / most
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)


def axis_around(
    values: Iterable[Decimal], most: int, least: Decimal = Decimal(1)
) -> tuple[Decimal, Decimal, Decimal]:
    """Return the least and greatest mark of an axis that holds all values, and the step between.

    The step is no less than ``least``, the last printed place: no two marks are printed alike.
    There is room beyond the outermost value, so that no line lies on the edge, but not beyond zero.

    Raises:
        ValueError: there is no value.
    """
    told = [*values]
    low, high = min(told), max(told)
    step = max(tick_step(high - low, most), least)
    first, last = _mark(low, step, ROUND_FLOOR), _mark(high, step, ROUND_CEILING)
    if first == low and low:
        first -= step
    if last == high and high:
        last += step
    return first, last if last > first else first + step, step


def _mark(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step
