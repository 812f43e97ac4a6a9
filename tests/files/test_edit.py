from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import xl_asn.files.changing.edit
from tests.files.built_master import changed_parts, master, parts, report_page, with_part
from tests.files.handmade import book_parts, sheet, zipped
from tests.files.integrity import faults
from xl_asn.files.changing.edit import NotWritable
from xl_asn.files.changing.edited_sheet import EditedSheet, with_values
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.save import LostParts, changed
from xl_asn.files.changing.xml_spans import NotUnderstood
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import BLANK, CellRef, Value

NET = "xl/worksheets/sheet1.xml"


def _at(address: str) -> CellRef:
    return CellRef.parse(address)


def _opened(data: bytes, *, computed: bool = False) -> Any:
    assert faults(data) == ()
    return openpyxl.load_workbook(io.BytesIO(data), data_only=computed)


def _written(values: dict[str, Value]) -> Any:
    return _opened(changed(master(), {_at(key): value for key, value in values.items()}))


def test_values_of_every_kind() -> None:
    book = _written(
        {
            "Netto!B4": Decimal("1234567.89"),
            "Netto!B5": Decimal("1E+3"),
            "Netto!A4": "ny rad",
            "Netto!C4": True,
            "Netto!G7": date(2024, 6, 2),
            "Netto!A5": None,
            "'Åtgärder i år'!B2": Decimal("0.1"),
        }
    )
    net = book["Netto"]
    assert net["B4"].value == 1234567.89
    assert net["B5"].value == 1000
    assert net["A4"].value == "ny rad"
    assert net["C4"].value is True
    assert net["G7"].value.date() == date(2024, 6, 2)
    assert net["A5"].value is None
    assert book["Åtgärder i år"]["B2"].value == 0.1


def test_looks_stay() -> None:
    before = openpyxl.load_workbook(io.BytesIO(master()))["Netto"]
    after = _written({"Netto!A4": "x", "Netto!B6": Decimal(1), "Netto!G7": date(2024, 1, 1)})[
        "Netto"
    ]
    for address in ("A4", "B6", "G7"):
        assert after[address].number_format == before[address].number_format
        assert after[address].fill.fgColor.rgb == before[address].fill.fgColor.rgb


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+46", "-x", "@x", "#REF!", "#N/A", "TRUE", "007", "2024-01-01", " blank ", "a\nb",
     "\ttab", "å<&>\"'", "😀", "'citat", "<r>x</r>"],
)  # fmt: skip
def test_text_is_always_text(text: str) -> None:
    cell = _written({"Netto!A4": text})["Netto"]["A4"]
    assert cell.value == text
    assert cell.data_type != "f"


def test_excel_keeps_the_blanks_at_the_ends_of_a_text() -> None:
    written = parts(changed(master(), {_at("Netto!A4"): " blank "}))[NET]
    assert b'<t xml:space="preserve"> blank </t>' in written


def test_control_characters_are_escaped_as_excel_does() -> None:
    after = changed(master(), {_at("Netto!A4"): "a\x01b\r_x0041_"})
    assert b">a_x0001_b_x000D__x005F_x0041_</t>" in parts(after)[NET]
    assert faults(after) == ()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("9.95", b"<v>9.95</v>"),
        ("123456789012345", b"<v>123456789012345</v>"),
        ("12345678901234.5", b"<v>12345678901234.5</v>"),
        ("-0.00", b"<v>0</v>"),
        ("100.00", b"<v>100</v>"),
        ("0.1234567890123456789", b"<v>0.123456789012346</v>"),
    ],
)
def test_numbers_are_exact(value: str, written: bytes) -> None:
    after = changed(master(), {_at("Netto!B4"): Decimal(value)})
    assert b'r="B4" s="1">' + written in parts(after)[NET]


def test_only_the_sheet_written_to_changes() -> None:
    assert changed_parts(master(), changed(master(), {_at("Netto!B4"): Decimal(9)})) == {NET}
    two: dict[CellRef, Value] = {_at("Netto!B4"): Decimal(9), _at("'Åtgärder i år'!B2"): "x"}
    assert changed_parts(master(), changed(master(), two)) == {
        NET,
        "xl/worksheets/sheet2.xml",
    }


def test_everything_around_the_cells_is_byte_equal() -> None:
    before, after = (
        parts(data)[NET] for data in (master(), changed(master(), {_at("Netto!B4"): "x"}))
    )
    old, new = (sheet.split(b"<sheetData>") for sheet in (before, after))
    assert old[0] == new[0]
    assert old[1].split(b"</sheetData>")[1] == new[1].split(b"</sheetData>")[1]
    assert b"dataValidation" in new[1]
    assert b"conditionalFormatting" in new[1]
    assert b"legacyDrawing" in new[1]
    assert b"tablePart" in new[1]
    assert b"hyperlink" in new[1]
    assert b'ht="24.75"' in new[1]


def test_excel_computes_at_opening_only_where_there_are_formulas() -> None:
    def without_flag(data: bytes) -> bytes:
        return with_part(
            data, "xl/workbook.xml", lambda old: old.replace(b' fullCalcOnLoad="1"', b"")
        )

    before = without_flag(master())
    after = changed(before, {_at("Netto!B4"): Decimal(9)})
    assert changed_parts(before, after) == {NET, "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in parts(after)["xl/workbook.xml"]

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("S").write_number("A1", 1)
    book.close()
    plain = without_flag(file.getvalue())
    after = changed(plain, {_at("S!A1"): Decimal(2)})
    assert changed_parts(plain, after) == {"xl/worksheets/sheet1.xml"}


def test_a_formula_gives_way_to_its_value() -> None:
    after = changed(master(), {_at("Netto!F7"): Decimal(77)})
    assert _opened(after)["Netto"]["F7"].value == 77
    assert _opened(after)["Netto"]["F8"].value == "=F7*2"
    cleared = changed(master(), {_at("Netto!F7"): None})
    assert _opened(cleared)["Netto"]["F7"].value is None


def test_cells_and_rows_that_are_not_there_come_in_order() -> None:
    values: dict[CellRef, Value] = {
        CellRef("Netto", row, column): f"{row}.{column}"
        for row in (2, 4, 7, 8, 12, 30)
        for column in (1, 4, 5, 8)
    }
    sheet = _opened(changed(master(), values))["Netto"]
    assert all(sheet.cell(ref.row, ref.column).value == said for ref, said in values.items())
    assert sheet["F7"].value == "=B4+B5"


def test_the_order_of_the_values_does_not_matter_and_twice_is_as_once() -> None:
    values: list[tuple[CellRef, Value]] = [
        (CellRef("Netto", row, column), f"{row}" if column == 1 else Decimal(row))
        for row in range(4, 40)
        for column in (1, 2, 10)
        if row != 9
    ]
    once = changed(master(), dict(values))
    values.reverse()
    assert changed(master(), dict(values)) == once
    assert changed(once, dict(values)) == once


def test_no_values_are_the_same_bytes() -> None:
    assert changed(b"vad som helst", {}) == b"vad som helst"


def test_dates_follow_the_calendar_of_the_workbook() -> None:
    before = with_part(
        master(),
        "xl/workbook.xml",
        lambda old: old.replace(b"<workbookPr ", b'<workbookPr date1904="1" '),
    )
    after = changed(before, {_at("Netto!G7"): date(1904, 1, 3)})
    assert b'r="G7" s="3"><v>2</v>' in parts(after)[NET]


def _shared() -> bytes:
    """Return B1:B4 as one shared formula, E1:E2 as one array formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("S")
    for row in range(4):
        sheet.write_number(row, 0, row + 1)
        sheet.write_formula(row, 1, f'=A{row + 1}*$A$1&"<A1>"', None, f"{row + 1}<A1>")
    sheet.write_array_formula("E1:E2", "{=A1:A2*2}", None, 2)
    book.close()

    def change(old: bytes) -> bytes:
        old = old.replace(b"<f>A1*", b'<f t="shared" ref="B1:B4" si="0">A1*')
        return re.sub(rb"<f>A[234]\*[^<]*</f>", b'<f t="shared" si="0"/>', old)

    return with_part(file.getvalue(), "xl/worksheets/sheet1.xml", change)


def test_those_who_share_a_formula_survive_its_first_cell() -> None:
    after = changed(_shared(), {_at("S!B1"): Decimal(77), _at("S!B3"): "x"})
    sheet = _opened(after)["S"]
    assert [sheet.cell(row, 2).value for row in range(1, 5)] == [
        77,
        '=A2*$A$1&"<A1>"',
        "x",
        '=A4*$A$1&"<A1>"',
    ]
    assert _opened(after, computed=True)["S"]["B4"].value == "4<A1>"


@pytest.mark.parametrize("formula", [b"A1)*", b'A1*"*', b"[A1*"])
def test_a_shared_formula_that_cannot_be_read_is_not_taken_apart(formula: bytes) -> None:
    odd = with_part(
        _shared(), "xl/worksheets/sheet1.xml", lambda old: old.replace(b"A1*$A$1", formula)
    )
    with pytest.raises(NotUnderstood):
        changed(odd, {_at("S!B1"): Decimal(77)})


def test_another_than_the_first_leaves_the_shared_formula() -> None:
    after = parts(changed(_shared(), {_at("S!B2"): Decimal(1)}))["xl/worksheets/sheet1.xml"]
    assert b'<f t="shared" ref="B1:B4" si="0">' in after
    assert after.count(b'<f t="shared" si="0"/>') == 2


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("S!E1", Decimal(1)),
        ("S!E2", Decimal(1)),
        ("Saknas!A1", Decimal(1)),
        ("S!A1", Decimal("NaN")),
        ("S!A1", Decimal("1E+400")),
        ("S!A1", "x" * 32_768),
        ("S!A1", date(1850, 1, 1)),
    ],
)
def test_what_cannot_be_written_is_refused(address: str, value: Value) -> None:
    with pytest.raises(NotWritable) as caught:
        changed(_shared(), {_at(address): value})
    assert caught.value.cell == _at(address)


def test_a_cell_under_a_merge_is_refused() -> None:
    with pytest.raises(NotWritable):
        changed(master(), {_at("Netto!B9"): "x"})
    sheet = _opened(changed(master(), {_at("Netto!A9"): "x"}))["Netto"]
    assert sheet["A9"].value == "x"


def test_a_part_lost_on_the_way_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Package.to_bytes

    def careless(package: Package) -> bytes:
        damaged = dict(package.parts)
        damaged["xl/styles.xml"] += b" "
        del damaged["xl/comments1.xml"]
        return honest(Package(damaged))

    monkeypatch.setattr(Package, "to_bytes", careless)
    with pytest.raises(LostParts) as caught:
        changed(master(), {_at("Netto!B4"): Decimal(9)})
    assert caught.value.names == ("xl/comments1.xml", "xl/styles.xml")


def test_a_neighbour_changed_on_the_way_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = with_values

    def careless(*args: Any) -> EditedSheet:
        edited = honest(*args)
        return edited._replace(content=edited.content.replace(b"<v>4</v>", b"<v>5</v>"))

    monkeypatch.setattr(xl_asn.files.changing.edit, "with_values", careless)
    with pytest.raises(LostParts):
        changed(master(), {_at("Netto!B4"): Decimal(9)})


def test_values_and_pages_go_together() -> None:
    values: dict[CellRef, Value] = {_at("Netto!B4"): Decimal(9), _at("Rapport!A5"): "ändrad"}
    pages = [report_page()]
    both = changed(changed(master(), {}, pages), values)
    assert _opened(both)["Rapport"]["A5"].value == "ändrad"
    assert changed(changed(both, {}, pages), values) == both


@pytest.mark.parametrize(
    ("rows", "values", "expected"),
    [
        ("", {"B2": Decimal(1)}, '<row r="2"><c r="B2"><v>1</v></c></row>'),
        ("", {"B2": None}, ""),
        (
            '<row r="2" ht="9"/>',
            {"B2": True},
            '<row r="2" ht="9"><c r="B2" t="b"><v>1</v></c></row>',
        ),
        (
            '<row r="3" spans="2:2"><c r="B3" s="7"/></row>',
            {"A3": Decimal(1), "C3": Decimal(2), "B9": None, "B1": Decimal(3)},
            (
                '<row r="1"><c r="B1"><v>3</v></c></row><row r="3"><c r="A3"><v>1</v></c>'
                '<c r="B3" s="7"/><c r="C3"><v>2</v></c></row>'
            ),
        ),
        (
            '<row><c r="A1" t="s" s="4"><v>0</v></c></row>',
            {"A1": None},
            '<row><c r="A1" s="4"/></row>',
        ),
    ],
)
def test_what_is_written_where(rows: str, values: dict[str, Value], expected: str) -> None:
    before = zipped(book_parts({"S": sheet(rows, before='<dimension ref="B2:B3"/>')}))
    after = changed(before, {_at(f"S!{key}"): value for key, value in values.items()})
    written = parts(after)["xl/worksheets/sheet1.xml"].decode()
    assert written.partition("<sheetData>")[2].partition("</sheetData>")[0] == expected
    held = read(after).sheets[0].cells
    for address, value in values.items():
        place = _at(f"S!{address}")
        assert held.get((place.row, place.column), BLANK).value == value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<calcPr calcId="1"/>', '<calcPr fullCalcOnLoad="1" calcId="1"/>'),
        ("<calcPr fullCalcOnLoad='0'/>", '<calcPr fullCalcOnLoad="1"/>'),
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr fullCalcOnLoad="true"/>', '<calcPr fullCalcOnLoad="true"/>'),
    ],
)
def test_the_calculation_is_asked_for_once(before: str, after: str) -> None:
    book = book_parts('<row r="1"><c r="A1"><f>1+1</f></c></row>')
    book["xl/workbook.xml"] = str(book["xl/workbook.xml"]).replace(
        "</workbook>", before + "</workbook>"
    )
    written = parts(changed(zipped(book), {_at("Blad1!B1"): Decimal(1)}))["xl/workbook.xml"]
    assert f"{after}</workbook>" in written.decode()


@pytest.mark.parametrize("value", [Decimal(0), Decimal("-12.5"), None])
@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2" s="0"><f>SUM(A1:A9)</f><v>77</v></c>',
        '<c r="B2" t="str" s="0"><f>SUM(A1:A9)</f><v>text</v></c>',
        '<c r="B2" s="0" t="e"><f>SUM(A1:A9)</f><v>#REF!</v></c>',
        '<c r="B2" s="0"><f>SUM(A1:A9)</f></c>',
        '<c r="B2" cm="1" s="0"><f t="array" ref="B2">SUM(A1:A9)</f><v>77</v></c>',
        '<c r="B2" s="0"><f t="shared" si="0" ref="B2:B3">SUM(A1:A9)</f><v>77</v></c>',
    ],
)
def test_a_formula_stays_as_it_is_written_with_another_result(
    cell: str, value: Decimal | None
) -> None:
    made = zipped(book_parts(f'<row r="2">{cell}</row>'))
    new = changed(made, {}, (), {_at("Blad1!B2"): value})
    (part,) = (content for name, content in parts(new).items() if "worksheets/sheet" in name)
    formula = re.search(r"<f.*</f>", cell)
    assert formula is not None
    assert formula[0].encode() in part
    assert b' t="str"' not in part
    assert b' t="e"' not in part
    shown = read(new).at(_at("Blad1!B2"))
    assert shown.formula == "SUM(A1:A9)"
    assert shown.value == value
    assert b'fullCalcOnLoad="1"' in parts(new)["xl/workbook.xml"]


def test_a_result_is_never_written_where_there_is_no_formula() -> None:
    made = zipped(book_parts('<row r="2"><c r="B2"><v>5</v></c></row>'))
    new = changed(made, {}, (), {_at("Blad1!B2"): Decimal(1), _at("Blad1!C9"): Decimal(2)})
    assert read(new).at(_at("Blad1!B2")).value == 5
    assert read(new).at(_at("Blad1!C9")).is_blank
