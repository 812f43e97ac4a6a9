"""The block on *Start* that shows what is left: the sheets, and beside each what is left on it.

It is found by its headers, wherever the author has moved it. A master that has none is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from xl_asn.documents.start import SHEET
from xl_asn.model.grid import BLANK, CellRef, Grid, Sheet, folded_name
from xl_asn.model.left import SheetLeft

SHEETS_HEADER: Final = "Bladen"
LEFT_HEADER: Final = "Kvar att göra"
_HEADERS: Final = (folded_name(SHEETS_HEADER), folded_name(LEFT_HEADER))


def left_cells(grid: Grid, left: Iterable[SheetLeft]) -> Mapping[CellRef, str]:
    """Return the cell of the block that is each sheet's, and what it is to say."""
    places = left_places(grid)
    said = {folded_name(one.sheet): one.words for one in left}
    return {cell: said[sheet] for sheet, cell in places.items() if sheet in said}


def left_places(grid: Grid) -> Mapping[str, CellRef]:
    """Return the cells of the block by the sheets' names, as people compare names."""
    sheet = grid.sheet(SHEET)
    header = None if sheet is None else _header(sheet)
    if sheet is None or header is None:
        return {}
    row, column = header
    places: dict[str, CellRef] = {}
    while name := folded_name(sheet.cells.get((row + 1, column), BLANK).text):
        row += 1
        places.setdefault(name, CellRef(sheet.name, row, column + 1))
    return places


def _header(sheet: Sheet) -> tuple[int, int] | None:
    """Return row and column of the sheets' header; only one with the other beside it counts."""
    for row, cells in sheet.rows():
        for column, cell in cells.items():
            beside = cells.get(column + 1, BLANK)
            if (folded_name(cell.text), folded_name(beside.text)) == _HEADERS:
                return row, column
    return None
