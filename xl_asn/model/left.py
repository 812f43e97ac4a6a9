"""What is left to write of a period, sheet by sheet: how many of what, and where the first is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from xl_asn.model.grid import CellRef
from xl_asn.model.listing import listed

DONE = "klart"
_EMPTY = "inget är skrivet"


class Lacking(NamedTuple):
    """So many of a sheet's cells of one kind are blank; ``what`` is their name, in the plural."""

    what: str
    missing: int
    total: int | None
    """Of so many; None for the one cell that has it."""
    cell: CellRef
    """The first of them."""

    def as_json(self) -> Mapping[str, Any]:
        """Return what is lacking, as the answer of *Beräkna* has it."""
        return {
            "vad": self.what,
            "saknas": self.missing,
            "av": self.total,
            "cell": str(self.cell),
        }


class SheetLeft(NamedTuple):
    """What is left on a sheet; ``is_empty`` tells one that ought to hold rows and holds none."""

    sheet: str
    lacking: tuple[Lacking, ...] = ()
    is_empty: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not self.lacking and not self.is_empty

    @property
    def words(self) -> str:
        """Return what is left: "8 av 40 bedömningar saknas", or "klart"."""
        if self.is_empty:
            return _EMPTY
        if not self.lacking:
            return DONE
        return f"{' samt '.join(map(_counted, _alike(self.lacking)))} saknas"

    def as_json(self) -> Mapping[str, Any]:
        """Return what is left, in words and in numbers."""
        return {
            "blad": self.sheet,
            "text": self.words,
            "delar": [part.as_json() for part in self.lacking],
        }


def _alike(lacking: Iterable[Lacking]) -> list[Sequence[Lacking]]:
    """Return the kinds of which as many are lacking of as many, together."""
    return [tuple(same) for _, same in groupby(lacking, key=lambda one: one[1:3])]


def _counted(same: Sequence[Lacking]) -> str:
    what = listed(one.what for one in same)
    one = same[0]
    return what if one.total is None else f"{one.missing} av {one.total} {what}"


def sentence_of(left: Iterable[SheetLeft]) -> str:
    """Return what is left of the whole document in one sentence."""
    told = [f"{one.sheet} ({one.words})" for one in left if not one.is_done]
    return f"Kvar att göra: {', '.join(told)}." if told else "Kvar att göra: inget."
