from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.files.built_master import (
    TEXT,
    TITLE,
    changed_parts,
    master,
    parts,
    report_page,
    with_part,
)
from tests.files.integrity import faults
from xl_asn.files.changing.graft import NotReplaceable
from xl_asn.files.changing.save import changed
from xl_asn.files.changing.xml_spans import NotUnderstood
from xl_asn.model.grid import CellRef
from xl_asn.model.page import Page, Placed, Style

WORKBOOK = "xl/workbook.xml"
REPORT_SHEET = "xl/worksheets/sheet3.xml"
CHAIN = "xl/calcChain.xml"
CHAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"


def _opened(data: bytes) -> Any:
    assert faults(data) == ()
    return openpyxl.load_workbook(io.BytesIO(data))


def _with_chain(data: bytes) -> bytes:
    """Add a calculation chain, which Excel writes and XlsxWriter does not."""
    content = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<c r="F7" i="1"/><c r="F8"/><c r="A1" i="4"/></calcChain>'
    )
    data = with_part(data, CHAIN, lambda _: content)
    data = with_part(
        data,
        "[Content_Types].xml",
        lambda old: old.replace(
            b"</Types>",
            f'<Override PartName="/{CHAIN}" ContentType="{CHAIN_TYPE}"/></Types>'.encode(),
        ),
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    arrow = f'<Relationship Id="rId90" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    return with_part(
        data,
        "xl/_rels/workbook.xml.rels",
        lambda old: old.replace(b"</Relationships>", arrow.encode()),
    )


def test_a_page_takes_the_place_of_its_sheet() -> None:
    before = master()
    after = changed(before, {}, [report_page()])
    book = _opened(after)
    assert book.sheetnames == ["Netto", "Åtgärder i år", "Rapport", "Slut"]
    sheet = book["Rapport"]
    assert sheet["A1"].value == "Månadsrapport för å, ä & ö"
    assert sheet["C5"].value == "=1+1"
    assert sheet["C5"].data_type != "f"
    assert sheet["A1"].font.sz == 18
    assert sheet["B5"].number_format == "#,##0"
    assert sheet["D5"].hyperlink.location == "'Netto'!A1"
    assert sheet.print_title_rows == "$4:$4"
    assert not sheet.print_area
    assert sheet.auto_filter.ref == "A4:D16"
    assert len(sheet._charts) == 1


def test_all_other_parts_are_byte_equal() -> None:
    before = master()
    differing = changed_parts(before, changed(before, {}, [report_page()]))
    assert "xl/sharedStrings.xml" not in differing
    assert differing == {
        WORKBOOK,
        "xl/styles.xml",
        REPORT_SHEET,
        "xl/drawings/drawing1.xml",
        "xl/charts/chart1.xml",
    }


def test_what_the_old_sheet_owned_is_gone_and_the_rest_is_not() -> None:
    after = changed(master(), {}, [Page("Rapport", (Placed(1, 1, "tom", TEXT),))])
    left = parts(after)
    assert "xl/worksheets/_rels/sheet3.xml.rels" not in left
    assert "xl/drawings/drawing1.xml" not in left
    assert "xl/charts/chart1.xml" not in left
    assert {"xl/comments1.xml", "xl/charts/chart2.xml", "xl/tables/table1.xml"} <= left.keys()
    book = _opened(after)
    assert len(book["Slut"]._charts) == 1
    assert not book["Rapport"]._charts
    assert book["Netto"]["A4"].comment.text == "Fyll i raden"


def test_equal_pages_again_give_the_very_same_bytes() -> None:
    pages = [report_page(), report_page("Ny sida", link="Rapport!A1"), report_page("Till & från")]
    once = changed(master(), {}, pages)
    assert faults(once) == ()
    assert once == changed(master(), {}, pages)
    assert once == changed(once, {}, pages)
    fewer = changed(once, {}, [report_page(rows=3)])
    assert changed(fewer, {}, pages) == once


def test_a_missing_sheet_is_appended_last() -> None:
    after = changed(master(), {}, [report_page("Fynd <i> år"), report_page("Ännu en")])
    book = _opened(after)
    assert book.sheetnames[-2:] == ["Fynd <i> år", "Ännu en"]
    assert book["Fynd <i> år"].print_title_rows == "$4:$4"
    assert b"'Fynd &lt;i&gt; \xc3\xa5r'!$B$5:$B$16" in b"".join(parts(after).values())


def test_the_sheet_keeps_what_it_hands_down() -> None:
    before = with_part(
        master(),
        REPORT_SHEET,
        lambda old: old.replace(b"<sheetPr>", b'<sheetPr codeName="Blad3">').replace(
            b"<sheetView ", b'<sheetView tabSelected="1" '
        ),
    )
    before = with_part(
        before, "xl/worksheets/sheet1.xml", lambda old: old.replace(b' tabSelected="1"', b"")
    )
    before = with_part(
        before,
        WORKBOOK,
        lambda old: old.replace(b'sheetId="3"', b'sheetId="17" state="hidden"'),
    )
    after = changed(before, {}, [report_page()])
    sheet = _opened(after)["Rapport"]
    assert sheet.sheet_state == "hidden"
    assert sheet.sheet_properties.codeName == "Blad3"
    assert sheet.sheet_properties.tabColor.rgb == "FFFF0000"
    assert sheet.sheet_view.tabSelected
    assert sheet.protection.sheet
    assert sheet.protection.sort is False
    assert b'sheetId="17" state="hidden"' in parts(after)[WORKBOOK]


def test_only_one_sheet_is_selected() -> None:
    after = parts(changed(master(), {}, [report_page(), report_page("Ny")]))
    selected = [name for name, content in after.items() if b'tabSelected="1"' in content]
    assert selected == ["xl/worksheets/sheet1.xml"]


def test_formats_already_there_are_used_again() -> None:
    once = changed(master(), {}, [report_page()])
    twice = changed(once, {}, [report_page("Annan", link="Rapport!A1")])
    assert parts(once)["xl/styles.xml"] == parts(twice)["xl/styles.xml"]
    grown = changed(once, {}, [Page("Rapport", (Placed(1, 1, "x", Style(size=9.5)),))])
    before, after = parts(once)["xl/styles.xml"], parts(grown)["xl/styles.xml"]
    assert after.count(b"<font>") == before.count(b"<font>") + 1
    assert after.count(b"<fill>") == before.count(b"<fill>")
    assert faults(grown) == ()


def test_own_number_formats_get_free_ids() -> None:
    cells = tuple(
        Placed(1, column, Decimal("0.5"), Style(number_format=code))
        for column, code in enumerate(('0.0" tkr"', "yyyy-mm-dd", '#,##0;[Red]-#,##0;"–"'), 1)
    )
    sheet = _opened(changed(master(), {}, [Page("Rapport", cells)]))["Rapport"]
    assert [sheet.cell(1, column).number_format for column in (1, 2, 3)] == [
        '0.0" tkr"',
        "yyyy-mm-dd",
        '#,##0;[Red]-#,##0;"–"',
    ]


def test_names_of_the_sheet_are_replaced_and_others_stay() -> None:
    after = parts(changed(master(), {}, [Page("Rapport", ())]))[WORKBOOK].decode()
    names = re.findall(r"<definedName [^>]*>[^<]*</definedName>", after)
    assert names == ['<definedName name="Föregående_rapport">Netto!$A$1</definedName>']


def test_a_list_of_names_comes_and_goes() -> None:
    bare = with_part(
        master(),
        WORKBOOK,
        lambda old: re.sub(rb"<definedNames>.*</definedNames>", b"", old),
    )
    filled = changed(bare, {}, [report_page()])
    assert _opened(filled)["Rapport"].print_title_rows == "$4:$4"
    assert b"definedName" not in parts(changed(filled, {}, [Page("Rapport", ())]))[WORKBOOK]


def test_the_rest_of_the_workbook_part_keeps_its_writing() -> None:
    odd = (
        b'<workbookPr defaultThemeVersion="124226"/>\n  <mc:AlternateContent><mc:Choice '
        b'Requires="x15"/></mc:AlternateContent>'
    )
    spaces = (
        b'<workbook xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        b' xmlns:x15="urn:x15" mc:Ignorable="x15" '
    )

    def change(old: bytes) -> bytes:
        old = old.replace(b"<workbook ", spaces)
        return old.replace(b'<workbookPr defaultThemeVersion="124226"/>', odd)

    after = changed(with_part(master(), WORKBOOK, change), {}, [report_page()])
    assert faults(after) == ()
    assert odd in parts(after)[WORKBOOK]
    assert spaces in parts(after)[WORKBOOK]


def test_a_workbook_with_prefixes_keeps_them() -> None:
    def change(old: bytes) -> bytes:
        head, body = old.split(b"?>", 1)
        body = re.sub(rb"<(/?)([a-z])", rb"<\1x:\2", body)
        return head + b"?>" + body.replace(b" xmlns=", b" xmlns:x=", 1)

    before = master()
    for name in (WORKBOOK, "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        before = with_part(
            before,
            name,
            change if name.startswith(("xl/w", "xl/s")) else lambda old: old,
        )
    after = changed(before, {}, [report_page(), report_page("Ny")])
    assert b"<x:definedName " in parts(after)[WORKBOOK]
    assert b"<x:font>" in parts(after)["xl/styles.xml"]
    assert faults(after) == ()
    assert changed(after, {}, [report_page(), report_page("Ny")]) == after


def test_the_calculation_chain_goes_only_with_a_formula() -> None:
    before = _with_chain(master())
    assert parts(changed(before, {}, [report_page()]))[CHAIN] == parts(before)[CHAIN]
    after = changed(before, {CellRef("Netto", 7, 6): Decimal(3)}, [report_page()])
    assert CHAIN not in parts(after)
    assert faults(after) == ()
    assert b"calcChain" not in parts(after)["[Content_Types].xml"]
    assert b"calcChain" not in parts(after)["xl/_rels/workbook.xml.rels"]


def test_a_macro_workbook_keeps_its_macros() -> None:
    macros = bytes(range(256)) * 20
    before = with_part(master(), "xl/vbaProject.bin", lambda _: macros)
    after = changed(before, {}, [report_page()])
    assert parts(after)["xl/vbaProject.bin"] == macros


def test_dates_follow_the_calendar_of_the_workbook() -> None:
    before = with_part(
        master(), WORKBOOK, lambda old: old.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    )
    sheet = parts(changed(before, {}, [report_page()]))[REPORT_SHEET]
    assert b"<v>43981</v>" in sheet


def test_a_name_differing_in_case_is_the_same_sheet() -> None:
    book = _opened(changed(master(), {}, [report_page("RAPPORT")]))
    assert book.sheetnames[2] == "Rapport"
    assert book["Rapport"]["A1"].font.sz == TITLE.size


def test_no_pages_change_no_part() -> None:
    assert changed(master(), {}, []) == master()


def test_what_cannot_be_replaced_is_refused() -> None:
    with pytest.raises(NotReplaceable):
        changed(master(), {}, [report_page(), report_page("rapport")])
    strict = with_part(
        master(),
        WORKBOOK,
        lambda old: old.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )
    with pytest.raises(NotUnderstood):
        changed(strict, {}, [report_page()])
