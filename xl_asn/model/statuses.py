"""Statuses: the words of the traffic light, always with a symbol, never a colour alone."""

from __future__ import annotations

from collections.abc import Iterable

from xl_asn.model.grid import folded_name
from xl_asn.model.members import Members


class Graded(Members):
    """A word of a scale, best first, each shown as one of the traffic light's four."""

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


class Status(Graded):
    """A unit's or a goal's status, best first; the values are the words a user sees."""

    GREEN = "Grön"
    YELLOW = "Gul"
    RED = "Röd"
    NO_OUTCOME = "Inget utfall"

    @property
    def light(self) -> Status:
        """Return the status itself."""
        return self


_SYMBOLS = {Status.GREEN: "●", Status.YELLOW: "▲", Status.RED: "■", Status.NO_OUTCOME: "–"}

#: The goal scale: a goal always has an assessment.
GOAL_SCALE = (Status.GREEN, Status.YELLOW, Status.RED)

#: The unit scale: a unit may have nothing to measure this period.
UNIT_SCALE = (*GOAL_SCALE, Status.NO_OUTCOME)

#: The 2021 reports print G, A (amber) and R. "Inget utfall för månaden" is the printed long form.
_ALIASES = {
    "g": Status.GREEN,
    "a": Status.YELLOW,
    "r": Status.RED,
    "inget utfall för månaden": Status.NO_OUTCOME,
}
_BY_WORD = {status.value.casefold(): status for status in Status}


def read_status(text: str, scale: Iterable[Status]) -> Status | None:
    """Return the status a person meant by ``text``, or None when it is not on ``scale``.

    The symbol may stand before the word, so that what the program prints can be read back.
    """
    name = folded_name(text).lstrip("●▲■– ")
    status = _ALIASES.get(name) or _BY_WORD.get(name)
    return status if status in tuple(scale) else None


def worse(one: Status, other: Status) -> Status:
    """Return the worse of two statuses."""
    order = list(Status)
    return max(one, other, key=order.index)
