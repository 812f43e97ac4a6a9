"""What people write on Kontroll in Excel itself: read by every button, and never lost."""

from __future__ import annotations

import pytest

from tests.excel.conftest import Press, example_grid, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.excel import buttons
from xl_asn.model.grid import BLANK
from xl_asn.pages.check_page import read_waivers

REASON = "Raden stod två gånger redan i det publicerade årshjulet."


@pytest.fixture
def february(excel: Excel) -> Workbook:
    return opened(excel, example_grid("2021-02"), "2021-02.xlsm")


def row_of(data: Workbook, code: str, cell: str) -> int:
    sheet = as_grid(data).sheet("Kontroll")
    assert sheet is not None
    return next(
        number
        for number, cells in sheet.rows()
        if (cells.get(2, BLANK).text, cells.get(3, BLANK).text) == (code, cell)
    )


def accept(data: Workbook, row: int) -> None:
    for column, text in enumerate(("Ja", REASON, "AB"), 10):
        data.tab("Kontroll").cells[row, column] = (text, None)


def test_an_accepted_question_counts_no_more_and_is_not_walked_to(
    february: Workbook, press: Press
) -> None:
    press(buttons.berakna)
    accept(february, row_of(february, "V106", "B13"))
    _, after = press(buttons.kontrollera)
    assert ", 1 godtagen. " in after
    assert (13, 2) not in february.tab("Årshjul").notes
    assert (17, 2) in february.tab("Årshjul").notes
    kept = read_waivers(as_grid(february))
    assert [(w.code, w.address, w.reason) for w in kept] == [("V106", "B13", REASON)]
    walked = {press(buttons.nasta_fel)[1].partition(": ")[2].partition(".")[0] for _ in range(30)}
    assert "Fråga V106 i Årshjul!B17" in walked
    assert not any("B13" in place for place in walked)


def test_undo_keeps_what_was_written_since(february: Workbook, press: Press) -> None:
    press(buttons.berakna)
    february.tab("Nettokostnad").cells[6, 4] = (-13_500.0, None)
    press(buttons.berakna)
    accept(february, row_of(february, "V106", "B13"))
    word, _ = press(buttons.angra)
    assert word == "OK"
    kept = read_waivers(as_grid(february))
    assert [(w.code, w.address, w.reason) for w in kept] == [("V106", "B13", REASON)]
