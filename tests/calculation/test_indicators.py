"""Indicators by direction and target, trends in words, and goals rolled up from them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_asn.calculation.goal_tree import rolled_up, tree_goal_cells, tree_goal_results
from xl_asn.calculation.indicators import assess_indicator, indicator_results, shown_measure
from xl_asn.model.goal_tree import FulfilmentOverride, GoalLevel, TreeGoal
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import (
    Answer,
    Direction,
    IndicatorInput,
    IndicatorPolicy,
    Measure,
    Point,
    Target,
    Trend,
    Unmeasured,
    read_outcome,
    read_trend,
)
from xl_asn.model.scales import Fulfilment, Progress, read_contribution, read_fulfilment, read_word

POLICY = IndicatorPolicy(near=Decimal(1), least_measured=3, least_change=Decimal("0.02"))
SHEET = "Indikatorer"

numbers = st.decimals(-1000, 1000, places=1)


def indicator(
    outcome: str | None,
    *targets: str,
    direction: Direction | None = Direction.HIGHER,
    earlier: tuple[str, ...] = (),
    measure: Measure | None = Measure.COUNT,
) -> IndicatorInput:
    points = tuple(
        Point(f"Utfall {2015 + n}", Decimal(value), CellRef(SHEET, 6, 6 + n))
        for n, value in enumerate(earlier)
    )
    value = None if outcome is None else Decimal(outcome)
    levels = tuple(
        Target(name, Decimal(level), CellRef(SHEET, 6, 20 + n))
        for n, (name, level) in enumerate(
            zip(("nämndens målvärde", "kommunens målvärde"), targets, strict=False)
        )
    )
    return IndicatorInput(
        "Indikatorn", 1, measure, direction, points, Point("Utfall", value, CellRef(SHEET, 6, 12)),
        levels, assessment_cell=CellRef(SHEET, 6, 30), trend_cell=CellRef(SHEET, 6, 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "targets", "direction", "expected"),
    [
        ("5", ("5",), Direction.HIGHER, Fulfilment.FULLY),
        ("4", ("5",), Direction.HIGHER, Fulfilment.NOT),
        ("4", ("5",), Direction.LOWER, Fulfilment.FULLY),
        ("7.1", ("5", "4"), Direction.LOWER, Fulfilment.NOT),
        ("4.6", ("5", "4"), Direction.LOWER, Fulfilment.PARTLY),
        ("4", ("5", "4"), Direction.LOWER, Fulfilment.FULLY),
        ("4", (), Direction.LOWER, None),
        ("4", ("5",), None, None),
        (None, ("5",), Direction.HIGHER, None),
    ],
)
def test_assessment_follows_direction_and_targets(
    outcome: str | None,
    targets: tuple[str, ...],
    direction: Direction | None,
    expected: Fulfilment | None,
) -> None:
    result = assess_indicator(indicator(outcome, *targets, direction=direction), POLICY)
    assert result.assessment is expected


def test_near_the_target_is_partly_fulfilled_where_the_municipality_says_so() -> None:
    near = POLICY._replace(near=Decimal("0.8"))
    assert assess_indicator(indicator("4", "5"), near).assessment is Fulfilment.PARTLY
    assert assess_indicator(indicator("3.9", "5"), near).assessment is Fulfilment.NOT
    lower = indicator("6.2", "5", direction=Direction.LOWER)
    assert assess_indicator(lower, near).assessment is Fulfilment.PARTLY
    assert assess_indicator(indicator("-4", "0"), near).assessment is Fulfilment.NOT


def test_what_is_not_measured_cannot_be_assessed_yet_and_says_why() -> None:
    blank = indicator(None, "80")._replace(unmeasured=Unmeasured.NOT_YET)
    result = assess_indicator(blank, POLICY)
    assert result.assessment is Fulfilment.UNKNOWN
    assert result.trend is Trend.UNKNOWN
    assert result.explanation == "Går ännu inte att bedöma: mätning ännu inte genomförd"


@pytest.mark.parametrize(
    ("earlier", "now", "direction", "expected"),
    [
        (("7.8", "5.8", "5.7"), "7.1", Direction.LOWER, Trend.VARIED),
        (("7.8", "6.8", "5.7"), "5.1", Direction.LOWER, Trend.IMPROVING),
        (("7.8", "6.8", "5.7"), "5.1", Direction.HIGHER, Trend.WORSENING),
        (("80", "81", "80"), "80.5", Direction.HIGHER, Trend.UNCHANGED),
        (("100", "98"), "98", Direction.HIGHER, Trend.UNCHANGED),  # two in a hundred, not in 98
        (("80", "85"), "85", Direction.HIGHER, Trend.IMPROVING),
        (("-6358", "3572", "-44536"), "-12549", Direction.HIGHER, Trend.VARIED),
        (("80",), "85", Direction.HIGHER, Trend.UNKNOWN),
    ],
)
def test_trend_in_words(
    earlier: tuple[str, ...], now: str, direction: Direction, expected: Trend
) -> None:
    given_ = indicator(now, "1", earlier=earlier, direction=direction)
    result = assess_indicator(given_, POLICY)
    assert result.trend is expected
    assert result.trend_explanation.startswith(expected.value)


def test_an_outcome_of_parts_is_filled_in_and_assessed() -> None:
    parts = (indicator("-13499"), indicator("950"))
    whole = indicator(None, "0", measure=Measure.AMOUNT)._replace(parts=parts)
    result = assess_indicator(whole, POLICY)
    assert (result.outcome, result.assessment) == (Decimal(-12_549), Fulfilment.NOT)
    outcome, assessment, _ = indicator_results([result])
    assert (outcome.value, outcome.fills) == (Decimal(-12_549), True)
    assert (assessment.value, assessment.fills) == (Fulfilment.NOT, False)


def test_measures_are_shown_as_they_are_meant() -> None:
    assert shown_measure(Decimal("0.071"), Measure.SHARE) == "7,1\u00a0%"
    assert shown_measure(Decimal(1), Measure.YES_NO) == "Ja"
    assert shown_measure(Decimal(1), Measure.YES_PARTLY_NO) == "Delvis"
    assert shown_measure(Decimal(-13_499), Measure.AMOUNT) == "−13\u00a0499"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 % minskning.", Decimal("-0.12")),
        ("7 % ökning", Decimal("0.07")),
        ("7,8%", Decimal("0.078")),
        ("Ja", Answer.YES),
        ("Mätning ännu inte genomförd.", Unmeasured.NOT_YET),
        ("Mätning genomfördes inte.", Unmeasured.NOT_MADE),
        ("Tidigare utfall för indikatorn saknas", Unmeasured.MISSING),
        ("ungefär 7", None),
        ("Myndighet: -13 499 Kommunal regi: 950", None),
    ],
)
def test_outcomes_are_read_as_people_write_them(text: str, expected: object) -> None:
    assert read_outcome(text) == expected


def test_words_of_the_scales_are_read_as_the_reports_print_them() -> None:
    assert read_fulfilment("Delvis uppfyllt.") is Fulfilment.PARTLY
    assert read_fulfilment("Kan ännu inte bedömas.") is Fulfilment.UNKNOWN
    assert read_fulfilment("Målnivån uppnås inte.") is None
    assert read_word("● Genomfört", Progress) is Progress.DONE
    assert read_trend("Sjukfrånvaron har varierat sedan år 2015.") is Trend.VARIED
    assert read_trend("Har varierat men förbättras") is None
    assert read_contribution("Verksamhetsområdet bidrar i dagsläget inte till målet.") == (
        Fulfilment.NOT,
    )
    assert read_contribution("Bedöms bidra till målet men sjuktalen når inte målnivån.") == (
        Fulfilment.PARTLY,
    )
    for word in (*Fulfilment, *Progress):
        assert read_word(word.shown, type(word)) is word


@given(st.lists(st.sampled_from(Fulfilment), max_size=6), st.randoms())
def test_a_roll_up_does_not_depend_on_order(statuses: list[Fulfilment], random: object) -> None:
    shuffled = statuses[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rolled_up(shuffled) is rolled_up(statuses)


@given(st.lists(st.sampled_from(tuple(Fulfilment)[:3]), min_size=1, max_size=6), st.data())
def test_a_worse_part_never_improves_the_whole(
    statuses: list[Fulfilment], data: st.DataObject
) -> None:
    order = tuple(Fulfilment)
    place = data.draw(st.integers(0, len(statuses) - 1))
    worse = data.draw(st.sampled_from(order[order.index(statuses[place]) : 3]))
    changed = [*statuses[:place], worse, *statuses[place + 1 :]]
    before, after = rolled_up(statuses), rolled_up(changed)
    assert before is not None
    assert after is not None
    assert order.index(after) >= order.index(before)


@given(numbers, numbers, numbers, st.sampled_from(Direction))
def test_a_better_outcome_never_gets_a_worse_assessment(
    one: Decimal, other: Decimal, target: Decimal, direction: Direction
) -> None:
    worse, better = sorted((one, other), key=lambda value: value * direction.sign)
    order = tuple(Fulfilment)
    for near in ("1", "0.7"):
        policy = POLICY._replace(near=Decimal(near))
        first, second = (
            assess_indicator(indicator(str(v), str(target), direction=direction), policy).assessment
            for v in (worse, better)
        )
        assert first is not None
        assert second is not None
        assert order.index(second) <= order.index(first)


def tree_goal(
    number: int, kind: GoalLevel, above: int | None, printed: Fulfilment | None
) -> TreeGoal:
    return TreeGoal(number, kind, "Målet", above, printed, CellRef("Mål", number, 8))


def test_goals_are_assessed_from_below_and_the_author_judges_what_has_nothing_below() -> None:
    goals = (
        tree_goal(1, GoalLevel.STRATEGIC, None, None),
        tree_goal(11, GoalLevel.QUALITY, 1, Fulfilment.PARTLY),
        tree_goal(12, GoalLevel.QUALITY, 1, Fulfilment.FULLY),
    )
    strategic, quality, _ = tree_goal_results(goals, ())
    assert (strategic.computed, quality.computed) == (Fulfilment.PARTLY, None)
    assert strategic.explanation == ("Delvis uppfyllt: 2 mål (1 helt uppfyllt, 1 delvis uppfyllt)")
    (cell,) = tree_goal_cells((strategic, quality))
    assert (cell.cell, cell.value) == (CellRef("Mål", 1, 8), Fulfilment.PARTLY)


def test_a_goal_without_a_measured_indicator_keeps_the_authors_own_assessment() -> None:
    unmeasured = assess_indicator(
        indicator(None, "80")._replace(unmeasured=Unmeasured.NOT_YET), POLICY
    )
    own = tree_goal(1, GoalLevel.BOARD, None, Fulfilment.FULLY)
    (kept,) = tree_goal_results((own,), (unmeasured,))
    assert (kept.computed, kept.status) == (None, Fulfilment.FULLY)
    (blank,) = tree_goal_results((own._replace(printed=None),), (unmeasured,))
    assert blank.status is Fulfilment.UNKNOWN


def test_an_override_applies_upwards_and_is_told() -> None:
    override = FulfilmentOverride(
        Fulfilment.PARTLY, "arbetet har börjat", "nämnden", CellRef("Mål", 11, 10)
    )
    board = tree_goal(11, GoalLevel.BOARD, 1, None)._replace(override=override)
    missed = assess_indicator(indicator("4", "5"), POLICY)._replace()
    missed = missed._replace(indicator=missed.indicator._replace(goal=11))
    strategic, overridden = tree_goal_results(
        (tree_goal(1, GoalLevel.STRATEGIC, None, None), board), (missed,)
    )
    assert (overridden.computed, overridden.status) == (Fulfilment.NOT, Fulfilment.PARTLY)
    assert strategic.status is Fulfilment.PARTLY
    assert "överstyrd av nämnden, arbetet har börjat" in overridden.explanation
    assert overridden.as_json()["överstyrd"] is True
