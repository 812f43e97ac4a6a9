"""*Dela ut*, *Samla in* and *Ångra insamling*: forms beside the workbook, answers into it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cycle.forms.filling import filled
from tests.cycle.forms.handing import asking, ten_units
from tests.excel.conftest import Press, example_grid, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.excel import buttons
from xl_asn.model.grid import Grid
from xl_asn.pages.collection_page import read_collection

UNIT = "Vuxenenheten"
FOLDER = "2022-11_manadsrapport formulär"


@pytest.fixture
def november(excel: Excel, tmp_path: Path) -> Workbook:
    """November 2022 with its ten units on *Utskick*, open from a file of its own."""
    path = tmp_path / "bok" / "2022-11_manadsrapport.xlsm"
    path.parent.mkdir()
    path.write_bytes(b"en fil")
    return opened(excel, asking(example_grid("2022-11"), ten_units()), path.name, path)


@pytest.fixture
def folder(november: Workbook) -> Path:
    return Path(november.fullname).parent / FOLDER


def _answer(folder: Path, unit: str = UNIT, word: str = "Röd") -> None:
    path = folder / f"{unit}.xlsx"
    columns = {"Bedömning": word, "Kommentar": "Två har slutat."}
    path.write_bytes(filled(path.read_bytes(), columns, {"Klar": "Ja", "Lämnat av": "Anna"}))


def _told(book: Workbook) -> list[tuple[str, str]]:
    collection = read_collection(as_grid(book))
    assert collection is not None
    return [(one.recipient, one.state.value) for one in collection.statuses]


def _without_collection(book: Workbook) -> Grid:
    grid = as_grid(book)
    return Grid(tuple(s for s in grid.sheets if s.name != "Insamling"), grid.names)


def test_forms_are_put_beside_the_workbook_and_insamling_in_it(
    november: Workbook, folder: Path, press: Press
) -> None:
    before = as_grid(november)
    word, sentence = press(buttons.dela_ut)
    assert word == "OK", sentence
    assert sentence.startswith(f"10 formulär ligger i mappen {folder}: 10 nya")
    assert "Spara arbetsboken nu" in sentence
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{name['Mottagare']}.xlsx".replace("/", "-") for name in ten_units()
    )
    assert {state for _, state in _told(november)} == {"saknas"}
    assert _without_collection(november) == before


@pytest.mark.usefixtures("november")
def test_a_second_press_makes_nothing_anew(folder: Path, press: Press) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    word, sentence = press(buttons.dela_ut)
    assert word == "OK"
    assert ": 0 nya, 1 påbörjade står kvar." in sentence
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_answers_are_taken_in_once_and_can_be_taken_back(
    november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    before = _without_collection(november)
    _answer(folder)
    word, sentence = press(buttons.samla_in)
    assert word == "OK", sentence
    assert "1 av 10 har svarat" in sentence
    assert "8 celler är skrivna i arbetsboken." in sentence
    assert (UNIT, "klart") in _told(november)
    changed = _without_collection(november)
    assert changed != before
    assert (folder / "laget.html").is_file()
    assert len(list((folder / "paminn").iterdir())) == 9
    _, again = press(buttons.samla_in)
    assert "Inga nya svar är skrivna." in again
    assert _without_collection(november) == changed
    word, sentence = press(buttons.angra_insamling)
    assert (word, sentence.partition(":")[0]) == ("OK", "Den senaste insamlingen är tagen tillbaka")
    assert _without_collection(november) == before
    _, sentence = press(buttons.angra_insamling)
    assert sentence.startswith("Det finns ingen insamling att ta tillbaka.")


def test_a_conflict_waits_for_her(
    excel: Excel, november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    tab = excel.books[0].tab("Enhetsresultat")
    row, column = next(
        (row, 3) for (row, column), held in tab.cells.items() if column == 2 and held[0] == UNIT
    )
    tab.cells[row, column] = ("Gul", None)
    _, sentence = press(buttons.samla_in)
    assert "7 celler är skrivna" in sentence
    assert "Skriv Ta i kolumnen Val på bladet Insamling" in sentence
    assert (UNIT, "konflikt") in _told(november)
    assert november.tab("Enhetsresultat").cells[row, column][0] == "Gul"


def test_an_adopted_report_is_asked_of(
    excel: Excel, november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    start(excel, "Status", "Fastställd")
    before = as_grid(november)
    word, sentence = press(partial(buttons.samla_in, asks=True))
    assert word == "ANDA"
    assert "Samla in skulle ändra 8 celler." in sentence
    assert as_grid(november) == before
    assert press(buttons.samla_in)[0] == "FEL"
    assert as_grid(november) == before
    assert press(buttons.samla_in_anda)[0] == "OK"
    word, sentence = press(partial(buttons.angra_insamling, asks=True))
    assert word == "FEL"
    assert "Ångra insamling skulle ändra 8 celler." in sentence


@pytest.mark.parametrize("button", [buttons.dela_ut, buttons.samla_in])
def test_a_workbook_without_a_file_has_no_folder_for_forms(
    excel: Excel, press: Press, button: Callable[[str], None]
) -> None:
    book = opened(excel, asking(example_grid("2022-11"), ten_units()), "bok.xlsm")
    before = as_grid(book)
    word, sentence = press(button)
    assert word == "FEL"
    assert "Spara den i en mapp på datorn" in sentence
    assert as_grid(book) == before


@pytest.mark.usefixtures("november")
def test_nothing_is_collected_where_nothing_was_handed_out(folder: Path, press: Press) -> None:
    word, sentence = press(buttons.samla_in)
    assert word == "FEL"
    assert "Tryck Dela ut först" in sentence
    assert not folder.exists()


def test_a_workbook_without_utskick_gets_a_suggestion(
    excel: Excel, tmp_path: Path, press: Press
) -> None:
    path = tmp_path / "bok.xlsm"
    path.write_bytes(b"en fil")
    book = opened(excel, example_grid("2022-11"), path.name, path)
    word, sentence = press(buttons.dela_ut)
    assert word == "OK"
    assert "Utskick" in sentence
    assert as_grid(book).sheet("Utskick") is not None
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []
    assert press(buttons.dela_ut)[1].startswith("11 formulär ligger i mappen ")
