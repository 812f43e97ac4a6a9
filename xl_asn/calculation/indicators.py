"""Indicators: assessment by direction and target, trend in words, and parts that add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import (
    Direction,
    IndicatorInput,
    IndicatorPolicy,
    IndicatorResult,
    Measure,
    Point,
    Target,
    Trend,
)
from xl_asn.model.money import decimals_of, show_exact, show_share
from xl_asn.model.results import Result
from xl_asn.model.scales import Fulfilment

_NOT_ASSESSED = "Går ännu inte att bedöma"


def assess_indicator(indicator: IndicatorInput, policy: IndicatorPolicy) -> IndicatorResult:
    """Assess one indicator and say why; an indicator without a target has a trend only."""
    outcome = _outcome(indicator)
    assessment, why = _assessment(indicator, outcome, policy)
    trend, told = _trend(indicator, outcome, policy)
    return IndicatorResult(indicator, outcome, assessment, why, trend, told)


def _outcome(indicator: IndicatorInput) -> Decimal | None:
    """Return the outcome, or else what its parts add up to."""
    own = indicator.outcome.value if indicator.outcome else None
    if own is not None or indicator.unmeasured is not None or not indicator.parts:
        return own
    values = [part.outcome.value if part.outcome else None for part in indicator.parts]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _assessment(
    indicator: IndicatorInput, outcome: Decimal | None, policy: IndicatorPolicy
) -> tuple[Fulfilment | None, str]:
    if not indicator.targets:
        return None, ""
    if indicator.unmeasured is not None:
        return Fulfilment.UNKNOWN, f"{_NOT_ASSESSED}: {indicator.unmeasured.value.lower()}"
    direction = indicator.direction
    if outcome is None or direction is None:
        return None, ""
    reached = [t for t in indicator.targets if _reaches(outcome, t.value, direction)]
    if len(reached) == len(indicator.targets):
        status = Fulfilment.FULLY
    elif reached or _is_near(indicator, outcome, direction, policy):
        status = Fulfilment.PARTLY
    else:
        status = Fulfilment.NOT
    against = " och ".join(
        f"{'når' if target in reached else 'når inte'} {target.name} "
        f"{shown_measure(target.value, indicator.measure)}"
        for target in indicator.targets
    )
    return status, (
        f"{status.value}: utfall {shown_measure(outcome, indicator.measure)} {against} "
        f"({direction.value.lower()})"
    )


def _reaches(outcome: Decimal, target: Decimal, direction: Direction) -> bool:
    return (outcome - target) * direction.sign >= 0


def _is_near(
    indicator: IndicatorInput, outcome: Decimal, direction: Direction, policy: IndicatorPolicy
) -> bool:
    """Whether the outcome is so near a target that it is partly fulfilled."""
    if indicator.measure is Measure.YES_PARTLY_NO:
        return outcome == 1
    return any(_is_near_target(outcome, t, direction, policy) for t in indicator.targets)


def _is_near_target(
    outcome: Decimal, target: Target, direction: Direction, policy: IndicatorPolicy
) -> bool:
    """Whether the outcome is at least the policy's share of the target, or the other way round."""
    if outcome <= 0 or target.value <= 0:
        return False
    small, large = outcome, target.value
    if direction is Direction.LOWER:
        small, large = large, small
    return small >= large * policy.near


def _trend(
    indicator: IndicatorInput, outcome: Decimal | None, policy: IndicatorPolicy
) -> tuple[Trend | None, str]:
    """Return the trend over the measured years and now; unknown where too little is measured."""
    measured = [
        (point.name.removeprefix("Utfall "), point.value)
        for point in indicator.earlier
        if point.value is not None
    ]
    if outcome is None:
        if indicator.unmeasured is None:
            return None, ""
        return Trend.UNKNOWN, f"{_NOT_ASSESSED}: {indicator.unmeasured.value.lower()}"
    values = [value for _, value in measured] + [outcome]
    if len(values) < policy.least_measured and not indicator.targets:
        return None, ""
    if len(values) < policy.least_measured:
        return Trend.UNKNOWN, (
            f"{_NOT_ASSESSED}: {len(values)} mätningar, {policy.least_measured} behövs"
            if len(values) > 1
            else f"{_NOT_ASSESSED}: en mätning, {policy.least_measured} behövs"
        )
    if indicator.direction is None:
        return None, ""
    trend = _movement(values, indicator.direction, policy)
    shown = ", ".join(shown_measure(value, indicator.measure) for value in values)
    return (
        trend,
        f"{trend.value} sedan {measured[0][0]}: {shown} ({indicator.direction.value.lower()})",
    )


def _movement(values: list[Decimal], direction: Direction, policy: IndicatorPolicy) -> Trend:
    steps = set()
    for before, after in pairwise(values):
        step = (after - before) * direction.sign
        moved = abs(step) > abs(before) * policy.least_change
        steps.add((1 if step > 0 else -1) if moved else 0)
    match steps - {0}:
        case set() as none if not none:
            return Trend.UNCHANGED
        case moves if moves == {1}:
            return Trend.IMPROVING
        case moves if moves == {-1}:
            return Trend.WORSENING
    return Trend.VARIED


def shown_measure(value: Decimal, measure: Measure | None) -> str:
    """Print an outcome as its measure is printed: per cent, a number, or an answer."""
    if measure is Measure.SHARE:
        return show_share(value, decimals_of((value * 100).normalize()))
    for answer in measure.answers if measure else ():
        if answer.points(measure) == value:
            return answer.value
    return show_exact(value)


def indicator_results(results: Iterable[IndicatorResult]) -> Iterator[Result]:
    """Yield the cells that indicators give: assessment, trend, and an outcome of parts."""
    for result in results:
        indicator = result.indicator
        own = indicator.outcome
        points = (*indicator.earlier, *((own,) if own else ()))
        if own and own.value is None and result.outcome is not None:
            cells = tuple(part.outcome.cell for part in indicator.parts if part.outcome)
            words = " + ".join(part.label for part in indicator.parts)
            yield Result(
                own.cell, indicator.label, "Utfall", result.outcome, words, cells, fills=True
            )
        if indicator.assessment_cell and result.assessment is not None:
            inputs = (own.cell,) if own else ()
            yield Result(
                indicator.assessment_cell, indicator.label, "Bedömning", result.assessment,
                result.explanation, (*inputs, *(target.cell for target in indicator.targets)),
            )  # fmt: skip
        if indicator.trend_cell and result.trend is not None:
            yield Result(
                indicator.trend_cell, indicator.label, "Trend", result.trend,
                result.trend_explanation, tuple(point.cell for point in points),
            )  # fmt: skip


def part_sums(
    indicator: IndicatorInput,
) -> Iterator[tuple[str, CellRef, Decimal, tuple[Decimal, ...], tuple[CellRef, ...]]]:
    """Yield each column where an indicator and all its parts have a number.

    Column, the total's cell and value, the parts' values and their cells.
    """
    by_name = [{point.name: point for point in _points(part)} for part in indicator.parts]
    for point in _points(indicator) if by_name else ():
        # A part whose outcome nobody can read has none.
        parts = [points[point.name] for points in by_name if point.name in points]
        values = tuple(part.value for part in parts if part.value is not None)
        if point.value is not None and len(values) == len(by_name):
            yield point.name, point.cell, point.value, values, tuple(part.cell for part in parts)


def _points(indicator: IndicatorInput) -> tuple[Point, ...]:
    return (*indicator.earlier, *((indicator.outcome,) if indicator.outcome else ()))
