"""What a report follows up of its plan: goals, indicators and risks, paired by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.carried_risks import FollowedRisk
from xl_asn.calculation.pairing import pair_rows
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.documents.sheets.risks import RiskRow
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.identity import Identified, RowKey

_FULL_STOP: Final = ". "


@dataclass(frozen=True, slots=True)
class Noun:
    """What an entry is, in a sentence: one that is known, and many."""

    the: str
    many: str


_INDICATOR: Final = Noun("Indikatorn", "indikatorer")
_RISK: Final = Noun("Risken", "risker")
_KINDS: Final = {
    GoalLevel.STRATEGIC: Noun("Det strategiska målet", "strategiska mål"),
    GoalLevel.QUALITY: Noun("Kvalitetsmålet", "kvalitetsmål"),
    GoalLevel.BOARD: Noun("Nämndmålet", "nämndmål"),
    GoalLevel.GROUND: Noun("Kravet", "krav i grundförutsättningarna"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal, an indicator or a risk with its words, and the cell that they stand in."""

    what: Noun
    words: str
    cell: CellRef
    row: Row
    key: str = ""
    """A name that tells it even when it is reworded: a Kolada id."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry of the plan and that of the report; None where the report has none."""

    planned: Entry
    followed: Entry | None

    @property
    def reworded(self) -> bool:
        """Whether the report says it in other words than the plan."""
        return self.followed is not None and _folded(self.planned) != _folded(self.followed)


def pairs(plan: Document, report: Document) -> Iterator[Pair]:
    """Yield what the plan has of each kind that the report has a sheet with rows for."""
    for entries in (_goals, _indicators, _risks):
        followed = list(entries(report))
        planned = list(entries(plan))
        kinds = {entry.what for entry in followed}
        yield from _paired([entry for entry in planned if entry.what in kinds], followed)


def unplanned(plan: Document, report: Document) -> Iterator[Entry]:
    """Yield the goals and indicators of the report that the plan does not have."""
    found = {pair.followed.cell for pair in pairs(plan, report) if pair.followed is not None}
    for entries in (_goals, _indicators):
        if any(True for _ in entries(plan)):
            yield from (entry for entry in entries(report) if entry.cell not in found)


def followed_risks(
    plan: Document, computed: Calculated, report: Document
) -> Iterator[FollowedRisk]:
    """Yield the plan's risks that the report has a cell of *Riskvärde* for.

    ``computed`` is what follows from the plan.
    """
    for pair in pairs(plan, report):
        row = pair.followed.row if pair.followed else None
        if isinstance(row, RiskRow) and row.has("value"):
            planned, cell = risk_value(pair.planned.row, computed)
            own = (row.value, row.likelihood, row.consequence)
            yield FollowedRisk(row.label, row.cell("value"), own, planned, cell)


def risk_value(row: Row, computed: Calculated) -> tuple[Decimal | None, CellRef | None]:
    """Return a risk's value, computed or as typed, and its cell."""
    cell, typed = row.place("value"), getattr(row, "value", None)
    value = computed.number(cell)
    if value is None and isinstance(typed, Decimal):
        value = typed
    return value, cell


def _goals(document: Document) -> Iterator[Entry]:
    for row in document.rows_of(TreeGoalRow):
        field = "board_goal" if row.board_goal else "municipal_goal"
        if row.kind is not None and row.text and row.has(field):
            yield Entry(_KINDS[row.kind], row.text, row.cell(field), row)
    for goal in document.rows_of(GoalRow):
        if goal.board_goal:
            yield Entry(_KINDS[GoalLevel.BOARD], goal.board_goal, goal.cell("board_goal"), goal)


def _indicators(document: Document) -> Iterator[Entry]:
    for row in document.rows_of(IndicatorRow):
        if row.indicator:
            key = folded_name(row.kolada_id or "")
            yield Entry(_INDICATOR, row.indicator, row.cell("indicator"), row, key)


def _risks(document: Document) -> Iterator[Entry]:
    for row in document.rows_of(RiskRow):
        if row.risk:
            yield Entry(_RISK, row.risk, row.cell("risk"), row)


def _paired(planned: Sequence[Entry], followed: Sequence[Entry]) -> Iterator[Pair]:
    """Pair by the very words, then by key, and then by likeness; each of the report's once."""
    before = [_identified(place, entry) for place, entry in enumerate(planned)]
    now = [_identified(place, entry) for place, entry in enumerate(followed)]
    found = dict(pair_rows(before, now).pairs)
    for place, entry in enumerate(planned):
        yield Pair(entry, followed[found[place]] if place in found else None)


def _identified(place: int, entry: Entry) -> Identified:
    """Return an entry as a row whose name is its words; its key tells it when they are others."""
    words = entry.words.rstrip(_FULL_STOP)
    keyed = frozenset({("", entry.key)} if entry.key else ())
    return Identified(RowKey(entry.what.many, (words,)), words, place, inputs=keyed)


def _folded(entry: Entry) -> str:
    return folded_name(entry.words).rstrip(_FULL_STOP)
