"""Ranges and cells as Excel hands them over, and what a person can have typed in them.

A range is a list of rows. Scalars and single rows or columns are stretched to the largest range,
and the shape is kept. A cell that cannot be used gives one Swedish sentence in its own place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NoReturn, TypeAlias

from xl_asn.model.grid import number
from xl_asn.model.money import is_dash, is_number, read_number

Scalar: TypeAlias = "str | bool | float | Decimal | date | None"
Rows: TypeAlias = "Sequence[Sequence[Scalar]]"
Cells: TypeAlias = "Scalar | Rows"

FAULT: Final = "Fel: "
"""Every sentence about a cell that cannot be used begins so."""

_BEYOND: Final = "talet är för stort."


class CellFault(Exception):  # noqa: N818 - a fault of the cell, not of the program
    """A cell cannot be used; the sentence says why, and what to write instead."""


def refuse(sentence: str) -> NoReturn:
    """Give up a cell with a sentence.

    Raises:
        CellFault: always.
    """
    raise CellFault(sentence)


def number_in(value: Scalar) -> Decimal | None:
    """Read a number as a person types it; None for a blank, or the dash of a table.

    Raises:
        CellFault: it is something else.
    """
    if is_blank(value):
        return None
    refuse_error(value)
    found: Decimal | None = None
    if isinstance(value, str):
        if is_dash(value):
            return None
        found = read_number(value)
        if found is None and is_number(value):
            refuse(_BEYOND)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if not math.isfinite(value):
            refuse(f"”{shown(value)}” är inte ett tal.")
        exact = number(value).value
        if not isinstance(exact, Decimal):
            refuse(_BEYOND)
        found = exact
    if found is None:
        refuse(f"”{shown(value)}” är inte ett tal.")
    return found


def refuse_error(value: Scalar) -> None:
    """Give up a cell that holds Excel's own error, or a sentence of ours.

    Raises:
        CellFault: it holds one.
    """
    if isinstance(value, str) and value.startswith("#"):
        refuse(f"cellen som räknas innehåller {value.strip()}.")
    if isinstance(value, str) and value.startswith(FAULT):
        refuse(value.removeprefix(FAULT))


def is_blank(value: Scalar) -> bool:
    """Whether a cell holds nothing, or only white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Scalar) -> str:
    """Return what a cell shows, to quote it in a sentence."""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value).strip()


def each(function: Callable[..., Scalar], *arguments: Cells) -> Cells:
    """Call a function for each cell; single rows, columns and cells are stretched to the rest."""
    tables = [as_rows(argument) for argument in arguments]
    shapes = [size_of(table) for table in tables]
    height, width = (max(lengths) for lengths in zip(*shapes, strict=True))
    if any(h not in {1, height} or w not in {1, width} for h, w in shapes):
        sizes = " och ".join(f"{h} × {w}" for h, w in shapes)
        return f"{FAULT}områdena har olika storlek: {sizes} celler."
    answers = [
        [
            _guarded(function, *(_at(table, row, column) for table in tables))
            for column in range(width)
        ]
        for row in range(height)
    ]
    ranges = any(isinstance(argument, list | tuple) for argument in arguments)
    return answers if ranges else answers[0][0]


def _guarded(function: Callable[..., Scalar], *values: Scalar) -> Scalar:
    try:
        return function(*values)
    except CellFault as fault:
        return f"{FAULT}{fault}"


def _at(table: Rows, row: int, column: int) -> Scalar:
    cells = table[row if len(table) > 1 else 0]
    return cells[column if len(cells) > 1 else 0]


def as_rows(cells: Cells) -> Rows:
    """Return a value or a flat list as rows."""
    if not isinstance(cells, list | tuple):
        return [[cells]]  # type: ignore[list-item]  # what is no list is a scalar
    if not cells or not isinstance(cells[0], list | tuple):
        return [list(cells) or [None]]
    return cells


def size_of(table: Rows) -> tuple[int, int]:
    """Return height and width."""
    return len(table), max(len(row) for row in table)
