"""The laws of Beräkna from the button: what it leaves says what it said, and once is enough."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import xlwings as xw

from tests.excel.conftest import Press, opened
from tests.excel.engine_sheets import Excel
from tests.laws import api
from tests.laws.edits import Edit
from tests.laws.walk import differences
from tests.laws.worlds import example
from xl_asn.excel import buttons
from xl_asn.excel.live_book import read_book
from xl_asn.model.grid import Grid

_WALKS = (
    ("2021-02", ()),
    ("2022-11", (Edit("infoga rad", (0, 4, 1)), Edit("ändra text", (0, 1, 2)))),
    ("2022-11", (Edit("byt plats", (3, 0, 0)), Edit("sortera", (3, 0, 0)))),
    ("2018-04", (Edit("skriv i beräknad", (5, 1, 1)), Edit("ta bort Spårning", (0, 0, 0)))),
)


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
        assert [*differences(told, api.examined(api.case_among(grid, {})).findings)] == []
        word, sentence = press(buttons.berakna)
        assert (word, sentence.partition(":")[0]) == (
            "OK", "Ingenting har ändrats sedan förra gången",
        )  # fmt: skip
        assert live() == grid
