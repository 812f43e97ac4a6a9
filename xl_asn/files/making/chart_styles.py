"""What all native charts have in common: their colours, and how they are put on a sheet."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from xl_asn.model.characters import in_cells
from xl_asn.model.page import CHART_INK, FONT, NativeChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The colours of the pictures in the other formats; told apart in grey as well.
SURPLUS: Final = "#3E8391"
DEFICIT: Final = "#8F2F3A"
FAINT: Final = "#D9D9D9"
AXIS_LINE: Final = "#8C8C8C"
PAPER: Final = "#FFFFFF"
INK: Final = f"#{CHART_INK}"
#: The type of whatever stands beside the drawing itself.
SMALL: Final = MappingProxyType({"name": FONT, "size": 8, "color": "#595959"})
TITLE: Final = MappingProxyType({"name": FONT, "size": 10, "bold": True, "color": INK})
_PIXELS_PER_POINT: Final = 96 / 72
_MOVE_BUT_DO_NOT_SIZE: Final = 2


def column_cells(name: str, chart: NativeChart, column: int) -> list[Any]:
    """Return a chart's rows in one column of the sheet ``name``, as XlsxWriter takes them."""
    return [name, chart.first_row - 1, column - 1, chart.last_row - 1, column - 1]


def bars_from_top(book: Workbook, title: str) -> Any:
    """Make a chart of horizontal bars, the first row on top and labels at the axis' low end."""
    drawn = book.add_chart({"type": "bar"})
    drawn.set_title({"name": title, "name_font": {**TITLE}})
    drawn.set_legend({"none": True})
    drawn.set_y_axis(
        {
            "reverse": True,
            "label_position": "low",
            "num_font": {**SMALL},
            "line": {"color": AXIS_LINE},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
            "interval_unit": 1,
            "crossing": "max",
        }
    )
    return drawn


def put(sheet: Worksheet, drawn: Any, chart: NativeChart) -> None:
    """Put a chart that has been drawn in its place, with its text alternative.

    A filter that hides rows moves the chart but does not squeeze it.
    """
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
        {"description": in_cells(chart.alternative), "object_position": _MOVE_BUT_DO_NOT_SIZE},
    )
