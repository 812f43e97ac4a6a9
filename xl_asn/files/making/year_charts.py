"""An indicator's years as XlsxWriter says it: columns, with the target as a line across them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_asn.files.making.chart_styles import (
    AXIS_LINE,
    DEFICIT,
    FAINT,
    INK,
    PAPER,
    SMALL,
    column_cells,
    put,
)
from xl_asn.model.page import YearsChart

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_EARLIER: Final = "#A9C9CF"
_TARGETS: Final = ((DEFICIT, "dash"), ("#1F1F1F", "round_dot"))
#: A line through one point is not seen: a mark this wide is.
_MARK: Final = 24
#: The gap beside a column, in hundredths of its width: few columns are no wider than many.
_GAPS: Final = {1: 400, 2: 150}
_GAP: Final = 70


_YEARS_AXIS: Final = {
    "num_font": {**SMALL},
    "line": {"color": AXIS_LINE},
    "major_tick_mark": "none",
    "label_position": "low",
}


def _targets(book: Workbook, name: str, chart: YearsChart, *, alone: bool) -> Chart:
    """Return a line for each target; of a year that is ``alone`` a line has a mark only."""
    lines = book.add_chart({"type": "line"})
    for column, label, (colour, dash) in zip(
        chart.target_columns, chart.target_names, _TARGETS, strict=False
    ):
        mark = {"type": "long_dash", "size": _MARK, "fill": {"color": colour}}
        lines.add_series(
            {
                "name": label,
                "categories": column_cells(name, chart, chart.label_column),
                "values": column_cells(name, chart, column),
                "line": {"color": colour, "width": 1.75, "dash_type": dash},
                "marker": {**mark, "border": {"color": PAPER}} if alone else {"type": "none"},
            }
        )
    return lines


def insert_years_chart(book: Workbook, sheet: Worksheet, name: str, chart: YearsChart) -> None:
    """Put a chart of years on a sheet, over cells of that sheet, with a legend below.

    The latest year is darker than those before it. A year that was not measured has no column.
    The values stand in the table beside it.
    """
    columns = book.add_chart({"type": "column"})
    count = chart.last_row - chart.first_row + 1
    columns.add_series(
        {
            "name": "Utfall",
            "categories": column_cells(name, chart, chart.label_column),
            "values": column_cells(name, chart, chart.value_column),
            "fill": {"color": INK},
            "points": [{"fill": {"color": _EARLIER}}] * (count - 1) + [None],
            "invert_if_negative": False,
            "gap": _GAPS.get(count, _GAP),
        }
    )
    if chart.target_columns:
        columns.combine(_targets(book, name, chart, alone=count == 1))
    columns.set_legend({"position": "bottom", "font": {**SMALL}})
    columns.set_x_axis(_YEARS_AXIS)
    columns.set_y_axis(
        {
            "num_font": {**SMALL},
            "num_format": chart.number_format,
            "min": chart.axis[0],
            "max": chart.axis[1],
            "major_unit": chart.axis[2],
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": FAINT, "width": 0.75}},
        }
    )
    columns.set_chartarea({"border": {"none": True}})
    put(sheet, columns, chart)
