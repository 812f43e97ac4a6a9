"""What a calculation gives: a value that can be explained, with the cells it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xl_asn.model.findings import json_number
from xl_asn.model.grid import CellRef


@dataclass(frozen=True, slots=True)
class Result:
    """One computed cell.

    ``fills`` tells an input cell that the program may fill in only while it is blank (a total, the
    overview, the strip) from a computed column, whose cell is replaced. ``note`` tells what a
    careful reader would ask about, for instance that a difference is rounding.
    """

    cell: CellRef
    row: str
    column: str
    value: Decimal | str
    formula: str
    inputs: tuple[CellRef, ...] = ()
    fills: bool = False
    note: str = ""

    def as_json(self) -> Mapping[str, Any]:
        """Return the result as the contract writes it."""
        value = self.value if isinstance(self.value, str) else json_number(self.value)
        return {
            "blad": self.cell.sheet,
            "cell": self.cell.address,
            "rad": self.row,
            "kolumn": self.column,
            "värde": value,
            "formel": self.formula,
            "indata": [str(ref) for ref in self.inputs],
        }
