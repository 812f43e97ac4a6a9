"""*Samla in* and ``xl-asn samla`` do the same to a workbook and a folder of answers."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.excel.conftest import Press, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import as_grid
from tests.handed_out import FOLDER, MASTER, UNITS, answered, come_back, write
from xl_asn.cli.program import answer as command_line
from xl_asn.excel import buttons
from xl_asn.files.reading.load import load
from xl_asn.model.collection import Collection
from xl_asn.model.grid import CellRef, Grid
from xl_asn.pages.collection_page import read_collection

MIDNIGHT = datetime(2022, 12, 1)  # noqa: DTZ001 - as *Insamling* tells it
BESIDE = f"{Path(MASTER).stem} formulär"


def test_the_button_takes_in_what_the_command_line_does(
    excel: Excel, tmp_path: Path, press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answers, an event in a free row, a letter in place of a form; and it is all taken back."""
    answered(come_back(tmp_path) / f"{UNITS[1]}.xlsx", event="Vi har flyttat till nya lokaler.")
    _free_the_last_event(tmp_path / MASTER)
    path = tmp_path / "knapp" / MASTER
    shutil.copytree(tmp_path / FOLDER, path.with_name(BESIDE))
    shutil.copy(tmp_path / MASTER, path)
    before = load(path).grid
    assert before is not None
    book = opened(excel, before, MASTER, path)
    assert press(buttons.samla_in)[0] == "OK"
    assert command_line(["samla", str(tmp_path / MASTER), str(tmp_path / FOLDER)]) == 0
    capsys.readouterr()
    expected = load(tmp_path / MASTER).grid
    assert expected is not None
    assert _cells_without_collection(as_grid(book)) == _cells_without_collection(expected)
    assert _cells_without_collection(expected) != _cells_without_collection(before)
    here, there = (_untimed(grid) for grid in (as_grid(book), expected))
    assert here == there
    assert [one.slot.column for one in here.log if one.order] == ["Händelse"]
    assert {one.recipient for one in here.log} == set(UNITS[:2])
    files = [
        {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        for folder in (path.with_name(BESIDE), tmp_path / FOLDER)
    ]
    assert files[0] == files[1]
    assert press(buttons.angra_insamling)[0] == "OK"
    assert _cells_without_collection(as_grid(book)) == _cells_without_collection(before)


def _free_the_last_event(path: Path) -> None:
    grid = load(path).grid
    sheet = grid.sheet("Händelser") if grid is not None else None
    assert sheet is not None
    (table,) = sheet.tables
    columns = range(table.first_column, table.last_column + 1)
    write(path, {CellRef(sheet.name, table.last_row, column): None for column in columns})


def _cells_without_collection(grid: Grid) -> dict[str, dict[tuple[int, int], object]]:
    return {
        sheet.name: {
            place: (cell.value, cell.formula)
            for place, cell in sheet.cells.items()
            if not cell.is_blank
        }
        for sheet in grid.sheets
        if sheet.name != "Insamling"
    }


def _untimed(grid: Grid) -> Collection:
    found = read_collection(grid)
    assert found is not None
    return found._replace(
        statuses=tuple(one._replace(read=None) for one in found.statuses),
        log=tuple(one._replace(at=MIDNIGHT) for one in found.log),
    )
