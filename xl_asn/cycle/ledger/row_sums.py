"""What a ledger gives the rows of a table: their own sums, those of their parts, and the totals.

All is in öre until it is written, so that every figure is rounded once and by itself. A row is the
sum of what is booked on it and on its *varav* rows. A total is made anew of the rows that it adds
up, where any of them is from the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xl_asn.calculation.adding_up.structure import sum_structures
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.amounts import AmountTable, RowKind
from xl_asn.model.basis import KRONOR
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import ORE
from xl_asn.model.money import rounded


class RowSum(NamedTuple):
    """What a row of a table comes to. ``at`` is its place in the table, ``amount`` in öre.

    ``is_total`` tells a sum of other rows, which was not booked on anything itself.
    """

    at: int
    amount: int
    is_total: bool = False


def row_sums(
    table: AmountTable, header: str, booked: Mapping[RowKey, int], unit: AmountUnit
) -> tuple[RowSum, ...]:
    """Return the sums of all rows that the ledger has any part in, in the table's order.

    Args:
        table: the table as it stands; which rows add up is read from all of its figures.
        header: the column that is written; a row that the ledger has no part in counts in a total
            as what stands there.
        booked: what each row takes from the ledger, in öre with the report's sign.
        unit: the unit of the table's amounts.
    """
    found: dict[int, int] = {}
    own = _own(table, booked)
    for at, head in enumerate(table.heads):
        if head.kind is RowKind.OF_WHICH or head.kind.is_sum:
            continue
        parts = [n for n in _parts(table, at) if n in own]
        if at in own or parts:
            found[at] = own.get(at, 0) + sum(own[n] for n in parts)
    found |= {at: amount for at, amount in own.items() if at not in found}
    rows = {at: RowSum(at, amount) for at, amount in found.items()}
    for structure in sum_structures(table):
        if not any(at in rows for at in structure.operands):
            continue
        terms = [
            (-1 if at in structure.minus else 1, _term(table, header, at, rows, unit))
            for at in structure.operands
        ]
        known = [(sign, term) for sign, term in terms if term is not None]
        if len(known) == len(terms):
            amount = sum(sign * term for sign, term in known)
            rows[structure.row] = RowSum(structure.row, amount, is_total=True)
    return tuple(rows[at] for at in sorted(rows))


def _own(table: AmountTable, booked: Mapping[RowKey, int]) -> dict[int, int]:
    """Return what is booked on each row itself, by its place."""
    folded = {key.folded: amount for key, amount in booked.items()}
    keys = (RowKey(table.sheet, (row.area, row.label), row.parent) for row in table.rows)
    return {at: folded[key.folded] for at, key in enumerate(keys) if key.folded in folded}


def _parts(table: AmountTable, at: int) -> range:
    """Return the places of the *varav* rows below a row."""
    last = at + 1
    while last < len(table.heads) and table.heads[last].kind is RowKind.OF_WHICH:
        last += 1
    return range(at + 1, last)


def _term(
    table: AmountTable, header: str, at: int, rows: Mapping[int, RowSum], unit: AmountUnit
) -> int | None:
    """Return what a row adds to a total, in öre; None where nobody knows it."""
    if at in rows:
        return rows[at].amount
    value = table.amounts.values[header][at]
    if value is None:
        is_read = table.amounts.cell(header, at) not in table.amounts.unreadable
        return 0 if is_read else None
    return int(rounded(value * unit.thousands * KRONOR * ORE))
