"""A year's curves as SVG that needs no script: lines told apart by dash, width, mark and name.

The colours are the page's own, by class, so that they follow light, dark and paper. No text is
smaller than the size says: a narrow window gets a drawing of its own, not a shrunk one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape
from itertools import groupby, pairwise
from typing import Final, NamedTuple, TypeAlias

from xl_asn.model.archive import MONTHS
from xl_asn.model.arithmetic import quotient
from xl_asn.model.characters import spelled
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

_CLASSES: Final = {
    Role.OUTCOME: "outcome", Role.BUDGET: "budget", Role.LAST_YEAR: "earlier",
    Role.FORECAST: "outcome", Role.YEAR_BUDGET: "budget", Role.FINAL: "final",
}  # fmt: skip
_FLAT: Final = frozenset({Role.YEAR_BUDGET, Role.FINAL})
_MARKED: Final = frozenset({Role.OUTCOME, Role.FORECAST})
_DRAWN_FIRST: Final = (
    Role.LAST_YEAR, Role.BUDGET, Role.YEAR_BUDGET, Role.FINAL, Role.OUTCOME, Role.FORECAST,
)  # fmt: skip
_LETTER: Final = Decimal("0.66")
"""How wide a letter is, as a part of its height, in the widest fonts that a page is read in."""
_WIDEST: Final = Decimal("0.3")
"""What part of a drawing the figures of the axis may take, and the names at its right."""
_HALF: Final = Decimal("0.5")
_ROW: Final = Decimal("1.5")
"""How far it is between lines of text, as a part of their height."""
_NONE: Final = Decimal(0)
_CLOSE: Final = Decimal("0.01")
"""Half as large a share of the year's budget is left free above and below the forecasts."""

#: Closing figure and how far from it a forecast may be, by the months 0 to 11.
Near: TypeAlias = Mapping[int, tuple[Decimal, Decimal]]


class _Frame(NamedTuple):
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
        return self.x(month + _HALF)

    def y(self, amount: Decimal) -> Decimal:
        """Return where an amount stands."""
        height = self.bottom - self.top
        return self.bottom - quotient((amount - self.low) * height, self.high - self.low)


class _Label(NamedTuple):
    name: str
    css: str
    value: str
    x: Decimal
    y: Decimal
    is_within: bool


def curve_svg(curve: Curve, size: Size, limit: Decimal, mark: str) -> str:
    """Return the lines of a year as a drawing with a name and a text for those who do not see it.

    Args:
        curve: what is drawn.
        size: how large; a page shows one size of several.
        limit: the largest share of the year's budget that a forecast may miss by and still hit.
        mark: what its name and its text are called in the page: unlike that of any other drawing.
    """
    frame = _frame(curve, size, near(curve, limit))
    told = f'role="img" aria-labelledby="{mark}" aria-describedby="{mark}-b"'
    box = f'viewBox="0 0 {size.width} {size.height}" font-size="{size.font}"'
    parts = [
        f'<svg class="chart {size.name}" {box} {told}>',
        f'<title id="{mark}">{_text(curve.title)}</title>',
        f'<desc id="{mark}-b">{_text(curve.alternative)}</desc>',
        '<g aria-hidden="true">',
        *_band(frame),
        *_axis(curve, frame),
    ]
    lines = sorted(curve.series, key=lambda line: _DRAWN_FIRST.index(line.role))
    for line in lines:
        parts += _line(curve, line, frame)
    parts += _labels(curve, frame)
    return "".join((*parts, "</g></svg>"))


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


def _frame(curve: Curve, size: Size, hits: Near) -> _Frame:
    low, high = _extent(curve, hits)
    step = tick_step(high - low, size.ticks)
    low = quotient(low, step).to_integral_value(ROUND_FLOOR) * step
    high = quotient(high, step).to_integral_value(ROUND_CEILING) * step
    if low == high:
        low, high = low - step, high + step
    font = Decimal(size.font)
    figures = [_tick(value, step) for value in _ticks(low, high, step)]
    left = _width(figures, size) + font * _HALF
    names = [_short(curve, line, size) for line in curve.series]
    if not size.is_small:
        names += [_value(curve, line) for line in curve.series]
    beside = _NONE if size.is_below else _width(names, size) + _key(size) + font * _HALF
    below = len(curve.series) * _ROW * font if size.is_below else _NONE
    return _Frame(
        size,
        left,
        size.width - beside - font * _HALF,
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
        amounts += (min(amounts) - widest * _HALF, max(amounts) + widest * _HALF)
    return min(amounts), max(amounts)


def _band(frame: _Frame) -> Iterator[str]:
    # Months alike are one shape: between two there would be a seam.
    for (final, tolerance), alike in groupby(frame.hits, lambda month: frame.hits[month]):
        months = [*alike]
        if not tolerance:
            continue
        top, bottom = frame.y(final + tolerance), frame.y(final - tolerance)
        left, right = frame.x(months[0]), frame.x(months[-1] + 1)
        yield (
            f'<rect class="band" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
            f'height="{bottom - top:.1f}"/>'
        )


def _axis(curve: Curve, frame: _Frame) -> Iterator[str]:
    size, gap = frame.size, Decimal(frame.size.font) * _HALF
    yield _said(curve.unit, _NONE, gap * Decimal("1.4"), "soft", size, frame.right)
    for value in _ticks(frame.low, frame.high, frame.step):
        y = frame.y(value)
        css = "zero" if not value else "grid"
        yield f'<path class="{css}" d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}"/>'
        x = frame.left - gap
        yield _said(_tick(value, frame.step), x, y, "soft end", size, x)
    base = frame.bottom
    marks = "".join(f"M{frame.x(month):.1f} {base:.1f}v4" for month in range(MONTHS + 1))
    yield f'<path class="grid" d="{marks}"/>'
    for month in range(0, MONTHS, size.every):
        y = base + Decimal(size.font)
        yield _said(curve.months[month], frame.middle(month), y, "soft middle", size)


def _line(curve: Curve, line: CurveSeries, frame: _Frame) -> Iterator[str]:
    told = [(month, value) for month, value in enumerate(line.values) if value is not None]
    css = _CLASSES[line.role]
    if line.role in _FLAT:
        yield f'<path class="line {css}" d="{_steps(told, frame, MONTHS)}"/>'
    elif line.role is Role.FORECAST:
        yield from _forecasts(curve, told, frame)
    else:
        solid, thin = _joined(told, frame)
        if thin:
            yield f'<path class="line {css} hole" d="{thin}"/>'
        if solid:
            yield f'<path class="line {css}" d="{solid}"/>'
    if line.role in _MARKED or len(told) == 1:
        for month, value in told:
            final, most = frame.hits.get(month, (value, _NONE))
            judged = line.role is Role.FORECAST and month in frame.hits
            verdict = "" if not judged else " hit" if abs(value - final) <= most else " off"
            yield _mark(frame.middle(month), frame.y(value), f"{css}{verdict}", frame.size)


def _forecasts(curve: Curve, told: Sequence[tuple[int, Decimal]], frame: _Frame) -> Iterator[str]:
    """Yield the steps; the last one of a year that goes on is thin from there to its end."""
    last, value = told[-1]
    is_over = curve.of(Role.FINAL) is not None
    if not is_over:
        start, y = frame.x(last + 1), frame.y(value)
        yield f'<path class="line outcome hole" d="M{start:.1f} {y:.1f}H{frame.right:.1f}"/>'
    end = MONTHS if is_over else last + 1
    yield f'<path class="line outcome" d="{_steps(told, frame, end)}"/>'


def _steps(told: Sequence[tuple[int, Decimal]], frame: _Frame, end: int) -> str:
    """Return amounts that each hold until the next."""
    month, value = told[0]
    parts = [f"M{frame.x(month):.1f} {frame.y(value):.1f}"]
    for month, value in told[1:]:
        y = f"{frame.y(value):.1f}"
        if not parts[-1].endswith((f" {y}", f"V{y}")):
            parts.append(f"H{frame.x(month):.1f}V{y}")
    return "".join((*parts, f"H{frame.x(end):.1f}"))


def _joined(told: Sequence[tuple[int, Decimal]], frame: _Frame) -> tuple[str, str]:
    """Return the line between months that follow each other, and that over months without."""
    places = [(month, f"{frame.middle(month):.1f} {frame.y(value):.1f}") for month, value in told]
    solid: list[str] = []
    thin: list[str] = []
    for (before, start), (month, place) in pairwise(places):
        if month != before + 1:
            thin.append(f"M{start}L{place}")
        elif solid and solid[-1].endswith(start):
            solid.append(f"L{place}")
        else:
            solid.append(f"M{start}L{place}")
    return "".join(solid), "".join(thin)


def _mark(x: Decimal, y: Decimal, css: str, size: Size) -> str:
    """Return a round mark, and a square one for a miss, as the signs in the tables are."""
    half = Decimal("2.6") if size.is_small else Decimal("3.8")
    if not css.endswith(" off"):
        return f'<circle class="mark {css}" cx="{x:.1f}" cy="{y:.1f}" r="{half}"/>'
    return (
        f'<rect class="mark {css}" x="{x - half:.1f}" y="{y - half:.1f}" '
        f'width="{half * 2}" height="{half * 2}"/>'
    )


def _labels(curve: Curve, frame: _Frame) -> Iterator[str]:
    """Yield the name of each line where it ends, moved so that none covers another."""
    if frame.size.is_below:
        yield from _below(curve, frame)
        return
    ends = [_label(curve, line, frame) for line in curve.series]
    height = Decimal(frame.size.font) * (Decimal("1.25") if frame.size.is_small else Decimal("2.4"))
    for is_within in (True, False):
        group = sorted((e for e in ends if e.is_within is is_within), key=lambda label: label.y)
        places = [label.y for label in group]
        if is_within:
            # Lines fall where amounts are costs: above them is the free side.
            places = _above(places, height)
        else:
            places = _apart(places, height, frame.top, frame.bottom)
        for label, y in zip(group, places, strict=True):
            yield from _named(label, y, frame)


def _below(curve: Curve, frame: _Frame) -> Iterator[str]:
    """Yield a row for each line under the plot: a bit of it, its name, and its last amount."""
    font = Decimal(frame.size.font)
    for at, line in enumerate(curve.series):
        y = frame.bottom + font * Decimal("2.4") + at * font * _ROW
        end = frame.left + _key(frame.size)
        css = _CLASSES[line.role]
        yield f'<path class="key line {css}" d="M{frame.left:.1f} {y:.1f}H{end:.1f}"/>'
        start, middle = end + font * _HALF, (frame.left + frame.size.width) * Decimal("0.62")
        yield _said(line.name, start, y, "name", frame.size, middle - start)
        value = _value(curve, line)
        yield _said(value, frame.right, y, "value end", frame.size, frame.right - middle)


def _label(curve: Curve, line: CurveSeries, frame: _Frame) -> _Label:
    month, value = next(
        (month, value) for month, value in zip(
            range(MONTHS - 1, -1, -1), reversed(line.values), strict=True) if value is not None
    )  # fmt: skip
    is_flat = line.role in _FLAT or line.role is Role.FORECAST
    x = frame.right if is_flat else frame.middle(month)
    room = frame.size.width - frame.right
    is_within = not is_flat and x + room < frame.right
    return _Label(
        _short(curve, line, frame.size), _CLASSES[line.role], _value(curve, line),
        x if is_within else frame.right, frame.y(value), is_within,
    )  # fmt: skip


def _apart(
    places: Sequence[Decimal], height: Decimal, top: Decimal, bottom: Decimal
) -> list[Decimal]:
    """Return places, in their order, that are a label's height from each other."""
    found: list[Decimal] = []
    for place in places:
        found.append(max(place, found[-1] + height) if found else max(place, top))
    ceiling = bottom
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], ceiling)
        ceiling = found[at] - height
    return found


def _above(places: Sequence[Decimal], height: Decimal) -> list[Decimal]:
    found: list[Decimal] = []
    for place in reversed(places):
        found.append(min(place, found[-1] - height) if found else place)
    return found[::-1]


def _named(label: _Label, y: Decimal, frame: _Frame) -> Iterator[str]:
    """Yield a line's name after a bit of the line itself, and under it its last amount."""
    size, css = frame.size, label.css
    gap = Decimal(size.font) * _HALF
    start = label.x + gap
    end = start + _key(size) - gap
    yield f'<path class="key line {css}" d="M{start:.1f} {y:.1f}H{end:.1f}"/>'
    x, most = end + gap * _HALF, size.width - end - gap * _HALF
    if label.is_within:
        most = frame.right - x
    yield _said(label.name, x, y, "name", size, most)
    if not size.is_small:
        below = y + Decimal(size.font) * Decimal("1.1")
        yield _said(label.value, x, below, "value", size, most)


def _said(
    text: str, x: Decimal, y: Decimal, css: str, size: Size, most: Decimal | None = None
) -> str:
    """Return a text at a height; one that is wider than ``most`` pixels is drawn narrower."""
    squeezed = ""
    if most is not None and len(text) * _LETTER * size.font > most:
        squeezed = f' textLength="{most:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" dy=".35em"{squeezed}>{_text(text)}</text>'


def _width(texts: Sequence[str], size: Size) -> Decimal:
    """Return how wide the longest of some texts is, and no more than there is room for."""
    longest = max(map(len, texts), default=0)
    return min(longest * _LETTER * size.font, size.width * _WIDEST)


def _key(size: Size) -> Decimal:
    return Decimal(size.font) * (Decimal("1.6") if size.is_small else 2)


def _ticks(low: Decimal, high: Decimal, step: Decimal) -> Iterator[Decimal]:
    value = low
    while value <= high:
        yield value
        value += step


def _tick(value: Decimal, step: Decimal) -> str:
    return show_number(value, decimals_of(step))


def _short(curve: Curve, line: CurveSeries, size: Size) -> str:
    """Return a line's name; a small drawing has its year in its heading."""
    if not size.is_small:
        return line.name
    if line.role is Role.LAST_YEAR:
        return str(curve.year - 1)
    return line.name.removesuffix(f" {curve.year}")


def _value(curve: Curve, line: CurveSeries) -> str:
    last = next((value for value in reversed(line.values) if value is not None), _NONE)
    return show_number(last, amount_unit(curve.unit).decimals)


def _text(text: str) -> str:
    return escape(spelled(text))
