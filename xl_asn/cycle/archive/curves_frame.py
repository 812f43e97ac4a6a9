"""Where the lines of a year's curves stand in a drawing: how large it is, and its axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.model.archive import MONTHS
from xl_asn.model.arithmetic import quotient
from xl_asn.model.money import decimals_of, show_number
from xl_asn.report.axis import tick_step
from xl_asn.report.year_curves import Curve, CurveSeries, Role, amount_unit


class Size(NamedTuple):
    """How large a drawing is, in the pixels that it is meant for.

    ``ticks`` is how many the axis has at most, ``every`` how many months there are between those
    that are named. ``is_small`` is where there is only room for the names of the lines, and
    ``is_below`` where they have no room beside the plot and stand under it.
    """

    name: str
    width: int
    height: int
    font: int
    ticks: int
    every: int
    is_small: bool = False
    is_below: bool = False


WIDE: Final = Size("wide", 560, 330, 13, 6, 2)
NARROW: Final = Size("narrow", 288, 330, 12, 5, 3, is_below=True)
SMALL: Final = Size("small", 280, 170, 11, 4, 3, is_small=True)

LETTER: Final = Decimal("0.66")
"""How wide a letter is, as a part of its height, in the widest fonts that a page is read in."""
_WIDEST: Final = Decimal("0.3")
"""What part of a drawing the figures of the axis may take, and the names at its right."""
HALF: Final = Decimal("0.5")
ROW: Final = Decimal("1.5")
"""How far it is between lines of text, as a part of their height."""
_NONE: Final = Decimal(0)
_CLOSE: Final = Decimal("0.01")
"""Half as large a share of the year's budget is left free above and below the forecasts."""

#: Closing figure and how far from it a forecast may be, by the months 0 to 11.
Near: TypeAlias = Mapping[int, tuple[Decimal, Decimal]]


class Frame(NamedTuple):
    """The plot within a drawing: its edges in pixels, and the amounts at its bottom and top."""

    size: Size
    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal
    low: Decimal
    high: Decimal
    step: Decimal
    hits: Near

    def x(self, months: Decimal | int) -> Decimal:
        """Return where so many months of the year have gone."""
        return self.left + quotient((self.right - self.left) * months, MONTHS)

    def middle(self, month: int) -> Decimal:
        """Return the middle of a month, 0 to 11."""
        return self.x(month + HALF)

    def y(self, amount: Decimal) -> Decimal:
        """Return where an amount stands."""
        height = self.bottom - self.top
        return self.bottom - quotient((amount - self.low) * height, self.high - self.low)


def near(curve: Curve, limit: Decimal) -> Near:
    """Return what is near enough to the closing figure to be a hit, by month; nothing without."""
    final, budget = curve.of(Role.FINAL), curve.of(Role.YEAR_BUDGET)
    if final is None or budget is None:
        return {}
    return {
        month: (amount, abs(whole) * limit)
        for month, (amount, whole) in enumerate(zip(final.values, budget.values, strict=True))
        if amount is not None and whole
    }


def frame_of(curve: Curve, size: Size, hits: Near) -> Frame:
    """Return where a curve's lines stand in a drawing of a size."""
    low, high = _extent(curve, hits)
    step = tick_step(high - low, size.ticks)
    low = quotient(low, step).to_integral_value(ROUND_FLOOR) * step
    high = quotient(high, step).to_integral_value(ROUND_CEILING) * step
    if low == high:
        low, high = low - step, high + step
    font = Decimal(size.font)
    figures = [tick_text(value, step) for value in ticks(low, high, step)]
    left = width_of(figures, size) + font * HALF
    names = [short_name(curve, line, size) for line in curve.series]
    if not size.is_small:
        names += [last_amount(curve, line) for line in curve.series]
    beside = _NONE if size.is_below else width_of(names, size) + key_of(size) + font * HALF
    below = len(curve.series) * ROW * font if size.is_below else _NONE
    return Frame(
        size,
        left,
        size.width - beside - font * HALF,
        font * Decimal("1.9"),
        size.height - below - font * Decimal("1.8"),
        low,
        high,
        step,
        hits,
    )


def _extent(curve: Curve, hits: Near) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest amount to be drawn.

    What has come of a year is shown from nothing. Forecasts are shown near to, but not so near
    that next to no difference looks large.
    """
    amounts = list(curve.values)
    forecasts = curve.of(Role.FORECAST)
    if forecasts is None:
        return min(amounts, default=_NONE).min(_NONE), max(amounts, default=_NONE).max(_NONE)
    for final, tolerance in hits.values():
        amounts += (final - tolerance, final + tolerance)
    budget = curve.of(Role.YEAR_BUDGET)
    if budget is not None:
        widest = max((abs(v) * _CLOSE for v in budget.values if v is not None), default=_NONE)
        amounts += (min(amounts) - widest * HALF, max(amounts) + widest * HALF)
    return min(amounts), max(amounts)


def width_of(texts: Sequence[str], size: Size) -> Decimal:
    """Return how wide the longest of some texts is, and no more than there is room for."""
    longest = max(map(len, texts), default=0)
    return min(longest * LETTER * size.font, size.width * _WIDEST)


def key_of(size: Size) -> Decimal:
    """Return how wide the bit of a line is that stands before its name, with its margin."""
    return Decimal(size.font) * (Decimal("1.6") if size.is_small else 2)


def ticks(low: Decimal, high: Decimal, step: Decimal) -> Iterator[Decimal]:
    """Yield the amounts that the axis tells, from the lowest."""
    value = low
    while value <= high:
        yield value
        value += step


def tick_text(value: Decimal, step: Decimal) -> str:
    """Return an amount as the axis tells it: no more decimals than its steps have."""
    return show_number(value, decimals_of(step))


def short_name(curve: Curve, line: CurveSeries, size: Size) -> str:
    """Return a line's name; a small drawing has its year in its heading."""
    if not size.is_small:
        return line.name
    if line.role is Role.LAST_YEAR:
        return str(curve.year - 1)
    return line.name.removesuffix(f" {curve.year}")


def last_amount(curve: Curve, line: CurveSeries) -> str:
    """Return a line's last amount, as its unit is written."""
    last = next((value for value in reversed(line.values) if value is not None), _NONE)
    return show_number(last, amount_unit(curve.unit).decimals)
