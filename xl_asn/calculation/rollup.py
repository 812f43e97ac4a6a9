"""From unit statuses to a goal's status: share, policy, gate and override, in words.

Share = green units / units that have an outcome. No national rule exists: the policy is the
municipality's own and comes in as a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from xl_asn.model.arithmetic import quotient
from xl_asn.model.goals import Gate, GoalInput, GoalResult, Method, Policy
from xl_asn.model.money import rounded, show_number, show_share
from xl_asn.model.results import Result
from xl_asn.model.statuses import Status

_MOST_DECIMALS = 4


def assess(goal: GoalInput, policy: Policy) -> GoalResult:
    """Assess one goal by its policy, and say why in one sentence."""
    scale = policy.scale
    counts = Counter(unit.status for unit in goal.units)
    with_outcome = sum(counts[status] for status in scale.goals)
    if policy.counts_no_outcome and policy.method is not Method.WORST:
        with_outcome += counts[scale.no_outcome]
    green = sum(counts[status] for status in scale.good)
    missing = tuple(unit for unit in goal.units if unit.status is None)
    gate = goal.gate and _assess_gate(goal.gate, policy)
    target = goal.target
    if target is None and policy.method is Method.GREEN_SHARE:
        target = policy.target
    inputs = tuple(unit.cell for unit in goal.units)
    if gate is not None:
        inputs += (gate.outcome_cell,)
    blank = GoalResult(
        goal.number, green, with_outcome, None, target, gate, None, None, None, "", inputs, missing
    )
    if missing or not with_outcome:
        return _with_override(goal, blank._replace(explanation=_why_not(goal, with_outcome)))
    result = blank._replace(share=quotient(Decimal(green), with_outcome))
    status, why = _by_policy(result, counts, policy)
    if gate is not None and gate.status is None:
        why = f"{why}, men {gate.name} saknas och spärren är inte prövad"
        return _with_override(goal, result._replace(explanation=f"Går inte att bedöma: {why}"))
    if gate is not None and gate.status is not None and gate.outcome is not None:
        capped = scale.worse(status, gate.status)
        limits = policy.gate_limits.values()
        shown = show_against(gate.outcome, *limits, decimals=1, signed=True)
        tail = f"{gate.name} {shown} är {gate.status.value}"
        why += f" men {tail} och begränsar" if capped is not status else f" och {tail}"
        status = capped
    result = result._replace(computed=status, status=status, explanation=f"{status.value}: {why}")
    return _with_override(goal, result)


def _why_not(goal: GoalInput, with_outcome: int) -> str:
    """Say what is missing before the goal can be assessed."""
    missing = [unit for unit in goal.units if unit.status is None]
    if not goal.units:
        return "Går inte att bedöma: målet har inga rader på bladet Enhetsresultat"
    if missing:
        return f"Går inte att bedöma: {len(missing)} av {len(goal.units)} enheter saknar bedömning"
    assert not with_outcome  # noqa: S101 - the caller asks only when there is nothing to count
    return f"Går inte att bedöma: ingen av {len(goal.units)} enheter har utfall"


def _by_policy(
    result: GoalResult, counts: Counter[Status | None], policy: Policy
) -> tuple[Status, str]:
    best, goals = policy.scale.best, policy.scale.goals
    word = policy.scale.good_word(many=True)
    good = f"{result.green} av {result.with_outcome} enheter {word}"
    if policy.method is Method.GREEN_SHARE and result.share is not None:
        limits = {best: result.target or Decimal(0), **policy.share_limits}
        status = policy.reached(result.share, limits)
        sign, limit = "≥" if status is best else "<", _nearest(status, limits, policy)
        share = show_against(result.share, limit)
        reached = limits.get(status)
        if status is not best and reached is not None and len(policy.scale.between) > 1:
            # With one status between, both its limits stand beside it in the report.
            return status, f"{good} ({share} ≥ {show_share(reached)} men < {show_share(limit)})"
        return status, f"{good} ({share} {sign} {show_share(limit)})"
    # What is counted is listed: the mean of what is listed must be the mean that is said.
    listed = goals
    if policy.counts_no_outcome and counts[policy.scale.no_outcome]:
        listed = policy.scale.units
    mix = ", ".join(f"{counts[s]} {s.value}" for s in listed)
    if policy.method is Method.WORST:
        status = next(s for s in reversed(goals) if counts[s])
        return status, f"{good}, den sämsta bedömningen är {status.value} ({mix})"
    points = sum((policy.scores.get(s, Decimal(0)) * counts[s] for s in policy.scores), Decimal(0))
    mean = quotient(points, result.with_outcome)
    status = policy.reached(mean, policy.mean_limits)
    said = [f"≥ {_points(policy.mean_limits[status])}"] if status in policy.mean_limits else []
    if status is not best:
        said.append(f"< {_points(_nearest(status, policy.mean_limits, policy))}")
    return status, f"{good}, medelvärde {_points(mean)} {' men '.join(said)} ({mix})"


def _nearest(status: Status, limits: Mapping[Status, Decimal], policy: Policy) -> Decimal:
    """Return the limit that the best status has reached, or that any other has not."""
    goals = policy.scale.goals
    return limits[goals[max(goals.index(status) - 1, 0)]]


def _points(value: Decimal) -> str:
    return show_number(value, 1 if rounded(value, 1) == value else 2)


def _assess_gate(gate: Gate, policy: Policy) -> Gate:
    if gate.outcome is None:
        return gate
    return gate._replace(status=policy.reached(gate.outcome, policy.gate_limits))


def _with_override(goal: GoalInput, result: GoalResult) -> GoalResult:
    """Apply the board's own assessment; the policy's sentence stays, so both can be read."""
    override = goal.override
    if override is None:
        return result
    decided = f" {override.decided.isoformat()}" if override.decided else ""
    sentence = (
        f"{override.status.value}: överstyrd av {override.by}{decided}, {override.reason} "
        f"(reglerna ger {result.explanation})"
    )
    return result._replace(
        status=override.status,
        override=override,
        explanation=sentence,
        inputs=(*result.inputs, override.cell),
    )


def show_against(share: Decimal, *limits: Decimal, decimals: int = 0, signed: bool = False) -> str:
    """Print a share with as many decimals as it takes to see on which side of a limit it is.

    59,6 % against a limit of 60 % must not be printed as 60 %.
    """
    return show_share(share, decimals_against(share, *limits, least=decimals), signed=signed)


def decimals_against(share: Decimal, *limits: Decimal, least: int = 0) -> int:
    """Return how many decimals of a percentage tell on which side of each limit a share is."""
    for more in range(least, _MOST_DECIMALS):
        shown = rounded(share * 100, more)
        if all((shown >= limit * 100) == (share >= limit) for limit in limits):
            return more
    return _MOST_DECIMALS


def goal_results(goal: GoalInput, result: GoalResult) -> tuple[Result, ...]:
    """Return the cells that an assessed goal gives: share, status, gate, overview and strip."""
    cells: list[Result] = []
    if goal.gate is not None and result.gate is not None and result.gate.outcome is not None:
        cells += _gate_results(goal, result.gate)
    units = tuple(unit.cell for unit in goal.units)
    if goal.share_cell and result.share is not None:
        formula = f"Gröna enheter / enheter med utfall = {result.green}/{result.with_outcome}"
        cells.append(Result(goal.share_cell, goal.name, "Utfall", result.share, formula, units))
    if result.status is None:
        return tuple(cells)
    if goal.assessment_cell:
        cells.append(
            Result(
                goal.assessment_cell, goal.name, "Bedömning", result.status,
                result.explanation, result.inputs,
            )
        )  # fmt: skip
    inputs = (goal.assessment_cell,) if goal.assessment_cell else units
    for column, cell in goal.fills:
        cells.append(
            Result(cell, goal.name, column, result.status, "Målets bedömning", inputs,
                   fills=True)
        )  # fmt: skip
    return tuple(cells)


def _gate_results(goal: GoalInput, gate: Gate) -> list[Result]:
    cells: list[Result] = []
    if gate.inputs and gate.outcome is not None:
        formula = "(Prognos − Årsbudget) / |Årsbudget| för nämndens total"
        cells.append(
            Result(gate.outcome_cell, gate.name, "Utfall", gate.outcome, formula, gate.inputs)
        )
    if gate.assessment_cell and gate.status is not None:
        formula = f"Spärrgränserna på bladet Regler för mål {goal.number}"
        cells.append(
            Result(gate.assessment_cell, gate.name, "Bedömning", gate.status, formula,
                   (gate.outcome_cell,))
        )  # fmt: skip
    return cells
