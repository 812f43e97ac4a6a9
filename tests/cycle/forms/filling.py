"""Forms filled in as a recipient does it, with another program than ours."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def filled(
    data: bytes, columns: Mapping[str, object], ends: Mapping[str, object] | None = None
) -> bytes:
    """Return a form as openpyxl leaves it, with something in each cell of some columns of answers.

    ``columns`` are values by header, the same for every row, and ``ends`` by the label beside.
    """
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["Svar"]
    for header, value in columns.items():
        top = _place(sheet, header)
        row = top[0] + 1
        while sheet.cell(row, top[1]).border.left.style is not None:
            sheet.cell(row, top[1]).value = value  # type: ignore[assignment]
            row += 1
    for label, value in (ends or {}).items():
        row, column = _place(sheet, label)
        right = column + 1
        while sheet.cell(row, right).protection.locked:
            right += 1
        sheet.cell(row, right).value = value  # type: ignore[assignment]
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _place(sheet: Worksheet, text: str) -> tuple[int, int]:
    return next(
        (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == text
    )
