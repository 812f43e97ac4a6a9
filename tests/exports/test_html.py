"""The web page: every figure, escaped, each of them openable, and nothing fetched from outside."""

from __future__ import annotations

import itertools
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.exports.board_reports import (
    NAMES,
    NASTY,
    alternatives,
    document_of,
    drawn_values,
    example,
    of_blocks,
    overview_texts,
    shown_texts,
)
from tests.exports.calculated import is_shown_as, values_by_cell
from xl_asn.exports.html import html
from xl_asn.report.blocks import Heading, Table

VOID = frozenset({"meta", "img", "input", "br", "link", "hr"})


class Reader(HTMLParser):
    """The page as a reader without eyes meets it: elements, and the text of each."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self._notes = 0
        self.feed(data.decode("utf-8"))
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self._open.append(tag if attributes.get("class") != "note" else "note")
            self._notes += attributes.get("class") == "note"

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()
        assert opened in {tag, "note"}, f"{opened} ends as {tag}"
        self._notes -= opened == "note"

    def handle_data(self, data: str) -> None:
        if "style" not in self._open and not self._notes:
            self.text.append(data)

    def count(self, tag: str, name: str | None = None) -> int:
        """Return how many elements there are of a tag, and of a class."""
        return sum(t == tag and name in {None, a.get("class")} for t, a in self.elements)


@cache
def made(name: str) -> Reader:
    return Reader(document_of(name, "html"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


@pytest.mark.parametrize("name", NAMES)
def test_every_word_figure_and_status_stands_in_order(name: str) -> None:
    text, place = squeezed(" ".join(made(name).text)), 0
    for shown in shown_texts(example(name)):
        found = text.find(squeezed(shown), place)
        assert found >= 0, shown
        place = found
    assert all(squeezed(shown) in text for shown in overview_texts(example(name)))


#: What the report counts itself: the risks' numbers, and the matrix of likelihood and consequence.
COUNTED = re.compile(r"Nr|Risk|Konsekvens \d")
#: A word that a risk value is told with, in place of the value.
RISK_LEVEL = re.compile("[●▲■] (Låg|Medel|Hög)")
FIGURE = r'<details class="figure"><summary>(.*?)</summary>(.*?)</details>'


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_and_status_can_be_opened(name: str) -> None:
    figures = [
        cell
        for block in example(name).content
        if isinstance(block, Table)
        for row in block.rows
        if not row.group
        for column, cell in zip(block.columns, row.cells, strict=True)
        if not isinstance(cell, str) and cell.shown not in {"–", "Saknas"}
        if not COUNTED.fullmatch(column.header)
    ]
    notes = example(name).notes
    assert [f for f in figures if (f.cell is None) == (getattr(f, "origin", None) is None)] == []
    assert [f for f in figures if f.cell is not None and f.cell not in notes] == []
    assert len(figures) > 30
    assert made(name).count("details", "figure") >= len(figures)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_the_calculations(name: str) -> None:
    board_report = example(name)
    assert board_report.completed is not None
    values = values_by_cell(board_report.completed)
    opened = re.findall(FIGURE, document_of(name, "html").decode("utf-8"), re.DOTALL)
    cells = ((shown, re.search(r"Cell (.*?) i ", note)) for shown, note in opened)
    told = [(unescape(shown), unescape(cell[1])) for shown, cell in cells if cell]
    wrong = [
        (shown, cell, values.get(cell))
        for shown, cell in told
        if not is_shown_as(values.get(cell), shown) and not RISK_LEVEL.fullmatch(shown)
    ]
    assert wrong == []
    assert len(told) > 100


def test_a_figure_that_no_cell_holds_tells_its_formula_and_its_inputs() -> None:
    page = document_of("2018-04_delarsrapport", "html").decode("utf-8")
    note = re.search(r"<summary>−25\u00a0534</summary>(.*?)</details>", page, re.DOTALL)
    assert note is not None
    text = unescape(re.sub(r"<[^>]+>", " ", note[1]))
    assert "vägda med sannolikheten" in text
    assert "Belopp till, Tomplatser: 0,8" in text
    assert "'Ekonomiska risker'!E13" in text
    assert "Uträknad i rapporten ur 2018-04_delarsrapport" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_its_text_and_its_numbers_in_a_table(name: str) -> None:
    pictures = [a.get("alt") for tag, a in made(name).elements if tag == "img"]
    assert pictures == list(alternatives(example(name)))
    text, place = squeezed(" ".join(made(name).text)), 0
    for row in drawn_values(example(name)):
        for told in filter(None, map(squeezed, row)):
            place = text.find(told, place)
            assert place >= 0, row


def test_a_figure_tells_its_formula_its_inputs_and_the_rule_that_guards_it() -> None:
    page = document_of("2022-11_manadsrapport", "html").decode("utf-8")
    notes = re.findall(r"<summary>\+2\u00a0527</summary>(.*?)</details>", page, re.DOTALL)
    note = re.sub(r"<[^>]+>", " ", notes[0])
    assert "Utfall − Budget" in note
    assert "Utfall, Gemensamt IFO: −78\u00a0885" in note
    assert "Nettokostnad!D6" in note
    assert "C101 vaktar" in note
    assert "i 2022-11_manadsrapport" in note


def test_headings_follow_each_other_and_links_lead_to_them() -> None:
    page = made("2022-11_manadsrapport")
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    places = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [a["href"] for tag, a in page.elements if tag == "a"]
    assert {f"#{place}" for place in places} >= set(links)
    headings = [b for b in example("2022-11_manadsrapport").content if isinstance(b, Heading)]
    assert len(links) == len(headings) + 1


def test_nothing_is_fetched_and_nothing_is_run() -> None:
    page = made("2022-11_manadsrapport")
    assert not page.count("script")
    assert not page.count("link")
    sources = [a.get("src") or "" for tag, a in page.elements if tag in {"img", "iframe"}]
    assert sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert all(a.get("alt") for tag, a in page.elements if tag == "img")


def test_tables_have_captions_header_cells_and_no_empty_cell() -> None:
    page = made("2021-02_manadsrapport")
    assert page.count("caption") == page.count("table")
    assert all(a.get("scope") for tag, a in page.elements if tag == "th")
    data = document_of("2021-02_manadsrapport", "html").decode("utf-8")
    assert not re.search(r"<(t[dh])[^>]*>\s*</\1>", data)


def test_what_an_author_wrote_is_never_markup() -> None:
    page = Reader(document_of("everything", "html"))
    assert not page.count("b")
    assert NASTY in " ".join(page.text)


def test_a_draft_says_so() -> None:
    assert "UTKAST" in " ".join(Reader(html(example("2022-11_manadsrapport", draft=True))).text)
    assert "UTKAST" not in " ".join(made("2022-11_manadsrapport").text)


def test_the_same_report_gives_the_same_bytes_and_an_empty_one_is_a_page() -> None:
    assert html(example("2022-11_manadsrapport")) == document_of("2022-11_manadsrapport", "html")
    assert Reader(html(of_blocks(()))).count("h1") == 1
