"""Statuses, counts and percentages tied to units, goals and indicators, and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from xl_asn.model.grid import folded_name
from xl_asn.model.scales import Progress
from xl_asn.model.statuses import Status, means
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Figure, Kind, Sign
from xl_asn.prose.goal_book import Goals
from xl_asn.prose.goals_named import BUT, GOAL, GOAL_OF, goal_of, numbers_in
from xl_asn.prose.marks import StatusWords
from xl_asn.prose.number_words import read_number_word
from xl_asn.prose.passages import Passage
from xl_asn.prose.precision import hedge_before, interval
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.prose.statuses_said import OF_SOMETHING, UNREAD, tie_status
from xl_asn.prose.vocabulary import COUNTING, SAYING

#: The half of a sentence before the half that the figure stands in: another statement's.
_FIRST_PART: Final = re.compile(
    r".*\b(?:trots att|eftersom|medan|även om|då|men)\b", re.IGNORECASE | re.DOTALL
)
_UNITS_WORD: Final = re.compile(r"\benhet(?:er|erna|ernas)?\b", re.IGNORECASE)
_GOALS_WORD: Final = re.compile(r"\b(?:nämnd)?mål(?:en|områden|områdena)?\b", re.IGNORECASE)
_ASSIGNMENTS_WORD: Final = re.compile(r"\buppdrag(?:en)?\b", re.IGNORECASE)
_DONE: Final = re.compile(r"\b(?:genomför(?:da|ts|t)|klara|slutförda|avslutade)\b", re.IGNORECASE)
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
#: "Inga mål är röda eller gula", "alla mål är gröna utom mål 4": more than the count says.
_BUT: Final = re.compile(rf"\b(?:eller|respektive|{BUT}|undantag)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")

_UNCOUNTED: Final = "det som räknas finns inte i tabellerna"

_Counted: TypeAlias = tuple[int, int, Tie]
"""How many there are of those counted, of how many, and their cells."""


def tie_other(book: Goals, passage: Passage, clause: Clause) -> Statement:
    """Tie one statement that is no amount."""
    match clause.figure.kind:
        case Kind.MOVE | Kind.STATUS:
            return tie_status(book, passage, clause)
        case Kind.COUNT:
            return _count(book, passage, clause)
        case _:
            return _share(book, passage, clause)


def _count(book: Goals, passage: Passage, clause: Clause) -> Statement:
    part, whole = clause.figure.value, clause.figure.other
    counted = _counted(book, passage, clause)
    if isinstance(counted, str):
        return _untied(passage, clause, counted, part)
    if why := _doubt(book, clause):
        return _untied(passage, clause, why, part)
    found, size, tie = counted
    said = Decimal(size) if part is None else part  # "alla mål" are as many as there are
    said += size if said < 0 else 0  # "alla mål utom ett" are one less
    if said == found and whole in {None, size}:
        return Statement(passage, clause, Judgement.AGREES, "", tie, said)
    return Statement(passage, clause, Judgement.DISAGREES, f"{found} av {size}", tie, said)


@cache
def _lit(words: StatusWords) -> re.Pattern[str]:
    return re.compile(rf"\b{words.lit}", re.IGNORECASE)


def _doubt(book: Goals, clause: Clause) -> str:
    """Return why a count or a share may be of something else than the table's."""
    rest = GOAL_OF.sub(" ", clause.rest)
    colour = _lit(book.words).search(rest)
    said = rest[: colour.start()] if colour else rest
    if colour and OF_SOMETHING.match(rest, colour.end()):
        return "färgen gäller något annat än enhetens bedömning"
    if exception := _BUT.search(rest):
        return f"texten nämner mer än en färg eller ett undantag (”{exception[0]}”)"
    said = _DONE.sub(" ", said)
    before = _FIRST_PART.sub(" ", clause.sentence_before)
    second = clause.previous is not None and clause.previous.kind is Kind.STATUS
    for found in _WORD.finditer(f"{GOAL.sub(' ', before)} {said}"):
        if found[0].casefold() not in COUNTING and not (second and _is_counted(found[0])):
            return f"texten talar om något annat (”{found[0]}”)"
    return ""


def _is_counted(word: str) -> bool:
    """Whether a word is of another count: "åtta enheter är gröna och två enheter är gula"."""
    return word.casefold() == "och" or word.isdecimal() or read_number_word(word) is not None


def _counted(book: Goals, passage: Passage, clause: Clause) -> _Counted | str:
    """Return what a table counts, where it counts what the text does; else why it does not."""
    rest = clause.text + clause.rest
    colour = _lit(book.words).search(rest)
    word = colour[0].casefold() if colour else ""
    status = book.words.own.get(word) or book.words.known.get(word)
    if status and _UNITS_WORD.search(rest) and _several(rest):
        return "flera mål nämns"
    if status and _UNITS_WORD.search(rest):
        return _units(book, goal_of(passage, clause.sentence_before + rest), status)
    if status and _GOALS_WORD.search(rest):
        return _goals(book, status)
    if _ASSIGNMENTS_WORD.search(rest) and _DONE.search(rest):
        return _assignments(book)
    return _UNCOUNTED


def _several(text: str) -> bool:
    """Whether a count is told of more than one goal: "för mål 1 och 2"."""
    named = GOAL_OF.search(text)
    return named is not None and len(numbers_in(named["list"])) > 1


def _units(book: Goals, number: int | None, status: Status) -> _Counted | str:
    units = book.units.get(number, ())
    known = [u for u in units if u.status and u.status.light is not Status.NO_OUTCOME]
    if not known or not all(unit.status for unit in units):
        return _UNCOUNTED
    alike = sum(means(status, unit.status) for unit in known if unit.status)
    cells = tuple(unit.cell for unit in known)
    tie = Tie(cells[0], f"Mål {number}", f"{status.plural} enheter", Decimal(alike), None, cells)
    return alike, len(known), tie


def _goals(book: Goals, status: Status) -> _Counted | str:
    rows = book.goals_assessed
    if rows is None:
        return UNREAD.format("mål")
    if not rows:
        return _UNCOUNTED
    alike = sum(means(status, row.assessment) for row in rows)
    cells = tuple(row.cell("assessment") for row in rows)
    tie = Tie(cells[0], "Mål", f"{status.plural} mål", Decimal(alike), None, cells)
    return alike, len(rows), tie


def _assignments(book: Goals) -> _Counted | str:
    """Count the assignments that are done, where it is known of each whether it is."""
    rows = [row for row in book.document.table("Uppdrag") or () if row.has("status")]
    if not rows:
        return _UNCOUNTED
    if not all(row.status for row in rows):
        return UNREAD.format("uppdrag")
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
        number = goal_of(passage, clause.sentence_before + clause.rest)
        for row in book.goals.get(number, ()):
            if row.share is not None:
                right = book.calculated.number(row.cell("share"))
                tie = Tie(row.cell("share"), row.label, "Utfall", row.share, right)
                yield tie, _doubt(book, clause)
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
