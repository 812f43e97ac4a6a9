"""An accepted question on real files: berakna keeps it, validera reads it and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from tests.beside import beside
from tests.command_line import Run
from tests.files.integrity import faults
from tests.typed import typed
from xl_asn.case.compute import Computed, compute
from xl_asn.exports.audit import package
from xl_asn.exports.documents import checked_report
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import BLANK
from xl_asn.pages.trail_page import read_trail


def computed(path: Path) -> None:
    """Do what berakna does, in this process."""
    loaded = load(path)
    assert loaded.grid is not None
    assert loaded.data is not None
    result = compute(beside(loaded.grid), now=datetime(2022, 12, 7), strict=True)  # noqa: DTZ001
    assert isinstance(result, Computed)
    path.write_bytes(saved(loaded.data, result.values, result.pages))


def accept(path: Path, code: str) -> str:
    """Accept the first finding of a code as a person does in Excel, and return its cell."""
    grid = load(path).grid
    sheet = grid.sheet("Kontroll") if grid else None
    assert sheet is not None
    row, cells = next((n, c) for n, c in sheet.rows() if c.get(2, BLANK).text == code)
    said = {"J": "Ja", "K": "Står så i årshjulet.", "L": "AB"}
    path.write_bytes(typed(path, {f"Kontroll!{at}{row}": text for at, text in said.items()}))
    return cells[3].text


def test_a_package_tells_no_day_that_the_workbook_does_not(example: Callable[[str], Path]) -> None:
    path = example("2021-02")
    computed(path)
    accept(path, "V106")
    with ZipFile(BytesIO(package(checked_report(path), (), draft=True))) as archive:
        (accepted,) = json.loads(archive.read("godtaganden.json"))
    assert accepted["godtagen"]["datum"] is None


def test_an_accepted_question_through_both_commands(
    run: Run, example: Callable[[str], Path]
) -> None:
    path = example("2021-02")
    computed(path)
    cell = accept(path, "V106")
    before = path.read_bytes()
    told = json.loads(run("validera", path, "--format", "json").stdout)
    assert path.read_bytes() == before
    accepted = [f for f in told["filer"][0]["fynd"] if "godtagen" in f]
    assert [(f["kod"], f["cell"]) for f in accepted] == [("V106", cell)]
    questions = [f for f in told["filer"][0]["fynd"] if f["allvar"] == "fråga"]
    assert told["sammanfattning"]["fråga"] == len(questions) - 1
    shown = run("berakna", path)
    assert "✓ Godtagen av AB: Står så i årshjulet." in shown.stdout
    assert ", 1 godtagen. Skrivet till" in shown.stdout
    once = path.read_bytes()
    assert faults(once) == ()
    assert "Inget nytt att skriva" in run("berakna", path).stdout
    assert path.read_bytes() == once


def test_an_acceptance_and_what_was_replaced_follow_to_a_new_master(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    old, new = example("2021-02"), tmp_path / "ny.xlsm"
    computed(old)
    cell = accept(old, "V106")
    assert run("mall", "--fran", old, "--ut", new).returncode == 0
    assert faults(new.read_bytes()) == ()
    was, moved = _found(run, old), _found(run, new)
    assert moved == was
    assert [f["cell"] for f in moved if "godtagen" in f] == [cell]
    grids = [load(path).grid for path in (old, new)]
    before, after = (read_trail(grid) for grid in grids if grid is not None)
    assert before.lines
    assert after == before
    run("berakna", new)
    assert [f["cell"] for f in _found(run, new) if "godtagen" in f] == [cell]


def _found(run: Run, path: Path) -> list[dict[str, object]]:
    answer = json.loads(run("validera", path, "--format", "json").stdout)
    found: list[dict[str, object]] = answer["filer"][0]["fynd"]
    return found
