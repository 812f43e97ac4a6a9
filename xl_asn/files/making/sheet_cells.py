"""Where things stand on an input sheet, and how a cell is written there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from textwrap import wrap

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xl_asn.documents.columns import Column
from xl_asn.files.changing.numbers_write import kept
from xl_asn.model.grid import Cell, CellKind

#: Title in row 1, help in row 2, a way back in row 3, headers in row 5, the first row in row 6.
HEADER_ROW = 5

_LINE_POINTS = 15.0
_MOST_POINTS = 409.0
_CHARACTERS_PER_WIDTH = 1.1


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, shown: Format) -> None:
    """Write one cell as it is: value, formula, error or blank (zero-based place)."""
    value = cell.value
    if cell.formula:
        stored = "" if value is None else str(value)
        sheet.write_formula(row, column, "=" + cell.formula, shown, stored)
    elif cell.kind is CellKind.ERROR:
        sheet.write_formula(row, column, f"={value}", shown, str(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, shown)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, kept(value), shown)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), shown)
    elif isinstance(value, str) and value:
        sheet.write_string(row, column, value, shown)
    else:
        sheet.write_blank(row, column, None, shown)


def row_height(columns: Mapping[str, Column], cells: Mapping[str, Cell]) -> float | None:
    """Return the height in points that a row's long texts need; None when one line is enough.

    Programs do not agree on whether to fit rows when a file is opened, so it is said.
    """
    lines = max(
        (
            _lines(cells[name].text, column.shown_width)
            for name, column in columns.items()
            if name in cells and column.kind.long
        ),
        default=1,
    )
    return min(lines * _LINE_POINTS + 3, _MOST_POINTS) if lines > 1 else None


def _lines(content: str, width: float) -> int:
    """Return how many lines a wrapped text takes, words kept whole."""
    room = max(int(width * _CHARACTERS_PER_WIDTH), 1)
    return sum(max(len(wrap(line, room)), 1) for line in content.split("\n"))
