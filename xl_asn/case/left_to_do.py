"""What people have left to write in a workbook, once the program has written what is its own."""

from __future__ import annotations

from collections.abc import Mapping

from xl_asn.case.case import Case
from xl_asn.case.own_cells import is_writable
from xl_asn.documents.document import Document
from xl_asn.documents.due import left_to_write
from xl_asn.documents.identity import NOTHING_WRITTEN
from xl_asn.documents.left_block import left_cells
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.left import SheetLeft


def left_of(
    case: Case, document: Document, values: Mapping[CellRef, Value] = NOTHING_WRITTEN
) -> tuple[SheetLeft, ...]:
    """Return what is left on each sheet, given the document as it is judged.

    ``values`` are what is written in the cells of the case's workbook.
    """

    def is_blank(cell: CellRef) -> bool:
        if cell in values:
            return values[cell] in (None, "")
        return case.grid.at(cell).is_blank

    before = case.chain.first
    return left_to_write(document, is_blank, before.document if before else None)


def said_on_start(case: Case, left: tuple[SheetLeft, ...]) -> Mapping[CellRef, Value]:
    """Return what *Start* is to say of what is left, where its block has cells for it."""
    said = left_cells(case.grid, left)
    return {cell: words for cell, words in said.items() if is_writable(case.grid, cell)}
