"""Names in running text: "barn- och ungdomsvården" is the row "Barn- och ungdomsvård".

A name is found word by word, each in any of its inflected forms; "och", "&" and hyphens between
the words do not matter. The longest name wins where one stands inside another.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from xl_asn.model.folding import composed

T = TypeVar("T", bound=Hashable)

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
_MOST_MEANT: Final = 100
"""A name that more than so many have says nothing of which is meant."""


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
        known: dict[tuple[str, ...], dict[T, None]] = {}
        for name, named in names:
            words = (_known_words if len(name) <= _LONGEST_NAME else _words_of_name)(name)
            if words:
                known.setdefault(words, {})[named] = None
        by_key: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[T, ...]]]] = {}
        lengths: dict[str, set[int]] = {}
        for words, meant in known.items():
            if len(meant) <= _MOST_MEANT:
                key = tuple(word[:_KEY] for word in words)
                by_key.setdefault(key, []).append((words, tuple(meant)))
                lengths.setdefault(key[0], set()).add(len(key))
        self._by_key: Mapping[tuple[str, ...], Sequence[tuple[tuple[str, ...], tuple[T, ...]]]]
        self._by_key = by_key
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str) -> tuple[Mention[T], ...]:
        """Return the names in a text, in order; none overlap."""
        words = _words(text)
        found: list[Mention[T]] = []
        free = 0
        for place, (start, _, word) in enumerate(words):
            if place < free or word[:_KEY] not in self._lengths:
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
        for length in self._lengths[words[place][2][:_KEY]]:
            here = tuple(word for _, _, word in words[place : place + length])
            alike: list[T] = []
            for name, named in self._by_key.get(tuple(word[:_KEY] for word in here), ()):
                if all(map(is_form_of, here, name)):
                    alike = [*named, *alike] if here == name else [*alike, *named]
            if alike:
                return tuple(dict.fromkeys(alike)), len(here)
        return (), 0


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
    plain = composed(text)
    if len(plain) != len(text):  # places must be the text's own: leave decomposed letters alone
        plain = text
    places = [found.span() for found in _WORD.finditer(plain)]
    folded = plain.casefold()
    if len(folded) == len(plain):
        words = [(start, end, folded[start:end]) for start, end in places]
    else:
        words = [(start, end, plain[start:end].casefold()) for start, end in places]
    return [word for word in words if word[2] not in _JOINS]
