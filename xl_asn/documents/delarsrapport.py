"""Delårsrapporten: every sheet, table and column of the interim report, declared once.

Template, reader, writer, data validation, help texts and the handbook's table of columns follow
from this file. The order of the sheets is the order of the published report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Final

from xl_asn.documents.columns import (
    AMOUNT,
    ANY,
    CHOICE,
    DATE,
    LONG_TEXT,
    SIGNED_AMOUNT,
    TEXT,
    WHOLE,
    Column,
    Computed,
)
from xl_asn.documents.document import Document, sheet
from xl_asn.documents.economy import FundingRow
from xl_asn.documents.indicators import FULFILMENT_WORDS, IndicatorRow, indicator_inputs
from xl_asn.documents.registers import ActivityRow
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sections import (
    SECTION,
    SECTION_TEXT,
    AssignmentRow,
    EventRow,
    ParameterRow,
)
from xl_asn.documents.volumes import VolumeRow, volume_of
from xl_asn.model.amounts import Figure
from xl_asn.model.follow_up import EconomicRisk, FollowUp, Likelihood, RiskKind
from xl_asn.model.goal_tree import FulfilmentOverride, GoalLevel, TreeGoal
from xl_asn.model.number_formats import amount_format
from xl_asn.model.periods import Period
from xl_asn.model.scales import Fulfilment, read_contribution, read_fulfilment, read_word

_TERTIALS: Final = (4, 8)


class TreeGoalRow(Row):
    """A row of *Mål*: a strategic goal, or a quality or board goal under one."""

    number: Annotated[
        Decimal | None, Column("Nr", WHOLE, "Målets nummer.", required=True, minimum=Decimal(1))
    ] = None
    kind: Annotated[
        GoalLevel | None,
        Column("Måltyp", CHOICE, "Vilket slags mål det är.", required=True, width=16,
               choices=tuple(word.value for word in GoalLevel),
               accepts=partial(read_word, scale=GoalLevel)),
    ] = None  # fmt: skip
    above: Annotated[
        Decimal | None,
        Column("Strategiskt mål", WHOLE, "Numret på det strategiska mål som målet hör till.",
               choices_from="Mål.Nr", width=11),
    ] = None  # fmt: skip
    area: Annotated[str | None, Column("Målområde", LONG_TEXT, "Målområdets namn.", width=26)] = (
        None
    )
    short_name: Annotated[
        str | None, Column("Kort namn", TEXT, "Namnet i översikten, ett eller två ord.", width=18)
    ] = None
    municipal_goal: Annotated[
        str | None, Column("Kommunmål", LONG_TEXT, "Det strategiska målet, ordagrant.", width=36)
    ] = None
    board_goal: Annotated[
        str | None,
        Column("Nämndmål", LONG_TEXT, "Kvalitetsmålet eller nämndmålet, ordagrant.", width=36),
    ] = None
    assessment: Annotated[
        Fulfilment | None,
        Column("Bedömning", CHOICE,
               "Räknas ur det som ligger under målet. Finns inget att räkna på gäller din.",
               width=26, choices=FULFILMENT_WORDS, accepts=read_fulfilment,
               computed=Computed("bedömningen av målen och indikatorerna under målet")),
    ] = None  # fmt: skip
    sentence: Annotated[
        str | None,
        Column("Bedömning i ord", LONG_TEXT, "Bedömningen som den ska stå i rapporten.", width=32),
    ] = None
    override: Annotated[
        Fulfilment | None,
        Column("Överstyrd bedömning", CHOICE,
               "Bara om målet ska bedömas på något annat sätt än det som ligger under det.",
               width=22, choices=FULFILMENT_WORDS, accepts=read_fulfilment),
    ] = None  # fmt: skip
    reason: Annotated[
        str | None, Column("Motivering", LONG_TEXT, "Varför bedömningen är överstyrd.", width=28)
    ] = None
    override_by: Annotated[
        str | None, Column("Överstyrd av", TEXT, "Vem som beslutat överstyrningen.", width=18)
    ] = None
    override_date: Annotated[
        date | None, Column("Överstyrd datum", DATE, "När överstyrningen beslutades.", width=16)
    ] = None
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Text till målet i rapporten.")
    ] = None

    @property
    def label(self) -> str:
        """Return the goal as a sentence names it: ``Nämndmål 31``."""
        return f"{self.kind.value if self.kind else 'Mål'} {self.number or '?'}"

    @property
    def text(self) -> str:
        """Return the goal, word for word."""
        return self.board_goal or self.municipal_goal or self.short_name or ""


class QualityRow(Row):
    """A row of *Kvalitet*: a section of the quality follow-up."""

    section: Annotated[str | None, SECTION] = None
    text: Annotated[str | None, SECTION_TEXT] = None


def _likelihood(value: object) -> Likelihood | Decimal | None:
    if isinstance(value, Decimal):
        return value if 0 <= value <= 1 else None
    return read_word(str(value), Likelihood)


_EFFECT: Final = Column(
    "", SIGNED_AMOUNT, "", number_format=amount_format(2, signed=True), width=14
)
_RISK_AMOUNT: Final = Column(
    "", AMOUNT, "", minimum=Decimal(0), number_format=amount_format(2), width=13
)


class EconomicRiskRow(Row):
    """A row of *Ekonomiska risker*; amounts are in mnkr, whatever unit the other sheets have."""

    area: Annotated[
        str | None,
        Column("Område", TEXT, "Området på bladet Kommunbidrag, eller början av dess namn.",
               required=True, choices_from="Kommunbidrag.Område"),
    ] = None  # fmt: skip
    kind: Annotated[
        RiskKind | None,
        Column("Slag", CHOICE, "Risk kostar, Möjlighet sparar.", required=True,
               choices=tuple(word.value for word in RiskKind),
               accepts=partial(read_word, scale=RiskKind)),
    ] = None  # fmt: skip
    name: Annotated[
        str | None, Column("Benämning", TEXT, "Risken eller möjligheten.", required=True, width=32)
    ] = None
    lowest: Annotated[
        Decimal | None,
        _RISK_AMOUNT.but(header="Belopp från", help="Lägsta belopp i mnkr, utan tecken."),
    ] = None
    highest: Annotated[
        Decimal | None,
        _RISK_AMOUNT.but(header="Belopp till", help="Högsta belopp i mnkr, utan tecken."),
    ] = None
    likelihood: Annotated[
        Likelihood | Decimal | None,
        Column("Sannolikhet", ANY, "Låg, Medel eller Hög, eller ett procenttal.", required=True,
               choices=tuple(word.value for word in Likelihood), accepts=_likelihood),
    ] = None  # fmt: skip
    low_effect: Annotated[
        Decimal | None,
        _EFFECT.but(header="Lägsta effekt", help="Sämsta effekt på årsresultatet, vägd, i mnkr.",
                    computed=Computed("Sannolikhet × det sämsta beloppet")),
    ] = None  # fmt: skip
    high_effect: Annotated[
        Decimal | None,
        _EFFECT.but(header="Högsta effekt", help="Bästa effekt på årsresultatet, vägd, i mnkr.",
                    computed=Computed("Sannolikhet × det bästa beloppet")),
    ] = None  # fmt: skip
    covers: Annotated[
        str | None, Column("Omfattar", LONG_TEXT, "Vad risken eller möjligheten omfattar.")
    ] = None

    @property
    def label(self) -> str:
        """Return the risk's name."""
        return self.name or ""


class ConclusionRow(Row):
    """A row of *Sammanfattning*: conclusions, consequences and measures."""

    section: Annotated[str | None, SECTION] = None
    text: Annotated[str | None, SECTION_TEXT] = None


@dataclass(frozen=True)
class Delarsrapport(Document):
    """The interim report, for four or eight months."""

    key = "delarsrapport"
    title = "Delårsrapport"
    periods = ("jan-apr", "jan-aug")

    events: Rows[EventRow] = sheet(
        "Händelser", EventRow, help="Skriv en rad för varje viktig händelse under perioden.",
        expected=True,
    )  # fmt: skip
    tree_goals: Rows[TreeGoalRow] = sheet(
        "Mål", TreeGoalRow, key=("number",), required=True,
        help="Skriv en rad för varje mål, och numret på det strategiska mål som det hör till.",
    )  # fmt: skip
    indicators: Rows[IndicatorRow] = sheet(
        "Indikatorer", IndicatorRow, key=("goal", "indicator"), expected=True,
        help="Skriv en rad för varje indikator. Bedömning och Trend räknas fram av Beräkna.",
    )  # fmt: skip
    assignments: Rows[AssignmentRow] = sheet(
        "Uppdrag", AssignmentRow, key=("kind", "assignment"),
        help="Särskilda uppdrag och nämnduppdrag, med hur långt de har kommit.",
    )  # fmt: skip
    quality: Rows[QualityRow] = sheet(
        "Kvalitet", QualityRow,
        help="Uppföljningen av kvalitet: granskningar, synpunkter, ej verkställda beslut.",
    )  # fmt: skip
    funding: Rows[FundingRow] = sheet(
        "Kommunbidrag", FundingRow, key=("area", "activity"), expected=True,
        help="Belopp i tkr. Intäkt är plus och kostnad är minus. Resultaten räknas fram.",
    )  # fmt: skip
    volumes: Rows[VolumeRow] = sheet(
        "Volymer", VolumeRow, key=("measure",),
        help="Antal ärenden per period. Lägg till en kolumn för varje period som jämförs.",
    )  # fmt: skip
    economic_risks: Rows[EconomicRiskRow] = sheet(
        "Ekonomiska risker", EconomicRiskRow, key=("area", "kind", "name"),
        help="Belopp i mnkr utan tecken. Prognosen vägs med hur sannolika riskerna är.",
    )  # fmt: skip
    summary: Rows[ConclusionRow] = sheet(
        "Sammanfattning", ConclusionRow,
        help="Slutsatser, konsekvenser och åtgärder, i den ordning de ska stå.",
    )  # fmt: skip
    rules: Rows[ParameterRow] = sheet(
        "Regler", ParameterRow, key=("name", "goal", "valid_from"),
        help="Så bedöms indikatorer och risker. Värdet med senaste datum som gäller används.",
    )  # fmt: skip
    activities: Rows[ActivityRow] = sheet(
        "Verksamheter", ActivityRow, key=("valid_from", "sheet", "area", "name"), optional=True,
        help="Skriv en rad för varje verksamhet eller post som har bytt namn eller organisation.",
    )  # fmt: skip

    @classmethod
    def period_of(cls, year: int, text: str) -> Period | None:
        """Return January to April or August, also where only the last month is named."""
        period = Period.read(year, text)
        if period is None or period.last_month not in _TERTIALS:
            return None
        if period.first_month not in {1, period.last_month}:
            return None
        return Period(year, 1, period.last_month)

    def follow_up(self) -> FollowUp:
        """Return goals, indicators, volumes and economic risks."""
        return FollowUp(
            tuple(self._tree_goals()),
            indicator_inputs(self.indicators.rows),
            tuple(map(volume_of, self.volumes)),
            tuple(self._risks()),
        )

    def _tree_goals(self) -> Iterator[TreeGoal]:
        for row in self.tree_goals:
            if row.number is None or row.kind is None:
                continue
            override = None
            if row.override and row.reason and row.override_by:
                override = FulfilmentOverride(
                    row.override, row.reason, row.override_by, row.cell("override"),
                    row.override_date,
                )  # fmt: skip
            yield TreeGoal(
                int(row.number),
                row.kind,
                row.text,
                None if row.above is None else int(row.above),
                row.assessment,
                row.place("assessment"),
                read_contribution(row.sentence or ""),
                row.place("sentence"),
                override,
            )

    def _risks(self) -> Iterator[EconomicRisk]:
        for row in self.economic_risks:
            if row.area is None or row.kind is None or row.likelihood is None:
                continue
            if row.has("lowest") and row.has("highest"):
                yield EconomicRisk(
                    row.area,
                    row.kind,
                    row.label,
                    Figure(row.cell("lowest"), row.lowest, row.readable("lowest")),
                    Figure(row.cell("highest"), row.highest, row.readable("highest")),
                    row.likelihood,
                    row.cell("likelihood"),
                    row.place("low_effect"),
                    row.place("high_effect"),
                )
