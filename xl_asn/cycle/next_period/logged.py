"""What ny-period did, as *Spårning* keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from xl_asn.cycle.next_period.changes import Change
from xl_asn.model.grid import Cell, Value, cell_of
from xl_asn.model.memory import Log, Moved
from xl_asn.model.personal_numbers import without_personal_numbers

_MOST_LINES: Final = 2_000
"""More are told by column, or the sheet would be larger than all the others."""
_MOST_SHOWN: Final = 80
"""The longest text that is shown of a cell; the old workbook has all of it."""
_MOST_NAMED: Final = 40


def log_of(changes: Sequence[Change], heading: str) -> Log:
    """Return the log of some changes, cell by cell where they are few enough to be read."""
    if len(changes) <= _MOST_LINES:
        return Log(heading, tuple(map(_moved, changes)))
    return Log(heading, tuple(_by_column(changes)))


def _moved(change: Change) -> Moved:
    cell, told = change.cell, change.told
    return Moved(
        cell.sheet, cell.address, _cut(told.row, _MOST_NAMED), told.column,
        _shown(change.before), _shown(cell_of(change.after)), told.why,
    )  # fmt: skip


def _shown(cell: Cell) -> Value:
    """Return what a cell held as a number or a text: what is read back is the same again."""
    if cell.is_blank:
        return None
    if isinstance(cell.value, Decimal):
        return cell.value
    return _cut(cell.text, _MOST_SHOWN)


def _cut(text: str, most: int) -> str:
    plain = " ".join(without_personal_numbers(text).split())  # nobody keeps one for a month more
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _by_column(changes: Sequence[Change]) -> Iterator[Moved]:
    """Yield a line for each run of cells down a column that were treated alike."""
    ordered = sorted(
        enumerate(changes), key=lambda c: (c[1].cell.sheet, c[1].cell.column, c[1].cell.row)
    )
    alike = groupby(
        enumerate(change for _, change in ordered),
        key=lambda c: (
            c[1].cell.sheet, c[1].cell.column, c[1].cell.row - c[0], c[1].after is None,
        ),
    )  # fmt: skip
    for _, group in alike:
        run = [change for _, change in group]
        first, last = run[0], run[-1]
        if first is last:
            yield _moved(first)
            continue
        yield Moved(
            first.cell.sheet, f"{first.cell.address}:{last.cell.address}", f"{len(run)} rader",
            first.told.column, None, None, first.told.why,
        )  # fmt: skip
