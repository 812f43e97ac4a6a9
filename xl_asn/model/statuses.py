"""Statuses: the words of a scale, each shown as a light with a symbol, never a colour alone.

A board has its own words and as many as it wants, best first. Each is one of the traffic light's
lights, and the light's own words serve the boards that have no others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from xl_asn.model.grid import folded_name


class Graded:
    """A word of a scale, each shown as one of the traffic light's four.

    ``rank`` is how many words of its scale are better, where a light does not tell it.
    """

    if TYPE_CHECKING:

        @property
        def value(self) -> str:
            """The word."""

        @property
        def rank(self) -> int:
            """Its place on the scale."""

    else:
        rank = 0

    @property
    def light(self) -> Status:
        """Return the traffic light's status that the word is coloured as."""
        raise NotImplementedError

    @property
    def symbol(self) -> str:
        """Return the shape that tells the status without colour."""
        return _SYMBOLS[self.light]

    @property
    def shown(self) -> str:
        """Return symbol and word, as reports print a status."""
        return f"{self.symbol} {self.value}"


@dataclass(frozen=True, eq=False)
class Status(Graded):
    """A unit's or a goal's status: the word that a user sees, and what it is said of many.

    The four of the traffic light are told apart by identity; ask any other word for its ``light``.
    """

    GREEN: ClassVar[Status]
    YELLOW: ClassVar[Status]
    RED: ClassVar[Status]
    NO_OUTCOME: ClassVar[Status]

    value: str
    plural: str
    """The word as it is said of many units: "8 av 10 enheter gröna"."""
    shown_as: Status | None = None
    """The light; None for the lights themselves."""
    rank: int = 0
    """How many statuses of its scale are better."""
    others: tuple[str, ...] = ()
    """What else the status is called, in small letters."""

    @property
    def light(self) -> Status:
        """Return the traffic light's status that the word is coloured as."""
        return self.shown_as or self


def means(said: Status, status: Status) -> bool:
    """Whether a text that says one status says another: the same, or the colour that it has."""
    return said in {status, status.light}


#: The 2021 reports print G, A (amber) and R. "Inget utfall för månaden" is the printed long form.
Status.GREEN = Status("Grön", "gröna", others=("g",))
Status.YELLOW = Status("Gul", "gula", others=("a",))
Status.RED = Status("Röd", "röda", others=("r",))
Status.NO_OUTCOME = Status("Inget utfall", "utan utfall", others=("inget utfall för månaden",))

#: The lights that a goal may have, best first, and the one that says that nothing is measured.
LIGHTS: Final = (Status.GREEN, Status.YELLOW, Status.RED, Status.NO_OUTCOME)

_NAMED: Final = re.compile(
    r"\b(?:" + "|".join(
        sorted(
            {form for s in LIGHTS for word in (s.value, s.plural)
             for form in (word, word.lower(), word.capitalize())},
            key=len, reverse=True,
        )
    ) + r")\b"
)  # fmt: skip

_BEFORE_WORD: Final = re.compile(r"^[\W_]+")
_SYMBOLS: Final = dict(zip(LIGHTS, "●▲■–", strict=True))


@dataclass(frozen=True)
class Scale:
    """A board's statuses, best first, and the one of a unit that has nothing to measure."""

    goals: tuple[Status, ...]
    """What a goal can be: a goal always has an assessment."""
    no_outcome: Status = field(default=Status.NO_OUTCOME)

    @property
    def units(self) -> tuple[Status, ...]:
        """Return what a unit can be: a unit may have nothing to measure this period."""
        return (*self.goals, self.no_outcome)

    @property
    def best(self) -> Status:
        """Return the best status."""
        return self.goals[0]

    @property
    def worst(self) -> Status:
        """Return the worst status."""
        return self.goals[-1]

    @property
    def good(self) -> tuple[Status, ...]:
        """Return the statuses that are shown as the best one is: the green ones, as a rule."""
        return tuple(status for status in self.goals if status.light is self.best.light)

    def good_word(self, *, many: bool) -> str:
        """Return what a unit with one of those is called, and what many are: grön, gröna."""
        return " eller ".join(s.plural if many else s.value.lower() for s in self.good)

    @property
    def between(self) -> tuple[Status, ...]:
        """Return the statuses that are neither the best nor the worst."""
        return self.goals[1:-1]

    def worse(self, one: Status, other: Status) -> Status:
        """Return the worse of two statuses."""
        return max(one, other, key=self.units.index)

    def is_worse(self, one: Status, other: Status) -> bool:
        """Whether one status is worse than another."""
        return self.units.index(one) > self.units.index(other)

    def read(self, text: str, *, of_unit: bool = True) -> Status | None:
        """Return the status a person meant by ``text``, or None when it is not on the scale.

        The symbol may stand before the word, so that what the program prints can be read back.
        """
        found = self._by_word.get(without_symbol(folded_name(text)))
        return found if of_unit or found is not self.no_outcome else None

    def said(self, text: str) -> str:
        """Return a text of ours that names lights, "enheter är gröna", in the scale's own words.

        Where two statuses are shown as one light, the better is meant. What a person has written
        is never passed here.
        """
        return _NAMED.sub(lambda found: self._in_words[found[0]], text)

    @cached_property
    def _in_words(self) -> Mapping[str, str]:
        words: dict[str, str] = {}
        for light in LIGHTS:
            status = next((s for s in self.units if s.light is light), light)
            one, many = status.value.lower(), status.plural
            if light is self.best.light:
                one, many = self.good_word(many=False), self.good_word(many=True)
            words[light.value] = status.value
            words[light.value.lower()] = one
            words[light.plural] = many
            words[light.plural.capitalize()] = many.capitalize()
        return words

    @cached_property
    def _by_word(self) -> Mapping[str, Status]:
        known: dict[str, Status] = {}
        for status in self.units:
            for word in (status.value, *status.others):
                known.setdefault(folded_name(word), status)
        return known


def without_symbol(word: str) -> str:
    """Return a word without the symbol that may stand before it: "●", "–" or a coloured circle."""
    return _BEFORE_WORD.sub("", word)


class Word(NamedTuple):
    """A status as a board declares it: the light is one of :data:`LIGHT_NAMES`."""

    word: str
    light: str
    plural: str = ""
    others: tuple[str, ...] = ()


#: What the lights are called where a board declares its words.
LIGHT_NAMES: Final = dict(zip(("grön", "gul", "röd", "ingen"), LIGHTS, strict=True))


@lru_cache(maxsize=64)
def scale_of(words: tuple[Word, ...]) -> Scale | None:
    """Return the scale of a board's words, best first; None where they tell no two goals apart.

    The same words give the same scale, so that the statuses of two reports can be compared.
    """
    statuses = [
        Status(
            said.word, said.plural or said.word.lower(), LIGHT_NAMES[said.light], rank, said.others
        )
        for rank, said in enumerate(words)
    ]
    goals = tuple(s for s in statuses if s.light is not Status.NO_OUTCOME)
    nothing = next((s for s in statuses if s.light is Status.NO_OUTCOME), Status.NO_OUTCOME)
    return Scale(goals, nothing) if len(goals) > 1 else None


#: The traffic light's own words.
COLOURS: Final = Scale((Status.GREEN, Status.YELLOW, Status.RED))
