"""Which goals a sentence names: "mål 1, 2 och 4", "målen 1–3", "samtliga mål utom mål 2"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from xl_asn.prose.number_words import NUMBER_WORD, read_number_word
from xl_asn.prose.passages import Passage

GOAL: Final = re.compile(r"\bmål(?:et|område|området)?\s{1,3}([1-9])\b", re.IGNORECASE)

_WORD: Final = r"\b(?:nämnd)?mål(?:en|et|område|områden|området|områdena)?"
_ITEM: Final = r"[1-9](?!\d)(?:\s?(?:[-\u2010-\u2015\u2212]|till)\s?[1-9](?!\d))?"
_LIST: Final = (
    rf"(?:{_WORD}\s{{1,3}})?(?:(?:nr|nummer)\s)?{_ITEM}"
    rf"(?:(?:,\s|,?\s(?:och|samt|respektive|som(?=\smål))\s)(?:{_WORD}\s{{1,3}})?{_ITEM}){{0,9}}"
)
_ALL: Final = rf"(?:alla|samtliga)(?:\sav)?(?:\s(?:de|våra|nämndens))?(?:\s{NUMBER_WORD})?"
BUT: Final = r"(?:utom|förutom|bortsett från|undantaget|med undantag (?:för|av))"
#: Whose a colour or a count is: "är gröna för mål 4", "för mål 1 och 2".
GOAL_OF: Final = re.compile(
    rf"\s*\b(?:för|inom|i|på)\s(?={_WORD}\s{{1,3}}[1-9])(?P<list>{_LIST})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Goals that a sentence names, and the rest of the sentence."""

    numbers: tuple[int, ...]
    rest: str
    but: bool = False
    """Whether all goals are meant but these."""
    only: bool = False
    """Whether no other goal is meant."""
    count: Decimal | None = None
    """How many they are told to be."""


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<only>(?:det\sär\s)?(?:endast|bara|enbart)\s)?(?:(?:både|såväl)\s)?(?:"
        rf"(?P<but>{_ALL}\s{_WORD}\s{BUT}\s)(?P<left>{_LIST})|"
        rf"(?P<count>[1-9]|{NUMBER_WORD})\s{_WORD}(?:,\s|:\s|\s?\()(?P<counted>{_LIST})\)?|"
        rf"(?=(?:nämnd)?mål)(?P<plain>{_LIST})(?P<sole>\sär\sdet\senda(?:\smål(?:et)?)?)?)",
        re.IGNORECASE,
    )


def goals_listed(text: str) -> Listed | None:
    """Return the goals that a text names in a list of one or more; None where it names none."""
    if "mål" not in text.casefold():
        return None
    found = _listed().search(text)
    if found is None:
        return None
    numbers = numbers_in(found["left"] or found["counted"] or found["plain"])
    count = found["count"]
    how_many = count and (Decimal(count) if count.isdecimal() else read_number_word(count))
    only = bool(found["only"] or found["sole"])
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return Listed(numbers, rest, bool(found["but"]), only, how_many or None)


def goals_left_out(after: str) -> Listed | None:
    """Return the goals that "är gröna utom mål 4" leaves out, by what follows the colour."""
    found = _left_out().match(after)
    return Listed(numbers_in(found["list"]), "", but=True) if found else None


@cache
def _left_out() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,?\s{BUT}\s(?={_WORD})(?P<list>{_LIST})(?=\s*(?:[.,;:)!]|$))", re.IGNORECASE
    )


def numbers_in(goals: str) -> tuple[int, ...]:
    """Return the numbers of a list: "1–3 och 5" is 1, 2, 3 and 5."""
    numbers: list[int] = []
    for item in re.finditer(_ITEM, goals):
        ends = [int(digit) for digit in re.findall("[1-9]", item[0])]
        numbers += range(ends[0], ends[-1] + 1)
    return tuple(dict.fromkeys(numbers))


def goal_of(passage: Passage, text: str) -> int | None:
    """Return the goal that a text names first, else the one that it stands at."""
    named = GOAL.search(text)
    return int(named[1]) if named else passage.goal
