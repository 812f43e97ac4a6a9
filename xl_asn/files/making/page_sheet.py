"""XlsxWriter's worksheet, with the two steps cut short that nearly all the cells of a page take.

A report lies on narrow columns, so that eight of nine cells only lie under a merge. XlsxWriter
asks of each of them whether it is free, within the sheet and what it holds, and looks for signs to
escape in its address. What comes of it is the same, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format


class PageSheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A worksheet where cells are laid out before they are written; rows and columns from 0."""

    def is_free(self, row: int, column: int, columns: int) -> bool:
        """Whether nothing stands in so many columns of a row."""
        return not self.table[row].keys() & range(column, column + columns)

    def merge_row(self, row: int, column: int, columns: int, shown: Format) -> int:
        """Make so many cells of a row one; answers as ``merge_range`` does."""
        last = column + columns - 1
        if self._check_dimensions(row, column) or self._check_dimensions(row, last):
            return -1
        self.merge.append([row, column, row, last])
        self.table[row] |= dict.fromkeys(range(column, last + 1), CellBlankTuple(shown))
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell)
        if kind is CellBlankTuple:
            content = "/>"
        elif kind is CellStringTuple:
            content = f' t="s"><v>{cell.string}</v></c>'
        elif kind is CellNumberTuple:
            content = f"><v>{cell.number:.16G}</v></c>"
        else:
            super()._write_cell(row, col, cell)
            return
        style = cell.format._get_xf_index()  # noqa: SLF001 - a worksheet is what asks for it
        self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{style}"{content}')
