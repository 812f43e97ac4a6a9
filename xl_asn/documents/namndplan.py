"""Nämndplanen: the board's yearly plan, its sheets in the order of the published plan."""

from __future__ import annotations

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.assignments import PLAN_ASSIGNMENTS
from xl_asn.documents.sheets.funds import BUDGET, FUNDS
from xl_asn.documents.sheets.goal_tree import PLAN_GOALS
from xl_asn.documents.sheets.indicators import PLAN_INDICATORS
from xl_asn.documents.sheets.parameters import RULES
from xl_asn.documents.sheets.risks import PLAN_RISKS
from xl_asn.documents.sheets.steering import STEERING
from xl_asn.documents.sheets.text_sections import GROUND, INVESTMENTS, OPERATIONS, VISION
from xl_asn.documents.sheets.year_wheel import PLAN_YEAR
from xl_asn.model.periods import WHOLE_YEAR, Period


class Namndplan(Document):
    """The board's plan for a year."""

    key = "namndplan"
    title = "Nämndplan"
    looks_ahead = True
    periods = (WHOLE_YEAR,)
    not_on_start = frozenset({"plan", "archive", "since_last"})
    sheets = (
        OPERATIONS,
        VISION,
        PLAN_GOALS,
        PLAN_INDICATORS,
        GROUND,
        PLAN_ASSIGNMENTS,
        PLAN_RISKS,
        FUNDS,
        INVESTMENTS,
        BUDGET,
        PLAN_YEAR,
        STEERING,
        RULES.but(
            help="Så bedöms risker, andelar och dokument. "
            "Värdet med senaste datum som gäller används."
        ),
    )

    @classmethod
    def period_of(cls, year: int, text: str) -> Period | None:
        """Return the whole year; a plan is written for nothing less."""
        period = Period.read(year, text)
        return period if period is not None and period.is_year else None
