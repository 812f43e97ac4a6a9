"""A blank input whose sums give its amount is the suspect, and never a cell that is right."""

from __future__ import annotations

import pytest

from tests.calculation.tables import published_table
from xl_asn.calculation.adding_up.identities import identities
from xl_asn.calculation.testimony import NO_TESTIMONY, Judged, as_told, judge
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef

TABLES = [(m, s) for m in ("2021-02", "2022-11") for s in ("Nettokostnad", "Resultaträkning")]


def judged(table: AmountTable) -> Judged:
    """Judge a table that nothing has been remembered of, and that no other sheet repeats."""
    return judge(as_told(table, NO_TESTIMONY), NO_TESTIMONY, {})


def without(table: AmountTable, *cells: CellRef) -> AmountTable:
    """Return a table with some cells emptied."""
    return table.changed(dict.fromkeys(cells))


def inputs_in_sums(table: AmountTable) -> list[CellRef]:
    """Return the typed amounts of ordinary rows that some sum adds up, larger than rounding."""
    amounts = {
        figure.cell: abs(figure.value)
        for row, column, figure in table.figures()
        if figure.value and not column.plus and not row.kind.is_sum
    }
    return [
        cell
        for cell, amount in amounts.items()
        if any(
            amount > 2 * identity.tolerance
            for identity in identities(table)
            if identity.kind != "rad" and cell in identity.cells[1:]
        )
    ]


@pytest.mark.parametrize(("month", "sheet"), TABLES)
def test_any_emptied_input_is_named_and_nothing_else_is_accused(month: str, sheet: str) -> None:
    table = published_table(month, sheet)
    accused = {explanation.cell for explanation in judged(table).explanations}
    inputs = inputs_in_sums(table)
    assert len(inputs) > 30
    for cell in inputs:
        found = judged(without(table, cell))
        assert [blank.cell for blank in found.blanks] == [cell]
        assert {explanation.cell for explanation in found.explanations} <= accused, cell


@pytest.mark.parametrize(("month", "sheet"), TABLES)
def test_the_amount_of_an_emptied_input_is_given_within_rounding(month: str, sheet: str) -> None:
    table = published_table(month, sheet)
    for cell in inputs_in_sums(table)[::3]:
        (blank,) = judged(without(table, cell)).blanks
        assert abs(blank.expected - table.printed[cell]) <= 50


@pytest.mark.parametrize(("month", "sheet"), TABLES)
def test_an_emptied_computed_cell_is_no_fault(month: str, sheet: str) -> None:
    table = published_table(month, sheet)
    published = judged(table).explanations
    wrong = {cell for one in published for cell in (one.cell, *one.consequences)}
    for _, column, figure in table.figures():
        if column.plus and figure.value is not None:
            found = judged(without(table, figure.cell))
            assert not found.blanks
            # The published fault is where it was, or in the sums that it had followed to.
            assert {explanation.cell for explanation in found.explanations} <= wrong, figure.cell


def test_a_whole_emptied_row_is_named_cell_by_cell() -> None:
    table = published_table("2022-11", "Nettokostnad")
    one, other = (CellRef("Nettokostnad", 8, column) for column in (4, 5))
    found = judged(without(table, one, other))
    assert {blank.cell for blank in found.blanks} == {one, other}
