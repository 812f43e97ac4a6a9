"""A bar chart as XlsxWriter says it: native, sober, and with a text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_asn.files.making.chart_styles import (
    DEFICIT,
    FAINT,
    SMALL,
    SURPLUS,
    bars_from_top,
    column_cells,
    put,
)
from xl_asn.model.page import BarChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


def insert_chart(book: Workbook, sheet: Worksheet, name: str, chart: BarChart) -> None:
    """Put a chart of horizontal bars on a sheet, over cells of that sheet.

    Labels stand at the low end of the axis, so that a negative bar does not cross its own label.
    """
    drawn = bars_from_top(book, chart.title)
    drawn.add_series(
        {
            "name": chart.title,
            "categories": column_cells(name, chart, chart.label_column),
            "values": column_cells(name, chart, chart.value_column),
            "fill": {"color": SURPLUS},
            "points": [
                {"fill": {"color": DEFICIT}} if deficit else None for deficit in chart.deficits
            ],
            "invert_if_negative": False,
            "gap": 60,
        }
    )
    drawn.set_x_axis(
        {
            "name": chart.axis,
            "name_font": {**SMALL, "bold": False},
            "num_font": {**SMALL},
            "num_format": chart.number_format,
            "major_gridlines": {"visible": True, "line": {"color": FAINT, "width": 0.75}},
            "line": {"none": True},
        }
    )
    drawn.set_chartarea({"border": {"none": True}})
    put(sheet, drawn, chart)
