"""Identities: what must add up in a table, and how far rounding alone may part it.

Three kinds: within a row (Utfall − Budget = Avvikelse), down a column (rows = their sum), and the
*varav* rows of a complete breakdown (parts = the row that they are parts of).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.rounding import tolerance_in_row, tolerance_of_sum
from xl_asn.calculation.adding_up.structure import SumStructure, breakdowns, sum_structures
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable
from xl_asn.model.grid import CellRef
from xl_asn.model.money import MINUS

_FEW_ERRORS = 3
_DEVIATIONS = Decimal("1.5")

Kind: TypeAlias = Literal["rad", "summa", "varav"]


class Identity(NamedTuple):
    """``result`` = the signed sum of ``terms``, apart by at most ``tolerance`` from rounding.

    ``words`` is the formula as a person says it, with row and column names.
    """

    kind: Kind
    result: CellRef
    terms: tuple[tuple[int, CellRef], ...]
    tolerance: Decimal
    words: str

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Return the result and the terms."""
        return (self.result, *(cell for _, cell in self.terms))

    @property
    def likely_tolerance(self) -> Decimal:
        """Return how far rounding parts result and terms in practice: the errors mostly cancel.

        Each is evenly spread over a unit, so their sum has the variance of n + 1 twelfths.
        """
        errors = len(self.terms) + 1
        if errors <= _FEW_ERRORS:
            return self.tolerance
        return self.tolerance * 2 / errors * (Decimal(errors) / 12).sqrt() * _DEVIATIONS

    def expected(self, values: Mapping[CellRef, Decimal]) -> Decimal:
        """Return what the terms make the result; blank terms are nothing."""
        return sum((sign * values[cell] for sign, cell in self.terms), Decimal(0))

    def gap(self, values: Mapping[CellRef, Decimal]) -> Decimal:
        """Return expected minus found: what must be added to the result."""
        return self.expected(values) - values[self.result]

    def holds(self, values: Mapping[CellRef, Decimal]) -> bool:
        """Whether the printed figures agree within rounding."""
        return abs(self.gap(values)) <= self.tolerance


def printed_values(table: AmountTable) -> dict[CellRef, Decimal]:
    """Return the figures of a table that have a value, by cell."""
    return dict(table.printed)


def identities(
    table: AmountTable, structures: Iterable[SumStructure] | None = None
) -> tuple[Identity, ...]:
    """Return every identity whose figures can all be read, and whose result is filled in.

    ``structures`` are the table's sums, where they are known already.
    """
    computed = [(column, column.formula) for column in table.columns if column.plus]
    found = [identity for row in table.rows for identity in _within_a_row(table, row, computed)]
    sums = tuple(sum_structures(table) if structures is None else structures)
    inner = {structure.row: structure for structure in sums}
    for structure in sums:
        found += _down_a_column("summa", table, structure, inner)
    for structure in breakdowns(table):
        found += _down_a_column("varav", table, structure, {})
    return tuple(found)


def all_hold(table: AmountTable, structures: Sequence[SumStructure]) -> bool:
    """Whether everything adds up, told without making an identity of each row.

    Nearly every table does, and then nothing more is asked of it. False may also be said of one
    that does, where telling takes as long as making them.
    """
    sums = {structure.row for structure in structures}
    return all(_rows_hold(table, column) for column in table.columns if column.plus) and all(
        _adds_up(table, structure, column, sums)
        for structure in (*structures, *breakdowns(table))
        for column in table.columns
    )


def _rows_hold(table: AmountTable, column: AmountColumn) -> bool:
    """Whether a computed column is what its rows give, or no further from it than whole units."""
    amounts, headers = table.amounts, (*column.plus, *column.minus)
    if any(table.decimals[header] for header in (column.header, *headers)):
        tolerance = Decimal(0)
    else:
        tolerance = tolerance_in_row([0] * (len(headers) + 1), [Decimal(0)] * (len(headers) + 1))
    pairs = zip(amounts.values[column.header], amounts.difference(column), strict=True)
    return all(
        printed is None or given is None or printed == given or abs(printed - given) <= tolerance
        for printed, given in pairs
    )


def _adds_up(
    table: AmountTable, structure: SumStructure, column: AmountColumn, sums: Container[int]
) -> bool:
    """Whether a sum's rows add up to it in a column; False too where a sum among them is blank."""
    values = table.amounts.values[column.header]
    total = values[structure.row]
    if total is None or table.amounts.has_unreadable(column.header, structure.operands):
        return True
    if any(values[at] is None and at in sums for at in structure.operands):
        return False
    terms = [
        -value if at in structure.minus else value
        for at in structure.operands
        if (value := values[at]) is not None
    ]
    gap = sum(terms, Decimal(0)) - total
    if not terms or not gap:
        return True
    rows = [table.rows[at] for at in structure.operands]
    return abs(gap) <= tolerance_of_sum(table, column, table.rows[structure.row], rows)


def _within_a_row(
    table: AmountTable, row: AmountRow, computed: Iterable[tuple[AmountColumn, str]]
) -> Iterator[Identity]:
    """Yield the identities of one row: each computed column, given with its formula in words."""
    figures = row.figures
    for column, formula in computed:
        signed = [(1, figures[header]) for header in column.plus]
        signed += [(-1, figures[header]) for header in column.minus]
        values = [figure.value for _, figure in signed if figure.value is not None]
        result = figures[column.header]
        if len(values) < len(signed) or result.value is None:
            continue
        headers = (column.header, *column.plus, *column.minus)
        tolerance = tolerance_in_row(
            [table.decimals[header] for header in headers], (result.value, *values)
        )
        terms = tuple((sign, figure.cell) for sign, figure in signed)
        if all(figure.readable for _, figure in signed):
            yield Identity("rad", result.cell, terms, tolerance, f"{formula} på raden {row.label}")


def _down_a_column(
    kind: Kind, table: AmountTable, structure: SumStructure, inner: Mapping[int, SumStructure]
) -> Iterator[Identity]:
    """Yield the identities of one sum, but where a row is unreadable or all of them are blank.

    ``inner`` are the rows of each sum row: a blank one among the operands is what they add up to.
    """
    total = table.rows[structure.row]
    plain = [(-1 if i in structure.minus else 1, i) for i in structure.operands]
    listed = _listed([(sign, table.rows[i].label) for sign, i in plain])
    sums = [table.rows[i] for i in structure.operands if i in inner]
    for column in table.columns:
        header = column.header
        result = total.figures[header]
        operands = plain
        if any(row.figures[header].value is None for row in sums):
            operands = [
                (sign * own, i)
                for sign, at in plain
                for own, i in _filled(table, header, at, inner)
            ]
        terms = [(sign, table.rows[i].figures[header]) for sign, i in operands]
        signed = tuple((sign, figure.cell) for sign, figure in terms if figure.value is not None)
        if result.value is None or not signed or not all(f.readable for _, f in terms):
            continue
        rows = [table.rows[i] for _, i in operands]
        tolerance = tolerance_of_sum(table, column, total, rows)
        yield Identity(kind, result.cell, signed, tolerance, f"{header}: {listed}")


def _filled(
    table: AmountTable, header: str, row: int, inner: Mapping[int, SumStructure]
) -> Iterator[tuple[int, int]]:
    """Yield a row with its sign, or the rows that it adds up where it is a blank sum."""
    figure = table.rows[row].figures[header]
    if figure.value is None and figure.readable and row in inner:
        for at in inner[row].operands:
            sign = -1 if at in inner[row].minus else 1
            yield from ((sign * own, i) for own, i in _filled(table, header, at, inner))
    else:
        yield 1, row


_NAMED_ROWS = 4


def _listed(rows: Sequence[tuple[int, str]]) -> str:
    """Return the rows of a sum in words: by name and sign when few, by count when many."""
    if len(rows) > _NAMED_ROWS:
        return f"summan av {len(rows)} rader, {rows[0][1]} till {rows[-1][1]}"
    (sign, first), *others = rows
    words = first if sign > 0 else MINUS + first
    return words + "".join(f" {'+' if sign > 0 else MINUS} {label}" for sign, label in others)
