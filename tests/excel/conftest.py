"""A button pressed in an Excel of our own, with the example workbooks open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.engine import ENGINE, App, Book
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook, workbook
from workbooks.build import EXAMPLES
from xl_asn.excel import buttons
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Grid

Press = Callable[..., tuple[str, str]]


def example_path(month: str) -> Path:
    return EXAMPLES / f"{month}_manadsrapport.xlsm"


def example_grid(month: str) -> Grid:
    grid = load(example_path(month)).grid
    assert grid is not None
    return grid


@pytest.fixture
def excel() -> Iterator[Excel]:
    """A running Excel, called from its first workbook."""
    running = Excel()
    previous = xw.engines.active
    ENGINE.apps.running = [running]
    xw.engines.active = xw.Engine(impl=ENGINE)  # type: ignore[assignment] # declared as None
    yield running
    xw.engines.active = previous
    ENGINE.apps.running = []
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller


@pytest.fixture
def book(excel: Excel) -> Workbook:
    """November 2022, open and active."""
    return opened(excel, example_grid("2022-11"), "2022-11_manadsrapport.xlsm")


def opened(excel: Excel, grid: Grid, name: str, path: Path | None = None) -> Workbook:
    data = workbook(grid, name, path)
    excel.books.insert(0, data)
    xw.Book(impl=Book(App(excel), data)).set_mock_caller()
    return data


def start(excel: Excel, label: str, value: str) -> None:
    """Type a value beside a label on *Start* of the first workbook."""
    tab = excel.books[0].tab("Start")
    row = next(row for (row, column), held in tab.cells.items() if (column, held[0]) == (1, label))
    tab.cells[row, 2] = (value, None)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Press a button, and return the word and the sentence that it answered."""
    monkeypatch.setattr(buttons, "collect_less_often", lambda: None)  # the tests live on

    def call(button: Callable[[str], None]) -> tuple[str, str]:
        answer = tmp_path / "svar.txt"
        button(str(answer))
        word, sentence, rest = answer.read_bytes().decode("cp1252").split("\r\n")
        assert rest == ""
        return word, sentence

    return call
