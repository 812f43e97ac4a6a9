"""Number formats that show thousands, and amounts that are in kronor behind them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from workbooks.build import EXAMPLES
from xl_asn.batch.judge import judge
from xl_asn.files.reading.load import load
from xl_asn.files.reading.thousands_read import shows_thousands

SHEETS = ("Nettokostnad", "Resultaträkning")


@pytest.mark.parametrize(
    ("code", "thousands"),
    [
        ("#,##0,", True), ("0,", True), ("# ##0,;-# ##0,", True), ('#,##0," tkr"', True),
        ("[$-41D]+#,##0,;[$-41D]\u2212#,##0,", True), ("0.0,", True), ("#,##0,_ ", True),
        ("#,##0", False), ("#,##0,,", False), ("0.0", False), ("General", False), ("", False),
        ('0"," ', False), ("0\\,", False), ("#,##0;#,##0,", False), ("yyyy-mm-dd", False),
    ],
)  # fmt: skip
def test_a_comma_after_the_last_digit_shows_thousands(code: str, *, thousands: bool) -> None:
    assert shows_thousands(code) is thousands


def in_kronor(number_format: str) -> bytes:
    """Return a report whose amounts are kronor and öre of their own, shown by a format."""
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    for name in SHEETS:
        for row in book[name].iter_rows(min_row=6):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value = cell.value * 1000 + 137 * (cell.row % 3)
                    cell.number_format = number_format
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_in_kronor_that_shows_thousands_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "kronor.xlsx"
    path.write_bytes(in_kronor("#,##0,"))
    grid = load(path).grid
    assert grid is not None
    sheet = grid.sheet("Nettokostnad")
    assert sheet is not None
    assert (6, 4) in sheet.in_thousands
    assert (6, 2) not in sheet.in_thousands
    found = [f for f in judge(path).findings if f.cell and f.cell.sheet in SHEETS]
    assert [f.code for f in found if f.severity.value == "fel"] == ["V104"]


def test_a_plain_workbook_has_no_such_cells() -> None:
    grid = load(EXAMPLES / "2022-11_manadsrapport.xlsx").grid
    assert grid is not None
    assert not any(sheet.in_thousands for sheet in grid.sheets)
