"""Workbooks that are not as we made them: an answer in words, and nothing of the author's lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.excel.conftest import Press, example_grid, example_path, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Tab, Workbook, as_grid
from xl_asn.case.own_cells import GENERATED, is_set_aside
from xl_asn.excel import buttons
from xl_asn.model.comparison_sheet import NAME as COMPARISON
from xl_asn.model.grid import Grid


def renamed(book: Workbook) -> None:
    book.tab("Nettokostnad").name = "Netto okt"


def renamed_start(book: Workbook) -> None:
    book.tab("Start").name = "Framsida"
    book.names = {name: ref.replace("Start!", "Framsida!") for name, ref in book.names.items()}


def without_rows(book: Workbook) -> None:
    """Every table is its headers and nothing more."""
    for tab in book.tabs:
        if tab.tables:
            ((_, top, *_),) = tab.tables
            tab.cells = {place: held for place, held in tab.cells.items() if place[0] <= top}


def without_tables(book: Workbook) -> None:
    """As when Excel's tables have been turned into ranges."""
    for tab in book.tabs:
        tab.tables = []


def filtered_to_nothing(book: Workbook) -> None:
    for tab in book.tabs:
        tab.hidden_rows = set(range(6, 400))


def with_sheets_of_her_own(book: Workbook) -> None:
    book.tabs.insert(0, Tab("Kladd", {(1, 1): ("mitt", None), (2, 1): (3.0, "=1+2")}, visible=2))
    book.tabs.append(Tab("Diagram1", is_chart=True))


def never_saved(book: Workbook) -> None:
    book.name = book.fullname = "Bok1"


def on_sharepoint(book: Workbook) -> None:
    book.fullname = "https://tyreso.sharepoint.com/sites/asn/Delade dokument/nov.xlsm"


def sorted_backwards(book: Workbook) -> None:
    tab = book.tab("Enhetsresultat")
    ((_, top, _, bottom, _),) = tab.tables
    tab.cells = {
        (top + 1 + bottom - row if top < row <= bottom else row, column): held
        for (row, column), held in tab.cells.items()
    }


def with_columns_moved(book: Workbook) -> None:
    """A column of her own before all others."""
    tab = book.tab("Nettokostnad")
    tab.cells = {(row, column + 1): held for (row, column), held in tab.cells.items()}
    tab.tables = [(n, top, left, low, right + 1) for n, top, left, low, right in tab.tables]
    tab.cells[5, 1] = ("Min egen", None)
    tab.cells[6, 1] = ("x", None)


_ODD = (
    renamed, renamed_start, without_rows, without_tables, filtered_to_nothing,
    with_sheets_of_her_own, never_saved, on_sharepoint, sorted_backwards, with_columns_moved,
)  # fmt: skip


@pytest.mark.parametrize("arrange", _ODD)
def test_there_is_an_answer_and_nothing_is_lost(
    book: Workbook, press: Press, arrange: Callable[[Workbook], None]
) -> None:
    arrange(book)
    before = as_grid(book)
    word, sentence = press(buttons.berakna)
    assert (word, sentence.partition(":")[0]) == ("OK", "Beräkningen är klar")
    assert _own_texts(before) == _own_texts(as_grid(book))
    assert press(buttons.angra)[0] == "OK"
    assert _content(as_grid(book)) == _content(before)


@pytest.mark.parametrize("arrange", _ODD)
def test_a_comparison_is_an_answer_and_changes_nothing_else(
    excel: Excel, tmp_path: Path, press: Press, arrange: Callable[[Workbook], None]
) -> None:
    names = [example_path(month).name for month in ("2022-11", "2023-07")]
    for name in names:
        shutil.copy(example_path(name[:7]), tmp_path / name)
    book = opened(excel, example_grid("2023-07"), names[1], tmp_path / names[1])
    start(excel, "Föregående rapport", names[0])
    arrange(book)
    before = as_grid(book)
    word, sentence = press(buttons.jamfor_med_forra)
    without_folder = arrange in {never_saved, on_sharepoint}
    assert (word, sentence.startswith("Jämfört med")) == (
        ("FEL", False) if without_folder else ("OK", True)
    ), sentence
    kept = {name: cells for name, cells in _content(as_grid(book)).items() if name != COMPARISON}
    assert kept == _content(before)


def _own_texts(grid: Grid) -> dict[str, set[tuple[int, int, str]]]:
    """Return every text of the author's, where *Beräkna* writes numbers and assessments only."""
    return {
        sheet.name: {
            (*place, cell.value)
            for place, cell in sheet.cells.items()
            if isinstance(cell.value, str)
            and place[1] < 4
            and sheet.name not in {"Start", "Framsida"}
        }
        for sheet in grid.sheets
        if sheet.name not in GENERATED and not is_set_aside(sheet.name)
    }


def _content(grid: Grid) -> dict[str, dict[tuple[int, int], object]]:
    return {
        sheet.name: {p: (c.value, c.formula) for p, c in sheet.cells.items() if not c.is_blank}
        for sheet in grid.sheets
    }
