"""Codes of a ledger as people write them: single ones, and ranges of codes of one length.

A range takes the codes of its own length alone: ``4600-4699`` takes no ``46001``, which is another
account in another chart.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

_PARTS: Final = re.compile(r"[,;\n]")
_DASHES: Final = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
#: As Excel gives back what it has taken for a day: 10-12.
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
#: What stands for any sign elsewhere, what begins a formula, and codes with only a blank between.
_NO_CODE: Final = re.compile(r"[*?%=]|\d\s+\d")


class Unclear(Enum):
    """Why a text means no codes."""

    UNEVEN = "olika långa"
    WRONG_WAY = "fel ordning"
    DAY = "datum"
    NO_CODE = "ingen kod"


class Wanted(NamedTuple):
    """The codes that a rule takes in one field: single ones, and ranges of codes of one length."""

    single: frozenset[str]
    ranges: tuple[tuple[str, str], ...] = ()

    def takes(self, code: str) -> bool:
        """Whether a code is among them."""
        return code in self.single or any(
            len(code) == len(first) and first <= code <= last for first, last in self.ranges
        )


class UnclearCodesError(ValueError):
    """A part of a text that no code can be, or lie in."""

    def __init__(self, part: str, why: Unclear) -> None:
        super().__init__(part)
        self.part, self.why = part, why


def wanted(text: str) -> Wanted | None:
    """Return which codes a text means: ``4600-4699, 4710``; None where it is blank, for all.

    Raises:
        UnclearCodesError: a part of it is no code, and no range that one can lie in.
    """
    single: set[str] = set()
    ranges: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        first, *others = _DASHES.split(part)
        why = _unclear(part, first, others)
        if why is not None:
            raise UnclearCodesError(part, why)
        if others:
            ranges.append((first, others[0]))
        else:
            single.add(part)
    return Wanted(frozenset(single), tuple(ranges)) if single or ranges else None


def _unclear(part: str, first: str, others: list[str]) -> Unclear | None:
    if _DAY.fullmatch(part):
        return Unclear.DAY
    if _NO_CODE.search(part):
        return Unclear.NO_CODE
    if len(others) > 1 or any(len(last) != len(first) or not first for last in others):
        return Unclear.UNEVEN
    return Unclear.WRONG_WAY if others and first > others[0] else None
