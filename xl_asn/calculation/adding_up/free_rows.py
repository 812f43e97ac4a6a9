"""The rows that no sum has taken yet, on both sides of a place that moves down the table.

A result may add up everything before it, or after it. Where there are hundreds of results, adding
all of it up for each takes time by the square; here each row is added once, and subtracted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.rounding import (
    is_difference,
    printed_decimals,
    tolerance_from,
)
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable

Sides: TypeAlias = tuple[bool, bool]
"""Which rows are meant: those before the place, and those after it."""
BEFORE: Final = (True, False)
AFTER: Final = (False, True)
BOTH: Final = (True, True)


class _Shown(NamedTuple):
    """A figure, its decimals in print, and whether it is just the difference of its row."""

    value: Decimal
    decimals: int
    is_difference: bool


@dataclass(slots=True)
class _Tally:
    """What is known of some figures of one column: enough to say how far rounding parts them.

    ``decimals`` counts the figures by how many decimals they are printed with, and
    ``differences`` those that are just the difference of their row.
    """

    total: Decimal = Decimal(0)
    decimals: Counter[int] = field(default_factory=Counter)
    differences: int = 0

    def add(self, figure: _Shown, times: int) -> None:
        """Add a figure, or take it away with ``times`` −1."""
        self.total += times * figure.value
        self.decimals[figure.decimals] += times
        self.differences += times * figure.is_difference


class FreeRows:
    """Rows that are free to be added up, by index; the place begins above them all."""

    def __init__(self, table: AmountTable, rows: Iterable[int]) -> None:
        """Take the free rows in the order of the table."""
        self._table = table
        self._before: list[int] = []
        #: Turned round, so that the rows nearest to the place are last on both sides.
        self._after = [*rows][::-1]
        #: The tallies of each column before and after the place, once anybody has asked.
        self._tallies: tuple[list[_Tally], list[_Tally]] | None = None

    def move_to(self, index: int) -> None:
        """Move the place down to a row."""
        while self._after and self._after[-1] < index:
            moved = self._after.pop()
            self._before.append(moved)
            self._count(1, moved, -1)
            self._count(0, moved, 1)

    def take(self, rows: Collection[int]) -> None:
        """Take rows away: some of the nearest on a side, or whole sides."""
        taken, first, last = set(rows), min(rows), max(rows)
        for side, there in enumerate((self._before, self._after)):
            left = []
            while there and (there[-1] <= last if side else there[-1] >= first):
                row = there.pop()
                if row in taken:
                    self._count(side, row, -1)
                else:
                    left.append(row)
            there.extend(reversed(left))

    def size(self, sides: Sides) -> int:
        """Return how many rows there are on some sides."""
        return sides[0] * len(self._before) + sides[1] * len(self._after)

    def rows(self, sides: Sides) -> tuple[int, ...]:
        """Return the rows on some sides, in the order of the table."""
        before = self._before if sides[0] else []
        after = self._after if sides[1] else []
        return (*before, *reversed(after))

    def fitting(self, index: int, sides: Sides) -> AbstractSet[str]:
        """Return the columns where the rows on some sides add up to a row, within rounding."""
        if self._tallies is None:
            self._tallies = self._counted(self._before), self._counted(self._after)
        total, fitting = self._table.rows[index], set()
        for column, *both in zip(self._table.columns, *self._tallies, strict=True):
            printed = total.figures[column.header].value
            if printed is None:
                continue
            tallies = [tally for tally, meant in zip(both, sides, strict=True) if meant]
            gap = abs(sum((tally.total for tally in tallies), Decimal(0)) - printed)
            if not gap or gap <= self._tolerance(column, total, tallies):
                fitting.add(column.header)
        return fitting

    def _tolerance(
        self, column: AmountColumn, total: AmountRow, tallies: Iterable[_Tally]
    ) -> Decimal:
        decimals = self._table.decimals[column.header]
        printed = total.figures[column.header].value or Decimal(0)
        counted = Counter({printed_decimals(decimals, printed): 1})
        differences = 0
        for tally in tallies:
            counted += tally.decimals
            differences += tally.differences
        if column.plus:
            differences += is_difference(total, column)
        return tolerance_from(counted, decimals, differences)

    def _counted(self, rows: Iterable[int]) -> list[_Tally]:
        tallies = [_Tally() for _ in self._table.columns]
        for row in rows:
            self._add_to(tallies, row, 1)
        return tallies

    def _count(self, side: int, row: int, times: int) -> None:
        if self._tallies is not None:
            self._add_to(self._tallies[side], row, times)

    def _add_to(self, tallies: Iterable[_Tally], row: int, times: int) -> None:
        for figures, tally in zip(self._figures, tallies, strict=True):
            figure = figures[row]
            if figure is not None:
                tally.add(figure, times)

    @cached_property
    def _figures(self) -> Sequence[Sequence[_Shown | None]]:
        return [_shown(self._table, column) for column in self._table.columns]


def _shown(table: AmountTable, column: AmountColumn) -> Sequence[_Shown | None]:
    """Return the figures of a column by row; a blank that is computed is what its row gives."""
    amounts, header, decimals = table.amounts, column.header, table.decimals[column.header]
    values = amounts.values[header]
    given = amounts.difference(column) if column.plus else (None,) * len(values)
    shown: list[_Shown | None] = []
    for at, (printed, computed) in enumerate(zip(values, given, strict=True)):
        is_blank = printed is None and not amounts.has_unreadable(header, (at,))
        value = computed if is_blank else printed
        is_difference = printed is not None and printed == computed
        shown.append(
            None
            if value is None
            else _Shown(value, printed_decimals(decimals, value), is_difference)
        )
    return shown
