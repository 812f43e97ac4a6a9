"""What people have hung on a sheet of the open workbook: it would go if the sheet were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_asn.excel.marks import MARKER, has_notes
from xl_asn.excel.native import told
from xl_asn.model.grid import Grid, Sheet, folded_name
from xl_asn.model.own_sheets import is_written_on_demand

if TYPE_CHECKING:
    import xlwings as xw

    from xl_asn.excel.live_pages import Sheets

_FORM_CONTROL: Final = 8
"""``msoFormControl``: the arrows of a filter are such shapes too, and may go."""


def with_hung_on(grid: Grid, sheets: Sheets) -> Grid:
    """Return the grid with what hangs on the sheets that we may write anew; it is read without."""
    return replace(grid, sheets=tuple(_known(sheet, sheets) for sheet in grid.sheets))


def _known(sheet: Sheet, sheets: Sheets) -> Sheet:
    if not is_written_on_demand(sheet):
        return sheet
    hung = tuple(hung_on(sheets[folded_name(sheet.name)], sheet))
    return replace(sheet, hangings=lambda: hung)


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
