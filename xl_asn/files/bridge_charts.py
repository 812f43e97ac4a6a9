"""A bridge as XlsxWriter says it: bars that cover each other, so that only the steps are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_asn.model.page import BridgeChart

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The colours of the pictures in the other formats; told apart in grey as well.
_SURPLUS: Final = "#3E8391"
_DEFICIT: Final = "#8F2F3A"
_PAPER: Final = "#FFFFFF"
_QUIET: Final = "#595959"
_TITLE: Final = "#1F4E5F"
_AXIS_LINE: Final = "#8C8C8C"
_PIXELS_PER_POINT: Final = 96 / 72
_MOVE_BUT_DO_NOT_SIZE: Final = 2
_GAP: Final = 45
_OVERLAP: Final = 100


def insert_bridge(book: Workbook, sheet: Worksheet, name: str, chart: BridgeChart) -> None:
    """Put a chart of steps on a sheet, over cells of that sheet; the first row is on top.

    Every bar begins at the side of the axis that is nearest zero. Of a step's two ends the one
    farther away is drawn in the step's colour, and the nearer one over it in the paper's.
    """
    drawn = book.add_chart({"type": "bar"})
    negative = chart.axis[1] <= 0
    # Where the step's beginning is the farther end, it is drawn first and its end over it.
    begins_outside = [surplus == negative for surplus in chart.surpluses]
    colours = [_SURPLUS if surplus else _DEFICIT for surplus in chart.surpluses]
    both = list(zip(colours, begins_outside, strict=True))
    layers = (
        ("Före", chart.before_column, [colour if out else None for colour, out in both]),
        ("Efter", chart.after_column, [_PAPER if out else colour for colour, out in both]),
        ("Före", chart.before_column, [None if out else _PAPER for out in begins_outside]),
    )
    first, last = chart.first_row - 1, chart.last_row - 1
    for label, column, fills in layers:
        drawn.add_series(
            {
                "name": label,
                "categories": [name, first, chart.label_column - 1, last, chart.label_column - 1],
                "values": [name, first, column - 1, last, column - 1],
                "fill": {"none": True},
                "border": {"none": True},
                "points": [_point(fill) for fill in fills],
                "invert_if_negative": False,
                "gap": _GAP,
                "overlap": _OVERLAP,
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
            "minor_tick_mark": "none",
            "interval_unit": 1,
            "crossing": "max",
        }
    )
    drawn.set_x_axis(
        {
            "num_font": small,
            "num_format": chart.number_format,
            "min": chart.axis[0],
            "max": chart.axis[1],
            "major_unit": chart.axis[2],
            "major_gridlines": {"visible": False},
            "line": {"color": _AXIS_LINE},
            "crossing": "max" if negative else "min",
        }
    )
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": _PAPER}})
    drawn.set_plotarea({"fill": {"color": _PAPER}})
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


def _point(fill: str | None) -> dict[str, Any]:
    return {"fill": {"color": fill} if fill else {"none": True}, "border": {"none": True}}
