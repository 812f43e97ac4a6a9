"""What each row of a document is, so that it can be found in another of another time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from xl_asn.documents.columns import Column, Difference, Factors
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.grid import CellRef, Value, cell_of, folded_name
from xl_asn.model.identity import Identified, RowKey

_NOTHING: Final = "–"
_BETWEEN: Final = "; "
NOTHING_WRITTEN: Final[Mapping[CellRef, Value]] = MappingProxyType({})


class Place(NamedTuple):
    """A row of a document with what tells it, and the fields of its columns by header."""

    known: Identified
    row: Row
    table: Rows[Row]
    fields: Mapping[str, str]

    def cell(self, header: str) -> CellRef | None:
        """Return the cell of the row under a header; None where the sheet has no such column."""
        field = self.fields.get(header)
        column = None if field is None else self.table.columns.get(field)
        return None if column is None else CellRef(self.table.sheet, self.row.row_number, column)

    def header(self, column: int) -> str | None:
        """Return the declared header of a column by its number; None for one of the author's."""
        field = next((f for f, at in self.table.columns.items() if at == column), None)
        return None if field is None else self.table.declared[field].header

    def inputs(self, header: str, written: Mapping[CellRef, Value] = NOTHING_WRITTEN) -> str:
        """Return what a computed cell of the row follows from, as one text; empty for none.

        ``written`` are cells that hold something else than what was read.
        """
        values = []
        for operand in operands(self.table.declared[self.fields[header]]):
            cell = self.cell(operand)
            if cell is not None:
                value = written[cell] if cell in written else self.row.get(self.fields[operand])
                values.append(cell_of(value).text or _NOTHING)
        return _BETWEEN.join(values)


def places(document: Document, sheets: Collection[str]) -> Iterator[Place]:
    """Yield the rows of some sheets, with the inputs of their computed cells, in sheet order."""
    wanted = {folded_name(sheet) for sheet in sheets}
    for spec in document.sheets:
        for place in places_on(document, spec) if folded_name(spec.name) in wanted else ():
            inputs = frozenset(_inputs(place))
            yield place._replace(known=replace(place.known, inputs=inputs)) if inputs else place


def places_on(document: Document, spec: SheetSpec) -> Iterator[Place]:
    """Yield the rows of one sheet; no inputs are looked up."""
    table: Rows[Row] = document.table(spec.name) or Rows(spec.name)
    fields = {column.header: field for field, column in table.declared.items()}
    amounts = next((t.by_number for t in document.amount_tables() if t.sheet == table.sheet), {})
    for order, row in enumerate(table):
        key, kind = RowKey(spec.name, _names(spec, row)), ""
        found = amounts.get(row.row_number)
        if found is not None:
            key = RowKey(spec.name, (found.area, found.label), found.parent)
            kind = found.kind.value
        yield Place(Identified(key, key.names[-1], order, kind), row, table, fields)


def _inputs(place: Place) -> Iterator[tuple[str, str]]:
    """Yield what each computed cell of a row follows from, where any of it is something."""
    for field in place.table.columns:
        column = place.table.declared[field]
        if any(place.row.get(place.fields[h]) for h in operands(column) if h in place.fields):
            yield column.header, place.inputs(column.header)


def _names(spec: SheetSpec, row: Row) -> tuple[str, ...]:
    names = tuple(cell_of(_plain(getattr(row, name))).text for name in spec.key)
    return names if any(names) else (row.label,)


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def operands(column: Column) -> tuple[str, ...]:
    """Return the headers of the row that a computed column follows from; none for any other."""
    match column.computed:
        case Difference(plus, minus):
            return (*plus, *minus)
        case Factors(headers):
            return headers
    return ()
