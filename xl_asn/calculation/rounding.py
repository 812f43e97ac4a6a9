"""How far rounding alone may part a printed sum from its printed rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xl_asn.model.amounts import AmountColumn, AmountRow
from xl_asn.model.money import last_place, rounding_room


def room_of_sum(column: AmountColumn, total: AmountRow, rows: Sequence[AmountRow]) -> Decimal:
    """Return the room between a sum and its rows in one column; blank rows take no part."""
    known = [row for row in rows if row.figures[column.header].value is not None]
    printed = [row.figures[column.header].value for row in (total, *known)]
    unit = last_place(*(value for value in printed if value is not None))
    room = rounding_room(len(known), unit)
    if room:
        room += sum(_is_difference(row, column) for row in (total, *known)) * unit / 2
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
