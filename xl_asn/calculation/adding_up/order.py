"""Whether somebody has sorted a table: then its rows no longer say which of them belong together.

A *varav* row is a part of the row above it, and a sum is found by the rows around it. Sorted by
name or by an amount they stand anywhere, and every figure is as right as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.grid import folded_name

#: Fewer rows than this stand in order by chance.
_LEAST_ROWS: Final = 6
_BY_NAME: Final = "namn"
#: Swedish letters in their own order, after z; Excel leaves a leading dash out when it sorts.
_ALPHABET: Final = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
_DASHES: Final = "-–− "


def sorted_by(table: AmountTable) -> str:
    """Return what a table is sorted by, "namn" or a header; empty where its rows stand as written.

    Only a table that has a *varav* row, or a sum in the midst of its rows, can be told.
    """
    return ordered_by(table) if _has_been_mixed(table.rows) else ""


def ordered_by(table: AmountTable) -> str:
    """Return what the rows of a table are in order of, "namn" or a header; empty for nothing."""
    rows = table.rows
    if len(rows) < _LEAST_ROWS:
        return ""
    if _is_ordered([folded_name(row.label).strip(_DASHES).translate(_ALPHABET) for row in rows]):
        return _BY_NAME
    for column in table.columns:
        values = [row.figures[column.header].value for row in rows]
        filled = [value for value in values if value is not None]
        blanks_last = None not in values[: len(filled)]
        if blanks_last and len(set(filled)) >= _LEAST_ROWS and _is_ordered(filled):
            return column.header
    return ""


def _has_been_mixed(rows: Sequence[AmountRow]) -> bool:
    plain = [i for i, row in enumerate(rows) if row.kind is RowKind.ROW]
    if not plain:
        return False
    return any(
        row.kind is RowKind.OF_WHICH or (row.kind.is_sum and plain[0] < i < plain[-1])
        for i, row in enumerate(rows)
    )


def _is_ordered(values: Sequence[str] | Sequence[Decimal]) -> bool:
    up = down = True
    for one, other in pairwise(values):
        up, down = up and one <= other, down and one >= other  # type: ignore[operator]
        if not (up or down):
            return False
    return True


def orphans(table: AmountTable) -> Iterator[AmountRow]:
    """Yield the *varav* rows that no row stands above: they are parts of nothing."""
    above: AmountRow | None = None
    for row in table.rows:
        if row.kind is not RowKind.OF_WHICH:
            above = row
        elif above is None or (row.area != above.area and not row.inherits_area):
            yield row
