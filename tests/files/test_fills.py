"""The colours of filled cells: by digits, theme, tint and palette, and only where they may tell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import COLOR_INDEX, Color

from xl_asn.files.reading.reader import read
from xl_asn.model.colours import light_of
from xl_asn.model.statuses import Status

GREEN = Color(rgb="FF00B050")


def workbook(
    *colours: Color, pattern: Any = "solid", change: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook whose cells A1, A2 … are blank and filled; its XML can be changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, colour in enumerate(colours, start=1):
        sheet.cell(row, 1).fill = PatternFill(pattern, fgColor=colour)
    file = io.BytesIO()
    book.save(file)
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for before, after in (change or {}).items():
                text = text.replace(before, after)
            new.writestr(name, text)
    return changed.getvalue()


def filled(data: bytes) -> Mapping[tuple[int, int], str]:
    return read(data).sheets[0].filled


@pytest.mark.parametrize(
    ("colour", "found"),
    [
        (Color(rgb="FFC6EFCE"), "C6EFCE"),
        (Color(indexed=17), "008000"),
        (Color(indexed=2), "FF0000"),
        (Color(theme=6), "9BBB59"),
        (Color(theme=6, tint=-0.5), "506228"),
        (Color(theme=6, tint=0.6), "D7E4BD"),
    ],
)
def test_a_colour_is_told_however_it_is_written(colour: Color, found: str) -> None:
    shown = filled(workbook(GREEN, colour))
    assert set(shown) == {(1, 1), (2, 1)}
    # Excel rounds within its own 240 steps of lightness; the colour that people see is the same.
    apart = zip(bytes.fromhex(shown[2, 1]), bytes.fromhex(found), strict=True)
    assert max(abs(one - other) for one, other in apart) <= 2


def test_a_workbook_may_have_a_palette_of_its_own() -> None:
    own = {'<rgbColor rgb="00008000"/>': '<rgbColor rgb="0000B050"/>'}
    assert filled(workbook(GREEN, Color(indexed=17), change=own))[2, 1] == "00B050"


def test_the_old_palette_serves_a_workbook_without_one() -> None:
    without = {"<indexedColors>": "<other>", "</indexedColors>": "</other>"}
    numbers = range(64)
    shown = filled(workbook(*(Color(indexed=number) for number in numbers), change=without))
    for number, rgb in zip(numbers, COLOR_INDEX, strict=False):
        expected = None if light_of(rgb[-6:]) is None else rgb[-6:]
        assert shown.get((number + 1, 1)) == expected


@pytest.mark.parametrize(
    "data",
    [
        workbook(Color(rgb="FFFFFF00"), Color(rgb="FFFFC000")),
        workbook(Color(rgb="FFD9D9D9")),
        workbook(GREEN, pattern="gray125"),
        workbook(Color(theme=99), Color(indexed=64)),
    ],
    ids=["only yellow", "grey", "no solid fill", "unknown"],
)
def test_nothing_that_cannot_be_a_status_is_read(data: bytes) -> None:
    assert filled(data) == {}


@pytest.mark.parametrize(
    "change",
    [
        {'<c r="A1" s="1"': '<c s="1" r="A1"'},
        {'<c r="A1" s="1"': '<c r="A1" s="1" cm="1"'},
        {"<worksheet xmlns=": "<x:worksheet xmlns:x=", "</worksheet>": "</x:worksheet>",
         "<sheetData": "<x:sheetData", "</sheetData": "</x:sheetData", "<row": "<x:row",
         "</row": "</x:row", "<c ": "<x:c ", "</c>": "</x:c>"},
    ],
    ids=["other order", "another attribute", "prefixes"],
)  # fmt: skip
def test_any_writers_cells_are_found(change: dict[str, str]) -> None:
    kept = {**change, "<sheetPr>": "<sheetPr>"}
    data = workbook(GREEN, change=kept)
    if "<worksheet xmlns=" in change:
        # Only the elements on the way to a cell have the prefix; the others are in no namespace.
        assert b"x:c r" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert filled(data) == {(1, 1): "00B050"}


@pytest.mark.parametrize(
    ("rgb", "light"),
    [
        ("00B050", Status.GREEN), ("92D050", Status.GREEN), ("E2EFDA", Status.GREEN),
        ("C6EFCE", Status.GREEN), ("006100", Status.GREEN), ("FFFF00", Status.YELLOW),
        ("FFC000", Status.YELLOW), ("FFEB9C", Status.YELLOW), ("FF0000", Status.RED),
        ("C00000", Status.RED), ("FFC7CE", Status.RED), ("F2DCDB", Status.RED),
        ("ED7D31", None), ("F8CBAD", None), ("00B0F0", None), ("7030A0", None), ("FFFFFF", None),
        ("000000", None), ("F2F2F2", None), ("DDEBF7", None), ("CCFF00", None),
    ],
)  # fmt: skip
def test_a_light_is_a_colour_that_nobody_takes_for_another(rgb: str, light: Status | None) -> None:
    assert light_of(rgb) is light
