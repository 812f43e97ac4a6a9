"""A sum that is wrong by a whole row is told as one, and no right amount is accused for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.calculation.tables import net_cost
from xl_asn.calculation.adding_up.causes import Cause, cause_of_sum
from xl_asn.calculation.adding_up.explanations import Explanation, explain
from xl_asn.calculation.adding_up.identities import Identity, identities, printed_values
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef

HEADERS = "Verksamhet | Radtyp | Utfall | Budget | Avvikelse | Prognos | Årsbudget"
A = "A | rad | -785 | -810 | 25 | -900 | -911"
B = "B | rad | -270 | -277 | 7 | -298 | -302"
C = "C | rad | -651 | -610 | -41 | -719 | -666"


def table_of(*rows: str, total: str) -> AmountTable:
    return net_cost("\n".join([*rows, f"Resultat | total | {total}"]), HEADERS)


def explained(table: AmountTable) -> tuple[Explanation, ...]:
    return explain(identities(table), printed_values(table))


def told(table: AmountTable) -> tuple[Cause, str]:
    """Return the cause of the only wrong sum, and the row that it names."""
    headers = {figure.cell: column.header for _, column, figure in table.figures()}
    found = explained(table)
    assert {one.cell.row for one in found} == {table.rows[-1].number}, found
    assert all(one.whole_row for one in found)
    difference = cause_of_sum(table, {headers[one.cell]: one for one in found})
    return difference.cause, difference.row.label if difference.row else ""


ALL_THREE = "-1 706 | -1 697 | -9 | -1 917 | -1 879"
ALL_BUT_B = "-1 436 | -1 420 | -16 | -1 619 | -1 577"
B_TWICE = "-1 976 | -1 974 | -2 | -2 215 | -2 181"


@pytest.mark.parametrize(
    ("rows", "total", "expected"),
    [
        ([A, C], ALL_THREE, (Cause.GONE, "")),
        ([C], ALL_THREE, (Cause.GONE, "")),
        ([A, B, C], ALL_BUT_B, (Cause.OMITTED, "B")),
        ([A, B, C], B_TWICE, (Cause.TWICE, "B")),
    ],
)
def test_a_whole_row_is_the_cause(rows: list[str], total: str, expected: tuple[Cause, str]) -> None:
    assert told(table_of(*rows, total=total)) == expected


def test_what_is_computed_from_a_sum_without_a_row_follows_from_it() -> None:
    table = table_of(A, B, C, total=ALL_BUT_B)
    found = explained(table)
    deviation = table.rows[-1].figures["Avvikelse"].cell
    assert deviation not in {one.cell for one in found}
    assert any(deviation in one.consequences for one in found)


@pytest.mark.parametrize(
    "total",
    [
        pytest.param("-1 706 | -1 697 | -9 | -1 917 | -1 979", id="one column"),
        pytest.param("-1 806 | -1 750 | -9 | -2 017 | -1 979", id="no formula is obeyed"),
        pytest.param("-1 709 | -1 693 | -16 | -1 920 | -1 882", id="rounding could make most"),
        pytest.param("-1 706 000 | -1 697 000 | -9 000 | -1 917 000 | -1 879 000", id="in kronor"),
    ],
)
def test_other_mistakes_are_no_row(total: str) -> None:
    found = explained(table_of(A, B, C, total=total))
    assert found
    assert not any(one.whole_row for one in found)


def test_a_row_in_another_unit_is_no_row_that_is_gone() -> None:
    kronor = "B | rad | -270 000 | -277 000 | 7 000 | -298 000 | -302 000"
    found = explained(table_of(A, kronor, C, total=ALL_THREE))
    assert found
    assert not any(one.whole_row for one in found)


def test_two_amounts_that_have_changed_columns_are_no_row() -> None:
    """Funding + net cost is the same either way round, so the result tells nothing."""
    rows = ((365, 0, 365), (1200, -1433, -233), (1200, -1068, 132))
    cells = {
        CellRef("Kommunbidrag", row, column): Decimal(value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    }
    at = [[CellRef("Kommunbidrag", row, column) for column in range(3)] for row in range(3)]
    half = Decimal("1.5")
    known = [
        *(Identity("rad", at[r][2], ((1, at[r][0]), (1, at[r][1])), half, "") for r in range(3)),
        *(Identity("summa", at[2][c], ((1, at[0][c]), (1, at[1][c])), half, "") for c in range(3)),
    ]
    found = explain(known, cells)
    assert len(found) > 1
    assert not any(one.whole_row for one in found)
