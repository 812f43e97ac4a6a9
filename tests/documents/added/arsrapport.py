"""Årsrapporten: a fourth type, as somebody would add it; the tests put it among the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from xl_asn.documents.carrying import EMPTY, taken_at_new_year
from xl_asn.documents.columns import AMOUNT, LONG_TEXT, Column
from xl_asn.documents.document import Document
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.economy import INCOME, NET_COST, NetCostRow
from xl_asn.documents.sheets.events import EVENTS
from xl_asn.documents.sheets.goals import (
    GOAL_INDICATORS,
    GOALS,
    STRIPS,
    UNIT_RESULTS,
    UnitRow,
)
from xl_asn.documents.sheets.organisation import ORGANISATION
from xl_asn.documents.sheets.parameters import RULES
from xl_asn.documents.sheets.text_sections import SUMMARY, TextRow
from xl_asn.model.periods import WHOLE_YEAR


class FollowedUnitRow(UnitRow):
    """A unit's result, with what is done about it: a column that came with version 2."""

    measure: Annotated[
        str | None,
        Column("Åtgärd", LONG_TEXT, "Vad som görs.", since=2, report="Åtgärd", carry=EMPTY),
    ] = None


class YearCostRow(NetCostRow):
    """A row of *Nettokostnad* with a column that a master may be without."""

    last_year: Annotated[
        Decimal | None,
        Column(
            "Utfall i fjol",
            AMOUNT,
            "Förra årets utfall.",
            optional=True,
            report="I fjol",
            carry=taken_at_new_year("Utfall"),
        ),
    ] = None


class OutlookRow(TextRow):
    """A row of *Utblick*."""


OUTLOOK = SheetSpec("Utblick", OutlookRow, help="Vad som väntar.", required=True, since=2)


class Arsrapport(Document):
    """A year's report."""

    key = "arsrapport"
    title = "Årsrapport"
    periods = (WHOLE_YEAR,)
    sheets = (
        EVENTS,
        GOALS,
        UNIT_RESULTS.but(row=FollowedUnitRow),
        GOAL_INDICATORS,
        STRIPS,
        NET_COST.but(row=YearCostRow),
        INCOME,
        SUMMARY,
        OUTLOOK,
        ORGANISATION,
        RULES,
    )
