"""Which cells a formula refers to: ``SUM(D6:D16)``, ``D6-E6``, ``'Ekonomiska risker'!$D$6``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xl_asn.model.grid import CellRef, column_number

_LONGEST: Final = 2_000
"""A longer formula, in characters, is nothing that an economist types to add up a table."""
_TOKEN: Final = re.compile(
    r'"[^"]*"'  # a text is no reference
    r"|(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<plain>[^\W\d][\w.]*)!)?"
    r"(?<![\w.])\$?(?P<from>[A-Za-z]{1,3})\$?(?P<top>[1-9][0-9]{0,6})"
    r"(?::\$?(?P<to>[A-Za-z]{1,3})\$?(?P<bottom>[1-9][0-9]{0,6}))?(?![\w(!.])"
)


@dataclass(frozen=True, slots=True)
class Area:
    """The cells of one reference, a single cell or a range, with its corners in order."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, cell: CellRef) -> bool:
        """Whether a cell is one of them."""
        return (
            cell.sheet == self.sheet
            and self.top <= cell.row <= self.bottom
            and self.left <= cell.column <= self.right
        )


def references(formula: str, sheet: str) -> tuple[Area, ...]:
    """Return what a formula on a sheet refers to, without its equals sign; no names."""
    return _references(formula, sheet) if len(formula) <= _LONGEST else ()


@lru_cache(maxsize=4096)
def _references(formula: str, sheet: str) -> tuple[Area, ...]:
    return tuple(_found(formula, sheet))


def _found(formula: str, sheet: str) -> Iterator[Area]:
    for token in _TOKEN.finditer(formula):
        if token["from"] is None:
            continue
        named = token["plain"] or (token["quoted"] or "").replace("''", "'")
        rows = sorted((int(token["top"]), int(token["bottom"] or token["top"])))
        columns = sorted(column_number(token[end] or token["from"]) for end in ("from", "to"))
        yield Area(named or sheet, rows[0], columns[0], rows[1], columns[1])
