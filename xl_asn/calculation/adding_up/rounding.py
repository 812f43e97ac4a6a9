"""How far rounding alone may part a printed sum from its printed rows.

Each figure has its own last printed place: that of its column, whatever the table's unit. Each
printed number is at most half of it from the true one, the sum too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable
from xl_asn.model.money import decimals_of

#: A number that happens to end with one nought is common, with two a rarity: it has been rounded.
_CHANCE = 1
_HALF = Decimal("0.5")
_AS_PRINTED: Mapping[str, Decimal] = MappingProxyType({})


def printed_place(decimals: int, value: Decimal) -> Decimal:
    """Return one unit of the last place that a figure is printed with.

    ``decimals`` are those of its column: a figure with one less has a nought there, and one with
    fewer still has been rounded more than its neighbours.
    """
    return _place(printed_decimals(decimals, value))


def printed_decimals(decimals: int, value: Decimal) -> int:
    """Return how many decimals a figure is printed with in a column of so many ``decimals``."""
    if not decimals or not value:
        return decimals
    own = decimals_of(value)
    return own if own + _CHANCE < decimals else decimals


@cache
def _place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def tolerance_in_row(decimals: Sequence[int], printed: Sequence[Decimal]) -> Decimal:
    """Return the tolerance between the figures of one row, the result among them.

    ``decimals`` are those of their columns, in the same order.
    """
    if not any(decimals):
        return _halves(len(printed))
    places = map(printed_place, decimals, printed)
    return sum(places, Decimal(0)) * _HALF


@cache
def _halves(units: int) -> Decimal:
    return units * _HALF


def tolerance_of_sum(
    table: AmountTable, column: AmountColumn, total: AmountRow, rows: Sequence[AmountRow]
) -> Decimal:
    """Return the tolerance between a sum and its rows in one column; blank rows take no part."""
    header = column.header
    known = [row for row in rows if row.figures[header].value is not None]
    decimals = table.decimals[header]
    printed = [row.figures[header].value for row in (total, *known)]
    if len(known) == 1 and any(decimals_of(v) > decimals for v in printed if v is not None):
        return _place(decimals)  # nobody has rounded it: what is printed may differ by a unit
    differences = 0
    if column.plus and len(known) > 1:
        differences = sum(is_difference(row, column) for row in (total, *known))
    if not decimals:
        return _halves(len(printed) + differences) if len(known) > 1 else Decimal(0)
    counted = Counter(printed_decimals(decimals, v) for v in printed if v is not None)
    return tolerance_from(counted, decimals, differences)


def tolerance_from(counted: Mapping[int, int], decimals: int, differences: int) -> Decimal:
    """Return the tolerance between a sum and its terms.

    ``counted`` is how many of them, the sum too, are printed with so many decimals. A sum of one
    term is the same number printed twice and must agree exactly. ``differences`` of them are just
    the difference of their row, in a column of ``decimals``.
    """
    numbers = sum(counted.values())
    if numbers <= 2:  # noqa: PLR2004 - the sum and its only term
        fewest = min(counted, default=decimals)
        return _place(fewest) * _HALF if len(+Counter(counted)) > 1 else Decimal(0)
    apart = sum((_place(d) * times for d, times in counted.items()), Decimal(0))
    return (apart + differences * _place(decimals)) * _HALF


def figure_of(row: AmountRow, column: AmountColumn) -> Decimal | None:
    """Return a figure; a blank one that is computed is what its row gives."""
    figure = row.figures[column.header]
    if figure.value is None and column.plus and figure.readable:
        return difference_of(row, column)
    return figure.value


def is_difference(row: AmountRow, column: AmountColumn) -> bool:
    """Whether a figure is just the difference of its row's printed figures.

    Then it may have been computed from them, as *Beräkna* does, and carries the rounding of both:
    a whole unit from the truth instead of half.
    """
    expected = difference_of(row, column)
    return expected is not None and expected == row.figures[column.header].value


def difference_of(
    row: AmountRow, column: AmountColumn, instead: Mapping[str, Decimal] = _AS_PRINTED
) -> Decimal | None:
    """Return what a row's printed figures give for a computed column; None where one is blank.

    ``instead`` are figures that count as something else than what is printed, by header.
    """
    figures, difference = row.figures, Decimal(0)
    for sign, headers in ((1, column.plus), (-1, column.minus)):
        for header in headers:
            value = instead.get(header, figures[header].value)
            if value is None:
                return None
            difference += sign * value
    return difference
