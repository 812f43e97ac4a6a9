"""Identities: what must add up in a table, and how far rounding alone may part it.

Three kinds: within a row (Utfall − Budget = Avvikelse), down a column (rows = their sum), and the
*varav* rows of a complete breakdown (parts = the row that they are parts of).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from xl_asn.calculation.rounding import printed_place, room_of_sum
from xl_asn.calculation.structure import SumStructure, breakdowns, sum_structures
from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.grid import CellRef
from xl_asn.model.money import rounding_room

_FEW_ERRORS = 3
_DEVIATIONS = Decimal("1.5")

Kind: TypeAlias = Literal["rad", "summa", "varav"]


@dataclass(frozen=True, slots=True)
class Identity:
    """``result`` = the signed sum of ``terms``, apart by at most ``room`` from rounding.

    ``words`` is the formula as a person says it, with row and column names.
    """

    kind: Kind
    result: CellRef
    terms: tuple[tuple[int, CellRef], ...]
    room: Decimal
    words: str

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Return the result and the terms."""
        return (self.result, *(cell for _, cell in self.terms))

    @property
    def is_one_of_each(self) -> bool:
        """Whether no cell stands twice in the identity."""
        return len(set(self.cells)) == len(self.terms) + 1

    @property
    def likely_room(self) -> Decimal:
        """Return how far rounding parts result and terms in practice: the errors mostly cancel.

        Each is evenly spread over a unit, so their sum has the variance of n + 1 twelfths.
        """
        errors = len(self.terms) + 1
        if errors <= _FEW_ERRORS:
            return self.room
        return self.room * 2 / errors * (Decimal(errors) / 12).sqrt() * _DEVIATIONS

    def expected(self, values: Mapping[CellRef, Decimal]) -> Decimal:
        """Return what the terms make the result; blank terms are nothing."""
        return sum((sign * values[cell] for sign, cell in self.terms), Decimal(0))

    def gap(self, values: Mapping[CellRef, Decimal]) -> Decimal:
        """Return expected minus found: what must be added to the result."""
        return self.expected(values) - values[self.result]

    def holds(self, values: Mapping[CellRef, Decimal]) -> bool:
        """Whether the printed figures agree within rounding."""
        return abs(self.gap(values)) <= self.room


def printed_values(table: AmountTable) -> dict[CellRef, Decimal]:
    """Return the figures of a table that have a value, by cell."""
    return {
        figure.cell: figure.value for _, _, figure in table.figures() if figure.value is not None
    }


def identities(
    table: AmountTable, structures: Iterable[SumStructure] | None = None
) -> tuple[Identity, ...]:
    """Return every identity whose figures can all be read, and whose result is filled in.

    ``structures`` are the table's sums, where they are known already.
    """
    found: list[Identity] = []
    for row in table.rows:
        for column in table.columns:
            if not column.plus:
                continue
            signed = [(1, row.figures[header]) for header in column.plus]
            signed += [(-1, row.figures[header]) for header in column.minus]
            values = [figure.value for _, figure in signed if figure.value is not None]
            if len(values) < len(signed):
                continue
            result = row.figures[column.header]
            printed = values if result.value is None else [result.value, *values]
            room = rounding_room(len(values), printed_place(table.unit, printed))
            words = f"{column.formula} på raden {row.label}"
            found += _identity("rad", result, signed, room, words)
    for structure in sum_structures(table) if structures is None else structures:
        found += _down_a_column("summa", table, structure)
    for structure in breakdowns(table):
        found += _down_a_column("varav", table, structure)
    return tuple(found)


def _down_a_column(kind: Kind, table: AmountTable, structure: SumStructure) -> Iterator[Identity]:
    total = table.rows[structure.row]
    operands = [table.rows[i] for i in structure.operands]
    for column in table.columns:
        signed = [(1, row.figures[column.header]) for row in operands]
        words = f"{column.header}: {_listed(operands)}"
        room = room_of_sum(table.unit, column, total, operands)
        yield from _identity(kind, total.figures[column.header], signed, room, words)


def _identity(
    kind: Kind,
    result: Figure,
    signed: list[tuple[int, Figure]],
    room: Decimal,
    words: str,
) -> list[Identity]:
    """Return the identity, or nothing where a cell is unreadable or all terms are blank."""
    terms = tuple((sign, figure.cell) for sign, figure in signed if figure.value is not None)
    unreadable = any(not figure.readable for _, figure in signed)
    if result.value is None or unreadable or not terms:
        return []
    return [Identity(kind, result.cell, terms, room, words)]


_NAMED_ROWS = 4


def _listed(rows: list[AmountRow]) -> str:
    """Return the rows of a sum in words: by name when few, by count when many."""
    if len(rows) <= _NAMED_ROWS:
        return " + ".join(row.label for row in rows)
    return f"summan av {len(rows)} rader, {rows[0].label} till {rows[-1].label}"
