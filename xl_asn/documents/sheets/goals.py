"""The goals that units are assessed for: *Mål*, their units, their gates and their months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from xl_asn.documents.carrying import EMPTY, MONTH
from xl_asn.documents.columns import (
    LONG_TEXT,
    SHARE,
    SIGNED_SHARE,
    TEXT,
    WHOLE,
    Column,
    Computed,
    Due,
)
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goal_columns import (
    COMMENT,
    GOAL_STATUS,
    OVERRIDE_BY,
    OVERRIDE_DATE,
    REASON,
    UNIT_STATUS,
)
from xl_asn.documents.sheets.organisation import UNIT
from xl_asn.model.statuses import Status

GOAL_NUMBER = Column(
    "Mål", WHOLE, "Målets nummer på bladet Mål.", required=True, choices_from="Mål.Nr"
)
STRIP_MONTH = GOAL_STATUS.but(
    help="Målets bedömning den månaden. Månader som inte kommit än lämnas tomma.",
    width=9,
    carry=MONTH,
)


class GoalRow(Row):
    """A row of *Mål*."""

    number: Annotated[
        Decimal | None, Column("Nr", WHOLE, "Målets nummer.", required=True, minimum=Decimal(1))
    ] = None
    area: Annotated[str | None, Column("Målområde", TEXT, "Målområdets namn.")] = None
    short_name: Annotated[
        str | None,
        Column("Kort namn", TEXT, "Namnet i översynen, ett ord.", required=True, width=16),
    ] = None
    municipal_goal: Annotated[
        str | None, Column("Kommunmål", LONG_TEXT, "Kommunens mål, ordagrant.", width=34)
    ] = None
    board_goal: Annotated[
        str | None, Column("Nämndmål", LONG_TEXT, "Nämndens mål, ordagrant.", width=34)
    ] = None
    indicator: Annotated[
        str | None, Column("Indikator", LONG_TEXT, "Vad enheternas resultat mäter.", width=24)
    ] = None
    target: Annotated[
        Decimal | None,
        Column("Målnivå", SHARE, "Andel gröna enheter som krävs för Grön, till exempel 60 %.",
               minimum=Decimal(0), maximum=Decimal(1)),
    ] = None  # fmt: skip
    share: Annotated[
        Decimal | None,
        Column("Utfall", SHARE, "Gröna enheter / enheter med utfall.", minimum=Decimal(0),
               maximum=Decimal(1),
               computed=Computed("gröna enheter / enheter med utfall")),
    ] = None  # fmt: skip
    assessment: Annotated[
        Status | None,
        GOAL_STATUS.but(
            help="Målets status enligt reglerna på bladet Regler.",
            computed=Computed("enligt metod, målnivå och spärr på bladet Regler"),
        ),
    ] = None
    overview: Annotated[
        Status | None,
        GOAL_STATUS.but(
            header="Översyn",
            help="Statusen i översynen. Lämna tom, så fyller Beräkna i den.",
            carry=EMPTY,
        ),
    ] = None
    override: Annotated[
        Status | None,
        GOAL_STATUS.but(
            header="Överstyrd bedömning",
            help="Bara om nämnden beslutat en annan status än reglerna ger.",
            width=20,
            carry=EMPTY,
        ),
    ] = None
    reason: Annotated[str | None, REASON] = None
    override_by: Annotated[str | None, OVERRIDE_BY] = None
    override_date: Annotated[date | None, OVERRIDE_DATE] = None
    comment: Annotated[str | None, COMMENT] = None

    @property
    def label(self) -> str:
        """Return the goal as the overview names it: ``Mål 4 Ekonomi``."""
        return f"Mål {self.number or '?'} {self.short_name or ''}".strip()


class UnitRow(Row):
    """A row of *Enhetsresultat*."""

    goal: Annotated[Decimal | None, GOAL_NUMBER] = None
    unit: Annotated[str | None, UNIT.but(required=True)] = None
    assessment: Annotated[
        Status | None,
        UNIT_STATUS.but(
            help="Enhetens status för målet. Inget utfall om det inte finns något att mäta.",
            carry=EMPTY,
            due=Due("bedömningar"),
        ),
    ] = None
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Varför enheten inte är grön.", carry=EMPTY)
    ] = None

    @property
    def label(self) -> str:
        """Return the unit's name."""
        return self.unit or ""


class GoalIndicatorRow(Row):
    """A row of *Målindikatorer*: the gates of the goals."""

    goal: Annotated[Decimal | None, GOAL_NUMBER] = None
    indicator: Annotated[
        str | None, Column("Indikator", TEXT, "Indikatorns namn, till exempel Budgetavvikelse.",
                           required=True)
    ] = None  # fmt: skip
    outcome: Annotated[
        Decimal | None,
        Column("Utfall", SIGNED_SHARE,
               "Nämndens prognosavvikelse delad med årsbudgeten. Plus är överskott.",
               computed=Computed("nämndens prognosavvikelse / |årsbudget|"), limits="Spärr "),
    ] = None  # fmt: skip
    target: Annotated[
        Decimal | None, Column("Målnivå", SIGNED_SHARE, "Lägsta utfall för Grön, om det är satt.")
    ] = None
    assessment: Annotated[
        Status | None,
        GOAL_STATUS.but(
            help="Indikatorns status enligt spärrgränserna på bladet Regler.",
            computed=Computed("enligt spärrgränserna på bladet Regler"),
        ),
    ] = None

    @property
    def label(self) -> str:
        """Return the indicator's name."""
        return self.indicator or ""


class StripRow(Row):
    """A row of *Månadsstatus*: one goal's twelve months."""

    goal: Annotated[Decimal | None, GOAL_NUMBER] = None
    jan: Annotated[Status | None, STRIP_MONTH.but(header="Jan")] = None
    feb: Annotated[Status | None, STRIP_MONTH.but(header="Feb")] = None
    mar: Annotated[Status | None, STRIP_MONTH.but(header="Mars")] = None
    apr: Annotated[Status | None, STRIP_MONTH.but(header="April")] = None
    maj: Annotated[Status | None, STRIP_MONTH.but(header="Maj")] = None
    jun: Annotated[Status | None, STRIP_MONTH.but(header="Juni")] = None
    jul: Annotated[Status | None, STRIP_MONTH.but(header="Juli")] = None
    aug: Annotated[Status | None, STRIP_MONTH.but(header="Aug")] = None
    sep: Annotated[Status | None, STRIP_MONTH.but(header="Sep")] = None
    okt: Annotated[Status | None, STRIP_MONTH.but(header="Okt")] = None
    nov: Annotated[Status | None, STRIP_MONTH.but(header="Nov")] = None
    dec: Annotated[Status | None, STRIP_MONTH.but(header="Dec")] = None

    @property
    def label(self) -> str:
        """Return the goal that the strip belongs to."""
        return f"Mål {self.goal or '?'}"

    @property
    def months(self) -> tuple[Status | None, ...]:
        """Return the twelve statuses, January first."""
        return tuple(getattr(self, name) for name in STRIP_FIELDS)


STRIP_FIELDS = (
    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip


GOALS: Final = SheetSpec(
    "Mål", GoalRow, key=("number",), required=True,
    help="Skriv en rad för varje mål. Utfall och Bedömning räknas fram av Beräkna.",
)  # fmt: skip
UNIT_RESULTS: Final = SheetSpec(
    "Enhetsresultat", UnitRow, key=("goal", "unit"), required=True,
    help="Skriv en rad för varje mål och enhet, och välj enhetens status i listan.",
)  # fmt: skip
GOAL_INDICATORS: Final = SheetSpec(
    "Målindikatorer", GoalIndicatorRow, key=("goal", "indicator"),
    help="Indikatorer som begränsar ett måls status. Budgetavvikelse räknas ur Nettokostnad.",
)  # fmt: skip
STRIPS: Final = SheetSpec(
    "Månadsstatus", StripRow, key=("goal",),
    help="Målens bedömning månad för månad. Månader som inte kommit än lämnas tomma.",
)  # fmt: skip
