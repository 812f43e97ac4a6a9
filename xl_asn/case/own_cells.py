"""The program's own sheets in a workbook, and cells told otherwise than they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from xl_asn.model.grid import Cell, CellRef, Grid, Sheet, Value, cell_of, folded_name
from xl_asn.model.own_sheets import is_written_on_demand
from xl_asn.model.page import Page
from xl_asn.pages.check_page import NAME as CHECK
from xl_asn.pages.trail_page import NAME as TRAIL

REPORT: Final = "Rapport"
GENERATED: Final = (CHECK, TRAIL, REPORT)
"""The sheets that *Beräkna* writes; nobody else writes there."""

UNDO: Final = "Ångra Beräkna"
BEFORE: Final = {name: f"{name} (före)" for name in GENERATED}
"""Hidden sheets that the buttons in Excel keep so that *Beräkna* can be undone; no document."""


_WRITTEN: Final = frozenset(map(folded_name, GENERATED))
_SET_ASIDE: Final = frozenset(folded_name(name) for name in (UNDO, *BEFORE.values()))


def is_programs(sheet: Sheet) -> bool:
    """Whether the program writes a sheet: at each *Beräkna*, or when somebody asks for it."""
    return folded_name(sheet.name) in _WRITTEN or is_written_on_demand(sheet)


def is_set_aside(sheet: str) -> bool:
    """Whether a sheet is one that the buttons keep hidden, and no part of the document."""
    return folded_name(sheet) in _SET_ASIDE


def document_of(grid: Grid) -> Grid:
    """Return the grid without what the buttons keep hidden in the workbook."""
    if not any(is_set_aside(sheet.name) for sheet in grid.sheets):
        return grid
    return replace(grid, sheets=tuple(s for s in grid.sheets if not is_set_aside(s.name)))


def stored(value: Value) -> Value:
    """Return a value as a workbook gives it back: numbers at fifteen digits."""
    return cell_of(value).value


def with_cells(grid: Grid, cells: Mapping[CellRef, Cell]) -> Grid:
    """Return the grid with some cells told otherwise."""
    by_sheet: dict[str, dict[tuple[int, int], Cell]] = {}
    for ref, cell in cells.items():
        by_sheet.setdefault(ref.sheet, {})[ref.row, ref.column] = cell
    sheets = (
        replace(sheet, cells={**sheet.cells, **by_sheet[sheet.name]})
        if sheet.name in by_sheet
        else sheet
        for sheet in grid.sheets
    )
    return replace(grid, sheets=tuple(sheets))


def is_writable(grid: Grid, ref: CellRef) -> bool:
    """Whether a cell can be given a value of its own: no merge and no array formula covers it."""
    sheet = grid.sheet(ref.sheet)
    return sheet is None or sheet.is_writable(ref.row, ref.column)


def is_occupied(grid: Grid, page: Page) -> bool:
    """Whether a page is left as it is, for what people have hung on its sheet.

    Never the trail: a figure that is written and not remembered would be the author's own the next
    time. Where it cannot be written, nothing is.
    """
    sheet = grid.sheet(page.name)
    return page.name != TRAIL and sheet is not None and bool(sheet.hung_on)


def shows(grid: Grid, page: Page) -> bool:
    """Whether a sheet already holds just what a page would write there."""
    sheet = grid.sheet(page.name)
    planned = {
        (cell.row, cell.column): stored(cell.value)
        for cell in page.cells
        if cell.value not in (None, "")
    }
    held = {
        place: cell.value
        for place, cell in (sheet.cells if sheet else {}).items()
        if not cell.is_blank
    }
    return planned == held
