"""The reader against workbooks made by hand, and against openpyxl as an independent oracle."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_STORED

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

from tests.files.handmade import (
    HONEST_ROWS,
    HONEST_STRINGS,
    MAIN,
    OFFICE,
    Content,
    book_parts,
    honest_parts,
    relationships,
    sheet,
    zipped,
)
from xl_asn.files.reading import sheet_read
from xl_asn.files.reading.dates import date_of_serial
from xl_asn.files.reading.reader import Unreadable, read
from xl_asn.files.reading.styles_read import is_date_format
from xl_asn.files.reading.values_read import stored_number
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, Merge, TableRange, number, text


def read_rows(rows: str, **options: object) -> dict[str, Cell]:
    """Return the cells of a one-sheet workbook by address."""
    parts = book_parts(rows, **options)  # type: ignore[arg-type]
    return addressed(read(zipped(parts)))


def addressed(grid: Grid) -> dict[str, Cell]:
    (only,) = grid.sheets
    return {
        CellRef(only.name, row, column).address: cell for (row, column), cell in only.cells.items()
    }


def fault(parts: dict[str, Content]) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(zipped(parts))
    return caught.value


# Kinds of cells


def test_every_kind_of_cell_is_told_apart() -> None:
    cells = read_rows(
        '<row r="1">'
        '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>12.50</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><v>#REF!</v></c><c r="E1" s="1"><v>44895.75</v></c><c r="F1" s="1"/>'
        '<c r="G1"><f>A1+1</f></c><c r="H1"><f>B1*2</f><v>25</v></c><c r="I1"><f>B1</f><v/></c>'
        '<c r="J1" t="str"><f>T(Z9)</f><v></v></c><c r="K1" t="n"><v>0</v></c>'
        '<c r="L1" t="d"><v>2022-11-30T10:00:00</v></c>'
        "</row>",
        strings=["<t>Text</t>"],
        styles=[0, 14],
    )
    assert cells == {
        "A1": text("Text"),
        "B1": number("12.5"),
        "C1": Cell(CellKind.BOOLEAN, value=True),
        "D1": Cell(CellKind.ERROR, "#REF!"),
        "E1": Cell(CellKind.DATE, date(2022, 11, 30)),
        "G1": Cell(CellKind.UNCOMPUTED, None, "A1+1"),
        "H1": Cell(CellKind.NUMBER, Decimal(25), "B1*2"),
        "I1": Cell(CellKind.UNCOMPUTED, None, "B1"),
        "J1": Cell(CellKind.TEXT, "", "T(Z9)"),
        "K1": number(0),
        "L1": Cell(CellKind.DATE, date(2022, 11, 30)),
    }
    # Equality of values is not enough: True == 1, and a Decimal keeps its own digits.
    assert str(cells["B1"].value) == "12.5"


def test_the_followers_of_a_shared_formula_are_formulas_too() -> None:
    cells = read_rows(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c></row>'
    )
    assert cells["A1"].formula == "B1*2"
    assert cells["A2"] == Cell(CellKind.NUMBER, Decimal(6), "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0.1", "0.1"),
        ("1.1000000000000001", "1.1"),
        ("78885", "78885"),
        ("-2.5E-2", "-0.025"),
        ("1E3", "1000"),
        ("123456789012345678", "123456789012346000"),
        (" 7 ", "7"),
    ],
)
def test_numbers_keep_the_digits_excel_keeps(raw: str, expected: str) -> None:
    cells = read_rows(f'<row r="1"><c r="A1"><v>{raw}</v></c></row>')
    assert format(Decimal(str(cells["A1"].value)), "f") == expected


@given(st.from_regex(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?(E[+-]?[0-9])?", fullmatch=True))
def test_the_short_way_to_a_number_is_the_long_way(raw: str) -> None:
    stored = stored_number(raw)
    assert stored == number(raw)
    assert str(stored.value) == str(number(raw).value)


def test_a_number_beyond_any_amount_is_told_as_that() -> None:
    cells = read_rows('<row r="1"><c r="A1"><v>1.5E+300</v></c></row>')
    assert cells["A1"] == Cell(CellKind.BEYOND, "1.5E+300")


# Texts


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<t>a</t>", "a"),
        ("<t xml:space='preserve'> a </t>", " a "),
        ("<t> a\n</t>", "a"),
        ("<t>\u00a0a</t>", "\u00a0a"),
        (
            "<r><rPr><b/><t/></rPr><t>fet</t></r><r><t xml:space='preserve'> mager</t></r>",
            "fet mager",
        ),
        ("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr/>", "東京"),
        ("<t>rad_x000D_\nrad</t>", "rad\r\nrad"),
        ("<t>_xD83D__xDE00_</t>", "😀"),
        ("<t>_xD83D_</t>", "\ufffd"),
        ("<t>&lt;&amp;&#229;</t>", "<&å"),
        ("<t/>", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_texts(item: str, expected: str, inline: bool) -> None:  # noqa: FBT001
    if inline:
        cells = read_rows(f'<row r="1"><c r="A1" t="inlineStr"><is>{item}</is></c></row>')
    else:
        cells = read_rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=[item])
    assert cells == {"A1": text(expected)}


def test_cdata_and_long_texts_are_read_whole() -> None:
    long = "å" * 32_767
    cells = read_rows(
        '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<a>]]></t></is></c>'
        '<c r="B1" t="s"><v>0</v></c></row>',
        strings=[f"<t>{long}</t>"],
    )
    assert cells == {"A1": text("<a>"), "B1": text(long)}


# Dates


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", True),
        ("d/m", True),
        ("mmm", True),
        ("[$-41D]d mmmm yyyy;@", True),
        ("yyyy-mm-dd hh:mm", True),
        ("YYYY", True),
        ("[Red]yyyy", True),
        ("hh:mm", False),
        ("h:mm AM/PM", False),
        ("[h]:mm", False),
        ("[mm]:ss", False),
        ("mm:ss.0", False),
        ("General", False),
        ("Standard", False),
        ("0.00E+00", False),
        ('#,##0 "dygn"', False),
        (r"0\d", False),
        ("0_d", False),
        ("[Magenta]0", False),
        ("[$SEK-41D] #,##0", False),
        ('0;"m"d', False),
        ('"', False),
        ("", False),
    ],
)
def test_date_formats(code: str, expected: bool) -> None:  # noqa: FBT001
    assert is_date_format(code) is expected


@pytest.mark.parametrize(
    ("serial", "since_1904", "expected"),
    [
        ("44895", False, date(2022, 11, 30)),
        ("43433", True, date(2022, 11, 30)),
        ("1", False, date(1900, 1, 1)),
        ("59", False, date(1900, 2, 28)),
        ("60", False, None),
        ("61", False, date(1900, 3, 1)),
        ("0", False, None),
        ("0", True, date(1904, 1, 1)),
        ("0.5", False, None),
        ("-1", False, None),
        ("2958465", False, date(9999, 12, 31)),
        ("2958466", False, None),
        ("2958465", True, None),
        ("1E+300", False, None),
    ],
)
def test_serial_dates(serial: str, since_1904: bool, expected: date | None) -> None:  # noqa: FBT001
    assert date_of_serial(Decimal(serial), since_1904=since_1904) == expected


def test_a_date_needs_a_date_format_of_its_own() -> None:
    cells = read_rows(
        '<row r="1"><c r="A1" s="0"><v>44895</v></c><c r="B1" s="1"><v>44895</v></c>'
        '<c r="C1" s="2"><v>0.5</v></c><c r="D1" s="3"><v>44895</v></c><c r="E1" s=""><v>1</v></c>'
        '<c r="F1" s="99"><v>44895</v></c><c r="G1" s="1"><f>A1</f><v>44895</v></c></row>',
        styles=[0, 164, 14, 165],
        formats={164: "d mmm", 165: "#,##0"},
    )
    day = date(2022, 11, 30)
    assert cells == {
        "A1": number(44895),
        "B1": Cell(CellKind.DATE, day),
        "C1": number("0.5"),
        "D1": number(44895),
        "E1": number(1),
        "F1": number(44895),
        "G1": Cell(CellKind.DATE, day, "A1"),
    }


def test_the_1904_calendar_is_not_undone_by_an_extension() -> None:
    parts = book_parts(
        '<row r="1"><c r="A1" s="0"><v>43433</v></c></row>',
        styles=[14],
        book_properties='<workbookPr date1904="1"/>',
    )
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</workbook>",
        '<extLst><ext><x:workbookPr xmlns:x="x" date1904="0"/></ext></extLst></workbook>',
    )
    assert addressed(read(zipped(parts)))["A1"].value == date(2022, 11, 30)


# Places


def test_cells_without_addresses_are_counted() -> None:
    cells = read_rows(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
        "<row r='5'><c r='C5'><v>4</v></c><c><v>5</v></c></row>"
        "<row><c><v>6</v></c></row>"
    )
    assert {place: int(str(cell.value)) for place, cell in cells.items()} == {
        "A1": 1, "C1": 3, "C5": 4, "D5": 5, "A6": 6,
    }  # fmt: skip


def test_cells_out_of_order_twice_or_in_another_row_stand_where_they_say() -> None:
    cells = read_rows(
        '<row r="3"><c r="C3"><v>1</v></c><c r="A3"><v>2</v></c><c r="a33"><v>3</v></c></row>'
        '<row r="1"><c r="B1"><v>4</v></c><c r="B1"><v>5</v></c></row>'
        '<row r="3"><c r="C3"/></row>'
    )
    assert cells == {"A3": number(2), "A33": number(3), "B1": number(5)}


@pytest.mark.parametrize(
    "row",
    [
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="A"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A"><v>1</v></c></row>',
        '<row r="1"><c r="1"><v>1</v></c></row>',
        '<row r="1"><c r="Å1"><v>1</v></c></row>',
        '<row r="1"><c r="$A$1"><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"/><c><v>1</v></c></row>',
    ],
)
def test_an_impossible_place_is_refused(row: str) -> None:
    assert fault(book_parts(row)).code == "F134"


def test_the_far_corner_costs_nothing() -> None:
    cells = read_rows('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>')
    assert set(cells) == {"A1", "XFD1048576"}


def test_the_dimension_is_not_believed_and_merged_values_stay() -> None:
    parts = book_parts(
        {
            "Blad1": sheet(
                '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
                before='<dimension ref="A1"/>',
                after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
            )
        }
    )
    assert set(addressed(read(zipped(parts)))) == {"A1", "B1"}


def test_hidden_rows_and_columns_mark_their_cells() -> None:
    parts = book_parts(
        {
            "Blad1": sheet(
                '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>'
                '<c r="D1"><f>A1</f></c></row>'
                '<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="C2"/></row>'
                '<row r="3"><c r="A3"><v>1</v></c></row>',
                before='<cols><col min="2" max="2" hidden="true"/>'
                '<col min="4" max="99999" hidden="1"/><col min="1" max="1" hidden="0"/></cols>',
            )
        }
    )
    cells = addressed(read(zipped(parts)))
    assert {place: cell.hidden for place, cell in cells.items()} == {
        "A1": False, "B1": True, "D1": True, "A2": True, "A3": False,
    }  # fmt: skip


def test_extensions_within_cells_are_stepped_over() -> None:
    cells = read_rows(
        '<row r="1"><c r="A1"><v>1</v><extLst><ext><x:c xmlns:x="x"><x:v>9</x:v></x:c></ext>'
        '</extLst></c><c r="B1"><v>2</v></c></row>'
    )
    assert cells == {"A1": number(1), "B1": number(2)}


# Sheets, names, tables


def test_sheets_keep_their_order_and_their_state() -> None:
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    grid = read(
        zipped(
            book_parts(
                {
                    "Å & Ä": sheet(one),
                    "Dold": sheet(one),
                    "Mycket dold": sheet(""),
                    " Sist ": sheet(""),
                },
                states={"Dold": "hidden", "Mycket dold": "veryHidden"},
            )
        )
    )
    assert [(one.name, one.hidden) for one in grid.sheets] == [
        ("Å & Ä", False),
        ("Dold", True),
        ("Mycket dold", True),
        (" Sist ", False),
    ]


def test_a_chart_sheet_is_left_out() -> None:
    parts = book_parts({"Tal": sheet(""), "Diagram": "<chartsheet/>", "Dialog": "<dialogsheet/>"})
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "chartsheet", "worksheets/sheet2.xml"),
        ("rId3", "worksheet", "worksheets/sheet3.xml"),
    )
    assert [one.name for one in read(zipped(parts)).sheets] == ["Tal"]


def test_names_of_single_cells() -> None:
    names = {
        "Föregående_rapport": "Start!$B$11",
        "Citerad": "'Ekonomiska risker'!$D$6",
        "Annan_skrivning": "START!$B$1",
        "Område": "Start!$A$1:$B$2",
        "Trasig": "Start!#REF!",
        "Konstant": "42",
        "Annan_bok": "[1]Start!$A$1",
        "Okänt_blad": "Borta!$A$1",
        "_xlnm.Print_Area": "Start!$A$1",
    }
    content = "".join(
        f'<definedName name="{name}">{meaning}</definedName>' for name, meaning in names.items()
    )
    content = (
        '<definedName name="Citerad" localSheetId="0">Start!$A$1</definedName>'
        + content
        + '<definedName name="Bara_här" localSheetId="0">Start!$A$3</definedName>'
    )
    grid = read(
        zipped(book_parts({"Start": sheet(""), "Ekonomiska risker": sheet("")}, names=content))
    )
    assert grid.names == {
        "Föregående_rapport": CellRef("Start", 11, 2),
        "Citerad": CellRef("Ekonomiska risker", 6, 4),
        "Annan_skrivning": CellRef("Start", 1, 2),
        "Bara_här": CellRef("Start", 3, 1),
    }


def test_a_totals_row_is_no_row_of_its_table() -> None:
    parts = book_parts("")
    link = ("rId1", "table", "../tables/table1.xml")
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(link)
    for count, last, totals in (("0", 5, 0), ("1", 4, 5)):
        parts["xl/tables/table1.xml"] = (
            f'<table xmlns="{MAIN}" name="t" ref="A3:B5" totalsRowCount="{count}"/>'
        )
        (table,) = read(zipped(parts)).sheets[0].tables
        assert (table.last_row, table.totals_row, table.end) == (last, totals, 5)


@pytest.mark.parametrize("cell", ['<c r="A1"><v>1</v></c>', '<c r="A1" x="1"><v>1</v></c>'])
def test_merged_cells(cell: str) -> None:
    """Merges are read whether the cells before them are in the plain form or not."""
    areas = ("C2:D9", "A6:A7", "A1", "B3:A1", "A:A", "#REF!", "A" * 9_000)
    written = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    after = f"<mergeCells>{written}</mergeCells>"
    grid = read(zipped(book_parts({"Blad1": sheet(f'<row r="1">{cell}</row>', after=after)})))
    assert grid.sheets[0].merges == (Merge(2, 3, 9, 4), Merge(6, 1, 7, 1))
    assert grid.sheets[0].merges[1].address == "A6:A7"
    assert list(grid.sheets[0].merges[1].covered()) == [(7, 1)]


@pytest.mark.parametrize(
    "target", ["../tables/table1.xml", "/xl/tables/table1.xml", "..\\tables\\TABLE1.xml"]
)
def test_excel_tables(target: str) -> None:
    parts = honest_parts()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("rId1", "table", target))
    parts["xl/tables/table1.xml"] = (
        f'<table xmlns="{MAIN}" name="t" displayName="Nettokostnad" ref="A3:B5"><extLst><ext>'
        '<x:table xmlns:x="x" altText="Hjälp"/></ext></extLst></table>'
    )
    assert read(zipped(parts)).sheets[0].tables == (TableRange("Nettokostnad", 3, 1, 5, 2),)
    parts["xl/tables/table1.xml"] = f'<table xmlns="{MAIN}" name="t" ref="A3:#REF!"/>'
    assert fault(parts).code == "F134"
    del parts["xl/tables/table1.xml"]
    assert fault(parts).code == "F131"


# Ways of writing the same


def honest_grid() -> Grid:
    return read(zipped(honest_parts()))


def test_the_honest_workbook() -> None:
    assert addressed(honest_grid()) == {
        "A1": text("Nettokostnad"),
        "A3": text("Verksamhet"),
        "B3": text("Utfall"),
        "A4": text("IFO"),
        "B4": number(-78885),
        "A5": Cell(CellKind.TEXT, "IFO", "A4"),
        "B5": Cell(CellKind.UNCOMPUTED, None, "B4*2"),
    }


def _strict(parts: dict[str, Content]) -> None:
    for name, content in parts.items():
        parts[name] = (
            str(content)
            .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        )


def _prefixed(parts: dict[str, Content]) -> None:
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        content = str(parts[name])
        for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "sst", "si", "r"):
            for end in (" ", ">", "/"):
                content = content.replace(f"<{tag}{end}", f"<x:{tag}{end}")
            content = content.replace(f"</{tag}>", f"</x:{tag}>")
        parts[name] = content.replace("xmlns=", "xmlns:x=")


def _utf16(parts: dict[str, Content]) -> None:
    for name, content in parts.items():
        parts[name] = str(content).replace("UTF-8", "UTF-16").encode("utf-16")


def _backslashes(parts: dict[str, Content]) -> None:
    for name in list(parts):
        parts[name.replace("/", "\\")] = parts.pop(name)


def _absolute_targets(parts: dict[str, Content]) -> None:
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = rels.replace('Target="', 'Target="/xl/')


def _other_case(parts: dict[str, Content]) -> None:
    parts["xl/SharedStrings.xml"] = parts.pop("xl/sharedStrings.xml")


def _folders(parts: dict[str, Content]) -> None:
    parts["xl/"] = b""


def _other_prefix_for_links(parts: dict[str, Content]) -> None:
    book = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = book.replace("r:id", "d3p1:id").replace("xmlns:r", "xmlns:d3p1")


@pytest.mark.parametrize(
    "rewrite",
    [
        _strict,
        _prefixed,
        _utf16,
        _backslashes,
        _absolute_targets,
        _other_case,
        _folders,
        _other_prefix_for_links,
    ],
)
def test_the_same_workbook_written_in_another_way(rewrite: object) -> None:
    parts = honest_parts()
    assert callable(rewrite)
    rewrite(parts)
    assert read(zipped(parts)) == honest_grid()
    assert read(zipped(parts, ZIP_STORED)) == honest_grid()


# What cannot be read whole is not read


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_part_cut_anywhere_is_never_read_as_whole(part: str) -> None:
    parts = honest_parts()
    whole = str(parts[part])
    for length in range(len(whole)):
        parts[part] = whole[:length]
        assert fault(parts).code == "F130", length


def test_a_file_cut_anywhere_is_never_read() -> None:
    data = zipped(honest_parts())
    for length in range(len(data)):
        with pytest.raises(Unreadable):
            read(data[:length])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="B2" t="s"><v>3</v></c>', "F132"),
        ('<c r="B2" t="s"><v>-1</v></c>', "F132"),
        ('<c r="B2" t="s"><v>x</v></c>', "F132"),
        ('<c r="B2"><v>12,5</v></c>', "F133"),
        ('<c r="B2"><v>NaN</v></c>', "F133"),
        ('<c r="B2"><v>1_000</v></c>', "F133"),
        ('<c r="B2"><v>٣</v></c>', "F133"),
        ('<c r="B2" t="b"><v>ja</v></c>', "F133"),
        ('<c r="B2" t="q"><v>1</v></c>', "F133"),
    ],
)
def test_a_value_that_cannot_be_told_names_its_cell(cell: str, code: str) -> None:
    refusal = fault(book_parts(f'<row r="2">{cell}</row>', strings=["<t>a</t>"] * 3))
    assert (refusal.code, refusal.cell) == (code, CellRef("Blad1", 2, 2))
    assert "Blad1!B2" in refusal.finding().message


@pytest.mark.parametrize(
    "cell", ['<c r="A1" t="s"><v></v></c>', '<c r="A1" t="b"/>', '<c r="A1"/>']
)
def test_a_value_left_empty_is_a_blank(cell: str) -> None:
    assert read_rows(f'<row r="1">{cell}</row>') == {}


def test_indexes_with_blanks_or_zeros_find_their_text() -> None:
    cells = read_rows(
        '<row r="1"><c r="A1" t="s"><v> 1 </v></c><c r="B1" t="s"><v>01</v></c></row>',
        strings=["<t>a</t>", "<t>b</t>"],
    )
    assert cells == {"A1": text("b"), "B1": text("b")}


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/worksheets/sheet1.xml", "F131"),
        ("xl/sharedStrings.xml", "F131"),
        ("xl/styles.xml", "F131"),
        ("xl/workbook.xml", "F110"),
        ("[Content_Types].xml", "F110"),
        ("xl/_rels/workbook.xml.rels", "F131"),
    ],
)
def test_a_part_that_is_missing(part: str, code: str) -> None:
    parts = honest_parts()
    del parts[part]
    assert fault(parts).code == code


def test_without_package_relationships_the_content_types_tell_the_workbook() -> None:
    parts = honest_parts()
    del parts["_rels/.rels"]
    assert read(zipped(parts)) == honest_grid()


@pytest.mark.parametrize("part", sorted(honest_parts()))
def test_a_doctype_is_refused_wherever_it_stands(part: str) -> None:
    parts = honest_parts()
    parts[part] = str(parts[part]).replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
    assert fault(parts).code == "F126"


@pytest.mark.parametrize("encoding", ["UTF-8", "us-ascii", "windows-1252", "ISO-8859-1"])
def test_known_encodings_are_read(encoding: str) -> None:
    parts = honest_parts()
    part = "xl/worksheets/sheet1.xml"
    parts[part] = str(parts[part]).replace("UTF-8", encoding).encode(encoding)
    assert read(zipped(parts)) == honest_grid()


@pytest.mark.parametrize("encoding", ["utf-7", "UTF-32", "cp037", "xx", "idna", "utf8"])
def test_odd_encodings_are_refused(encoding: str) -> None:
    parts = honest_parts()
    part = "xl/worksheets/sheet1.xml"
    parts[part] = str(parts[part]).replace("UTF-8", encoding)
    assert fault(parts).code == "F130"


def test_sheets_must_be_listed_and_told_apart() -> None:
    assert fault(book_parts({})).code == "F138"
    assert fault(book_parts({"Mål": sheet(""), "MÅL": sheet("")})).code == "F137"


def test_a_sheet_that_is_something_else_is_refused() -> None:
    assert fault(book_parts({"Blad1": f'<styleSheet xmlns="{MAIN}"/>'})).code == "F130"


def test_the_number_of_cells_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 10}</row>" for _ in range(10))
    monkeypatch.setattr("xl_asn.files.reading.reader.MAX_CELLS", 199)
    assert len(read(zipped(book_parts(rows))).sheets[0].cells) == 100
    assert fault(book_parts({"A": sheet(rows), "B": sheet(rows)})).code == "F135"
    assert sheet_read.MAX_CELLS == 2_000_000


@pytest.mark.parametrize("inline", [True, False])
def test_the_amount_of_text_is_bounded(monkeypatch: pytest.MonkeyPatch, inline: bool) -> None:  # noqa: FBT001
    monkeypatch.setattr("xl_asn.files.reading.reader.MAX_TEXT", 1000)
    item = "<t>0123456789</t>"
    rows = "".join(f"<row><c t='inlineStr'><is>{item}</is></c></row>" for _ in range(101))
    parts = book_parts(rows) if inline else book_parts("", strings=[item] * 101)
    assert fault(parts).code == "F136"


# Against openpyxl


def test_a_workbook_that_openpyxl_wrote() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Nettokostnad"
    values: list[list[object]] = [
        ["Nettokostnad"],
        [],
        ["Verksamhet", "Utfall", "Andel", "Datum", "Klar"],
        ["IFO – barn", -78885, 0.6, datetime(2022, 11, 30), True],  # noqa: DTZ001 - as cells are
        ["=A4", "=SUM(B4:B4)", None, None, False],
        ["#REF!", "", " blank ", "1 000", "é\u00a0"],
    ]
    for row in values:
        first.append(row)
    first.add_table(Table(displayName="Nettokostnad", ref="A3:E5"))
    first.column_dimensions["C"].hidden = True
    book.create_sheet("Dold").sheet_state = "veryHidden"
    buffer = BytesIO()
    book.save(buffer)
    grid = read(buffer.getvalue())

    assert [(one.name, one.hidden) for one in grid.sheets] == [
        ("Nettokostnad", False),
        ("Dold", True),
    ]
    read_sheet = grid.sheets[0]
    assert read_sheet.tables == (TableRange("Nettokostnad", 3, 1, 5, 5),)
    assert read_sheet.cell(4, 2) == number(-78885)
    assert read_sheet.cell(4, 3) == Cell(CellKind.NUMBER, Decimal("0.6"), hidden=True)
    assert read_sheet.cell(4, 4) == Cell(CellKind.DATE, date(2022, 11, 30))
    assert read_sheet.cell(4, 5).value is True
    assert read_sheet.cell(5, 1) == Cell(CellKind.UNCOMPUTED, None, "A4")
    assert read_sheet.cell(6, 1).kind is CellKind.ERROR
    assert read_sheet.cell(6, 3).value == " blank "
    assert read_sheet.cell(5, 3) is BLANK


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_shape_of_the_honest_workbook_satisfies_openpyxl() -> None:
    """The handmade parts are a workbook to others too, so what they show holds for real files."""
    book = openpyxl.load_workbook(BytesIO(zipped(book_parts(HONEST_ROWS, strings=HONEST_STRINGS))))
    assert book["Blad1"]["B3"].value == "Utfall"
    assert book["Blad1"]["B4"].value == -78885
