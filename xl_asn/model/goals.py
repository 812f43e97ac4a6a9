"""Goals: what a goal's status is made of, and the policy that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.grid import CellRef
from xl_asn.model.statuses import Scale, Status


class Method(Enum):
    """How unit statuses become a goal's status; the values are the words on *Regler*."""

    GREEN_SHARE = "andel_grona"
    MEAN_SCORE = "medelvarde"
    WORST = "samsta"


class Policy(NamedTuple):
    """The municipality's own way of assessing a goal, valid from a date.

    A limit is the least that gives a status; the worst status has none. ``target`` is the best
    status's limit by share, ``share_limits`` are those of the statuses between: shares of 0 to 1.
    ``scores`` and ``mean_limits`` are points per unit, ``gate_limits`` shares of the budget.
    """

    method: Method
    scale: Scale
    target: Decimal | None
    share_limits: Mapping[Status, Decimal]
    scores: Mapping[Status, Decimal]
    mean_limits: Mapping[Status, Decimal]
    counts_no_outcome: bool
    gate: str | None
    gate_limits: Mapping[Status, Decimal]
    source: str

    def reached(self, value: Decimal, limits: Mapping[Status, Decimal]) -> Status:
        """Return the best status whose limit a value reaches."""
        return next((s for s, limit in limits.items() if value >= limit), self.scale.worst)


class UnitResult(NamedTuple):
    """One unit's status for a goal; ``status`` None means that nobody has filled it in."""

    unit: str
    status: Status | None
    cell: CellRef


class BudgetDeviation(NamedTuple):
    """The board's forecast deviation as a share of its budget, and the cells it came from.

    ``budget`` is the yearly budget without its sign, in tkr.
    """

    share: Decimal
    inputs: tuple[CellRef, ...]
    budget: Decimal
    unit: AmountUnit = AmountUnit.TKR
    """The unit of the table that it comes from."""


class Gate(NamedTuple):
    """An indicator that caps a goal's status; ``outcome`` is a share, signed, + is a surplus.

    ``inputs`` is empty where the outcome is the author's own figure and nothing was computed;
    ``budget``, what the outcome is a share of, in tkr, is None then.
    """

    name: str
    outcome: Decimal | None
    outcome_cell: CellRef
    inputs: tuple[CellRef, ...]
    status: Status | None = None
    assessment_cell: CellRef | None = None
    budget: Decimal | None = None
    unit: AmountUnit = AmountUnit.TKR


class Override(NamedTuple):
    """A board's own assessment, with who, when and why."""

    status: Status
    reason: str
    by: str
    cell: CellRef
    decided: date | None = None


class GoalInput(NamedTuple):
    """Everything that decides one goal's status, and the cells where the outcome is shown.

    ``fills`` are the cells that repeat the status (overview, the strip's months), by their column.
    """

    number: int
    name: str
    units: tuple[UnitResult, ...]
    target: Decimal | None
    gate: Gate | None = None
    override: Override | None = None
    share_cell: CellRef | None = None
    assessment_cell: CellRef | None = None
    fills: tuple[tuple[str, CellRef], ...] = ()
    missing_gate: str = ""
    """The gate that the policy names and the workbook has no row for; empty when all is well."""


class GoalResult(NamedTuple):
    """One goal's outcome: n units with the best status of N with an outcome, and what follows.

    ``computed`` is the status by policy and gate, ``status`` what applies after an override.
    Both are None when the units' statuses are not all filled in.
    """

    number: int
    green: int
    with_outcome: int
    share: Decimal | None
    target: Decimal | None
    gate: Gate | None
    computed: Status | None
    status: Status | None
    override: Override | None
    explanation: str
    inputs: tuple[CellRef, ...]
    missing: tuple[UnitResult, ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        """Return the goal as the contract writes it."""
        return {
            "nr": self.number,
            "gröna": self.green,
            "med_utfall": self.with_outcome,
            "andel": _share(self.share),
            "målnivå": _share(self.target),
            "spärr": self.gate
            and {
                "indikator": self.gate.name,
                "utfall": _share(self.gate.outcome),
                "bedömning": self.gate.status and self.gate.status.value,
            },
            "bedömning": self.status and self.status.value,
            "överstyrd": self.override is not None,
            "förklaring": self.explanation,
        }


def _share(share: Decimal | None) -> float | None:
    return None if share is None else round(float(share), 6)
