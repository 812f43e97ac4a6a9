"""*Ny period*: the new file is the command's own, and the open workbook is never touched."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.excel.conftest import Press, example_grid, example_path, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.saving import save
from tests.excel.slow import for_ever
from tests.excel.workbooks import Workbook, as_grid
from tests.grids import grid_of
from xl_asn.case.own_cells import BEFORE, UNDO
from xl_asn.cycle.next_period.book import NextBook, Wanted, next_book
from xl_asn.cycle.next_period.remarks import OLD_UNFINISHED
from xl_asn.excel import buttons, next_month
from xl_asn.excel.marks import MARKER
from xl_asn.excel.session import has_unsaved
from xl_asn.model.comparison_sheet import NAME as COMPARISON
from xl_asn.model.comparison_sheet import WRITTEN

NEXT = "2022-12_manadsrapport.xlsm"


@pytest.fixture
def november(excel: Excel, tmp_path: Path) -> Workbook:
    """November 2022, open from a file of its own."""
    path = tmp_path / "bok" / "2022-11_manadsrapport.xlsm"
    path.parent.mkdir()
    shutil.copy(example_path("2022-11"), path)
    return opened(excel, example_grid("2022-11"), path.name, path)


def folder_of(book: Workbook) -> Path:
    return Path(book.fullname).parent


def test_the_new_file_is_the_commands_own_and_is_opened(
    excel: Excel, november: Workbook, press: Press
) -> None:
    before, file = as_grid(november), Path(november.fullname).read_bytes()
    expected = next_book(Path(november.fullname), Wanted()).data
    word, sentence = press(buttons.ny_period)
    made = folder_of(november) / NEXT
    assert word == "OK", sentence
    assert made.read_bytes() == expected
    assert excel.books[0].name == NEXT
    assert as_grid(november) == before
    assert Path(november.fullname).read_bytes() == file
    assert sorted(path.name for path in folder_of(november).iterdir()) == [november.name, NEXT]


def test_the_sentence_says_what_was_done_what_is_left_and_where(
    november: Workbook, press: Press
) -> None:
    _, sentence = press(buttons.ny_period)
    made = next_book(Path(november.fullname), Wanted())
    assert sentence.startswith(f"{NEXT} är arbetsboken för december 2022, gjord av november 2022.")
    assert f"Den ligger i {folder_of(november)} och är öppnad." in sentence
    for count, what in (
        (sum(sheet.emptied for sheet in made.sheets), "celler är tömda"),
        (sum(sheet.written for sheet in made.sheets), "är skrivna"),
        (sum(sheet.kept for sheet in made.sheets), "står kvar"),
    ):
        assert count
        assert f"{count} {what}" in sentence
    assert f"Kvar att skriva för december 2022: {made.left}." in sentence
    assert sentence.endswith("Den gamla arbetsboken är orörd.")


def _older(excel: Excel, book: Workbook) -> None:
    start(excel, "Mallversion", "0")
    save(book)


def _protected(_: Excel, book: Workbook) -> None:
    book.tab("Nettokostnad").protected = book.locked = True


def _read_only(_: Excel, book: Workbook) -> None:
    book.read_only = True


def _without_macros(_: Excel, book: Workbook) -> None:
    plain = example_path("2022-11").with_suffix(".xlsx")
    book.name = plain.name
    book.fullname = str(folder_of(book) / plain.name)
    shutil.copy(plain, book.fullname)


def _by_a_name_of_her_own(_: Excel, book: Workbook) -> None:
    book.name = "Rapport nov (slutlig).xlsm"
    book.fullname = str(Path(book.fullname).rename(folder_of(book) / book.name))


@pytest.mark.parametrize(
    "arrange", [_older, _protected, _read_only, _without_macros, _by_a_name_of_her_own]
)
def test_what_does_not_hinder_it(
    excel: Excel, november: Workbook, press: Press, arrange: Callable[[Excel, Workbook], None]
) -> None:
    arrange(excel, november)
    before = as_grid(november)
    word, sentence = press(buttons.ny_period)
    assert word == "OK", sentence
    december = excel.books[0]
    assert Path(december.name).suffix == Path(november.name).suffix
    shown = {value for value, _ in december.tab("Start").cells.values()}
    assert {"dec", november.name} <= shown
    assert as_grid(november) == before


def _unsaved(_: Excel, book: Workbook) -> None:
    book.saved = False


def _never_saved(_: Excel, book: Workbook) -> None:
    book.fullname = book.name


def _on_the_web(_: Excel, book: Workbook) -> None:
    book.fullname = "https://kommunen.sharepoint.com/sites/asn/2022-11.xlsm"


def _there_already(_: Excel, book: Workbook) -> None:
    (folder_of(book) / NEXT).write_bytes(b"hers")


def _open_already(excel: Excel, book: Workbook) -> None:
    excel.books.append(Workbook(NEXT.upper(), list(book.tabs)))


def _file_gone(_: Excel, book: Workbook) -> None:
    Path(book.fullname).write_bytes(b"inget paket")


def _without_period(_: Excel, book: Workbook) -> None:
    tab = book.tab("Start")
    row = next(row for (row, column), (text, _) in tab.cells.items() if text == "Period")
    tab.cells.pop((row, 2))
    save(book)


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (_unsaved, "har ändringar som inte är sparade"),
        (_never_saved, "har ingen fil i en mapp på den här datorn"),
        (_on_the_web, "ligger på SharePoint eller OneDrive"),
        (_there_already, f"{NEXT} finns redan, och ingenting är skrivet."),
        (_open_already, f"En arbetsbok som heter {NEXT} är redan öppen, och ingenting är skrivet."),
        (_file_gone, "2022-11_manadsrapport.xlsm: "),
        (_without_period, "Skriv År och Period på bladet Start."),
    ],
)
def test_each_hindrance_is_told_and_nothing_is_written(
    excel: Excel, november: Workbook, press: Press,
    arrange: Callable[[Excel, Workbook], None], said: str,
) -> None:  # fmt: skip
    folder = folder_of(november)
    arrange(excel, november)
    before = as_grid(november), {path.name: path.read_bytes() for path in folder.iterdir()}
    word, sentence = press(buttons.ny_period)
    assert (word, said in sentence) == ("FEL", True), sentence
    assert (as_grid(november), {p.name: p.read_bytes() for p in folder.iterdir()}) == before
    assert excel.books[0] is november


def test_a_new_file_that_excel_does_not_open_is_made_all_the_same(
    excel: Excel, november: Workbook, press: Press
) -> None:
    excel.fails = "Books.open"
    word, sentence = press(buttons.ny_period)
    assert (word, "gick inte att öppna: öppna den själv." in sentence) == ("OK", True)
    assert (folder_of(november) / NEXT).is_file()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 40])
def test_of_many_questions_those_are_told_that_a_message_box_holds(
    november: Workbook, press: Press, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    asked = [
        OLD_UNFINISHED.finding(f"Fråga nummer {n} är {'lång ' * 30}.", "Gör så.")
        for n in range(count)
    ]

    def with_questions(file: Path, wanted: Wanted) -> NextBook:
        return next_book(file, wanted)._replace(findings=asked)

    monkeypatch.setattr(next_month, "next_book", with_questions)
    _, sentence = press(buttons.ny_period)
    told = sentence.count("Fråga: ")
    assert len(sentence) <= 1_000
    assert told >= min(count, 1)
    more = re.search(r"(\d+) (?:fråga|frågor) till visar", sentence)
    assert int(more[1] if more else 0) == count - told
    assert sentence.endswith("Den gamla arbetsboken är orörd.")
    assert november.saved


@pytest.mark.parametrize(
    ("api", "unsaved"),
    [
        (SimpleNamespace(Saved=True), False),
        (SimpleNamespace(Saved=False), True),
        (SimpleNamespace(saved=SimpleNamespace(get=lambda: True)), False),
        (SimpleNamespace(saved=SimpleNamespace(get=lambda: False)), True),
        (SimpleNamespace(), False),
    ],
    ids=["windows", "windows, changed", "mac", "mac, changed", "no office"],
)
def test_each_system_tells_whether_a_book_is_saved(api: Any, unsaved: bool) -> None:  # noqa: FBT001
    book: Any = SimpleNamespace(api=api)
    assert has_unsaved(book) is unsaved


def test_what_takes_too_long_is_told_and_nothing_is_written(
    november: Workbook, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_month, "LONGEST_SECONDS", 0.05)
    monkeypatch.setattr(next_month, "next_book", for_ever)
    word, sentence = press(buttons.ny_period)
    assert (word, "arbetet avbröts" in sentence) == ("FEL", True)
    assert not (folder_of(november) / NEXT).exists()


def test_what_was_set_aside_marked_and_compared_is_not_brought_along(
    excel: Excel, november: Workbook, press: Press
) -> None:
    """Undone in December, it would bring November back; and its marks and comparison are old."""
    press(buttons.berakna)
    save(november)
    assert {UNDO, *BEFORE.values()} <= {
        sheet.name for sheet in grid_of(Path(november.fullname)).sheets
    }
    word, sentence = press(buttons.ny_period)
    assert word == "OK", sentence
    december = excel.books[0]
    asides = [tab for tab in december.tabs if tab.name in {UNDO, *BEFORE.values()}]
    assert len(asides) == 4
    assert not any(tab.cells for tab in asides)
    assert not any(text.startswith(MARKER) for tab in december.tabs for text in tab.notes.values())
    before = as_grid(december)
    word, sentence = press(buttons.angra)
    assert (word, sentence) == ("FEL", "Det finns ingen beräkning att ångra i den här arbetsboken.")
    assert as_grid(december) == before
    assert press(buttons.berakna)[0] == "OK"
    assert press(buttons.angra)[0] == "OK"


def test_the_comparison_of_november_is_emptied_and_a_sheet_of_her_own_is_not(
    excel: Excel, november: Workbook, press: Press
) -> None:
    assert excel.books == [november]
    press(buttons.ny_period)
    december = excel.books[0]
    assert COMPARISON not in {tab.name for tab in december.tabs}, "none was there"
    press(buttons.jamfor_med_forra)
    save(december)
    press(buttons.ny_period)
    january = excel.books[0]
    assert january.name == "2023-01_manadsrapport.xlsm"
    texts = [value for value, _ in january.tab(COMPARISON).cells.values()]
    assert len(texts) == 2
    assert texts[1].startswith(WRITTEN)
    own = january.tab(COMPARISON)
    own.cells[9, 8] = ("Fråga ekonomichefen", None)
    save(january)
    press(buttons.ny_period)
    assert excel.books[0].tab(COMPARISON).cells == own.cells
