"""The figures as the report publishes them: the computed where there is one, else the author's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.followed import OwnArchive
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.model.comparison import Comparison
from xl_asn.model.goals import GoalResult
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.model.statuses import Graded, Status
from xl_asn.report.blocks import Assessment

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Completed:
    """A document with its results, as a section of the report reads it."""

    document: Document
    calculated: Calculated
    since: Comparison | None = None
    """What has changed since the report before, where the document tells of it."""
    archive: OwnArchive | None = None
    """What the archive that the document names knows of its board."""
    _by_value: dict[tuple[type[Row], str], Mapping[Any, Sequence[Any]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rows(self, model: type[R]) -> tuple[R, ...]:
        """Return the rows of a model, from whichever sheets have it."""
        return tuple(self.document.rows_of(model))

    def of_goal(self, model: type[R], number: Decimal | None, name: str = "goal") -> Sequence[R]:
        """Return the rows of a model that name a goal in a field, in the order of their sheet."""
        if (model, name) not in self._by_value:
            by_value: dict[Any, list[R]] = {}
            for row in self.rows(model):
                by_value.setdefault(getattr(row, name), []).append(row)
            self._by_value[model, name] = by_value
        return self._by_value[model, name].get(number, ())

    def value(self, row: Row, name: str) -> Any:
        """Return a field's value as completed.

        A computed column is replaced by its result. A cell that the program only fills in (a
        total, the overview, the strip) keeps the author's figure where there is one.
        """
        own = getattr(row, name)
        cell = row.place(name)
        result = self.calculated.by_cell.get(cell) if cell else None
        if result is None or (result.fills and own is not None):
            return own
        return result.value

    def amount(self, row: Row, name: str) -> Decimal | None:
        """Return a number as published; None where there is none."""
        value = self.value(row, name)
        return value if isinstance(value, Decimal) else None

    def status(self, row: Row, name: str) -> Status | None:
        """Return a status as published; None where nobody has filled it in."""
        value = self.value(row, name)
        return value if isinstance(value, Status) else None

    def graded(self, row: Row, name: str) -> Graded | None:
        """Return a word of any scale as published; None where nobody has filled it in."""
        value = self.value(row, name)
        return value if isinstance(value, Graded) else None

    def assessment(self, row: Row, name: str) -> Assessment:
        """Return a status as a table shows it, with the cell where it stands."""
        return Assessment(self.graded(row, name), cell=row.place(name))

    def goal(self, number: Decimal | None) -> GoalResult | None:
        """Return how a goal was assessed; None for a goal that could not be."""
        return self._goals.get(number)

    @cached_property
    def _goals(self) -> Mapping[Decimal | int | None, GoalResult]:
        return {goal.number: goal for goal in reversed(self.calculated.goals)}

    @property
    def unit(self) -> str:
        """Return the unit of the amounts."""
        return self.document.start.unit or "tkr"

    @property
    def decimals(self) -> int:
        """Return the decimals of the amounts: whole thousands, millions with one decimal."""
        return 0 if self.unit == "tkr" else 1

    @property
    def months(self) -> str:
        """Return the report's months as a table header says them, ``nov``; empty when unknown."""
        period = self.document.period
        if period is None:
            return ""
        first, last = (MONTH_HEADERS[m - 1].lower() for m in (period.months[0], period.last_month))
        return first if first == last else f"{first}–{last}"
