"""What tells the wrong cell apart when one identity alone is broken, and what a difference is."""

from __future__ import annotations

from decimal import Decimal

from tests.calculation.tables import cell_of, net_cost, published, published_table, with_values
from xl_asn.calculation.adding_up.causes import Cause, cause_of_sum
from xl_asn.calculation.adding_up.explanations import MOST_WEIGHED, Explanation, explain
from xl_asn.calculation.adding_up.identities import identities, printed_values
from xl_asn.calculation.adding_up.structure import breakdowns
from xl_asn.calculation.adding_up.twins import twin_rows, witnesses
from xl_asn.calculation.pace import paces
from xl_asn.model.amounts import AmountTable


def explained(table: AmountTable, *twins: AmountTable) -> tuple[Explanation, ...]:
    return explain(identities(table), printed_values(table), witnesses((table, *twins)))


def test_a_complete_breakdown_is_an_identity_and_an_incomplete_one_is_not() -> None:
    table = published_table("2022-11", "Resultaträkning")
    (found,) = breakdowns(table)
    assert table.rows[found.row].label == "Övriga kostnader"
    assert len(found.operands) == 5
    assert breakdowns(published_table("2021-02", "Resultaträkning")) == ()


def test_the_twin_sheet_tells_the_total_from_its_rows() -> None:
    """A column of its own, one identity only: the other sheet prints the same total."""
    table = net_cost("A | rad | 310\nB | rad | 205\nC | rad | 400\nResultat | total | 945",
                     "Verksamhet | Radtyp | Prognosförändring")  # fmt: skip
    right = with_values(table, {cell_of(table, "Resultat", "Prognosförändring"): Decimal(915)})
    (alone,) = explained(table)
    assert (alone.cell, alone.alone) == (cell_of(table, "Resultat", "Prognosförändring"), True)
    (rivals,) = explained(table, table)
    assert (rivals.cell, rivals.alone) == (alone.cell, False), "any row may be the wrong one"
    (total,) = explained(table, right)
    assert (total.expected, total.alone) == (Decimal(915), True)


def test_a_transposition_is_told_from_its_neighbours() -> None:
    table = published_table("2022-11", "Nettokostnad")
    cell = cell_of(table, "Gemensamt IFO", "Prognosförändring")
    wrong = with_values(table, {cell: Decimal(959)})
    (found,) = explained(wrong)
    assert (found.cell, found.expected) == (cell, Decimal(599))


def test_a_lone_figure_among_zeros_is_the_wrong_one() -> None:
    table = published_table("2021-02", "Nettokostnad")
    cell = cell_of(table, "Socialpsykiatri", "Prognosförändring")
    found = explained(with_values(table, {cell: Decimal(20)}))
    assert (cell, Decimal(0)) in [(e.cell, e.expected) for e in found]


def test_a_lone_figure_in_a_sum_of_two_is_wrong_where_all_else_is_held_by_other_sums() -> None:
    """The result is 0 as the total above has it, and the costs are 0 as their rows are."""
    table = published_table("2021-02", "Resultaträkning")
    income = table.rows[7].figures["Prognosförändring"].cell
    found = explained(with_values(table, {income: Decimal(20)}))
    assert (income, Decimal(0), True) in [(e.cell, e.expected, e.alone) for e in found]


def test_a_lone_figure_in_a_sum_of_two_accuses_no_row_else() -> None:
    rows = "A | rad | 903\nB | rad | 0\nResultat | total | 0"
    table = net_cost(rows, "Verksamhet | Radtyp | Prognosförändring")
    (found,) = explained(table)
    assert found.cell == cell_of(table, "Resultat", "Prognosförändring")


def test_the_areas_results_are_twins_and_the_sums_of_costs_are_not() -> None:
    one, other = published("2021-02").amount_tables()
    pairs = [(row.label, same.label) for row, same in twin_rows(one, other)]
    assert pairs == [
        ("Resultat ASN", "Resultat ASN"),
        ("Nettokostnad IFO", "Resultat IFO"),
        ("Nettokostnad Arbete & integration", "Resultat Arbete & integration"),
    ]


def causes(rows: str, most_weighed: int = MOST_WEIGHED) -> list[Cause]:
    table = net_cost(rows, "Verksamhet | Radtyp | Utfall | Budget")
    headers = {f.cell: column.header for _, column, f in table.figures()}
    found = explain(identities(table), printed_values(table), most_weighed=most_weighed)
    wrong = {headers[e.cell]: e for e in found}
    return [cause_of_sum(table, wrong).cause]


def test_every_cause_of_a_difference_has_its_name() -> None:
    rows = "A | rad | 310 | 300\nB | rad | 205 | 207\nC | rad | 4 000 | 4 100\nS | total | "
    assert causes(rows + "4 310 | 4 400") == [Cause.OMITTED]
    assert causes(rows + "4 720 | 4 814") == [Cause.TWICE]
    assert causes(rows + "5 415 | 4 607") == [Cause.SLIP]
    assert causes(rows + "4 515 | 5 830") == [Cause.ONE_CELL]
    assert causes(rows + "4 999 | 5 830") == [Cause.BASIS]
    assert causes(rows + "4 999 | 5 830", most_weighed=0) == [Cause.UNSEARCHED]
    assert causes(rows + "4 310 | 4 400", most_weighed=0) == [Cause.OMITTED]


def test_a_row_that_is_as_large_as_the_difference_by_chance_is_not_named() -> None:
    rows = "A | rad | 310 | 300\nB | rad | 205 | 207\nC | rad | 4 000 | 4 100\nS | total | "
    assert causes(rows + "4 310 | 4 607") == [Cause.ONE_CELL], "one column of two lacks B"
    assert causes(rows + "4 310 | ") == [Cause.OMITTED], "the only column lacks B"
    assert causes(rows + "515 | ") == [Cause.SLIP], "4 000 is round: many rows may be"
    small = "A | rad | 78 885 | 81 412\nB | rad | 8 | 9\nC | rad | 27 025 | 27 707\nS | total | "
    assert causes(small + "105 910 | 109 119") == [Cause.UNEXPLAINED], "8 and 9 may be anything"
    far = (
        "Nettokostnad X | resultat | 205 | 207\n" + rows.replace("total", "summa") + "4 515 | 4 607"
    )
    assert causes(far + "\nT | total | 4 515 | 4 607") != [Cause.TWICE]


def test_a_slip_in_a_sum_is_told_only_where_no_row_has_one_as_likely() -> None:
    rows = "A | rad | 380\nB | rad | 205\nS | total | "
    headers = "Verksamhet | Radtyp | Utfall"

    def slips(total: str) -> list[Cause]:
        table = net_cost(rows + total, headers)
        (found,) = explained(table)
        return [cause_of_sum(table, {"Utfall": found}).cause]

    assert slips("525") == [Cause.UNEXPLAINED], "585 less a digit, as 320 is for 380"
    assert slips("558") == [Cause.SLIP], "585 turned about, and no row is"


def test_the_pace_counts_months_and_never_a_sum() -> None:
    table = published_table("2022-11", "Nettokostnad")
    found = {pace.row.label: pace for pace in paces(table, 11)}
    assert "Resultat ASN" not in found
    assert "Ukraina flyktingboende*" not in found, "no outcome"
    work = found["Arbetsmarknadsåtgärder"]
    assert (work.left, work.months_left) == (Decimal(-306), 1)
    assert round(work.so_far) == -1217
    assert list(paces(table, 12)) == []
