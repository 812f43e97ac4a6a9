"""What was written over comes back, marks come and go, and nothing of the author's is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.excel.conftest import Press, example_grid, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.case.own_cells import BEFORE, UNDO, is_set_aside
from xl_asn.excel import buttons
from xl_asn.excel.marks import MARKER, MOST_MARKS
from xl_asn.model.grid import CellRef


@pytest.fixture
def february(excel: Excel) -> Workbook:
    """Return February 2021 with an actual typed with a zero too many: no press mends that."""
    data = opened(excel, example_grid("2021-02"), "2021-02.xlsm")
    data.tab("Nettokostnad").cells[6, 4] = (-134970.0, None)
    return data


@pytest.mark.parametrize("month", ["2021-02", "2022-11", "2023-07"])
def test_undo_puts_every_cell_back(excel: Excel, press: Press, month: str) -> None:
    data = opened(excel, example_grid(month), "a.xlsm")
    data.tab("Nettokostnad").cells[6, 9] = (-2418.0, "=G6-H6+50")
    before = as_grid(data)
    assert press(buttons.berakna)[0] == "OK"
    assert as_grid(data) != before
    assert data.tab(UNDO).visible == 2
    assert {tab.visible for tab in data.tabs if tab.name in BEFORE.values()} == {2}
    word, sentence = press(buttons.angra)
    assert (word, sentence.partition(":")[0]) == ("OK", "Beräkningen är ångrad")
    after = as_grid(data)
    assert [sheet.name for sheet in after.sheets] == [sheet.name for sheet in before.sheets]
    for sheet in before.sheets:
        found = after.sheet(sheet.name)
        assert found is not None
        for place, cell in sheet.cells.items():
            restored = found.cells[place]
            assert restored.formula == cell.formula
            # A formula that is put back is computed by Excel; this one does not compute.
            assert restored == cell or cell.formula
        assert {p for p, c in found.cells.items() if not c.is_blank or c.formula} == {
            p for p, c in sheet.cells.items() if not c.is_blank or c.formula
        }
    assert not any(tab.notes for tab in data.tabs)
    assert press(buttons.angra)[0] == "FEL", "there is nothing left to undo"


def test_nothing_is_undone_in_the_next_period_that_was_done_in_the_last(
    february: Workbook, press: Press
) -> None:
    """What ny-period leaves of what is remembered is an empty sheet."""
    press(buttons.berakna)
    february.tab(UNDO).cells.clear()
    before = as_grid(february)
    word, sentence = press(buttons.angra)
    assert (word, sentence) == ("FEL", "Det finns ingen beräkning att ångra i den här arbetsboken.")
    assert as_grid(february) == before


def test_undo_leaves_what_the_author_has_changed_since(february: Workbook, press: Press) -> None:
    press(buttons.berakna)
    february.tab("Nettokostnad").cells[6, 9] = (-1.0, None)
    word, sentence = press(buttons.angra)
    assert word == "OK"
    assert "Du har själv ändrat Nettokostnad!I6" in sentence
    assert february.tab("Nettokostnad").cells[6, 9] == (-1.0, None)


def test_undo_twice_goes_back_one_press_and_the_trail_with_it(
    february: Workbook, press: Press
) -> None:
    press(buttons.berakna)
    once = as_grid(february)
    february.tab("Nettokostnad").cells[6, 4] = (-13500.0, None)
    press(buttons.berakna)
    press(buttons.angra)
    february.tab("Nettokostnad").cells[6, 4] = (float(_number(once, "Nettokostnad!D6")), None)
    for sheet in once.sheets:
        if not is_set_aside(sheet.name) and sheet.name != "Start":
            assert as_grid(february).sheet(sheet.name) == sheet


def _number(grid: object, ref: str) -> Decimal:
    value = grid.at(CellRef.parse(ref)).value  # type: ignore[attr-defined] # a Grid
    assert isinstance(value, Decimal)
    return value


def test_a_mark_comes_goes_and_leaves_the_authors_notes(february: Workbook, press: Press) -> None:
    net, income = february.tab("Nettokostnad"), february.tab("Resultaträkning")
    net.notes[4, 4] = "Ring ekonomen"
    income.notes[7, 5] = "Min egen anteckning om det tomma"
    press(buttons.kontrollera)
    assert net.notes[6, 4].startswith(f"{MARKER}C103 (fel)\nUtfall för Gemensamt IFO")
    assert "Så rättar du: " in net.notes[6, 4]
    box = net.note_boxes[6, 4]
    assert (box.Width, box.Height > 59.25) == (260.0, True), "Excel's own box cuts the text"
    assert (4, 4) not in net.note_boxes
    assert income.notes[7, 5] == "Min egen anteckning om det tomma", "the finding is on Kontroll"
    assert not february.tab("Start").notes
    net.cells[6, 4] = (-13497.0, None)
    press(buttons.kontrollera)
    assert net.notes[4, 4] == "Ring ekonomen"
    assert (6, 4) not in net.notes


def test_more_faults_than_can_be_marked_are_told_and_walked_through(
    february: Workbook, press: Press
) -> None:
    net = february.tab("Nettokostnad")
    rows = [row for (row, column) in net.cells if column == 6 and row > 5]
    for row in rows:
        net.cells[row, 2] = ("Samma namn", None)
        net.cells[row, 3] = (f"sort {row}", None)
    word, sentence = press(buttons.kontrollera)
    assert word == "OK"
    assert (
        "På Nettokostnad är bara de 20 allvarligaste cellerna markerade; Gå till nästa fel går "
        "igenom alla."
    ) in sentence
    assert len(net.notes) == MOST_MARKS
    visited = set()
    total = int(press(buttons.nasta_fel)[1].split()[2].rstrip(":"))
    for _ in range(total):
        press(buttons.nasta_fel)
        assert february.active is not None
        visited.add((february.active.name, february.selected[:2]))
    assert len(visited) == total
    on_sheet = {place for name, place in visited if name == "Nettokostnad"}
    assert set(net.notes) < on_sheet


def test_a_mark_that_still_holds_is_left_as_it_is(
    excel: Excel, february: Workbook, press: Press
) -> None:
    press(buttons.kontrollera)
    excel.calls.clear()
    press(buttons.kontrollera)
    changed = {called for _, called in excel.calls if called in {"Range.add_note", "Note.delete"}}
    assert not changed
    assert february.tab("Nettokostnad").notes


def test_a_formula_of_the_authors_that_reads_kontroll_survives(
    february: Workbook, press: Press
) -> None:
    own = february.tab("Händelser")
    own.cells[40, 1] = ("x", "=Kontroll!A1")
    kept = february.tab("Kontroll")
    press(buttons.berakna)
    assert february.tab("Kontroll") is kept, "the sheet itself stays, so the formula does"
    assert press(buttons.angra)[0] == "OK"
    assert february.tab("Kontroll") is kept
    assert len(kept.cells) == 2, "what the master says until something is computed"


def test_a_filter_that_makes_excel_skip_cells_does_not_lose_a_figure(
    february: Workbook, press: Press
) -> None:
    net = february.tab("Nettokostnad")
    net.hidden_rows = {6, 7}
    assert press(buttons.berakna)[0] == "OK"
    assert net.cells[6, 9] == (-2468.0, None)


def test_extra_columns_sorted_rows_and_no_rows_at_all(book: Workbook, press: Press) -> None:
    net = book.tab("Nettokostnad")
    for row in range(5, 18):
        net.cells[row, 20] = ("Egen kolumn" if row == 5 else f"min {row}", None)
    first = {c: v for (r, c), v in net.cells.items() if r == 6}
    second = {c: v for (r, c), v in net.cells.items() if r == 7}
    for column in range(1, 21):
        for row, line in ((6, second), (7, first)):
            net.cells.pop((row, column), None)
            if column in line:
                net.cells[row, column] = line[column]
    risks = book.tab("Risker")
    risks.cells = {place: held for place, held in risks.cells.items() if place[0] <= 5}
    assert press(buttons.berakna)[0] == "OK"
    assert net.cells[9, 20] == ("min 9", None)
    assert net.cells[7, 6] == (2527.0, None)


def test_merged_cells_are_a_sentence_and_nothing_is_written(
    february: Workbook, press: Press
) -> None:
    february.tab("Nettokostnad").merged = {(6, 9)}
    before = as_grid(february)
    word, sentence = press(buttons.berakna)
    assert word == "FEL"
    assert "sammanfogade" in sentence
    assert as_grid(february) == before
