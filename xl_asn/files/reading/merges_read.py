"""Which cells of a sheet are merged: areas as the sheet writes them, bounded."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.catalogue import too_many
from xl_asn.model.grid import Merge, column_number

_MAX_ROW: Final = 1_048_576
_MAX_COLUMN: Final = 16_384
_MOST_MERGES: Final = 50_000
_MOST_MERGED_ROWS: Final = 2 * _MAX_ROW
_LONGEST_AREA: Final = 40


class Merges:
    """The merges of one sheet, as they are met."""

    def __init__(self) -> None:
        self._found: list[Merge] = []
        self._rows = 0

    @property
    def found(self) -> tuple[Merge, ...]:
        """Return the merges in the order of their first cells."""
        return tuple(sorted(self._found))

    def add(self, area: str) -> None:
        """Keep a merge of more than one cell; an area that is none is nobody's merge.

        Raises:
            Unreadable: there are too many, or they are too large.
        """
        first, _, last = area[:_LONGEST_AREA].replace("$", "").partition(":")
        top, end = _place(first), _place(last or first)
        if top and end and top != end and top[0] <= end[0] and top[1] <= end[1]:
            self._rows += end[0] - top[0] + 1
            self._found.append(Merge(*top, *end))
            if len(self._found) > _MOST_MERGES or self._rows > _MOST_MERGED_ROWS:
                raise too_many(_MOST_MERGES, "eller för stora sammanslagna områden på ett blad")


def _place(address: str) -> tuple[int, int] | None:
    """Return the row and column of ``AB12``; None where no sheet has such a place."""
    letters = address.rstrip("0123456789")
    row, column = whole_number(address[len(letters) :]), column_number(letters)
    return (row, column) if 0 < row <= _MAX_ROW and 0 < column <= _MAX_COLUMN else None


def whole_number(written: str | None) -> int:
    """Return a whole number as XML writes it; 0 when it is none, or too large for any sheet."""
    if written is None or not written.isascii() or not written.isdigit():
        return 0
    return int(written) if len(written) <= len("1048576") else 0
