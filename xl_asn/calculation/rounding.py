"""How far rounding alone may part a printed sum from its printed rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from xl_asn.model.amounts import AmountColumn, AmountRow
from xl_asn.model.money import last_place, rounding_room

#: The coarsest last place that a table in each unit is printed with: a whole number in a table
#: of mnkr is one decimal that happens to be nothing.
_COARSEST: Final[Mapping[str, Decimal]] = {"mnkr": Decimal("0.1"), "mdkr": Decimal("0.1")}


def printed_place(unit: str, values: Iterable[Decimal]) -> Decimal:
    """Return one unit of the last place that figures in tkr, mnkr or mdkr are printed with."""
    return min(last_place(*values), _COARSEST.get(unit, Decimal(1)))


def room_of_sum(
    unit: str, column: AmountColumn, total: AmountRow, rows: Sequence[AmountRow]
) -> Decimal:
    """Return the room between a sum and its rows in one column; blank rows take no part."""
    known = [row for row in rows if row.figures[column.header].value is not None]
    printed = [row.figures[column.header].value for row in (total, *known)]
    place = printed_place(unit, (value for value in printed if value is not None))
    room = rounding_room(len(known), place)
    if room and column.plus:
        room += sum(_is_difference(row, column) for row in (total, *known)) * place / 2
    return room


def _is_difference(row: AmountRow, column: AmountColumn) -> bool:
    """Whether a figure is just the difference of its row's printed figures.

    Then it may have been computed from them, as *Beräkna* does, and carries the rounding of both:
    a whole unit from the truth instead of half.
    """
    terms = [(1, header) for header in column.plus] + [(-1, header) for header in column.minus]
    values = [(sign, row.figures[header].value) for sign, header in terms]
    known = [sign * value for sign, value in values if value is not None]
    printed = row.figures[column.header].value
    return bool(known) and len(known) == len(values) and sum(known, Decimal(0)) == printed
