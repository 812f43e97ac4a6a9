"""What Beräkna cannot write without a loss it leaves and tells; all the rest is written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Run
from tests.files.built_master import changed_parts, parts, with_part
from tests.files.hangings import LOST
from tests.files.hung import hung
from tests.files.integrity import faults
from tests.typed import typed
from xl_asn.files.changing.book import Book
from xl_asn.files.changing.package import Package
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Cell, CellRef

MONTH = "2022-11"
ONE = Decimal(1)


def part_of(path: Path, sheet: str) -> str:
    found = Book(Package.from_bytes(path.read_bytes())).sheet(sheet)
    assert found is not None
    return found.part


def hang(path: Path, sheet: str, *things: str) -> bytes:
    """Hang things on a sheet of a workbook file, and return the sheet as it then is."""
    part = part_of(path, sheet)
    drawing = Package.from_bytes(path.read_bytes()).target(part, "drawing") or ""
    for thing in things:
        path.write_bytes(hung(path.read_bytes(), part, drawing, LOST[thing][0]()))
    return parts(path.read_bytes())[part]


def cell(path: Path, address: str) -> Cell:
    grid = load(path).grid
    assert grid is not None
    return grid.at(CellRef.parse(address))


def told(run: Run, path: Path) -> list[dict[str, Any]]:
    answer = json.loads(run("validera", path, "--format", "json").stdout)
    found: list[dict[str, Any]] = answer["filer"][0]["fynd"]
    return found


@pytest.mark.parametrize(
    ("sheet", "thing"),
    [("Kontroll", "table"), ("Kontroll", "comment"), ("Rapport", "pivot table"),
     ("Rapport", "chart"), ("Rapport", "slicer"), ("Kontroll", "formula")],
)  # fmt: skip
def test_the_figures_are_written_and_the_sheet_is_left(
    run: Run, example: Callable[[str], Path], sheet: str, thing: str
) -> None:
    path = example(MONTH)
    assert run("berakna", path).returncode == 1
    path.write_bytes(
        typed(path, {"Nettokostnad!D6": Decimal(-70000), "Händelser!B6": "Något annat"})
    )
    left = hang(path, sheet, thing)
    before = path.read_bytes()
    done = run("berakna", path)
    assert f"Bladet {sheet} är inte skrivet, och är äldre än siffrorna." in done.stdout
    assert f"På bladet {sheet} finns {LOST[thing][1]}, som" in re.sub(r"\s+", " ", done.stdout)
    after = path.read_bytes()
    assert parts(after)[part_of(path, sheet)] == left
    assert set(faults(after)) <= set(faults(before))
    assert part_of(path, "Nettokostnad") in changed_parts(before, after)
    assert part_of(path, "Spårning") in changed_parts(before, after)
    found = told(run, path)
    assert [f["kod"] for f in found if f["blad"] == sheet and f["kod"] == "S118"] == ["S118"]
    again = json.loads(run("berakna", path, "--json", "-").stdout)
    assert again["fynd"] == found
    assert path.read_bytes() == after


def test_without_the_trail_nothing_is_written(run: Run, example: Callable[[str], Path]) -> None:
    path = example(MONTH)
    run("berakna", path)
    path.write_bytes(typed(path, {"Nettokostnad!D6": Decimal(-70000)}))
    hang(path, "Spårning", "table")
    before = path.read_bytes()
    done = run("berakna", path)
    assert done.returncode == 2
    assert "Bladet Spårning kan inte skrivas: där finns tabellen Tabell77" in done.stderr
    assert path.read_bytes() == before
    assert "därför skriver den ingenting" in next(
        f["meddelande"] for f in told(run, path) if f["kod"] == "S118"
    )


def test_a_sheet_with_another_name_is_nobody_s_but_the_person_s(
    run: Run, example: Callable[[str], Path]
) -> None:
    path = example(MONTH)
    run("berakna", path)
    left = hang(path, "Rapport", "chart", "table")
    part = part_of(path, "Rapport")
    path.write_bytes(
        with_part(
            path.read_bytes(),
            "xl/workbook.xml",
            lambda old: old.replace(b'<sheet name="Rapport"', b'<sheet name="Min rapport"'),
        )
    )
    run("berakna", path)
    assert parts(path.read_bytes())[part] == left
    assert part_of(path, "Rapport") != part
    assert [f for f in told(run, path) if f["kod"] == "S118"] == []


def test_press_insert_a_row_and_press_again(run: Run, example: Callable[[str], Path]) -> None:
    path = example(MONTH)
    run("berakna", path)
    once = path.read_bytes()
    run("berakna", path)
    assert path.read_bytes() == once
    path.write_bytes(typed(path, {"Händelser!A30": "Resurs", "Händelser!B30": "En rad till"}))
    run("berakna", path)
    assert [f for f in told(run, path) if f["kod"] == "S118"] == []
    for data in (once, path.read_bytes()):
        assert faults(data) == ()


def with_formula(path: Path, replaced: str, by: str) -> None:
    """Put a cell of Nettokostnad in the place of what a pattern finds there."""
    part = part_of(path, "Nettokostnad")

    def change(old: bytes) -> bytes:
        new, times = re.subn(replaced, by, old.decode())
        assert times
        return new.encode()

    path.write_bytes(with_part(path.read_bytes(), part, change))


_ARRAYS = {
    "array": ('<f t="array" ref="F6:F8">D6:D8-E6:E8</f>', ""),
    "spill": ('<f t="array" ref="F6:F8">D6:D8-E6:E8</f>', ' cm="1"'),
    "data table": ('<f t="dataTable" ref="F6:F8" dt2D="0" dtr="0" r1="D6"/>', ""),
}


@pytest.mark.parametrize("kind", _ARRAYS)
def test_a_cell_of_an_array_is_left_and_told_and_the_rest_is_written(
    run: Run, example: Callable[[str], Path], kind: str
) -> None:
    path = example(MONTH)
    formula, said = _ARRAYS[kind]
    path.write_bytes(typed(path, {"Nettokostnad!F7": ONE, "Nettokostnad!I7": ONE}))
    with_formula(path, r'<c r="F6"([^>]*)>', rf'<c r="F6"\1{said}>{formula}')
    before = cell(path, "Nettokostnad!F6")
    done = run("berakna", path)
    assert done.returncode == 1
    assert "ingår i en matrisformel eller datatabell (F6:F8)" in re.sub(r"\s+", " ", done.stdout)
    assert cell(path, "Nettokostnad!F6") == before
    assert cell(path, "Nettokostnad!F7").value == 1
    assert cell(path, "Nettokostnad!I7").value == 413
    assert faults(path.read_bytes()) == ()
    found = told(run, path)
    assert [f["cell"] for f in found if f["kod"] == "S119"] == ["F7"]
    assert json.loads(run("berakna", path, "--json", "-").stdout)["fynd"] == found


_ALONE = {
    "dynamic": '<c r="F6"\\1 cm="1"><f t="array" ref="F6">D6-E6+1</f><v>1</v></c>',
    "array": '<c r="F6"\\1><f t="array" ref="F6:F6">D6-E6+1</f><v>1</v></c>',
    "rich value": '<c r="F6"\\1 vm="1" t="e"><v>#VALUE!</v></c>',
    "data table": '<c r="F6"\\1><f t="dataTable" ref="F6" r1="D6"/><v>1</v></c>',
    "rich text": '<c r="F6"\\1 t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>',
}


@pytest.mark.parametrize("kind", _ALONE)
def test_a_formula_alone_in_its_cell_gives_way(
    run: Run, example: Callable[[str], Path], kind: str
) -> None:
    path = example(MONTH)
    with_formula(path, r'<c r="F6"( s="[0-9]+")[^>]*>.*?</c>', _ALONE[kind])
    run("berakna", path)
    assert cell(path, "Nettokostnad!F6").value == 2527
    assert cell(path, "Nettokostnad!F6").formula is None
    sheet = parts(path.read_bytes())[part_of(path, "Nettokostnad")]
    assert re.search(rb'<c r="F6"[^>]*[cv]m=', sheet) is None
    assert faults(path.read_bytes()) == ()


def test_a_cell_that_a_merge_covers_is_left_and_the_rest_is_written(
    run: Run, example: Callable[[str], Path]
) -> None:
    path = example(MONTH)
    merge = '<mergeCells count="1"><mergeCell ref="F6:F7"/></mergeCells>'
    path.write_bytes(typed(path, {"Nettokostnad!I7": ONE, "Nettokostnad!F7": None}))
    with_formula(path, "</sheetData>", f"</sheetData>{merge}")
    done = run("berakna", path)
    assert done.returncode == 1
    assert "S116" in done.stdout
    assert cell(path, "Nettokostnad!I7").value == 413
    assert cell(path, "Nettokostnad!F7").is_blank
