"""What statuses, counts and percentages of goals and units can be tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.document import Document
from xl_asn.model.goals import GoalResult, UnitResult
from xl_asn.model.grid import folded_name
from xl_asn.prose.marks import StatusWords, status_words
from xl_asn.prose.subjects import Subjects


@dataclass(frozen=True)
class Goals:
    """What statuses, counts and percentages can be tied to in one document."""

    document: Document
    calculated: Calculated
    subjects: Subjects

    @property
    def words(self) -> StatusWords:
        """Return the words that the document's statuses are said with."""
        return status_words(self.document.scale)

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """Return all names of the units that each name may mean, folded."""
        known: dict[str, frozenset[str]] = {}
        for row in self.document.table("Organisation") or ():
            own = frozenset(map(folded_name, row.names))
            known |= {name: own | known.get(name, own) for name in own}
        return known

    @cached_property
    def assessed(self) -> Mapping[int | None, Sequence[tuple[str, Any]]]:
        """Return the folded units of each goal that have an assessment, with their rows."""
        rows: dict[int | None, list[tuple[str, Any]]] = {}
        for row in self.document.table("Enhetsresultat") or ():
            if row.assessment:
                rows.setdefault(row.goal, []).append((folded_name(row.unit or ""), row))
        return rows

    @cached_property
    def outcomes(self) -> Mapping[int, GoalResult]:
        """Return what was computed for each goal."""
        return {goal.number: goal for goal in reversed(self.calculated.goals)}

    @cached_property
    def goals(self) -> Mapping[int | None, Sequence[Any]]:
        """Return the rows of each goal, by its number."""
        rows: dict[int | None, list[Any]] = {}
        for row in self.document.table("Mål") or ():
            rows.setdefault(row.number, []).append(row)
        return rows

    @cached_property
    def goals_assessed(self) -> Sequence[Any] | None:
        """Return the rows of goals that have an assessment; None where one cannot be read."""
        table = self.document.table("Mål") or ()
        is_read = all(row.readable("assessment") for row in table)
        return [row for row in table if row.assessment] if is_read else None

    @cached_property
    def units(self) -> Mapping[int | None, Sequence[UnitResult]]:
        """Return the units of each goal, by its number."""
        units: dict[int | None, list[UnitResult]] = {}
        for goal in self.calculated.goal_inputs:
            units.setdefault(goal.number, []).extend(goal.units)
        return units

    @cached_property
    def indicators(self) -> Sequence[tuple[str, Any]]:
        """Return the rows of indicators that have a number, with their folded names."""
        return [
            (folded_name(row.label), row)
            for row in self.document.table("Indikatorer") or ()
            if isinstance(getattr(row, "outcome", None), Decimal) and row.label
        ]
