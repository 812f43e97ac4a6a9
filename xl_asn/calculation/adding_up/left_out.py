"""Which row a sum lacks or has twice, told only where it is more than a coincidence.

Some row or other is nearly as large as any small difference, and many are as large as a round one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.grid import CellRef

#: With a chance above this that some row is as large as the difference, none is named.
_MOST_CHANCE: Final = Decimal("0.05")


class Likeness(NamedTuple):
    """The rows near a sum that are as large as its difference, and whether that tells anything."""

    rows: tuple[AmountRow, ...] = ()
    is_evidence: bool = False

    @property
    def row(self) -> AmountRow | None:
        """Return the only such row, where it is more than a coincidence."""
        return self.rows[0] if self.is_evidence and len(self.rows) == 1 else None


def as_large(table: AmountTable, wrong: Mapping[str, Explanation], sign: int) -> Likeness:
    """Return the rows whose amounts are what a sum lacks, or with ``sign`` −1 has too much.

    ``wrong`` are the sum's differences by column header. Typed columns decide where there are any:
    deviations follow from them. The amounts are the differences within rounding, in every wrong
    column. A row that is left out is left out of every column, so one wrong column of several tells
    of no row.
    """
    typed = {column.header for column in table.columns if not column.plus}
    wrong = {header: wrong[header] for header in wrong if header in typed} or wrong
    total = table.by_number[next(iter(wrong.values())).cell.row]
    alone = len(wrong) == 1
    if alone and any(total.figures[header].value is not None for header in typed - wrong.keys()):
        return Likeness()
    wanted = {
        header: (
            sign * (e.expected - e.found),
            e.identity.likely_tolerance if alone else e.identity.tolerance,
        )
        for header, e in wrong.items()
    }
    near = _rows_near(table, total, {cell for e in wrong.values() for _, cell in e.identity.terms})
    likely = min((table.rows_near(header, *amount) for header, amount in wanted.items()), key=len)
    return Likeness(
        tuple(row for row in likely if row.number in near and _is_as_large(row, wanted)),
        _chance(len(near), wanted.values()) <= _MOST_CHANCE,
    )


def _rows_near(table: AmountTable, total: AmountRow, terms: Iterable[CellRef]) -> frozenset[int]:
    """Return the numbers of the rows that a sum may have missed, or have too often.

    They are those from the sum to the farthest row that it adds up; of other sums only its terms.
    """
    added = {cell.row for cell in terms}
    first, last = min(added | {total.number}), max(added | {total.number})
    return frozenset(
        row.number
        for row in table.rows
        if first <= row.number <= last and (row.number in added or not row.kind.is_sum)
    )


def _is_as_large(row: AmountRow, wanted: Mapping[str, tuple[Decimal, Decimal]]) -> bool:
    return all(
        abs((row.figures[header].value or Decimal(0)) - amount) <= tolerance
        for header, (amount, tolerance) in wanted.items()
    )


def _chance(rows: int, wanted: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Return how likely it is that one of so many rows is as large by chance, at most 1 for each.

    An amount is met with the likelihood that the tolerance is of it, and a round one more often:
    4 000 as if all amounts were whole thousands.
    """
    chance = Decimal(rows)
    for amount, tolerance in wanted:
        if abs(amount) <= tolerance or not amount:
            return Decimal(1)
        plain = amount.normalize()
        step = Decimal(1).scaleb(plain.adjusted() - len(plain.as_tuple().digits) + 1)
        chance *= min(Decimal(1), max(2 * tolerance, step) / abs(amount))
    return chance
