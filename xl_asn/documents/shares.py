"""Which numbers are shares of 0 to 1: 0,8 is 80 % in one column, and 0,8 mnkr in another."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Final

from xl_asn.documents.columns import AMOUNT, OUTCOME, SIGNED_AMOUNT, WHOLE
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import Measure

_NO_SHARES: Final = (AMOUNT, SIGNED_AMOUNT, WHOLE)


def amount_cells(document: Document, sheets: Container[str] | None = None) -> frozenset[CellRef]:
    """Return the cells, of some sheets or of all, whose number is no share, however small it is."""
    return frozenset(_amount_cells(document, sheets))


def _amount_cells(document: Document, sheets: Container[str] | None) -> Iterator[CellRef]:
    for _, table in document.tables():
        for row in table if sheets is None or table.sheet in sheets else ():
            yield from _of_row(row, table)


def _of_row(row: Row, table: Rows[Any]) -> Iterator[CellRef]:
    measured_otherwise = row.get("measure") not in {None, Measure.SHARE}
    for field in table.columns:
        kind = table.declared[field].kind
        if kind in _NO_SHARES or (kind is OUTCOME and measured_otherwise):
            yield row.cell(field)
