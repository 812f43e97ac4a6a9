"""Dated parameters: by day, by goal, the workbook's own before the shipped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise, product

import pytest

from xl_asn.model.goals import Method
from xl_asn.model.grid import CellRef
from xl_asn.model.statuses import Status, Word, scale_of
from xl_asn.parameters.board import Parameter
from xl_asn.parameters.dated import Parameters, UnusableParameterError
from xl_asn.parameters.shipped import default_board, neutral_board, shipped_boards

NOVEMBER = date(2022, 11, 30)
JULY = date(2023, 7, 31)
LIGHT = ("grön", "gul", "röd").index


def own(
    name: str, value: Decimal | str, day: date = date(2022, 1, 1), goal: int | None = None
) -> Parameter:
    return Parameter(name, value, day, "Nämndens beslut", goal, CellRef("Regler", 6, 3))


def test_the_method_is_chosen_by_the_last_day_of_the_period() -> None:
    assert Parameters.of([], NOVEMBER).policy(1).method is Method.GREEN_SHARE
    assert Parameters.of([], date(2022, 12, 31)).policy(1).method is Method.GREEN_SHARE
    assert Parameters.of([], date(2023, 1, 1)).policy(1).method is Method.MEAN_SCORE
    assert Parameters.of([], JULY).policy(1).method is Method.MEAN_SCORE


def test_before_the_first_decision_the_oldest_value_applies() -> None:
    assert Parameters.of([], date(2018, 4, 30)).policy(1).method is Method.GREEN_SHARE
    assert Parameters.of([], date(2018, 4, 30)).find("Metod") is None


def test_the_shipped_policy() -> None:
    policy = Parameters.of([], NOVEMBER).policy(4)
    assert policy.target == Decimal("0.6")
    assert policy.share_limits == {Status.YELLOW: Decimal("0.2")}
    assert policy.scores == {Status.GREEN: 2, Status.YELLOW: 1, Status.RED: 0}
    assert policy.mean_limits == {
        Status.GREEN: Decimal("1.5"), Status.YELLOW: Decimal("0.5"),
    }  # fmt: skip
    assert not policy.counts_no_outcome
    assert policy.gate == "Budgetavvikelse"
    assert policy.gate_limits == {Status.GREEN: Decimal(0), Status.YELLOW: Decimal("-0.01")}
    assert "Månadsrapport november 2022" in policy.source
    assert Parameters.of([], NOVEMBER).policy(1).gate is None


def test_every_shipped_value_has_a_date_and_a_source() -> None:
    assert default_board().rule_set == "Tyresö ASN 2023-01"
    for parameter in (p for board in shipped_boards().values() for p in board.parameters):
        assert isinstance(parameter.valid_from, date)
        assert parameter.source
        assert type(parameter.value) in {Decimal, str}


def test_the_workbook_comes_before_the_shipped_even_when_it_is_older() -> None:
    parameters = Parameters.of([own("Metod", "andel_grona")], JULY)
    assert parameters.policy(1).method is Method.GREEN_SHARE
    assert parameters.policy(1).source == "Nämndens beslut"


def test_a_value_that_is_not_yet_valid_leaves_the_shipped_one() -> None:
    later = own("Målnivå", Decimal("0.9"), date(2022, 12, 1))
    assert Parameters.of([later], NOVEMBER).policy(1).target == Decimal("0.6")
    assert Parameters.of([later], date(2022, 12, 1)).policy(1).target == Decimal("0.9")


def test_a_value_for_the_goal_comes_before_one_for_all_whatever_the_dates() -> None:
    general = own("Målnivå", Decimal("0.9"), date(2022, 10, 1))
    specific = own("Målnivå", Decimal("0.5"), date(2022, 1, 1), goal=3)
    parameters = Parameters.of([specific, general], NOVEMBER)
    assert parameters.policy(3).target == Decimal("0.5")
    assert parameters.policy(2).target == Decimal("0.9")


@pytest.mark.parametrize("reverse", [False, True])
def test_the_latest_date_that_has_come_applies_whatever_the_order(*, reverse: bool) -> None:
    rows = [
        own("Målnivå", Decimal(share), day)
        for share, day in (
            ("0.5", date(2022, 1, 1)),
            ("0.7", date(2022, 11, 30)),
            ("0.9", date(2022, 12, 1)),
        )
    ]
    parameters = Parameters.of(reversed(rows) if reverse else rows, NOVEMBER)
    assert parameters.policy(1).target == Decimal("0.7")


def test_names_are_read_as_people_write_them() -> None:
    parameters = Parameters.of([own(" MÅLNIVÅ ", Decimal("0.5"))], NOVEMBER)
    assert parameters.policy(1).target == Decimal("0.5")
    assert Parameters.of([own("Spärr", "Sjukfrånvaro", goal=1)], NOVEMBER).policy(1).gate == (
        "Sjukfrånvaro"
    )


@pytest.mark.parametrize(("word", "counts"), [("ja", True), ("Ja ", True), ("nej", False)])
def test_whether_no_outcome_counts(word: str, *, counts: bool) -> None:
    policy = Parameters.of([own("Inget utfall räknas", word)], NOVEMBER).policy(1)
    assert policy.counts_no_outcome is counts


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Metod", "andel gröna", "andel_grona, medelvarde eller samsta"),
        ("Metod", Decimal(1), "andel_grona, medelvarde eller samsta"),
        ("Målnivå", "hög", "ett procenttal mellan 0\u00a0% och 100\u00a0%"),
        ("Inget utfall räknas", "kanske", "ja eller nej"),
        ("Poäng Gul", "ett", "ett tal"),
        ("Spärr Gul från", "-1 procent", "ett tal"),
    ],
)
def test_an_unusable_value_names_itself_and_its_cell(
    name: str, value: Decimal | str, expected: str
) -> None:
    parameter = own(name, value)
    with pytest.raises(UnusableParameterError) as caught:
        Parameters.of([parameter], NOVEMBER).policy(1)
    assert caught.value.parameter is parameter
    assert caught.value.parameter.cell == CellRef("Regler", 6, 3)
    assert caught.value.expected == expected


def test_a_limit_of_the_rules_is_the_workbooks_own_or_the_shipped() -> None:
    name = "Minsta antal i text"
    assert Parameters.of([], NOVEMBER).limit(name) == 5
    assert Parameters.of([own(name, Decimal(10))], NOVEMBER).limit(name) == 10
    assert Parameters.of([], date(2018, 4, 30)).limit(name) == 5, "the oldest, before any decision"
    comment = "Kommentar budgetavvikelse belopp"
    assert Parameters.of([], date(2021, 2, 28)).limit(comment) == 250
    assert Parameters.of([], NOVEMBER).limit(comment) == 1500


def test_a_limit_in_words_is_told_and_the_shipped_one_is_used() -> None:
    parameters = Parameters.of([own("Minsta antal i text", "få")], NOVEMBER)
    assert parameters.limit("Minsta antal i text") == 5
    (error,) = parameters.unusable_limits()
    assert (error.parameter.value, error.expected) == ("få", "ett tal")
    with pytest.raises(TypeError):
        parameters.limit("Metod")


@pytest.mark.parametrize("lights", list(product(("grön", "gul", "röd"), repeat=3)))
def test_a_board_with_words_and_no_limits_of_its_own_is_judged_by_those_of_their_lights(
    lights: tuple[str, ...],
) -> None:
    best_first = enumerate(sorted(lights, key=LIGHT))
    scale = scale_of(tuple(Word(f"Ord {n}", light) for n, light in best_first))
    assert scale is not None
    policy = Parameters.of([], NOVEMBER, neutral_board(), scale).policy(1)
    assert [*policy.share_limits] == [*scale.between]
    assert [*policy.scores] == [*scale.goals]
    assert [*policy.gate_limits] == [*policy.mean_limits] == [*scale.goals[:-1]]
    for limits in (policy.share_limits, policy.scores, policy.mean_limits, policy.gate_limits):
        assert all(one >= other for one, other in pairwise(limits.values()))
