"""An open workbook of our own Excel, saved to its file: every cell, and the sheets that came."""

from __future__ import annotations

from pathlib import Path

from tests.excel.workbooks import Workbook, as_grid
from xl_asn.case.own_cells import GENERATED, is_set_aside
from xl_asn.files.changing.save import changed
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, Sheet, Value
from xl_asn.model.page import Page, Placed, Style


def save(data: Workbook) -> None:
    """Write what has changed in a workbook to its file."""
    path = Path(data.fullname)
    held = load(path).grid
    assert held is not None
    values: dict[CellRef, Value] = {}
    pages: list[Page] = []
    open_now = {sheet.name: sheet for sheet in as_grid(data).sheets}
    for name, sheet in open_now.items():
        before = held.sheet(name)
        if before is None or name in GENERATED or is_set_aside(name):
            pages.append(_page(sheet))
            continue
        values |= {
            CellRef(name, *place): sheet.cell(*place).value
            for place in sheet.cells.keys() | before.cells.keys()
            if sheet.cell(*place).value != before.cell(*place).value
        }
    pages += [Page(sheet.name, ()) for sheet in held.sheets if sheet.name not in open_now]
    path.write_bytes(changed(path.read_bytes(), values, pages))
    data.saved = True


def _page(sheet: Sheet) -> Page:
    cells = sorted((place, cell) for place, cell in sheet.cells.items() if not cell.is_blank)
    return Page(sheet.name, tuple(Placed(*place, cell.value, Style()) for place, cell in cells))
