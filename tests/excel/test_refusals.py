"""What goes wrong is one sentence, each its own, and Excel is left as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.conftest import Press, opened, start
from tests.excel.engine import ENGINE
from tests.excel.engine_sheets import BusyError, Excel
from tests.excel.workbooks import Tab, Workbook, as_grid
from xl_asn.case.own_cells import is_set_aside
from xl_asn.excel import buttons, run
from xl_asn.excel.answers import Outcome, RefusedError, answered, done, encoded
from xl_asn.excel.faults import sentence_of
from xl_asn.excel.session import the_app
from xl_asn.model.grid import Grid, Sheet, text

SETTINGS = {
    "screen_updating": True,
    "calculation": "automatic",
    "enable_events": True,
    "display_alerts": True,
    "status_bar": False,
}


def not_a_master(excel: Excel) -> None:
    opened(excel, Grid((Sheet("Blad1", {(1, 1): text("hej")}),)), "annan.xlsx")


def no_book(excel: Excel) -> None:
    excel.books.clear()


def chart_sheet(excel: Excel) -> None:
    chart = Tab("Diagram1", is_chart=True)
    excel.books[0].tabs.append(chart)
    excel.books[0].active = chart


def protected_sheet(excel: Excel) -> None:
    excel.books[0].tab("Nettokostnad").protected = True


def read_only(excel: Excel) -> None:
    excel.books[0].read_only = True


def locked(excel: Excel) -> None:
    excel.books[0].locked = True


def busy(excel: Excel) -> None:
    excel.fails = "Range.formula"
    excel.error = BusyError(-2147418111, "Anropet avvisades av anroparen.", None, None)


def no_sheet_of_ours(excel: Excel) -> None:
    excel.fails = "Sheet.copy"


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (not_a_master, "ingen mall från xl_asn"),
        (no_book, "Ingen arbetsbok är öppen"),
        (chart_sheet, "diagramblad är aktivt"),
        (lambda e: start(e, "Mallversion", "99"), "Uppdatera programmet"),
        (lambda e: start(e, "Dokumenttyp", "Budgetskrivelse"), "Dokumenttypen Budgetskrivelse"),
        (protected_sheet, "Bladet Nettokostnad är skyddat"),
        (read_only, "öppnad skrivskyddad"),
        (locked, "struktur är skyddad"),
        (busy, "avsluta redigeringen av cellen"),
        (no_sheet_of_ours, "Ett fel i programmet"),
    ],
)
def test_each_fault_has_its_own_sentence_and_nothing_is_written(
    excel: Excel, book: Workbook, press: Press, arrange: Callable[[Excel], None], said: str
) -> None:
    arrange(excel)
    before = as_grid(book)
    word, sentence = press(buttons.berakna)
    excel.fails = ""
    assert word == "FEL"
    assert said in sentence
    assert "Traceback" not in sentence
    after = as_grid(book)
    kept = tuple(sheet for sheet in after.sheets if not is_set_aside(sheet.name))
    assert replace(after, sheets=kept) == before
    assert excel.settings == SETTINGS


def test_what_takes_too_long_is_told_and_nothing_is_written(
    book: Workbook, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LONGEST_SECONDS", 0.001)
    before = as_grid(book)
    word, sentence = press(buttons.berakna)
    assert word == "FEL"
    assert "arbetet avbröts. Ingenting är ändrat." in sentence
    assert as_grid(book) == before


@pytest.mark.parametrize("fails", ["", "Sheet.copy", "Range.raw_value=", "Range.raw_value"])
def test_excel_is_left_as_it_was_also_when_something_breaks(
    excel: Excel, book: Workbook, press: Press, fails: str
) -> None:
    excel.settings["calculation"] = "semiautomatic"
    excel.settings["status_bar"] = "någon annans text"
    before = dict(excel.settings)
    book.active = book.tab("Kontroll")
    book.selected = (2, 1, 3, 2)
    excel.fails = fails
    word, _ = press(buttons.berakna)
    assert word == ("FEL" if fails else "OK")
    assert excel.settings == before
    assert excel.auto_correct.AutoFillFormulasInLists
    assert ("screen_updating", False) in excel.said
    assert ("status_bar", "xl_asn: läser arbetsboken …") in excel.said
    active = book.active
    assert active is not None
    assert (active.name, book.selected) == ("Kontroll", (2, 1, 3, 2))
    assert excel.books[0] is book, "the workbook of the pages is closed"


def test_the_details_are_in_a_log_whose_path_is_said(tmp_path: Path) -> None:
    def broken() -> Outcome:
        raise ZeroDivisionError

    answered(str(tmp_path / "a"), broken)
    word, sentence, _ = (tmp_path / "a").read_bytes().decode("cp1252").split("\r\n")
    log = Path(sentence.rpartition("Detaljerna står i ")[2].removesuffix("."))
    assert word == "FEL"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


def test_an_answer_that_cannot_be_written_raises_nothing(tmp_path: Path) -> None:
    answered(str(tmp_path / "finns" / "inte"), lambda: done("klart"))


def test_signs_that_vba_cannot_read_are_spelled_out() -> None:
    text = "−5 ≥ 3 ● Grön å 80\u00a0% ✓"
    assert encoded(text).decode("cp1252") == "–5 minst 3  Grön å 80\u00a0% ?"


def test_sentences_differ() -> None:
    faults = [
        BusyError(-2147418111, "", None, None),
        BusyError(-2147352567, "", (0, "", "", "", 0, -2146827284), None),
        BusyError(-2147023174, "", None, None),
        MemoryError(),
        ZeroDivisionError(),
    ]
    assert len({sentence_of(fault) for fault in faults}) == len(faults)


def test_two_excels_with_a_book_of_the_same_name(excel: Excel, book: Workbook) -> None:
    """Only where Python was started beside Excel: a button knows which Excel it is in."""
    other = Excel(books=[Workbook(book.name, list(book.tabs))])
    ENGINE.apps.running = [excel, other]
    delattr(xw.Book, "_mock_caller")
    with pytest.raises(RefusedError, match="Två öppna arbetsböcker heter 2022-11"):
        the_app()


def test_a_missing_sheet_is_a_finding_and_the_rest_is_done(
    excel: Excel, book: Workbook, press: Press
) -> None:
    book.tabs.remove(book.tab("Nettokostnad"))
    word, sentence = press(buttons.berakna)
    assert word == "OK"
    assert "fel" in sentence
    assert "Bladet Nettokostnad saknas." in {
        value for value, _ in book.tab("Kontroll").cells.values()
    }
    assert excel.settings == SETTINGS
