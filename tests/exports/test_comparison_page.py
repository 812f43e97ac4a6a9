"""A comparison as a sheet and as documents: links that lead somewhere, texts that do no harm."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.case.comparing.workbooks import Table, compared, example, net, workbook
from xl_asn.exports.compared import DOCUMENTS, compared_book, compared_document
from xl_asn.files.making.render import render
from xl_asn.model.comparison import Comparison
from xl_asn.model.comparison_sheet import NAME
from xl_asn.model.grid import cell_of
from xl_asn.model.page import Page
from xl_asn.pages.comparison_page import Books, comparison_page

STEERS = "Ettan\x1b[31m\x07 \x0b två\u202e <b>=1+1</b>"


@pytest.fixture(scope="module")
def found() -> Comparison:
    """Return two reports that have everything different but the board."""
    return compared(example("2022-11_manadsrapport"), example("2023-07_manadsrapport"))


def texts(page: Page) -> list[str]:
    return [cell.value for cell in page.cells if isinstance(cell.value, str)]


def test_the_sheet_of_the_workbook_after_leads_to_its_own_cells(found: Comparison) -> None:
    page = comparison_page(found, Books())
    assert page.name == NAME
    linked = [cell for cell in page.cells if cell.link]
    assert {cell.book for cell in linked} == {""}
    assert {str(one.cell) for one in found.texts} <= {cell.link for cell in linked}
    removed = {str(one.cell) for one in found.removed} - {str(one.cell) for one in found.added}
    assert removed <= set(texts(page))  # told, and without a link: it stands in the other file
    with ZipFile(BytesIO(render([page], title=NAME))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "location=\"'Mål'!I8\"" in sheet


def test_a_workbook_of_its_own_leads_to_both(found: Comparison, tmp_path: Path) -> None:
    book = compared_book(found, tmp_path / "a" / "f.xlsx", tmp_path / "e.xlsx", tmp_path)
    with ZipFile(BytesIO(book)) as archive:
        relations = archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert {*re.findall('Target="([^"]+)"', relations)} == {"e.xlsx", "a\\f.xlsx"}


def test_numbers_are_numbers_and_every_row_has_room_for_its_text(found: Comparison) -> None:
    page = comparison_page(found, Books())
    rows = {cell.row for cell in page.cells}
    assert rows <= page.heights.keys() | {row for row in rows if row > max(page.heights)}
    assert any(isinstance(cell.value, Decimal) for cell in page.cells)
    assert len({(cell.row, cell.column) for cell in page.cells}) == len(page.cells)


@pytest.mark.parametrize("form", DOCUMENTS)
def test_a_text_that_steers_is_a_text_in_every_document(form: str) -> None:
    def told(text: str) -> Table:
        return [{"Verksamhet": "A", "Radtyp": "rad", "Kommentar budgetavvikelse": text}]

    after = workbook({"Nettokostnad": told("y")})
    cell = after.sheet("Nettokostnad")
    assert cell is not None
    spoilt = replace(cell, cells={**cell.cells, (6, 3): cell_of(STEERS)})
    grid = replace(after, sheets=tuple(spoilt if s is cell else s for s in after.sheets))
    comparison = compared(workbook({"Nettokostnad": told("x")}), grid)
    (change,) = comparison.texts
    assert "\x1b" in change.passages[-1].text
    made = compared_document(comparison, form)
    if form == "docx":
        with ZipFile(BytesIO(made)) as archive:
            made = archive.read("word/document.xml")
    text = made.decode()
    assert "Ettan" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", text)
    assert "<b>" not in text


def test_a_document_holds_no_more_rows_than_somebody_reads_and_the_workbook_all() -> None:
    before = workbook({"Nettokostnad": net(*((f"Rad {n}", -n) for n in range(700)))})
    after = workbook({"Nettokostnad": net(*((f"Rad {n}", -n - 9) for n in range(700)))})
    comparison = compared(before, after)
    page = compared_document(comparison, "html").decode()
    assert page.count("Rad ") == 300
    assert "Ytterligare 400 rader visas inte." in page
    told = texts(comparison_page(comparison, Books()))
    assert sum(text.startswith("Rad ") for text in told) == 700
