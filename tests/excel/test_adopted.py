"""*Beräkna* of an adopted report: asked first, and done where the answer is yes."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from tests.case.test_adopting import adopted
from tests.excel.conftest import Press, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.excel import buttons, run
from xl_asn.excel.outside import compute_open
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import Grid

_ASKED = "Rapporten är fastställd 2026-01-01 av Anna Ek. Beräkna skulle ändra 1 cell och bladet"


@pytest.fixture
def november(excel: Excel) -> Workbook:
    """November, adopted and sealed, and then with another forecast."""
    book = opened(excel, read(adopted()), "2022-11_manadsrapport.xlsm")
    book.tab("Nettokostnad").cells[6, 7] = (Decimal(-86_855), None)
    return book


def _held(book: Workbook) -> Grid:
    return as_grid(book)


def test_an_adopted_report_as_it_is_is_not_asked_of(excel: Excel, press: Press) -> None:
    opened(excel, read(adopted()), "2022-11_manadsrapport.xlsm")
    word, sentence = press(partial(buttons.berakna, asks=True))
    assert (word, sentence.partition(":")[0]) == ("OK", "Ingenting har ändrats sedan förra gången")


def test_a_change_is_asked_of_and_a_yes_makes_it(press: Press, november: Workbook) -> None:
    before = _held(november)
    word, sentence = press(partial(buttons.berakna, asks=True))
    assert word == "ANDA"
    assert sentence.startswith(_ASKED)
    assert sentence.endswith("Vill du ändra den ändå?")
    assert _held(november) == before
    word, sentence = press(buttons.berakna_anda)
    assert word == "OK"
    assert "Rapporten står som fastställd, och siffror i den är ändrade." in sentence
    assert _held(november) != before
    assert press(buttons.angra)[0] == "OK", "and can be undone"


def test_an_older_workbook_whose_macros_cannot_ask_is_told_what_to_do(
    press: Press, november: Workbook
) -> None:
    before = _held(november)
    word, sentence = press(buttons.berakna)
    assert word == "FEL"
    assert "sätt Status till Utkast på Start" in sentence
    assert _held(november) == before


@pytest.mark.usefixtures("november")
def test_checking_is_not_asked_of(press: Press) -> None:
    assert press(partial(buttons.kontrollera, asks=True))[0] == "OK"


def test_from_outside_it_is_refused_and_done_anyway(november: Workbook) -> None:
    before = _held(november)
    refused = compute_open(None, run.compute_book)
    assert refused.status == 2
    assert "--anda" in refused.sentence
    assert _held(november) == before
    assert compute_open(None, anyway=True).status in {0, 1}
