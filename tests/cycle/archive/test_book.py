from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cycle.archive.made import (
    BOARD,
    OTHER,
    archive_of,
    board_of,
    goal_of,
    row_of,
    total_of,
    two_years,
    year_of,
)
from xl_asn.calculation.forecasts import challenger
from xl_asn.cycle.archive.book import archive_book
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import (
    RESERVATION,
    Archive,
    BoardArchive,
    Figures,
    FollowedRow,
    Remark,
    RemarkKind,
)
from xl_asn.model.page import CHART_WORDS, Page, Placed, Style

SHEETS = ["Översikt", "Träff", "Träfflista", "Mål", "Kurvor", "Utmanare", "Luckor"]


def read(archive: Archive, *pages: Page) -> Any:
    return openpyxl.load_workbook(io.BytesIO(archive_book(archive, pages)), rich_text=False)


def table(sheet: Any, first: str) -> list[dict[str, Any]]:
    """Return the lines below the row of headers that begins with ``first``."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(number for number, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


def texts(sheet: Any) -> str:
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)


def parts(archive: Archive) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive_book(archive))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_the_sheets_stand_in_their_order_with_those_given_last() -> None:
    more = Page("Arkiv", (Placed(1, 1, "x", Style()),))
    assert read(archive_of(two_years()), more).sheetnames == [*SHEETS, "Arkiv"]


def test_a_bias_of_two_per_cent_is_told_with_its_sign() -> None:
    dark = board_of([total_of({2022: year_of(-200_000, budget=-200_000)})])
    book = read(archive_of(dark))
    (own,) = table(book["Översikt"], "Rad")
    assert own["Rad"] == "Resultat ASN"
    assert (own["Prognoser"], own["Träffar"], own["Träff %"]) == (11, 0, 0)
    assert (own["Lutning, tkr"], own["Lutar"]) == (-4000, "för dystert")
    assert own["Medelfel, tkr"] == 4000
    assert own["Medelfel % av årsbudgeten"] == pytest.approx(0.02)
    assert own["Kvot"] == own["Utmanarens träffar"] == "–"
    assert "Av 11 prognoser för Resultat ASN träffade ingen" in texts(book["Översikt"])
    assert "4\u00a0000 tkr för dystra" in texts(book["Översikt"])


def test_the_reservation_and_the_meaning_of_signs_are_said() -> None:
    said = texts(read(archive_of(two_years()))["Översikt"])
    assert RESERVATION in said
    assert "högst 1,0 procent av årsbudgeten" in said
    assert "Minus betyder att prognosen var för dyster" in said
    assert "Belopp i tkr" in said


def test_few_forecasts_do_not_lean_and_small_rows_have_no_share() -> None:
    few = year_of(-1000, months=[9, 10, 12])
    board = board_of([row_of({2022: few}, name="Liten"), total_of({2022: year_of(-500_000)})])
    own, small = table(read(archive_of(board))["Översikt"], "Rad")
    assert own["Rad"] == "Resultat ASN"
    assert (small["Lutning, tkr"], small["Lutar"]) == ("–", "för få prognoser")
    assert small["Medelfel % av årsbudgeten"] == "–"


def test_rows_that_nothing_can_judge_are_counted_and_left_out() -> None:
    new = row_of({2022: year_of(-9, months=[3])}, name="Ny")
    board = board_of([new, total_of({2022: year_of(-9)})])
    sheet = read(archive_of(board))["Översikt"]
    assert [line["Rad"] for line in table(sheet, "Rad")] == ["Resultat ASN"]
    assert "En rad har ingen prognos med ett bokslut att jämföra med." in texts(sheet)
    none = read(archive_of(board_of([total_of({2022: year_of(-9, months=[3])})])))["Översikt"]
    assert not table(none, "Rad")
    assert "Ingen prognos för Resultat ASN har ännu ett bokslut" in texts(none)


def test_each_month_is_a_hit_or_a_miss_in_word_symbol_and_number() -> None:
    book = read(archive_of(two_years()))
    grid = [line for line in table(book["Träff"], "Rad") if line["Rad"] == "Resultat ASN"]
    assert [line["År"] for line in grid] == [2021, 2022]
    assert [line["Träffar"] for line in grid] == ["11 av 11", "0 av 11"]
    assert grid[1]["Jan"] == pytest.approx(-4008 / 198396)
    symbols = {cell.number_format for row in book["Träff"].iter_rows() for cell in row}
    assert any("●" in shown for shown in symbols)
    assert any("■" in shown for shown in symbols)
    listed = table(book["Träfflista"], "Rad")
    line = next(
        x for x in listed if (x["Rad"], x["År"], x["Månad"]) == ("Resultat ASN", 2022, "Maj")
    )
    assert (line["Prognos, tkr"], line["Bokslut, tkr"], line["Fel, tkr"]) == (
        -204408, -200400, -4008,
    )  # fmt: skip
    assert line["Träff eller miss"] == "■ Miss"
    assert {x["Träff eller miss"] for x in listed if x["År"] == 2021} == {"● Träff"}
    assert "Dec" not in {x["Månad"] for x in listed}


def test_a_row_without_a_budget_is_neither_hit_nor_miss() -> None:
    bare = {m: f._replace(year_budget=None) for m, f in year_of(-1000).items()}
    book = read(archive_of(board_of([total_of({2022: bare})])))
    assert {x["Träff eller miss"] for x in table(book["Träfflista"], "Rad")} == {
        "– ingen årsbudget"
    }
    assert table(book["Träff"], "Rad")[0]["Mars"] == "–"
    assert table(book["Översikt"], "Rad")[0]["Träff %"] == "–"


def test_goals_are_symbols_and_words_with_a_dash_where_nobody_has_assessed() -> None:
    goals = [
        goal_of({(2022, 1): "Grön", (2022, 3): "Röd", (2021, 12): ""}),
        goal_of({(2022, 2): "Helt uppfyllt"}, number="A 2", name="=1+1"),
    ]
    sheet = read(archive_of(board_of([], goals)))["Mål"]
    first, second, third = table(sheet, "Nr")
    assert (first["År"], first["Dec"]) == (2021, "–")
    assert [second[m] for m in ("Jan", "Feb", "Mars")] == ["● Grön", "–", "■ Röd"]
    assert (third["Nr"], third["Mål"], third["Feb"]) == ("A 2", "=1+1", "Helt uppfyllt")
    fills = {c.value: c.fill.fgColor.rgb for row in sheet.iter_rows() for c in row if c.value}
    assert fills["● Grön"] != fills["■ Röd"]


def test_a_name_that_a_sheet_has_twice_is_told_with_its_place() -> None:
    rows = [row_of({2022: year_of(-10)}, name="varav kostnader", number=n) for n in (5, 8)]
    parents = [
        replace(row, id=place, observed=tuple(
            one._replace(row=one.row._replace(parent=place)) for one in row.observed
        ))
        for row, place in zip(rows, ("Nämnden", "Staben"), strict=True)
    ]  # fmt: skip
    names = [x["Rad"] for x in table(read(archive_of(board_of(parents)))["Översikt"], "Rad")]
    assert names == ["varav kostnader (Nämnden)", "varav kostnader (Staben)"]


def test_the_challenger_is_hand_arithmetic_and_said_to_be_a_comparison() -> None:
    years = {2020: year_of(-100), 2021: year_of(-300), 2022: year_of(-500, months=range(1, 11))}
    row = total_of(years)
    book = read(archive_of(board_of([row])))
    line = table(book["Utmanare"], "Rad")[0]
    # −390 had come, of 78 + 234 out of 400 in the two years before.
    assert line["Utfall"] == -390
    assert line["Andel som brukar ha kommit"] == pytest.approx(0.78)
    assert line["Åren som säger det"] == "2020, 2021"
    assert line["Utmanaren"] == pytest.approx(-500)
    assert (line["Prognos"], line["Prognos minus utmanaren"]) == (-510, pytest.approx(-10))
    assert line["Så är utmanaren beräknad"] == "säsong"
    assert (line["Månader"], line["Nämndens träffar"], line["Utmanarens träffar"]) == (
        11, "0 av 11", "11 av 11",
    )  # fmt: skip
    found = challenger(row, (2022, 10))
    assert found is not None
    assert line["Utmanaren"] == pytest.approx(float(found.forecast))
    said = texts(book["Utmanare"])
    assert "en jämförelse och skrivs aldrig in i Prognos" in said
    assert "Rapporten för oktober 2022, tkr" in said


def test_why_a_row_has_no_challenger_is_said() -> None:
    whole = {2021: year_of(-300), 2022: year_of(-500, months=[4])}
    gone = {2021: year_of(-300)}
    lost = {2021: year_of(-300), 2022: {4: Figures(forecast=Decimal(-5))}}
    new = {2022: year_of(-500, months=[4])}
    rows = [total_of(whole), *(
        row_of(years, name=name) for name, years in (("Gone", gone), ("Lost", lost), ("New", new))
    )]  # fmt: skip
    lines = table(read(archive_of(board_of(rows)))["Utmanare"], "Rad")
    assert {x["Rad"]: x["Så är utmanaren beräknad"] for x in lines} == {
        "Resultat ASN": "säsong", "Gone": "– raden är inte med", "Lost": "– utfall saknas",
        "New": "– inget helt år före",
    }  # fmt: skip
    december = read(archive_of(two_years()))["Utmanare"]
    assert {x["Så är utmanaren beräknad"] for x in table(december, "Rad")} == {"– året är slut"}


def test_without_an_earlier_year_there_is_no_challenger() -> None:
    first = board_of([total_of({2022: year_of(-500)})])
    book = read(archive_of(first))
    assert "Inget tidigare år är helt i arkivet" in texts(book["Utmanare"])
    assert not table(book["Utmanare"], "Rad")
    both = read(archive_of(replace(first, board=OTHER), two_years()))
    assert f"finns ingen utmanare för {OTHER}." in texts(both["Utmanare"])
    assert {x["Nämnd"] for x in table(both["Utmanare"], "Nämnd")} == {BOARD}


def test_what_is_lacking_is_listed_and_else_said_not_to_be() -> None:
    whole = archive_of(two_years())
    assert "Inget saknas" in texts(read(whole)["Luckor"])
    remark = Remark(RemarkKind.GAP, BOARD, (2022, 6), "Rapport saknas.", ("a.xlsx", "b.xlsx"))
    (line,) = table(read(replace(whole, remarks=(remark,)))["Luckor"], "Vad")
    assert list(line.values()) == [
        "Rapport saknas", "juni 2022", "Rapport saknas.", "a.xlsx\nb.xlsx",
    ]  # fmt: skip
    unread = Remark(RemarkKind.NOT_READ, "", None, "c.xlsx: trasig", ("c.xlsx",))
    two = Archive("tkr", (two_years(), two_years(OTHER)), (remark, unread))
    assert [x["Nämnd"] for x in table(read(two)["Luckor"], "Nämnd")] == [BOARD, "–"]


def test_two_boards_are_told_apart_everywhere() -> None:
    book = read(archive_of(two_years(), two_years(OTHER, size=3)))
    for name in ("Översikt", "Träff", "Träfflista", "Mål", "Utmanare"):
        assert {x["Nämnd"] for x in table(book[name], "Nämnd")} == {BOARD, OTHER}, name
    assert f"{BOARD}: Av 22 prognoser" in texts(book["Översikt"])
    assert f"{OTHER}. Till och med december 2022" in texts(book["Kurvor"])


def test_rows_of_two_sheets_are_told_apart() -> None:
    board = two_years()
    first = board.rows[0]
    other = replace(first, id="r", observed=tuple(
        one._replace(row=one.row._replace(sheet="Resultaträkning")) for one in first.observed
    ))  # fmt: skip
    lines = table(read(archive_of(replace(board, rows=(other, *board.rows))))["Översikt"], "Rad")
    assert [x["Blad"] for x in lines] == ["Nettokostnad"] * 4 + ["Resultaträkning"]


def test_headers_stay_and_are_printed_again_on_paper_one_page_wide() -> None:
    book = read(archive_of(two_years()))
    for name in ("Träff", "Träfflista", "Mål", "Utmanare"):
        sheet = book[name]
        top = sheet.auto_filter.ref.split(":")[0].lstrip("A")
        assert sheet.freeze_panes == f"A{int(top) + 1}", name
        assert sheet.print_title_rows == f"${top}:${top}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_amounts_are_in_the_unit_of_the_archive() -> None:
    book = read(replace(archive_of(two_years()), unit="mnkr"))
    line = table(book["Översikt"], "Rad")[0]
    assert "Medelfel, mnkr" in line
    formats = {cell.number_format for row in book["Träfflista"].iter_rows() for cell in row}
    assert any("#,##0.0" in shown for shown in formats)


def _charts(archive: Archive) -> tuple[list[str], str]:
    found = parts(archive)
    charts = [found[name] for name in sorted(found) if name.startswith("xl/charts/chart")]
    drawings = [text for name, text in found.items() if name.startswith("xl/drawings/drawing")]
    return charts, "".join(drawings)


def test_the_charts_are_native_and_say_their_numbers() -> None:
    charts, drawing = _charts(archive_of(two_years()))
    assert len(charts) == 2
    assert drawing.count('descr="Linjediagram.') == 2
    assert "Linjediagram." in CHART_WORDS
    assert "dec −200\u00a0400" in drawing
    so_far, steps = charts
    assert [name in so_far for name in ("Utfall 2022", "Budget 2022", "Utfall 2021")] == [True] * 3
    assert "<c:dateAx>" in steps
    assert "<c:dateAx>" not in so_far
    for chart in charts:
        assert '<a:prstDash val="dash"/>' in chart
        assert 'val="b"/>' in chart[chart.index("<c:legend>") :]
        assert "Månad" in chart
        assert ", tkr" in chart


def test_a_year_that_is_not_over_is_drawn_beside_the_latest_whole() -> None:
    years = {2021: year_of(-300), 2022: year_of(-500, months=[1, 2, 4])}
    charts, drawing = _charts(archive_of(board_of([total_of(years)])))
    assert len(charts) == 3
    assert "Årets prognoser 2022" in drawing
    assert "Bokslutet finns inte än" in drawing
    assert "Årets prognoser 2021" in drawing


def test_the_numbers_of_a_chart_stand_beside_it() -> None:
    sheet = read(archive_of(two_years()))["Kurvor"]
    lines = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    assert ["Nov", -174348, -181863, -165631] in lines
    assert ["Nov", -204408, -198396, -200400] in lines
    assert ["Dec", "–", -198396, -200400] in lines


def test_nothing_to_draw_is_said() -> None:
    sheet = read(archive_of(board_of([row_of({2022: year_of(-5)})])))["Kurvor"]
    assert "Ingen rapport har utfall, budget eller prognos" in texts(sheet)


def test_text_of_a_report_is_text() -> None:
    evil = total_of({2022: year_of(-10)}, name='=HYPERLINK("x")\x07 <b>&amp;')
    found = parts(archive_of(board_of([evil], [goal_of({(2022, 1): "=1"}, name="+1")])))
    assert not any("<f>" in text for name, text in found.items() if "worksheets" in name)
    assert not any("\x07" in text for text in found.values())


def test_the_same_archive_gives_the_same_bytes() -> None:
    assert archive_book(archive_of(two_years())) == archive_book(archive_of(two_years()))


AMOUNTS = st.none() | st.decimals(-(10**15) + 1, 10**15 - 1, places=0) | st.just(Decimal(0))
FIGURES = st.builds(Figures, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
YEARS = st.dictionaries(
    st.integers(1899, 2030), st.dictionaries(st.integers(1, 12), FIGURES, min_size=1), min_size=1,
    max_size=3,
)  # fmt: skip
NAMES = st.sampled_from(["", " ", "Rad", "rad", "=A1", "\n", "x" * 300, "\x00\ud7ff"])


@st.composite
def boards(draw: st.DrawFn) -> BoardArchive:
    rows = [
        row_of(draw(YEARS), name=draw(NAMES), kind=draw(st.sampled_from(RowKind)), number=number)
        for number in range(draw(st.integers(0, 3)))
    ]
    unique = [replace(row, id=str(number)) for number, row in enumerate(rows)]
    months = st.tuples(st.integers(1899, 2030), st.integers(1, 12))
    words = st.sampled_from(["", "Grön", "Gul", "=1", "Inget utfall"])
    goals = [
        goal_of(draw(st.dictionaries(months, words, max_size=3)), name=draw(NAMES),
                number=draw(st.sampled_from(["", "1", "½", "x"])))
        for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    made = board_of(unique[:1] + _one_own(unique[1:]), goals)
    return replace(made, board=draw(NAMES))


def _one_own(rows: list[FollowedRow]) -> list[FollowedRow]:
    return [replace(row, is_board=False) for row in rows]


@given(st.lists(boards(), max_size=3), st.sampled_from(["tkr", "mnkr", "", "kr"]))
@settings(max_examples=40, deadline=None)
def test_no_archive_is_too_odd(made: list[BoardArchive], unit: str) -> None:
    data = archive_book(Archive(unit, tuple(made)))
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == SHEETS
    for text in _xml(data):
        assert "\x00" not in text


def _xml(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield from (package.read(name).decode() for name in package.namelist())
