"""Which rows a sum adds up: found from row kinds and areas, told by the figures when in doubt.

*varav* rows are a breakdown and are not added again; where they are complete they must add up to
their row. A sum may stand after its rows or before
them, and there are two levels or three: rows, sums (*summa*), results per area (*resultat*) and
the board's total (*total*).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from xl_asn.calculation.rounding import room_of_sum
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
    rows = table.rows
    consumed: set[int] = set()
    found: list[SumStructure] = []
    order = sorted(
        (i for i, row in enumerate(rows) if row.kind.is_sum), key=lambda i: _LEVEL[rows[i].kind]
    )
    for index in order:
        candidates = list(dict.fromkeys(c for c in _candidates(rows, index, consumed) if c))
        if not candidates:
            continue
        operands = candidates[0] if len(candidates) == 1 else _best_fit(table, index, candidates)
        consumed.update(operands)
        found.append(SumStructure(index, operands))
    return tuple(found)


def _candidates(rows: Sequence[AmountRow], index: int, consumed: set[int]) -> list[tuple[int, ...]]:
    """Return the readings that a person could have meant, the most likely first."""
    level = _LEVEL[rows[index].kind]

    def free(indexes: Iterable[int]) -> tuple[int, ...]:
        return tuple(
            i
            for i in indexes
            if i not in consumed
            and rows[i].kind is not RowKind.OF_WHICH
            and _LEVEL[rows[i].kind] < level
        )

    before, after = range(index), range(index + 1, len(rows))
    readings: list[tuple[int, ...]] = []
    if level < _LEVEL[RowKind.TOTAL]:
        same_area = rows[index].area
        block_before = _block(rows, reversed(before), level, same_area)
        block_after = _block(rows, after, level, same_area)
        readings += [free(sorted(block_before)), free(sorted(block_after))]
        readings += [_costs_only(rows, index, reading) for reading in readings]
        readings = [r for r in readings[2:] if r] + readings[:2]
    if level > _LEVEL[RowKind.SUM]:
        readings += [free(before), free(after), free((*before, *after))]
    return readings


def _block(rows: Sequence[AmountRow], indexes: Iterable[int], level: int, area: str) -> list[int]:
    """Return the neighbours in one direction, until another area or a sum of the same level."""
    block: list[int] = []
    for index in indexes:
        row = rows[index]
        if row.area != area or (row.kind.is_sum and _LEVEL[row.kind] >= level):
            break
        block.append(index)
    return block


def _costs_only(rows: Sequence[AmountRow], index: int, reading: tuple[int, ...]) -> tuple[int, ...]:
    """Return the reading of "Summa kostnader": the block's rows except its income."""
    if "kostnad" not in folded_name(rows[index].label):
        return ()
    costs = tuple(i for i in reading if "intäkt" not in folded_name(rows[i].label))
    return costs if costs != reading else ()


def _best_fit(
    table: AmountTable, index: int, candidates: Sequence[tuple[int, ...]]
) -> tuple[int, ...]:
    """Return the reading that adds up in most columns, the most likely of equals."""
    total = table.rows[index].figures
    printed = sum(total[column.header].value is not None for column in table.columns)
    best, most = candidates[0], -1
    for operands in candidates:
        fitting = _columns_that_fit(table, index, operands)
        if fitting > most:
            best, most = operands, fitting
        if fitting == printed:
            break  # no other can be better, and those to come are of more and more rows
    return best


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
        fitting += not gap or gap <= room_of_sum(table.unit, column, total, rows)
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
    parts: dict[int, tuple[int, ...]] = {}
    parent: int | None = None
    for index, row in enumerate(table.rows):
        if row.kind is not RowKind.OF_WHICH:
            parent = index
        elif parent is not None:
            parts[parent] = (*parts.get(parent, ()), index)
    return parts
