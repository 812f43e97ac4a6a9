"""Amounts that cannot be right because of their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from statistics import median

from xl_asn.calculation.adding_up.rounding import tolerance_of_sum
from xl_asn.calculation.adding_up.structure import (
    NO_STRUCTURES,
    Structures,
    SumStructure,
    sum_structures,
)
from xl_asn.calculation.whole_units import scaled, tables_in_kronor, tables_in_mnkr
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable
from xl_asn.model.grid import CellRef
from xl_asn.model.money import are_whole, decimals_of, rounding_tolerance

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
    tables: Iterable[AmountTable],
    structures: Structures = NO_STRUCTURES,
    in_thousands: AbstractSet[CellRef] = frozenset(),
) -> Mapping[CellRef, Decimal]:
    """Return the amounts that seem to be in kronor among tkr, each with the likely tkr.

    An amount is compared with the other typed amounts of its row (outcome, budget, forecasts). A
    whole row in kronor is told by its sum, which a thousandth of the row makes right, and a whole
    table by another sheet or by what such amounts would come to.
    ``structures`` are the sums of each sheet, where they are known already, and ``in_thousands``
    the cells whose number format shows thousands.
    """
    tables = tuple(tables)
    suspects: dict[CellRef, Decimal] = {}
    whole = tables_in_kronor(tables, in_thousands)
    for table in whole:
        suspects |= scaled(table, 1 / Decimal(_FACTOR))
    for table in (t for t in tables if all(t is not other for other in whole)):
        known = structures.get(table.sheet)
        for row in rows_in_kronor(table, sum_structures(table) if known is None else known):
            suspects |= {f.cell: f.value / _FACTOR for f in row.figures.values() if f.value}
        for row in _uneven(table):
            alone = _alone_in_kronor(table, row)
            suspects |= alone
            suspects |= _computed_in_kronor(table, row, suspects) if alone else {}
    return suspects


def _uneven(table: AmountTable) -> Iterator[AmountRow]:
    """Yield the rows with an amount that is large beside another of the same row."""
    typed = [table.amounts.values[c.header] for c in table.columns if not c.is_change]
    for row, values in zip(table.rows, zip(*typed, strict=True), strict=bool(typed)):
        sizes = [*map(abs, filter(None, values))]
        if len(sizes) > 1 and _is_large_beside(max(sizes), min(sizes)):
            yield row


def _is_large_beside(amount: Decimal, other: Decimal) -> bool:
    return amount >= _LEAST_LIKELY * _FACTOR and amount >= _LEAST_RATIO * other


def _alone_in_kronor(table: AmountTable, row: AmountRow) -> Mapping[CellRef, Decimal]:
    """Return the amounts of a row that are a thousand times the others, as thousands."""
    figures = [row.figures[column.header] for column in table.columns if not column.is_change]
    amounts = {figure: abs(figure.value) for figure in figures if figure.value}
    found: dict[CellRef, Decimal] = {}
    for figure, amount in amounts.items():
        if not _is_large_beside(amount, min(amounts.values())):
            continue
        others = [other for place, other in amounts.items() if place is not figure]
        if others and _LEAST_RATIO <= amount / median(others) <= _MOST_RATIO:
            found[figure.cell] = (figure.value or Decimal(0)) / _FACTOR
    return found


def _computed_in_kronor(
    table: AmountTable, row: AmountRow, suspects: Mapping[CellRef, Decimal]
) -> Mapping[CellRef, Decimal]:
    """Return the deviations of a row that are in kronor as the suspected amounts of it are."""
    found: dict[CellRef, Decimal] = {}
    for column in table.columns if not suspects.keys().isdisjoint(_cells(row)) else ():
        figure = row.figures[column.header]
        signed = [(1, row.figures[h]) for h in column.plus]
        signed += [(-1, row.figures[h]) for h in column.minus]
        if not figure.value or not any(f.cell in suspects for _, f in signed):
            continue
        meant = sum(
            (s * suspects.get(f.cell, f.value or Decimal(0)) for s, f in signed), Decimal(0)
        )
        if abs(figure.value / _FACTOR - meant) <= rounding_tolerance(len(signed), Decimal(1)):
            found[figure.cell] = figure.value / _FACTOR
    return found


def _cells(row: AmountRow) -> Iterator[CellRef]:
    return (figure.cell for figure in row.figures.values())


def rows_in_kronor(table: AmountTable, structures: Iterable[SumStructure]) -> Iterator[AmountRow]:
    """Yield the rows that are in kronor as a whole: at least two of their sums say so."""
    typed = [column for column in table.columns if not column.plus]
    for structure in structures:
        wrong = [c for c in typed if _is_far_off(table.amounts.values[c.header], structure)]
        if len(wrong) < _LEAST_SUMS:
            continue
        total = table.rows[structure.row]
        rows = [table.rows[i] for i in structure.operands]
        agreeing = Counter(
            i for column in wrong for i in _right_in_thousands(table, column, total, rows)
        )
        yield from (row for i, row in enumerate(rows) if agreeing[i] >= _LEAST_SUMS)


def _is_far_off(values: Sequence[Decimal | None], structure: SumStructure) -> bool:
    """Whether a sum is wrong by nearly all of the smallest row in kronor, or by more."""
    printed = values[structure.row]
    if printed is None:
        return False
    gap = sum(filter(None, (values[at] for at in structure.operands)), Decimal(0)) - printed
    return abs(gap) >= _LEAST_LIKELY * (_FACTOR - 1) - len(structure.operands) - 1


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
    yield from _largest_in_thousands(table, column, total, rows)


def _largest_in_thousands(
    table: AmountTable, column: AmountColumn, total: AmountRow, rows: Sequence[AmountRow]
) -> Iterator[int]:
    """Yield the places of the largest rows, where so many in thousands make their sum right."""
    values = [row.figures[column.header].value or Decimal(0) for row in rows]
    left = sum(values, Decimal(0)) - (total.figures[column.header].value or Decimal(0))
    taken: list[int] = []
    if abs(left) < _LEAST_LIKELY * _FACTOR:
        return
    for i in sorted(range(len(values)), key=lambda i: -abs(values[i])):
        if abs(values[i]) < _LEAST_LIKELY * _FACTOR or abs(left) <= len(rows) + 1:
            break
        left -= values[i] - values[i] / _FACTOR
        taken.append(i)
    # Of one row it is asked above, and all of them would be the whole column.
    if len(taken) > 1 and abs(left) <= tolerance_of_sum(table, column, total, rows):
        yield from taken


def mnkr_suspects(
    tables: Iterable[AmountTable], structures: Structures = NO_STRUCTURES
) -> Mapping[CellRef, Decimal]:
    """Return the amounts that seem to be in mnkr among tkr, each with the likely tkr.

    Only an amount with decimals among whole ones is suspected: a whole one may just be small.
    """
    tables = tuple(tables)
    suspects: dict[CellRef, Decimal] = {}
    whole = tables_in_mnkr(tables)
    for table in whole:
        suspects |= scaled(table, Decimal(_FACTOR))
    for table in (t for t in tables if all(t is not other for other in whole)):
        known = structures.get(table.sheet)
        for row in rows_in_mnkr(table, sum_structures(table) if known is None else known):
            suspects |= {f.cell: f.value * _FACTOR for f in row.figures.values() if f.value}
        if table.unit != "tkr":
            continue
        typed = [column.header for column in table.columns if not column.plus]
        broken = [h for h in typed if not are_whole(table.amounts.values[h])]
        for row in _with_decimals(table, broken):
            figures = [row.figures[header] for header in typed if header in row.figures]
            for figure in figures:
                others = [f.value for f in figures if f is not figure and f.value]
                if figure.value and others and _is_thousandth(figure.value, others):
                    suspects[figure.cell] = figure.value * _FACTOR
    return suspects


def _with_decimals(table: AmountTable, headers: Iterable[str]) -> Iterator[AmountRow]:
    """Yield the rows with an amount that has decimals under some headers."""
    columns = [table.amounts.values[header] for header in headers]
    for row, values in zip(table.rows, zip(*columns, strict=True), strict=bool(columns)):
        if not are_whole(values):
            yield row


def rows_in_mnkr(table: AmountTable, structures: Iterable[SumStructure]) -> Iterator[AmountRow]:
    """Yield the rows in a table of tkr that are in mnkr as a whole: two of their sums say so."""
    broken = [
        column
        for column in table.columns
        if not (column.plus or are_whole(table.amounts.values[column.header]))
    ]
    for structure in structures if broken and table.unit == "tkr" else ():
        total = table.rows[structure.row]
        rows = [table.rows[i] for i in structure.operands]
        agreeing = Counter(
            i for column in broken for i in _right_in_mnkr(column.header, total, rows)
        )
        yield from (row for i, row in enumerate(rows) if agreeing[i] >= _LEAST_SUMS)


def _right_in_mnkr(header: str, total: AmountRow, rows: Sequence[AmountRow]) -> Iterator[int]:
    """Yield the places of the rows with decimals that, times a thousand, make their sum right."""
    printed = total.figures[header].value
    if printed is None:
        return
    values = [row.figures[header].value or Decimal(0) for row in rows]
    lacks = printed - sum(values, Decimal(0))
    tolerance = rounding_tolerance(len(rows), Decimal(1))
    for i, value in enumerate(values):
        more = value * (_FACTOR - 1)
        if not value:
            continue
        rounded = Decimal(_FACTOR).scaleb(-decimals_of(value)) / 2
        if decimals_of(value) and abs(lacks - more) <= tolerance + rounded < abs(more) / 2:
            yield i


def _is_thousandth(value: Decimal, others: Sequence[Decimal]) -> bool:
    if not decimals_of(value) or any(map(decimals_of, others)):
        return False
    ratio = abs(value) * _FACTOR / median(map(abs, others))
    return 1 / _LIKE <= ratio <= _LIKE
