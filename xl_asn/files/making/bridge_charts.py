"""A bridge as XlsxWriter says it: bars that cover each other, so that only the steps are seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from xl_asn.files.making.chart_styles import (
    AXIS_LINE,
    DEFICIT,
    PAPER,
    SMALL,
    SURPLUS,
    bars_from_top,
    column_cells,
    put,
)
from xl_asn.model.page import BridgeChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_GAP: Final = 45
_OVERLAP: Final = 100


def _layers(chart: BridgeChart, *, negative: bool) -> Iterator[tuple[str, int, list[str | None]]]:
    """Yield what is drawn over what: a label, a column of values, and each bar's colour."""
    # Where the step's beginning is the farther end, it is drawn first and its end over it.
    begins_outside = [surplus == negative for surplus in chart.surpluses]
    colours = [SURPLUS if surplus else DEFICIT for surplus in chart.surpluses]
    both = list(zip(colours, begins_outside, strict=True))
    yield "Före", chart.before_column, [colour if out else None for colour, out in both]
    yield "Efter", chart.after_column, [PAPER if out else colour for colour, out in both]
    yield "Före", chart.before_column, [None if out else PAPER for out in begins_outside]


def insert_bridge(book: Workbook, sheet: Worksheet, name: str, chart: BridgeChart) -> None:
    """Put a chart of steps on a sheet, over cells of that sheet; the first row is on top.

    Every bar begins at the side of the axis that is nearest zero. Of a step's two ends the one
    farther away is drawn in the step's colour, and the nearer one over it in the paper's.
    """
    drawn = bars_from_top(book, chart.title)
    negative = chart.axis[1] <= 0
    for label, column, fills in _layers(chart, negative=negative):
        drawn.add_series(
            {
                "name": label,
                "categories": column_cells(name, chart, chart.label_column),
                "values": column_cells(name, chart, column),
                "fill": {"none": True},
                "border": {"none": True},
                "points": [_point(fill) for fill in fills],
                "invert_if_negative": False,
                "gap": _GAP,
                "overlap": _OVERLAP,
            }
        )
    drawn.set_x_axis(
        {
            "num_font": {**SMALL},
            "num_format": chart.number_format,
            "min": chart.axis[0],
            "max": chart.axis[1],
            "major_unit": chart.axis[2],
            "major_gridlines": {"visible": False},
            "line": {"color": AXIS_LINE},
            "crossing": "max" if negative else "min",
        }
    )
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    drawn.set_plotarea({"fill": {"color": PAPER}})
    put(sheet, drawn, chart)


def _point(fill: str | None) -> dict[str, Any]:
    return {"fill": {"color": fill} if fill else {"none": True}, "border": {"none": True}}
