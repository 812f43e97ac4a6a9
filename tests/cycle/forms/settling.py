"""What people write on *Insamling* in the tests."""

from __future__ import annotations

from dataclasses import replace

from xl_asn.case.case import Case, case_of
from xl_asn.model.collection_sheet import NAME
from xl_asn.model.grid import Grid, cell_of


def chosen(case: Case, at: int, word: str = "Ta") -> Case:
    """Return the workbook with a word in *Val* of one candidate, counted from 0."""
    sheet = case.grid.sheet(NAME)
    assert sheet is not None
    (top, column) = next(p for p, c in sheet.cells.items() if c.text == "Val")
    cells = {**sheet.cells, (top + 1 + at, column): cell_of(word)}
    others = tuple(one for one in case.grid.sheets if one.name != NAME)
    read = case_of(Grid((*others, replace(sheet, cells=cells)), case.grid.names))
    assert isinstance(read, Case)
    return read
