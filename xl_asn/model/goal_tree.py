"""Goal trees: the goals of an interim report or a plan in levels, and how far each is fulfilled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from xl_asn.model.grid import CellRef
from xl_asn.model.scales import Fulfilment


class GoalLevel(Enum):
    """What kind of goal it is; the values are the words of the column *Måltyp*."""

    STRATEGIC = "Strategiskt mål"
    QUALITY = "Kvalitetsmål"
    BOARD = "Nämndmål"
    GROUND = "Grundförutsättning"

    @property
    def is_top(self) -> bool:
        """Whether the goal stands by itself, and others may stand below it."""
        return self in {GoalLevel.STRATEGIC, GoalLevel.GROUND}


class FulfilmentOverride(NamedTuple):
    """A board's own assessment, with who, when and why."""

    status: Fulfilment
    reason: str
    by: str
    cell: CellRef
    decided: date | None = None


class TreeGoal(NamedTuple):
    """One goal: the goal above it, and its assessment as the author has written it.

    ``sentence`` is what the author's words about it can mean on the scale; empty when unclear.
    """

    number: int
    kind: GoalLevel
    text: str
    above: int | None
    printed: Fulfilment | None
    assessment_cell: CellRef | None
    sentence: tuple[Fulfilment, ...] = ()
    sentence_cell: CellRef | None = None
    override: FulfilmentOverride | None = None

    @property
    def label(self) -> str:
        """Return the goal as a sentence names it: ``Nämndmål 31``."""
        return f"{self.kind.value} {self.number}"


class TreeGoalResult(NamedTuple):
    """How far a goal is fulfilled.

    ``computed`` follows from what lies below it, and is None where nothing below is assessed;
    ``status`` is what applies: the override, else the computed, else the author's own.
    """

    tree_goal: TreeGoal
    computed: Fulfilment | None
    status: Fulfilment | None
    explanation: str
    inputs: tuple[CellRef, ...]

    def as_json(self) -> Mapping[str, Any]:
        """Return the goal as the contract writes it; it has no units to count."""
        return {
            "nr": self.tree_goal.number,
            "gröna": None,
            "med_utfall": None,
            "andel": None,
            "målnivå": None,
            "spärr": None,
            "bedömning": self.status and self.status.value,
            "överstyrd": self.tree_goal.override is not None,
            "förklaring": self.explanation,
        }
