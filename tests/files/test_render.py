from __future__ import annotations

import dataclasses
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.files.built_master import AMOUNT, DAY, HEADING, LINK, TEXT, TITLE, parts, report_page
from tests.files.integrity import faults
from xl_asn.files.making.render import MAX_CELL_TEXT, render
from xl_asn.model.grid import Value
from xl_asn.model.page import ChartLine, LineChart, Page, Placed, Style


def _reopened(*pages: Page) -> Any:
    data = render(pages, title="Rapport")
    assert faults(data) == ()
    return openpyxl.load_workbook(io.BytesIO(data))


def _one(value: Value, style: Style = TEXT) -> Any:
    return _reopened(Page("S", (Placed(1, 1, value, style),)))["S"]["A1"]


def test_equal_pages_give_the_same_bytes() -> None:
    pages = [report_page(), report_page("Fynd", link="Rapport!A1")]
    again = [dataclasses.replace(page) for page in pages]
    again[0] = report_page()
    assert render(pages, title="Rapport") == render(again, title="Rapport")


def test_the_whole_page_is_there() -> None:
    book = _reopened(report_page(), Page("Netto", ()))
    sheet = book["Rapport"]
    assert sheet["A1"].value == "Månadsrapport för å, ä & ö"
    assert sheet["A2"].value == datetime(2024, 5, 31)  # noqa: DTZ001
    assert sheet["B5"].value == -400
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet.row_dimensions[1].height == 30
    assert sheet.column_dimensions["A"].width == pytest.approx(34.7, abs=0.1)
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert [brk.id for brk in sheet.row_breaks.brk] == [10]
    assert sheet.auto_filter.ref == "A4:D16"
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in {None, 1}  # one page wide is what is meant unsaid
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.sheet_view.showGridLines is False
    assert sheet.oddFooter.right.text == "Sida &P av &N"
    assert book.properties.title == "Rapport"


def test_looks_reach_the_cells() -> None:
    sheet = _reopened(report_page(), Page("Netto", ()))["Rapport"]
    title, heading, amount = sheet["A1"], sheet["B4"], sheet["B5"]
    assert (title.font.sz, title.font.b, title.font.color.rgb) == (18, True, "FF1F3B4D")
    assert heading.fill.fgColor.rgb == "FFE6EEF3"
    assert heading.border.bottom.style == "thin"
    assert heading.border.bottom.color.rgb == "FF8C8C8C"
    assert (heading.alignment.wrap_text, heading.alignment.vertical) == (True, "center")
    assert (amount.number_format, amount.alignment.horizontal) == ("#,##0", "right")


def test_each_distinct_look_is_one_format() -> None:
    styles = [TITLE, HEADING, TEXT, AMOUNT, LINK, DAY]
    cells = tuple(
        Placed(row, column, "text", style._replace())
        for row in range(1, 40)
        for column, style in enumerate(styles, 1)
    )
    book = _reopened(Page("S", cells))
    assert len(book._cell_styles) == len(styles) + 1


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+46", "-", "@x", "https://x.se", "007", "TRUE", "#REF!", "{=A1}",
     "<r>x</r>", "<r><t>&amp;</t></r>", " blanksteg ", "rad\nrad", "mailto:a@b.se", "😀"],
)  # fmt: skip
def test_text_is_always_text(text: str) -> None:
    cell = _one(text)
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_text_that_could_come_alive_is_quoted() -> None:
    assert _one("=HYPERLINK(1)").quotePrefix
    assert not _one("vanlig text").quotePrefix


def test_what_no_cell_can_hold_is_spelled_out_and_what_looks_escaped_is_text() -> None:
    text = "a\x01b\u202e_x0041_\tc\vd\r\ne\ufffe\ud800"
    data = render([Page("S", (Placed(1, 1, text, TEXT),))], title="")
    assert _one(text).value == "a\\x01b\\u202e_x0041_ c\nd \ne\\ufffe\\ud800"
    assert b"_x005F_x0041_" in parts(data)["xl/sharedStrings.xml"]
    assert faults(data) == ()


def test_a_text_that_no_longer_fits_when_it_is_spelled_out_is_cut() -> None:
    (cell,) = Page("S", (Placed(1, 1, "\x01" * 32_767, TEXT),)).cells
    assert isinstance(cell.value, str)
    assert len(cell.value) == 32_767
    assert cell.value.endswith("…")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("9.95"), b"<v>9.95</v>"),
        (Decimal("-250.00"), b"<v>-250</v>"),
        (Decimal("1E+3"), b"<v>1000</v>"),
        (Decimal(123456789012345), b"<v>123456789012345</v>"),
        (Decimal("12345678901234.5"), b"<v>12345678901234.5</v>"),
        (Decimal("0.1234567890123456789"), b"<v>0.123456789012346</v>"),
        (Decimal("-0"), b"<v>0</v>"),
        (True, b't="b"><v>1</v>'),
        (date(1900, 1, 1), b"<v>1</v>"),
        (date(1900, 3, 1), b"<v>61</v>"),
        (date(2024, 5, 31), b"<v>45443</v>"),
    ],
)
def test_numbers_are_exact(value: Value, written: bytes) -> None:
    data = render([Page("S", (Placed(1, 1, value, TEXT),))], title="")
    assert written in parts(data)["xl/worksheets/sheet1.xml"]


def test_dates_count_from_1904_when_asked() -> None:
    page = Page("S", (Placed(1, 1, date(1904, 1, 2), DAY),))
    sheet = parts(render([page], title="", date_1904=True))["xl/worksheets/sheet1.xml"]
    assert b"<v>1</v>" in sheet


def test_a_link_keeps_look_and_value() -> None:
    cells = (
        Placed(1, 1, "Visa", LINK, link="Fynd i år!B2"),
        Placed(2, 1, Decimal(7), AMOUNT, link="'Fynd i år'!B3"),
        Placed(3, 1, "Bred", LINK, columns=3, link="'Fynd i år'!B4"),
    )
    book = _reopened(Page("S", cells), Page("Fynd i år", ()))
    sheet = book["S"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["Visa", 7, "Bred"]
    assert [sheet.cell(row, 1).hyperlink.location for row in (1, 2, 3)] == [
        "'Fynd i år'!B2",
        "'Fynd i år'!B3",
        "'Fynd i år'!B4",
    ]
    assert sheet["A1"].font.color.rgb == "FF0B5394"
    assert sheet["A2"].number_format == "#,##0"


def test_more_links_than_a_sheet_can_hold_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_asn.files.making.render.MAX_LINKS", 1)
    cells = tuple(Placed(row, 1, f"rad {row}", LINK, link=f"S!B{row}") for row in (1, 2))
    sheet = _reopened(Page("S", cells))["S"]
    assert [sheet.cell(row, 1).value for row in (1, 2)] == ["rad 1", "rad 2"]
    assert sheet["A1"].hyperlink.location == "'S'!B1"
    assert sheet["A2"].hyperlink is None


def test_the_chart_is_native_and_says_its_alternative() -> None:
    data = render([report_page(), Page("Netto", ())], title="")
    chart = parts(data)["xl/charts/chart1.xml"].decode()
    assert '<c:barDir val="bar"/>' in chart
    assert "<c:f>Rapport!$B$5:$B$16</c:f>" in chart
    assert "<c:f>Rapport!$A$5:$A$16</c:f>" in chart
    category, value = chart[chart.index("<c:catAx>") :].split("<c:valAx>")
    assert '<c:orientation val="maxMin"/>' in category
    assert '<c:tickLblPos val="low"/>' in category
    assert '<c:crosses val="max"/>' in value
    assert 'formatCode="#,##0"' in value
    assert "<c:legend>" not in chart
    drawing = parts(data)["xl/drawings/drawing1.xml"].decode()
    assert 'descr="Stapeldiagram. Avvikelse per verksamhet."' in drawing
    assert 'editAs="oneCell"' in drawing


def test_lines_are_told_apart_without_colour_and_may_rise_in_steps() -> None:
    lines = (
        ChartLine("Prognos", 2, "17505B", 3.0),
        ChartLine("Bokslut", 3, "8F2F3A", 1.75, "round_dot", "diamond"),
    )
    chart = LineChart(
        alternative="Linjediagram. Prognoser\x07.", title="Prognoser\x07", first_row=2, last_row=4,
        label_column=1, value_column=2, lines=lines, label_axis="Månad", value_axis="Helåret, tkr",
        axis=(-10.0, 0.0, 5.0), by_date=True, at_row=1, at_column=5, width_points=400,
        height_points=200, number_format="#,##0",
    )  # fmt: skip
    written = parts(render([Page("S", (), charts=(chart,))], title=""))
    drawn = written["xl/charts/chart1.xml"].decode()
    assert "<c:dateAx>" in drawn
    assert '<c:dispBlanksAs val="span"/>' in drawn
    assert '<a:ln w="38100">' in drawn
    assert '<a:prstDash val="sysDot"/>' in drawn
    assert '<c:symbol val="diamond"/>' in drawn
    assert "<c:f>S!$C$2:$C$4</c:f>" in drawn
    assert "Helåret, tkr" in drawn
    assert "\x07" not in drawn
    assert b'descr="Linjediagram. Prognoser\\x07."' in written["xl/drawings/drawing1.xml"]


def test_landscape_and_gridlines_when_asked() -> None:
    sheet = _reopened(Page("S", (), landscape=True, gridlines=True))["S"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_view.showGridLines is not False


@pytest.mark.parametrize(
    "page",
    [
        Page("S", (Placed(1, 1, "x" * (MAX_CELL_TEXT + 1), TEXT),)),
        Page("S", (Placed(1, 1, "a", TEXT), Placed(1, 1, "b", TEXT))),
        Page("S", (Placed(1, 1, "a", TEXT, columns=3), Placed(1, 3, "b", TEXT))),
        Page("S", (Placed(1, 16_385, "a", TEXT),)),
        Page("S", (Placed(0, 1, "a", TEXT),)),
        Page("S", (Placed(1, 1, Decimal("NaN"), TEXT),)),
        Page("S", (Placed(1, 1, date(1899, 12, 31), TEXT),)),
        Page("S", (), footer="x" * 256),
    ],
)
def test_what_cannot_be_written_whole_is_refused(page: Page) -> None:
    with pytest.raises(ValueError, match=r"page S|cell can hold|first day"):
        render([page], title="")
