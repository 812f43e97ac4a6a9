"""What a calculation gives: a value that can be explained, with the cells it came from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from xl_asn.model.findings import json_number
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import Trend
from xl_asn.model.statuses import Graded

#: What a cell can be computed to: a number, or a member of one of the scales.
Computable: TypeAlias = Decimal | Graded | Trend


def cell_value(value: Computable) -> Decimal | str:
    """Return a computed value as a cell holds it: a member of a scale is its word.

    Only what writes a cell, a page or JSON asks for this; all others compare the values.
    """
    return value if isinstance(value, Decimal) else str(value.value)


def json_value(value: Computable) -> int | float | str | None:
    """Return a computed value as JSON writes it."""
    told = cell_value(value)
    return told if isinstance(told, str) else json_number(told)


class Result(NamedTuple):
    """One computed cell.

    ``fills`` tells an input cell that the program may fill in only while it is blank (a total, the
    overview, the strip) from a computed column, whose cell is replaced. ``note`` tells what a
    careful reader would ask about, for instance that a difference is rounding.
    """

    cell: CellRef
    row: str
    column: str
    value: Computable
    formula: str
    inputs: tuple[CellRef, ...] = ()
    fills: bool = False
    note: str = ""

    def as_json(self) -> Mapping[str, Any]:
        """Return the result as the contract writes it."""
        return {
            "blad": self.cell.sheet,
            "cell": self.cell.address,
            "rad": self.row,
            "kolumn": self.column,
            "värde": json_value(self.value),
            "formel": self.formula,
            "indata": [str(ref) for ref in self.inputs],
        }
