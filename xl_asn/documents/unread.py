"""What stands on a declared sheet and is not read: below its table, in another one, or twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from xl_asn.documents.columns import columns_of
from xl_asn.documents.rows import Row, SecondTable, Unread
from xl_asn.model.grid import Cell, CellKind, Sheet, TableRange, folded_name

_LONGEST_HEADER = 100


def second_headers(
    found: Sheet, header_row: int, model: type[Row], own: TableRange | None
) -> tuple[SecondTable, ...]:
    """Return where a sheet has the headers of its table once more, in the order of the rows.

    Two of them are needed, one of them of a column that no row can do without: a block with
    *Utfall* and *Budget* alone is the author's own sum.
    """
    declared = columns_of(model).values()
    known = {folded_name(column.header) for column in declared}
    demanded = {folded_name(column.header) for column in declared if column.required}
    return tuple(
        SecondTable(number, min(block), max(block))
        for number, cells in found.rows()
        for block in _blocks(_outside(number, cells, header_row, own))
        if len(heads := {folded_name(block[n].text) for n in block} & known) > 1
        and not demanded.isdisjoint(heads)
        and any(not cell.is_blank for cell in found.row(number + 1).values())
    )


def _outside(
    number: int, cells: Mapping[int, Cell], header_row: int, own: TableRange | None
) -> Mapping[int, Cell]:
    """Return the cells of a row that stand outside the table."""
    if own is None:
        return {} if number <= header_row else cells
    if number < own.first_row or number > own.end:
        return cells
    if own.first_column <= min(cells) and max(cells) <= own.last_column:
        return {}  # as nearly every row of a large table, and asked of each of them
    return {n: cell for n, cell in cells.items() if not own.first_column <= n <= own.last_column}


def _blocks(cells: Mapping[int, Cell]) -> Iterator[Mapping[int, Cell]]:
    """Yield the stretches of short texts beside each other in a row, by column."""
    block: dict[int, Cell] = {}
    for number, cell in cells.items():
        if cell.kind is not CellKind.TEXT or len(str(cell.value)) > _LONGEST_HEADER:
            continue
        if block and number - 1 not in block:
            yield block
            block = {}
        block[number] = cell
    if len(block) > 1:
        yield block


def unread_of(
    found: Sheet,
    model: type[Row],
    columns: Mapping[str, int],
    read: tuple[int, Mapping[int, str]],
    own: TableRange | None,
    seconds: tuple[SecondTable, ...],
) -> Unread:
    """Return what is not read of a sheet: its table's last row and repeated headers in ``read``."""
    last, repeated = read
    taken = {number for second in seconds for number in _of_second(found, second)}
    taken |= {
        number
        for table in found.tables
        if table != own
        for number in range(table.first_row, table.end + 1)
    }
    if own is not None and own.totals_row:
        taken.add(own.totals_row)
    rows = tuple(_rows(found, model, columns, range(last + 1, found.last_row + 1), taken))
    return Unread(rows, seconds, repeated)


def _of_second(found: Sheet, second: SecondTable) -> Iterator[int]:
    """Yield the rows of a second table: its headers, and what follows without a gap."""
    number = second.row
    while any(not cell.is_blank for cell in found.row(number).values()):
        yield number
        number += 1


def _rows(
    found: Sheet,
    model: type[Row],
    columns: Mapping[str, int],
    numbers: range,
    taken: Collection[int],
) -> Iterator[Any]:
    wanted = set(columns.values())
    for number in numbers:
        cells = found.row(number)
        if number not in taken and any(n in cells and not cells[n].is_blank for n in wanted):
            yield model.read(found.name, number, columns, cells)[0]
