"""What a value says in its column: two values that say the same are one answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from xl_asn.documents.cell_reading import TEXT_READERS
from xl_asn.documents.columns import Column
from xl_asn.model.characters import in_cells, with_lines
from xl_asn.model.folding import composed, visible
from xl_asn.model.grid import Value, cell_of
from xl_asn.model.statuses import Graded

Meaning: TypeAlias = Callable[[Value], Hashable]
"""What a value says, as something to compare; None where it says nothing."""


def meaning_of(column: Column) -> Meaning:
    """Return how a column's values are compared.

    A status is told by what it means, an amount by its number however it is written, and a text by
    what people see of it. What the column cannot read is told by its text.
    """
    is_text = column.kind.reads in TEXT_READERS and not (column.choices or column.accepts)

    def says(value: Value) -> Hashable:
        if value is None:
            return None
        if is_text:
            return seen(cell_of(value).text) or None
        try:
            read: Hashable = column.read(cell_of(value))
        except PydanticCustomError:
            return "unread", seen(cell_of(value).text)
        return read

    return says


def seen(text: str) -> str:
    """Return a text as people see it: one sort of line break, no blanks at the end of a line."""
    shown = composed(visible(in_cells(with_lines(text))))
    return "\n".join(line.rstrip() for line in shown.split("\n")).strip()


def as_written(column: Column, value: Value) -> Value:
    """Return what the workbook is to hold for an answer: the word of the list, a number, a text.

    What the column cannot read is left as it is.
    """
    if not isinstance(value, str):
        return value
    if not seen(value):
        return None
    if column.kind.reads in TEXT_READERS and not (column.choices or column.accepts):
        return with_lines(value).rstrip()
    try:
        read = column.read(cell_of(value))
    except PydanticCustomError:
        return value
    if isinstance(read, Graded):
        return read.value
    return read if isinstance(read, (str, Decimal)) else value
