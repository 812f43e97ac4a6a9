"""What a row is, wherever it stands: its sheet and its names, never its number.

Rows are inserted, sorted and moved, and a sheet of next month begins as a copy of this month's.
What the program remembers of a row, and what an earlier report says of it, is found by this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Self

from xl_asn.model.grid import folded_name

_BETWEEN: Final = "›"
_PART_OF: Final = "‹"
_MARKS: Final = str.maketrans({_BETWEEN: ">", _PART_OF: "<"})


class RowKey(NamedTuple):
    """The names that tell a row from the others of its sheet.

    ``names`` are those of the sheet's key, an area before the row's own name. ``parent`` is the row
    that a *varav* row is a part of: two posts may both have a part called "varav personal".
    """

    sheet: str
    names: tuple[str, ...]
    parent: str = ""

    @property
    def text(self) -> str:
        """Return the names as one text: ``IFO › Familjehem``, ``varav köp ‹ Placeringar``."""
        said = f" {_BETWEEN} ".join(map(_plain, self.names))
        return (f"{said} {_PART_OF} {_plain(self.parent)}" if self.parent else said).strip()

    @classmethod
    def parse(cls, sheet: str, text: str) -> Self:
        """Return the key that :attr:`text` told of, blanks around it lost or not."""
        names, _, parent = text.partition(_PART_OF)
        return cls(sheet, tuple(name.strip() for name in names.split(_BETWEEN)), parent.strip())

    @property
    def folded(self) -> tuple[str, str]:
        """Return the sheet, and the names with the parent, as people compare names."""
        return folded_name(self.sheet), folded_name(self.text)

    @property
    def area(self) -> str:
        """Return what stands before the row's own name, as people compare names."""
        return " ".join(folded_name(name) for name in self.names[:-1])


def _plain(name: str) -> str:
    return " ".join(name.translate(_MARKS).split())


@dataclass(frozen=True)
class Identified:
    """A row that is to be paired with one of another time.

    ``label`` is its own name and ``kind`` what sort of row it is: a sum is never a part. ``inputs``
    are the figures that its computed cells follow from, by column, where they are known: they tell
    a row that has been renamed. ``place`` is its order on the sheet.
    """

    key: RowKey
    label: str
    place: int
    kind: str = ""
    inputs: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def whole(self) -> tuple[str, str]:
        """Return the whole identity, as people compare names."""
        return self.key.folded

    @cached_property
    def name(self) -> tuple[str, str]:
        """Return the sheet and the row's own name, whatever its area."""
        return folded_name(self.key.sheet), folded_name(self.label)
