"""A year's lines as XlsxWriter says it: told apart by dash, width and mark, with a legend below."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from xl_asn.files.making.chart_styles import (
    AXIS_LINE,
    FAINT,
    PAPER,
    SMALL,
    TITLE,
    column_cells,
    put,
)
from xl_asn.model.characters import in_cells
from xl_asn.model.page import ChartLine, LineChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MARK: Final = 5
#: Where the lines are, in parts of the chart: some programs give half of it to what stands around.
_PLOT: Final = MappingProxyType({"x": 0.13, "y": 0.14, "width": 0.84, "height": 0.57})
_MONTH: Final = "[$-41D]mmm"


def insert_line_chart(book: Workbook, sheet: Worksheet, name: str, chart: LineChart) -> None:
    """Put a chart of lines on a sheet, over cells of that sheet.

    What comes last is drawn in front: thin lines are seen across a thick one, not behind it.
    """
    drawn = book.add_chart({"type": "line"})
    for line in chart.lines:
        drawn.add_series(
            {
                "name": in_cells(line.name),
                "categories": column_cells(name, chart, chart.label_column),
                "values": column_cells(name, chart, line.column),
                "line": {
                    "color": f"#{line.colour}", "width": line.width, "dash_type": line.dash,
                },
                "marker": _marker(line),
            }
        )  # fmt: skip
    drawn.set_title({"name": in_cells(chart.title), "name_font": {**TITLE}})
    drawn.show_blanks_as("span")
    drawn.set_legend({"position": "bottom", "font": {**SMALL}})
    drawn.set_x_axis(_months(chart))
    drawn.set_y_axis(_amounts(chart))
    drawn.set_plotarea({"layout": {**_PLOT}})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    put(sheet, drawn, chart)


def _marker(line: ChartLine) -> dict[str, Any]:
    if line.marker is None:
        return {"type": "none"}
    colour = {"color": f"#{line.colour}"}
    return {"type": line.marker, "size": _MARK, "fill": colour, "border": colour}


def _months(chart: LineChart) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "name": chart.label_axis,
        "name_font": {**SMALL, "bold": False},
        "num_font": {**SMALL},
        "line": {"color": AXIS_LINE},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "label_position": "low",
    }
    if chart.by_date:
        dates = {"date_axis": True, "major_unit": 1, "major_unit_type": "months"}
        return axis | dates | {"num_format": _MONTH}
    return axis | {"text_axis": True, "interval_unit": 1}


def _amounts(chart: LineChart) -> dict[str, Any]:
    least, greatest, step = chart.axis
    return {
        "name": in_cells(chart.value_axis),
        "name_font": {**SMALL, "bold": False},
        "num_font": {**SMALL},
        "num_format": chart.number_format,
        "min": least,
        "max": greatest,
        "major_unit": step,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": FAINT, "width": 0.75}},
    }
