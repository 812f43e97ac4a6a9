"""What becomes of the cells: a value for each that changes, and what stays though it would have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from xl_asn.case.own_cells import is_writable, stored
from xl_asn.model.findings import json_number
from xl_asn.model.grid import Cell, CellRef, Grid, Value, cell_of


class Told(NamedTuple):
    """A cell in words: its row and column, and why it changes."""

    row: str
    column: str
    why: str


class Change(NamedTuple):
    """A cell that changes, with what stood there and what is written; None is a blank."""

    cell: CellRef
    before: Cell
    after: Value
    told: Told

    def as_json(self) -> Mapping[str, Any]:
        """Return the change as the contract writes it."""
        return {
            "cell": str(self.cell),
            "före": _in_json(self.before.value),
            "efter": _in_json(self.after),
            "varför": self.told.why,
        }


def _in_json(value: Value) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else json_number(value)


class Changes:
    """The changes of one workbook, and the cells that are left as they are.

    A formula is the author's own, whatever the policy says of its column, and so is what cannot be
    written alone.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._made: dict[CellRef, tuple[Value, Told]] = {}
        self._kept: dict[CellRef, Told] = {}

    def put(self, cell: CellRef, value: Value, told: Told, *, must: bool = False) -> None:
        """Let a cell hold a value, None for nothing; the last word on a cell holds.

        ``must`` is for what the new period cannot be without: it takes a formula's place.
        """
        held = self._grid.at(cell)
        is_hers = held.formula is not None and not must
        if is_hers or not is_writable(self._grid, cell):
            if not (held.is_blank and held.formula is None):
                self._kept[cell] = told
            return
        self._made[cell] = value, told

    def before(self, cell: CellRef) -> Cell:
        """Return what a cell held."""
        return self._grid.at(cell)

    def now(self, cell: CellRef) -> Cell:
        """Return what a cell holds, as it has become."""
        return cell_of(self._made[cell][0]) if cell in self._made else self.before(cell)

    @property
    def cells(self) -> Mapping[CellRef, Cell]:
        """Return the cells that have been given a value, as they have become."""
        return {cell: cell_of(value) for cell, (value, _) in self._made.items()}

    @property
    def kept(self) -> Mapping[CellRef, Told]:
        """Return the cells with something that stays though the policy says otherwise."""
        return self._kept

    def __iter__(self) -> Iterator[Change]:
        """Yield what really changes, in the order of the sheets, rows and columns."""
        order = {sheet.name: place for place, sheet in enumerate(self._grid.sheets)}
        for cell in sorted(self._made, key=lambda c: (order.get(c.sheet, 0), c.row, c.column)):
            value, told = self._made[cell]
            before = self._grid.at(cell)
            after = None if value == "" else value
            if before.value != stored(after) and not (before.is_blank and after is None):
                yield Change(cell, before, after, told)
