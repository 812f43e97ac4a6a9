"""No finding tells a personal identity number, whatever the text, the sheet or the way it is typed.

Every number here is one that Skatteverket has published for tests.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.attack.books import HALF, MONTH, PLAN, Book
from tests.attack.sinks import _place, _text_columns
from xl_asn.batch.judge import judge
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.rule import Rule

_BETWEEN = re.compile("[\\s\u00a0\u202f\u200b+–-]")
_SPELLED = ("18990913-9801", "990913\u200b-9801", "990913 – 9801", "701063 2391", "120211+9986")


def _told(book: Book, folder: Path) -> str:
    """Return all that is said of a workbook, without what may stand between digits."""
    verdict = judge(book.saved(folder / "bok.xlsx"))
    assert "T130" in {finding.code for finding in verdict.findings}
    return _BETWEEN.sub("", json.dumps(verdict.as_json(), ensure_ascii=False))


@pytest.mark.parametrize("number", _SPELLED)
@pytest.mark.parametrize("source", [MONTH, HALF, PLAN])
def test_a_number_in_every_text_is_told_by_none(source: str, number: str, tmp_path: Path) -> None:
    book = Book(source)
    for sheet, header in _text_columns(source):
        if address := _place(source, sheet, header):
            book.text(sheet, address, f"Ärendet {number} avser")
    told = _told(book, tmp_path)
    assert _BETWEEN.sub("", number)[-10:] not in told
    assert re.search(r"\[(personnummer|samordningsnummer)\]", told), "some rule quotes the text"


@pytest.mark.parametrize("number", ["9909139801", "189909139801", "7010632391"])
@pytest.mark.parametrize("address", ["D6", "E7", "F8"])
def test_a_number_typed_among_the_amounts_is_told_by_none(
    number: str, address: str, tmp_path: Path
) -> None:
    told = _told(Book().number("Nettokostnad", address, number), tmp_path)
    assert number not in told


def test_a_number_is_left_out_before_the_message_is_cut() -> None:
    rule = Rule("V199", "prov", Severity.INFO)
    for blanks in range(970, 1000):
        message = rule.finding(f"{'x' * blanks} 18990913-9801 och mer text", "Ta bort.").message
        assert "1899" not in message
    for letters in range(60, 80):
        assert "1899" not in file_finding("F107", f"{'x' * letters} 18990913-9801.xlsx").message


def test_what_is_no_such_number_is_told_as_it_is() -> None:
    message = "Summan 9 909 139 801 kr och 212000-0092 den 2022-12-06\u00ad."
    assert Finding("V199", "prov", Severity.INFO, message, "").message == message
