"""What was done, sheet by sheet, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xl_asn.cycle.next_period.changes import Change
from xl_asn.documents.document import Document
from xl_asn.documents.start import SHEET as START
from xl_asn.model.grid import Grid


class OfSheet(NamedTuple):
    """A sheet with how many filled cells are kept, emptied and written, and why these."""

    sheet: str
    kept: int
    emptied: int
    written: int
    why: tuple[str, ...] = ()


def by_sheet(document: Document, grid: Grid, changes: Sequence[Change]) -> Iterator[OfSheet]:
    """Yield what is done on each sheet of a document that holds anything, *Start* first.

    Args:
        document: the workbook's, as it was.
        grid: its cells.
        changes: what changes of them.
    """
    emptied = Counter(change.cell.sheet for change in changes if change.after is None)
    written = Counter(change.cell.sheet for change in changes if change.after is not None)
    why: dict[str, dict[str, None]] = {}
    for change in changes:
        if change.after is not None:
            why.setdefault(change.cell.sheet, {})[change.told.why] = None
    changed = {change.cell for change in changes}
    start = document.start
    cells = {START: [start.cell(name) for name in start.declared() if start.has(name)]}
    for _, table in document.tables():
        cells[table.sheet] = [row.cell(name) for row in table for name in table.columns]
    for sheet, places in cells.items():
        kept = sum(not grid.at(cell).is_blank for cell in places if cell not in changed)
        if kept or emptied[sheet] or written[sheet]:
            yield OfSheet(sheet, kept, emptied[sheet], written[sheet], tuple(why.get(sheet, ())))
