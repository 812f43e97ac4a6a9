"""The growth curve: how long each program takes when the rows are more, as an SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import floor, log10

_WIDTH, _HEIGHT = 760, 430
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 236, 34, 48
_LEAST_GAP = 17
"""Between two names at the lines' ends."""
_COLOURS = ("#0b5a7a", "#b3541e", "#5b7f2b", "#7a4f9e", "#8a6d00", "#55606a")
_DASHES = ("", "", "6 3", "2 3", "8 3 2 3", "1 4")
_INK = "#222a30"


def curve(times: Mapping[str, Mapping[int, float]], title: str, up: str, right: str) -> str:
    """Return lines of time by rows, both in powers of ten: what grows as the rows is a slope of 1.

    Args:
        times: for each line, in its name, the time by the number of rows.
        title: what the picture shows, read aloud where it cannot be seen.
        up: what the times are counted in.
        right: what the rows are.
    """
    rows = sorted({row for line in times.values() for row in line})
    values = [value for line in times.values() for value in line.values()]
    low, high = floor(log10(min(values))), -floor(-log10(max(values)))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"',
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="13" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_axes(rows, range(low, high + 1), up, right),
        *_lines(times, rows, low, high),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(row: float, rows: Sequence[int]) -> float:
    share = (log10(row) - log10(rows[0])) / (log10(rows[-1]) - log10(rows[0]))
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float, low: int, high: int) -> float:
    return _TOP + (high - log10(value)) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)


def _axes(rows: Sequence[int], powers: range, up: str, right: str) -> Iterator[str]:
    end, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for power in powers:
        y = _y(10.0**power, powers[0], powers[-1])
        yield f'<line x1="{_LEFT}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d9dee2"/>'
        shown = f"{10.0**power:,.{max(-power, 0)}f}".replace(",", "\u00a0").replace(".", ",")
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{shown}</text>'
    for row in rows:
        x = _x(row, rows)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}" stroke="#eceff1"/>'
        shown = f"{row:,}".replace(",", "\u00a0")
        yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{shown}</text>'
    middle = (_LEFT + end) / 2
    yield f'<text x="{middle:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(right)}</text>'
    yield f'<text x="8" y="16">{escape(up)}</text>'


def _lines(
    times: Mapping[str, Mapping[int, float]], rows: Sequence[int], low: int, high: int
) -> Iterator[str]:
    """Yield each line with its name at its end; names that would meet are moved apart."""
    ends = {name: _y(line[max(line)], low, high) for name, line in times.items()}
    styles = dict(zip(times, zip(_COLOURS, _DASHES, strict=True), strict=False))
    taken = 0.0
    for name in sorted(times, key=lambda name: ends[name]):
        colour, dashes = styles[name]
        points = [
            (_x(row, rows), _y(value, low, high)) for row, value in sorted(times[name].items())
        ]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield (
            f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dashes}"/>'
        )
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
        place = taken = max(ends[name], taken + _LEAST_GAP)
        yield (
            f'<text x="{points[-1][0] + 10:.1f}" y="{place + 4:.1f}" fill="{colour}">'
            f"{escape(name)}</text>"
        )
