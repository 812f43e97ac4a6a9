"""The worksheet functions as plain functions, with the seeds' figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.excel import formulas
from xl_asn.excel.ranges import FAULT, Cells
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.money import show_share

EIGHT_OF_TEN: Cells = [["Grön"]] * 8 + [["Gul"], ["Röd"]]


def test_deviation_of_a_published_row() -> None:
    # 2021-02, "Gemensamt IFO": printed −2 418
    assert formulas.deviation(-88017.0, -85549.0) == Decimal(-2468)


def test_forecast_change_is_an_improvement_when_positive() -> None:
    assert formulas.forecast_change(-276238.0, -281138.0) == Decimal(4900)


def test_binary_noise_is_not_money() -> None:
    assert formulas.deviation(0.3, 0.1) == Decimal("0.2")


def test_budget_share_of_the_boards_total() -> None:
    share = formulas.budget_share(-274572.0 - 1666, -274572.0)
    assert isinstance(share, Decimal)
    assert show_share(share, 1, signed=True) == "−0,6\u00a0%"


def test_no_share_of_nothing() -> None:
    assert formulas.budget_share(100.0, 0.0) == (
        "Fel: årsbudgeten är noll, och då finns ingen andel av den."
    )


def test_green_share_counts_those_with_an_outcome() -> None:
    assert formulas.green_share(EIGHT_OF_TEN) == Decimal("0.8")
    assert formulas.green_share([["Grön", "Inget utfall", "röd", "● Grön"]]) == Decimal(2) / 3


def test_blank_cells_at_the_end_are_no_units_but_a_gap_is_an_omission() -> None:
    assert formulas.green_share([["Grön"], ["Gul"], [None], [" "]]) == Decimal("0.5")
    assert formulas.green_share([["Grön"], [None], ["Gul"]]) == (
        "Fel: 1 av 3 celler är tomma. Skriv Inget utfall där enheten inte har något utfall."
    )


def test_no_outcome_at_all_is_not_zero_per_cent() -> None:
    found = formulas.green_share([["Inget utfall"], ["Inget utfall"]])
    assert found == "Går inte att bedöma: ingen av 2 enheter har utfall"


@pytest.mark.parametrize(
    ("target", "gate", "status"),
    [
        (0.6, None, "Grön"),
        (0.6, -0.006, "Gul"),
        ("60 %", "−0,6 %", "Gul"),
        (0.6, -0.024, "Röd"),
        (0.6, 0.0, "Grön"),
        (0.9, None, "Gul"),
        (None, None, "Grön"),
        ("", "", "Grön"),
    ],
)
def test_goal_status_with_and_without_a_gate(target: Cells, gate: Cells, status: str) -> None:
    assert formulas.goal_status(EIGHT_OF_TEN, target, gate) == status


def test_without_a_target_level_the_latest_method_decides() -> None:
    # 2023-07: five green and five yellow make Grön, three green, five yellow and two red Gul
    assert formulas.goal_status([["Grön"]] * 5 + [["Gul"]] * 5) == "Grön"
    assert formulas.goal_status([["Grön"]] * 5 + [["Gul"]] * 3 + [["Röd"]] * 2) == "Gul"


def test_a_gate_never_raises_a_status() -> None:
    assert formulas.goal_status([["Röd"]] * 10, 0.6, 0.05) == "Röd"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([["Blå"]],), "”Blå” är ingen bedömning. Skriv Grön, Gul, Röd eller Inget utfall."),
        (([[0.8]],), "”0.8” är ingen bedömning. Skriv Grön, Gul, Röd eller Inget utfall."),
        (([["#REF!"]],), "cellen som räknas innehåller #REF!."),
        ((None,), "området är tomt. Ange cellerna med enheternas bedömningar."),
        ((EIGHT_OF_TEN, 60.0), "målnivån är 60, det vill säga 6\u00a0000 %. Menade du 60 %?"),
        ((EIGHT_OF_TEN, -0.6), "målnivån kan inte vara mindre än noll."),
        ((EIGHT_OF_TEN, 0.6, [[1.0], [2.0]]), "spärren ska vara en enda cell."),
        ((EIGHT_OF_TEN, 0.6, "lite"), "”lite” är inte ett tal."),
    ],
)
def test_a_status_that_cannot_be_told(arguments: tuple[Cells, ...], sentence: str) -> None:
    assert formulas.goal_status(*arguments) == f"{FAULT}{sentence}"


def test_risk_value() -> None:
    assert formulas.risk_value(4.0, 5.0) == Decimal(20)
    assert formulas.risk_value(4.0, 7.0) == ("Fel: konsekvens ska vara ett heltal 1–5, här står 7.")
    assert formulas.risk_value(2.5, 5.0) == (
        "Fel: sannolikhet ska vara ett heltal 1–5, här står 2,5."
    )


@pytest.mark.parametrize(
    ("text", "thousands"),
    [("−5,3 mnkr", -5300), ("+4,9 mnr", 4900), ("27,9 mnr", 27900), ("-13,5 Msek.", -13500),
     (-5300.0, -5300), ("+-0 Mkr", 0)],
)  # fmt: skip
def test_amounts_in_words(text: Cells, thousands: int) -> None:
    assert formulas.amount(text) == Decimal(thousands)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("−5,3", "”−5,3” saknar enhet. Skriv tkr, mnkr eller mdkr efter."),
        ("5.3 mnkr", "”5.3 mnkr” går inte att läsa som ett belopp. Skriv till exempel −5,3 mnkr."),
        ("#N/A", "cellen som räknas innehåller #N/A."),
        ("Fel: budget saknas.", "budget saknas."),
        (True, "”SANT” är inte ett tal."),
        (date(2022, 11, 30), "”2022-11-30” är inte ett tal."),
        (float("inf"), "”inf” är inte ett tal."),
        (1e300, "talet är för stort."),
    ],
)
def test_what_is_no_amount(text: Cells, sentence: str) -> None:
    assert formulas.amount(text) == f"{FAULT}{sentence}"


def test_amounts_are_printed_as_the_board_prints_them() -> None:
    assert formulas.amount_text(-5287.0) == "−5,3\u00a0mnkr"
    assert formulas.amount_text(255.0, "tkr") == "+255\u00a0tkr"
    assert formulas.amount_text(None) == ""
    assert formulas.amount_text(1.0, "kr") == (
        "Fel: enheten ”kr” finns inte. Välj tkr, mnkr eller mdkr."
    )


@given(st.integers(-(10**7), 10**7), st.sampled_from(AmountUnit))
def test_belopp_of_text_gives_the_amount_back(count: int, unit: AmountUnit) -> None:
    thousands = count * unit.thousands.scaleb(-unit.decimals)
    assert formulas.amount(formulas.amount_text(thousands, unit.value)) == thousands


def test_shapes_are_kept_and_single_cells_stretched() -> None:
    assert formulas.deviation([[3.0], [4.0]], [[1.0], [1.0]]) == [[2], [3]]
    assert formulas.deviation([[3.0, 4.0]], 1.0) == [[2, 3]]
    assert formulas.risk_value([[1.0, 2.0, 3.0]], [[4.0], [5.0]]) == [[4, 8, 12], [5, 10, 15]]
    assert formulas.deviation([[3.0]], [[1.0]]) == [[2]]
    assert formulas.deviation(3.0, 1.0) == 2


def test_ranges_that_do_not_fit_say_so() -> None:
    assert formulas.deviation([[1.0], [2.0], [3.0]], [[1.0], [2.0]]) == (
        "Fel: områdena har olika storlek: 3 × 1 och 2 × 1 celler."
    )


def test_each_cell_answers_for_itself() -> None:
    found = formulas.deviation(
        [[10.0], [None], [5.0], ["#REF!"], ["tio"], ["–"], [0.0]],
        [[4.0], [None], [None], [1.0], [1.0], [None], [0.0]],
    )
    assert found == [
        [6],
        [""],
        ["Fel: budget saknas. Tomt är inte noll: skriv 0 om det är noll."],
        ["Fel: cellen som räknas innehåller #REF!."],
        ["Fel: ”tio” är inte ett tal."],
        [""],
        [0],
    ]


CELL = st.one_of(
    st.none(), st.booleans(), st.floats(), st.text(max_size=6), st.dates(),
    st.sampled_from(["Grön", "Gul", "−5,3 mnkr", "60 %", "#N/A", "Fel: x", "–"]),
)  # fmt: skip


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=3), CELL)
def test_nothing_that_a_cell_holds_raises(cells: Cells, other: Cells) -> None:
    for formula in (
        formulas.deviation, formulas.forecast_change, formulas.budget_share, formulas.risk_value,
        formulas.goal_status, formulas.amount_text,
    ):  # fmt: skip
        formula(cells, other)
        formula(other, cells)
    formulas.amount(cells)
    formulas.green_share(cells)
