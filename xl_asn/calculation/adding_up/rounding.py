"""How far rounding alone may part a printed sum from its printed rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from xl_asn.model.amounts import AmountColumn, AmountRow
from xl_asn.model.money import decimals_of, rounding_tolerance

#: The coarsest last place that a table in each unit is printed with: a whole number in a table
#: of mnkr is one decimal that happens to be nothing.
_COARSEST: Final[Mapping[str, Decimal]] = {"mnkr": Decimal("0.1"), "mdkr": Decimal("0.1")}


def printed_place(unit: str, values: Iterable[Decimal]) -> Decimal:
    """Return one unit of the last place that figures in tkr, mnkr or mdkr are printed with."""
    return _place(unit, min(map(decimals_of, values), default=0))


@cache
def _place(unit: str, decimals: int) -> Decimal:
    return min(Decimal(1).scaleb(-decimals), _COARSEST.get(unit, Decimal(1)))


def tolerance_of_sum(
    unit: str, column: AmountColumn, total: AmountRow, rows: Sequence[AmountRow]
) -> Decimal:
    """Return the tolerance between a sum and its rows in one column; blank rows take no part."""
    header = column.header
    known = [row for row in rows if row.figures[header].value is not None]
    printed = [row.figures[header].value for row in (total, *known)]
    decimals = min((decimals_of(value) for value in printed if value is not None), default=0)
    differences = 0
    if column.plus and len(known) > 1:
        differences = sum(is_difference(row, column) for row in (total, *known))
    return tolerance_from(unit, len(known), decimals, differences)


def tolerance_from(unit: str, terms: int, decimals: int, differences: int) -> Decimal:
    """Return the tolerance between a sum and its terms, the coarsest with so many ``decimals``.

    ``differences`` of them, the sum among them, are just the difference of their row.
    """
    place = _place(unit, decimals)
    tolerance = rounding_tolerance(terms, place)
    return tolerance + differences * place / 2 if tolerance and differences else tolerance


def is_difference(row: AmountRow, column: AmountColumn) -> bool:
    """Whether a figure is just the difference of its row's printed figures.

    Then it may have been computed from them, as *Beräkna* does, and carries the rounding of both:
    a whole unit from the truth instead of half.
    """
    expected = difference_of(row, column)
    return expected is not None and expected == row.figures[column.header].value


def difference_of(row: AmountRow, column: AmountColumn) -> Decimal | None:
    """Return what a row's printed figures give for a computed column; None where one is blank."""
    figures, difference = row.figures, Decimal(0)
    for header in column.plus:
        value = figures[header].value
        if value is None:
            return None
        difference += value
    for header in column.minus:
        value = figures[header].value
        if value is None:
            return None
        difference -= value
    return difference
