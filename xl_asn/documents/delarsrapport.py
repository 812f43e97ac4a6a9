"""Delårsrapporten: the interim report, its sheets in the order of the published report."""

from __future__ import annotations

from typing import Final

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.activities import ACTIVITIES
from xl_asn.documents.sheets.assignments import ASSIGNMENTS
from xl_asn.documents.sheets.economic_risks import ECONOMIC_RISKS
from xl_asn.documents.sheets.economy import FUNDING
from xl_asn.documents.sheets.events import EVENTS
from xl_asn.documents.sheets.goal_tree import GOAL_TREE
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.documents.sheets.indicators import INDICATORS
from xl_asn.documents.sheets.parameters import RULES
from xl_asn.documents.sheets.posting_rules import POSTING_RULES
from xl_asn.documents.sheets.text_sections import CONCLUSIONS, QUALITY
from xl_asn.documents.sheets.volumes import VOLUMES
from xl_asn.model.periods import Period

_TERTIALS: Final = (4, 8)


class Delarsrapport(Document):
    """The interim report, for four or eight months."""

    key = "delarsrapport"
    title = "Delårsrapport"
    periods = ("jan-apr", "jan-aug")
    sheets = (
        EVENTS.but(help="Skriv en rad för varje viktig händelse under perioden."),
        GOAL_TREE,
        INDICATORS,
        ASSIGNMENTS,
        QUALITY,
        FUNDING,
        VOLUMES,
        ECONOMIC_RISKS,
        CONCLUSIONS,
        RULES.but(
            help="Så bedöms indikatorer och risker. Värdet med senaste datum som gäller används."
        ),
        ACTIVITIES,
        HAND_OUTS,
        POSTING_RULES,
    )

    @classmethod
    def period_of(cls, year: int, text: str) -> Period | None:
        """Return January to April or August, also where only the last month is named."""
        period = Period.read(year, text)
        if period is None or period.last_month not in _TERTIALS:
            return None
        if period.first_month not in {1, period.last_month}:
            return None
        return Period(year, 1, period.last_month)
