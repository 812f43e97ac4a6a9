"""What each row of a document is, so that it can be found in another of another time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from xl_asn.documents.columns import Column, Difference, Factors
from xl_asn.documents.document import Document, SheetSpec
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.grid import CellRef, cell_of
from xl_asn.model.identity import Identified, RowKey

_NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a document with what tells it, and its columns by header."""

    row: Identified
    number: int
    sheet: str
    columns: Mapping[str, int]
    fields: Mapping[str, Column]

    def cell(self, header: str) -> CellRef | None:
        """Return the cell of the row under a header; None where the sheet has no such column."""
        column = self.columns.get(header)
        return None if column is None else CellRef(self.sheet, self.number, column)


def places(document: Document) -> Iterator[Place]:
    """Yield every row of every sheet, in the order of the workbook."""
    areas = {
        (table.sheet, number): row
        for table in document.amount_tables()
        for number, row in table.by_number.items()
    }
    for name, spec in document.sheets().items():
        table: Rows[Row] = getattr(document, name)
        columns = {table.declared[field].header: at for field, at in table.columns.items()}
        fields = {column.header: column for column in table.declared.values()}
        by_header = {column.header: field for field, column in table.declared.items()}
        for order, row in enumerate(table):
            amounts = areas.get((table.sheet, row.row_number))
            if amounts is not None:
                names: tuple[str, ...] = (amounts.area, amounts.label)
                key = RowKey(spec.name, names, amounts.parent)
                kind = amounts.kind.value
            else:
                key, kind = RowKey(spec.name, _names(spec, row)), ""
            inputs = frozenset(_inputs(row, table, by_header))
            known = Identified(key, key.names[-1], order, kind, inputs)
            yield Place(known, row.row_number, table.sheet, columns, fields)


def _names(spec: SheetSpec, row: Row) -> tuple[str, ...]:
    names = tuple(cell_of(_plain(getattr(row, name))).text for name in spec.key)
    return names if any(names) else (row.label,)


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def _inputs(
    row: Row, table: Rows[Row], by_header: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what each computed cell of a row follows from, where all of it stands in the row."""
    for field in table.columns:
        column = table.declared[field]
        headers = operands(column)
        values = [row.get(by_header[h]) for h in headers if h in by_header]
        if values and any(values):
            yield column.header, shown_inputs(values)


def operands(column: Column) -> tuple[str, ...]:
    """Return the headers of the row that a computed column follows from; none for any other."""
    match column.computed:
        case Difference(plus, minus):
            return (*plus, *minus)
        case Factors(headers):
            return headers
    return ()


def shown_inputs(values: list[Any]) -> str:
    """Return inputs as one text, as *Spårning* keeps them."""
    return "; ".join(cell_of(value).text or _NOTHING for value in values)
