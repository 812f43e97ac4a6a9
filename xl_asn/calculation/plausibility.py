"""Amounts that cannot be right because of their size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from statistics import median

from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef

#: An amount typed in kronor is a thousand times its neighbours. Real rows differ far less: the
#: most in the published reports is 30 times (consultants, outcome against budget).
_LEAST_RATIO, _MOST_RATIO = 250, 4000
_FACTOR = 1000


def kronor_suspects(tables: Iterable[AmountTable]) -> Mapping[CellRef, Decimal]:
    """Return the amounts that seem to be in kronor among tkr, each with the likely tkr.

    An amount is compared with the other typed amounts of its row (outcome, budget, forecasts).
    """
    suspects: dict[CellRef, Decimal] = {}
    for table in tables:
        typed = [column.header for column in table.columns if not column.is_change]
        for row in table.rows:
            amounts = {
                figure.cell: abs(figure.value)
                for header in typed
                if (figure := row.figures.get(header)) and figure.value
            }
            for cell, amount in amounts.items():
                others = [other for place, other in amounts.items() if place != cell]
                if others and _LEAST_RATIO <= amount / median(others) <= _MOST_RATIO:
                    figure = next(f for f in row.figures.values() if f.cell == cell)
                    suspects[cell] = (figure.value or Decimal(0)) / _FACTOR
    return suspects
