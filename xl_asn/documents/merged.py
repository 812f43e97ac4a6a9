"""Merged cells among a table's rows: what the first of them says of those that it hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_asn.documents.columns import CHOICE, Column
from xl_asn.model.grid import Cell, Merge, Sheet


@dataclass(slots=True)
class MergedRow:
    """The cells of one row that a merge hides.

    ``cells`` are shown by the first cell of their merge, by column; ``fields`` are the others.
    """

    cells: dict[int, Cell] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)

    def shown(self, cells: Mapping[int, Cell]) -> Mapping[int, Cell]:
        """Return the cells of the row as a person sees them."""
        return {**cells, **self.cells} if self.cells else cells


def merged_rows(
    found: Sheet, columns: Mapping[str, int], declared: Mapping[str, Column]
) -> Mapping[int, MergedRow]:
    """Return what merges hide of a table, by row.

    A name, a number of a goal or a word of a list that is merged over several rows holds for each
    of them. An amount or a comment does not: it would be counted or printed once more.
    """
    fields = {number: name for name, number in columns.items()}
    rows: dict[int, MergedRow] = {}
    last_row = found.last_row
    for merge in found.merges:
        shown = found.cell(merge.first_row, merge.first_column)
        for row, column in _declared_places(merge, fields, last_row):
            if not found.cell(row, column).is_blank:
                continue  # it holds something beneath, which counts in Excel
            hidden = rows.setdefault(row, MergedRow())
            if _holds_for_each(merge, column, fields, declared):
                hidden.cells[column] = shown
            else:
                hidden.fields.add(fields[column])
    return rows


def _declared_places(
    merge: Merge, fields: Mapping[int, str], last_row: int
) -> Iterator[tuple[int, int]]:
    """Yield the places that a merge hides in the table's columns."""
    inside = [n for n in fields if merge.first_column <= n <= merge.last_column]
    for row in range(merge.first_row, min(merge.last_row, last_row) + 1) if inside else ():
        for column in inside:
            if (row, column) != (merge.first_row, merge.first_column):
                yield row, column


def _holds_for_each(
    merge: Merge, column: int, fields: Mapping[int, str], declared: Mapping[str, Column]
) -> bool:
    here, first = (
        declared[fields[n]] if n in fields else None for n in (column, merge.first_column)
    )
    if here is None or first is None or here.computed:
        return False
    if column != merge.first_column:
        return here.kind is CHOICE and here.choices == first.choices
    return not (here.kind.right or here.kind.long)
