"""What interim reports and plans hold: goals, indicators, volumes, economic risks, funds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from xl_asn.model.amounts import Figure
from xl_asn.model.goal_tree import TreeGoal
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import IndicatorInput, IndicatorPolicy
from xl_asn.model.plan import Fund, PlanPolicy, SteeringDocument


class RiskKind(Enum):
    """Whether it would cost or save; the values are the words of the column *Slag*."""

    RISK = "Risk"
    OPPORTUNITY = "Möjlighet"

    @property
    def sign(self) -> int:
        """Return −1 for what would make the result worse, and 1 for what would make it better."""
        return -1 if self is RiskKind.RISK else 1


class Likelihood(Enum):
    """How likely it is, in words; *Regler* says what share each word stands for."""

    LOW = "Låg"
    MEDIUM = "Medel"
    HIGH = "Hög"


class EconomicRisk(NamedTuple):
    """A risk or an opportunity with its amount, lowest and highest, in mnkr and unsigned."""

    area: str
    kind: RiskKind
    label: str
    lowest: Figure
    highest: Figure
    likelihood: Likelihood | Decimal
    """A word, or the share of 0 to 1 itself."""
    likelihood_cell: CellRef
    low_cell: CellRef | None
    high_cell: CellRef | None


class Change(NamedTuple):
    """A printed change in per cent between two periods of one measure, and the cell it is in."""

    header: str
    cell: CellRef
    earlier: Figure
    later: Figure
    words: str
    printed: Decimal | None


class Volume(NamedTuple):
    """One measure and its changes between periods."""

    label: str
    changes: tuple[Change, ...]


class FollowUp(NamedTuple):
    """What a document type follows up; a type leaves out what it does not have."""

    tree_goals: tuple[TreeGoal, ...] = ()
    indicators: tuple[IndicatorInput, ...] = ()
    volumes: tuple[Volume, ...] = ()
    risks: tuple[EconomicRisk, ...] = ()
    funds: tuple[Fund, ...] = ()
    documents: tuple[SteeringDocument, ...] = ()


class FollowUpPolicy(NamedTuple):
    """The dated parameters of follow-up."""

    indicators: IndicatorPolicy
    likelihoods: Mapping[Likelihood, Decimal]
    """The share of 0 to 1 that each word stands for."""
    plan: PlanPolicy
