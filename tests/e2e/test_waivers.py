"""An accepted question on real files: berakna keeps it, validera reads it and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.beside import beside
from tests.e2e.conftest import Run
from tests.files.integrity import faults
from tests.typed import typed
from xl_asn.case.compute import Computed, compute
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import BLANK


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
