"""The texts of a document that somebody will read, and how they are looked through as one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Self

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.model.folding import visible
from xl_asn.model.grid import CellRef

#: Between two texts that are looked through as one: no word and no pattern reaches over it, and
#: what begins with a line break or with what is no letter finds it before each text.
BETWEEN: Final = "\n\0\n"


class Written(NamedTuple):
    """A text of one cell: as it is typed, and the header of the column that it stands in.

    Characters that nobody sees are left out of ``text``: a word is found with a soft hyphen in it
    too. ``folded`` is ``text`` in small letters.
    """

    row: Row
    field: str
    header: str
    typed: str
    text: str
    folded: str

    @property
    def cell(self) -> CellRef:
        """Return the cell that the text stands in."""
        return self.row.cell(self.field)


class Texts:
    """The texts of a document, in the order of the sheets.

    Most rules look for something that nearly no text has. They look for it in all texts at once,
    and then only at the texts that have it.
    """

    def __init__(self, written: Iterable[Written]) -> None:
        """Put the texts one after the other."""
        self.written = tuple(written)
        self._starts: list[int] = []
        place = 1
        for one in self.written:
            self._starts.append(place)
            place += len(one.folded) + len(BETWEEN)
        self._folded = "\n" + BETWEEN.join([one.folded for one in self.written])

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return every longer text that goes into the report."""
        return cls(_written(document))

    def holding(self, *parts: str) -> Iterator[Written]:
        """Yield the texts that any of some words, or parts of words, stand in; in small letters."""
        known = [part for part in parts if part in self._folded]
        for one in self.written if known else ():
            if any(part in one.folded for part in known):
                yield one

    def where(self, pattern: re.Pattern[str]) -> Iterator[Written]:
        """Yield the texts that a pattern of small letters is found in.

        The pattern may begin with what is no letter before a word: it is found before the first.
        """
        place = 0
        while found := pattern.search(self._folded, place):
            at = bisect_right(self._starts, found.end() - 1) - 1
            yield self.written[at]
            if at + 1 == len(self.written):
                return
            place = self._starts[at + 1] - 1


def _written(document: Document) -> Iterator[Written]:
    for spec, table in document.tables():
        if spec.row.is_tool:
            continue
        columns = [
            (name, column.header) for name, column in spec.columns.items() if column.kind.long
        ]
        for row in table if columns else ():
            for name, header in columns:
                typed = row.get(name)
                if isinstance(typed, str) and typed.strip():
                    text = visible(typed)
                    yield Written(row, name, header, typed, text, text.casefold())
