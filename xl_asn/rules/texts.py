"""The texts of a document that somebody will read, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xl_asn.documents.sections import OrganisationRow, ParameterRow
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context

_TOOLS = (OrganisationRow, ParameterRow)
_MOST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Written:
    """A text of one cell: what column it stands in, and what its row is called."""

    cell: CellRef
    text: str
    header: str
    label: str


def published_texts(context: Context) -> Iterator[Written]:
    """Yield every longer text that goes into the report, in the order of the sheets."""
    for spec, table in context.tables():
        if issubclass(spec.row, _TOOLS):
            continue
        fields = [name for name, column in spec.columns.items() if column.kind.long]
        for row in table:
            for name in fields:
                text = getattr(row, name)
                if isinstance(text, str) and text.strip():
                    yield Written(row.cell(name), text, spec.columns[name].header, row.label)


def and_more(count: int, one: str, many: str) -> str:
    """Return what is left unsaid: " och 1 cell till", or nothing when nothing is."""
    return f" och {count} {one if count == 1 else many} till" if count > 0 else ""


def around(text: str, start: int, end: int) -> str:
    """Return a passage with the words around it, on one line and shortened to be quoted."""
    room = max((_MOST_QUOTED - (end - start)) // 2, 0)
    left = text[max(start - room, 0) : start]
    right = text[end : end + room]
    left = left.rpartition("\n")[2]
    right = right.partition("\n")[0]
    if start - len(left) > 0 and left and text[start - len(left) - 1] != "\n":
        left = "…" + (left.partition(" ")[2] or left)
    if end + len(right) < len(text) and right and text[end + len(right)] != "\n":
        right = (right.rpartition(" ")[0] or right) + "…"
    return " ".join((left + text[start:end] + right).split())
