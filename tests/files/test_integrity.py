from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.files.built_master import master, parts, report_page, with_part
from tests.files.integrity import faults
from xl_asn.files.changing.save import changed
from xl_asn.files.making.render import render

NET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"
TABLE = "xl/tables/table1.xml"
IGNORING = (
    b'<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    b' mc:Ignorable="x14ac" '
)
RELATIONSHIPS = "xl/worksheets/_rels/sheet1.xml.rels"


def _swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def test_what_we_build_is_whole() -> None:
    assert faults(master()) == ()
    assert faults(changed(master(), {}, [report_page()])) == ()
    assert faults(render([report_page("Netto")], title="")) == ()


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        (NET, b"</sheetData>", b"", "not well-formed"),
        (NET, b'r:id="rId3"', b'r:id="rId33"', "no relationship of it"),
        (NET, b's="1"', b's="900"', "format 900 does not exist"),
        (NET, b"<v>0</v>", b"<v>900</v>", "shared string 900 does not exist"),
        (NET, b'r="B4"', b'r="D4"', "out of order"),
        (NET, b'<row r="4"', b'<row r="5"', "out of order"),
        (NET, b'dxfId="', b'dxfId="9', "conditional format"),
        (NET, b'ref="A9:C9"/>', b'ref="A9:C9"/><mergeCell ref="C9:D9"/>', "overlaps"),
        (NET, b"'\xc3\x85tg\xc3\xa4rder i \xc3\xa5r'!A1", b"Borta!A1", "link to the sheet"),
        (NET, b"<worksheet ", IGNORING, "undeclared prefix x14ac"),
        (RELATIONSHIPS, b"../tables/table1.xml", b"../tables/table9.xml", "which is missing"),
        (RELATIONSHIPS, b'Id="rId2"', b'Id="rId1"', "relationships are called"),
        (TYPES, b'<Override PartName="/xl/workbook.xml"', b'<Override PartName="/xl/w.xml"',
         "no part"),
        (TYPES, b'<Default Extension="vml"', b'<Default Extension="vm"', "no content type"),
        (WORKBOOK, b'name="Slut"', b'name="NETTO"', "2 sheets are named"),
        (WORKBOOK, b'name="Slut"', b'name="' + b"x" * 32 + b'"', "not a name"),
        (WORKBOOK, b'sheetId="4"', b'sheetId="1"', "2 sheets have the id"),
        (WORKBOOK, b'localSheetId="2"', b'localSheetId="7"', "sheet 7 of 4"),
        (WORKBOOK, b'name="F\xc3\xb6reg\xc3\xa5ende_rapport"', b'name="T_Netto"',
         "name of a defined name"),
        (STYLES, b'<cellXfs count="', b'<cellXfs count="9', "cellXfs: says"),
        (STYLES, b'fontId="1"', b'fontId="77"', "fontId 77"),
        (TABLE, b'name="Utfall"', b'name="Budget"', "header cell 'Utfall'"),
        (TABLE, b'ref="A3:C6"', b'ref="A3:D6"', "3 columns"),
        ("xl/drawings/vmlDrawing1.vml", b'id="_x0000_t201"', b'id="_x0000_t999"', "shape type"),
        ("xl/worksheets/sheet2.xml", b"<sheetView ", b'<sheetView tabSelected="1" ',
         "2 sheets are selected"),
    ],
)  # fmt: skip
def test_each_fault_is_found(part: str, old: bytes, new: bytes, words: str) -> None:
    found = faults(with_part(master(), part, _swap(old, new)))
    assert any(words in fault for fault in found), found


def test_two_tables_of_one_name_are_found() -> None:
    content = parts(master())[TABLE]
    broken = with_part(master(), "xl/tables/table2.xml", lambda _: content)
    broken = with_part(
        broken,
        TYPES,
        _swap(
            b"</Types>",
            b'<Override PartName="/xl/tables/table2.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.table+xml"/></Types>',
        ),
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
    arrow = b'<Relationship Id="rId50" Type="' + kind + b'" Target="../tables/table2.xml"/>'
    broken = with_part(
        broken, RELATIONSHIPS, _swap(b"</Relationships>", arrow + b"</Relationships>")
    )
    found = faults(broken)
    assert any("2 tables have the id" in fault for fault in found)
    assert any("2 tables have the name t_netto" in fault for fault in found)


def test_a_part_that_nothing_leads_to_is_found() -> None:
    found = faults(with_part(master(), "xl/media/lost.xml", lambda _: b"<x/>"))
    assert found == ("xl/media/lost.xml: nothing leads to it",)


@pytest.mark.parametrize("data", [b"", b"text", master()[:-30], master()[:2000]])
def test_what_is_no_package_is_said(data: bytes) -> None:
    assert faults(data)[0].startswith("not a zip package")


def test_a_number_that_is_none_is_said() -> None:
    found = faults(with_part(master(), NET, _swap(b's="1"', b's=""')))
    assert found[0].startswith("cannot be checked")
