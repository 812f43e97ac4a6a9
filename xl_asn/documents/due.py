"""What is due each period: declared beside the column, and counted here sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, TypeAlias

from xl_asn.documents.columns import Column, Due
from xl_asn.documents.document import Document
from xl_asn.documents.identity import places_on
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.start import Start
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import CellRef
from xl_asn.model.left import Lacking, SheetLeft

IsBlank: TypeAlias = Callable[[CellRef], bool]

_ENTERED = (None, RowKind.ROW, RowKind.OF_WHICH)
"""The kinds of rows whose amounts people write; those that sum others follow from them."""


def left_to_write(
    document: Document, is_blank: IsBlank, before: Document | None = None
) -> tuple[SheetLeft, ...]:
    """Return what is left on each sheet that the workbook has, in its order, *Start* first.

    Args:
        document: as it is judged.
        is_blank: whether a cell is: one that holds anything is not left, whether it can be read or
            not; a finding tells that.
        before: the report before it. What is written only where there is something to say is due
            where that one had it.
    """
    sheets = [SheetLeft(START, tuple(_on_start(document.start, is_blank)))]
    for spec, table in document.own_tables():
        if table.present:
            lacking = tuple(_lacking(document, spec, table, is_blank, before))
            empty = not table.rows and unwritten(spec).is_empty
            sheets.append(SheetLeft(table.sheet, lacking, is_empty=empty))
    return tuple(sheets)


def unwritten(spec: SheetSpec) -> SheetLeft:
    """Return what is left on a sheet that nobody has written anything on."""
    return SheetLeft(spec.name, is_empty=spec.required or spec.expected)


def _on_start(start: Start, is_blank: IsBlank) -> Iterator[Lacking]:
    for name, column in start.declared().items():
        cell = start.place(name)
        if cell and (column.required or column.due) and is_blank(cell):
            what = column.due.plural if column.due else column.header.casefold()
            yield Lacking(what, 1, None, cell)


class _Counted(NamedTuple):
    """The rows that a column is due on, and the cells of it that are blank."""

    rows: int
    blank: list[CellRef]


def _lacking(
    document: Document,
    spec: SheetSpec,
    table: Rows[Row],
    is_blank: IsBlank,
    before: Document | None,
) -> Iterator[Lacking]:
    """Yield what is lacking of each column that is due; columns of one name are counted as one."""
    counted: dict[str, _Counted] = {}
    for name in table.columns:
        column = table.declared[name]
        if column.due is None:
            continue
        rows = list(_owing(document, spec, table, name, column.due, before))
        cells = [row.cell(name) for row in rows]
        blank = [cell for cell in cells if is_blank(cell)]
        known = counted.get(column.due.plural, _Counted(0, []))
        counted[column.due.plural] = _Counted(known.rows + len(rows), known.blank + blank)
    for what, (rows_count, blank) in counted.items():
        if blank:
            yield Lacking(what, len(blank), rows_count, min(blank))


def _owing(
    document: Document,
    spec: SheetSpec,
    table: Rows[Row],
    name: str,
    due: Due,
    before: Document | None,
) -> Iterator[Row]:
    """Yield the rows that a column is due on."""
    if due.where_before:
        had = _had(before, spec, table.declared[name]) if before else ()
        for place in places_on(document, spec) if had else ():
            if place.known.key.folded in had:
                yield place.row
        return
    amounts = [n for n in table.columns if spec.row.holds_amounts and table.declared[n].kind.right]
    for row in table:
        is_heading = row.get("kind") is None and not any(row.get(n) is not None for n in amounts)
        if not amounts or (row.get("kind") in _ENTERED and not is_heading):
            yield row


def _had(before: Document, spec: SheetSpec, column: Column) -> Collection[tuple[str, str]]:
    """Return the keys of the rows that had something in a column of the report before."""
    return {
        place.known.key.folded
        for theirs in before.sheets
        if theirs.name == spec.name
        for place in places_on(before, theirs)
        if column.header in place.fields
        if place.row.get(place.fields[column.header]) is not None
    }
