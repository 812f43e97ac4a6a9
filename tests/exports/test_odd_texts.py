"""What people paste: every format says the same of it, and none of it steers or stops a writer."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO, StringIO

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from tests.exports.extremes import odd
from xl_asn.exports.documents import documents
from xl_asn.model.characters import is_unseen
from xl_asn.pages import column_measure
from xl_asn.pages.column_measure import pieces, wrapped

LONGEST = 32_767


@cache
def made(wanted: str) -> bytes:
    files = documents(odd(), [wanted])
    return files["udda_data/handelser.csv"] if wanted == "csv" else next(iter(files.values()))


def lines_of_word(data: bytes) -> Iterator[str]:
    for paragraph in Document(BytesIO(data)).paragraphs:
        yield from paragraph.text.split("\n")


def lines_of_workbook(data: bytes) -> Iterator[str]:
    for cells in openpyxl.load_workbook(BytesIO(data))["Rapport"].iter_rows(values_only=True):
        for value in cells:
            yield from str(value or "").split("\n")


def lines_of_pdf(data: bytes) -> Iterator[str]:
    for page in PdfReader(BytesIO(data)).pages:
        yield from page.extract_text().split("\n")


def lines_of_page(data: bytes) -> Iterator[str]:
    for line in data.decode().replace("<li>", "\n").replace("</li>", "\n").split("\n"):
        yield line.replace("</strong>", "").partition("<ul>")[0]


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ("docx", lines_of_word),
        ("xlsx", lines_of_workbook),
        ("pdf", lines_of_pdf),
        ("html", lines_of_page),
    ],
)
def test_each_format_has_the_same_lines(
    wanted: str, lines: Callable[[bytes], Iterator[str]]
) -> None:
    said = [line.strip(" •–") for line in lines(made(wanted))]
    for line in (
        *("vertikal", "sidbrytning", "retur", "båda", "nästa rad", "radskiljare", "slut"),
        *("Första", "Andra", "Tredje", "Fjärde", "Femte"),
        "kol1 kol2 kol3",
        "[31mröd2J text",
        "Ring [tecken U+F028] oss",
    ):
        assert line in said, line
    assert {sign for line in said for sign in line if is_unseen(sign)} <= {"\u200b"}


def test_open_data_has_the_same_lines_and_no_formula() -> None:
    rows = list(csv.reader(StringIO(made("csv").decode(), newline=""), delimiter=";"))
    said = [line.strip(" •'") for row in rows for cell in row for line in cell.split("\n")]
    assert {"vertikal", "radskiljare", "Femte", "kol1 kol2 kol3", "[31mröd2J text"} <= {*said}
    live = "=+-@\uff1d\uff0b\uff0d\uff20"
    assert not any(cell.strip("\u200b \u00a0").startswith(tuple(live)) for r in rows for cell in r)
    assert sum(cell.startswith("'") for row in rows for cell in row) == 6


@pytest.mark.parametrize("letter", ["a", "-", "\u0301", "\u05d0", ",", "\u4e2d"])
def test_a_word_is_measured_in_work_that_grows_with_it(
    letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []

    def counted(text: str) -> int:
        measured.append(len(text))
        return 556 * len(text)

    monkeypatch.setattr(column_measure, "_thousandths", counted)
    monkeypatch.setattr(column_measure, "_of_word", counted)
    for lay_out in (wrapped, partial(pieces, most=8)):
        work = []
        for length in (LONGEST // 2, LONGEST):
            measured.clear()
            parts = list(lay_out(letter * length, 60.0, 9.0))
            assert "".join(parts) == letter * length
            work.append(sum(measured))
        assert work[1] < 2.2 * work[0]


@pytest.mark.parametrize("text", ["a" * LONGEST, "-" * LONGEST, "a\n" * (LONGEST // 2)])
def test_the_longest_text_makes_no_deep_stack(text: str) -> None:
    assert "".join(pieces(text, 60.0, 9.0, 8)).replace("\n", "") == text.replace("\n", "")
