"""A declared sheet: its name, the row model of its table, and what is demanded of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from xl_asn.documents.carrying import Carry
from xl_asn.documents.columns import Column, columns_of
from xl_asn.documents.rows import Row
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.statuses import Scale


class SheetSpec(NamedTuple):
    """One declared sheet: its table's row model and the line of help under the title.

    ``key`` names the fields that together may occur once; ``key_must`` tells whether a second
    occurrence is an error or only worth a question. ``required`` tells that the sheet must hold
    rows before the document can be submitted; ``expected`` that a reader would ask otherwise.
    A workbook without an ``optional`` sheet is whole, and a new master has none. A master of a
    template version before ``since`` is whole without the sheet.
    """

    name: str
    row: type[Row]
    help: str
    key: tuple[str, ...] = ()
    key_must: bool = True
    required: bool = False
    expected: bool = False
    optional: bool = False
    since: int = 1
    carry: Carry | None = None
    """What the next period's workbook takes over of its rows, whatever the columns say: all that
    people write, or nothing. What is computed follows its own column."""

    @property
    def columns(self) -> Mapping[str, Column]:
        """Return the declared columns by field name."""
        return columns_of(self.row)

    def carried(self, column: Column) -> Carry:
        """Return what the next period's workbook takes over of one of the sheet's columns."""
        return self.carry if self.carry and not column.computed else column.carried

    @property
    def version(self) -> int:
        """Return the template version that the sheet is whole from, all its columns counted."""
        series = (s.column for s in self.row.series)
        return max(self.since, *(c.since for c in (*self.columns.values(), *series)))

    def in_unit(self, unit: str) -> SheetSpec:
        """Return the same sheet with a help line that tells its amounts' unit."""
        return self.but(help=self.help.replace(f" {AmountUnit.TKR.value}.", f" {unit}."))

    def worded(self, scale: Scale) -> SheetSpec:
        """Return the same sheet with a scale's words for its statuses."""
        return self.but(row=self.row.worded(scale))

    def but(self, **changes: Any) -> SheetSpec:
        """Return the same sheet with some things told otherwise."""
        return self._replace(**changes)
