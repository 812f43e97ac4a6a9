"""What a difference is: rounding, one wrong cell, a row left out, another basis, or unexplained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.left_out import as_large
from xl_asn.calculation.adding_up.slips import Slip, slip_between
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.grid import CellRef

_SEVERAL = 2


class Cause(Enum):
    """The kinds of difference; the values are the words for them."""

    SLIP = "felskrivet belopp"
    ONE_CELL = "ett fel belopp"
    OMITTED = "utelämnad rad"
    TWICE = "rad räknad två gånger"
    GONE = "rad som saknas"
    BASIS = "olika underlag"
    UNEXPLAINED = "oförklarad"
    UNSEARCHED = "orsaken inte sökt"


_OF_A_ROW: Final = ((Cause.OMITTED, 1), (Cause.TWICE, -1))


class Difference(NamedTuple):
    """A difference with its cause; ``row`` is the one left out or counted twice."""

    cause: Cause
    slip: Slip | None = None
    row: AmountRow | None = None


def cause_of_sum(table: AmountTable, wrong: Mapping[str, Explanation]) -> Difference:
    """Return why a sum row differs from its rows in the columns given by header."""
    explanations = tuple(wrong.values())
    likenesses = {cause: as_large(table, wrong, sign) for cause, sign in _OF_A_ROW}
    for cause, likeness in likenesses.items():
        if likeness.row is not None:
            return Difference(cause, row=likeness.row)
    if any(explanation.whole_row for explanation in explanations):
        return Difference(Cause.GONE)
    slip = explanations[0].told_slip if len(explanations) == 1 else None
    if slip and not _may_be_in_a_row(table, explanations[0], slip):
        return Difference(Cause.SLIP, slip)
    if not all(explanation.searched for explanation in explanations):
        return Difference(Cause.UNSEARCHED)
    if _is_other_basis(table, wrong):
        as_a_row = any(likeness.rows for likeness in likenesses.values())
        return Difference(Cause.UNEXPLAINED if as_a_row else Cause.BASIS)
    is_one_cell = not slip and all(explanation.alone for explanation in explanations)
    return Difference(Cause.ONE_CELL if is_one_cell else Cause.UNEXPLAINED)


def _may_be_in_a_row(table: AmountTable, wrong: Explanation, slip: Slip) -> bool:
    """Whether a slip in a row of the sum would explain the difference as plainly.

    Then nothing tells the sum from the row, where no other identity does: 189 for 129 is a digit,
    and so is 320 for 380.
    """
    if len(wrong.repaired) > 1:
        return False
    gap = wrong.found - wrong.expected
    printed = table.printed
    meant = ((printed[c], sign * gap) for sign, c in wrong.identity.terms if c in printed)
    rivals = (slip_between(value, value + change) for value, change in meant)
    return any(rival is not None and rival.plainness <= slip.plainness for rival in rivals)


def _is_other_basis(table: AmountTable, wrong: Mapping[str, Explanation]) -> bool:
    """Whether several typed columns differ by different amounts: no single figure is the fault."""
    typed = [column.header for column in table.columns if not column.plus]
    gaps = {wrong[header].expected - wrong[header].found for header in typed if header in wrong}
    return len(gaps) >= _SEVERAL


def agrees_elsewhere(
    explanation: Explanation, witnesses: Mapping[CellRef, Sequence[Decimal]]
) -> bool:
    """Whether another sheet prints the same figure as the one found."""
    return explanation.found in witnesses.get(explanation.cell, ())
