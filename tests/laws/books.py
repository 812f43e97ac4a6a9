"""A grid as a real workbook, so that what was done to it can go through files."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from xl_asn.model.grid import Cell, Grid, Sheet, quoted_sheet


def workbook(grid: Grid) -> bytes:
    """Return a workbook that holds what a grid holds: values, formulas, tables and names."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in grid.sheets:
        _fill(book.add_worksheet(sheet.name), sheet, day)
    for name, ref in grid.names.items():
        column, row = ref.address.rstrip("0123456789"), ref.row
        book.define_name(name, f"={quoted_sheet(ref.sheet)}!${column}${row}")
    book.close()
    return file.getvalue()


def _fill(into: Any, sheet: Sheet, day: Any) -> None:
    for table in sheet.tables:
        columns = range(table.first_column, table.last_column + 1)
        into.add_table(
            table.first_row - 1, table.first_column - 1, table.last_row - 1, table.last_column - 1,
            {
                "name": table.name,
                "columns": [{"header": sheet.cell(table.first_row, c).text} for c in columns],
            },
        )  # fmt: skip
    for (row, column), cell in sorted(sheet.cells.items()):
        _write(into, (row - 1, column - 1), cell, day)
    if sheet.hidden:
        into.hide()


def _write(into: Any, place: tuple[int, int], cell: Cell, day: Any) -> None:
    value = cell.value
    if cell.formula is not None:
        shown = float(value) if isinstance(value, Decimal) else value
        into.write_formula(*place, f"={cell.formula}", None, shown)
    elif isinstance(value, bool):
        into.write_boolean(*place, value)
    elif isinstance(value, Decimal):
        into.write_number(*place, float(value))
    elif isinstance(value, date):
        into.write_datetime(*place, datetime.combine(value, time()), day)
    elif value is not None:
        into.write_string(*place, value)
