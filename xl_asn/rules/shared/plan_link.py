"""What a report follows up of its plan, or of the report before: lists, paired by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.carried_risks import FollowedRisk
from xl_asn.calculation.pairing import Pairing, pair_rows
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.assignments import AssignmentRow
from xl_asn.documents.sheets.economic_risks import EconomicRiskRow
from xl_asn.documents.sheets.funds import FundRow
from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.documents.sheets.risks import RiskRow
from xl_asn.documents.sheets.volumes import VolumeRow
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.identity import Identified, RowKey

_FULL_STOP: Final = ". "
_MOST_COMPARED: Final = 250_000
"""The most pairs of entries in other words that are compared by likeness."""


class Noun(NamedTuple):
    """What an entry is, in a sentence: one that is known, and many."""

    the: str
    many: str
    may_be_added: bool = False
    """Whether more of them may come during the year, without a new plan."""
    is_money: bool = False
    """Whether it is what the board is given to spend: missed also in a new plan."""


_INDICATOR: Final = Noun("Indikatorn", "indikatorer")
_RISK: Final = Noun("Risken", "risker", may_be_added=True)
_ASSIGNMENT: Final = Noun("Uppdraget", "uppdrag", may_be_added=True)
_ECONOMIC_RISK: Final = Noun("Den ekonomiska risken", "ekonomiska risker")
_VOLUME: Final = Noun("Måttet", "mått")
_FUND: Final = Noun("Området med anslag", "områden med anslag", is_money=True)
_KINDS: Final = {
    GoalLevel.STRATEGIC: Noun("Det strategiska målet", "strategiska mål"),
    GoalLevel.QUALITY: Noun("Kvalitetsmålet", "kvalitetsmål"),
    GoalLevel.BOARD: Noun("Nämndmålet", "nämndmål"),
    GoalLevel.GROUND: Noun("Kravet", "krav i grundförutsättningarna"),
}


class Entry(NamedTuple):
    """A goal, an indicator or a risk with its words, and the cell that they stand in."""

    what: Noun
    words: str
    cell: CellRef
    row: Row
    key: str = ""
    """A name that tells it even when it is reworded: a Kolada id."""


class Pair(NamedTuple):
    """An entry of the plan and that of the report; None where the report has none."""

    planned: Entry
    followed: Entry | None

    @property
    def reworded(self) -> bool:
        """Whether the report says it in other words than the plan."""
        return self.followed is not None and _folded(self.planned) != _folded(self.followed)


def pairs(plan: Document, report: Document) -> Iterator[Pair]:
    """Yield what the plan has of each kind that the report has a sheet with rows for."""
    for entries in (_goals, _indicators, _risks, _assignments):
        followed = list(entries(report))
        planned = list(entries(plan))
        kinds = {entry.what for entry in followed}
        yield from _paired([entry for entry in planned if entry.what in kinds], followed)


class ListBeside(NamedTuple):
    """A list of the report beside the same list of an earlier one; both have rows.

    ``paired`` are (then, now); ``guessed`` those of now that only likeness has paired. ``gone``
    and ``new`` are what only one of the two has.
    """

    what: Noun
    paired: tuple[tuple[Entry, Entry], ...]
    gone: tuple[Entry, ...]
    new: tuple[Entry, ...]
    guessed: frozenset[CellRef] = frozenset()

    @property
    def before(self) -> int:
        """Return how many rows the earlier list has."""
        return len(self.paired) + len(self.gone)


def lists_beside(earlier: Document, report: Document) -> Iterator[ListBeside]:
    """Yield the lists that two reports or plans of the same sort both have rows of."""
    for entries in _LISTS:
        then, now = tuple(entries(earlier)), tuple(entries(report))
        if then and now:
            found = _pairing(then, now)
            yield ListBeside(
                now[0].what,
                tuple((then[t], now[n]) for t, n in found.pairs),
                tuple(then[at] for at in found.before),
                tuple(now[at] for at in found.now),
                frozenset(now[at].cell for at in found.guessed),
            )


def unplanned(plan: Document, report: Document) -> Iterator[Entry]:
    """Yield what the report has and the plan has not, of the kinds that the plan has any of."""
    for entries in (_goals, _indicators, _risks, _assignments):
        planned, followed = tuple(entries(plan)), tuple(entries(report))
        if planned:
            yield from (followed[at] for at in _pairing(planned, followed).now)


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


def _assignments(document: Document) -> Iterator[Entry]:
    for row in document.rows_of(AssignmentRow):
        if row.assignment:
            yield Entry(_ASSIGNMENT, row.assignment, row.cell("assignment"), row)


def _economic_risks(document: Document) -> Iterator[Entry]:
    for row in document.rows_of(EconomicRiskRow):
        if row.name:
            yield Entry(_ECONOMIC_RISK, row.name, row.cell("name"), row)


def _volumes(document: Document) -> Iterator[Entry]:
    for row in document.rows_of(VolumeRow):
        if row.measure:
            yield Entry(_VOLUME, row.measure, row.cell("measure"), row)


def _funds(document: Document) -> Iterator[Entry]:
    """Yield each area once: the years of a plan move on with it."""
    met: set[str] = set()
    for row in document.rows_of(FundRow):
        if row.area and folded_name(row.area) not in met:
            met.add(folded_name(row.area))
            yield Entry(_FUND, row.area, row.cell("area"), row)


_LISTS: Final = (_indicators, _risks, _assignments, _economic_risks, _volumes, _funds)


def _paired(planned: Sequence[Entry], followed: Sequence[Entry]) -> Iterator[Pair]:
    """Pair by the very words, then by key, and then by likeness; each of the report's once."""
    found = dict(_pairing(planned, followed).pairs)
    for place, entry in enumerate(planned):
        yield Pair(entry, followed[found[place]] if place in found else None)


def _pairing(then: Sequence[Entry], now: Sequence[Entry]) -> Pairing:
    before = [_identified(place, entry) for place, entry in enumerate(then)]
    here = [_identified(place, entry) for place, entry in enumerate(now)]
    by_words = {known.whole: known.place for known in here}
    left = sum(known.whole not in by_words for known in before)
    free = len(by_words.keys() - {known.whole for known in before})
    # So much may be new that likeness would take minutes and say little: the very words must do.
    near = pair_rows(before, here) if left * free <= _MOST_COMPARED else Pairing((), (), ())
    # A row that stands twice is neither gone nor new: the other of the two says so.
    pairs = {known.place: by_words[known.whole] for known in before if known.whole in by_words}
    pairs |= dict(near.pairs)
    words, met = {known.whole for known in before}, set(pairs.values())
    return Pairing(
        tuple(sorted(pairs.items())),
        tuple(known.place for known in before if known.place not in pairs),
        tuple(k.place for k in here if k.place not in met and k.whole not in words),
        near.guessed,
    )


def _identified(place: int, entry: Entry) -> Identified:
    """Return an entry as a row whose name is its words; its key tells it when they are others."""
    words = entry.words.rstrip(_FULL_STOP)
    keyed = frozenset({("", entry.key)} if entry.key else ())
    return Identified(RowKey(entry.what.many, (words,)), words, place, inputs=keyed)


def _folded(entry: Entry) -> str:
    return folded_name(entry.words).rstrip(_FULL_STOP)
