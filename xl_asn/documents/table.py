"""How a sheet's table is found, by its headers and never by its position, and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from xl_asn.documents.columns import columns_of
from xl_asn.documents.merged import merged_rows
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.documents.unread import second_headers, unread_of
from xl_asn.model.folding import visible
from xl_asn.model.grid import Sheet, TableRange, folded_name

_MOST_REMEMBERED = 4_000
"""Header rows with at most so many characters are remembered."""


def read_table(
    found: Sheet | None, name: str, model: type[Row]
) -> tuple[Rows[Any], tuple[Issue, ...]]:
    """Read a sheet's table as rows of a model, and the cells that could not be read.

    A table that is not found is empty and not ``present``. Rows without any declared value are
    passed over; columns that nobody declared are the author's own, and so is one beside the Excel
    table with a header that the table has itself.
    """
    known = {folded_name(column.header): field for field, column in columns_of(model).items()}
    header_row = None if found is None else _header_row(found, known)
    if found is None or header_row is None:
        return Rows(name), ()
    head_row = tuple((number, visible(cell.text)) for number, cell in found.row(header_row).items())
    short = sum(len(text) for _, text in head_row) <= _MOST_REMEMBERED
    own = _own_table(found, header_row, known)
    seconds = second_headers(found, header_row, model, own)
    inside = (own.first_column, own.last_column) if own else None
    head = (_head_of_master if short else _head)(model, head_row, inside)
    model, columns = head.model, head.columns
    last = _last_row(found, own, [s.row for s in seconds if s.meets(columns.values())])
    rows, issues = _read_rows(found, model, columns, range(header_row + 1, last + 1))
    table = Rows(
        found.name,
        rows,
        columns,
        header_row,
        present=True,
        declared=columns_of(model),
        missing=head.missing,
        strangers=head.strangers,
        unread=unread_of(found, model, columns, (last, head.repeated), own, seconds),
    )
    return table, issues


def _read_rows(
    found: Sheet, model: type[Row], columns: Mapping[str, int], numbers: range
) -> tuple[tuple[Row, ...], tuple[Issue, ...]]:
    wanted = tuple(columns.values())
    hidden = merged_rows(found, columns, columns_of(model)) if found.merges else {}
    written = {
        number: cells
        for number in numbers
        if any(n in (cells := found.row(number)) and not cells[n].is_blank for n in wanted)
    }
    if not hidden:
        return model.read_down(found.name, columns, written)
    shown = {n: hidden[n].shown(c) if n in hidden else c for n, c in written.items()}
    rows, issues = model.read_down(found.name, columns, shown)
    return tuple(
        row.without(hidden[row.row_number].fields) if row.row_number in hidden else row
        for row in rows
    ), issues


class _Head(NamedTuple):
    """What the headers of a sheet make of its row model.

    ``columns`` gives the column number of each field found, ``missing`` the declared headers that
    the sheet lacks, and ``strangers`` those that nobody declared. ``repeated`` gives the field
    of each column with a header that an earlier one, or one inside the table, has already.
    """

    model: type[Row]
    columns: Mapping[str, int]
    missing: tuple[str, ...]
    strangers: tuple[str, ...]
    repeated: Mapping[int, str]


def _head(
    model: type[Row], row: tuple[tuple[int, str], ...], inside: tuple[int, int] | None
) -> _Head:
    headers = {number: text for number, text in row if text}
    first, last = inside or (0, 0)
    taken = {folded_name(text) for number, text in headers.items() if first <= number <= last}
    beside = {
        number: text
        for number, text in headers.items()
        if not first <= number <= last and folded_name(text) in taken
    }
    headers = {number: text for number, text in headers.items() if number not in beside}
    model = model.with_headers(headers.values())
    declared = columns_of(model)
    fields = {folded_name(column.header): field for field, column in declared.items()}
    columns: dict[str, int] = {}
    repeated = {n: fields[folded_name(h)] for n, h in beside.items() if folded_name(h) in fields}
    for number, header in headers.items():
        field = fields.get(folded_name(header))
        if field is not None and columns.setdefault(field, number) != number:
            repeated[number] = field
    return _Head(
        model,
        MappingProxyType(columns),
        tuple(c.header for f, c in declared.items() if f not in columns and not c.optional),
        (*(h for h in headers.values() if folded_name(h) not in fields), *beside.values()),
        MappingProxyType(repeated),
    )


# The sheets of one master have the same headers in every workbook.
_head_of_master = lru_cache(maxsize=256)(_head)


def _header_row(found: Sheet, headers: Mapping[str, str]) -> int | None:
    """Return the row where most declared headers stand: two of them, or one where two are all."""
    best, best_count = None, 0
    for number, cells in found.rows():
        texts = [cell.value for cell in cells.values() if isinstance(cell.value, str)]
        if len(texts) <= best_count:
            continue
        count = len(headers.keys() & map(folded_name, texts))
        if count > best_count:
            best, best_count = number, count
            if count == len(headers):
                break
    return best if best_count >= min(2, len(headers) // 2) else None


def _own_table(found: Sheet, header_row: int, headers: Mapping[str, str]) -> TableRange | None:
    """Return the Excel table of a row of headers: the one with the most of them.

    None where more of them stand beside every Excel table: those are then the author's own.
    """
    texts = {n: folded_name(cell.text) for n, cell in found.row(header_row).items()}
    known = {number: text for number, text in texts.items() if text in headers}
    best, most = None, 0
    for table in found.tables:
        within = [n for n in known if table.first_column <= n <= table.last_column]
        if table.first_row == header_row and len(within) > most:
            best, most = table, len(within)
    return best if 2 * most >= len(set(known.values())) else None


def _last_row(found: Sheet, own: TableRange | None, others: Sequence[int]) -> int:
    """Return the table's last row, with rows typed right below an Excel table that did not grow.

    It ends where headers stand once more, in one of the rows ``others``.
    """
    if own is None:
        return min((found.last_row, *(row - 1 for row in others)))
    row = own.last_row
    if own.totals_row:
        return row  # what stands below the totals is no longer right below the rows
    while row + 1 not in others and any(not cell.is_blank for cell in found.row(row + 1).values()):
        row += 1
    return row
