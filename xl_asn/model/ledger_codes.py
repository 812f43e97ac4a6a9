"""Codes of a ledger as people write them: single ones, and ranges of codes of one length.

A range takes the codes of its own length alone: ``4600-4699`` takes no ``46001``, which is another
account in another chart.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_PARTS: Final = re.compile(r"[,;]")
_DASHES: Final = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")


class Wanted(NamedTuple):
    """The codes that a rule takes in one field: single ones, and ranges of codes of one length."""

    single: frozenset[str]
    ranges: tuple[tuple[str, str], ...] = ()

    def takes(self, code: str) -> bool:
        """Whether a code is among them."""
        return code in self.single or any(
            len(code) == len(first) and first <= code <= last for first, last in self.ranges
        )


class UnclearRangeError(ValueError):
    """A range whose ends no code can lie between: of unequal length, or in the wrong order."""

    def __init__(self, part: str, *, is_uneven: bool) -> None:
        super().__init__(part)
        self.part, self.is_uneven = part, is_uneven


def wanted(text: str) -> Wanted | None:
    """Return which codes a text means: ``4600-4699, 4710``; None where it is blank, for all.

    Raises:
        UnclearRangeError: a part of it is no range that a code can lie in.
    """
    single: set[str] = set()
    ranges: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        ends = _DASHES.split(part)
        if len(ends) == 1:
            single.add(part)
            continue
        first, last = ends[0], ends[-1]
        if len(ends) != 2 or len(first) != len(last) or not first:  # noqa: PLR2004 - two ends
            raise UnclearRangeError(part, is_uneven=True)
        if first > last:
            raise UnclearRangeError(part, is_uneven=False)
        ranges.append((first, last))
    return Wanted(frozenset(single), tuple(ranges)) if single or ranges else None
