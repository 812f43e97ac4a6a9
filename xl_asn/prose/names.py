"""Names in running text: "barn- och ungdomsvården" is the row "Barn- och ungdomsvård".

A name is found word by word, each in any of its inflected forms; "och", "&" and hyphens between
the words do not matter. The longest name wins where one stands inside another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_WORD: Final = re.compile(r"[^\W_]+")
_JOINS: Final = frozenset({"och", "o", "samt"})
#: Endings of nouns and adjectives: definite, plural, genitive; and "-området", "-verksamheten".
_ENDING: Final = re.compile(
    r"(?:e?[nt]|a|e|na|er|or|ar|erna|orna|arna|erne)?s?|s?(?:området|områdets|verksamhet(?:en|ens)?)"
)
_SHORTEST_STEM: Final = 4
#: Every form of a word begins with as many of its letters, or is the whole of a shorter word.
_KEY: Final = _SHORTEST_STEM
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A name found in a text, and everything that the name may stand for."""

    start: int
    end: int
    named: tuple[T, ...]


class NameBook(Generic[T]):
    """Names and what they stand for, ready to be found in texts."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        """Remember the names; a name without a word in it is left out."""
        known: dict[tuple[str, ...], list[T]] = {}
        for name, named in names:
            words = (_known_words if len(name) <= _LONGEST_NAME else _words_of_name)(name)
            if words and named not in known.setdefault(words, []):
                known[words].append(named)
        by_key: dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]] = {}
        for words in sorted(known, key=len, reverse=True):
            by_key.setdefault(words[0][:_KEY], []).append((words, tuple(known[words])))
        self._by_key: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[T, ...]]]] = by_key

    def find(self, text: str) -> tuple[Mention[T], ...]:
        """Return the names in a text, in order; none overlap."""
        words = _words(text)
        found: list[Mention[T]] = []
        free = 0
        for place, (start, _, word) in enumerate(words):
            if place < free or word[:_KEY] not in self._by_key:
                continue
            named, length = self._named_at(words, place)
            if length:
                free = place + length
                found.append(Mention(start, words[free - 1][1], named))
        return tuple(found)

    def _named_at(
        self, words: Sequence[tuple[int, int, str]], place: int
    ) -> tuple[tuple[T, ...], int]:
        """Return what the longest name at a word may be, and how many words it has.

        "Grundskolan" may be the unit of that name, and the row "Grundskola" in another form.
        """
        length = 0
        alike: list[T] = []
        for name, named in self._by_key[words[place][2][:_KEY]]:
            if length and len(name) < length:
                break
            here = words[place : place + len(name)]
            if len(here) == len(name) and all(
                is_form_of(word, wanted) for (_, _, word), wanted in zip(here, name, strict=True)
            ):
                length = len(name)
                exact = all(word == wanted for (_, _, word), wanted in zip(here, name, strict=True))
                alike = [*named, *alike] if exact else [*alike, *named]
        return tuple(dict.fromkeys(alike)), length


def is_form_of(word: str, name: str) -> bool:
    """Whether a word is a name's own word in one of its forms: "vården" of "vård"."""
    if word == name:
        return True
    stems = (name, name[:-1]) if name[-1] in "ate" else (name,)
    return any(
        len(stem) >= _SHORTEST_STEM
        and word.startswith(stem)
        and _ENDING.fullmatch(word, len(stem)) is not None
        for stem in stems
    )


def _words_of_name(name: str) -> tuple[str, ...]:
    return tuple(word for _, _, word in _words(name))


# The rows and units of a board are the same month after month.
_known_words = lru_cache(maxsize=4096)(_words_of_name)


def _words(text: str) -> list[tuple[int, int, str]]:
    """Return the words that tell names apart, with their places."""
    plain = unicodedata.normalize("NFC", text)
    if len(plain) != len(text):  # places must be the text's own: leave decomposed letters alone
        plain = text
    places = [found.span() for found in _WORD.finditer(plain)]
    folded = plain.casefold()
    if len(folded) == len(plain):
        words = [(start, end, folded[start:end]) for start, end in places]
    else:
        words = [(start, end, plain[start:end].casefold()) for start, end in places]
    return [word for word in words if word[2] not in _JOINS]
