"""The period of a report: one month, or the months that are reported together."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple, Self

from xl_asn.model.folding import plain
from xl_asn.model.money import read_count

#: Month headers of the strip, as every published report prints them.
MONTH_HEADERS = (
    "Jan", "Feb", "Mars", "April", "Maj", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dec",
)  # fmt: skip

MONTH_NAMES = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip

#: What the drop-down list of a master offers: each month, and the two summer months together.
PERIOD_CHOICES = (*(name[:3] for name in MONTH_NAMES), "juni-juli")

WHOLE_YEAR = "helår"
_WHOLE_YEAR = frozenset({WHOLE_YEAR, "helar", "hela året", "år", "ar"})
_BETWEEN = re.compile(r"\s*(?:[-/]|och)\s*")
_SHORTEST_NAME = 3


def read_month(text: str) -> int | None:
    """Return the number of a month written "nov", "november", "11" or "Nov."; None otherwise."""
    name = plain(text).rstrip(".").casefold()
    number = read_count(name)
    if number is not None:
        return number if 1 <= number <= len(MONTH_NAMES) else None
    if len(name) < _SHORTEST_NAME:
        return None
    matches = [i for i, month in enumerate(MONTH_NAMES, 1) if month.startswith(name)]
    return matches[0] if len(matches) == 1 else None


class Period(NamedTuple):
    """The months of one year that a report covers, first and last included."""

    year: int
    first_month: int
    last_month: int

    @classmethod
    def read(cls, year: int, text: str) -> Self | None:
        """Read "nov", "juni-juli", "6–7" or "helår"; None when it names no month."""
        text = plain(text)
        if text.casefold() in _WHOLE_YEAR:
            return cls(year, 1, len(MONTH_NAMES))
        months = [read_month(part) for part in _BETWEEN.split(text)]
        match months:
            case [int(month)]:
                return cls(year, month, month)
            case [int(first), int(last)] if first <= last:
                return cls(year, first, last)
        return None

    @property
    def code(self) -> str:
        """Return the period as sorted lists name it, by the last month: ``2022-11``, ``2020``."""
        return str(self.year) if self.is_year else f"{self.year}-{self.last_month:02}"

    @property
    def is_year(self) -> bool:
        """Whether the period is a whole year."""
        return (self.first_month, self.last_month) == (1, len(MONTH_NAMES))

    @property
    def months(self) -> tuple[int, ...]:
        """Return the numbers of the months covered."""
        return tuple(range(self.first_month, self.last_month + 1))

    @property
    def month_label(self) -> str:
        """Return the months in words: ``november``, ``juni–juli``."""
        first, last = MONTH_NAMES[self.first_month - 1], MONTH_NAMES[self.last_month - 1]
        return first if first == last else f"{first}–{last}"

    @property
    def short_label(self) -> str:
        """Return the months as a narrow header says them: ``nov``, ``jan–apr``."""
        first, last = MONTH_NAMES[self.first_month - 1][:3], MONTH_NAMES[self.last_month - 1][:3]
        return first if first == last else f"{first}–{last}"

    @property
    def label(self) -> str:
        """Return the period in words: ``november 2022``, or ``2020`` for the whole year."""
        return str(self.year) if self.is_year else f"{self.month_label} {self.year}"

    @property
    def start(self) -> date:
        """Return the first day covered."""
        return date(self.year, self.first_month, 1)

    @property
    def end(self) -> date:
        """Return the last day covered: dated parameters are chosen by it."""
        if self.last_month == len(MONTH_NAMES):
            return date(self.year, 12, 31)
        return date(self.year, self.last_month + 1, 1) - timedelta(days=1)
