"""Månadsrapporten: the monthly report, its sheets in the order of the published reports."""

from __future__ import annotations

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.activities import ACTIVITIES
from xl_asn.documents.sheets.economy import INCOME, NET_COST
from xl_asn.documents.sheets.events import EVENTS
from xl_asn.documents.sheets.goals import GOAL_INDICATORS, GOALS, STRIPS, UNIT_RESULTS
from xl_asn.documents.sheets.hand_outs import HAND_OUTS
from xl_asn.documents.sheets.organisation import ORGANISATION
from xl_asn.documents.sheets.parameters import RULES
from xl_asn.documents.sheets.posting_rules import POSTING_RULES
from xl_asn.documents.sheets.risks import RISKS
from xl_asn.documents.sheets.scale import SCALE
from xl_asn.documents.sheets.text_sections import SUMMARY
from xl_asn.documents.sheets.year_wheel import YEAR_WHEEL


class Manadsrapport(Document):
    """The monthly report."""

    key = "manadsrapport"
    title = "Månadsrapport"
    sheets = (
        EVENTS,
        GOALS,
        UNIT_RESULTS,
        GOAL_INDICATORS,
        STRIPS,
        NET_COST,
        INCOME,
        SUMMARY,
        RISKS,
        YEAR_WHEEL,
        ORGANISATION,
        RULES,
        ACTIVITIES,
        SCALE,
        HAND_OUTS,
        POSTING_RULES,
    )
