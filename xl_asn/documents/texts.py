"""The texts of a document that somebody will read, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xl_asn.documents.document import Document
from xl_asn.model.folding import visible
from xl_asn.model.grid import CellRef

_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Written:
    """A text of one cell, and the header of the column that it stands in.

    Characters that nobody sees are left out of ``text``: a word is found with a soft hyphen in it
    too. ``has_digits`` is told once, for all who look for numbers: most texts have none.
    """

    cell: CellRef
    text: str
    header: str
    has_digits: bool
    folded: str
    """The text in small letters: a word that is not in it need not be looked for by pattern."""


def written_texts(document: Document) -> Iterator[Written]:
    """Yield every longer text that goes into the report, in the order of the sheets."""
    for spec, table in document.tables():
        if spec.row.is_tool:
            continue
        columns = [(name, column) for name, column in spec.columns.items() if column.kind.long]
        for row in table if columns else ():
            for name, column in columns:
                text = row.get(name)
                if isinstance(text, str) and text.strip():
                    text = visible(text)
                    digits = _DIGIT.search(text) is not None
                    yield Written(row.cell(name), text, column.header, digits, text.casefold())
