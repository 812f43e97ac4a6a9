"""What is wrong with a board's words for its statuses, in its file or on the sheet *Skala*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from xl_asn.model.grid import folded_name
from xl_asn.model.statuses import LIGHT_NAMES, LIGHTS, Status, Word

_ENOUGH: Final = 2


class WordFault(NamedTuple):
    """A fault: the word's number from 0, its field as :class:`Word` has it, what, what to do."""

    number: int
    field: str
    message: str
    remedy: str


def word_faults(words: Sequence[Word]) -> Iterator[WordFault]:
    """Yield what is wrong with words, best first; no words at all are no fault."""
    yield from _twice(words)
    lights = [LIGHTS.index(LIGHT_NAMES[word.light]) for word in words]
    for number, (better, lower) in enumerate(pairwise(lights), 1):
        if better > lower:
            yield WordFault(
                number,
                "light",
                f"Bedömningen {words[number].word} har en bättre färg än den före.",
                "Skriv bedömningarna i ordning, den bästa först.",
            )
    graded = sum(LIGHTS[light] is not Status.NO_OUTCOME for light in lights)
    if words and (graded < _ENOUGH or len(lights) - graded > 1):
        yield WordFault(
            0,
            "word",
            "Skalan går inte att använda.",
            "Skriv minst två bedömningar med färgen grön, gul eller röd, och högst en med ingen.",
        )


def _twice(words: Sequence[Word]) -> Iterator[WordFault]:
    said: dict[str, tuple[int, str]] = {}
    for number, word in enumerate(words):
        for place, text in enumerate((word.word, *word.others)):
            key = folded_name(text)
            if key in said:
                yield WordFault(
                    number,
                    "others" if place else "word",
                    f"Ordet ”{text}” står redan för bedömningen {said[key][1]}.",
                    "Ett ord får betyda en enda bedömning. Ta bort det ena.",
                )
            said.setdefault(key, (number, word.word))
