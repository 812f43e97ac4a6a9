"""Cells and texts found by pattern are the ones that the events of the parser give."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.handmade import DECLARATION, MAIN, Content, book_parts, sheet, zipped
from xl_asn.files.reading import sheet_read, strings_read
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.plain_scan import scanned_texts
from xl_asn.files.reading.reader import read
from xl_asn.files.reading.sheet_read import _SheetReader
from xl_asn.model.grid import Grid

EXAMPLES = sorted((Path(__file__).parents[2] / "workbooks" / "exempel").glob("*.xls[xm]"))

PLAIN = {
    "values": '<row r="1"><c r="A1" s="1"><v>-1.5E3</v></c><c r="B1" t="s"><v>0</v></c></row>',
    "texts of formulas": '<row r="2"><c r="A2" t="str"><f>"&lt;"&amp;A1</f><v>&amp; </v></c></row>',
    "formulas without results": '<row r="2"><c r="A2"><f>B2</f></c><c r="B2"><f si="0"/></c></row>',
    "styled blanks": '<row r="1" hidden="1"/><row r="2" ht="12"><c r="A2" s="1"/></row>',
    "many blanks outside the sheet": '<row r="1"><c r="A1"/><c r="XFE1" s="2"/></row>',
    "rows not numbered": '<row><c r="A1"><v>1</v></c></row><row><c r="A2"><v>2</v></c></row>',
    "texts within": (
        '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t> a &lt;b&gt; _x0041_ </t></is></c>'
        '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t></t></is></c><c r="D1"><is><t>1</t></is></c></row>'
        '<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>dold</t></is></c></row>'
    ),
    "other kinds": '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c></row>',
    "no number": '<row r="1"><c r="A1"><v>ett</v></c></row>',
    "no such text": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    "outside the sheet": '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
    "too many rows": '<row r="1048577"><c r="A1"><v>1</v></c></row>',
}
NOT_PLAIN = {
    "the last holds": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "the last is blank": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"/></row>',
    "the last of many is blank": (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="B1" s="1"/><c r="A1"/></row>'
    ),
    "another row": '<row r="1"><c r="A7"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>',
    "a comment": '<row r="1"><!-- </row> --><c r="A1"><v>1</v></c></row>',
    "character data": '<row r="1"><c r="A1" t="str"><v><![CDATA[</v>]]></v></c></row>',
    "a text of runs": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "an empty text within": '<row r="1"><c r="A1" t="inlineStr"><is><t/></is></c></row>',
    "a text and a value": '<row r="1"><c r="A1" t="s"><is><t>a</t></is><v>0</v></c></row>',
    "an empty value": '<row r="1"><c r="A1" t="str"><v></v></c></row>',
    "characters by number": '<row r="1"><c r="A1" t="str"><v>&#128;&#x10;</v></c></row>',
    "line ends of Windows": '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
    "attributes in another order": '<row r="1"><c t="str" r="A1"><v>a</v></c></row>',
    "an attribute with a bracket": '<row r="1"><c r="A1"><f ref="a>b">x</f><v>1</v></c></row>',
    "cut off": '<row r="1"><c r="A1"><v>1</v></c>',
    "a row number with a zero": (
        '<row r="1"><c r="A01"><v>1</v></c><c r="A1"/><c r="B1"/><c r="C1"><v>2</v></c></row>'
    ),
    "blanks before the end of a row": '<c r="A1"/><c r="B1"/></row>',
    "blanks outside rows": '<c r="A1"/><c r="B1"/>',
    "cells outside rows": '<c r="A1"><v>1</v></c>',
    "an attribute twice": '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
    "an attribute of a formula twice": '<row r="1"><c r="A1"><f si="1" si="1"/><v>1</v></c></row>',
    "an unknown entity": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "a bare ampersand": '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
    "a control character": '<row r="1"><c r="A1" t="str"><v>a\x01b</v></c></row>',
    "half a character": '<row r="1"><c r="A1" t="str"><v>a\ufffeb</v></c></row>',
    "the end of character data": '<row r="1"><c r="A1" t="str"><v>a]]></v></c></row>',
    "a row within a row": '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>',
    "a row closed twice": '<row r="1"><c r="A1"><v>1</v></c></row></row>',
    "a row that ends with attributes": '<row r="1"><c r="A1"><v>1</v></c></row r="1">',
    "plain rows before it": PLAIN["rows not numbered"] + '<row r="9"><c r="A9"/><x/></row>',
    "another element": '<row r="1"><c r="A1"><v>1</v><x/></c></row>',
}


def by_event(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Grid | str:
    with monkeypatch.context() as patched:
        patched.setattr(sheet_read, "MOST_SCANNED", -1)
        patched.setattr(strings_read, "MOST_SCANNED", -1)
        return verdict(data)


def verdict(data: bytes) -> Grid | str:
    try:
        return read(data)
    except Unreadable as fault:
        return str(fault.finding())


def is_scanned(data: bytes, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the cells of every sheet were read by pattern."""
    answers: list[bool] = []
    scanned = _SheetReader._scanned

    def listening(reader: _SheetReader, body: bytes) -> bool:
        answers.append(scanned(reader, body))
        return answers[-1]

    with monkeypatch.context() as patched:
        patched.setattr(_SheetReader, "_scanned", listening)
        verdict(data)
    return all(answers)


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN.keys())
def test_plain_cells_are_read_by_pattern(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(book_parts(rows, strings=["<t>a</t>"], styles=[0, 14]))
    assert is_scanned(data, monkeypatch)
    assert verdict(data) == by_event(data, monkeypatch)


@pytest.mark.parametrize("rows", NOT_PLAIN.values(), ids=NOT_PLAIN.keys())
def test_other_cells_are_left_to_the_events(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(book_parts(rows))
    assert not is_scanned(data, monkeypatch)
    assert verdict(data) == by_event(data, monkeypatch)


WHOLE = sheet(PLAIN["values"])


@pytest.mark.parametrize(
    "part",
    [
        WHOLE.replace("UTF-8", "ISO-8859-1"),
        WHOLE.replace("<sheetData>", "<!--<sheetData>--><sheetData>"),
        WHOLE.replace("</worksheet>", '<sheetData><row r="9"/></sheetData></worksheet>'),
        WHOLE.replace("<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'),
        WHOLE.replace("</v>", "]]></v>", 1),
        WHOLE.replace("</worksheet>", ""),
        WHOLE.replace("</worksheet>", "</sheet>"),
        WHOLE.replace("worksheet", "chartsheet"),
    ],
)
def test_what_stands_around_the_cells(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(book_parts({"Blad1": part}, strings=["<t>a</t>"], styles=[0, 14]))
    assert verdict(data) == by_event(data, monkeypatch)


def strings(items: str, attributes: str = "", after: str = "") -> str:
    return f'{DECLARATION}<sst xmlns="{MAIN}"{attributes}>{items}</sst>{after}'


@pytest.mark.parametrize(
    ("part", "plain"),
    [
        (strings("<si><t>a &amp; _x0041_</t></si>"), True),
        (strings('<si><t> a </t></si><si><t xml:space="preserve"> a </t></si>'), True),
        (strings("<si><t>]]></t></si>"), False),
        (strings("<si><t>a\x01</t></si>"), False),
        (strings("<si><t>&nbsp;</t></si>"), False),
        (strings("<si><t>a</t></si>", ' count="1" count="1"'), False),
        (strings("<si><t>a</t></si>", after="<x/>"), False),
        (strings("<si><t>a</t></si>", ' note="a>b"'), False),
        (strings("<si><t>a</t><rPh><t>b</t></rPh></si>"), False),
        (strings("<si><r><t>a</t></r><r><t>b</t></r></si>"), False),
        (strings("<si><t>&#65;</t></si>"), False),
        (strings("<si><t/></si>"), False),
        (strings("<!--<si><t>b</t></si>--><si><t>a</t></si>"), False),
        (strings("").replace("</sst>", "<si><t>a</t></si>"), False),
    ],
)
def test_shared_texts(part: str, plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    assert (scanned_texts(part.encode()) is not None) == plain
    parts: dict[str, Content] = book_parts(PLAIN["values"], strings=["<t>a</t>"], styles=[0, 14])
    data = zipped({**parts, "xl/sharedStrings.xml": part})
    assert verdict(data) == by_event(data, monkeypatch)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.name for path in EXAMPLES])
def test_the_examples(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    assert verdict(data) == by_event(data, monkeypatch)
