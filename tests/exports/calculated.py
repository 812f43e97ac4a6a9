"""What the calculation says stands in each cell, told without any writer or block."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xl_asn.model.money import read_number
from xl_asn.model.statuses import Graded
from xl_asn.report.completed import Completed


def values_by_cell(published: Completed) -> dict[str, Any]:
    """Return the published value of every field of every row, by its cell."""
    return {str(cell): value for cell, value in _values(published)}


def _values(published: Completed) -> Iterator[tuple[object, Any]]:
    for _, table in published.document.tables():
        for row in table:
            for field in table.declared:
                cell = row.place(field)
                if cell is not None:
                    yield cell, published.value(row, field)


def is_shown_as(value: Any, shown: str) -> bool:
    """Whether a text is how a report writes a value: rounded as printed, but to nothing else."""
    if isinstance(value, Graded):
        return value.shown in shown
    if not isinstance(value, Decimal):
        return shown in {"–", "Saknas"} or str(value) == shown
    text = shown.partition(" (")[0]
    read = read_number(text)
    if read is None:
        return False
    decimals = len(text.partition(",")[2].rstrip("\u00a0% "))
    off = abs(read - value) * (100 if "%" in text else 1) * 10**decimals
    return bool(off <= Decimal("0.5"))
