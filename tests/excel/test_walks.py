"""The laws of Beräkna from the button: what it leaves says what it said, and once is enough."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import xlwings as xw

from tests.excel.conftest import Press, opened
from tests.excel.engine_sheets import Excel
from tests.laws import api
from tests.laws.edits import Edit
from tests.laws.months import accepted, typed
from tests.laws.walk import differences
from tests.laws.worlds import example
from tests.thorough import thorough
from xl_asn.excel import buttons
from xl_asn.excel.live_book import read_book
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid

_WALKS = (
    ("2021-02", ()),
    ("2022-11", (Edit("infoga rad", (0, 4, 1)), Edit("ändra text", (0, 1, 2)))),
    ("2018-04", (Edit("skriv i beräknad", (5, 1, 1)), Edit("ta bort Spårning", (0, 0, 0)))),
    *thorough(("2022-11", (Edit("byt plats", (3, 0, 0)), Edit("sortera", (3, 0, 0))))),
)


def found(grid: Grid) -> tuple[Finding, ...]:
    return api.examined(api.case_among(grid, {})).findings


def live() -> Grid:
    return read_book(xw.Book.caller())


@pytest.mark.parametrize(("month", "edits"), _WALKS)
def test_the_button_leaves_what_it_says(
    excel: Excel, press: Press, month: str, edits: Sequence[Edit]
) -> None:
    grid = example(month)
    for number, edit in enumerate((None, *edits)):
        grid = grid if edit is None else edit(grid)
        opened(excel, grid, f"{number}.xlsm")
        told = api.computed(api.case_among(grid, {})).examined.findings
        assert press(buttons.berakna)[0] == "OK"
        grid = live()
        assert [*differences(told, found(grid))] == []
        word, sentence = press(buttons.berakna)
        assert (word, sentence.partition(":")[0]) == (
            "OK", "Ingenting har ändrats sedan förra gången",
        )  # fmt: skip
        assert live() == grid


def test_undo_takes_cells_and_memory_back_and_keeps_what_is_accepted(
    excel: Excel, press: Press
) -> None:
    opened(excel, example("2021-02"), "a.xlsm")
    assert press(buttons.berakna)[0] == "OK"
    asked = next(f for f in found(live()) if f.code == "V106")
    opened(excel, accepted(live(), asked.code, str(asked.cell)), "b.xlsm")
    assert press(buttons.berakna)[0] == "OK"
    changed = typed(live(), {"Nettokostnad!D6": -13500, "Nettokostnad!I6": -2418})
    opened(excel, changed, "c.xlsm")
    before = live()
    assert press(buttons.berakna)[0] == "OK"
    assert [*differences(found(before), found(live()))]
    assert press(buttons.angra)[0] == "OK"
    after = live()
    assert [*differences(found(before), found(after))] == []
    assert [f.cell for f in found(after) if f.is_accepted] == [asked.cell]
    for sheet in before.sheets:
        there = after.sheet(sheet.name)
        assert there is not None
        assert {p: c.value for p, c in there.cells.items() if not c.is_blank} == {
            p: c.value for p, c in sheet.cells.items() if not c.is_blank
        }
