"""What the patterns of figures are made of: blanks, dashes, and words that belong to numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from xl_asn.model.statuses import COLOURS as SCALE_OF_COLOURS
from xl_asn.model.statuses import Scale, Status

COLOURS: Final = {
    "grön": Status.GREEN, "grönt": Status.GREEN, "gröna": Status.GREEN,
    "gul": Status.YELLOW, "gult": Status.YELLOW, "gula": Status.YELLOW,
    "röd": Status.RED, "rött": Status.RED, "röda": Status.RED,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class StatusWords:
    """The words that a text may move a status between, in small letters, and what each is.

    A colour is read wherever it stands; a word of a board's own only in "från svag till god",
    since "en god samverkan" is no status.
    """

    known: Mapping[str, Status]

    @property
    def pattern(self) -> str:
        """Return the pattern of one of the words."""
        words = sorted(self.known, key=len, reverse=True)
        return "(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"


@cache
def status_words(scale: Scale) -> StatusWords:
    """Return the words of a scale, the colours among them."""
    if scale is SCALE_OF_COLOURS:
        return StatusWords(COLOURS)
    own = {
        word.casefold(): status
        for status in reversed(scale.goals)
        for word in (status.value, status.plural)
    }
    return StatusWords({**COLOURS, **own})


#: The words of boards that have none of their own.
COLOUR_WORDS: Final = status_words(SCALE_OF_COLOURS)

BLANK: Final = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
#: Between a number and its unit: blanks, and one line break at most.
GAP: Final = rf"{BLANK}{{0,3}}(?:\r?\n{BLANK}{{0,3}})?"
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
DASH: Final = f"[{DASHES}]"
COLOUR: Final = "(?:" + "|".join(sorted(COLOURS, key=len, reverse=True)) + r")(?!\w)"
#: Units of time, as they follow a number.
PERIODS: Final = (
    "år|årig|åriga|åring|åringar|månad|månader|månaders|vecka|veckor|veckors|dag|dagar|dygn|timme|"
    "timmar|minuter|kvartal|gång|gånger|ggr|mån"
)
