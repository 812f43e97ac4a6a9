"""What something stops at: found by trying without parts of a document, a bounded number of times.

A rule that stops at what one cell holds says nothing of the others. Rather than that every rule
keeps watch over each of its rows, the document is judged again without some of its cells, half of
them at a time, until those are found that the rule stops at. Then it is judged without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

from xl_asn.documents.document import Document
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid

UNREADABLE: Final = Cell(CellKind.ERROR, "#N/A")
"""A cell that nothing can be made of: what rests on it has nothing to say."""

Told = Mapping[CellRef, Cell]
"""Cells told otherwise than they stand."""

_MOST_ATTEMPTS: Final = 200
_MOST_CELLS_READ: Final = 2_000_000
"""So many cells may be read again in all: a large document is tried a few times only."""

_MOST_ROWS: Final = 3

T = TypeVar("T")


class _NoMoreAttemptsError(Exception):
    """What may be tried has been tried."""


class Isolation:
    """What is left to try of one document, and the cells that are known to stop something."""

    def __init__(self, grid: Grid, document: Document | None = None) -> None:
        rows: dict[tuple[str, int], list[CellRef]] = {}
        for sheet in grid.sheets:
            for place in sorted(sheet.cells):
                if not sheet.cells[place].is_blank:
                    rows.setdefault((sheet.name, place[0]), []).append(CellRef(sheet.name, *place))
        tables = [table for _, table in document.tables()] if document else []
        headers = {table.sheet: table.header_row for table in tables}
        known = {(table.sheet, row.row_number) for table in tables for row in table}
        self._rows = {place: rows[place] for place in rows if place in known}
        self._others = [
            cell for cells in rows.values() for cell in cells
            if (cell.sheet, cell.row) not in known and cell.row > headers.get(cell.sheet, 0)
        ]  # fmt: skip
        size = max(1, sum(map(len, rows.values())))
        self._left = min(_MOST_ATTEMPTS, _MOST_CELLS_READ // size)
        self._found: tuple[CellRef, ...] = ()

    def stops_at(self, works: Callable[[Told], bool]) -> Told:
        """Return the fewest cells that must be told otherwise for it to work, so told.

        They cannot be read; where that does not help they are a whole row, and blank. Nothing where
        they cannot be found, and where it works as it is: then it did not stop at any cell.
        """

        def tried(told: Told) -> bool:
            if not self._left:
                raise _NoMoreAttemptsError
            self._left -= 1
            return works(told)

        try:
            return {} if tried({}) else self._cells(tried) or self._whole_rows(tried)
        except _NoMoreAttemptsError:
            return {}

    def _cells(self, works: Callable[[Told], bool]) -> Told:
        def without(cells: AbstractSet[CellRef]) -> bool:
            return works(dict.fromkeys(cells, UNREADABLE))

        of_rows = [cell for cells in self._rows.values() for cell in cells]
        # What has stopped one rule often stops the next.
        for cells in (self._found, of_rows, (*self._others, *of_rows)):
            if cells and without(frozenset(cells)):
                found = _fewest(without, frozenset(), cells)
                self._found = tuple(dict.fromkeys((*self._found, *found)))
                return dict.fromkeys(found, UNREADABLE)
        return {}

    def _whole_rows(self, works: Callable[[Told], bool]) -> Told:
        def told(rows: Iterable[tuple[str, int]]) -> Told:
            return {cell: BLANK for row in rows for cell in self._rows[row]}

        def without(rows: AbstractSet[tuple[str, int]]) -> bool:
            return works(told(rows))

        if not self._rows or not without(self._rows.keys()):
            return {}
        rows = _fewest(without, frozenset(), [*self._rows])
        return told(rows) if len(rows) <= _MOST_ROWS else {}  # of more it stops at none


def _fewest(
    works: Callable[[AbstractSet[T]], bool], gone: frozenset[T], parts: Sequence[T]
) -> tuple[T, ...]:
    """Return the fewest of some parts that must go too, once others have gone.

    It works without all of them. Of two that either would do, the later is found: what a row is
    about stands before its figures.
    """
    if len(parts) <= 1:
        return tuple(parts)
    half = len(parts) // 2
    earlier, later = parts[:half], parts[half:]
    for some in (later, earlier):
        if works(gone.union(some)):
            return _fewest(works, gone, some)
    of_later = _fewest(works, gone.union(earlier), later)
    return (*_fewest(works, gone.union(of_later), earlier), *of_later)
