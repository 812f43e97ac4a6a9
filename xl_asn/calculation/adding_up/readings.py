"""The readings of a sum: which rows a person may have meant, the plainest first.

Nothing is added up here. A row that belongs to an area of its own stays in it, and a name that says
"netto" never leaves the income out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.free_rows import AFTER, BEFORE, BOTH, FreeRows, Sides
from xl_asn.model.amounts import AmountRow, RowKind
from xl_asn.model.grid import folded_name

LEVEL: Final = {RowKind.ROW: 0, RowKind.SUM: 1, RowKind.RESULT: 2, RowKind.TOTAL: 3}
#: Of so many sums before it, a sum of sums is looked for; more would take time by the square.
_MOST_SUMS: Final = 40
_MOST_BACK: Final = 400


class Habit(Enum):
    """How the author of a table has ordered it, the likeliest first of what fits as well."""

    BLOCKS = "the rows before a sum, and never a running result"
    RUNNING = "running results"
    BEFORE = "the rows before a sum"
    AFTER = "the rows after a sum"


class Sort(Enum):
    """What sort of reading it is."""

    NAMED = "by the sum's name"
    BEFORE = "the rows before it"
    AFTER = "the rows after it"
    RUNNING = "the sum before it, and the rows between them"
    SIDES = "everything on a side"
    SUMS = "all the sums before it"


class Reading(NamedTuple):
    """Rows by index, or the whole sides of a place that moves down the table."""

    sort: Sort
    rows: tuple[int, ...] = ()
    sides: Sides | None = None

    @property
    def is_shy(self) -> bool:
        """Whether it is so unlikely that it is believed only where it adds up."""
        return self.sort is Sort.SUMS

    def is_as_likely_as(self, plain: Reading) -> bool:
        """Whether it is but another way to order a whole table than the plainest reading is."""
        return any({self.sort, plain.sort} <= sorts for sorts in _ORDERS)


_ORDERS: Final = ({Sort.BEFORE, Sort.AFTER, Sort.RUNNING}, {Sort.SIDES, Sort.RUNNING})


def readings(
    rows: Sequence[AmountRow],
    index: int,
    free: FreeRows,
    consumed: AbstractSet[int],
    habit: Habit,
) -> list[Reading]:
    """Return what a sum may add up, the plainest first by the table's habit; no reading twice."""
    before = _block(rows, range(index - 1, -1, -1), index)[::-1]
    after = _block(rows, range(index + 1, len(rows)), index)
    blocks = [
        Reading(Sort.BEFORE, _free(rows, before, index, consumed)),
        Reading(Sort.AFTER, _free(rows, after, index, consumed)),
    ]
    found = [*blocks]
    if habit is not Habit.BLOCKS:
        found.append(_running(rows, index, before, blocks[0].rows, consumed))
    if habit in {Habit.AFTER, Habit.RUNNING}:
        found.sort(key=lambda reading: reading.sort.name != habit.name)
    found = [*_costs(rows, index, blocks), *found]
    if rows[index].kind is RowKind.TOTAL:
        found = []  # a total has no rows of its own, but all that are left
    found += _sides(rows, index, free, blocks)
    if rows[index].kind is RowKind.TOTAL and habit is not Habit.BLOCKS:
        found.append(_running(rows, index, before, blocks[0].rows, consumed))
    if habit is not Habit.BLOCKS:
        found.append(_sums(rows, index, blocks[0].rows, consumed))
    return [reading for reading in found if reading.rows or reading.sides]


def _free(
    rows: Sequence[AmountRow], indexes: Iterable[int], index: int, consumed: AbstractSet[int]
) -> tuple[int, ...]:
    level = LEVEL[rows[index].kind]
    return tuple(i for i in indexes if i not in consumed and is_free(rows[i], level))


def is_free(row: AmountRow, level: int) -> bool:
    """Whether a row may be added up by a sum of a level; a *varav* row never is."""
    return row.kind is not RowKind.OF_WHICH and LEVEL[row.kind] < level


def _block(rows: Sequence[AmountRow], indexes: Iterable[int], index: int) -> list[int]:
    """Return the neighbours in one direction, until another area or a sum of the same level."""
    level, area = LEVEL[rows[index].kind], rows[index].area
    block: list[int] = []
    for i in indexes:
        if rows[i].area != area or (rows[i].kind.is_sum and LEVEL[rows[i].kind] >= level):
            break
        block.append(i)
    return block


def _costs(rows: Sequence[AmountRow], index: int, blocks: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the readings of "Summa kostnader": each block's rows except its income."""
    label = folded_name(rows[index].label)
    if "kostnad" not in label or "netto" in label:
        return
    for block in blocks:
        costs = tuple(i for i in block.rows if "intäkt" not in folded_name(rows[i].label))
        if costs != block.rows:
            yield Reading(Sort.NAMED, costs)


def _sides(
    rows: Sequence[AmountRow], index: int, free: FreeRows, blocks: Sequence[Reading]
) -> list[Reading]:
    """Return which whole sides a result or a total may add up, where they are no block of its."""
    row = rows[index]
    if row.kind is RowKind.SUM:
        return []
    own = (0, 0)
    if row.kind is RowKind.RESULT:
        own = (len(blocks[0].rows), len(blocks[1].rows))
        if row.area and not row.inherits_area and any(own):
            return []
    before, after = free.size(BEFORE), free.size(AFTER)
    sides = [BEFORE] * (before > own[0]) + [AFTER] * (after > own[1])
    sides += [BOTH] * bool(before and after)
    return [Reading(Sort.SIDES, sides=side) for side in sides]


def _running(
    rows: Sequence[AmountRow],
    index: int,
    before: Sequence[int],
    own: tuple[int, ...],
    consumed: AbstractSet[int],
) -> Reading:
    """Return a running result: the one before it and the rows between; no rows where none is."""
    place = (before[0] if before else index) - 1
    if place < 0 or place in consumed or not own:
        return Reading(Sort.RUNNING)
    same = rows[place].kind is rows[index].kind and rows[place].area == rows[index].area
    return Reading(Sort.RUNNING, (place, *own) if same else ())


def _sums(
    rows: Sequence[AmountRow], index: int, own: tuple[int, ...], consumed: AbstractSet[int]
) -> Reading:
    """Return all the sums of the same kind before it that are left, and its own rows."""
    found: list[int] = []
    for i in range(index - 1, max(-1, index - 1 - _MOST_BACK), -1):
        if rows[i].kind is rows[index].kind and i not in consumed:
            found.append(i)
            if len(found) > _MOST_SUMS:
                return Reading(Sort.SUMS)
    return Reading(Sort.SUMS, (*reversed(found), *own) if len(found) > 1 else ())
