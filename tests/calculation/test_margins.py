"""What would make a goal green or fall: the number said does it, and one fewer does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from tests.calculation.test_laws import goal, judged, outcomes, rank
from tests.calculation.test_rollup import BY_MEAN, BY_SHARE, plain
from tests.calculation.test_rollup import goal as goal_of
from xl_asn.calculation.margins import Margin, margin, nearest_to_fall
from xl_asn.calculation.rollup import assess
from xl_asn.model.goals import GoalInput, Override, Policy
from xl_asn.model.grid import CellRef
from xl_asn.model.statuses import Status

BUDGET = Decimal(274_572)


def margin_of(given: GoalInput, policy: Policy) -> Margin:
    found = margin(given, policy, assess(given, policy))
    assert found is not None
    return found


def with_budget(given: GoalInput) -> GoalInput:
    return given._replace(gate=given.gate and given.gate._replace(budget=BUDGET))


def moved(given: GoalInput, share: Decimal) -> GoalInput:
    assert given.gate is not None
    assert given.gate.outcome is not None
    return given._replace(gate=given.gate._replace(outcome=given.gate.outcome + share))


def turned(given: GoalInput, units: int, to: Status, policy: Policy, *, worst: bool) -> GoalInput:
    """Return a goal with its worst or best assessed units turned."""
    goals = policy.scale.goals
    order = sorted(
        (unit for unit in given.units if unit.status in goals and unit.status is not to),
        key=lambda unit: rank(unit.status, policy),
        reverse=worst,
    )
    chosen = {unit.cell for unit in order[:units]}
    assert len(chosen) == units
    return given._replace(
        units=tuple(u._replace(status=to) if u.cell in chosen else u for u in given.units),
    )


cases = judged().filter(lambda case: set(case[1]) & set(case[0].scale.goals))
LEAST = Decimal("0.000001")


@given(cases, outcomes)
def test_what_is_said_makes_it_green_and_less_does_not(
    case: tuple[Policy, list[Status]], outcome: Decimal | None
) -> None:
    policy, units = case
    top, goals = policy.scale.best, policy.scale.goals
    given = with_budget(goal(units, outcome))
    way = margin_of(given, policy).to_green
    if way.units is None:
        every = sum(s in goals and s is not top for s in units)
        free = given._replace(gate=None)
        best = turned(free, every, top, policy, worst=True)
        assert assess(best, policy).status is not top
        return
    enough = turned(given, way.units, top, policy, worst=True)
    if way.gate is not None:
        assert assess(enough, policy).status is not top, "the gate is needed too"
        assert way.gate.thousands == way.gate.share * BUDGET
        almost = moved(enough, way.gate.share - LEAST)
        assert assess(almost, policy).status is not top
        enough = moved(enough, way.gate.share)
    assert assess(enough, policy).status is top
    if way.units:
        fewer = turned(given, way.units - 1, top, policy, worst=True)
        fewer = moved(fewer, way.gate.share) if way.gate else fewer
        assert assess(fewer, policy).status is not top
    done = not way.units and way.gate is None
    assert (
        (way.sentence == f"Redan {top.value.lower()}.")
        == done
        == (assess(given, policy).status is top)
    )


@given(cases, outcomes)
def test_what_is_said_makes_it_fall_and_less_does_not(
    case: tuple[Policy, list[Status]], outcome: Decimal | None
) -> None:
    policy, units = case
    low, goals = policy.scale.worst, policy.scale.goals
    given = with_budget(goal(units, outcome))
    before = assess(given, policy)
    way = margin_of(given, policy).to_fall
    if way.units is not None:
        fallen = assess(turned(given, way.units, low, policy, worst=False), policy)
        assert rank(fallen.status, policy) > rank(before.status, policy)
        kept = assess(turned(given, way.units - 1, low, policy, worst=False), policy)
        assert rank(kept.status, policy) == rank(before.status, policy)
    else:
        every = sum(s in goals and s is not low for s in units)
        worst = assess(turned(given, every, low, policy, worst=False), policy)
        assert rank(worst.status, policy) == rank(before.status, policy)
    if way.gate is not None:
        kept = assess(moved(given, -way.gate.share), policy)
        assert rank(kept.status, policy) == rank(before.status, policy)
        fallen = assess(moved(given, -way.gate.share - LEAST), policy)
        assert rank(fallen.status, policy) > rank(before.status, policy)
    assert way.sentence.startswith(("Faller om ", "Kan inte falla"))


@pytest.mark.parametrize(
    ("units", "gate", "policy", "sentence"),
    [
        ("GGGGGGGGYY", None, BY_SHARE, "Redan grön. Faller om 3 enheter slutar vara gröna."),
        ("GGGGGGYYYY", None, BY_SHARE, "Redan grön. Faller om 1 enhet slutar vara grön."),
        ("GGGGGYYYYR", None, BY_SHARE, ("Blir grön om 1 enhet till blir grön. "
                                       "Faller om 4 enheter slutar vara gröna.")),
        ("RRRRRRRRRR", None, BY_SHARE, ("Blir grön om 6 enheter till blir gröna. "
                                       "Kan inte falla längre.")),
        ("GGGGGYYYRR", None, BY_MEAN, ("Blir grön om 1 röd enhet blir grön. "
                                      "Faller om 5 gröna enheter blir röda.")),
        ("GYYYYYYYYR", None, BY_MEAN, ("Blir grön om 4 enheter till blir gröna, alla röda bland "
                                      "dem. Faller om 5 enheter blir röda, alla gröna bland dem.")),
        ("GGGGGGGGYY", "-0.006", BY_SHARE,
         ("Blir grön om helårsprognosen förbättras med 1 648 tkr. Faller om 7 enheter slutar vara "
         "gröna eller helårsprognosen försämras med mer än 1 098 tkr.")),
        ("GGGGGYYYYY", "-0.024", BY_SHARE,
         ("Blir grön om 1 enhet till blir grön och helårsprognosen förbättras med 6 590 tkr. "
         "Kan inte falla längre.")),
    ],
)  # fmt: skip
def test_sentences(units: str, gate: str | None, policy: Policy, sentence: str) -> None:
    given = with_budget(goal_of(units, gate=gate))
    assert plain(margin_of(given, policy).sentence) == sentence


def test_without_a_budget_the_gate_is_told_in_points() -> None:
    found = margin_of(goal_of("GGGGGGGGYY", gate="-0.0066"), BY_SHARE)
    assert found.to_green.sentence == (
        "Blir grön om Budgetavvikelse förbättras med 0,66 procentenheter."
    )
    assert "försämras med mer än 0,34 procentenheter" in found.to_fall.sentence
    assert found.to_green.as_json() == {
        "enheter": 0, "andel": 0.0066, "tkr": None, "förklaring": found.to_green.sentence,
    }  # fmt: skip


def test_a_policy_that_nothing_can_meet_is_said() -> None:
    high = BY_MEAN._replace(mean_limits={**BY_MEAN.mean_limits, Status.GREEN: Decimal(3)})
    found = margin_of(goal_of("GGYY"), high)
    assert found.to_green.units is None
    assert found.to_green.sentence == "Kan inte bli grön med gränserna på bladet Regler."
    low = BY_MEAN._replace(mean_limits={**BY_MEAN.mean_limits, Status.GREEN: Decimal(0)})
    assert margin_of(goal_of("GGYY"), low).to_fall.sentence.startswith("Kan inte falla med")


@pytest.mark.parametrize(
    ("units", "policy", "sentence"),
    [
        ("GG--", BY_SHARE, "Kan inte bli grön så länge fler än 1 av C och D är utan utfall."),
        ("GY---", BY_SHARE, "Kan inte bli grön så länge fler än 2 av C, D och E är utan utfall."),
        ("GGG-", BY_SHARE, "Redan grön."),
        ("GY-", BY_SHARE, "Blir grön om 1 enhet till blir grön."),
        ("GG-", BY_MEAN, "Kan inte bli grön så länge C är utan utfall."),
        ("GY-Y", BY_MEAN, "Blir grön om 2 enheter till blir gröna."),
    ],
)  # fmt: skip
def test_units_without_an_outcome_that_are_counted_are_named_where_they_hold_back(
    units: str, policy: Policy, sentence: str
) -> None:
    counting = policy._replace(counts_no_outcome=True)
    given = goal_of(units)
    given = given._replace(
        units=tuple(u._replace(unit=chr(65 + i)) for i, u in enumerate(given.units))
    )
    assert plain(margin_of(given, counting).to_green.sentence) == sentence


def test_an_override_is_left_out_and_an_unassessed_goal_has_no_margin() -> None:
    override = Override(Status.GREEN, "Beslut", "Nämnden", CellRef("Mål", 6, 11))
    overridden = goal_of("GGGGGYYYYY", override=override)
    assert margin_of(overridden, BY_SHARE).to_green.units == 1
    missing = goal_of("GGGGG.....")
    assert margin(missing, BY_SHARE, assess(missing, BY_SHARE)) is None


def test_the_nearest_to_fall_are_all_named() -> None:
    given = [
        goal_of(units, gate=gate)._replace(number=number, name=name)
        for number, (name, units, gate) in enumerate(
            [("Ett", "GGGGGGY", None), ("Två", "GGGYY", None), ("Tre", "GGYYR", "0.01")], 1
        )
    ]
    found = [margin_of(with_budget(g), BY_SHARE) for g in given]
    assert plain(nearest_to_fall(found)) == (
        "Närmast att falla: mål 2 Två (1 enhet), och mål 3 Tre (5 491 tkr i helårsprognosen)."
    )
    assert nearest_to_fall([]) == ""
    same = [margin_of(g._replace(gate=None), BY_SHARE) for g in (given[1], given[1])]
    assert nearest_to_fall(same) == "Närmast att falla: mål 2 Två och mål 2 Två (1 enhet)."
