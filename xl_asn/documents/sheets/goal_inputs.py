"""What decides each goal: its units, its gate, and what a person has decided instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.goals import STRIP_FIELDS, GoalIndicatorRow, GoalRow, StripRow, UnitRow
from xl_asn.model.goals import BudgetDeviation, Gate, GoalInput, Override, Policy, UnitResult
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.periods import MONTH_HEADERS, Period

G = TypeVar("G", UnitRow, GoalIndicatorRow, StripRow)


def goal_numbers(document: Document) -> tuple[int, ...]:
    """Return the numbers of the goals that units are assessed for; none without such a sheet."""
    return tuple(int(goal.number) for goal in document.rows_of(GoalRow) if goal.number is not None)


def goal_inputs(
    document: Document, policies: Mapping[int, Policy], deviation: BudgetDeviation | None
) -> tuple[GoalInput, ...]:
    """Return what decides each goal that has a policy, with the gate that the policy names."""
    beside = _Beside.of(document)
    return tuple(
        beside.input_of(goal, policies[int(goal.number)], deviation)
        for goal in document.rows_of(GoalRow)
        if goal.number is not None and int(goal.number) in policies
    )


class _Beside(NamedTuple):
    """The rows that tell of the goals on the other sheets, by the goal's number."""

    units: Mapping[Decimal | None, Sequence[UnitRow]]
    indicators: Mapping[Decimal | None, Sequence[GoalIndicatorRow]]
    strips: Mapping[Decimal | None, Sequence[StripRow]]
    period: Period | None

    @classmethod
    def of(cls, document: Document) -> _Beside:
        return cls(
            by_goal(document.rows_of(UnitRow)),
            by_goal(document.rows_of(GoalIndicatorRow)),
            by_goal(document.rows_of(StripRow)),
            document.period,
        )

    def input_of(
        self, goal: GoalRow, policy: Policy, deviation: BudgetDeviation | None
    ) -> GoalInput:
        units = tuple(
            UnitResult(row.unit or "", row.assessment, row.cell("assessment"))
            for row in self.units.get(goal.number, ())
            if row.has("assessment")
        )
        gate = self._gate(goal, policy, deviation)
        return GoalInput(
            int(goal.number or 0),
            goal.short_name or goal.area or "",
            units,
            goal.target,
            gate,
            _override(goal),
            goal.place("share"),
            goal.place("assessment"),
            tuple(self._repeats(goal)),
            missing_gate=policy.gate if policy.gate is not None and gate is None else "",
        )

    def _repeats(self, goal: GoalRow) -> Iterator[tuple[str, CellRef]]:
        """Yield the cells that repeat a goal's status: its overview and the report's months."""
        if overview := goal.place("overview"):
            yield "Översyn", overview
        strip = next(iter(self.strips.get(goal.number, ())), None)
        for month in self.period.months if strip and self.period else ():
            if strip and (cell := strip.place(STRIP_FIELDS[month - 1])):
                yield MONTH_HEADERS[month - 1], cell

    def _gate(
        self, goal: GoalRow, policy: Policy, deviation: BudgetDeviation | None
    ) -> Gate | None:
        if policy.gate is None:
            return None
        for row in self.indicators.get(goal.number, ()):
            cell = row.place("outcome")
            if cell is not None and folded_name(row.label) == folded_name(policy.gate):
                assessment = row.place("assessment")
                if deviation is None:
                    return Gate(row.label, row.outcome, cell, (), assessment_cell=assessment)
                return Gate(
                    row.label,
                    deviation.share,
                    cell,
                    deviation.inputs,
                    assessment_cell=assessment,
                    budget=deviation.budget,
                    unit=deviation.unit,
                )
        return None


def _override(goal: GoalRow) -> Override | None:
    if not (goal.override and goal.reason and goal.override_by):
        return None
    return Override(
        goal.override, goal.reason, goal.override_by, goal.cell("override"), goal.override_date
    )


def by_goal(rows: Iterable[G]) -> Mapping[Decimal | None, Sequence[G]]:
    """Return the rows of each goal by its number, in the order of the sheet."""
    found: dict[Decimal | None, list[G]] = {}
    for row in rows:
        found.setdefault(row.goal, []).append(row)
    return found
