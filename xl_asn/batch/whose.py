"""Whose a workbook's findings are: the unit and the row of each cell that they tell of.

A verdict travels without the workbook that it is about. What it takes to share it out by unit, and
to say which row a cell is of, goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, Self

from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef


class ToldCell(NamedTuple):
    """A cell: the unit that its row is of, empty for none, and the names of its row and column."""

    cell: CellRef
    unit: str
    row: str
    column: str


class Whose(NamedTuple):
    """What a workbook says of whom it is about, as far as its findings need it.

    ``units`` are all that it has rows for, by the names of its own register, in its order.
    """

    board: str = ""
    units: tuple[str, ...] = ()
    cells: tuple[ToldCell, ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        """Return it as it is kept, and sent from one machine to another."""
        cells = [[str(cell), *names] for cell, *names in self.cells]
        return {"board": self.board, "units": list(self.units), "cells": cells}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Return what :meth:`as_json` told of.

        Raises:
            KeyError, TypeError, ValueError: nothing of ours told this.
        """
        cells = (ToldCell(CellRef.parse(at), *names) for at, *names in told["cells"])
        return cls(told["board"], tuple(told["units"]), tuple(cells))


NOBODYS: Final = Whose()


def cells_of(finding: Finding) -> Iterator[CellRef]:
    """Yield the cells that a finding is about: its own, and on the same sheet those told with it.

    One cause is one finding, so nine units without a status are told of in the first one's cell.
    """
    if finding.cell is not None:
        yield finding.cell
        yield from (cell for cell in finding.inputs if cell.sheet == finding.cell.sheet)
