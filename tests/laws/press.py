"""Beräkna pressed on a grid: its values and pages put in as the writer of files puts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.laws.api import Computed
from xl_asn.model.grid import CellRef, Grid, Sheet, Value, cell_of, folded_name
from xl_asn.model.page import Page


def written(grid: Grid, computed: Computed) -> Grid:
    """Return the workbook that berakna leaves: values in their cells, pages as sheets."""
    return with_pages(with_values(grid, computed.values), computed.pages)


def with_values(grid: Grid, values: Mapping[CellRef, Value]) -> Grid:
    """Return the grid with values in its cells; a formula gives way, and a blank clears."""
    sheets = []
    for sheet in grid.sheets:
        cells = dict(sheet.cells)
        for ref, value in values.items():
            if folded_name(ref.sheet) != folded_name(sheet.name):
                continue
            if value in (None, ""):
                cells.pop((ref.row, ref.column), None)
            else:
                hidden = sheet.cell(ref.row, ref.column).hidden
                cells[ref.row, ref.column] = cell_of(value)._replace(hidden=hidden)
        sheets.append(replace(sheet, cells=cells))
    return replace(grid, sheets=tuple(sheets))


def with_pages(grid: Grid, pages: Iterable[Page]) -> Grid:
    """Return the grid with each page in place of the sheet of its name, or last."""
    sheets = list(grid.sheets)
    for page in pages:
        cells = {
            (placed.row, placed.column): cell_of(placed.value)
            for placed in page.cells
            if placed.value not in (None, "")
        }
        places = [n for n, s in enumerate(sheets) if folded_name(s.name) == folded_name(page.name)]
        if places:
            old = sheets[places[0]]
            sheets[places[0]] = Sheet(old.name, cells, hidden=old.hidden)
        else:
            sheets.append(Sheet(page.name, cells))
    return replace(grid, sheets=tuple(sheets))
