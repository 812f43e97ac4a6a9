"""From unit statuses to a goal's status: the published goals, gates, overrides and words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.calculation.tables import published
from tests.documents.reading import table_of
from xl_asn.calculation.amounts import budget_deviation
from xl_asn.calculation.calculated import calculate
from xl_asn.calculation.rollup import assess, goal_results, show_against
from xl_asn.documents.sheets.goal_inputs import goal_inputs
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.model.goals import Gate, GoalInput, GoalResult, Override, Policy, UnitResult
from xl_asn.model.grid import CellRef
from xl_asn.model.statuses import Status
from xl_asn.parameters.dated import Parameters

G, Y, R, NONE = Status.GREEN, Status.YELLOW, Status.RED, Status.NO_OUTCOME
OUTCOME = CellRef("Målindikatorer", 6, 3)
WORDS = {"G": G, "Y": Y, "R": R, "-": NONE, ".": None}


def policy(day: date, number: int = 1) -> Policy:
    return Parameters.of([], day).policy(number)


BY_SHARE = policy(date(2022, 11, 30))
BY_MEAN = policy(date(2023, 7, 31))


def goal(
    units: str,
    *,
    target: str | None = None,
    gate: str | None = None,
    override: Override | None = None,
) -> GoalInput:
    """Return a goal with a unit for each letter, and a gate where it has an outcome."""
    return GoalInput(
        4,
        "Ekonomi",
        tuple(
            UnitResult(f"Enhet {i}", WORDS[letter], CellRef("Enhetsresultat", 6 + i, 3))
            for i, letter in enumerate(units)
        ),
        None if target is None else Decimal(target),
        None if gate is None else Gate("Budgetavvikelse", Decimal(gate), OUTCOME, ()),
        override,
        CellRef("Mål", 6, 8),
        CellRef("Mål", 6, 9),
        (("Översyn", CellRef("Mål", 6, 10)),),
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def published_goals(month: str) -> dict[int, GoalResult]:
    report = published(month)
    assert report.period is not None
    parameters = Parameters.of([], report.period.end)
    policies = {
        int(g.number): parameters.policy(int(g.number))
        for g in table_of(report, GoalRow)
        if g.number
    }
    tables = report.amount_tables()
    deviation = budget_deviation(tables[0]) if tables else None
    whole = calculate(tables, goal_inputs(report, policies, deviation), [], policies)
    return {result.number: result for result in whole.goals}


def test_november_2022_as_published() -> None:
    goals = published_goals("2022-11")
    assert {n: (g.green, g.with_outcome, g.status) for n, g in goals.items()} == {
        1: (8, 10, G),
        2: (9, 10, G),
        3: (9, 10, G),
        4: (8, 10, Y),
    }
    assert plain(goals[4].explanation) == (
        "Gul: 8 av 10 enheter gröna (80 % ≥ 60 %) men Budgetavvikelse −0,6 % är Gul och begränsar"
    )
    assert plain(goals[2].explanation) == "Grön: 9 av 10 enheter gröna (90 % ≥ 60 %)"


def test_june_and_july_2023_as_printed_on_the_rows() -> None:
    goals = published_goals("2023-07")
    assert {n: g.status for n, g in goals.items()} == {1: G, 2: G, 3: Y, 4: G}
    assert plain(goals[3].explanation) == (
        "Gul: 5 av 10 enheter gröna, medelvärde 1,3 ≥ 0,5 men < 1,5 (5 Grön, 3 Gul, 2 Röd)"
    )
    assert plain(goals[4].explanation).endswith(
        "(5 Grön, 5 Gul, 0 Röd) och Budgetavvikelse +2,4 % är Grön"
    )


def test_february_2021_lost_its_colours_and_cannot_be_assessed() -> None:
    goals = published_goals("2021-02")
    assert {n: (g.status, g.share, len(g.missing)) for n, g in goals.items()} == {
        1: (None, None, 10),
        2: (None, None, 9),
        3: (None, None, 10),
        4: (None, None, 8),
    }
    assert goals[2].explanation == "Går inte att bedöma: 9 av 10 enheter saknar bedömning"


@pytest.mark.parametrize(
    ("units", "share", "status"),
    [
        ("GGGYYYRRR-", "33 %", Y),
        ("GGGGYYRR--", "50 %", Y),
        ("GGGGGGGGYY", "80 %", G),
        ("GGGGGGYYYY", "60 %", G),
        ("GYYYYYYYYY", "10 %", R),
    ],
)
def test_the_share_leaves_units_without_outcome_out(units: str, share: str, status: Status) -> None:
    found = assess(goal(units), BY_SHARE)
    assert found.status is status
    assert found.share is not None
    assert share in plain(found.explanation)


def test_units_without_outcome_count_where_the_municipality_says_so() -> None:
    counting = BY_SHARE._replace(counts_no_outcome=True)
    assert assess(goal("GGGGGGYYY-"), counting).share == Decimal("0.6")
    assert assess(goal("GGGGGG---"), counting).with_outcome == 9
    assert assess(goal("GGGGGG---"), BY_SHARE).with_outcome == 6


def test_the_list_beside_a_mean_holds_all_that_are_counted() -> None:
    counting = BY_MEAN._replace(counts_no_outcome=True)
    assert "medelvärde 1,0 ≥ 0,5 men < 1,5 (2 Grön, 0 Gul, 0 Röd, 2 Inget utfall)" in plain(
        assess(goal("GG--"), counting).explanation
    )
    assert "(2 Grön, 0 Gul, 0 Röd)" in assess(goal("GG--"), BY_MEAN).explanation
    assert "(1 Grön, 1 Gul, 0 Röd)" in assess(goal("GY"), counting).explanation


def test_the_goals_own_target_comes_before_the_policys() -> None:
    assert assess(goal("GGGGGGGYYY"), BY_SHARE).status is G
    assert assess(goal("GGGGGGGYYY", target="0.8"), BY_SHARE).status is Y
    assert assess(goal("GGGGGGGYYY", target="0.8"), BY_MEAN).target == Decimal("0.8")
    assert assess(goal("GGGGGGGYYY"), BY_MEAN).target is None


@pytest.mark.parametrize(
    ("units", "status"),
    [("GGGGGYYYYY", G), ("GGGGYYYYYY", Y), ("YYYYYRRRRR", Y), ("YYYYRRRRRR", R)],
)
def test_the_mean_has_its_limits(units: str, status: Status) -> None:
    assert assess(goal(units), BY_MEAN).status is status


@pytest.mark.parametrize(
    ("outcome", "status", "shown"),
    [
        ("0", G, "0,0 % är Grön"),
        ("0.02", G, "+2,0 % är Grön"),
        ("-0.0004", Y, "−0,04 % är Gul och begränsar"),
        ("-0.01", Y, "−1,0 % är Gul och begränsar"),
        ("-0.0101", R, "−1,01 % är Röd och begränsar"),
        ("-0.024", R, "−2,4 % är Röd och begränsar"),
    ],
)
def test_a_gate_caps_the_status(outcome: str, status: Status, shown: str) -> None:
    found = assess(goal("GGGGGGGGYY", gate=outcome), BY_SHARE)
    assert found.status is status
    assert plain(found.explanation).endswith(f"Budgetavvikelse {shown}")
    assert OUTCOME in found.inputs


def test_a_gate_never_raises_the_status() -> None:
    found = assess(goal("RRRRRRRRRG", gate="0.5"), BY_SHARE)
    assert found.status is R
    assert "begränsar" not in found.explanation


def test_a_gate_without_outcome_leaves_the_goal_open() -> None:
    missing = goal("GGGGGGGGYY")._replace(gate=Gate("Budgetavvikelse", None, OUTCOME, ()))
    found = assess(missing, BY_SHARE)
    assert found.status is None
    assert found.share == Decimal("0.8")
    assert plain(found.explanation) == (
        "Går inte att bedöma: 8 av 10 enheter gröna (80 % ≥ 60 %), "
        "men Budgetavvikelse saknas och spärren är inte prövad"
    )
    assert {r.column for r in goal_results(missing, found)} == {"Utfall"}


@pytest.mark.parametrize(
    ("units", "why"),
    [
        ("", "målet har inga rader på bladet Enhetsresultat"),
        ("--", "ingen av 2 enheter har utfall"),
        ("GG.G", "1 av 4 enheter saknar bedömning"),
    ],
)
def test_what_cannot_be_assessed_says_why(units: str, why: str) -> None:
    found = assess(goal(units), BY_SHARE)
    assert found.status is None
    assert found.share is None
    assert found.explanation == f"Går inte att bedöma: {why}"


def test_an_override_decides_and_both_sentences_can_be_read() -> None:
    override = Override(
        Y, "Sjukfrånvaron har ökat", "Nämnden", CellRef("Mål", 6, 11), date(2022, 12, 13)
    )
    found = assess(goal("GGGGGGGGYY", override=override), BY_SHARE)
    assert (found.status, found.computed, found.override) == (Y, G, override)
    assert plain(found.explanation) == (
        "Gul: överstyrd av Nämnden 2022-12-13, Sjukfrånvaron har ökat "
        "(reglerna ger Grön: 8 av 10 enheter gröna (80 % ≥ 60 %))"
    )
    assert override.cell in found.inputs
    assert found.as_json()["överstyrd"] is True


def test_an_override_stands_where_nothing_can_be_computed() -> None:
    override = Override(R, "Inspektion pågår", "Nämnden", CellRef("Mål", 6, 11))
    found = assess(goal("GG.", override=override), BY_SHARE)
    assert (found.status, found.computed) == (R, None)
    assert "överstyrd av Nämnden, Inspektion pågår" in found.explanation


@pytest.mark.parametrize(
    ("share", "limits", "shown"),
    [
        ("0.596", ("0.6",), "59,6 %"),
        ("0.5996", ("0.6",), "59,96 %"),
        ("0.5556", ("0.6",), "56 %"),
        ("0.6", ("0.6",), "60 %"),
        ("0.604", ("0.6",), "60 %"),
    ],
)
def test_a_share_is_shown_on_the_right_side_of_its_limit(
    share: str, limits: tuple[str, ...], shown: str
) -> None:
    assert plain(show_against(Decimal(share), *map(Decimal, limits))) == shown


def test_the_cells_that_an_assessed_goal_gives() -> None:
    given = goal("GGGGGGGGYY", gate="-0.006")
    assert given.gate is not None
    computed = given.gate._replace(
        inputs=(CellRef("Nettokostnad", 17, 7), CellRef("Nettokostnad", 17, 8)),
        assessment_cell=CellRef("Målindikatorer", 6, 5),
    )
    given = given._replace(gate=computed)
    cells = {(r.cell.sheet, r.column): r for r in goal_results(given, assess(given, BY_SHARE))}
    assert {place: r.value for place, r in cells.items()} == {
        ("Målindikatorer", "Utfall"): Decimal("-0.006"),
        ("Målindikatorer", "Bedömning"): Status.YELLOW,
        ("Mål", "Utfall"): Decimal("0.8"),
        ("Mål", "Bedömning"): Status.YELLOW,
        ("Mål", "Översyn"): Status.YELLOW,
    }
    assert cells["Mål", "Utfall"].formula == "Gröna enheter / enheter med utfall = 8/10"
    assert cells["Mål", "Översyn"].fills
    assert not cells["Mål", "Bedömning"].fills


def test_as_json_is_what_the_handbook_promises() -> None:
    found = assess(goal("GGGYYYRRR-", gate="-0.006"), BY_SHARE).as_json()
    assert found["andel"] == 0.333333
    assert (found["gröna"], found["med_utfall"], found["målnivå"]) == (3, 9, 0.6)
    assert found["spärr"] == {"indikator": "Budgetavvikelse", "utfall": -0.006, "bedömning": "Gul"}
    assert found["bedömning"] == "Gul"
