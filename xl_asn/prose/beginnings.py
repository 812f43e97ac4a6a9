"""Where in a text a figure can begin: few places, found fast.

The pattern of figures has sixteen parts. Tried at every letter they are most of what it costs to
check a document, and at nearly every letter in vain: a figure begins with a digit, a sign, one of
some words before what makes them a figure, or a word with a digit in it ("K21", "covid-19").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from xl_asn.documents.texts import BETWEEN
from xl_asn.model.folding import small_letters
from xl_asn.prose.marks import (
    BLANK,
    COLOUR,
    COLOUR_WORDS,
    DASH,
    DASHES,
    GAP,
    LEVEL,
    PERIODS,
    WHOLES,
    StatusWords,
    told_plainly,
)  # fmt: skip
from xl_asn.prose.number_words import NUMBER_WORD

_SIGNS: Final = f"[{DASHES}+\u00b1]"
#: A sign right after a letter or a digit is a hyphen, and begins nothing.
_MARK: Final = re.compile(rf"[{DASHES}0-9+\u00b1§](?:(?<=[0-9§])|(?<!\w{_SIGNS}))")


#: What the words below begin with: most words of a text begin with another letter.
_FIRST_LETTERS: Final = "adefghiklmnoprstäå"


#: Begins with what is no letter: the search need only stop at such.
@cache
def _words(words: StatusWords) -> re.Pattern[str]:
    own = f"{words.told}|" if words.own else ""
    first = f"{_FIRST_LETTERS}b" if words.own else _FIRST_LETTERS
    return re.compile(
        rf"\W(?=[{first}])(?:{own}{COLOUR}|kl\.?{BLANK}{{0,2}}[0-9]|mellan{BLANK}{{1,3}}(?:{_SIGNS}?{BLANK}?[0-9]|{NUMBER_WORD})|"
        rf"från{BLANK}{{1,3}}{words.pattern}|{LEVEL}|lika{BLANK}|tredjedel|fjärdedel|dubbelt|tredubbel|hälften{BLANK}|"
        rf"halvera|fördubbla|tredubbla|{WHOLES}|av(?={BLANK}{{1,3}}(?:(?:de|våra|totalt|sammanlagt|nämndens){BLANK}{{1,3}})?"
        rf"(?:[0-9]|{NUMBER_WORD}))|{NUMBER_WORD}"
        rf"(?:{GAP}(?:%|procent|tusen|mil|[tm]kr|ksek|kr|sek|mn|md|msek|och|halv|dryg|knapp|till|mål|enhet|nämndmål)|"
        rf"{BLANK}{{0,2}}{DASH}?(?:{PERIODS})|{BLANK}{{1,3}}av))"
    )


_NAMED: Final = re.compile(rf"[0-9](?:(?<=[^\W\d_][0-9])|(?<=[^\W\d_]{DASH}[0-9]))")
_NUMBERING: Final = re.compile(r"^[ \t]{1,8}(?=[0-9])", re.MULTILINE)


def beginnings(
    texts: Iterable[str], status_words: StatusWords = COLOUR_WORDS
) -> Iterator[tuple[str, list[int]]]:
    """Yield each text as patterns read it, with the places where a figure of it can begin.

    That is told plainly and in small letters, place for place. The texts are looked through as
    one, since most are short and have no such place.
    """
    known = tuple(texts)
    joined = told_plainly(small_letters(BETWEEN.join(known)))
    places = _places(joined, status_words)
    start = 0
    for text in known:
        end = start + len(text)
        here = places[bisect_left(places, start) : bisect_left(places, end)]
        yield joined[start:end], [place - start for place in here]
        start = end + len(BETWEEN)


def _places(text: str, status_words: StatusWords) -> list[int]:
    places = [mark.start() for mark in _MARK.finditer(text)]
    others = [word.start() for word in _words(status_words).finditer(f"\n{text}")]
    if places:
        others += (_word_start(text, digit.start()) for digit in _NAMED.finditer(text))
    if places and (text[0] in " \t" or "\n " in text or "\n\t" in text):
        others += (line.start() for line in _NUMBERING.finditer(text))
    return sorted({*places, *others}) if others else places


def _word_start(text: str, digit: int) -> int:
    """Return where the letters begin that stand before a digit, with or without a dash."""
    start = digit - 1
    if text[start] in DASHES:
        start -= 1
    while start and text[start - 1].isalnum() and not text[start - 1].isdecimal():
        start -= 1
    return start
