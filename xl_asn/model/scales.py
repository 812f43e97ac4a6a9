"""The scales of follow-up: how far a goal is fulfilled, and how far an assignment has come."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, TypeVar

from xl_asn.model.grid import folded_name
from xl_asn.model.members import Members
from xl_asn.model.statuses import LIGHTS, Graded, Status, without_symbol

E = TypeVar("E", bound=Enum)


class Fulfilment(Graded, Members):
    """How far a goal or an indicator is fulfilled; the values are the words a user sees."""

    FULLY = "Helt uppfyllt"
    PARTLY = "Delvis uppfyllt"
    NOT = "Uppfylls inte"
    UNKNOWN = "Går ännu inte att bedöma"

    @property
    def light(self) -> Status:
        """Return the status that the word is coloured as."""
        return LIGHTS[tuple(Fulfilment).index(self)]

    @property
    def of_many(self) -> str:
        """Return the words as they are said of several goals: ``delvis uppfyllda``."""
        return self.value.lower().replace("uppfyllt", "uppfyllda")


class Progress(Graded, Members):
    """How far an assignment has come; the values are the words a user sees."""

    DONE = "Genomfört"
    STARTED = "Påbörjat"
    NOT_STARTED = "Ej påbörjat"

    @property
    def light(self) -> Status:
        """Return the status that the word is coloured as."""
        return LIGHTS[tuple(Progress).index(self)]


#: What the published reports print for the same thing, and the forms of an assignment.
_ALIASES: Final = {
    "kan ännu inte bedömas": Fulfilment.UNKNOWN,
    "uppfyllt": Fulfilment.FULLY,
    "ej uppfyllt": Fulfilment.NOT,
    "inte uppfyllt": Fulfilment.NOT,
    "genomförd": Progress.DONE,
    "genomförda": Progress.DONE,
    "pågår": Progress.STARTED,
    "påbörjad": Progress.STARTED,
    "påbörjade": Progress.STARTED,
    "inte påbörjat": Progress.NOT_STARTED,
    "ej påbörjad": Progress.NOT_STARTED,
}
_NOT_CONTRIBUTING: Final = re.compile(r"\bbidrar\b.*\binte\b|\binte\b.*\bbidrar\b")
_CONTRIBUTING: Final = re.compile(r"\bbidrar?\b")


def read_word(text: str, scale: type[E]) -> E | None:
    """Return the word of a scale that a person meant; None when it is not on the scale.

    A full stop may follow it, and the symbol may stand before it, as reports print it.
    """
    name = without_symbol(folded_name(text)).rstrip(". ")
    known: dict[str, Enum] = {folded_name(str(word.value)): word for word in scale}
    found = known.get(name) or _ALIASES.get(name)
    return found if isinstance(found, scale) else None


def read_fulfilment(text: str) -> Fulfilment | None:
    """Return how far a goal is fulfilled, "Helt uppfyllt."; None for any other text."""
    return read_word(text, Fulfilment)


def read_progress(text: str) -> Progress | None:
    """Return how far an assignment has come, "Genomfört"; None for any other text."""
    return read_word(text, Progress)


def read_contribution(text: str) -> tuple[Fulfilment, ...]:
    """Return what a sentence on a strategic goal can mean on the scale; nothing when unclear.

    "Verksamheten bidrar till målet" is said of goals that are fully and partly fulfilled;
    with a "men" it is not said of one that is fully fulfilled.
    """
    name = folded_name(text)
    if (word := read_fulfilment(text)) is not None:
        return (word,)
    if _NOT_CONTRIBUTING.search(name.split(" men ")[0]):
        return (Fulfilment.NOT,)
    if _CONTRIBUTING.search(name):
        held_back = " men " in name
        return (Fulfilment.PARTLY,) if held_back else (Fulfilment.FULLY, Fulfilment.PARTLY)
    return (Fulfilment.UNKNOWN,) if "inte att bedöma" in name else ()
