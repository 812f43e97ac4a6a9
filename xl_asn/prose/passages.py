"""The cells that hold prose, each with what its place says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from xl_asn.documents.columns import columns_of
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.model.grid import CellRef, folded_name

#: Texts that are decided or copied word for word, and say nothing about this period's figures.
_NOT_THE_AUTHORS = frozenset({"kommunmål", "nämndmål", "indikator", "källa"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One cell of prose.

    ``heading`` is what stands over the text: the column's header, or on *Sammanfattning* the
    section. ``row`` is the row's own name, ``own_amounts`` tells that the row has amounts that
    the text comments on. ``goal`` and ``unit`` are set where the row belongs to one.
    """

    cell: CellRef
    text: str
    heading: str
    row: str = ""
    own_amounts: bool = False
    goal: int | None = None
    unit: str = ""


def passages(document: Document) -> Iterator[Passage]:
    """Yield every cell of prose in the order of the workbook."""
    for spec, table in document.tables():
        columns = _prose_columns(spec.row)
        for row in table if columns else ():
            for field, header in columns:
                text = row.get(field)
                if isinstance(text, str) and text.strip() and row.has(field):
                    yield _passage(row, text, row.cell(field), header)


@cache
def _prose_columns(model: type[Row]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a row model that hold an author's prose, with their headers."""
    return tuple(
        (field, column.header)
        for field, column in columns_of(model).items()
        if column.kind.long and folded_name(column.header) not in _NOT_THE_AUTHORS
    )


def _passage(row: Row, text: str, cell: CellRef, header: str) -> Passage:
    goal = row.get("goal") or (row.get("number") if "short_name" in columns_of(type(row)) else None)
    section = row.get("section")
    return Passage(
        cell,
        text,
        section or header,
        "" if section is not None else row.label,
        type(row).holds_amounts,
        None if goal is None else int(goal),
        row.get("unit") or "",
    )
