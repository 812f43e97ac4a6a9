"""Which rows a sum adds up: found from row kinds and areas, told by the figures when in doubt.

*varav* rows are a breakdown and are not added again; where they are complete they must add up to
their row. A sum may stand after its rows or before
them, and there are two levels or three: rows, sums (*summa*), results per area (*resultat*) and
the board's total (*total*).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.free_rows import FreeRows
from xl_asn.calculation.adding_up.order import sorted_by
from xl_asn.calculation.adding_up.readings import (
    LEVEL,
    Habit,
    Reading,
    Sort,
    is_free,
    readings,
)
from xl_asn.calculation.adding_up.rounding import figure_of, tolerance_of_sum
from xl_asn.model.amounts import AmountColumn, AmountTable, RowKind

_LEAST_PARTS = 2
_LEAST_COLUMNS = 2
#: A table of more rows is no report: its habits are not weighed, so that it is read in time.
_MOST_ROWS = 2_000


class SumStructure(NamedTuple):
    """One sum row and the rows that it adds up, as indexes into the table's rows.

    ``minus`` are those of them that are taken away: costs that a table prints without a sign.
    """

    row: int
    operands: tuple[int, ...]
    minus: frozenset[int] = frozenset()


Structures: TypeAlias = Mapping[str, Sequence[SumStructure]]
"""The sums of each table, by its sheet."""
NO_STRUCTURES: Final[Structures] = MappingProxyType({})


def sum_structures(table: AmountTable) -> tuple[SumStructure, ...]:
    """Return every sum row of a table with its operands; a sum without rows is left out.

    Inner sums come before those that add them up. Where a sum adds up in no reading, or only as a
    running result, the whole table tells by which habit it is written: the plainest of those that
    make most of it add up. In a table that somebody has sorted nobody can tell, and only the sums
    that do add up are left.
    """
    written = _Written(table, Habit.BEFORE)
    if written.is_in_doubt and len(table.rows) <= _MOST_ROWS:
        by_habit = [written if habit is Habit.BEFORE else _Written(table, habit) for habit in Habit]
        written = max(by_habit, key=lambda one: one.fitting)
    if written.is_in_doubt and sorted_by(table):
        return tuple(s for s in written.structures if _is_borne_out(table, s))
    return written.structures


class _Written:
    """A table as read by one habit: its sums, and whether that habit is in doubt."""

    def __init__(self, table: AmountTable, habit: Habit) -> None:
        self._table = table
        self._habit = habit
        self._typed = {column.header for column in table.columns if not column.plus}
        self._consumed: set[int] = set()
        self.is_in_doubt = False
        self.structures = tuple(self._found())

    @property
    def fitting(self) -> tuple[int, bool, Decimal]:
        """Return in how many columns the sums add up, and of equals what is likelier.

        That is a table of one sort, and one whose sums lack less in all.
        """
        columns, lacking = 0, Decimal(0)
        for structure in self.structures:
            columns += len(_fitting(self._table, structure.row, structure.operands))
            gaps = _gaps(self._table, structure.row, structure.operands)
            lacking += sum((abs(gap) for _, gap in gaps), Decimal(0))
        return columns, self._habit in {Habit.BLOCKS, Habit.RUNNING}, -lacking

    def _found(self) -> Iterator[SumStructure]:
        rows = self._table.rows
        sums = [i for i, row in enumerate(rows) if row.kind.is_sum]
        for level in sorted({LEVEL[rows[i].kind] for i in sums}):
            left = (i for i in range(len(rows)) if i not in self._consumed)
            free = FreeRows(self._table, [i for i in left if is_free(rows[i], level)])
            for index in (i for i in sums if LEVEL[rows[i].kind] == level):
                free.move_to(index)
                operands = self._operands(index, free)
                if operands:
                    self._consumed.update(operands)
                    free.take(operands)
                    yield SumStructure(index, operands)

    def _operands(self, index: int, free: FreeRows) -> tuple[int, ...]:
        found = readings(self._table.rows, index, free, self._consumed, self._habit)
        likely = [reading for reading in found if not reading.is_shy]
        only = likely[0] if len(found) == 1 and likely else None
        chosen = only or self._believed(index, free, found)
        if chosen is None:
            self.is_in_doubt |= len(likely) > 1
            chosen = likely[0] if likely else None
        if chosen is None:
            return ()
        return chosen.rows if chosen.sides is None else free.rows(chosen.sides)

    def _believed(self, index: int, free: FreeRows, found: Sequence[Reading]) -> Reading | None:
        """Return the reading that the figures bear out; None where they bear out none.

        The first is the plainest. Another is believed where it adds up in every column: there it
        must not be a single one that the plainest lacks, for then that one is wrong. Of what adds
        up in most columns only, the plainest is believed.
        """
        figures = self._table.rows[index].figures
        printed = {header for header, figure in figures.items() if figure.value is not None}
        plain: AbstractSet[str] | None = None
        best: Reading | None = None
        most = max(_LEAST_COLUMNS, (len(printed) + 1) // 2) - 1
        for reading in found:
            fits = self._fits(index, free, reading)
            plain = fits if plain is None else plain
            lacking = {h for h in printed - plain if h in self._typed}
            borne_out = {h for h in plain if h in self._typed and figures[h].value}
            if fits >= printed and (
                reading is found[0]
                or reading.is_as_likely_as(found[0])
                or not borne_out
                or len(lacking) >= _LEAST_COLUMNS
            ):
                self.is_in_doubt |= reading.sort is Sort.RUNNING
                return reading
            if len(fits) > most and (best is None or best is not found[0]):
                best, most = reading, len(fits)
        return best

    def _fits(self, index: int, free: FreeRows, reading: Reading) -> AbstractSet[str]:
        if reading.sides is None:
            return _fitting(self._table, index, reading.rows)
        return free.fitting(index, reading.sides)


def _is_borne_out(table: AmountTable, structure: SumStructure) -> bool:
    figures = table.rows[structure.row].figures.values()
    printed = sum(figure.value is not None for figure in figures)
    return 2 * len(_fitting(table, structure.row, structure.operands)) >= printed


def _fitting(table: AmountTable, index: int, operands: Sequence[int]) -> AbstractSet[str]:
    """Return the columns where the operands do add up to the row, within rounding."""
    total, rows = table.rows[index], [table.rows[i] for i in operands]
    return {
        column.header
        for column, gap in _gaps(table, index, operands)
        if not gap or abs(gap) <= tolerance_of_sum(table, column, total, rows)
    }


def _gaps(
    table: AmountTable, index: int, operands: Sequence[int]
) -> Iterator[tuple[AmountColumn, Decimal]]:
    """Yield what a row's figures lack to be the sum of the operands, by column.

    Blank operands are nothing, so a sum of blanks that is printed as 0 does add up; a blank that is
    computed is what its row gives.
    """
    rows = [table.rows[i] for i in operands]
    for column in table.columns:
        printed = table.rows[index].figures[column.header].value
        if printed is not None:
            values = (figure_of(row, column) for row in rows)
            yield column, sum((value for value in values if value), Decimal(0)) - printed


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
        fitting = len(_fitting(table, index, parts))
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
