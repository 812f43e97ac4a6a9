"""The columns of the report that follow from the declaration: each says its own heading there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xl_asn.documents.columns import SIGNED_AMOUNT, Column
from xl_asn.documents.rows import Row
from xl_asn.report.blocks import Amount, CellValue, ColumnKind, TableColumn
from xl_asn.report.completed import Completed
from xl_asn.report.plain import kind_of, shown_cell


class Declared(NamedTuple):
    """The columns of some rows that have a heading in the report, by field name."""

    completed: Completed
    columns: dict[str, Column]
    kinds: dict[str, ColumnKind]

    @property
    def headings(self) -> tuple[TableColumn, ...]:
        """Return the headings, with the report's months in them."""
        months = self.completed.months
        return tuple(
            TableColumn(column.report.format(months=months).strip(), self.kinds[name])
            for name, column in self.columns.items()
        )

    def cells(self, row: Row) -> tuple[CellValue, ...]:
        """Return the row's cells in the columns."""
        value = self.completed.value
        return tuple(
            shown_cell(value(row, name), column, self.kinds[name], row.place(name))
            for name, column in self.columns.items()
        )

    def amounts(self, row: Row, decimals: int) -> tuple[Amount, ...]:
        """Return the row's amounts in the columns."""
        return tuple(
            Amount(
                self.completed.amount(row, name),
                column.kind is SIGNED_AMOUNT,
                decimals,
                row.place(name),
            )
            for name, column in self.columns.items()
        )


def declared_amounts(completed: Completed, rows: Sequence[Row]) -> Declared:
    """Return the columns of amounts: those that every master has, and others that are used."""
    columns = {
        name: column
        for name, column in _with_heading(rows).items()
        if (column.since == 1 and not column.optional)
        or any(row.get(name) is not None for row in rows)
    }
    return Declared(completed, columns, dict.fromkeys(columns, ColumnKind.AMOUNT))


def declared_columns(completed: Completed, rows: Sequence[Row]) -> Declared:
    """Return the columns that a section does not place itself, where anybody has used them."""
    columns, kinds = {}, {}
    for name, column in _with_heading(rows).items():
        kind = kind_of(column, [completed.value(row, name) for row in rows])
        if kind is not None:
            columns[name], kinds[name] = column, kind
    return Declared(completed, columns, kinds)


def _with_heading(rows: Sequence[Row]) -> dict[str, Column]:
    declared = type(rows[0]).declared() if rows else {}
    return {name: column for name, column in declared.items() if column.report}
