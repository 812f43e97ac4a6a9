"""What people have hung on a sheet of the open workbook: it would go if the sheet were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_asn.excel.marks import MARKER, has_notes
from xl_asn.excel.native import told
from xl_asn.model.grid import Grid, Sheet, folded_name

if TYPE_CHECKING:
    import xlwings as xw

    from xl_asn.excel.live_pages import Sheets

_FORM_CONTROL: Final = 8
"""``msoFormControl``: the arrows of a filter are such shapes too, and may go."""


def with_hung_on(grid: Grid, sheets: Sheets, name: str) -> Grid:
    """Return the grid with what hangs on one of its sheets; it was read without."""
    found = grid.sheet(name)
    if found is None:
        return grid
    hung = tuple(hung_on(sheets[folded_name(found.name)], found))
    known = replace(found, hangings=lambda: hung)
    return replace(grid, sheets=tuple(known if one is found else one for one in grid.sheets))


def hung_on(live: xw.Sheet, sheet: Sheet) -> Iterator[str]:
    """Yield what hangs on a sheet, in Swedish as it stands in a sentence: ``tabellen Tabell3``."""
    yield from (f"tabellen {table.name}" for table in sheet.tables)
    if any(shape.Type != _FORM_CONTROL for shape in told(live, "Shapes", usual=())):
        yield "figurer, bilder eller diagram"
    notes = live.notes if has_notes(live) else ()
    # The notes of a discussion are not among the others in every Excel.
    if told(live, "CommentsThreaded", "Count") or any(
        not note.text.startswith(MARKER) for note in notes
    ):
        yield "kommentarer"
