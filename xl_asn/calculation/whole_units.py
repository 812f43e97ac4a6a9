"""Whole tables, and several rows of one, in another unit than the workbook says.

One amount in kronor among tkr is told by its neighbours. Where all of them are in kronor there are
none: then another sheet tells it, or that every amount is a whole number of thousands though the
ordinary one would be more than a thousand million kronor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import permutations
from statistics import median
from typing import Final

from xl_asn.calculation.adding_up.twins import same_figures
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef
from xl_asn.model.money import are_whole, decimals_of

_FACTOR: Final = 1000
#: What is told of a whole table rests on so many amounts, or so many that both tables print.
_LEAST_AMOUNTS, _LEAST_TWINS = 6, 2


def tables_in_kronor(
    tables: Sequence[AmountTable], in_thousands: AbstractSet[CellRef] = frozenset()
) -> tuple[AmountTable, ...]:
    """Return the tables of tkr that are in kronor as a whole.

    ``in_thousands`` are the cells that show a thousandth of their number: where most amounts do,
    somebody has seen tkr where kronor stand.
    """
    apart = _a_thousand_apart(tables)
    twins = {large.sheet for large, small in apart if not _has_decimals(small)}
    return tuple(
        t
        for t in _in_tkr(tables)
        if t.sheet in twins or _is_all_thousands(t) or _shows_thousands(t, in_thousands)
    )


def _shows_thousands(table: AmountTable, in_thousands: AbstractSet[CellRef]) -> bool:
    if not in_thousands:
        return False
    amounts = [cell for cell, value in table.printed.items() if value]
    shown = sum(cell in in_thousands for cell in amounts)
    return shown >= _LEAST_TWINS and 2 * shown > len(amounts)


def tables_in_mnkr(tables: Sequence[AmountTable]) -> tuple[AmountTable, ...]:
    """Return the tables of tkr that are in mnkr as a whole."""
    twins = {small.sheet for _, small in _a_thousand_apart(tables) if _has_decimals(small)}
    return tuple(t for t in _in_tkr(tables) if t.sheet in twins or _is_all_small(t))


def scaled(table: AmountTable, factor: Decimal) -> Mapping[CellRef, Decimal]:
    """Return every amount of a table but the zeros, times a factor."""
    return {cell: value * factor for cell, value in table.printed.items() if value}


def _in_tkr(tables: Iterable[AmountTable]) -> Iterable[AmountTable]:
    return (table for table in tables if table.unit == "tkr")


def _a_thousand_apart(
    tables: Sequence[AmountTable],
) -> Iterable[tuple[AmountTable, AmountTable]]:
    """Yield two tables whose totals differ by a factor of a thousand, the larger first."""
    for one, other in permutations(tables, 2):
        totals = one.board_total, other.board_total
        if totals[0] is None or totals[1] is None:
            continue
        typed = {column.header for column in one.columns if not column.is_change}
        pairs = [
            (figure.value, twin.value)
            for figure, twin in same_figures(totals[0], totals[1])
            if figure.value and twin.value and _header(totals[0].figures, figure) in typed
        ]
        if len(pairs) >= _LEAST_TWINS and all(
            round(large / small) == _FACTOR for large, small in pairs
        ):
            yield one, other


def _header(figures: Mapping[str, object], figure: object) -> str:
    return next(header for header, found in figures.items() if found is figure)


def _typed(table: AmountTable) -> Iterator[Decimal]:
    """Yield the typed amounts of a table, without sign and without the zeros."""
    for column in table.columns:
        if not column.is_change:
            yield from map(abs, filter(None, table.amounts.values[column.header]))


def _is_all_thousands(table: AmountTable) -> bool:
    if any(amount % _FACTOR for amount in _typed(table)):
        return False
    amounts = [*_typed(table)]
    return len(amounts) >= _LEAST_AMOUNTS and median(amounts) >= _FACTOR * _FACTOR


def _has_decimals(table: AmountTable) -> bool:
    amounts = [*_typed(table)]
    if amounts and are_whole(amounts):
        return False
    return 2 * sum(decimals_of(amount) > 0 for amount in amounts) >= len(amounts)


def _is_all_small(table: AmountTable) -> bool:
    """Whether most amounts have decimals, and the whole board costs less than a million kronor."""
    if any(amount >= _FACTOR for amount in _typed(table)):
        return False
    return len([*_typed(table)]) >= _LEAST_AMOUNTS and _has_decimals(table)
