"""Amounts in a list that say their unit once: "avviker med 5,3, 1,6 respektive 1,2 mnkr".

A list is as many sentences as it has amounts. Each is read as if it stood alone, with the name
that is its own: the second amount is of the second name. Where there are not as many names as
amounts nobody can tell which is whose, and nothing is said of any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from xl_asn.model.folding import small_letters
from xl_asn.model.money import decimals_of
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Figure, Kind, Sign, scale_of_unit
from xl_asn.prose.measures import measures_in
from xl_asn.prose.names import NameBook
from xl_asn.prose.subjects import Subject

_Spans: TypeAlias = Sequence[tuple[int, int]]
_BLANK: Final = "[ \t\u00a0]"
_JOIN: Final = re.compile(
    rf"{_BLANK}*(?:,{_BLANK}+|,?{_BLANK}+(?:och|samt|respektive|resp\.?){_BLANK}+)", re.IGNORECASE
)
#: What parts the last two: without one of these words it is no list.
_LAST: Final = re.compile(r"\b(?:och|samt|respektive|resp)\b", re.IGNORECASE)
#: Between two amounts in parentheses: the next name, in the same sentence.
_NEXT_NAME: Final = re.compile(r"\)[^().:;!?\r\n]{1,100}\(")
#: The same without them: "barn- och ungdomsvård 5,3, socialpsykiatri 1,6 och integration 0,3 mnkr".
_AND_NAME: Final = re.compile(
    rf"(?:,|,?{_BLANK}+(?:och|samt)){_BLANK}+[^\W\d][^().:;!?\d,\r\n]{{1,80}}{_BLANK}+"
)
_OF: Final = re.compile(rf"{_BLANK}*(?:för|inom|avseende|hos){_BLANK}+", re.IGNORECASE)
_MOST: Final = 12


def with_their_unit(figures: Sequence[Figure], text: str) -> Sequence[Figure]:
    """Return the figures, with the unit of a list's last amount given to its other numbers too.

    The figures themselves are returned where there is no such list, as nearly always.
    """
    if not any(figure.kind is Kind.NUMBER for figure in figures):
        return figures
    told, is_list = list(figures), False
    for end, figure in enumerate(figures):
        start = end
        if figure.kind is Kind.AMOUNT and figure.word:
            while end - start < _MOST and start and _goes_on(told, start, end, text):
                start -= 1
        if start < end:
            is_list = True
            amounts = [_in_unit(told[n], figure) for n in range(start, end)]
            gaps = pairwise(told[start : end + 1])
            joined = any(_JOIN.fullmatch(text, one.end, two.start) for one, two in gaps)
            listed = end - start + 1 if joined else 0  # else each has its name before it
            told[start : end + 1] = [one._replace(listed=listed) for one in (*amounts, figure)]
    return told if is_list else figures


def _goes_on(figures: Sequence[Figure], at: int, end: int, text: str) -> bool:
    """Whether the number before a figure is of the list that ends with an amount."""
    one, last = figures[at - 1], figures[end]
    between = text[one.end : figures[at].start]
    signed = last.sign is not Sign.NONE
    if one.kind is not Kind.NUMBER or one.value is None or signed is (one.sign is Sign.NONE):
        return False
    if _JOIN.fullmatch(between):
        return at < end or _LAST.search(between) is not None
    # "(−5,3) och socialpsykiatri (−1,6 mnkr)", but not "(14) och socialpsykiatri (1,6 mnkr)"
    alike = _in_unit(one, last).place == last.place and (signed or decimals_of(one.value) > 0)
    if between.startswith(")"):
        whole = text[one.start - 1 : one.start] == "(" and text[last.end : last.end + 1] == ")"
        return alike and whole and _NEXT_NAME.fullmatch(between) is not None
    return alike and _AND_NAME.fullmatch(between) is not None


def _in_unit(number: Figure, last: Figure) -> Figure:
    assert number.value is not None  # noqa: S101 - asked for before
    scale = scale_of_unit(last.word)
    place = scale.scaleb(-decimals_of(number.value))
    return number._replace(
        kind=Kind.AMOUNT,
        value=number.value * scale,
        place=max(place, Decimal(1)),
        word=last.word,
    )


def each_alone(found: Sequence[Clause], names: NameBook[Subject]) -> Iterator[Clause]:
    """Yield the clauses of a text, those of a list as if each stood alone where that can be."""
    at = 0
    while at < len(found):
        many = max(1, found[at].figure.listed)
        yield from _alone(found[at : at + many], names) if many > 1 else found[at : at + 1]
        at += many


def _alone(clauses: Sequence[Clause], names: NameBook[Subject]) -> Sequence[Clause]:
    first, last = clauses[0], clauses[-1]
    before = _parted(first.before, names, len(clauses))
    after = _parted(last.after, names, len(clauses))
    if (before is None) is (after is None):
        return clauses
    told: list[Clause] = []
    for n, clause in enumerate(clauses):
        said, follows = first.before, last.after
        if before is not None:
            said = before.only(n)
        elif after is not None and _OF.fullmatch(after.before):
            # "med 5,3 och 1,6 mnkr för A respektive B": as "för A med 5,3 mnkr"
            said, follows = f"{after.named[n]} {said}", after.after
        else:
            return clauses
        told.append(
            first._replace(figure=clause.figure, text=_with_unit(clause, last), before=said,
                after=follows, rest=last.rest, paired=True,
            )
        )  # fmt: skip
    return told


def _with_unit(clause: Clause, last: Clause) -> str:
    return clause.text if clause is last else f"{clause.text} {last.figure.word}"


@dataclass(frozen=True, slots=True)
class _Parted:
    """A text that names so many as a list has, and what stands before them and after."""

    before: str
    named: Sequence[str]
    after: str

    def only(self, number: int) -> str:
        return self.before + self.named[number] + self.after


def _parted(text: str, names: NameBook[Subject], many: int) -> _Parted | None:
    """Return a text parted at its so many names, or measures, where they stand in a list."""
    named = _run([(name.start, name.end) for name in names.find(text)], text)
    if not named:
        named = _run([place[:2] for place in measures_in(small_letters(text))], text)
    if len(named) != many:
        return None
    told = [text[start:end] for start, end in named]
    return _Parted(text[: named[0][0]], told, text[named[-1][1] :])


def _run(places: _Spans, text: str) -> _Spans:
    """Return the names that stand in a list; none where there are two lists, or no list."""
    runs: list[list[tuple[int, int]]] = []
    for place in places:
        joined = runs and _JOIN.fullmatch(text, runs[-1][-1][1], place[0])
        runs[-1].append(place) if joined else runs.append([place])
    lists = [run for run in runs if len(run) > 1]
    return lists[0] if len(lists) == 1 else ()
