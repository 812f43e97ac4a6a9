"""Very many, very long, or nothing: every format is a sensible document, and every sign a sign."""

from __future__ import annotations

import csv
import re
from functools import cache
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from pypdf import PdfReader

from tests.exports.extremes import EXTREMES, GOALS, LONG_COMMENT, LONG_NAME, SIGNS, UNITS
from tests.thorough import thorough
from xl_asn.exports.documents import documents
from xl_asn.report.blocks import Heading, Overview, Table

#: The signs as a PDF shows them: what its font lacks is named by its number.
PRINTED = SIGNS.replace("😀", "[tecken U+1F600]")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text)


@cache
def made(name: str, wanted: str) -> bytes:
    (data,) = documents(EXTREMES[name](), [wanted]).values()
    return data


def text_of_page(data: bytes) -> str:
    """Return what a page shows, its markup taken away once and its characters read once."""
    page = data.decode("utf-8").partition("</head>")[2]
    return unescape(re.sub(r"<[^>]*>", " ", page))


def text_of_pdf(data: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def test_the_report_holds_all_goals_and_units() -> None:
    content = EXTREMES["monthly"]().content
    assert [len(b.goals) for b in content if isinstance(b, Overview)] == [GOALS]
    captions = [b.caption for b in content if isinstance(b, Table) and len(b.rows) >= UNITS]
    assert len(captions) == 2


@pytest.mark.parametrize("name", ["monthly", "interim"])
def test_the_page_shows_every_sign_and_all_of_a_long_text(name: str) -> None:
    text = " ".join(text_of_page(made(name, "html")).split())
    assert SIGNS in text
    assert LONG_NAME in text
    assert all(" ".join(line.split()) in text for line in LONG_COMMENT.split("\n"))


@pytest.mark.parametrize("name", ["monthly", *thorough("interim")])
def test_the_pdf_shows_every_sign_and_all_of_a_long_text(name: str) -> None:
    text = text_of_pdf(made(name, "pdf"))
    assert squeezed(PRINTED) in text
    assert squeezed(LONG_NAME) in text
    assert all(f"Rad{n}:" in text for n in range(32))


@pytest.mark.parametrize("name", EXTREMES)
def test_a_pdf_names_its_sections_and_ends_after_few_pages(name: str) -> None:
    document = PdfReader(BytesIO(made(name, "pdf")))
    headings = sum(isinstance(block, Heading) for block in EXTREMES[name]().content)
    assert headings
    assert 1 <= len(document.pages) <= 30


@pytest.mark.parametrize("name", EXTREMES)
def test_the_open_data_is_valid_and_gives_every_sign_back(name: str, tmp_path: Path) -> None:
    files = documents(EXTREMES[name](), ["csv"])
    for path, data in files.items():
        (tmp_path / Path(path).name).write_bytes(data)
    report: Any = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    texts = {
        cell
        for path, data in files.items()
        if path.endswith(".csv")
        for row in csv.reader(StringIO(data.decode("utf-8"), newline=""), delimiter=";")
        for cell in row
    }
    if name != "bare":
        assert LONG_NAME in texts
        assert LONG_COMMENT in texts


def test_sections_without_data_are_left_out() -> None:
    content = EXTREMES["bare"]().content
    assert [b.text for b in content if isinstance(b, Heading)] == ["1 Viktiga händelser i november"]
    assert "En händelse" in text_of_page(made("bare", "html"))
    assert "Enhändelse" in text_of_pdf(made("bare", "pdf"))
