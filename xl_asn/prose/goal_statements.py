"""Statuses, counts and percentages tied to units, goals and indicators, and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeAlias

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.document import Document
from xl_asn.model.goals import GoalResult, UnitResult
from xl_asn.model.grid import folded_name
from xl_asn.model.scales import Progress
from xl_asn.model.statuses import Status, means
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Figure, Kind, Sign
from xl_asn.prose.marks import COLOURS
from xl_asn.prose.passages import Passage
from xl_asn.prose.precision import hedge_before, interval
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.prose.subjects import Subjects
from xl_asn.prose.vocabulary import COUNTING, SAYING, STATUS_VERBS

_GOAL: Final = re.compile(r"\bmål(?:et|område|området)?\s{1,3}([1-9])\b", re.IGNORECASE)
#: Whose a colour or a count is: "är gröna för mål 4".
_GOAL_OF: Final = re.compile(
    r"\s*\b(?:för|inom|i|på) mål(?:et|område|området)?\s{1,3}[1-9]\b", re.IGNORECASE
)
#: The half of a sentence before the half that the figure stands in: another statement's.
_FIRST_PART: Final = re.compile(
    r".*\b(?:trots att|eftersom|medan|även om|då|men)\b", re.IGNORECASE | re.DOTALL
)
_THE_GOAL: Final = re.compile(
    r"\b(?:målet|målområdet|målets|målområdets|samlade resultat(?:et)?|måluppfyllelsen)\b",
    re.IGNORECASE,
)
#: After a status these say that it is the status of something smaller.
_OF_SOMETHING: Final = re.compile(
    r"\s*(?:resultat|status|värde)?\s*(?:på|i|inom|för|av|vad)\b", re.IGNORECASE
)
_OWN_STATUS: Final = re.compile(
    r"\b(?:slutresultatet|samlade resultat(?:et)?|bedömningen|statusen)\b", re.IGNORECASE
)
_NO_STATUS: Final = re.compile(
    r"\s*(?:korset|tråden|tråd|linje|omställning|dagar|kort|listan|zon|enheter|enheterna)\b",
    re.IGNORECASE,
)
_UNITS_WORD: Final = re.compile(r"\benhet(?:er|erna|ernas)?\b", re.IGNORECASE)
_GOALS_WORD: Final = re.compile(r"\b(?:nämnd)?mål(?:en|områden|områdena)?\b", re.IGNORECASE)
_ASSIGNMENTS_WORD: Final = re.compile(r"\buppdrag(?:en)?\b", re.IGNORECASE)
_DONE: Final = re.compile(r"\b(?:genomför(?:da|ts|t)|klara|slutförda|avslutade)\b", re.IGNORECASE)
_COLOUR: Final = re.compile(r"\b(?:" + "|".join(COLOURS) + r")\b", re.IGNORECASE)
_SHARE_OF_UNITS: Final = re.compile(
    r"\bmåluppfyllelsen?\b|\bav enhetern?a?s?\b|\bandel(?:en)? gröna(?: enheter)?\b",
    re.IGNORECASE,
)
_BUDGET_DEVIATION: Final = re.compile(
    r"\bbudgetavvikelse(?:n|ns)?\b|\bavvikelsen? mot (?:års)?budget(?:en)?\b", re.IGNORECASE
)
#: "Underskottet är 0,6 procent av budgeten" is the same.
_OF_BUDGET: Final = re.compile(
    r"\s*av (?:den |nämndens )?(?:totala )?(?:års|helårs)?budget(?:en)?\b", re.IGNORECASE
)
_SHORTFALL: Final = re.compile(
    r"\b(?:nämndens )?(?:budgetavvikelsen?|avvikelsen?|underskott(?:et)?|överskott(?:et)?)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")

_UNCOUNTED: Final = "det som räknas finns inte i tabellerna"
_UNREAD: Final = "statusen går inte att läsa för alla {} i tabellen"

_Counted: TypeAlias = tuple[int, int, Tie]
"""How many there are of those counted, of how many, and their cells."""


@dataclass(frozen=True)
class Goals:
    """What statuses, counts and percentages can be tied to in one document."""

    document: Document
    calculated: Calculated
    subjects: Subjects

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """Return all names of the units that each name may mean, folded."""
        known: dict[str, frozenset[str]] = {}
        for row in self.document.table("Organisation") or ():
            own = frozenset(map(folded_name, row.names))
            known |= {name: own | known.get(name, own) for name in own}
        return known

    @cached_property
    def assessed(self) -> Mapping[int | None, Sequence[tuple[str, Any]]]:
        """Return the folded units of each goal that have an assessment, with their rows."""
        rows: dict[int | None, list[tuple[str, Any]]] = {}
        for row in self.document.table("Enhetsresultat") or ():
            if row.assessment:
                rows.setdefault(row.goal, []).append((folded_name(row.unit or ""), row))
        return rows

    @cached_property
    def outcomes(self) -> Mapping[int, GoalResult]:
        """Return what was computed for each goal."""
        return {goal.number: goal for goal in reversed(self.calculated.goals)}

    @cached_property
    def goals(self) -> Mapping[int | None, Sequence[Any]]:
        """Return the rows of each goal, by its number."""
        rows: dict[int | None, list[Any]] = {}
        for row in self.document.table("Mål") or ():
            rows.setdefault(row.number, []).append(row)
        return rows

    @cached_property
    def goals_assessed(self) -> Sequence[Any] | None:
        """Return the rows of goals that have an assessment; None where one cannot be read."""
        table = self.document.table("Mål") or ()
        is_read = all(row.readable("assessment") for row in table)
        return [row for row in table if row.assessment] if is_read else None

    @cached_property
    def units(self) -> Mapping[int | None, Sequence[UnitResult]]:
        """Return the units of each goal, by its number."""
        units: dict[int | None, list[UnitResult]] = {}
        for goal in self.calculated.goal_inputs:
            units.setdefault(goal.number, []).extend(goal.units)
        return units

    @cached_property
    def indicators(self) -> Sequence[tuple[str, Any]]:
        """Return the rows of indicators that have a number, with their folded names."""
        return [
            (folded_name(row.label), row)
            for row in self.document.table("Indikatorer") or ()
            if isinstance(getattr(row, "outcome", None), Decimal) and row.label
        ]


def tie_other(book: Goals, passage: Passage, clause: Clause) -> Statement:
    """Tie one statement that is no amount."""
    match clause.figure.kind:
        case Kind.MOVE | Kind.STATUS:
            return _status(book, passage, clause)
        case Kind.COUNT:
            return _count(book, passage, clause)
        case _:
            return _share(book, passage, clause)


def _status(book: Goals, passage: Passage, clause: Clause) -> Statement:
    status = clause.figure.statuses[-1]
    if clause.previous is not None and clause.previous.kind in {Kind.COUNT, Kind.SHARE}:
        return _untied(passage, clause, "färgen hör till antalet före", status)
    if clause.figure.kind is Kind.STATUS and (
        _NO_STATUS.match(clause.after)
        or (_OF_SOMETHING.match(clause.after) and not _GOAL_OF.match(clause.after))
    ):
        return _untied(passage, clause, "färgen är inte en enhets eller ett måls status", status)
    tie, why = _status_tie(book, passage, clause)
    if tie is None:
        return _untied(passage, clause, why, status)
    if why:
        return _untied(passage, clause, why, status)
    if any(means(status, told) for told in (tie.value, tie.right) if isinstance(told, Status)):
        return Statement(passage, clause, Judgement.AGREES, "", tie, status)
    return Statement(passage, clause, Judgement.DISAGREES, "", tie, status)


def _status_tie(book: Goals, passage: Passage, clause: Clause) -> tuple[Tie | None, str]:
    """Return the status that a text speaks of, and why that is not sure (empty when it is)."""
    text = clause.sentence_before
    mentions = [m for m in book.subjects.book.find(text) if any(s.unit for s in m.named)]
    after = _GOAL_OF.match(clause.after)
    goal = _goal_of(passage, text + (after[0] if after else ""))
    if len(mentions) > 1:
        return None, "flera enheter nämns"
    if mentions:
        names = {folded_name(subject.name) for subject in mentions[0].named}
        between = text[mentions[0].end :]
        before = "" if _OWN_STATUS.search(between) else text[: mentions[0].start]
        why = _stranger(between) or _stranger(before)
        tie = _unit_tie(book, goal, names)
        return tie, why if tie else "enheten har ingen bedömning för målet i tabellen"
    if passage.unit:
        tie = _unit_tie(book, passage.goal, {folded_name(passage.unit)})
        return tie, _stranger(text) if tie else "enheten har ingen bedömning i tabellen"
    if goal is None or not (_THE_GOAL.search(text) or _GOAL.search(text)):
        return None, "ingen enhet och inget mål nämns"
    tie = _goal_tie(book, goal)
    return tie, _stranger(_GOAL.sub(" ", text)) if tie else "målet har ingen bedömning i tabellen"


def _stranger(text: str) -> str:
    """Return why a stretch of text leaves doubt, or nothing.

    Where the status itself is named ("blir slutresultatet gult"), only what follows counts.
    """
    if own := [found.end() for found in _OWN_STATUS.finditer(text)]:
        text = text[own[-1] :]
    for found in _WORD.finditer(text):
        if found[0].casefold() not in STATUS_VERBS:
            return f"texten talar om något annat (”{found[0]}”)"
    return ""


def _goal_of(passage: Passage, text: str) -> int | None:
    named = _GOAL.search(text)
    return int(named[1]) if named else passage.goal


def _unit_tie(book: Goals, goal: int | None, names: set[str]) -> Tie | None:
    known = names.union(*(book.names.get(name, ()) for name in names))
    for unit, row in book.assessed.get(goal, ()):
        if unit in known:
            return Tie(row.cell("assessment"), row.unit, "Bedömning", row.assessment)
    return None


def _goal_tie(book: Goals, number: int) -> Tie | None:
    for row in book.goals.get(number, ()):
        if row.assessment and row.has("assessment"):
            outcome = book.outcomes.get(number)
            right = outcome.status if outcome else None
            return Tie(row.cell("assessment"), row.label, "Bedömning", row.assessment, right)
    return None


def _count(book: Goals, passage: Passage, clause: Clause) -> Statement:
    part, whole = clause.figure.value, clause.figure.other
    counted = _counted(book, passage, clause)
    if isinstance(counted, str):
        return _untied(passage, clause, counted, part)
    if why := _doubt(clause):
        return _untied(passage, clause, why, part)
    found, size, tie = counted
    said = Decimal(size) if part is None else part  # "alla mål" are as many as there are
    if said == found and whole in {None, size}:
        return Statement(passage, clause, Judgement.AGREES, "", tie, said)
    return Statement(passage, clause, Judgement.DISAGREES, f"{found} av {size}", tie, said)


def _doubt(clause: Clause) -> str:
    """Return why a count or a share may be of something else than the table's."""
    rest = _GOAL_OF.sub(" ", clause.rest)
    colour = _COLOUR.search(rest)
    said = rest[: colour.start()] if colour else rest
    if colour and _OF_SOMETHING.match(rest, colour.end()):
        return "färgen gäller något annat än enhetens bedömning"
    said = _DONE.sub(" ", said)
    before = _FIRST_PART.sub(" ", clause.sentence_before)
    for found in _WORD.finditer(f"{_GOAL.sub(' ', before)} {said}"):
        if found[0].casefold() not in COUNTING:
            return f"texten talar om något annat (”{found[0]}”)"
    return ""


def _counted(book: Goals, passage: Passage, clause: Clause) -> _Counted | str:
    """Return what a table counts, where it counts what the text does; else why it does not."""
    rest = clause.text + clause.rest
    colour = _COLOUR.search(rest)
    status = COLOURS[colour[0].casefold()] if colour else None
    if status and _UNITS_WORD.search(rest):
        return _units(book, _goal_of(passage, clause.sentence_before + rest), status)
    if status and _GOALS_WORD.search(rest):
        return _goals(book, status)
    if _ASSIGNMENTS_WORD.search(rest) and _DONE.search(rest):
        return _assignments(book)
    return _UNCOUNTED


def _units(book: Goals, number: int | None, status: Status) -> _Counted | str:
    units = [unit for goal in book.calculated.goal_inputs if goal.number == number
             for unit in goal.units]  # fmt: skip
    known = [u for u in units if u.status and u.status.light is not Status.NO_OUTCOME]
    if not known or not all(unit.status for unit in units):
        return _UNCOUNTED
    alike = sum(unit.status.light is status for unit in known if unit.status)
    cells = tuple(unit.cell for unit in known)
    tie = Tie(cells[0], f"Mål {number}", f"{status.plural} enheter", Decimal(alike), None, cells)
    return alike, len(known), tie


def _goals(book: Goals, status: Status) -> _Counted | str:
    rows = book.goals_assessed
    if rows is None:
        return _UNREAD.format("mål")
    if not rows:
        return _UNCOUNTED
    alike = sum(row.assessment.light is status for row in rows)
    cells = tuple(row.cell("assessment") for row in rows)
    tie = Tie(cells[0], "Mål", f"{status.plural} mål", Decimal(alike), None, cells)
    return alike, len(rows), tie


def _assignments(book: Goals) -> _Counted | str:
    """Count the assignments that are done, where it is known of each whether it is."""
    rows = [row for row in book.document.table("Uppdrag") or () if row.has("status")]
    if not rows:
        return _UNCOUNTED
    if not all(row.status for row in rows):
        return _UNREAD.format("uppdrag")
    done = sum(row.status is Progress.DONE for row in rows)
    cells = tuple(row.cell("status") for row in rows)
    tie = Tie(cells[0], "Uppdrag", "genomförda uppdrag", Decimal(done), None, cells)
    return done, len(rows), tie


def _share(book: Goals, passage: Passage, clause: Clause) -> Statement:
    value = clause.figure.value
    ties = list(_share_ties(book, passage, clause))
    hedge, _ = hedge_before(clause.before)
    tolerance = interval(abs(value or Decimal(0)), clause.figure.place, hedge)
    for tie, why in ties:
        if why:
            continue
        values = [v for v in (tie.value, tie.right) if isinstance(v, Decimal)]
        if any(tolerance.holds(abs(v)) and _same_sign(clause.figure, value, v) for v in values):
            return Statement(passage, clause, Judgement.AGREES, "", tie, value)
    if not ties:
        return _untied(passage, clause, "det som mäts finns inte i tabellerna", value)
    tie, why = ties[0]
    judgement = Judgement.UNTIED if why else Judgement.DISAGREES
    return Statement(passage, clause, judgement, why, None if why else tie, value)


def _same_sign(figure: Figure, value: Decimal | None, cell: Decimal) -> bool:
    loose = figure.sign in {Sign.NONE, Sign.LOOSE} or not value or not cell
    return loose or (value or 0) * cell > 0


def _share_ties(book: Goals, passage: Passage, clause: Clause) -> Iterator[tuple[Tie, str]]:
    """Yield the shares that a text may speak of, each with why that is not sure."""
    before = clause.before
    beside = clause.previous is not None and clause.previous.kind is Kind.AMOUNT
    if beside and before.strip() in {"(", ",", "eller", "dvs", "motsvarande"}:
        before = clause.sentence_before  # "−1,7 mnkr (−0,6 %)": the same thing in per cent
    if clause.previous is not None and clause.previous.kind is Kind.STATUS:
        before = clause.sentence_before  # "andelen gröna enheter är 80 procent"
    of_budget = _OF_BUDGET.match(clause.after)
    if deviation := (_SHORTFALL if of_budget else _BUDGET_DEVIATION).search(before):
        rest = before[: deviation.start()] + before[deviation.end() :]
        why = next(
            (f"texten talar om något annat (”{w[0]}”)" for w in _WORD.finditer(rest)
             if w[0].casefold() not in SAYING), "",
        )  # fmt: skip
        yield from ((tie, why) for tie in _gates(book))
    if _SHARE_OF_UNITS.search(before + clause.rest):
        number = _goal_of(passage, clause.sentence_before + clause.rest)
        for row in book.goals.get(number, ()):
            if row.share is not None:
                right = book.calculated.number(row.cell("share"))
                tie = Tie(row.cell("share"), row.label, "Utfall", row.share, right)
                yield tie, _doubt(clause)
    said = folded_name(clause.sentence_before)
    for name, row in book.indicators:
        if name in said:
            tie = Tie(row.cell("outcome"), row.label, "Utfall", row.outcome)
            yield tie, "måttet kan vara ett annat"


def _gates(book: Goals) -> Iterator[Tie]:
    for row in book.document.table("Målindikatorer") or ():
        if row.outcome is not None and folded_name(row.label) == "budgetavvikelse":
            right = book.calculated.number(row.cell("outcome"))
            yield Tie(row.cell("outcome"), row.label, "Utfall", row.outcome, right)


def _untied(
    passage: Passage, clause: Clause, why: str, value: Decimal | Status | None
) -> Statement:
    return Statement(passage, clause, Judgement.UNTIED, why, value=value)
