"""What a goal was judged on and what it was given, so that goals and periods can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.document import Document
from xl_asn.model.goals import GoalInput, GoalResult, Method, Policy
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.money import rounded
from xl_asn.model.statuses import Scale, Status

_PER_CENT = 2

Basis: TypeAlias = tuple[Hashable, ...]
"""What two goals may have in common; empty for what is not known."""


class Treated(NamedTuple):
    """One goal: its inputs, the assessment that is printed and the one that the policy gives.

    ``counts`` are how many units have each status of the scale, None while one is missing;
    ``share`` is computed from the units, or the printed one where it cannot be. ``gate`` is the
    gate's status. Overridden goals are told by ``is_overridden`` and are no precedent.
    """

    number: int
    label: str
    units: Mapping[str, Status]
    counts: tuple[int, ...] | None
    share: Decimal | None
    target: Decimal | None
    gate: Status | None
    printed: Status | None
    computed: Status | None
    policy: Policy
    cell: CellRef
    is_overridden: bool
    lacks_gate: bool

    @property
    def contradicts_policy(self) -> bool:
        """Whether the printed assessment is wrong by the policy, which another rule reports."""
        return None not in (self.printed, self.computed) and self.printed is not self.computed

    @property
    def basis(self) -> tuple[Basis, Basis]:
        """Return what the goal is judged on: its units' statuses, and its share as it is shown.

        Empty where the units are not all known, and where no share decides.
        """
        shown = (
            rounded(self.share, _PER_CENT) if self.is_by_share and self.share is not None else None
        )
        return (
            () if self.counts is None else (self.target, self.gate, self.counts),
            () if shown is None else (self.target, self.gate, shown),
        )

    def equals(self, other: Treated) -> bool:
        """Whether two goals have been judged on the same thing."""
        (counts, share), (other_counts, other_share) = self.basis, other.basis
        if counts and other_counts:
            return counts == other_counts
        return bool(share) and share == other_share

    @property
    def is_by_share(self) -> bool:
        """Whether the share of units with the best status decides."""
        return self.policy.method is Method.GREEN_SHARE

    def has_policy_of(self, other: Treated) -> bool:
        """Whether two goals follow the same method and limits, whatever their source."""
        return self.policy._replace(source="") == other.policy._replace(source="")


def treated_goals(document: Document, calculated: Calculated) -> tuple[Treated, ...]:
    """Return the goals of a document that have a policy and a place for their assessment."""
    rows = {row.number: row for row in document.table("Mål") or () if row.number is not None}
    found = []
    for given, result in zip(calculated.goal_inputs, calculated.goals, strict=True):
        row = rows.get(Decimal(given.number))
        if row is None or not row.has("assessment"):
            continue
        found.append(
            Treated(
                given.number,
                row.label,
                {folded_name(unit.unit): unit.status for unit in given.units if unit.status},
                _counts(given, document.scale),
                result.share if result.share is not None else row.share,
                result.target,
                _gate_status(result),
                row.assessment,
                result.computed,
                calculated.policies[given.number],
                row.cell("assessment"),
                row.override is not None,
                bool(given.missing_gate),
            )
        )
    return tuple(found)


def _counts(goal: GoalInput, scale: Scale) -> tuple[int, ...] | None:
    statuses = Counter(unit.status for unit in goal.units)
    if not goal.units or statuses[None]:
        return None
    return tuple(statuses[status] for status in scale.units)


def _gate_status(result: GoalResult) -> Status | None:
    return result.gate.status if result.gate else None
