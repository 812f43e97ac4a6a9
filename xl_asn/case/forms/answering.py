"""A cell of a returned form → what it answers, as the workbook's own column reads it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final, NamedTuple

from pydantic_core import PydanticCustomError

from xl_asn.case.forms.codes import COUNTED, FORMULA, LIKE_FORMULA, TOO_LONG, remark
from xl_asn.documents.cell_reading import NUMBER_READERS, TEXT_READERS
from xl_asn.documents.columns import Column
from xl_asn.model.characters import with_lines
from xl_asn.model.findings import Finding
from xl_asn.model.folding import visible
from xl_asn.model.grid import Cell, CellKind, CellRef, Value, cell_of
from xl_asn.model.page import MAX_TEXT

#: What a program that opens the text anew might take for a formula; "− 2 barn" begins no formula.
_BEGINS_FORMULA: Final = re.compile(r"\s*(?:[=@]|[+-]\s*[A-Za-z_]+[A-Za-z_0-9.]*[(|!])")
#: Another workbook stands within brackets, and another program before a bar.
_FROM_OUTSIDE: Final = re.compile(r"[\[|]")
_MOST_SHOWN: Final = 60


class Read(NamedTuple):
    """What a cell answers; ``is_usable`` is false where a finding, or a rule, tells why not."""

    value: Value
    is_usable: bool = True
    finding: Finding | None = None


def read_answer(column: Column, cell: Cell, ref: CellRef, subject: str) -> Read:
    """Read a cell as a column of the workbook reads its own; a blank answers nothing.

    ``subject`` is the cell in words: ``Bedömning för 1``.
    """
    if cell.is_blank:
        return Read(None)
    if cell.formula is not None and cell.kind not in {CellKind.UNCOMPUTED, CellKind.ERROR}:
        return _of_formula(column, cell, ref, subject)
    try:
        value = plain_value(column.read(cell))
    except PydanticCustomError:
        return Read(cell.text, is_usable=False)  # a rule tells what is wrong with it
    if isinstance(value, str) and len(value) > MAX_TEXT:
        told = f"{subject} har {len(value)} tecken, och en cell rymmer {MAX_TEXT}"
        return Read(value, is_usable=False, finding=remark(TOO_LONG, told, cell=ref))
    if isinstance(value, str) and _BEGINS_FORMULA.match(value):
        told = f"{subject}, ”{_shown(value)}”,"
        return Read(value, finding=remark(LIKE_FORMULA, told, cell=ref))
    return Read(value)


def read_free(column: Column | None, cell: Cell, ref: CellRef, subject: str) -> Read:
    """Read a cell of a row that the recipient has added; a column that nobody knows is a text."""
    if column is not None:
        return read_answer(column, cell, ref, subject)
    return Read(visible(with_lines(cell.text)).strip() or None)


def plain_value(value: Any) -> Value:
    """Return what a column has read as a cell holds it: a status or a kind of row as its word."""
    told = getattr(value, "value", value)
    return told if isinstance(told, str | Decimal | bool) else cell_of(told).value


def is_same(one: Value, other: Value) -> bool:
    """Whether two values of a cell are the same; a text that shows nothing is none."""
    return _bare(one) == _bare(other)


def _bare(value: Value) -> Value:
    return None if isinstance(value, str) and cell_of(value).is_blank else value


def _of_formula(column: Column, cell: Cell, ref: CellRef, subject: str) -> Read:
    """Take the number that a formula shows, where a number is asked for and it is its own."""
    formula = cell.formula or ""
    told = f"{subject} är formeln ={_shown(formula)}"
    is_number = column.kind.reads in NUMBER_READERS and cell.kind is CellKind.NUMBER
    if is_number and not _FROM_OUTSIDE.search(formula):
        try:
            value = plain_value(column.read(cell))
        except PydanticCustomError:
            return Read(cell.text, is_usable=False)
        return Read(value, finding=remark(COUNTED, told, cell=ref))
    outside = ", som hämtar ur en annan fil" if _FROM_OUTSIDE.search(formula) else ""
    return Read(cell.text, is_usable=False, finding=remark(FORMULA, told + outside, cell=ref))


def is_text(column: Column) -> bool:
    """Whether a column holds texts."""
    return column.kind.reads in TEXT_READERS


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1] + "…"
