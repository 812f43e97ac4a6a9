"""Blocks as plain data, for a writer whose template is not Python: texts, lists and mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from xl_asn.model.comparison import Passage
from xl_asn.model.grid import CellRef
from xl_asn.model.statuses import Graded
from xl_asn.pages.column_widths import fitting_widths
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Assessment,
    Blackline,
    Block,
    Count,
    Share,
    StripMonth,
    Table,
    TableColumn,
)

_ROOM = 120
"""The characters that a table's width has room for, at the size of a table with many columns."""


def block_data(blocks: Iterable[Block]) -> list[Mapping[str, Any]]:
    """Return each block as a mapping: its fields, and its name under ``block``.

    A table has the parts of its columns under ``widths`` too, and a changed text its changes in
    words under ``said``.
    """
    return [
        {
            "block": type(block).__name__,
            **_fields(block),
            **({"widths": [*fitting_widths(block, _ROOM)]} if isinstance(block, Table) else {}),
            **({"said": block.said} if isinstance(block, Blackline) else {}),
        }
        for block in blocks
    ]


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Any:
    """Return a value as text, number, list or mapping; what a reader sees stands in ``shown``."""
    match value:
        case None | bool() | int() | str():
            plain: Any = value
        case Enum() | Graded():
            plain = value.value
        case Passage():
            plain = {"kind": value.kind.value, "text": value.text}
        case tuple():
            plain = [_plain(part) for part in value]
        case Decimal() | date() | CellRef():
            plain = str(value)
        case Amount() | Count() | Share():
            plain = {"shown": value.shown}
        case Assessment() | StripMonth():
            light = value.status.light.value if value.status else None
            plain = {**_fields(value), "shown": value.shown, "status": light}
        case TableColumn():
            plain = {**_fields(value), "right": value.kind.right}
        case _:
            plain = _fields(value)
    return plain


def cell_text(value: str) -> str:
    """Return the text of a table's cell; one without text is a dash, as nothing is said by it."""
    return value or NOTHING
