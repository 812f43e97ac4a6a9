"""Statuses that a text says of goals and units, one or several at once, and compared.

"Mål 1, 2 och 4 är gröna" is said of each of them: one that has another status makes it wrong.
"Två mål, 1 och 2, är gröna", "endast mål 1" and "samtliga mål utom mål 4" say of the others too:
that they are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from xl_asn.model.grid import folded_name
from xl_asn.model.statuses import Status, means
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Kind
from xl_asn.prose.goal_book import Goals
from xl_asn.prose.goals_named import (
    BUT,
    GOAL,
    GOAL_OF,
    Listed,
    goal_of,
    goals_left_out,
    goals_listed,
    numbers_in,
)
from xl_asn.prose.marks import COLOURS
from xl_asn.prose.names import Mention
from xl_asn.prose.number_words import NUMBER_WORD, read_number_word
from xl_asn.prose.passages import Passage
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.prose.subjects import Subject
from xl_asn.prose.vocabulary import COUNTING, STATUS_VERBS

_THE_GOAL: Final = re.compile(
    r"\b(?:målet|målområdet|målets|målområdets|samlade resultat(?:et)?|måluppfyllelsen)\b",
    re.IGNORECASE,
)
#: After a status these say that it is the status of something smaller.
OF_SOMETHING: Final = re.compile(
    r"\s*(?:resultat|status|värde)?\s*(?:på|i|inom|för|av|vad)\b", re.IGNORECASE
)
_OWN_STATUS: Final = re.compile(
    r"\b(?:slutresultatet|samlade resultat(?:et)?|bedömningen|statusen)\b", re.IGNORECASE
)
_NO_STATUS: Final = re.compile(
    r"\s*(?:korset|tråden|tråd|linje|omställning|dagar|kort|listan|zon|enheter|enheterna)\b",
    re.IGNORECASE,
)
_A_RESULT: Final = re.compile(r"\bresultat", re.IGNORECASE)
_BUT_FOLLOWS: Final = re.compile(
    rf"\s*,?\s*(?:{BUT}|eller|respektive|men inte|och (?:{'|'.join(COLOURS)}))\b", re.IGNORECASE
)
#: What begins the second half of "mål 4 är gult och mål 1 grönt".
_SECOND: Final = re.compile(r"(?:\s*status)?\s*,?\s*(?:och|medan|men|samt)?\s+", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\s*(?:(?:(?:de|alla|alla de) )?(?:övriga|resterande|andra) (?:(?P<units>enheter(?:na)?)|"
    r"(?P<goals>(?:nämnd)?mål(?:en|områden|områdena)?))|resten)\b",
    re.IGNORECASE,
)
_ALL: Final = re.compile(r"\s*(?:alla|samtliga)\b", re.IGNORECASE)
_END: Final = re.compile(r"\s*[.!]?\s*")
_JOIN: Final = re.compile(r",\s+|,?\s+(?:och|samt)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN_HALVES: Final = frozenset({"och", "medan", "men", "samt", *COLOURS})

UNREAD: Final = "statusen går inte att läsa för alla {} i tabellen"
_NO_GOAL: Final = "målet har ingen bedömning i tabellen"
_NO_UNIT: Final = "enheten har ingen bedömning för målet i tabellen"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Whose a status is: the cells that it is said of, and those that it is said of none of."""

    ties: Sequence[Tie]
    others: Sequence[Tie] = ()
    why: str = ""


def tie_status(book: Goals, passage: Passage, clause: Clause) -> Statement:
    """Tie one status, or one move to a status, to the goals or units that it is said of."""
    status = clause.figure.statuses[-1]
    spoken = _spoken(book, passage, clause)
    if spoken.why or not spoken.ties:
        return Statement(passage, clause, Judgement.UNTIED, spoken.why or _NO_GOAL, value=status)
    wrong = next((tie for tie in spoken.ties if not _has(tie, status)), None)
    if wrong is not None:
        return Statement(passage, clause, Judgement.DISAGREES, "", wrong, status)
    if (more := next((tie for tie in spoken.others if _has(tie, status)), None)) is not None:
        why = f"texten nämner inte {more.row}"
        return Statement(passage, clause, Judgement.DISAGREES, why, more, status)
    return Statement(passage, clause, Judgement.AGREES, "", spoken.ties[0], status)


def _has(tie: Tie, status: Status) -> bool:
    return any(means(status, told) for told in (tie.value, tie.right) if isinstance(told, Status))


def _untold(why: str) -> _Spoken:
    return _Spoken((), why=why)


def _spoken(book: Goals, passage: Passage, clause: Clause) -> _Spoken:
    """Return whose status a text speaks of, with why that is not sure."""
    previous = clause.previous.kind if clause.previous is not None else None
    if previous in {Kind.COUNT, Kind.SHARE}:
        left_out = _left_out(book, passage, clause) if previous is Kind.COUNT else None
        return left_out or _untold("färgen hör till antalet före")
    after = GOAL_OF.match(clause.after)
    if why := _something_else(clause, after):
        return _untold(why)
    text, first = _halves(book, clause) if previous is Kind.STATUS else (clause.sentence_before, "")
    goals = after["list"] if after else ""
    numbers = numbers_in(goals) or (goal_of(passage, f"{first} {text}"),)
    rest = _OTHERS.match(text) if first else None
    if rest and not rest["goals"] and (named := _units_in(book, first)):
        others = _unit_ties(book, numbers[0], _names(named), others=True)
        return _Spoken(others, (), _stranger(text[rest.end() :]))
    if mentions := _units_in(book, text):
        return _units(book, text, mentions, numbers)
    if passage.unit and not first:
        ties = _unit_ties(book, passage.goal, {folded_name(passage.unit)})[:1]
        return _Spoken(ties, (), _stranger(text) if ties else _NO_UNIT)
    return _of_goals(book, passage, text, first, goals)


def _left_out(book: Goals, passage: Passage, clause: Clause) -> _Spoken | None:
    """Return whose a colour is in "alla mål är gröna utom mål 4", or None where it says no such."""
    if _stranger(clause.sentence_before, COUNTING) or not _ALL.match(clause.sentence_before):
        return None
    if goals := goals_left_out(clause.after):
        return _goals(book, goals)
    of = GOAL_OF.match(clause.after)
    after = clause.after[of.end() :] if of else clause.after
    but, named = _BUT_FOLLOWS.match(after), _units_in(book, after)
    goals_of = numbers_in(of["list"]) if of else (passage.goal,)
    if not but or not named or len(goals_of) != 1 or not _END.fullmatch(after, named[-1].end):
        return None
    listed = f"alla enheter utom{after[but.end() :]}"
    return _units(book, listed, _units_in(book, listed), goals_of)


def _something_else(clause: Clause, of_goal: re.Match[str] | None) -> str:
    """Return why what follows a colour says that it is of something else, or nothing."""
    after, ends = clause.after, of_goal.end() if of_goal else 0
    if clause.figure.kind is Kind.STATUS and (
        _NO_STATUS.match(after) or OF_SOMETHING.match(after, ends)
    ):
        return "färgen är inte en enhets eller ett måls status"
    if clause.figure.word and _A_RESULT.search(clause.sentence_before):
        return "ordet kan gälla något annat än bedömningen"  # "resultatet är gott"
    but = _BUT_FOLLOWS.match(clause.rest, ends)
    return f"texten nämner mer än en färg eller ett undantag (”{but[0].strip()}”)" if but else ""


def _of_goals(book: Goals, passage: Passage, text: str, first: str, goals: str) -> _Spoken:
    rest = _OTHERS.match(text) if first else None
    if rest and (rest["units"] or _units_in(book, first)):
        return _untold("det framgår inte vilka de övriga är")  # a unit's other goals, or all others
    named = goals_listed(first) if rest else None
    if rest and named:
        return _goals(book, Listed(named.numbers, text[rest.end() :], but=True))
    if listed := goals_listed(text):
        return _goals(book, listed)
    if goals and _OWN_STATUS.search(text):  # "bedömningen är grön för mål 1 och 2"
        return _goals(book, Listed(numbers_in(goals), text))
    goal = goal_of(passage, goals)
    if goal is None or not _THE_GOAL.search(text):
        return _untold("ingen enhet och inget mål nämns")
    tie = _goal_tie(book, goal)
    return _Spoken([tie], (), _stranger(text)) if tie else _untold(_NO_GOAL)


def _halves(book: Goals, clause: Clause) -> tuple[str, str]:
    """Return the half of a sentence that a second status is of, and the half before it.

    The second half is alone only where every word of the first is understood: "i oktober var mål
    4 rött och mål 1 gult" says both of October.
    """
    text, of = clause.sentence_before, GOAL_OF.match(clause.before)
    joined = _SECOND.match(clause.before, of.end() if of else 0)
    own = clause.before[joined.end() :] if joined else ""
    first = plain = text[: len(text) - len(own)]
    for unit in reversed(_units_in(book, first)):
        plain = f"{plain[: unit.start]} {plain[unit.end :]}"
    names = _OTHERS.match(own) or goals_listed(own) or _units_in(book, own)
    if names and first and not _stranger(plain, COUNTING | _BETWEEN_HALVES):
        return own, first
    return text, ""


def _stranger(text: str, known: frozenset[str] = STATUS_VERBS) -> str:
    """Return why a stretch of text leaves doubt, or nothing.

    Where the status itself is named ("blir slutresultatet gult"), only what follows counts.
    """
    if own := [found.end() for found in _OWN_STATUS.finditer(text)]:
        text = text[own[-1] :]
    counted = known is not STATUS_VERBS
    for found in _WORD.finditer(text):
        word = found[0].casefold()
        number = counted and (word.isdecimal() or read_number_word(word) is not None)
        if word not in known and not number:
            return f"texten talar om något annat (”{found[0]}”)"
    return ""


def _goals(book: Goals, listed: Listed) -> _Spoken:
    """Return the goals that a list is of, and those that it says not to be."""
    ties = [_goal_tie(book, number) for number in listed.numbers]
    why = _stranger(listed.rest)
    if None in ties:
        return _untold(_NO_GOAL)
    if listed.count not in {None, Decimal(len(ties))}:
        return _untold("antalet mål och de som räknas upp är olika många")
    told = [tie for tie in ties if tie is not None]
    if not (listed.but or listed.only or listed.count):
        return _Spoken(told, (), why)
    if book.goals_assessed is None:
        return _untold(UNREAD.format("mål"))
    rest = [_goal_tie(book, n) for n in book.goals if n is not None and n not in listed.numbers]
    others = [tie for tie in rest if tie is not None]
    return _Spoken(others, told, why) if listed.but else _Spoken(told, others, why)


def _goal_tie(book: Goals, number: int) -> Tie | None:
    for row in book.goals.get(number, ()):
        if row.assessment and row.has("assessment"):
            outcome = book.outcomes.get(number)
            right = outcome.status if outcome else None
            return Tie(row.cell("assessment"), row.label, "Bedömning", row.assessment, right)
    return None


def _units_in(book: Goals, text: str) -> Sequence[Mention[Subject]]:
    return [m for m in book.subjects.book.find(text) if any(s.unit for s in m.named)]


@cache
def _how_many() -> re.Pattern[str]:
    """Return what stands before units: how many they are, or that all are meant but they."""
    return re.compile(
        r"\s*(?:(?P<but>(?:alla|samtliga) enheter(?:na)? (?:utom|förutom))|"
        r"(?P<only>(?:det är )?(?:endast|bara|enbart))|både|enheterna|"
        rf"(?P<count>[0-9]{{1,3}}|{NUMBER_WORD}) enheter(?:,|:| ?\())\s*",
        re.IGNORECASE,
    )


def _units(
    book: Goals, text: str, mentions: Sequence[Mention[Subject]], goals: Sequence[int | None]
) -> _Spoken:
    """Return the units that a text names, by their goals, and those that it says not to be."""
    gaps = ((one.end, following.start) for one, following in pairwise(mentions))
    if not all(_JOIN.fullmatch(text, *gap) for gap in gaps):
        return _untold("flera enheter nämns")
    between, before = text[mentions[-1].end :], text[: mentions[0].start]
    many = _how_many().fullmatch(before)
    if many or _OWN_STATUS.search(between):
        before = ""
    why = _stranger(between) or _stranger(GOAL.sub(" ", before))
    names = [_names([mention]) for mention in mentions]
    ties = [_unit_ties(book, goal, known)[:1] for goal in goals for known in names]
    if not all(ties):
        return _untold(_NO_UNIT)
    told = [tie for found in ties for tie in found]
    if many is None or not (many["but"] or many["only"] or many["count"]):
        return _Spoken(told, (), why)
    count = many["count"]
    if count and (read_number_word(count) or Decimal(count)) != len(told):
        return _untold("antalet enheter och de som räknas upp är olika många")
    others = _unit_ties(book, goals[0], _names(mentions), others=True)
    why = "flera mål nämns" if len(goals) > 1 else why
    return _Spoken(others, told, why) if many["but"] else _Spoken(told, others, why)


def _names(mentions: Sequence[Mention[Subject]]) -> set[str]:
    return {folded_name(subject.name) for mention in mentions for subject in mention.named}


def _unit_ties(
    book: Goals, goal: int | None, names: set[str], *, others: bool = False
) -> Sequence[Tie]:
    """Return the assessments of the units with some names, or of all others, of a goal."""
    known = names.union(*(book.names.get(name, ()) for name in names))
    return [
        Tie(row.cell("assessment"), row.unit, "Bedömning", row.assessment)
        for unit, row in book.assessed.get(goal, ())
        if (unit in known) is not others
    ]
