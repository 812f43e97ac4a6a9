"""The same amount in two tables: the board's result, and each area's, printed on two sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.grid import CellRef, folded_name


def twin_rows(one: AmountTable, other: AmountTable) -> Iterator[tuple[AmountRow, AmountRow]]:
    """Yield the rows that are the same result in both tables: the board's, and each area's.

    An area's last sum counts as its result where most of its figures are the same in both tables;
    else one of them sums something else ("Summa kostnader").
    """
    totals = (one.board_total, other.board_total)
    if totals[0] is not None and totals[1] is not None:
        yield totals[0], totals[1]
    sums, others = _area_sums(one), _area_sums(other)
    for area, row in sums.items():
        same = others.get(area)
        if same is None or row is totals[0] or same is totals[1]:
            continue
        pairs = [(a, b) for a, b in same_figures(row, same) if a.value or b.value]
        if 2 * sum(a.value == b.value for a, b in pairs) > len(pairs):
            yield row, same


def _area_sums(table: AmountTable) -> Mapping[str, AmountRow]:
    """Return the last sum row of each named area."""
    return {folded_name(row.area): row for row in table.rows if row.area and row.kind.is_sum}


def same_figures(one: AmountRow, other: AmountRow) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures that both rows print under the same header."""
    for header, figure in one.figures.items():
        same = other.figures.get(header)
        if same is not None and figure.value is not None and same.value is not None:
            yield figure, same


def witnesses(tables: Iterable[AmountTable]) -> Mapping[CellRef, tuple[Decimal, ...]]:
    """Return what other sheets print for a figure: evidence of which cell is the wrong one."""
    said: dict[CellRef, tuple[Decimal, ...]] = {}
    for one, other in combinations(tables, 2):
        for row, same in twin_rows(one, other):
            for figure, twin in same_figures(row, same):
                for here, there in ((figure, twin), (twin, figure)):
                    if there.value is not None:
                        said[here.cell] = (*said.get(here.cell, ()), there.value)
    return said
