"""Formulas that only add and subtract cells, read as what they add: ``=D6-E6``, ``=SUM(F6:F16)``.

An author may keep formulas of her own where the program would write a figure. One that does the
same calculation is right, and stays; this is how the two are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from xl_asn.model.grid import column_number

_REFERENCE: Final = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_PART: Final = re.compile(
    rf"(?P<sign>[+-]?)(?:SUM\((?P<sum>[A-Z0-9$:;,]+)\)|(?P<cell>{_REFERENCE}))", re.IGNORECASE
)
_RANGE: Final = re.compile(rf"{_REFERENCE}(?::{_REFERENCE})?", re.IGNORECASE)
_MOST_CELLS: Final = 20_000

Place = tuple[int, int]
"""A row and a column of the formula's own sheet, one-based."""


def linear_terms(formula: str) -> Mapping[Place, int] | None:
    """Return how many times a formula adds each cell of its own sheet; None for any other kind.

    ``formula`` is without its equals sign, as a file stores it.
    """
    text = formula.replace(" ", "")
    terms: Counter[Place] = Counter()
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or (at and not part["sign"]):
            return None
        sign = -1 if part["sign"] == "-" else 1
        found = _cells(part["sum"] or part["cell"])
        if found is None:
            return None
        for place in found:
            terms[place] += sign
        at = part.end()
    return {place: times for place, times in terms.items() if times} or None


def _cells(references: str) -> list[Place] | None:
    """Return the cells that references name: ``D6``, ``D6:D16``, ``D6,D8``."""
    places: list[Place] = []
    for reference in re.split("[,;]", references):
        match = _RANGE.fullmatch(reference)
        if match is None:
            return None
        first = int(match[2]), column_number(match[1])
        last = (int(match[4]), column_number(match[3])) if match[3] else first
        (top, left), (bottom, right) = first, last
        if (bottom - top + 1) * (right - left + 1) + len(places) > _MOST_CELLS:
            return None
        places += [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    return places
