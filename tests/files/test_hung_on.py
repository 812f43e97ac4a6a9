"""What people hang on the program's own sheets is never lost, and never leaves a broken package."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.files.built_master import changed_parts, master, parts, report_page, with_part
from tests.files.hangings import LOST
from tests.files.hung import Hanging, hung
from tests.files.integrity import faults
from xl_asn.files.changing.graft import Occupied
from xl_asn.files.changing.save import NotSavedError, changed, saved
from xl_asn.files.reading.reader import read

SHEET, DRAWING = "xl/worksheets/sheet3.xml", "xl/drawings/drawing1.xml"
BOOK, REPORT_STYLES = "xl/workbook.xml", "xl/styles.xml"


def written() -> bytes:
    """Return a workbook whose Rapport we have written, with our chart on it."""
    return changed(master(), {}, [report_page()])


@pytest.mark.parametrize("what", LOST)
def test_a_sheet_with_it_is_left_and_it_is_named(what: str) -> None:
    make, told = LOST[what]
    data = hung(written(), SHEET, DRAWING, make())
    sheet = read(data).sheet("Rapport")
    assert sheet is not None
    assert sheet.hung_on == (told,)
    with pytest.raises(NotSavedError, match="Bladet Rapport kan inte skrivas: där finns ") as said:
        saved(data, {}, [report_page(rows=3)])
    assert told in str(said.value)


@pytest.mark.parametrize("what", LOST)
def test_the_other_pages_are_written_beside_it(what: str) -> None:
    data = hung(written(), SHEET, DRAWING, LOST[what][0]())
    after = changed(data, {}, [report_page("Kontroll", link="Rapport!A1")])
    assert changed_parts(data, after) <= {
        "[Content_Types].xml", BOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet5.xml", "xl/worksheets/_rels/sheet5.xml.rels",
        "xl/drawings/drawing3.xml", "xl/drawings/_rels/drawing3.xml.rels",
        "xl/charts/chart3.xml",
    }  # fmt: skip
    assert set(faults(after)) <= set(faults(data))  # some things are made by hand, and not whole


def test_all_that_hangs_is_told_and_no_more_than_a_sentence_holds() -> None:
    data = written()
    for what in ("table", "picture"):
        data = hung(data, SHEET, DRAWING, LOST[what][0]())
    sheet = read(data).sheet("Rapport")
    assert sheet is not None
    assert sheet.hung_on == ("en bild", "tabellen Tabell77")
    for what in ("comment", "scenario", "validation", "conditional format", "formula"):
        data = hung(data, SHEET, DRAWING, LOST[what][0]())
    sheet = read(data).sheet("Rapport")
    assert sheet is not None
    assert len(sheet.hung_on) == 6
    assert sheet.hung_on[-1] == "2 till"


def _unchanged(sheet: str) -> str:
    return sheet


def _printed(sheet: str) -> str:
    """Return the sheet as Excel leaves it once it has been printed and filtered."""
    return sheet.replace("<pageSetup ", '<pageSetup r:id="rId60" ').replace(
        "<headerFooter>", '<headerFooter differentFirst="0"><oddHeader></oddHeader>'
    )


def _elsewhere_saved(sheet: str) -> str:
    """Return it as programs do that write empty lists."""
    return sheet.replace("<pageMargins", '<dataValidations count="0"/><pageMargins').replace(
        "</worksheet>", "<extLst/></worksheet>"
    )


@pytest.mark.parametrize("change", [_unchanged, _printed, _elsewhere_saved])
def test_what_we_and_other_programs_write_ourselves_hangs_on_nothing(
    change: Callable[[str], str],
) -> None:
    printer = Hanging(
        links=(("rId60", "printerSettings", "../printerSettings/printerSettings1.bin"),),
        beside={
            "xl/printerSettings/printerSettings1.bin": (
                b"x",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
            )
        },
    )
    data = hung(written(), SHEET, DRAWING, printer if change is _printed else Hanging())
    data = with_part(data, SHEET, lambda old: change(old.decode()).encode())
    assert faults(data) == ()
    after = changed(data, {}, [report_page()])
    assert faults(after) == ()
    assert parts(after) == parts(written())


@pytest.mark.parametrize("described", [True, False])
def test_our_own_chart_is_replaced_whoever_has_saved_it(described: bool) -> None:  # noqa: FBT001
    data = written()
    if not described:  # openpyxl keeps a chart, and loses what is said of it
        data = with_part(data, DRAWING, lambda old: re.sub(rb' descr="[^"]*"', b"", old))
    after = changed(data, {}, [report_page(rows=3)])
    assert faults(after) == ()
    assert parts(after)["xl/charts/chart1.xml"] != parts(data)["xl/charts/chart1.xml"]
    book: Any = openpyxl.load_workbook(io.BytesIO(after))
    assert len(book["Rapport"]._charts) == 1


def test_a_figure_on_our_chart_is_somebody_s() -> None:
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
    chart = "xl/charts/chart1.xml"
    data = hung(
        written(), chart, DRAWING,
        Hanging(
            links=(("rId1", "chartUserShapes", "../drawings/drawing60.xml"),),
            beside={"xl/drawings/drawing60.xml": (b"<x/>", kind)},
        ),
    )  # fmt: skip
    with pytest.raises(Occupied, match="en figur"):
        changed(data, {}, [report_page()])


_VIEW = (
    '<customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}">'
    '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
    "</customSheetView></customSheetViews>"
)
_KEPT = {
    "protectedRanges": '<protectedRanges><protectedRange sqref="A1" name="Fri"/></protectedRanges>',
    "customSheetViews": _VIEW,
    "cellWatches": '<cellWatches><cellWatch r="B5"/></cellWatches>',
}


@pytest.mark.parametrize("name", _KEPT)
@pytest.mark.parametrize("rows", [3, 12])
def test_what_is_the_sheet_s_and_not_its_cells_is_handed_down(name: str, rows: int) -> None:
    data = hung(written(), SHEET, DRAWING, Hanging(elements={name: _KEPT[name]}))
    assert faults(data) == ()
    after = changed(data, {}, [report_page(rows=rows)])
    assert faults(after) == ()
    assert _KEPT[name].encode() in parts(after)[SHEET]
    assert changed(after, {}, [report_page(rows=rows)]) == after
    assert parts(changed(after, {}, [report_page()])) == parts(data)


_HEADERS = {
    "a header": "<headerFooter><oddHeader>&amp;LDnr 2022/14</oddHeader></headerFooter>",
    "a footer": "<headerFooter><oddFooter>&amp;CMiljö &amp;&amp; plan</oddFooter></headerFooter>",
    "a first page": '<headerFooter differentFirst="1"><oddFooter>&amp;LNämnden&amp;RSida &amp;P av '
    "&amp;N</oddFooter><firstFooter>Utkast</firstFooter></headerFooter>",
}


@pytest.mark.parametrize("what", _HEADERS)
def test_a_header_or_footer_of_one_s_own_is_kept(what: str) -> None:
    own = _HEADERS[what].encode()
    data = with_part(
        written(), SHEET,
        lambda old: re.sub(rb"<headerFooter>.*</headerFooter>", own, old),
    )  # fmt: skip
    assert faults(data) == ()
    after = changed(data, {}, [report_page(rows=3)])
    assert faults(after) == ()
    assert parts(after)[SHEET].count(b"<headerFooter") == 1
    assert own in parts(after)[SHEET]


def test_a_sheet_with_prefixes_hands_down_without_them() -> None:
    def prefixes(old: bytes) -> bytes:
        head, body = old.split(b"?>", 1)
        body = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", body)
        return head + b"?>" + body.replace(b" xmlns=", b" xmlns:x=", 1)

    data = hung(written(), SHEET, DRAWING, Hanging(elements=_KEPT))
    plain = changed(data, {}, [report_page(rows=3)])
    data = with_part(data, SHEET, prefixes)
    assert faults(data) == ()
    assert parts(changed(data, {}, [report_page(rows=3)])) == parts(plain)


_ELSEWHERE: dict[str, Hanging] = {
    "formula": Hanging(cells='<c r="A900"><f>Rapport!A1&amp;Rapport!B5</f><v>1</v></c>'),
    "validation": Hanging(
        elements={
            "dataValidations": '<dataValidations count="1"><dataValidation type="list" sqref="A1">'
            "<formula1>Rapport!$A$5:$A$9</formula1></dataValidation></dataValidations>"
        }
    ),
    "conditional format": Hanging(
        elements={
            "conditionalFormatting": '<conditionalFormatting sqref="A1"><cfRule type="expression" '
            'priority="1"><formula>Rapport!$B$5&lt;0</formula></cfRule></conditionalFormatting>'
        }
    ),
    "link": Hanging(
        elements={
            "hyperlinks": '<hyperlinks><hyperlink ref="A1" location="\'Rapport\'!B5"/></hyperlinks>'
        }
    ),
    "chart": LOST["chart"][0](),
    "pivot table": Hanging(
        links=LOST["pivot table"][0]().links,
        in_book=LOST["pivot table"][0]().in_book,
        beside={
            name: (content.replace(b'sheet="Netto"', b'sheet="Rapport"'), kind)
            for name, (content, kind) in LOST["pivot table"][0]().beside.items()
        },
    ),
}


@pytest.mark.parametrize("what", _ELSEWHERE)
def test_what_refers_to_the_page_from_elsewhere_stays_and_finds_it(what: str) -> None:
    last, its_drawing = "xl/worksheets/sheet4.xml", "xl/drawings/drawing2.xml"
    data = hung(written(), last, its_drawing, _ELSEWHERE[what])
    name = '<definedName name="Utfallet">Rapport!$B$5</definedName><definedName name="F'
    data = with_part(data, BOOK, lambda old: old.replace(b'<definedName name="F', name.encode(), 1))
    assert set(faults(data)) == set()
    after = changed(data, {}, [report_page(rows=3)])
    assert faults(after) == ()
    assert changed_parts(data, after) <= {
        BOOK, REPORT_STYLES, SHEET, DRAWING, "xl/charts/chart1.xml",
    }  # fmt: skip
    assert b'<definedName name="Utfallet">Rapport!$B$5</definedName>' in parts(after)[BOOK]
    assert read(after).names["Utfallet"].sheet == "Rapport"
    assert changed(after, {}, [report_page(rows=3)]) == after


@pytest.mark.parametrize("what", ["formula", "validation", "scenario", "table", "sparkline"])
def test_it_is_seen_however_the_part_is_written(what: str) -> None:
    data = hung(written(), SHEET, DRAWING, LOST[what][0]())
    told = (LOST[what][1],)

    def prefixed(old: bytes) -> bytes:
        head, body = old.split(b"?>", 1)
        body = re.sub(rb"<(/?)([a-z]+)(?=[ />])", rb"<\1x:\2", body)
        return head + b"?>" + body.replace(b" xmlns=", b" xmlns:x=", 1)

    def two_bytes(old: bytes) -> bytes:
        return old.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    def commented(old: bytes) -> bytes:
        return old.replace(b"</sheetData>", b"<!--</sheetData>--></sheetData>")

    def bare(old: bytes) -> bytes:
        return old.partition(b"?>")[2]

    for change in (prefixed, two_bytes, commented, bare):
        sheet = read(with_part(data, SHEET, change)).sheet("Rapport")
        assert sheet is not None
        assert sheet.hung_on == told, change
