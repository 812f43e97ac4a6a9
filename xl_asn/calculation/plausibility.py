"""Amounts that cannot be right because of their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from xl_asn.calculation.adding_up.rounding import tolerance_of_sum
from xl_asn.calculation.adding_up.structure import (
    NO_STRUCTURES,
    Structures,
    SumStructure,
    sum_structures,
)
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of

#: An amount typed in kronor is a thousand times its neighbours. Real rows differ far less: the
#: most in the published reports is 30 times (consultants, outcome against budget).
_LEAST_RATIO, _MOST_RATIO = 250, 4000
_FACTOR = 1000
#: Less than this many thousand is no amount in kronor but a small one beside a smaller.
_LEAST_LIKELY = 5
#: An amount in mnkr is, in tkr, at most this many times larger or smaller than its neighbours.
_LIKE = Decimal(2)
#: One sum may be right by chance.
_LEAST_SUMS = 2


def kronor_suspects(
    tables: Iterable[AmountTable], structures: Structures = NO_STRUCTURES
) -> Mapping[CellRef, Decimal]:
    """Return the amounts that seem to be in kronor among tkr, each with the likely tkr.

    An amount is compared with the other typed amounts of its row (outcome, budget, forecasts). A
    whole row in kronor is told by its sum, which a thousandth of the row makes right.
    ``structures`` are the sums of each sheet, where they are known already.
    """
    suspects: dict[CellRef, Decimal] = {}
    for table in tables:
        known = structures.get(table.sheet)
        for row in rows_in_kronor(table, sum_structures(table) if known is None else known):
            suspects |= {f.cell: f.value / _FACTOR for f in row.figures.values() if f.value}
        typed = [column.header for column in table.columns if not column.is_change]
        for row in table.rows:
            amounts = {
                figure.cell: abs(figure.value)
                for header in typed
                if (figure := row.figures.get(header)) and figure.value
            }
            smallest = min(amounts.values(), default=Decimal(0))
            for cell, amount in amounts.items():
                if amount < _LEAST_LIKELY * _FACTOR or amount < _LEAST_RATIO * smallest:
                    continue
                others = [other for place, other in amounts.items() if place != cell]
                if others and _LEAST_RATIO <= amount / median(others) <= _MOST_RATIO:
                    figure = next(f for f in row.figures.values() if f.cell == cell)
                    suspects[cell] = (figure.value or Decimal(0)) / _FACTOR
    return suspects


def rows_in_kronor(table: AmountTable, structures: Iterable[SumStructure]) -> Iterator[AmountRow]:
    """Yield the rows that are in kronor as a whole: at least two of their sums say so."""
    typed = [column for column in table.columns if not column.plus]
    for structure in structures:
        total = table.rows[structure.row]
        rows = [table.rows[i] for i in structure.operands]
        agreeing = Counter(
            i for column in typed for i in _right_in_thousands(table, column, total, rows)
        )
        yield from (row for i, row in enumerate(rows) if agreeing[i] >= _LEAST_SUMS)


def _right_in_thousands(
    table: AmountTable, column: AmountColumn, total: AmountRow, rows: Sequence[AmountRow]
) -> Iterator[int]:
    """Yield the places of the rows that, in thousands, would make their sum right in a column."""
    printed = total.figures[column.header].value
    if printed is None:
        return
    values = [row.figures[column.header].value for row in rows]
    found = sum((value for value in values if value), Decimal(0))
    tolerance = None
    for i, value in enumerate(values):
        if value is None or abs(value) < _LEAST_LIKELY * _FACTOR:
            continue
        gap = abs(found - value + value / _FACTOR - printed)
        if gap > len(rows) + 1:
            continue  # more than any rounding of whole thousands, and told much sooner
        if tolerance is None:
            tolerance = tolerance_of_sum(table, column, total, rows)
        # A row that is next to nothing in thousands may as well be one that the sum lacks.
        if gap <= tolerance and abs(value) > 2 * tolerance * _FACTOR:
            yield i


def mnkr_suspects(tables: Iterable[AmountTable]) -> Mapping[CellRef, Decimal]:
    """Return the amounts that seem to be in mnkr among tkr, each with the likely tkr.

    Only an amount with decimals among whole ones is suspected: a whole one may just be small.
    """
    suspects: dict[CellRef, Decimal] = {}
    for table in tables:
        typed = [column.header for column in table.columns if not column.plus]
        for row in table.rows if table.unit == "tkr" else ():
            figures = [row.figures[header] for header in typed if header in row.figures]
            for figure in figures:
                others = [f.value for f in figures if f is not figure and f.value]
                if figure.value and others and _is_thousandth(figure.value, others):
                    suspects[figure.cell] = figure.value * _FACTOR
    return suspects


def _is_thousandth(value: Decimal, others: Sequence[Decimal]) -> bool:
    if not decimals_of(value) or any(map(decimals_of, others)):
        return False
    ratio = abs(value) * _FACTOR / median(map(abs, others))
    return 1 / _LIKE <= ratio <= _LIKE
