"""Månadsrapporten: every sheet, table and column of the monthly report, declared once.

Template, reader, writer, data validation, help texts and the handbook's table of columns follow
from this file. The order of the sheets is the order of the published reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Annotated, TypeVar

from xl_asn.documents.columns import (
    CHOICE,
    DATE,
    LONG_TEXT,
    SHARE,
    SIGNED_SHARE,
    TEXT,
    WHOLE,
    Column,
    Computed,
)
from xl_asn.documents.document import Document, sheet
from xl_asn.documents.economy import IncomeRow, NetCostRow
from xl_asn.documents.registers import ActivityRow
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sections import (
    GOAL_WORDS,
    UNIT,
    EventRow,
    OrganisationRow,
    ParameterRow,
    RiskRow,
    SummaryRow,
    YearWheelRow,
    goal_status,
)
from xl_asn.model.goals import BudgetDeviation, Gate, GoalInput, Override, Policy, UnitResult
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.model.statuses import UNIT_SCALE, Status, read_status

_UNIT_WORDS = tuple(status.value for status in UNIT_SCALE)
_unit_status = partial(read_status, scale=UNIT_SCALE)


GOAL_NUMBER = Column(
    "Mål", WHOLE, "Målets nummer på bladet Mål.", required=True, choices_from="Mål.Nr"
)
STRIP_MONTH = Column(
    "", CHOICE, "Målets bedömning den månaden. Månader som inte kommit än lämnas tomma.",
    choices=GOAL_WORDS, accepts=goal_status, width=9,
)  # fmt: skip


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
        Column("Bedömning", CHOICE, "Målets status enligt reglerna på bladet Regler.",
               choices=GOAL_WORDS, accepts=goal_status,
               computed=Computed("enligt metod, målnivå och spärr på bladet Regler")),
    ] = None  # fmt: skip
    overview: Annotated[
        Status | None,
        Column("Översyn", CHOICE, "Statusen i översynen. Lämna tom, så fyller Beräkna i den.",
               choices=GOAL_WORDS, accepts=goal_status),
    ] = None  # fmt: skip
    override: Annotated[
        Status | None,
        Column("Överstyrd bedömning", CHOICE,
               "Bara om nämnden beslutat en annan status än reglerna ger.", width=20,
               choices=GOAL_WORDS, accepts=goal_status),
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
        """Return the goal as the overview names it: ``Mål 4 Ekonomi``."""
        return f"Mål {self.number or '?'} {self.short_name or ''}".strip()


class UnitRow(Row):
    """A row of *Enhetsresultat*."""

    goal: Annotated[Decimal | None, GOAL_NUMBER] = None
    unit: Annotated[str | None, UNIT.but(required=True)] = None
    assessment: Annotated[
        Status | None,
        Column("Bedömning", CHOICE,
               "Enhetens status för målet. Inget utfall om det inte finns något att mäta.",
               choices=_UNIT_WORDS, accepts=_unit_status),
    ] = None  # fmt: skip
    comment: Annotated[
        str | None, Column("Kommentar", LONG_TEXT, "Varför enheten inte är grön.")
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
               computed=Computed("nämndens prognosavvikelse / |årsbudget|")),
    ] = None  # fmt: skip
    target: Annotated[
        Decimal | None, Column("Målnivå", SIGNED_SHARE, "Lägsta utfall för Grön, om det är satt.")
    ] = None
    assessment: Annotated[
        Status | None,
        Column("Bedömning", CHOICE, "Indikatorns status enligt spärrgränserna på bladet Regler.",
               choices=GOAL_WORDS, accepts=goal_status,
               computed=Computed("enligt spärrgränserna på bladet Regler")),
    ] = None  # fmt: skip

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


@dataclass(frozen=True)
class Manadsrapport(Document):
    """The monthly report."""

    key = "manadsrapport"
    title = "Månadsrapport"

    events: Rows[EventRow] = sheet(
        "Händelser", EventRow, help="Skriv en rad för varje viktig händelse under månaden.",
        expected=True,
    )  # fmt: skip
    goals: Rows[GoalRow] = sheet(
        "Mål", GoalRow, key=("number",), required=True,
        help="Skriv en rad för varje mål. Utfall och Bedömning räknas fram av Beräkna.",
    )  # fmt: skip
    unit_results: Rows[UnitRow] = sheet(
        "Enhetsresultat", UnitRow, key=("goal", "unit"), required=True,
        help="Skriv en rad för varje mål och enhet, och välj enhetens status i listan.",
    )  # fmt: skip
    goal_indicators: Rows[GoalIndicatorRow] = sheet(
        "Målindikatorer", GoalIndicatorRow, key=("goal", "indicator"),
        help="Indikatorer som begränsar ett måls status. Budgetavvikelse räknas ur Nettokostnad.",
    )  # fmt: skip
    strips: Rows[StripRow] = sheet(
        "Månadsstatus", StripRow, key=("goal",),
        help="Målens bedömning månad för månad. Månader som inte kommit än lämnas tomma.",
    )  # fmt: skip
    net_cost: Rows[NetCostRow] = sheet(
        "Nettokostnad", NetCostRow, key=("area", "activity"), expected=True,
        help="Belopp i tkr. Intäkt är plus och kostnad är minus. Avvikelserna räknas fram.",
    )  # fmt: skip
    income: Rows[IncomeRow] = sheet(
        "Resultaträkning", IncomeRow, key=("area", "post"), expected=True,
        help="Belopp i tkr. Intäkt är plus och kostnad är minus. Avvikelserna räknas fram.",
    )  # fmt: skip
    summary: Rows[SummaryRow] = sheet(
        "Sammanfattning",
        SummaryRow,
        help="Rapportens texter om ekonomin, i den ordning de ska stå.",
    )
    risks: Rows[RiskRow] = sheet(
        "Risker", RiskRow, key=("risk",), key_must=False,
        help="Riskerna i riskhanteringsplanen. Riskvärdet är sannolikhet × konsekvens.",
    )  # fmt: skip
    year_wheel: Rows[YearWheelRow] = sheet(
        "Årshjul", YearWheelRow, key=("month", "activity"), key_must=False,
        help="Årets aktiviteter i månadsordning.",
    )  # fmt: skip
    organisation: Rows[OrganisationRow] = sheet(
        "Organisation", OrganisationRow, key=("unit",), required=True,
        help="Skriv en rad för varje enhet, med andra namn som den har haft.",
    )  # fmt: skip
    rules: Rows[ParameterRow] = sheet(
        "Regler", ParameterRow, key=("name", "goal", "valid_from"),
        help="Så bedöms målen. Värdet med senaste datum som hunnit börja gälla används.",
    )  # fmt: skip
    activities: Rows[ActivityRow] = sheet(
        "Verksamheter", ActivityRow, key=("valid_from", "sheet", "area", "name"), optional=True,
        help="Skriv en rad för varje verksamhet eller post som har bytt namn eller organisation.",
    )  # fmt: skip

    def goal_numbers(self) -> tuple[int, ...]:
        """Return the numbers of the goals."""
        return tuple(int(goal.number) for goal in self.goals if goal.number is not None)

    def goal_inputs(
        self, policies: Mapping[int, Policy], deviation: BudgetDeviation | None
    ) -> tuple[GoalInput, ...]:
        """Return what decides each goal, with the gate that its policy names."""
        return tuple(
            self._goal_input(goal, policies[int(goal.number)], deviation)
            for goal in self.goals
            if goal.number is not None and int(goal.number) in policies
        )

    def _goal_input(
        self, goal: GoalRow, policy: Policy, deviation: BudgetDeviation | None
    ) -> GoalInput:
        units = tuple(
            UnitResult(row.unit or "", row.assessment, row.cell("assessment"))
            for row in self._units_of.get(goal.number, ())
            if row.has("assessment")
        )
        override = None
        if goal.override and goal.reason and goal.override_by:
            override = Override(
                goal.override, goal.reason, goal.override_by, goal.cell("override"),
                goal.override_date,
            )  # fmt: skip
        gate = self._gate(goal, policy, deviation)
        return GoalInput(
            int(goal.number or 0),
            goal.short_name or goal.area or "",
            units,
            goal.target,
            gate,
            override,
            goal.place("share"),
            goal.place("assessment"),
            tuple(self._repeats(goal)),
            missing_gate=policy.gate if policy.gate is not None and gate is None else "",
        )

    def _repeats(self, goal: GoalRow) -> Iterator[tuple[str, CellRef]]:
        """Yield the cells that repeat a goal's status: its overview and the report's months."""
        if overview := goal.place("overview"):
            yield "Översyn", overview
        strip, period = self.strip_of(goal.number), self.period
        for month in period.months if strip and period else ():
            if strip and (cell := strip.place(STRIP_FIELDS[month - 1])):
                yield MONTH_HEADERS[month - 1], cell

    def _gate(
        self, goal: GoalRow, policy: Policy, deviation: BudgetDeviation | None
    ) -> Gate | None:
        if policy.gate is None:
            return None
        for row in self._indicators_of.get(goal.number, ()):
            cell = row.place("outcome")
            if cell is not None and folded_name(row.label) == folded_name(policy.gate):
                if deviation is not None:
                    return Gate(
                        row.label,
                        deviation.share,
                        cell,
                        deviation.inputs,
                        assessment_cell=row.place("assessment"),
                        budget=deviation.budget,
                    )
                return Gate(
                    row.label, row.outcome, cell, (), assessment_cell=row.place("assessment")
                )
        return None

    def strip_of(self, goal: Decimal | None) -> StripRow | None:
        """Return a goal's strip, or None when the sheet has no row for it."""
        return next(iter(self._strips_of.get(goal, ())), None) if goal is not None else None

    @cached_property
    def _units_of(self) -> Mapping[Decimal | None, Sequence[UnitRow]]:
        return by_goal(self.unit_results)

    @cached_property
    def _indicators_of(self) -> Mapping[Decimal | None, Sequence[GoalIndicatorRow]]:
        return by_goal(self.goal_indicators)

    @cached_property
    def _strips_of(self) -> Mapping[Decimal | None, Sequence[StripRow]]:
        return by_goal(self.strips)


G = TypeVar("G", UnitRow, GoalIndicatorRow, StripRow)


def by_goal(rows: Iterable[G]) -> Mapping[Decimal | None, Sequence[G]]:
    """Return the rows of each goal by its number, in the order of the sheet."""
    found: dict[Decimal | None, list[G]] = {}
    for row in rows:
        found.setdefault(row.goal, []).append(row)
    return found
