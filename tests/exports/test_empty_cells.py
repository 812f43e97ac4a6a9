"""An empty cell of a table is a dash in every format: a blank could be an amount that fell out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from html import unescape
from io import BytesIO

import docx as word
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.exports.board_reports import of_blocks
from xl_asn.exports.documents import documents
from xl_asn.report.blocks import Amount, ColumnKind, Table, TableColumn, TableRow

COLUMNS = (TableColumn("Enhet"), TableColumn("Roll"), TableColumn("Belopp", ColumnKind.AMOUNT))
ROWS = (
    TableRow(("Socialpsykiatri", "", Amount(Decimal(7)))),
    TableRow(("Integration", "Chef", Amount(None))),
)
EXPECTED = [("Socialpsykiatri", "–", "7"), ("Integration", "Chef", "–")]


def _rows_of_page(data: bytes) -> list[tuple[str, ...]]:
    rows = re.findall(r"<tr.*?</tr>", data.decode("utf-8"), re.DOTALL)
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [tuple(unescape(re.sub(r"<[^>]*>", "", c)).strip() for c in row) for row in cells]


def _rows_of_word(data: bytes) -> list[tuple[str, ...]]:
    tables = word.Document(BytesIO(data)).tables
    return [tuple(cell.text for cell in row.cells) for table in tables for row in table.rows]


def _rows_of_book(data: bytes) -> list[tuple[str, ...]]:
    rows = load_workbook(BytesIO(data))["Rapport"].iter_rows(values_only=True)
    return [tuple(str(value) for value in row if value is not None) for row in rows]


def _rows_of_pdf(data: bytes) -> list[tuple[str, ...]]:
    lines = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).splitlines()
    return [tuple(line.split()) for line in lines]


READERS: Mapping[str, Callable[[bytes], list[tuple[str, ...]]]] = {
    "html": _rows_of_page,
    "docx": _rows_of_word,
    "xlsx": _rows_of_book,
    "pdf": _rows_of_pdf,
}


@pytest.mark.parametrize("name", READERS)
def test_an_empty_cell_is_a_dash(name: str) -> None:
    board_report = of_blocks([Table("Chefer", COLUMNS, ROWS)])
    (data,) = documents(board_report, [name]).values()
    found = READERS[name](data)
    assert [
        row for row in found if row and row[0] in {"Socialpsykiatri", "Integration"}
    ] == EXPECTED
