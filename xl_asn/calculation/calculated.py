"""The whole calculation of one document, in the order that its parts depend on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.structure import Structures, sum_structures
from xl_asn.calculation.adding_up.twins import witnesses
from xl_asn.calculation.amounts import computed_amounts
from xl_asn.calculation.goal_tree import tree_goal_cells, tree_goal_results
from xl_asn.calculation.indicators import assess_indicator, indicator_results
from xl_asn.calculation.margins import Margin, margin
from xl_asn.calculation.plan import age_results, fund_results
from xl_asn.calculation.products import computed_products
from xl_asn.calculation.risk_forecast import RiskForecast, risk_forecast, risk_results
from xl_asn.calculation.rollup import assess, goal_results
from xl_asn.calculation.testimony import (
    NO_TESTIMONY,
    Judged,
    Testimony,
    as_told,
    judge,
)
from xl_asn.calculation.volumes import volume_results
from xl_asn.model.amounts import AmountTable, Figure, Product
from xl_asn.model.follow_up import FollowUp, FollowUpPolicy
from xl_asn.model.goal_tree import TreeGoalResult
from xl_asn.model.goals import GoalInput, GoalResult, Policy
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import IndicatorResult
from xl_asn.model.results import Result


@dataclass(frozen=True)
class FollowedUp:
    """What follows from the parts of an interim report or a plan; empty for a monthly report."""

    source: FollowUp = field(default_factory=FollowUp)
    indicators: tuple[IndicatorResult, ...] = ()
    tree_goals: tuple[TreeGoalResult, ...] = ()
    risk_forecast: RiskForecast | None = None
    policy: FollowUpPolicy | None = None
    results: tuple[Result, ...] = ()


@dataclass(frozen=True)
class Calculated:
    """Everything that follows from a document's inputs."""

    tables: tuple[AmountTable, ...]
    goal_inputs: tuple[GoalInput, ...]
    goals: tuple[GoalResult, ...]
    results: tuple[Result, ...]
    policies: Mapping[int, Policy] = field(default_factory=dict)
    follow_up: FollowedUp = field(default_factory=FollowedUp)
    structures: Structures = field(default_factory=dict)
    """The sums of each table, found once for all who ask."""

    carried: tuple[Result, ...] = ()
    """What has been filled in from an earlier report."""
    testimony: Testimony = field(default_factory=lambda: NO_TESTIMONY)
    """The author's figures that have been replaced and still witness."""

    @property
    def explanations(self) -> Mapping[str, tuple[Explanation, ...]]:
        """Return the fewest wrong cells that explain what does not add up, by sheet."""
        return {sheet: judged.explanations for sheet, judged in self.judged.items()}

    @cached_property
    def judged(self) -> Mapping[str, Judged]:
        """Return what is wrong, what is asked and what has changed places, by sheet."""
        return {
            table.sheet: judge(
                table,
                self.testimony,
                self.witnesses,
                self.structures.get(table.sheet) if table is plain else None,
            )
            for table, plain in zip(self.told_tables, self.tables, strict=True)
        }

    @cached_property
    def told_tables(self) -> tuple[AmountTable, ...]:
        """Return the tables as they are judged, with the figures that still witness."""
        carried: dict[str, dict[CellRef, Decimal]] = {}
        for result in self.carried:
            if isinstance(result.value, Decimal):
                carried.setdefault(result.cell.sheet, {})[result.cell] = result.value
        return tuple(
            as_told(table, self.testimony, carried.get(table.sheet, NO_TESTIMONY))
            for table in self.tables
        )

    def printed(self, sheet: str) -> Mapping[CellRef, Decimal]:
        """Return the figures of a table that have a value, as they are judged, by their cell."""
        return self.judged[sheet].table.printed

    @cached_property
    def witnesses(self) -> Mapping[CellRef, tuple[Decimal, ...]]:
        """Return what other sheets print for a figure."""
        return witnesses(self.told_tables)

    @property
    def identities(self) -> Mapping[str, tuple[Identity, ...]]:
        """Return what must add up, as it is judged, by sheet."""
        return {sheet: judged.identities for sheet, judged in self.judged.items()}

    @cached_property
    def margins(self) -> Mapping[int, Margin]:
        """Return what would make each assessed goal green or fall, by the goal's number."""
        found = (
            margin(goal, self.policies[goal.number], outcome)
            for goal, outcome in zip(self.goal_inputs, self.goals, strict=True)
        )
        return {found.number: found for found in found if found is not None}

    @cached_property
    def remarks(self) -> Mapping[CellRef, str]:
        """Return what there is to say of a computed cell beside its formula."""
        said = {result.cell: result.note for result in self.results if result.note}
        for goal in self.goal_inputs:
            cell, found = goal.assessment_cell, self.margins.get(goal.number)
            if cell is not None and cell in self.by_cell and found is not None:
                said[cell] = found.sentence
        return said

    @cached_property
    def by_cell(self) -> Mapping[CellRef, Result]:
        """Return the results by their cell."""
        return {result.cell: result for result in self.results}

    def number(self, cell: CellRef | None) -> Decimal | None:
        """Return the number that a cell is computed to; None where it is none."""
        result = self.by_cell.get(cell) if cell else None
        return result.value if result and isinstance(result.value, Decimal) else None

    def value(self, figure: Figure) -> Decimal | None:
        """Return a figure as printed, or as computed where the cell was left blank."""
        return self.number(figure.cell) if figure.value is None else figure.value


NOTHING_CALCULATED: Final = Calculated((), (), (), ())


def calculate(
    tables: Iterable[AmountTable],
    goals: Iterable[GoalInput],
    products: Iterable[Product],
    policies: Mapping[int, Policy],
    carried: Iterable[Result] = (),
) -> Calculated:
    """Compute amounts, goals and products; goals without a usable policy are left out.

    ``carried`` are the figures that an earlier report gives for cells that are blank.
    """
    carried = tuple(carried)
    tables, goals = tuple(tables), tuple(g for g in goals if g.number in policies)
    assessed = tuple(assess(goal, policies[goal.number]) for goal in goals)
    structures = {table.sheet: sum_structures(table) for table in tables}
    results = [
        r for table in tables for r in computed_amounts(table, structures[table.sheet], carried)
    ]
    for goal, outcome in zip(goals, assessed, strict=True):
        results += goal_results(goal, outcome)
    results += computed_products(products)
    return Calculated(
        tables, goals, assessed, tuple(results), policies, structures=structures, carried=carried
    )


def with_follow_up(
    calculated: Calculated, follow_up: FollowUp, policy: FollowUpPolicy
) -> Calculated:
    """Add what follows from indicators, goals in levels, volumes and economic risks."""
    indicators = tuple(assess_indicator(i, policy.indicators) for i in follow_up.indicators)
    tree_goals = tree_goal_results(follow_up.tree_goals, indicators)
    likelihoods = policy.likelihoods
    results = (
        *tree_goal_cells(tree_goals),
        *indicator_results(indicators),
        *volume_results(follow_up.volumes),
        *risk_results(follow_up.risks, likelihoods),
        *fund_results(follow_up.funds),
        *age_results(follow_up.documents),
    )
    amounts = {
        r.cell: r.value for r in calculated.results if isinstance(r.value, Decimal) and not r.fills
    }
    forecast = risk_forecast(calculated.tables, amounts, follow_up.risks, likelihoods)
    return replace(
        calculated,
        results=(*calculated.results, *results),
        follow_up=FollowedUp(follow_up, indicators, tree_goals, forecast, policy, results),
    )
