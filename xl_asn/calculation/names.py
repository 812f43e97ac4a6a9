"""Names close to a known name: "Hästkons": menade du Hästskons?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xl_asn.model.grid import folded_name

_LEAST_LIKENESS: Final = 80
MOST_COMPARED: Final = 250_000
"""The most pairs of names that are compared by likeness. Where more are unknown, a few of them
mean another name and the rest are something else: to compare them all would take minutes."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a person most likely meant, or None when none is near."""
    return NearNames(known).to(name)


class NearNames:
    """Known names that many may be near to."""

    def __init__(self, known: Iterable[str]) -> None:
        """Remember the names, until they have been compared with so many that it says little."""
        self._known = tuple(known)
        self._folded: list[str] | None = None
        self._left = MOST_COMPARED

    def to(self, name: str) -> str | None:
        """Return the known name that a person most likely meant, or None when none is near."""
        if not self._known:
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - 50 ms that most runs never need

        if self._folded is None:
            self._folded = [folded_name(known) for known in self._known]
        self._left -= len(self._folded)
        if self._left < 0:
            return None
        match = process.extractOne(
            folded_name(name), self._folded, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS
        )
        return self._known[match[2]] if match else None
