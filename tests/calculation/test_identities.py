"""What must add up, and how far rounding alone may part it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.calculation.tables import cell_of, net_cost, published_table
from xl_asn.calculation.adding_up.explanations import explain
from xl_asn.calculation.adding_up.identities import Identity, identities, printed_values
from xl_asn.calculation.adding_up.structure import SumStructure
from xl_asn.model.amounts import AmountColumn, AmountTable
from xl_asn.model.money import last_place, rounding_tolerance

DEVIATION = "Verksamhet | Radtyp | Utfall | Budget | Avvikelse"


def only(table: AmountTable, kind: str) -> Identity:
    (found,) = (identity for identity in identities(table) if identity.kind == kind)
    return found


@pytest.mark.parametrize(
    ("terms", "tolerance"), [(1, "0"), (2, "1.5"), (3, "2"), (4, "2.5"), (11, "6")]
)
def test_rounding_room_is_half_a_unit_for_each_printed_number(terms: int, tolerance: str) -> None:
    assert rounding_tolerance(terms, Decimal(1)) == Decimal(tolerance)
    assert rounding_tolerance(terms, Decimal("0.1")) == Decimal(tolerance) / 10


def test_the_last_place_is_the_coarsest_figure() -> None:
    assert last_place(Decimal("4.9"), Decimal(3)) == 1
    assert last_place(Decimal("4.9"), Decimal("3.25")) == Decimal("0.1")
    assert last_place(Decimal("0.001")) == Decimal("0.001")


@pytest.mark.parametrize(
    ("deviation", "holds"),
    [("-5 286", True), ("-5 287", True), ("-5 288", True), ("-5 289", False), ("-5 285", False)],
)
def test_a_deviation_may_be_one_off(deviation: str, *, holds: bool) -> None:
    table = net_cost(f"Barn- och ungdomsvård | rad | -71 904 | -66 617 | {deviation}", DEVIATION)
    identity = only(table, "rad")
    assert identity.holds(printed_values(table)) is holds
    assert identity.tolerance == Decimal("1.5")
    assert identity.words == "Utfall − Budget på raden Barn- och ungdomsvård"


@pytest.mark.parametrize(
    ("rows", "off", "holds"),
    [(1, 0, True), (1, 1, False), (2, 1, True), (2, 2, False), (3, 2, True), (3, 3, False)],
)
def test_a_sum_of_n_rows_may_be_half_of_n_plus_one_off(rows: int, off: int, *, holds: bool) -> None:
    lines = [f"IFO | Rad {i} | rad | 100" for i in range(rows)]
    table = net_cost("\n".join([*lines, f"IFO | Summa | summa | {100 * rows + off}"]))
    assert only(table, "summa").holds(printed_values(table)) is holds


def test_deviations_that_were_computed_from_rounded_figures_carry_the_rounding_of_both() -> None:
    """Beräkna computes each deviation from printed figures: a whole unit from the truth."""
    typed = net_cost(
        "A | rad | 10 | 6 | 5\nB | rad | 10 | 6 | 5\nS | summa | 20 | 12 | 9", DEVIATION
    )
    computed = net_cost(
        "A | rad | 10 | 6 | 4\nB | rad | 10 | 6 | 4\nS | summa | 20 | 12 | 8", DEVIATION
    )
    rooms = [
        next(
            i.tolerance
            for i in identities(table)
            if i.kind == "summa" and i.result == cell_of(table, "S", "Avvikelse")
        )
        for table in (typed, computed)
    ]
    assert rooms == [Decimal("1.5"), Decimal(3)]


def test_blank_is_nothing_in_a_sum_and_no_identity_in_a_row() -> None:
    table = net_cost("A | rad | 10 | | 10\nB | rad | - | 5 | -5\nS | summa | 10 | 5 | 5", DEVIATION)
    assert [identity.kind for identity in identities(table)] == ["rad", "summa", "summa", "summa"]
    actual = next(i for i in identities(table) if i.result == cell_of(table, "S", "Utfall"))
    assert [cell for _, cell in actual.terms] == [cell_of(table, "A", "Utfall")]
    assert actual.tolerance == 0


def test_an_unreadable_figure_makes_no_identity() -> None:
    table = net_cost(
        "A | rad | #REF! | 5 | 10\nB | rad | 1 | 2 | -1\nS | summa | 9 | 7 | 9", DEVIATION
    )
    results = {(i.kind, i.result) for i in identities(table)}
    assert ("rad", cell_of(table, "A", "Avvikelse")) not in results
    assert ("summa", cell_of(table, "S", "Utfall")) not in results
    assert ("summa", cell_of(table, "S", "Budget")) in results


def test_a_blank_result_makes_no_identity() -> None:
    table = net_cost("A | rad | 1 | 5 |\nB | rad | 1 | 2 |\nS | summa | | |", DEVIATION)
    assert identities(table) == ()


def test_words_name_few_rows_and_count_many() -> None:
    table = published_table("2022-11", "Nettokostnad")
    words = next(i.words for i in identities(table) if i.kind == "summa")
    assert words.startswith("Utfall: summan av 11 rader, Gemensamt IFO till Ukraina")
    few = net_cost("IFO | A | rad | 1\nIFO | B | rad | 2\nIFO | S | summa | 3")
    assert only(few, "summa").words == "Utfall: A + B"


@pytest.mark.parametrize(
    ("figures", "tolerance"),
    [
        (("10", "10", "10", "31"), "2"),  # whole
        (("10,4", "10", "10,3", "30,7"), "0.2"),  # a nought by chance
        (("10,4372", "10,2811", "10", "30,7"), "0.551"),  # two have been rounded, each in its way
        (("0", "0", "0,25", "0,25"), "0.02"),  # nothing is nothing, whatever the decimals
    ],
)
def test_each_figure_has_its_own_last_place(figures: tuple[str, ...], tolerance: str) -> None:
    *rows, total = figures
    lines = [f"IFO | Rad {i} | rad | {amount}" for i, amount in enumerate(rows)]
    table = net_cost("\n".join([*lines, f"IFO | Summa | summa | {total}"]))
    assert only(table, "summa").tolerance == Decimal(tolerance)


@pytest.mark.parametrize(("total", "holds"), [("254,7", True), ("256,1", False)])
def test_one_figure_printed_twice_may_be_unrounded_once(total: str, *, holds: bool) -> None:
    block = f"IFO | Rad | rad | 255\nIFO | Summa | summa | {total}"
    table = net_cost(f"{block}\nA | Rad 1 | rad | 1\nA | Rad 2 | rad | 2")
    assert only(table, "summa").holds(printed_values(table)) is holds


def test_a_foreign_table_says_its_own_signs_in_the_same_engine() -> None:
    """Budget − Utfall as deviation, costs without a sign, and a result that runs on."""
    table = net_cost(
        """
        | Intäkter | rad | 269 | 260 | -9
        | Kostnader | rad | 1141 | 1130 | -11
        | Nettokostnader | summa | -872 | -870 | 2
        | Skatteintäkter | rad | 917 | 920 | 3
        | Resultat | resultat | 45 | 50 | 5
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget | Avvikelse",
    )
    columns = (
        *table.columns[:2],
        AmountColumn("Avvikelse", ("Budget",), ("Utfall",)),
    )
    foreign = replace(table, columns=columns)
    sums = (SumStructure(2, (0, 1), frozenset({1})), SumStructure(4, (2, 3)))
    known = identities(foreign, sums)
    assert next(i.words for i in known if i.kind == "rad") == "Budget − Utfall på raden Intäkter"
    assert next(i.words for i in known if i.kind == "summa") == "Utfall: Intäkter − Kostnader"
    assert explain(known, foreign.printed) == ()
    wrong = cell_of(foreign, "Kostnader", "Utfall")
    (found,) = explain(known, {**foreign.printed, wrong: Decimal(1411)})
    assert (found.cell, found.expected) == (wrong, Decimal(1141))


def test_a_blank_sum_gives_its_own_signs_to_the_sum_above_it() -> None:
    table = net_cost(
        "| Intäkter | rad | 269\n| Kostnader | rad | 1141\n| Netto | summa |\n"
        "| Skatter | rad | 917\n| Resultat | resultat | 45"
    )
    sums = (SumStructure(2, (0, 1), frozenset({1})), SumStructure(4, (2, 3)))
    (identity,) = identities(table, sums)
    assert [sign for sign, _ in identity.terms] == [1, -1, 1]
    assert identity.holds(table.printed)
