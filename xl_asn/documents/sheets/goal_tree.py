"""The sheet *Mål* of an interim report or a plan: goals in levels, and what decides each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, ClassVar, Final

from xl_asn.documents.carrying import EMPTY
from xl_asn.documents.columns import CHOICE, LONG_TEXT, TEXT, WHOLE, Column, Computed, Due
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goal_columns import COMMENT, OVERRIDE_BY, OVERRIDE_DATE, REASON
from xl_asn.documents.sheets.indicators import FULFILMENT_WORDS
from xl_asn.model.goal_tree import FulfilmentOverride, GoalLevel, TreeGoal
from xl_asn.model.scales import Fulfilment, read_contribution, read_fulfilment, read_word


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
        Column(
            "Bedömning i ord",
            LONG_TEXT,
            "Bedömningen som den ska stå i rapporten.",
            width=32,
            carry=EMPTY,
            due=Due("bedömningar i ord", where_before=True),
        ),
    ] = None
    override: Annotated[
        Fulfilment | None,
        Column("Överstyrd bedömning", CHOICE,
               "Bara om målet ska bedömas på något annat sätt än det som ligger under det.",
               width=22, choices=FULFILMENT_WORDS, accepts=read_fulfilment, carry=EMPTY),
    ] = None  # fmt: skip
    reason: Annotated[str | None, REASON] = None
    override_by: Annotated[str | None, OVERRIDE_BY] = None
    override_date: Annotated[date | None, OVERRIDE_DATE] = None
    comment: Annotated[str | None, COMMENT] = None

    @property
    def label(self) -> str:
        """Return the goal as a sentence names it: ``Nämndmål 31``."""
        return f"{self.kind.value if self.kind else 'Mål'} {self.number or '?'}"

    @property
    def text(self) -> str:
        """Return the goal, word for word."""
        return self.board_goal or self.municipal_goal or self.short_name or ""


class PlanGoalRow(TreeGoalRow):
    """A row of *Mål*: a strategic goal, a board goal under one, or a ground requirement."""

    left_out: ClassVar[frozenset[str]] = frozenset(
        {"assessment", "sentence", "override", "reason", "override_by", "override_date"}
    )


GOAL_TREE: Final = SheetSpec(
    "Mål", TreeGoalRow, key=("number",), required=True,
    help="Skriv en rad för varje mål, och numret på det strategiska mål som det hör till.",
)  # fmt: skip
PLAN_GOALS: Final = SheetSpec(
    "Mål", PlanGoalRow, key=("number",), required=True,
    help="En rad för varje strategiskt mål, nämndmål och krav i en grundförutsättning.",
)  # fmt: skip


def tree_goals(document: Document) -> Iterator[TreeGoal]:
    """Yield the goals that are assessed from what lies below them; a plan assesses none."""
    for row in document.rows_of(TreeGoalRow):
        if row.number is None or row.kind is None or isinstance(row, PlanGoalRow):
            continue
        yield TreeGoal(
            int(row.number),
            row.kind,
            row.text,
            None if row.above is None else int(row.above),
            row.assessment,
            row.place("assessment"),
            read_contribution(row.sentence or ""),
            row.place("sentence"),
            _override(row),
        )


def _override(row: TreeGoalRow) -> FulfilmentOverride | None:
    if not (row.override and row.reason and row.override_by):
        return None
    return FulfilmentOverride(
        row.override, row.reason, row.override_by, row.cell("override"), row.override_date
    )
