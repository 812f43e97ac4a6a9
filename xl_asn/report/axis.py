"""Where the ticks of a chart stand."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_STEPS: Final = tuple(map(Decimal, (1, 2, 5, 10)))


def tick_step(span: Decimal, most: int) -> Decimal:
    """Return the distance between at most so many ticks: 1, 2 or 5 times a power of ten."""
    rough = (span or Decimal(1)) / most
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)
