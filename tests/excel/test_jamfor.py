"""*Jämför med förra*: the sheet *Jämförelse*, which is the program's own, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.excel.conftest import Press, example_grid, example_path, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.saving import save
from tests.excel.slow import for_ever
from tests.excel.workbooks import Tab, Workbook, as_grid
from xl_asn.case.case import Case
from xl_asn.case.comparing.compare import compare
from xl_asn.case.comparing.previous import previous_of
from xl_asn.case.comparing.sides import Given
from xl_asn.case.compute import compute
from xl_asn.case.examine import examine
from xl_asn.case.older_masters import left_behind, moved_master
from xl_asn.case.opened import opened as opened_file
from xl_asn.case.own_cells import shows
from xl_asn.documents.catalogue import document_type_of
from xl_asn.excel import buttons, compared
from xl_asn.model.comparison_sheet import NAME, WRITTEN
from xl_asn.model.grid import Grid, Sheet, text
from xl_asn.pages.comparison_page import Books, comparison_page

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - any moment will do
JULY, NOVEMBER = "2023-07_manadsrapport.xlsm", "2022-11_manadsrapport.xlsm"


@pytest.fixture
def july(excel: Excel, tmp_path: Path) -> Workbook:
    """July 2023, open from its file, with November 2022 beside it as the report before."""
    folder = tmp_path / "bok"
    folder.mkdir()
    for name in (JULY, NOVEMBER):
        shutil.copy(example_path(name[:7]), folder / name)
    data = opened(excel, example_grid("2023-07"), JULY, folder / JULY)
    start(excel, "Föregående rapport", NOVEMBER)
    save(data)
    return data


def without(book: Workbook) -> Grid:
    grid = as_grid(book)
    return replace(grid, sheets=tuple(sheet for sheet in grid.sheets if sheet.name != NAME))


def test_the_sheet_is_the_commands_comparison_and_nothing_else_changes(
    july: Workbook, press: Press
) -> None:
    before = as_grid(july)
    word, sentence = press(buttons.jamfor_med_forra)
    assert word == "OK", sentence
    assert sentence.startswith(f"Jämfört med {NOVEMBER}. ")
    assert sentence.endswith(" Se bladet Jämförelse.")
    assert without(july) == before
    assert july.saved
    case = opened_file(Path(july.fullname)).case
    page = comparison_page(compare(previous_of(case), Given(case, JULY)), Books(None, ""))
    assert len(july.tab(NAME).cells) > 100
    assert shows(as_grid(july), page)
    here = [cell for cell in page.cells if cell.link]
    assert here
    assert all(cell.book == "" for cell in here), "every link leads into the workbook itself"


def test_a_second_press_writes_nothing(excel: Excel, july: Workbook, press: Press) -> None:
    press(buttons.jamfor_med_forra)
    before = as_grid(july)
    excel.calls.clear()
    word, sentence = press(buttons.jamfor_med_forra)
    assert (word, "ingenting är skrivet" in sentence) == ("OK", True)
    assert as_grid(july) == before
    assert not [called for _, called in excel.calls if called in {"Sheet.copy", "Range.raw_value="}]


def test_the_sheet_is_written_anew_in_its_place(july: Workbook, press: Press) -> None:
    press(buttons.jamfor_med_forra)
    july.tabs.insert(0, july.tabs.pop())
    july.tab(NAME).shapes = [SimpleNamespace(Type=8)]  # an arrow of a filter
    july.tab("Sammanfattning").cells[6, 2] = ("En helt ny mening.", None)
    press(buttons.jamfor_med_forra)
    assert [tab.name for tab in july.tabs].index(NAME) == 0
    assert [tab.name for tab in july.tabs].count(NAME) == 1
    assert "En helt ny mening." in {value for value, _ in july.tab(NAME).cells.values()}


def test_a_formula_of_hers_that_reads_the_sheet_survives(july: Workbook, press: Press) -> None:
    press(buttons.jamfor_med_forra)
    tab = july.tab(NAME)
    july.tabs.append(Tab("Mitt", {(1, 1): ("Jämförelse", "=Jämförelse!A1")}))
    july.tab("Sammanfattning").cells[6, 2] = ("En helt ny mening.", None)
    press(buttons.jamfor_med_forra)
    assert july.tab(NAME) is tab, "deleted, it would have broken the formula"
    assert "En helt ny mening." in {value for value, _ in tab.cells.values()}


def test_it_is_one_of_the_programs_own_sheets(july: Workbook, press: Press) -> None:
    """What is found, computed and moved is the same with it as without it."""
    press(buttons.berakna)
    before = without(july)
    press(buttons.jamfor_med_forra)
    assert press(buttons.berakna)[1].startswith("Ingenting har ändrats sedan förra gången")
    assert without(july) == before
    declared = document_type_of(before)
    assert declared is not None
    case = opened_file(Path(july.fullname)).case
    answers = []
    for grid in (before, as_grid(july)):
        one = case.with_grid(grid)
        assert isinstance(one, Case)
        moved = moved_master(declared, grid, macros=False)
        answers.append(
            (
                examine(one).findings,
                compute(one, now=NOW)[1:5],
                left_behind(grid, moved, {}),
            )
        )
    assert answers[0] == answers[1]


def test_undo_is_of_berakna_alone(july: Workbook, press: Press) -> None:
    before = as_grid(july)
    press(buttons.berakna)
    press(buttons.jamfor_med_forra)
    kept = dict(july.tab(NAME).cells)
    assert press(buttons.angra)[0] == "OK"
    assert july.tab(NAME).cells == kept
    assert {sheet.name: sheet for sheet in without(july).sheets} == {
        sheet.name: sheet for sheet in before.sheets
    }


def test_a_cell_of_it_is_explained_as_the_programs(july: Workbook, press: Press) -> None:
    press(buttons.jamfor_med_forra)
    july.active, july.selected = july.tab(NAME), (8, 4, 8, 4)
    assert press(buttons.forklara)[1] == (
        "Bladet Jämförelse skrivs av programmet och byts ut av Jämför med förra. Skriv inte här."
    )


def _of_her_own(_: Excel, book: Workbook) -> None:
    book.tabs.append(Tab("jämförelse", {(1, 1): ("Min egen", None)}))


def _written_beside(_: Excel, book: Workbook) -> None:
    cells = {(1, 1): NAME, (4, 1): f"{WRITTEN}.", (9, 8): "kolla"}
    book.tabs.append(Tab(NAME, {place: (value, None) for place, value in cells.items()}))


def _formula_on_it(_: Excel, book: Workbook) -> None:
    cells = {(1, 1): (NAME, None), (4, 1): (f"{WRITTEN}.", None), (9, 6): (2.0, "=1+1")}
    book.tabs.append(Tab(NAME, cells))


def _note_on_it(_: Excel, book: Workbook) -> None:
    tab = Tab(NAME, notes={(9, 2): "kolla"})
    tab.cells = {(1, 1): (NAME, None), (4, 1): (f"{WRITTEN}.", None)}
    book.tabs.append(tab)


def _chart_on_it(_: Excel, book: Workbook) -> None:
    tab = Tab(NAME, shapes=[SimpleNamespace(Type=8), SimpleNamespace(Type=3)])
    tab.cells = {(1, 1): (NAME, None), (4, 1): (f"{WRITTEN}.", None)}
    book.tabs.append(tab)


def _none_named(excel: Excel, _: Workbook) -> None:
    start(excel, "Föregående rapport", "")


def _not_there(excel: Excel, _: Workbook) -> None:
    start(excel, "Föregående rapport", "juni.xlsm")


def _damaged(_: Excel, book: Workbook) -> None:
    (Path(book.fullname).parent / NOVEMBER).write_bytes(b"inget paket")


def _no_folder(_: Excel, book: Workbook) -> None:
    book.fullname = book.name


def _itself(excel: Excel, _: Workbook) -> None:
    start(excel, "Föregående rapport", JULY)


def _locked(_: Excel, book: Workbook) -> None:
    book.locked = True


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (_of_her_own, "Bladet jämförelse är ditt eget, och skrivs inte över."),
        (_written_beside, "Bladet Jämförelse har något eget på sig, och skrivs inte över."),
        (_formula_on_it, "Bladet Jämförelse har något eget på sig"),
        (_note_on_it, "Bladet Jämförelse har något eget på sig"),
        (_chart_on_it, "Bladet Jämförelse har något eget på sig"),
        (_none_named, "Skriv namnet på dess fil vid Föregående rapport på bladet Start"),
        (_not_there, "juni.xlsm"),
        (_damaged, NOVEMBER),
        (_no_folder, "mapp"),
        (_itself, "är den här arbetsboken"),
        (_locked, "struktur är skyddad"),
    ],
)
def test_each_hindrance_is_told_and_nothing_is_written(
    excel: Excel, july: Workbook, press: Press,
    arrange: Callable[[Excel, Workbook], None], said: str,
) -> None:  # fmt: skip
    arrange(excel, july)
    before = as_grid(july)
    word, sentence = press(buttons.jamfor_med_forra)
    assert (word, said in sentence) == ("FEL", True), sentence
    assert as_grid(july) == before


def test_what_takes_too_long_is_told_and_nothing_is_written(
    july: Workbook, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared, "LONGEST_SECONDS", 0.05)
    monkeypatch.setattr(compared, "compare", for_ever)
    before = as_grid(july)
    word, sentence = press(buttons.jamfor_med_forra)
    assert (word, "arbetet avbröts" in sentence) == ("FEL", True)
    assert as_grid(july) == before


def test_a_sheet_of_her_own_by_the_name_is_read_as_hers(july: Workbook) -> None:
    """What stands on the program's own sheet is said of the workbooks that it is taken from."""
    number = text("Brukaren 19121212-1212 har flyttat.")
    ours = {(1, 1): text(NAME), (2, 1): text(f"{WRITTEN}.")}
    case = opened_file(Path(july.fullname)).case
    told = []
    for cells in ({(7, 4): number}, {**ours, (7, 4): number}, {**ours, (7, 8): number}):
        one = case.with_grid(replace(case.grid, sheets=(*case.grid.sheets, Sheet(NAME, cells))))
        assert isinstance(one, Case)
        told.append([f.code for f in examine(one).findings if f.cell and f.cell.sheet == NAME])
    assert told == [["T130"], [], ["T130"]]
