"""Sections that are one table: risks, year wheel, and any sheet without a section of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from xl_asn.documents.columns import Column, columns_of
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.risks import RiskRow
from xl_asn.documents.sheets.year_wheel import YearWheelRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of
from xl_asn.model.periods import read_month
from xl_asn.model.statuses import Graded
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Assessment,
    CellValue,
    ColumnKind,
    Count,
    Share,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed

_NUMBERS = {
    "belopp": ColumnKind.AMOUNT,
    "belopp med tecken": ColumnKind.AMOUNT,
    "procent": ColumnKind.SHARE,
    "procent med tecken": ColumnKind.SHARE,
    "heltal": ColumnKind.COUNT,
}
_SIGNED = "med tecken"


def risks(completed: Completed) -> Iterator[Table]:
    """Yield the risks."""
    yield from plain_table(completed, RiskRow, "Risker i riskhanteringsplanen")


def year_wheel(completed: Completed) -> Iterator[Table]:
    """Yield the year's activities.

    Where nobody assesses them the column is left out. Where somebody does, an activity of a month
    that has not come is a dash, and not a status that is missing.
    """
    period = completed.document.period
    last = period.last_month if period else 0
    rows = completed.rows(YearWheelRow)
    for table in plain_table(completed, YearWheelRow, "Årets aktiviteter"):
        yield replace(
            table,
            rows=tuple(
                replace(shown, cells=tuple(map(_upcoming, shown.cells)))
                if (read_month(row.month or "") or 0) > last
                else shown
                for row, shown in zip(rows, table.rows, strict=True)
            ),
        )


def _upcoming(cell: CellValue) -> CellValue:
    return NOTHING if cell == Assessment(None) else cell


def plain_table(completed: Completed, model: type[Row], caption: str) -> Iterator[Table]:
    """Yield a sheet's table with its declared headers; columns that nobody used are left out."""
    rows = completed.rows(model)
    columns = columns_of(type(rows[0]) if rows else model)
    fields = {
        name: kind
        for name, column in columns.items()
        if (kind := kind_of(column, [completed.value(row, name) for row in rows])) is not None
    }
    if not fields:
        return
    yield Table(
        caption,
        tuple(TableColumn(columns[name].header, kind) for name, kind in fields.items()),
        tuple(
            TableRow(
                tuple(
                    shown_cell(completed.value(row, name), columns[name], kind, row.place(name))
                    for name, kind in fields.items()
                ),
                _row_kind(row),
            )
            for row in rows
        ),
    )


def _row_kind(row: Row) -> RowKind:
    kind = getattr(row, "kind", None)
    return kind if isinstance(kind, RowKind) else RowKind.ROW


def kind_of(column: Column, values: Sequence[object]) -> ColumnKind | None:
    """Return what a column holds; None for one that is blank, or that tells the kind of row."""
    known = [value for value in values if value is not None]
    if not known or any(isinstance(value, RowKind) for value in known):
        return None
    if any(isinstance(value, Graded) for value in known):
        return ColumnKind.STATUS
    if column.kind.name in _NUMBERS:
        return _NUMBERS[column.kind.name]
    if all(isinstance(value, Decimal) for value in known):
        return ColumnKind.AMOUNT
    return ColumnKind.LONG_TEXT if column.kind.long else ColumnKind.TEXT


def shown_cell(value: object, column: Column, kind: ColumnKind, place: CellRef | None) -> CellValue:
    """Return a value as a cell of the report."""
    if isinstance(value, Decimal) or (value is None and kind.right):
        number = _number(value, kind, signed=column.kind.name.endswith(_SIGNED))
        return replace(number, cell=place)
    match value:
        case Graded() | None if kind is ColumnKind.STATUS:
            return Assessment(value, cell=place)
        case None:
            return ""
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: Decimal | None, kind: ColumnKind, *, signed: bool) -> Amount | Count | Share:
    if kind is ColumnKind.COUNT:
        return Count(value)
    if kind is ColumnKind.SHARE:
        decimals = 0 if value is None else decimals_of((value * 100).normalize())
        return Share(value, signed, min(decimals, 1))
    return Amount(value, signed, 0 if value is None else decimals_of(value))
