"""*Hämta utfall*: the file beside the workbook, or a pasted sheet, into the open workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cycle.ledger.making import Line, csv_of, lines, rules
from tests.excel.conftest import Press, example_grid, opened, start
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, as_grid
from xl_asn.cycle.ledger.posting_csv import posting_page
from xl_asn.excel import buttons
from xl_asn.model.grid import Grid, Sheet, cell_of

PLACE = (6, 4)


@pytest.fixture
def november(excel: Excel, tmp_path: Path) -> Workbook:
    """November 2022 with *Kontering*, one figure of it blank, and the ledger beside it."""
    path = tmp_path / "bok" / "2022-11_manadsrapport.xlsm"
    path.parent.mkdir()
    path.write_bytes(b"en fil")
    (path.parent / "Huvudbok.csv").write_bytes(csv_of(lines()))
    page = posting_page(rules())
    cells = {(c.row, c.column): cell_of(c.value) for c in page.cells if c.value is not None}
    grid = example_grid("2022-11")
    grid = Grid((*grid.sheets, Sheet("Kontering", cells)), grid.names)
    book = opened(excel, grid, path.name, path)
    del book.tab("Nettokostnad").cells[PLACE]
    return book


def test_figures_and_underlag_are_written_once(november: Workbook, press: Press) -> None:
    word, sentence = press(buttons.hamta_utfall)
    assert word == "OK", sentence
    assert sentence.startswith("1 cell är skriven.")
    assert "stämmer" in sentence
    assert november.tab("Nettokostnad").cells[PLACE][0] == Decimal(-78_885)
    assert as_grid(november).sheet("Underlag") is not None
    before = as_grid(november)
    _, again = press(buttons.hamta_utfall)
    assert again.startswith("Inga siffror är ändrade.")
    assert as_grid(november) == before


def test_a_control_that_fails_writes_nothing(november: Workbook, press: Press) -> None:
    new = Line("41599", "4610", "5999", "", 11, 50_000_000)
    path = Path(november.fullname).parent / "Huvudbok.csv"
    path.write_bytes(csv_of([*lines(), new]))
    before = as_grid(november)
    word, sentence = press(buttons.hamta_utfall)
    assert word == "FEL"
    assert sentence.startswith("Ingenting är hämtat. Ingen rad på bladet Nettokostnad tar")
    assert as_grid(november) == before


def test_an_adopted_report_is_left(excel: Excel, november: Workbook, press: Press) -> None:
    start(excel, "Status", "Fastställd")
    before = as_grid(november)
    word, sentence = press(buttons.hamta_utfall)
    assert word == "FEL"
    assert "Hämta utfall skulle ändra 1 cell" in sentence
    assert as_grid(november) == before


def test_none_and_two_ledgers_are_told(november: Workbook, press: Press) -> None:
    folder = Path(november.fullname).parent
    (folder / "huvudbok.se").write_bytes(b"#FLAGGA 0")
    assert "Låt en av dem ligga kvar" in press(buttons.hamta_utfall)[1]
    for path in folder.glob("[Hh]uvudbok.*"):
        path.unlink()
    word, sentence = press(buttons.hamta_utfall)
    assert word == "FEL"
    assert "klistra in den på ett blad som heter Huvudbok" in sentence


def test_what_she_has_hung_on_underlag_is_never_thrown_away(
    november: Workbook, press: Press
) -> None:
    press(buttons.hamta_utfall)
    tab = november.tab("Underlag")
    tab.notes[5, 2] = "fråga ekonomen"
    del november.tab("Nettokostnad").cells[PLACE]
    before = as_grid(november)
    _, sentence = press(buttons.hamta_utfall)
    assert "där finns något eget, kommentarer" in sentence
    assert (november.tab("Underlag") is tab, as_grid(november)) == (True, before)
