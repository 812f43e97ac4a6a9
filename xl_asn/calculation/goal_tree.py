"""From indicators to board goals and from them to strategic goals, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xl_asn.model.goal_tree import GoalLevel, TreeGoal, TreeGoalResult
from xl_asn.model.indicators import IndicatorResult
from xl_asn.model.results import Result
from xl_asn.model.scales import Fulfilment

#: From the lowest level up: a goal is assessed after those below it.
_ORDER = (GoalLevel.BOARD, GoalLevel.QUALITY, GoalLevel.STRATEGIC, GoalLevel.GROUND)


def rolled_up(statuses: Iterable[Fulfilment]) -> Fulfilment | None:
    """Return what several assessments come to: all, some or none fulfilled.

    What cannot be assessed yet is not counted; where nothing else is there, neither can the whole.
    None where there is nothing at all.
    """
    found = list(statuses)
    known = {status for status in found if status is not Fulfilment.UNKNOWN}
    if not known:
        return Fulfilment.UNKNOWN if found else None
    return known.pop() if len(known) == 1 else Fulfilment.PARTLY


def tree_goal_results(
    tree_goals: Sequence[TreeGoal], indicators: Iterable[IndicatorResult]
) -> tuple[TreeGoalResult, ...]:
    """Assess every goal from what lies below it, in the order of the sheet."""
    indicators = [i for i in indicators if i.assessment and not i.indicator.is_part]
    done: dict[int, TreeGoalResult] = {}
    for kind in _ORDER:
        for tree_goal in tree_goals:
            if tree_goal.kind is kind:
                below = [
                    done[a.number]
                    for a in tree_goals
                    if a.above == tree_goal.number and a.number in done
                ]
                own = [i for i in indicators if i.indicator.goal == tree_goal.number]
                done[tree_goal.number] = _assessed(tree_goal, below, own)
    return tuple(done[tree_goal.number] for tree_goal in tree_goals)


def _assessed(
    tree_goal: TreeGoal, below: Sequence[TreeGoalResult], indicators: Sequence[IndicatorResult]
) -> TreeGoalResult:
    goals = [result.status for result in below if result.status is not None]
    measured = [i.assessment for i in indicators if i.assessment is not None]
    computed = rolled_up([*goals, *measured])
    if computed is Fulfilment.UNKNOWN and tree_goal.printed is not None and not goals:
        computed = None  # nothing is measured yet: the author's own judgement stands
    inputs = (
        *(result.tree_goal.assessment_cell for result in below),
        *(i.indicator.assessment_cell for i in indicators),
    )
    known = tuple(cell for cell in inputs if cell is not None)
    told = " och ".join(
        text for text in (_counted(goals, "mål", "mål"), _counted(measured, "indikator")) if text
    )
    if computed is not None:
        why = f"{computed.value}: {told}"
    elif tree_goal.printed is not None:
        why = f"{tree_goal.printed.value}: författarens bedömning" + (f" ({told})" if told else "")
    else:
        why = "Saknar bedömning: inget mål och ingen indikator under målet är bedömd"
    status = computed or tree_goal.printed
    override = tree_goal.override
    if override is None:
        return TreeGoalResult(tree_goal, computed, status, why, known)
    decided = f" {override.decided.isoformat()}" if override.decided else ""
    why = (
        f"{override.status.value}: överstyrd av {override.by}{decided}, {override.reason} "
        f"(underlaget ger {why})"
    )
    return TreeGoalResult(tree_goal, computed, override.status, why, (*known, override.cell))


def _counted(statuses: Sequence[Fulfilment], one: str, many: str = "indikatorer") -> str:
    """Return statuses counted in words: ``2 mål: 1 helt uppfyllt, 1 delvis uppfyllt``."""
    if not statuses:
        return ""
    counts = Counter(statuses)
    if len(statuses) == 1:
        return f"1 {one} ({statuses[0].value.lower()})"
    parts = ", ".join(
        f"{count} {s.value.lower() if count == 1 else s.of_many}"
        for s in Fulfilment
        if (count := counts[s])
    )
    return f"{len(statuses)} {many} ({parts})"


def tree_goal_cells(results: Iterable[TreeGoalResult]) -> Iterator[Result]:
    """Yield the cells that the goals give; one without anything below keeps the author's."""
    for result in results:
        tree_goal = result.tree_goal
        if tree_goal.assessment_cell is None or result.status is None:
            continue
        if result.computed is None and tree_goal.override is None:
            continue
        yield Result(
            tree_goal.assessment_cell,
            tree_goal.label,
            "Bedömning",
            result.status,
            result.explanation,
            result.inputs,
        )
