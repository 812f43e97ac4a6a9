"""Small charts of indicators, laid out: each a table of its years with a native chart beside it."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from xl_asn.model.amounts import RowKind
from xl_asn.model.page import Style, YearsChart
from xl_asn.pages import report_styles as styles
from xl_asn.pages.column_measure import divided, height_of, wrapped
from xl_asn.pages.report_bands import COLUMNS, Band, Line, Piece, points, text_lines
from xl_asn.pages.report_tables import number
from xl_asn.report.axis import tick_step
from xl_asn.report.blocks import Amount, Share, YearPanel, YearPanels

_YEAR, _OUTCOME, _TARGET = 4, 5, 3
_MOST_TARGETS: Final = 2
_CHART_START: Final = 16
#: A chart that reaches past the last column would make the printed page wider.
_CHART_MARGIN: Final = 12
_LEAST_CHART: Final = 112.0
_MOST_TICKS: Final = 4
_SMALL, _SIZE, _ROW_PADDING = 7.5, 8.0, 2.4


def year_panels(block: YearPanels) -> list[Band]:
    """Lay out the charts below each other, each with its numbers; none is divided."""
    return [_panel(panel) for panel in block.panels]


def _panel(panel: YearPanel) -> Band:
    title = f"{panel.title}. {panel.direction}" if panel.direction else panel.title
    above = text_lines(title, styles.LEAD, padding=_ROW_PADDING)
    headers = [("Period", 0, _YEAR), ("Utfall", _YEAR, _OUTCOME)]
    headers += (
        (target.name, _YEAR + _OUTCOME + place * _TARGET, _TARGET)
        for place, target in enumerate(panel.targets[:_MOST_TARGETS])
    )
    header = _header(headers)
    formats = [_number_format(outcome) for outcome in panel.outcomes]
    rows = [_row(panel, place) for place in range(len(panel.years))]
    drawn = header.height + sum(row.height for row in rows)
    room = (Line(_LEAST_CHART - drawn),) if drawn < _LEAST_CHART else ()
    first = len(above) + 1
    chart = YearsChart(
        alternative=panel.alternative,
        first_row=first + 1,
        last_row=first + len(rows),
        label_column=1,
        value_column=_YEAR + 1,
        target_columns=tuple(
            _YEAR + _OUTCOME + place * _TARGET + 1
            for place in range(len(panel.targets[:_MOST_TARGETS]))
        ),
        target_names=tuple(target.shown for target in panel.targets[:_MOST_TARGETS]),
        axis=_axis(*panel.scale),
        at_row=first,
        at_column=_CHART_START + 1,
        width_points=round(points(COLUMNS - _CHART_START)) - _CHART_MARGIN,
        height_points=round(max(drawn, _LEAST_CHART)),
        number_format=next(filter(None, formats)),
    )
    return Band((*above, header, *rows, *room), gap=10, chart=chart)


def _axis(low: Decimal, high: Decimal) -> tuple[float, float, float]:
    """Return the axis' ends, whole steps, and the step: the same for an indicator and its parts."""
    step = tick_step(high - low, _MOST_TICKS)
    least = (low / step).to_integral_value(ROUND_FLOOR) * step
    most = (high / step).to_integral_value(ROUND_CEILING) * step
    return float(least), float(max(most, least + step)), float(step)


def _header(headers: list[tuple[str, int, int]]) -> Line:
    shown = [
        Piece(
            start,
            span,
            divided(text, points(span), _SMALL),
            styles.header(_SMALL, "right" if start else "left"),
        )
        for text, start, span in headers
    ]
    count = max(
        len(wrapped(str(piece.value), points(piece.span), _SMALL, bold=True)) for piece in shown
    )
    return Line(height_of(count, _SMALL, _ROW_PADDING), tuple(shown))


def _row(panel: YearPanel, place: int) -> Line:
    right = styles.cell(RowKind.ROW, _SIZE, "right")
    outcome = panel.outcomes[place]
    value, style = (outcome, right) if isinstance(outcome, str) else number(outcome, right)
    count = len(wrapped(outcome, points(_OUTCOME), _SIZE)) if isinstance(outcome, str) else 1
    pieces = [
        Piece(0, _YEAR, panel.years[place], styles.cell(RowKind.ROW, _SIZE)),
        Piece(_YEAR, _OUTCOME, value, style),
    ]
    for column, target in enumerate(panel.targets[:_MOST_TARGETS]):
        level, shown = number(target.value, right)
        pieces.append(Piece(_YEAR + _OUTCOME + column * _TARGET, _TARGET, level, shown))
    return Line(height_of(count, _SIZE, _ROW_PADDING), tuple(pieces))


def _number_format(outcome: Amount | Share | str) -> str:
    return "" if isinstance(outcome, str) else number(outcome, Style())[1].number_format
