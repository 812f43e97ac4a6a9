"""The PDF: tagged, in Swedish, with bookmarks; every word and figure of the report, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.exports.board_reports import (
    NAMES,
    alternatives,
    document_of,
    example,
    of_blocks,
    overview_texts,
    shown_texts,
)
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.pdf import pdf
from xl_asn.report.blocks import BulletList, Heading, Overview, Strip, Table


def made(name: str) -> bytes:
    return document_of(name, "pdf")


@cache
def reader(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


@cache
def text_of(data: bytes) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader(data).pages))


def squeezed(text: str) -> str:
    """Return a text without blanks and hyphens: a PDF divides words between lines."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def structure(data: bytes) -> Iterator[Any]:
    """Yield the elements of the structure in reading order."""
    stack: list[Any] = [reader(data).root_object["/StructTreeRoot"]]
    while stack:
        element = stack.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            stack += reversed(element)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            stack.append(element.get("/K", []))


@pytest.mark.parametrize("name", NAMES)
def test_title_language_tags_and_bookmarks(name: str) -> None:
    document = reader(made(name))
    root: Any = document.root_object
    title = example(name).title
    assert document.metadata is not None
    assert document.metadata.title == title.text
    assert str(root["/Lang"]).casefold().startswith("sv")
    assert bool(root["/MarkInfo"]["/Marked"])
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    marks = [str(mark.title) for mark in flat(document.outline)]
    headings = [b.text for b in example(name).content if isinstance(b, Heading)]
    assert [squeezed(mark) for mark in marks if mark != "Innehåll"] == list(map(squeezed, headings))


def flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


#: No figure and no status is longer, and none is divided between pages.
LONGEST_FIGURE = 24


@pytest.mark.parametrize("name", NAMES)
def test_every_word_figure_and_status_stands_in_order(name: str) -> None:
    board_report, text = example(name), text_of(made(name))
    assert all(squeezed(shown) in text for shown in overview_texts(board_report))
    place = text.rindex(squeezed(next(shown_texts(board_report))))
    for shown in shown_texts(board_report):
        wanted = squeezed(shown)
        found = text.find(wanted, place)
        if found < 0:  # the words run over to the next page, with its running title between them
            assert len(wanted) > LONGEST_FIGURE, shown
            assert any(part in text[place:] for part in halves(wanted)), shown
            continue
        place = found


def halves(wanted: str) -> Iterator[str]:
    """Yield what may stand before and after a page's end, in twelve places of a text."""
    for cut in range(1, 12):
        place = len(wanted) * cut // 12
        yield wanted[place:] if cut < 6 else wanted[:place]


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_header_cells_and_pictures_a_text(name: str) -> None:
    data, blocks = made(name), example(name).content
    found = [str(element["/S"]) for element in structure(data)]
    tables = sum(isinstance(block, Table | Strip | Overview) for block in blocks)
    assert found.count("/Table") == tables
    assert found.count("/TH") >= tables
    assert found.count("/L") >= sum(isinstance(block, BulletList) for block in blocks)
    assert "/H1" in found
    told = [str(element["/Alt"]) for element in structure(data) if "/Alt" in element]
    assert told == list(alternatives(example(name)))


@pytest.mark.parametrize("name", NAMES)
def test_the_tags_are_read_in_the_order_of_the_report(name: str) -> None:
    headings = [b for b in example(name).content if isinstance(b, Heading)]
    levels = [str(e["/S"]) for e in structure(made(name)) if re.fullmatch(r"/H\d", str(e["/S"]))]
    told = [f"/H{heading.level}" for heading in headings]
    assert levels[-len(told) :] == told


def test_fonts_are_embedded() -> None:
    for page in reader(made("2022-11_manadsrapport")).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf(example("2022-11_manadsrapport")) == made("2022-11_manadsrapport")


def test_nothing_that_an_author_wrote_is_markup_and_nothing_stops_the_document() -> None:
    text = text_of(made("everything"))
    assert squeezed("<b>&amp; {{ rapport }} {% if %} #let @x $y$ *z* _w_ =1+1") in text
    assert squeezed("[tecken U+1F600]") in text


def test_a_draft_says_so_on_every_page() -> None:
    draft: BoardReport = example("2022-11_manadsrapport", draft=True)
    assert all("UTKAST" in page.extract_text() for page in reader(pdf(draft)).pages)
    assert "UTKAST" not in text_of(made("2022-11_manadsrapport"))


def test_an_empty_report_is_a_document() -> None:
    assert len(reader(pdf(of_blocks(()))).pages) == 1
