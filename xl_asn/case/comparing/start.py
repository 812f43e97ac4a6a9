"""What *Start* says otherwise in another draft of the same document."""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.case.comparing.cells import said
from xl_asn.case.comparing.changes import WordsChange
from xl_asn.documents.start import SHEET, Start


def start_changes(before: Start, after: Start) -> Iterator[WordsChange]:
    """Yield the values of *Start* that people write and that are others; both have a cell for."""
    for name, column in Start.declared().items():
        if column.computed is not None or not (before.has(name) and after.has(name)):
            continue
        then, now = said(before.get(name)), said(after.get(name))
        if then.split() != now.split():
            cell, was = after.cell(name), before.cell(name)
            yield WordsChange(SHEET, column.header, "Värde", cell, was, then, now)
