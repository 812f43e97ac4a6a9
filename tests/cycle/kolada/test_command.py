"""``xl-asn kolada`` on the published plan, against the local server."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.cycle.kolada.conftest import Kolada
from tests.files.integrity import faults
from tests.grids import grid_of
from workbooks.build import EXAMPLES
from xl_asn.cli.program import answer

Run = Callable[..., Answer]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "2020_namndplan.xlsx", path)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> Answer:
        try:
            status = answer(["kolada", *map(str, words)])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Answer(status, *capsys.readouterr())

    return call


def test_the_snapshot_is_dated_and_the_differences_are_told(
    kolada: Kolada, plan: Path, run: Run
) -> None:
    before = grid_of(plan)
    done = run(plan, "--adress", kolada.address)
    assert done.status == 0, done.err
    said = done.out
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


def test_a_second_snapshot_takes_the_place_of_the_first(
    kolada: Kolada, plan: Path, run: Run
) -> None:
    assert run(plan, "--adress", kolada.address).status == 0
    names = [sheet.name for sheet in grid_of(plan).sheets]
    assert run(plan, "--adress", kolada.address, "--kommun", "0180").status == 0
    again = grid_of(plan)
    assert [sheet.name for sheet in again.sheets] == names
    sheet = again.sheet("Kolada")
    assert sheet is not None
    assert "kommun 0180" in sheet.cell(2, 1).text


def test_nothing_is_written_where_kolada_cannot_be_reached(plan: Path, run: Run) -> None:
    before = plan.read_bytes()
    done = run(plan, "--adress", "http://127.0.0.1:1")
    assert done.status == 2
    assert "Kolada går inte att nå" in done.err
    assert "Traceback" not in done.err
    assert plan.read_bytes() == before


def test_wrong_usage_is_told(plan: Path, tmp_path: Path, run: Run) -> None:
    for arguments, words in (
        ((plan, "--kommun", "Tyresö"), "ingen kommunkod"),
        ((plan, "--ut", tmp_path / "ny.xlsm"), "samma filändelse"),
        ((EXAMPLES / "2020_namndplan.md",), "textdokument"),
        ((tmp_path / "saknas.xlsx",), "Filen finns inte"),
        ((EXAMPLES / "2022-11_manadsrapport.xlsx",), "inga Kolada-id:n"),
    ):
        done = run(*arguments)
        assert done.status == 2
        assert words in done.err
