"""An indicator's years as XlsxWriter says it: columns, with the target as a line across them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_asn.model.page import YearsChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_EARLIER: Final = "#A9C9CF"
_LATEST: Final = "#17505B"
_TARGETS: Final = (("#8F2F3A", "dash"), ("#1F1F1F", "round_dot"))
_QUIET: Final = "#595959"
_FAINT: Final = "#D9D9D9"
_AXIS_LINE: Final = "#8C8C8C"
_PIXELS_PER_POINT: Final = 96 / 72
_MOVE_BUT_DO_NOT_SIZE: Final = 2
#: A line through one point is not seen: a mark this wide is.
_MARK: Final = 24
#: The gap beside a column, in hundredths of its width: few columns are no wider than many.
_GAPS: Final = {1: 400, 2: 150}
_GAP: Final = 70


def insert_years_chart(book: Workbook, sheet: Worksheet, name: str, chart: YearsChart) -> None:
    """Put a chart of years on a sheet, over cells of that sheet, with a legend below.

    The latest year is darker than those before it. A year that was not measured has no column.
    The values stand in the table beside it.
    """
    first, last = chart.first_row - 1, chart.last_row - 1

    def cells(column: int) -> list[Any]:
        return [name, first, column - 1, last, column - 1]

    small = {"size": 8, "color": _QUIET}
    columns = book.add_chart({"type": "column"})
    count = last - first + 1
    columns.add_series(
        {
            "name": "Utfall",
            "categories": cells(chart.label_column),
            "values": cells(chart.value_column),
            "fill": {"color": _LATEST},
            "points": [{"fill": {"color": _EARLIER}}] * (count - 1) + [None],
            "invert_if_negative": False,
            "gap": _GAPS.get(count, _GAP),
        }
    )
    if chart.target_columns:
        lines = book.add_chart({"type": "line"})
        for column, label, (colour, dash) in zip(
            chart.target_columns, chart.target_names, _TARGETS, strict=False
        ):
            line = {"color": colour, "width": 1.75, "dash_type": dash}
            mark = {"type": "long_dash", "size": _MARK, "fill": {"color": colour}}
            lines.add_series(
                {
                    "name": label,
                    "categories": cells(chart.label_column),
                    "values": cells(column),
                    "line": line,
                    "marker": {**mark, "border": {"color": "#FFFFFF"}}
                    if count == 1
                    else {"type": "none"},
                }
            )
        columns.combine(lines)
    columns.set_legend({"position": "bottom", "font": small})
    columns.set_x_axis(
        {
            "num_font": small,
            "line": {"color": _AXIS_LINE},
            "major_tick_mark": "none",
            "label_position": "low",
        }
    )
    columns.set_y_axis(
        {
            "num_font": small,
            "num_format": chart.number_format,
            "min": chart.axis[0],
            "max": chart.axis[1],
            "major_unit": chart.axis[2],
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.75}},
        }
    )
    columns.set_chartarea({"border": {"none": True}})
    columns.set_size(
        {
            "width": round(chart.width_points * _PIXELS_PER_POINT),
            "height": round(chart.height_points * _PIXELS_PER_POINT),
        }
    )
    sheet.insert_chart(
        chart.at_row - 1,
        chart.at_column - 1,
        columns,
        {"description": chart.alternative, "object_position": _MOVE_BUT_DO_NOT_SIZE},
    )
