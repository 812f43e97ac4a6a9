"""Rows of amounts that stand twice in a table, so that a sum is wrong by just that row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.left_out import as_large
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef, folded_name


def repeated_rows(
    table: AmountTable, explanations: Iterable[Explanation]
) -> Iterator[tuple[int, tuple[CellRef, ...]]]:
    """Yield the rows that stand once more, by number, with what a sum shows that has them once.

    Only rows with a name, of which it can be said that they are the same.
    """
    by_row: dict[int, list[Explanation]] = {}
    for one in explanations:
        if one.whole_row:
            by_row.setdefault(one.cell.row, []).append(one)
    for number, wrong in by_row.items():
        headers = {f.cell: header for header, f in table.by_number[number].figures.items()}
        added = {cell.row for _, cell in wrong[0].identity.terms}
        likeness = as_large(table, {headers[one.cell]: one for one in wrong}, 1)
        rows = [row for row in likeness.rows if row.label and row.number in added]
        names = {(folded_name(row.area), folded_name(row.label)) for row in rows}
        if len(rows) > 1 and len(names) == 1:
            yield rows[-1].number, tuple(sorted(one.cell for one in wrong))
