"""The overview, the strip of months and the chart, laid out on the page's columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from xl_asn.model.amounts import RowKind
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import BarChart
from xl_asn.pages import report_styles as styles
from xl_asn.pages.column_measure import divided, height_of, text_width, wrapped
from xl_asn.pages.report_bands import COLUMNS, Band, Line, Piece, points, room
from xl_asn.pages.report_bridge import bridge, can_be_drawn
from xl_asn.pages.report_tables import number
from xl_asn.report.blocks import Amount, Chart, ChartKind, Overview, Strip

_CARDS: Final = 4
_CARD: Final = 8
_LABEL: Final = 8
_STRIP_SIZE: Final = 7.0
_STRIP_PADDING: Final = 2.0
_LEAST_SIZE: Final = 5.0
_MONTH: Final = 2
_SIZE: Final = 7.5
_CHART_LABEL: Final = 10
_CHART_VALUE: Final = 3
_CHART_START: Final = 14
#: A chart that reaches past the last column would make the printed page wider.
_CHART_MARGIN: Final = 12
_LEAST_CHART: Final = 160.0
_ROW_PADDING: Final = 2.4
#: The row of the first number, in the chart's own band: the headers stand above.
_FIRST_ROW = 2


def overview(block: Overview) -> list[Band]:
    """Lay out all goals as cards, four abreast: name above, status below."""
    lines: list[Line] = []
    size = styles.CARD.size
    for first in range(0, len(block.goals), _CARDS):
        names: list[Piece] = []
        statuses: list[Piece] = []
        count = 1
        for place, goal in enumerate(block.goals[first : first + _CARDS]):
            count = max(count, len(wrapped(goal.name, room(_CARD, styles.CARD), size, bold=True)))
            style = styles.status(goal.assessment.status, 10)._replace(vertical="vcenter")
            names.append(Piece(place * _CARD, _CARD, goal.name, styles.CARD))
            statuses.append(Piece(place * _CARD, _CARD, goal.assessment.shown, style))
        if lines:
            lines.append(Line(6))
        lines.append(Line(height_of(count, size, 5), tuple(names)))
        lines.append(Line(22, tuple(statuses)))
    return [Band(tuple(lines), gap=4)]


def _strip_size(shown: Sequence[str]) -> float:
    """Return the type size at which no word of a month is divided; a board may have long ones."""
    words = [word for text in shown for word in text.split()]
    widest = max((text_width(word, _STRIP_SIZE, bold=True) for word in words), default=0)
    inside = points(_MONTH) - _STRIP_PADDING
    fits = _STRIP_SIZE * min(1, inside / widest) if widest else _STRIP_SIZE
    return max(_LEAST_SIZE, math.floor(fits * 2) / 2)


def strip(block: Strip) -> list[Band]:
    """Lay out twelve months: their names above, each month's status in text below."""
    label = styles.header(_SIZE)
    names = [Piece(0, _LABEL, block.header, label)]
    statuses = [Piece(0, _LABEL, "Bedömning", styles.cell(RowKind.ROW, _SIZE))]
    size = _strip_size([month.shown for month in block.months])
    tall = max(len(wrapped(m.shown, points(_MONTH), size, bold=True)) for m in block.months)
    for place, month in enumerate(block.months):
        start = _LABEL + place * _MONTH
        name = f"{month.name}{month.mark}"
        names.append(Piece(start, _MONTH, name, styles.header(_SIZE, "center")))
        style = styles.status(month.status, size)
        statuses.append(Piece(start, _MONTH, month.shown, style))
    count = len(wrapped(block.header, points(_LABEL), _SIZE, bold=True))
    lines = (
        Line(height_of(count, _SIZE, _ROW_PADDING), tuple(names)),
        Line(height_of(tall, size if tall > 1 else _SIZE, 4.5), tuple(statuses)),
    )
    return [Band(lines, gap=4.5)]


def _figure(label: str, amount: Amount, size: float) -> Line:
    """Lay out a label and its number."""
    value, shown = number(amount, styles.cell(RowKind.ROW, size, "right"))
    count = len(wrapped(label, points(_CHART_LABEL), size))
    pieces = (
        Piece(0, _CHART_LABEL, label, styles.cell(RowKind.ROW, size)),
        Piece(_CHART_LABEL, _CHART_VALUE, value, shown),
    )
    return Line(height_of(count, size, _ROW_PADDING), pieces)


def chart(block: Chart) -> list[Band]:
    """Lay out the numbers as a table, and the native chart of the same cells beside it."""
    if block.kind is ChartKind.BRIDGE and can_be_drawn(block):
        return bridge(block)
    small, size = 7.5, 8.0
    value_header = divided(block.value_header, points(_CHART_VALUE), small)
    header = Line(
        height_of(len(value_header.split("\n")), small, _ROW_PADDING),
        (
            Piece(0, _CHART_LABEL, block.label_header, styles.header(small)),
            Piece(_CHART_LABEL, _CHART_VALUE, value_header, styles.header(small, "right")),
        ),
    )
    figures = zip(block.labels, block.values, strict=True)
    lines = [_figure(label, amount, size) for label, amount in figures]
    drawn = header.height + sum(line.height for line in lines)
    if drawn < _LEAST_CHART:
        lines.append(Line(_LEAST_CHART - drawn))
    # Bars from zero draw the steps of a bridge that passes zero; its totals stand in the table.
    ends = 1 if block.kind is ChartKind.BRIDGE else 0
    bars = BarChart(
        title=block.title,
        alternative=block.alternative,
        axis="",
        first_row=_FIRST_ROW + ends,
        last_row=_FIRST_ROW + len(block.labels) - 1 - ends,
        label_column=1,
        value_column=_CHART_LABEL + 1,
        at_row=1,
        at_column=_CHART_START + 1,
        width_points=round(points(COLUMNS - _CHART_START)) - _CHART_MARGIN,
        height_points=round(max(drawn, _LEAST_CHART)),
        number_format=amount_format(0, signed=False),
        deficits=tuple(
            amount.value is not None and amount.value < 0
            for amount in block.values[ends : len(block.values) - ends]
        ),
    )
    return [Band((header, *lines), gap=12, chart=bars)]
