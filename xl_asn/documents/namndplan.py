"""Nämndplanen: every sheet, table and column of the board's yearly plan, declared once.

Template, reader, writer, data validation, help texts and the handbook's table of columns follow
from this file. The order of the sheets is the order of the published plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar, Final

from xl_asn.documents.columns import (
    AMOUNT,
    CHOICE,
    LONG_TEXT,
    SHARE,
    SIGNED_AMOUNT,
    SIGNED_SHARE,
    TEXT,
    WHOLE,
    Column,
    Computed,
    Difference,
    Series,
)
from xl_asn.documents.delarsrapport import TreeGoalRow
from xl_asn.documents.document import Document, sheet
from xl_asn.documents.economy import AREA, ROW_KIND
from xl_asn.documents.indicators import IndicatorRow, indicator_inputs
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sections import (
    AssignmentRow,
    ParameterRow,
    RiskRow,
    TextRow,
    YearWheelRow,
)
from xl_asn.model.amounts import Figure, RowKind
from xl_asn.model.follow_up import FollowUp
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.periods import MONTH_NAMES, WHOLE_YEAR, Period, read_month
from xl_asn.model.plan import Fund, SteeringDocument

_BASELINES: Final = 2
_DECIMALS: Final = 1


class OperationsRow(TextRow):
    """A row of *Verksamhet*: purpose, analysis and conclusions."""


class VisionRow(TextRow):
    """A row of *Vision*: the vision and the strategic areas."""


class GroundRow(TextRow):
    """A row of *Grundförutsättningar*: what the ground requirements mean."""


class InvestmentRow(TextRow):
    """A row of *Investeringar*."""


class PlanGoalRow(TreeGoalRow):
    """A row of *Mål*: a strategic goal, a board goal under one, or a ground requirement."""

    left_out: ClassVar[frozenset[str]] = frozenset(
        {"assessment", "sentence", "override", "reason", "override_by", "override_date"}
    )


class PlanIndicatorRow(IndicatorRow):
    """A row of *Indikatorer*: the baseline is the latest year that has an outcome."""

    left_out: ClassVar[frozenset[str]] = frozenset(
        {"outcome", "municipal_target", "assessment", "trend"}
    )
    series: ClassVar[tuple[Series, ...]] = (
        replace(
            IndicatorRow.series[0],
            headers=lambda period: tuple(
                f"Utfall {year}" for year in range(period.year - _BASELINES, period.year)
            ),
        ),
    )

    basis: Annotated[
        str | None,
        Column("Utfallet avser", TEXT, "När eller hur utfallet är mätt, om det inte är hela året: "
               "prognos, sep. 2019.", width=20),
    ] = None  # fmt: skip
    source: Annotated[
        str | None,
        Column("Källa", TEXT, "Varifrån utfallet hämtas, om det inte är Kolada.", width=24),
    ] = None


class PlanAssignmentRow(AssignmentRow):
    """A row of *Uppdrag*; an assignment that is being given has no status."""

    left_out: ClassVar[frozenset[str]] = frozenset({"status"})


class PlanRiskRow(RiskRow):
    """A row of *Risker*: a risk with its measures, who owns them and how they are controlled."""

    left_out: ClassVar[frozenset[str]] = frozenset({"assessment"})

    owner: Annotated[
        str | None, Column("Ansvarig", TEXT, "Vem som ansvarar för åtgärden.", width=20)
    ] = None
    control_status: Annotated[
        str | None, Column("Kontrollstatus", TEXT, "Hur långt kontrollen kommit.", width=14)
    ] = None


class FundRow(Row):
    """A row of *Resurser*: the funds of an area for a year, in the document's own unit."""

    area: Annotated[
        str | None, Column("Område", TEXT, "Verksamhetsområdet.", required=True, width=36)
    ] = None
    year: Annotated[
        Decimal | None,
        Column("År", WHOLE, "Året som anslaget gäller.", required=True, minimum=Decimal(2000),
               maximum=Decimal(2100)),
    ] = None  # fmt: skip
    kind: Annotated[
        str | None,
        Column("Slag", CHOICE, "Budget för planens år, Plan för åren efter.", required=True,
               choices=("Utfall", "Budget", "Plan")),
    ] = None  # fmt: skip
    amount: Annotated[
        Decimal | None,
        Column("Belopp", AMOUNT, "Anslaget, utan tecken.", required=True,
               number_format=amount_format(_DECIMALS)),
    ] = None  # fmt: skip
    indexing: Annotated[
        Decimal | None,
        Column("Prisuppräkning", SHARE, "Årets prisuppräkning. Gäller tills en ny anges.",
               minimum=Decimal(-1), maximum=Decimal(1), number_format=share_format(_DECIMALS),
               width=15),
    ] = None  # fmt: skip
    change: Annotated[
        Decimal | None,
        Column("Förändring", SIGNED_AMOUNT, "Beloppet minus beloppet året före.",
               number_format=amount_format(_DECIMALS, signed=True),
               computed=Computed("Belopp − Belopp året före")),
    ] = None  # fmt: skip
    change_share: Annotated[
        Decimal | None,
        Column("Förändring i procent", SIGNED_SHARE, "Förändringen av beloppet året före.",
               computed=Computed("Belopp / Belopp året före − 1"), width=14),
    ] = None  # fmt: skip
    beyond: Annotated[
        Decimal | None,
        Column("Utöver prisuppräkning", SIGNED_AMOUNT,
               "Vad som är kvar av förändringen när priserna räknats upp.",
               number_format=amount_format(_DECIMALS, signed=True), width=16,
               computed=Computed("Belopp − Belopp året före × (1 + Prisuppräkning)")),
    ] = None  # fmt: skip
    comment: Annotated[str | None, Column("Kommentar", LONG_TEXT, "Text till anslaget.")] = None

    @property
    def label(self) -> str:
        """Return the area and the year."""
        return f"{self.area or ''} {'' if self.year is None else f'{self.year:f}'}".strip()


class BudgetRow(Row):
    """A row of *Driftbudget*, in the document's own unit; cost is minus."""

    holds_amounts: ClassVar[bool] = True

    area: Annotated[str | None, AREA] = None
    post: Annotated[str | None, Column("Post", TEXT, "Postens namn.", required=True, width=40)] = (
        None
    )
    kind: Annotated[RowKind | None, ROW_KIND] = None
    before: Annotated[
        Decimal | None,
        Column("Föregående års budget", AMOUNT, "Budgeten för året före planens år.",
               number_format=amount_format(_DECIMALS), width=15),
    ] = None  # fmt: skip
    budget: Annotated[
        Decimal | None,
        Column("Årsbudget", AMOUNT, "Budgeten för planens år.",
               number_format=amount_format(_DECIMALS)),
    ] = None  # fmt: skip
    change: Annotated[
        Decimal | None,
        Column("Förändring", SIGNED_AMOUNT, "Årsbudget − Föregående års budget.",
               number_format=amount_format(_DECIMALS, signed=True),
               computed=Difference(("Årsbudget",), ("Föregående års budget",))),
    ] = None  # fmt: skip
    comment: Annotated[str | None, Column("Kommentar", LONG_TEXT, "Vad förändringen beror på.")] = (
        None
    )

    @property
    def label(self) -> str:
        """Return the post's name."""
        return self.post or ""


_MONTHS: Final = tuple(name.capitalize() for name in MONTH_NAMES)
_PAIRS: Final = tuple(f"{one}/{two.lower()}" for one, two in pairwise(_MONTHS))
#: The pairs that the list offers, as many as Excel has room for.
_OFFERED: Final = tuple(_PAIRS[number - 1] for number in (1, 3, 5, 7, 8, 9, 11))


def _months(text: str) -> str | None:
    """Return one month, or two that follow each other: "Januari/februari"."""
    match [read_month(part) for part in text.split("/")]:
        case [int(month)]:
            return _MONTHS[month - 1]
        case [int(one), int(two)] if two == one + 1:
            return _PAIRS[one - 1]
    return None


class PlanYearRow(YearWheelRow):
    """A row of *Årshjul*: what happens in a month, or in two."""

    left_out: ClassVar[frozenset[str]] = frozenset({"assessment"})

    month: Annotated[
        str | None,
        Column("Månad", CHOICE, "Månaden då aktiviteten sker, eller två: Januari/februari.",
               required=True, choices=(*_MONTHS, *_OFFERED), accepts=_months, width=20),
    ] = None  # fmt: skip


class SteeringRow(Row):
    """A row of *Styrdokument*."""

    group: Annotated[
        str | None, Column("Grupp", TEXT, "Rubriken som dokumentet står under.", width=36)
    ] = None
    document: Annotated[
        str | None, Column("Dokument", LONG_TEXT, "Dokumentets namn.", required=True)
    ] = None
    year: Annotated[
        Decimal | None,
        Column("År", WHOLE, "Året då det antogs eller senast reviderades.", required=True,
               minimum=Decimal(1980), maximum=Decimal(2100)),
    ] = None  # fmt: skip
    age: Annotated[
        Decimal | None,
        Column("Ålder", WHOLE, "Antal år, räknat till planens år.",
               computed=Computed("planens år − År")),
    ] = None  # fmt: skip
    note: Annotated[
        str | None, Column("Anmärkning", TEXT, "Till exempel gäller från januari 2020.", width=30)
    ] = None

    @property
    def label(self) -> str:
        """Return the document's name."""
        return self.document or ""


@dataclass(frozen=True)
class Namndplan(Document):
    """The board's plan for a year."""

    key = "namndplan"
    title = "Nämndplan"
    looks_ahead = True
    periods = (WHOLE_YEAR,)
    not_on_start = frozenset({"plan"})

    operations: Rows[OperationsRow] = sheet(
        "Verksamhet", OperationsRow, expected=True,
        help="Verksamhetens syfte, analys och slutsatser, i den ordning de ska stå.",
    )  # fmt: skip
    vision: Rows[VisionRow] = sheet(
        "Vision", VisionRow, help="Kommunens vision och de strategiska målområdena.",
    )  # fmt: skip
    goals: Rows[PlanGoalRow] = sheet(
        "Mål", PlanGoalRow, key=("number",), required=True,
        help="En rad för varje strategiskt mål, nämndmål och krav i en grundförutsättning.",
    )  # fmt: skip
    indicators: Rows[PlanIndicatorRow] = sheet(
        "Indikatorer", PlanIndicatorRow, key=("goal", "indicator"), expected=True,
        help="En rad för varje indikator, med utgångsvärdet i kolumnen för sitt år.",
    )  # fmt: skip
    ground: Rows[GroundRow] = sheet(
        "Grundförutsättningar", GroundRow,
        help="Texten om hållbar ekonomi, hållbar kvalitetsutveckling och attraktiv arbetsgivare.",
    )  # fmt: skip
    assignments: Rows[PlanAssignmentRow] = sheet(
        "Uppdrag", PlanAssignmentRow, key=("kind", "assignment"),
        help="Uppdragen till nämnden. Typ säger varifrån de kommer.",
    )  # fmt: skip
    risks: Rows[PlanRiskRow] = sheet(
        "Risker", PlanRiskRow, key=("risk",), expected=True,
        help="En rad för varje risk. Riskvärdet räknas fram av Beräkna.",
    )  # fmt: skip
    funds: Rows[FundRow] = sheet(
        "Resurser", FundRow, key=("area", "year", "kind"), expected=True,
        help="Anslaget för planens år och åren efter. Förändringarna räknas fram.",
    )  # fmt: skip
    investments: Rows[InvestmentRow] = sheet(
        "Investeringar", InvestmentRow, help="Aktuella investeringar, en rad för varje område.",
    )  # fmt: skip
    budget: Rows[BudgetRow] = sheet(
        "Driftbudget", BudgetRow, key=("area", "post"),
        help="Budgeten för planens år och året före. Kostnad är minus.",
    )  # fmt: skip
    year_wheel: Rows[PlanYearRow] = sheet(
        "Årshjul", PlanYearRow, key=("month", "activity"), key_must=False,
        help="Årets aktiviteter i styrprocessen.",
    )  # fmt: skip
    documents: Rows[SteeringRow] = sheet(
        "Styrdokument", SteeringRow, key=("group", "document"),
        help="Styrdokument och överenskommelser, med året då de antogs eller reviderades.",
    )  # fmt: skip
    rules: Rows[ParameterRow] = sheet(
        "Regler", ParameterRow, key=("name", "goal", "valid_from"),
        help="Så bedöms risker, andelar och dokument. Värdet med senaste datum som gäller används.",
    )  # fmt: skip

    @classmethod
    def period_of(cls, year: int, text: str) -> Period | None:
        """Return the whole year; a plan is written for nothing less."""
        period = Period.read(year, text)
        return period if period is not None and period.is_year else None

    def follow_up(self) -> FollowUp:
        """Return indicators, funds by year and steering documents."""
        return FollowUp(
            indicators=indicator_inputs(self.indicators.rows),
            funds=tuple(self._funds()),
            documents=tuple(self._documents()),
        )

    def _funds(self) -> Iterator[Fund]:
        for row in self.funds:
            if row.area is None or row.year is None or not row.has("amount"):
                continue
            indexing = None
            if row.indexing is not None:
                indexing = Figure(row.cell("indexing"), row.indexing)
            yield Fund(
                row.area,
                int(row.year),
                Figure(row.cell("amount"), row.amount, row.readable("amount")),
                indexing,
                row.place("change"),
                row.place("change_share"),
                row.place("beyond"),
            )

    def _documents(self) -> Iterator[SteeringDocument]:
        if self.period is None:
            return
        for row in self.documents:
            if row.has("year"):
                year = Figure(row.cell("year"), row.year, row.readable("year"))
                yield SteeringDocument(row.label, year, self.period.year, row.place("age"))
