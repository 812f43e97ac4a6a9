"""A page: cells placed on a sheet with their styles, and nothing about any library.

What the program writes (report, findings, trail) is planned as pages. One writer makes a new
workbook of them, another puts them into the master in place of an older page; both see the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from xl_asn.model.characters import in_cells
from xl_asn.model.grid import Value

Horizontal = Literal["left", "center", "right"]
Vertical = Literal["top", "vcenter", "bottom"]
Line = Literal["thin", "medium", "hair"]

#: Every office program has it, or a type of the very same widths: columns and rows that are
#: measured for it fit wherever the sheet is opened.
FONT: Final = "Arial"
FONT_SIZE: Final = 10
#: The most characters that a cell holds.
MAX_TEXT: Final = 32_767


class Style(NamedTuple):
    """How a cell looks; colours are ``RRGGBB``, sizes are points."""

    font: str = FONT
    size: float = FONT_SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "000000"
    fill: str | None = None
    horizontal: Horizontal | None = None
    vertical: Vertical = "top"
    wrap: bool = False
    indent: int = 0
    number_format: str = "General"
    top: Line | None = None
    bottom: Line | None = None
    sides: Line | None = None
    line_colour: str = "8C8C8C"
    is_open: bool = False
    """Whether the cell can be written in where its sheet is protected."""

    def but(self, **changes: Any) -> Style:
        """Return the style with some things told otherwise."""
        return _changed(self, tuple(changes.items()))


@lru_cache(maxsize=4096)  # thousands of cells, and few styles
def _changed(style: Style, changes: tuple[tuple[str, Any], ...]) -> Style:
    return style._replace(**dict(changes))


MAIL: Final = "mailto:"
"""What a link begins with that begins a letter."""


class Placed(NamedTuple):
    """One cell on a page; ``columns`` above 1 merges it to the right, ``link`` jumps in the book.

    ``link`` is an address such as ``Nettokostnad!D6``, in the workbook ``book``: its path from the
    one that the page is in, and empty for that one; or it begins a letter, ``mailto:…``. Text is
    always written as text: a leading ``=`` in it never becomes a formula.
    """

    row: int
    column: int
    value: Value
    style: Style
    columns: int = 1
    link: str | None = None
    book: str = ""


#: How the text for those who cannot see a chart of ours begins, and a colour that every one has.
#: By them it is known from a chart that somebody has put beside it.
CHART_WORDS: Final = ("Stapeldiagram.", "Stegdiagram.", "Linjediagram.")
CHART_INK: Final = "17505B"


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeChart:
    """A chart of Excel's own, over columns of the same page.

    Ranges are rows ``first_row`` to ``last_row`` (one-based, both included) of the columns.
    ``alternative`` is the text for those who cannot see it; it begins with one of ``CHART_WORDS``.
    """

    alternative: str
    first_row: int
    last_row: int
    label_column: int
    value_column: int
    at_row: int
    at_column: int
    width_points: int
    height_points: int
    number_format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart(NativeChart):
    """Horizontal bars; ``deficits`` says of each whether it has the colour of a deficit."""

    title: str
    axis: str
    deficits: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeChart(NativeChart):
    """Steps: each from what stood before it to what stands after it.

    ``surpluses`` says of each step whether it leads upwards; ``axis`` is the least and greatest
    value and the step between the axis' marks, all on one side of zero.
    """

    title: str
    before_column: int
    after_column: int
    surpluses: tuple[bool, ...]
    axis: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsChart(NativeChart):
    """Years: a column each, and a line across them for each target.

    ``axis`` is its least and greatest value and the step between its lines.
    """

    target_columns: tuple[int, ...]
    target_names: tuple[str, ...]
    axis: tuple[float, float, float]


class ChartLine(NamedTuple):
    """A line of a chart: what it is called, its column, and how it is told from the others.

    ``width`` is points and ``colour`` ``RRGGBB``; dash, width and marker tell it without colour.
    """

    name: str
    column: int
    colour: str
    width: float
    dash: Literal["solid", "dash", "round_dot"] = "solid"
    marker: Literal["circle", "diamond"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart(NativeChart):
    """Lines over months, each drawn across those before it.

    A month that a line has no amount for is bridged. Where labels are dates (``by_date``), two rows
    of one date make an upright step. ``axis`` is the least and greatest value and the step between
    its marks; ``label_axis`` and ``value_axis`` are what stands at the axes.
    """

    title: str
    lines: tuple[ChartLine, ...]
    label_axis: str
    value_axis: str
    axis: tuple[float, float, float]
    by_date: bool = False


@dataclass(frozen=True)
class Page:
    """One sheet to be written: cells, measures and print set-up, one page wide."""

    name: str
    cells: tuple[Placed, ...]
    widths: Mapping[int, float] = field(default_factory=dict)
    """Of columns, in characters; one of none is hidden."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Of rows, in points; one of none is hidden."""
    breaks: tuple[int, ...] = ()
    """Rows after which a new printed page begins."""
    repeat_rows: tuple[int, int] | None = None
    """First and last row to print again at the top of each page."""
    printed_columns: int = 0
    """How many columns are printed; 0 is all. The rest is for the program, and for who looks."""
    frozen_rows: int = 0
    landscape: bool = False
    large_paper: bool = False
    """Whether it is printed on A3, as what is too wide to be read on A4."""
    footer: str = ""
    """Excel's footer code, for instance ``&LNämnd&RSida &P av &N``."""
    charts: tuple[NativeChart, ...] = ()
    gridlines: bool = False
    filter_range: tuple[int, int, int, int] | None = None
    """Auto-filter: first row (headers), first column, last row, last column."""

    def __post_init__(self) -> None:
        """Let no cell hold what a workbook cannot, whoever planned the page and will write it."""
        cells = tuple(map(_writable, self.cells))
        if any(new is not old for new, old in zip(cells, self.cells, strict=True)):
            object.__setattr__(self, "cells", cells)


def _writable(cell: Placed) -> Placed:
    if not isinstance(cell.value, str) or (text := in_cells(cell.value)) is cell.value:
        return cell
    return cell._replace(value=text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…")
