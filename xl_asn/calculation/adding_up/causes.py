"""What a difference is: rounding, one wrong cell, a row left out, another basis, or unexplained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.slips import Slip
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.grid import CellRef

_SEVERAL = 2


class Cause(Enum):
    """The kinds of difference; the values are the words for them."""

    SLIP = "felskrivet belopp"
    ONE_CELL = "ett fel belopp"
    OMITTED = "utelämnad rad"
    TWICE = "rad räknad två gånger"
    BASIS = "olika underlag"
    UNEXPLAINED = "oförklarad"
    UNSEARCHED = "orsaken inte sökt"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its cause; ``row`` is the one left out or counted twice."""

    cause: Cause
    slip: Slip | None = None
    row: AmountRow | None = None


def cause_of_sum(table: AmountTable, wrong: Mapping[str, Explanation]) -> Difference:
    """Return why a sum row differs from its rows in the columns given by header."""
    explanations = tuple(wrong.values())
    for cause, sign in ((Cause.OMITTED, 1), (Cause.TWICE, -1)):
        row = _row_of(table, wrong, sign)
        if row is not None:
            return Difference(cause, row=row)
    if len(explanations) == 1 and explanations[0].slip:
        return Difference(Cause.SLIP, explanations[0].slip)
    if not all(explanation.searched for explanation in explanations):
        return Difference(Cause.UNSEARCHED)
    if _is_other_basis(table, wrong):
        return Difference(Cause.BASIS)
    if all(explanation.alone for explanation in explanations):
        return Difference(Cause.ONE_CELL)
    return Difference(Cause.UNEXPLAINED)


def _row_of(table: AmountTable, wrong: Mapping[str, Explanation], sign: int) -> AmountRow | None:
    """Return the only row whose amounts are what the sum lacks, or with ``sign`` −1 has too much.

    Typed columns decide where there are any: deviations follow from them. The printed amounts may
    differ by rounding, as all printed sums; in a single column less, since some row or other is
    nearly as large as any small difference.
    """
    typed = {column.header for column in table.columns if not column.plus}
    wrong = {header: wrong[header] for header in wrong if header in typed} or wrong
    alone = len(wrong) == 1
    wanted = {
        header: (
            sign * (e.expected - e.found),
            e.identity.likely_tolerance if alone else e.identity.tolerance,
        )
        for header, e in wrong.items()
    }
    terms = {cell.row for e in wrong.values() for _, cell in e.identity.terms}
    likely = min((table.rows_near(header, *near) for header, near in wanted.items()), key=len)
    found: AmountRow | None = None
    for row in likely:
        figures = row.figures
        if row.kind.is_sum and terms.isdisjoint(figure.cell.row for figure in figures.values()):
            continue
        if all(
            abs((figures[header].value or Decimal(0)) - amount) <= tolerance
            for header, (amount, tolerance) in wanted.items()
        ):
            if found is not None:
                return None
            found = row
    return found


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
