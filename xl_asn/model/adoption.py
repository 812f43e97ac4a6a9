"""A report that has been adopted: who says so, and what it held then.

*Beräkna* seals what is adopted: each sheet gets a checksum, of the whole and of its rows and
columns. With that a change that is made afterwards is seen, and where it was made.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Final, NamedTuple

from xl_asn.model.grid import CellRef
from xl_asn.model.told import ToldError

_SUM_LENGTH: Final = 10
_MARK_LENGTH: Final = 4
_LONGEST: Final = 30_000
"""A cell holds hardly more characters; of a longer sheet only the checksum is kept."""
_INSTEAD: Final = (
    "Har nämnden fått den: gör en rättelse i stället. Handboken visar hur, under Rätta en "
    "fastställd rapport."
)
_HOW: Final = (
    "Ingenting är skrivet. Ska den ändras ändå: sätt Status till Utkast på Start, eller kör "
    "kommandot med --anda."
)
_ASKED: Final = "Vill du ändra den ändå?"


class SheetSeal(NamedTuple):
    """What one sheet held: how many cells were filled, its checksum, and that of each row in turn.

    ``columns`` are the checksums by header. Rows and columns are empty where they are not kept.
    """

    sheet: str
    filled: int
    sum: str
    rows: tuple[str, ...] = ()
    columns: Mapping[str, str] = MappingProxyType({})

    @property
    def text(self) -> str:
        """Return the checksums of rows and columns as one text; nothing where it is too long."""
        text = json.dumps(["".join(self.rows), dict(self.columns)], ensure_ascii=False)
        return text if len(text) <= _LONGEST else ""

    @classmethod
    def parse(cls, sheet: str, filled: int, total: str, text: str) -> SheetSeal:
        """Return the seal that is kept so; a text that somebody has spoilt tells of no rows."""
        try:
            rows, columns = json.loads(text)
            named = {str(header): str(mark) for header, mark in columns.items()}
            marks = [rows[at : at + _MARK_LENGTH] for at in range(0, len(rows), _MARK_LENGTH)]
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls(sheet, filled, total)
        return cls(sheet, filled, total, tuple(map(str, marks)), named)


class Signature(NamedTuple):
    """Who says that the report is adopted, since which day, and what it corrects; each a text."""

    by: str = ""
    day: str = ""
    corrects: str = ""

    @property
    def words(self) -> str:
        """Return who and when: "2022-12-06 av Anna Ek"; empty where neither is told."""
        return " ".join(filter(None, (self.day, self.by and f"av {self.by}")))


class Seal(NamedTuple):
    """What was adopted. ``at`` is when *Beräkna* saw it: "2022-12-06 14:03"."""

    signature: Signature
    at: str
    sheets: tuple[SheetSeal, ...] = ()


class Altered(NamedTuple):
    """A sheet that is not what was adopted.

    ``cells`` are those of the rows that are new or another, in the columns whose content is
    another; none where rows have only gone or changed places, or where nobody can tell, since the
    sheet was too large for more than its own checksum: then ``is_unknown``.
    """

    sheet: str
    cells: tuple[CellRef, ...] = ()
    headers: tuple[str, ...] = ()
    is_unknown: bool = False


class Adoption(NamedTuple):
    """An adopted report: its signature, its seal where it has one, and what is another since."""

    signature: Signature
    seal: Seal | None = None
    altered: tuple[Altered, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether it is sealed now, for the first time with this signature."""
        return self.seal is not None and not self.seal.at


class AdoptedError(ToldError):
    """A report that is adopted would be changed; ``question`` asks whether it is to be anyway."""

    def __init__(self, signature: Signature, doing: str) -> None:
        told = " ".join(filter(None, ("Rapporten är fastställd", signature.words)))
        super().__init__(f"{told}. {doing} {_INSTEAD} {_HOW}")
        self.question = f"{told}. {doing} {_INSTEAD} {_ASKED}"


Content = Sequence[Mapping[str, str]]
"""The filled cells of a sheet by header, row by row."""


def sealed(sheet: str, content: Content) -> SheetSeal:
    """Return the seal of a sheet."""
    headers = dict.fromkeys(header for row in content for header in row)
    columns = {name: _mark(str([row.get(name, "") for row in content])) for name in headers}
    rows = tuple(_mark(_told(row)) for row in content)
    whole = sha256("\n".join(map(_told, content)).encode()).hexdigest()[:_SUM_LENGTH]
    return SheetSeal(sheet, sum(map(len, content)), whole, rows, columns)


def differing(before: SheetSeal, now: SheetSeal) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the places of the rows that are new or another, and the headers that are another."""
    if before.filled and not before.rows:
        return (), ()
    left = Counter(before.rows)
    rows = []
    for place, mark in enumerate(now.rows):
        if left[mark]:
            left[mark] -= 1
        else:
            rows.append(place)
    headers = dict.fromkeys((*now.columns, *before.columns))
    other = (name for name in headers if before.columns.get(name) != now.columns.get(name))
    return tuple(rows), tuple(other)


def _told(row: Mapping[str, str]) -> str:
    return str(sorted(row.items()))


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_MARK_LENGTH]
