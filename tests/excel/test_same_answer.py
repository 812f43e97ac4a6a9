"""The button and the command line give the same answer, and as many rows cost as few calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlwings as xw

from tests.beside import beside, checked
from tests.excel.conftest import Press, example_grid, example_path, opened
from tests.excel.engine_sheets import Excel
from tests.excel.tall import tall
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.case.compute import Computed, compute
from xl_asn.case.own_cells import is_set_aside, with_cells
from xl_asn.cli.program import answer as command_line
from xl_asn.documents.left_block import left_places
from xl_asn.excel import buttons
from xl_asn.excel.live_book import read_book
from xl_asn.excel.live_cells import write_cells
from xl_asn.files.reading.load import load
from xl_asn.model.findings import Finding
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Merge

MONTHS = ("2021-02", "2022-11", "2023-07")
NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - the user's own clock


def from_the_command_line(month: str, tmp_path: Path) -> Grid:
    path = example_path(month)
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert command_line(["berakna", str(copy)]) in {0, 1}
    grid = load(copy).grid
    assert grid is not None
    return grid


def filled(cells: Mapping[tuple[int, int], Cell]) -> dict[tuple[int, int], object]:
    return {place: (c.value, c.formula) for place, c in cells.items() if not c.is_blank}


@pytest.mark.parametrize("month", MONTHS)
def test_the_button_gives_the_same_workbook_as_the_command_line(
    excel: Excel, press: Press, tmp_path: Path, month: str
) -> None:
    expected = from_the_command_line(month, tmp_path)
    data = opened(excel, example_grid(month), "a.xlsm")
    word, sentence = press(buttons.berakna)
    assert (word, sentence.partition(":")[0]) == ("OK", "Beräkningen är klar")
    live = as_grid(data)
    stamp = expected.names["Senast_beräknad"]
    assert [s.name for s in live.sheets if not is_set_aside(s.name)] == [
        s.name for s in expected.sheets
    ]
    for sheet in expected.sheets:
        found = live.sheet(sheet.name)
        assert found is not None
        here, there = filled(found.cells), filled(sheet.cells)
        if sheet.name == stamp.sheet:
            moment = here.pop((stamp.row, stamp.column))
            there.pop((stamp.row, stamp.column))
            assert isinstance(moment, tuple)
            assert isinstance(moment[0], str), "the stamp is a text, not a date"
        assert here == there, sheet.name
    # The saved book is the same document to the command line: nothing more is to be written.
    again = compute(beside(live), now=NOW)
    assert isinstance(again, Computed)
    assert (dict(again.values), again.pages) == ({}, ())


def test_a_second_press_writes_nothing(excel: Excel, book: Workbook, press: Press) -> None:
    press(buttons.berakna)
    before = as_grid(book)
    excel.calls.clear()
    word, sentence = press(buttons.berakna)
    assert word == "OK"
    assert sentence.startswith("Ingenting har ändrats sedan förra gången: 1 fel")
    assert as_grid(book) == before
    assert not [called for _, called in excel.calls if called == "Range.raw_value="]


def test_kontrollera_tells_what_is_left_and_writes_no_figure(excel: Excel, press: Press) -> None:
    grid = example_grid("2021-02")
    places = left_places(grid)
    book = opened(excel, with_cells(grid, dict.fromkeys(places.values(), BLANK)), "2021.xlsm")
    word, sentence = press(buttons.kontrollera)
    assert (word, "Inga siffror är ändrade" in sentence) == ("OK", True)
    after = as_grid(book)
    assert after.at(places["enhetsresultat"]).text == "37 av 40 bedömningar saknas"
    told = {sheet: after.at(cell).text for sheet, cell in places.items()}
    assert told == {sheet: grid.at(cell).text for sheet, cell in places.items()}
    assert {(s.name, *place) for s in after.sheets if s.name in {"Mål", "Nettokostnad"}
            for place, cell in s.cells.items() if cell.value != grid.at(
                CellRef(s.name, *place)).value} == set()  # fmt: skip


def found(grid: Grid) -> tuple[Finding, ...]:
    examined = checked(grid)
    assert not isinstance(examined, Finding)
    return examined.findings


def test_ten_times_the_rows_cost_the_same_number_of_calls(
    excel: Excel, press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = []
    grid = example_grid("2022-11")
    # What is left of ten times the rows is said in other words: here both are to say it.
    grid = with_cells(grid, dict.fromkeys(left_places(grid).values(), BLANK))
    for times in (1, 10):
        opened(excel, tall(grid, times), f"{times}.xlsm")
        excel.calls.clear()
        assert press(buttons.berakna)[1].startswith("Beräkningen är klar: 1 fel")
        by_sheet: Counter[str] = Counter()
        for (sheet, _), number in excel.calls.items():
            by_sheet[sheet or "(Excel och arbetsboken)"] += number
        counts.append(by_sheet)
    rows = [{s.name: s.last_row for s in tall(grid, times).sheets} for times in (1, 10)]
    with capsys.disabled():
        print()  # noqa: T201
        for sheet in counts[0]:
            print(  # noqa: T201
                f"{sheet:26}{rows[0].get(sheet, ''):>6}{counts[0][sheet]:>6}"
                f"{rows[1].get(sheet, ''):>6}{counts[1][sheet]:>6}"
            )
        print(f"{'Summa':26}{'':6}{counts[0].total():>6}{'':6}{counts[1].total():>6}")  # noqa: T201
    assert counts[0] == counts[1]
    # A mark costs calls of its own, and there are at most twenty on a sheet.
    marked = Counter(cell.sheet for cell in {finding.cell for finding in found(grid)} if cell)
    for sheet, calls in counts[0].items():
        assert calls <= 36 + 8 * marked[sheet] or sheet.startswith("(")


@pytest.mark.thorough
def test_ten_thousand_rows_are_read_and_written(excel: Excel, press: Press) -> None:
    data = opened(excel, tall(example_grid("2022-11"), 1001, "Organisation"), "stor.xlsm")
    assert max(row for row, _ in data.tab("Organisation").cells) > 10_000
    assert press(buttons.berakna)[0] == "OK"
    # The amounts alone: a whole press takes 25 s, which a test need not prove each time.
    grid = tall(example_grid("2022-11"), 850, "Nettokostnad")
    data = opened(excel, grid, "belopp.xlsm")
    excel.calls.clear()
    values = {CellRef("Nettokostnad", row, 6): Decimal(row) for row in range(6, 10_006)}
    live = xw.Book.caller()
    excel.auto_correct.AutoFillFormulasInLists = False
    write_cells(live, read_book(live), values)
    assert data.tab("Nettokostnad").cells[10_000, 6] == (10_000.0, None)
    assert excel.calls["Nettokostnad", "Range.raw_value="] == 1


def test_kontrollera_writes_no_figures(excel: Excel, press: Press) -> None:
    data = opened(excel, example_grid("2021-02"), "a.xlsm")
    data.tab("Nettokostnad").cells[6, 4] = (-134970.0, None)
    before = as_grid(data)
    word, sentence = press(buttons.kontrollera)
    assert word == "OK"
    assert "Inga siffror är ändrade" in sentence
    assert sentence.endswith(" celler räknas om när du trycker Beräkna.")
    after = as_grid(data)
    assert {s.name for s in after.sheets if s != before.sheet(s.name)} == {"Kontroll"}
    assert CellRef("Nettokostnad", 6, 4) in {
        CellRef("Nettokostnad", row, column) for row, column in data.tab("Nettokostnad").notes
    }


def test_the_live_book_is_the_file(book: Workbook, excel: Excel) -> None:
    live = read_book(xw.Book.caller())
    expected = example_grid("2022-11")
    assert live.names == expected.names
    for sheet in expected.sheets:
        found = live.sheet(sheet.name)
        assert found is not None
        assert found.tables == sheet.tables
        assert {p: replaced(c) for p, c in found.cells.items()} == {
            p: replaced(c) for p, c in sheet.cells.items() if c.value != ""
        }
    assert book in excel.books


def test_totals_rows_and_merged_cells_are_those_of_the_file(excel: Excel) -> None:
    grid = example_grid("2022-11")
    units = grid.sheet("Enhetsresultat")
    assert units is not None
    (table,) = units.tables
    merges = (Merge(6, 1, 15, 1), Merge(6, 4, 7, 4), Merge(16, 1, 25, 1))
    summed = table._replace(last_row=table.last_row - 1, totals_row=table.last_row)
    told = replace(units, tables=(summed,), merges=merges)
    sheets = tuple(told if sheet is units else sheet for sheet in grid.sheets)
    opened(excel, replace(grid, sheets=sheets), "a.xlsm")
    found = read_book(xw.Book.caller()).sheet("Enhetsresultat")
    assert found is not None
    assert found.tables == (summed,)
    assert found.merges == merges


def replaced(cell: Cell) -> tuple[object, ...]:
    return cell.kind, cell.value, cell.formula
