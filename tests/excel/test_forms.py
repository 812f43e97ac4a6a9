"""*Dela ut*, *Samla in* and *Ångra insamling*: forms beside the workbook, answers into it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cycle.forms.filling import filled
from tests.cycle.forms.handing import asking, ten_units
from tests.excel.conftest import Press, example_grid, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.excel import buttons, forms
from xl_asn.excel.marks import MARKER
from xl_asn.files.changing.not_published import NotPublished
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


def _note(book: Workbook) -> None:
    book.tab("Insamling").notes[3, 2] = "ring Anna"


def _discussion(book: Workbook) -> None:
    book.tab("Insamling").discussions = 1


def _chart(book: Workbook) -> None:
    book.tab("Insamling").shapes = [SimpleNamespace(Type=8), SimpleNamespace(Type=3)]


def _table(book: Workbook) -> None:
    book.tab("Insamling").tables.append(("Tabell3", 5, 1, 9, 3))


@pytest.mark.parametrize(
    ("hang", "called"),
    [
        (_note, "kommentarer"),
        (_discussion, "kommentarer"),
        (_chart, "figurer, bilder eller diagram"),
        (_table, "tabellen Tabell3"),
    ],
)
@pytest.mark.parametrize("button", [buttons.dela_ut, buttons.samla_in, buttons.angra_insamling])
def test_what_she_has_hung_on_insamling_is_never_thrown_away(
    november: Workbook,
    folder: Path,
    press: Press,
    button: Callable[[str], None],
    hang: Callable[[Workbook], None],
    called: str,
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    if button is buttons.angra_insamling:
        press(buttons.samla_in)
    hang(november)
    tab, before = november.tab("Insamling"), as_grid(november)
    files = {path: path.read_bytes() for path in folder.rglob("*.*")}
    _, sentence = press(button)
    assert f"där finns något eget, {called}." in sentence
    assert (november.tab("Insamling") is tab, as_grid(november)) == (True, before)
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == files


def test_a_mark_of_ours_is_nothing_of_hers(november: Workbook, folder: Path, press: Press) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    november.tab("Insamling").notes[3, 2] = f"{MARKER}C101"
    november.tab("Insamling").shapes = [SimpleNamespace(Type=8)]  # an arrow of a filter
    assert "8 celler är skrivna" in press(buttons.samla_in)[1]


def test_a_page_of_hers_in_the_folder_is_left_and_told(
    folder: Path, november: Workbook, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    (folder / "laget.html").write_text("<p>mitt</p>", encoding="utf-8")
    word, sentence = press(buttons.samla_in)
    assert word == "OK"
    assert "laget.html är inte skriven av programmet, och skrivs inte över." in sentence
    assert sentence.endswith("Se bladet Insamling.")
    assert (folder / "laget.html").read_text(encoding="utf-8") == "<p>mitt</p>"
    assert (UNIT, "klart") in _told(november)


def test_what_is_taken_is_told_also_where_the_page_beside_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    monkeypatch.setattr(forms, "publish_all", _full)
    word, sentence = press(buttons.samla_in)
    assert word == "FEL"
    assert "8 celler är skrivna i arbetsboken." in sentence
    assert "Disken är full" in sentence
    assert (UNIT, "klart") in _told(november)


def test_forms_that_cannot_be_written_are_made_at_the_next_press(
    monkeypatch: pytest.MonkeyPatch, november: Workbook, folder: Path, press: Press
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(forms, "publish_all", _full)
        word, sentence = press(buttons.dela_ut)
    assert word == "FEL"
    assert sentence.startswith("Alla formulär är inte skrivna: Disken är full")
    assert sentence.endswith("Tryck Dela ut igen sedan.")
    assert not folder.exists()
    assert press(buttons.dela_ut)[1].startswith(f"10 formulär ligger i mappen {folder}: 10 nya")
    _answer(folder)
    assert "8 celler är skrivna" in press(buttons.samla_in)[1]
    assert (UNIT, "klart") in _told(november)


def _full(*_: object, **__: object) -> None:
    message = "Disken är full, så filen kunde inte sparas."
    raise NotPublished(message)


def test_what_is_said_has_room_in_a_message_box(
    november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    for number in range(40):
        name = f"Ett svar som någon har skrivit i ett brev, nummer {number}.docx"
        (folder / f"Barn- och ungdomsenheten {name}").write_bytes(b"PK")
        (folder / f"okänt, {name}").write_bytes(b"PK")
    _, sentence = press(buttons.samla_in)
    assert len(sentence) <= 1_000, "Excel cuts what is longer, and the end says what to do"
    assert re.search(r" \d+ till står i laget\.html\. ", sentence)
    assert sentence.endswith(f"Se bladet Insamling, och laget.html i mappen {folder}.")
    assert (UNIT, "klart") in _told(november)


def test_a_workbook_under_a_new_name_is_not_told_to_hand_out_anew(
    november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    path = Path(november.fullname).with_name("rapport v2.xlsm")
    path.write_bytes(b"en fil")
    november.fullname, november.name = str(path), path.name
    word, sentence = press(buttons.samla_in)
    assert word == "FEL"
    assert "Dela ut" not in sentence
    assert "ska heta rapport v2 formulär" in sentence
    folder.rename(path.with_name("rapport v2 formulär"))
    assert "8 celler är skrivna" in press(buttons.samla_in)[1]


def test_it_is_said_what_to_do_next(november: Workbook, folder: Path, press: Press) -> None:
    press(buttons.dela_ut)
    for name in ten_units():
        _answer(folder, str(name["Mottagare"]).replace("/", "-"))
    assert "Alla har svarat. Tryck Beräkna" in press(buttons.samla_in)[1]
    assert "Svaren tas in igen nästa gång" in press(buttons.angra_insamling)[1]
    assert {state for _, state in _told(november)} == {"klart"}


def test_an_answer_is_taken_back_where_insamling_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, november: Workbook, folder: Path, press: Press
) -> None:
    press(buttons.dela_ut)
    _answer(folder)
    before = as_grid(november)
    files = {path: path.read_bytes() for path in folder.rglob("*.*")}

    def broken(*_: object, **__: object) -> None:
        raise OSError(22)

    monkeypatch.setattr(forms, "replace_pages", broken)
    assert press(buttons.samla_in)[0] == "FEL"
    assert as_grid(november) == before
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == files
