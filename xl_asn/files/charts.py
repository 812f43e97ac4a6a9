"""A bar chart as XlsxWriter says it: native, sober, and with a text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_asn.model.page import BarChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The colours of the pictures in the other formats; told apart in grey as well.
_SURPLUS: Final = "#3E8391"
_DEFICIT: Final = "#8F2F3A"
_FAINT: Final = "#D9D9D9"
_QUIET: Final = "#595959"
_TITLE: Final = "#17505B"
_AXIS_LINE: Final = "#8C8C8C"
_PIXELS_PER_POINT: Final = 96 / 72
_MOVE_BUT_DO_NOT_SIZE: Final = 2


def insert_chart(book: Workbook, sheet: Worksheet, name: str, chart: BarChart) -> None:
    """Put a chart of horizontal bars on a sheet, over cells of that sheet.

    The first row is on top. Labels stand at the low end of the axis, so that a negative bar does
    not cross its own label. A filter that hides rows moves the chart but does not squeeze it.
    """
    drawn = book.add_chart({"type": "bar"})
    first, last = chart.first_row - 1, chart.last_row - 1
    labels, values = chart.label_column - 1, chart.value_column - 1
    drawn.add_series(
        {
            "name": chart.title,
            "categories": [name, first, labels, last, labels],
            "values": [name, first, values, last, values],
            "fill": {"color": _SURPLUS},
            "points": [
                {"fill": {"color": _DEFICIT}} if deficit else None for deficit in chart.deficits
            ],
            "invert_if_negative": False,
            "gap": 60,
        }
    )
    drawn.set_title({"name": chart.title, "name_font": {"size": 11, "bold": True, "color": _TITLE}})
    drawn.set_legend({"none": True})
    small = {"size": 8, "color": _QUIET}
    drawn.set_y_axis(
        {
            "reverse": True,
            "label_position": "low",
            "num_font": small,
            "line": {"color": _AXIS_LINE},
            "major_tick_mark": "none",
            "interval_unit": 1,
            "crossing": "max",
        }
    )
    drawn.set_x_axis(
        {
            "name": chart.axis,
            "name_font": {**small, "bold": False},
            "num_font": small,
            "num_format": chart.number_format,
            "major_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.75}},
            "line": {"none": True},
        }
    )
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size(
        {
            "width": round(chart.width_points * _PIXELS_PER_POINT),
            "height": round(chart.height_points * _PIXELS_PER_POINT),
        }
    )
    sheet.insert_chart(
        chart.at_row - 1,
        chart.at_column - 1,
        drawn,
        {"description": chart.alternative, "object_position": _MOVE_BUT_DO_NOT_SIZE},
    )
