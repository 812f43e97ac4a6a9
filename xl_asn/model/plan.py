"""What a plan holds besides goals, indicators and risks: funds by year and steering documents."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xl_asn.model.amounts import Figure
from xl_asn.model.grid import CellRef
from xl_asn.model.members import Members
from xl_asn.model.statuses import LIGHTS, Graded, Status


class Fund(NamedTuple):
    """The funds of one area in one year, in the document's own unit.

    ``indexing`` is the year's price indexing, a share of 0 to 1. The cells are those of what is
    computed; None where the sheet has no column for it.
    """

    area: str
    year: int
    amount: Figure
    indexing: Figure | None = None
    change_cell: CellRef | None = None
    share_cell: CellRef | None = None
    beyond_cell: CellRef | None = None


class FundChange(NamedTuple):
    """A year's funds beside those of the year before.

    ``change`` and ``beyond`` are in the document's unit, ``share`` is of 0 to 1. ``beyond`` is
    what is left of the change when prices are indexed by ``indexing``; None where nobody has said
    an indexing, for this year or one before it.
    """

    fund: Fund
    before: Fund
    change: Decimal
    share: Decimal | None
    indexing: Figure | None
    beyond: Decimal | None


class SteeringDocument(NamedTuple):
    """A policy, guideline or agreement, the year it was adopted or revised, and the plan's year."""

    label: str
    year: Figure
    plan_year: int
    age_cell: CellRef | None = None

    @property
    def age(self) -> int | None:
        """Return how many years old it is in the plan's year; None where its year is unknown."""
        return None if self.year.value is None else self.plan_year - int(self.year.value)


class RiskLevel(Graded, Members):
    """How grave a risk is, least first; the values are the words a user sees."""

    LOW = "Låg"
    MEDIUM = "Medel"
    HIGH = "Hög"

    @property
    def light(self) -> Status:
        """Return the status that the word is coloured as."""
        return LIGHTS[tuple(RiskLevel).index(self)]


class PlanPolicy(NamedTuple):
    """The dated limits of a plan.

    Risk values are 1 to 25: a risk is high from ``high_risk`` on and medium from ``medium_risk``.
    ``oldest_document`` is an age in years. ``least_of_target`` is the share of its target below
    which a share in per cent is taken to be a slip of the pen.
    """

    high_risk: int
    medium_risk: int
    oldest_document: int
    least_of_target: Decimal

    def risk_level(self, value: int) -> RiskLevel:
        """Return how grave a risk value is."""
        if value >= self.high_risk:
            return RiskLevel.HIGH
        return RiskLevel.MEDIUM if value >= self.medium_risk else RiskLevel.LOW
