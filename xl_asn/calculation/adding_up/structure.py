"""Which rows a sum adds up: found from row kinds and areas, told by the figures when in doubt.

*varav* rows are a breakdown and are not added again; where they are complete they must add up to
their row. A sum may stand after its rows or before
them, and there are two levels or three: rows, sums (*summa*), results per area (*resultat*) and
the board's total (*total*).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from xl_asn.calculation.adding_up.free_rows import AFTER, BEFORE, BOTH, FreeRows, Sides
from xl_asn.calculation.adding_up.rounding import tolerance_of_sum
from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.grid import folded_name

_LEVEL = {RowKind.ROW: 0, RowKind.SUM: 1, RowKind.RESULT: 2, RowKind.TOTAL: 3}
_LEAST_PARTS = 2
_LEAST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class SumStructure:
    """One sum row and the rows that it adds up, as indexes into the table's rows."""

    row: int
    operands: tuple[int, ...]


Structures: TypeAlias = Mapping[str, Sequence[SumStructure]]
"""The sums of each table, by its sheet."""
NO_STRUCTURES: Final[Structures] = MappingProxyType({})


def sum_structures(table: AmountTable) -> tuple[SumStructure, ...]:
    """Return every sum row of a table with its operands; a sum without rows is left out.

    Inner sums come before those that add them up.
    """
    consumed: set[int] = set()
    found: list[SumStructure] = []
    sums = [i for i, row in enumerate(table.rows) if row.kind.is_sum]
    for level in sorted({_LEVEL[table.rows[i].kind] for i in sums}):
        places = [i for i in sums if _LEVEL[table.rows[i].kind] == level]
        free = FreeRows(table, _free(table.rows, range(len(table.rows)), level, consumed))
        for index in places:
            free.move_to(index)
            operands = _operands(table, index, free, consumed)
            if operands:
                consumed.update(operands)
                free.take(operands)
                found.append(SumStructure(index, operands))
    return tuple(found)


def _free(
    rows: Sequence[AmountRow], indexes: Iterable[int], level: int, consumed: Container[int]
) -> tuple[int, ...]:
    """Return the rows that a sum of a level may add up."""
    return tuple(
        i
        for i in indexes
        if i not in consumed
        and rows[i].kind is not RowKind.OF_WHICH
        and _LEVEL[rows[i].kind] < level
    )


def _operands(
    table: AmountTable, index: int, free: FreeRows, consumed: Container[int]
) -> tuple[int, ...]:
    """Return the rows of a sum: of what a person could have meant, what adds up in most columns.

    The most likely comes first and is taken of equals. Only a choice is weighed.
    """
    blocks = _blocks(table.rows, index, consumed)
    near = [r for r in (*_costs(table.rows, index, blocks), *blocks) if r]
    sides = _sides(table.rows, index, free, blocks)
    if len(near) + len(sides) == 1:
        return near[0] if near else free.rows(sides[0])
    printed = sum(
        table.rows[index].figures[column.header].value is not None for column in table.columns
    )
    best: tuple[int, ...] = ()
    most = -1
    for operands in near:
        fitting = _columns_that_fit(table, index, operands)
        if fitting > most:
            best, most = operands, fitting
        if fitting == printed:
            return best  # no other can be better, and those to come are of more and more rows
    best_sides: Sides | None = None
    for reading in sides:
        fitting = free.columns_that_fit(index, reading)
        if fitting > most:
            best_sides, most = reading, fitting
        if fitting == printed:
            break
    return best if best_sides is None else free.rows(best_sides)


def _blocks(
    rows: Sequence[AmountRow], index: int, consumed: Container[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the free neighbours of a sum before it and after it; a total has none of its own."""
    level, area = _LEVEL[rows[index].kind], rows[index].area
    if level == _LEVEL[RowKind.TOTAL]:
        return (), ()
    before = _block(rows, range(index - 1, -1, -1), level, area)
    after = _block(rows, range(index + 1, len(rows)), level, area)
    return (
        _free(rows, reversed(before), level, consumed),
        _free(rows, after, level, consumed),
    )


def _costs(
    rows: Sequence[AmountRow], index: int, blocks: Iterable[tuple[int, ...]]
) -> Iterator[tuple[int, ...]]:
    """Yield the readings of "Summa kostnader": each block's rows except its income."""
    if "kostnad" not in folded_name(rows[index].label):
        return
    for block in blocks:
        costs = tuple(i for i in block if "intäkt" not in folded_name(rows[i].label))
        if costs != block:
            yield costs


def _sides(
    rows: Sequence[AmountRow], index: int, free: FreeRows, blocks: Sequence[tuple[int, ...]]
) -> list[Sides]:
    """Return which whole sides a result or a total may add up, where they are no block of its."""
    if _LEVEL[rows[index].kind] == _LEVEL[RowKind.SUM]:
        return []
    before, after = free.size(BEFORE), free.size(AFTER)
    sides: list[Sides] = []
    if before > len(blocks[0]):
        sides.append(BEFORE)
    if after > len(blocks[1]):
        sides.append(AFTER)
    return [*sides, BOTH] if before and after else sides


def _block(rows: Sequence[AmountRow], indexes: Iterable[int], level: int, area: str) -> list[int]:
    """Return the neighbours in one direction, until another area or a sum of the same level."""
    block: list[int] = []
    for index in indexes:
        row = rows[index]
        if row.area != area or (row.kind.is_sum and _LEVEL[row.kind] >= level):
            break
        block.append(index)
    return block


def _columns_that_fit(table: AmountTable, index: int, operands: tuple[int, ...]) -> int:
    """Count the columns where the operands do add up to the row, within rounding.

    Blank operands are nothing, so a sum of blanks that is printed as 0 does add up.
    """
    total, rows = table.rows[index], [table.rows[i] for i in operands]
    fitting = 0
    for column in table.columns:
        printed = total.figures[column.header].value
        if printed is None:
            continue
        values = [row.figures[column.header].value or Decimal(0) for row in rows]
        gap = abs(sum(values, Decimal(0)) - printed)
        fitting += not gap or gap <= tolerance_of_sum(table, column, total, rows)
    return fitting


def breakdowns(table: AmountTable) -> tuple[SumStructure, ...]:
    """Return the rows whose *varav* rows are a complete breakdown, told by the figures.

    A breakdown of one row says nothing, and one that adds up in less than half of its columns is
    only a part of its row.
    """
    found: list[SumStructure] = []
    for index, parts in of_which(table).items():
        if len(parts) < _LEAST_PARTS:
            continue
        rows = [table.rows[i] for i in parts]
        filled = sum(
            any(row.figures[column.header].value for row in rows) for column in table.columns
        )
        fitting = _columns_that_fit(table, index, parts)
        if fitting >= _LEAST_COLUMNS and 2 * fitting >= filled:
            found.append(SumStructure(index, parts))
    return tuple(found)


def of_which(table: AmountTable) -> Mapping[int, tuple[int, ...]]:
    """Return the *varav* rows of each row that has any, as indexes into the table's rows."""
    parts: dict[int, list[int]] = {}
    parent: int | None = None
    for index, row in enumerate(table.rows):
        if row.kind is not RowKind.OF_WHICH:
            parent = index
        elif parent is not None:
            parts.setdefault(parent, []).append(index)
    return {index: tuple(found) for index, found in parts.items()}
