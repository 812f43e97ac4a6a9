"""The laws through real files: berakna writes, validera reads, and a person does things between."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, seed, settings

from tests.laws.api import judged, reported
from tests.laws.books import workbook
from tests.laws.edits import Edit
from tests.laws.walk import PRESS, Step, differences
from tests.laws.worlds import LINKED, SMALL, names, steps, world
from tests.thorough import thorough
from xl_asn.files.reading.load import load
from xl_asn.files.reading.reader import read

_EACH = 2
_FILE = "rapport.xlsx"


@pytest.mark.parametrize("name", names())
def test_a_grid_goes_through_a_file_as_it_is(name: str) -> None:
    grid = world(name, 0).grid
    found = read(workbook(grid))
    assert found.names == grid.names
    for sheet, there in zip(grid.sheets, found.sheets, strict=True):
        assert (sheet.name, sheet.tables) == (there.name, there.tables)
        held = {place: (c.kind, c.value, c.formula) for place, c in sheet.cells.items()}
        assert held == {place: (c.kind, c.value, c.formula) for place, c in there.cells.items()}


@pytest.mark.parametrize("name", ["2018-04", "2021-02", SMALL, *thorough(LINKED)])
def test_validera_finds_in_the_file_what_berakna_reported(name: str) -> None:
    @seed(len(name))
    @settings(max_examples=_EACH, phases=[Phase.generate])
    @given(steps())
    def walked(steps: Sequence[Step]) -> None:
        with TemporaryDirectory(prefix="xl-asn-lagar-") as folder:
            _walk(name, steps, Path(folder))

    walked()


def _walk(name: str, taken: Sequence[Step], folder: Path) -> None:
    begun = world(name, 0)
    for called, other in begun.others.items():
        (folder / f"{called}.xlsx").write_bytes(workbook(other))
    path = folder / _FILE
    path.write_bytes(workbook(begun.grid))
    for step in (*taken, PRESS):
        if isinstance(step, Edit):
            grid = load(path).grid
            assert grid is not None
            path.write_bytes(workbook(step(grid)))
            continue
        told = reported(path)
        once = path.read_bytes()
        assert [*differences(told, judged(path))] == [], taken
        assert [*differences(told, reported(path))] == []
        assert path.read_bytes() == once
