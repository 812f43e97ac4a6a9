"""``xl-asn kolada`` on the published plan, against the local server."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.cycle.kolada.conftest import Kolada
from tests.files.integrity import faults
from workbooks.build import EXAMPLES
from xl_asn.cli.program import app
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Grid


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "2020_namndplan.xlsx", path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["kolada", *map(str, arguments)])


def grid_of(path: Path) -> Grid:
    grid = load(path).grid
    assert grid is not None
    return grid


def test_the_snapshot_is_dated_and_the_differences_are_told(kolada: Kolada, plan: Path) -> None:
    before = grid_of(plan)
    done = run(plan, "--adress", kolada.address)
    assert done.exit_code == 0, done.output
    said = done.output
    assert "N00973 är avslutat i Kolada: det sista året är 2020." in said
    assert "N00973 är 41,5 för 2019 i Kolada, men 40,74 i arbetsboken." in said
    assert "U33529 finns inte i Kolada." in said
    assert "U40406" not in said, "same title and same value"
    assert "3 av 29 nyckeltal finns i Kolada." in said
    assert faults(plan.read_bytes()) == ()
    after = grid_of(plan)
    assert [s.name for s in after.sheets] == [*(s.name for s in before.sheets), "Kolada"]
    assert all(after.sheet(sheet.name) == sheet for sheet in before.sheets)
    sheet = after.sheet("Kolada")
    assert sheet is not None
    assert f"Källa: Kolada, {kolada.address}. Hämtat 20" in sheet.cell(2, 1).text
    assert "kommun 0138" in sheet.cell(2, 1).text
    rows = [[cell.value for cell in cells.values()] for _, cells in sheet.rows()]
    assert any({"U40406", Decimal(2019), Decimal("12.69")} <= {*row} for row in rows)


def test_a_second_snapshot_takes_the_place_of_the_first(kolada: Kolada, plan: Path) -> None:
    assert run(plan, "--adress", kolada.address).exit_code == 0
    names = [sheet.name for sheet in grid_of(plan).sheets]
    assert run(plan, "--adress", kolada.address, "--kommun", "0180").exit_code == 0
    again = grid_of(plan)
    assert [sheet.name for sheet in again.sheets] == names
    sheet = again.sheet("Kolada")
    assert sheet is not None
    assert "kommun 0180" in sheet.cell(2, 1).text


def test_nothing_is_written_where_kolada_cannot_be_reached(plan: Path) -> None:
    before = plan.read_bytes()
    done = run(plan, "--adress", "http://127.0.0.1:1")
    assert done.exit_code == 2
    assert "Kolada går inte att nå" in done.stderr
    assert "Traceback" not in done.output
    assert plan.read_bytes() == before


def test_wrong_usage_is_told(plan: Path, tmp_path: Path) -> None:
    for arguments, words in (
        ((plan, "--kommun", "Tyresö"), "ingen kommunkod"),
        ((plan, "--ut", tmp_path / "ny.xlsm"), "samma filändelse"),
        ((EXAMPLES / "2020_namndplan.md",), "textdokument"),
        ((tmp_path / "saknas.xlsx",), "Filen finns inte"),
        ((EXAMPLES / "2022-11_manadsrapport.xlsx",), "inga Kolada-id:n"),
    ):
        done = run(*arguments)
        assert done.exit_code == 2
        assert words in done.stderr
