"""November 2022 handed out in forms, and answered as people answer: in a spreadsheet program."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

import openpyxl

from tests.command_line import Here
from workbooks.build import EXAMPLES
from xl_asn.cli import work
from xl_asn.cli.program import answer
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, Value

MASTER: Final = "2022-11_manadsrapport.xlsm"
FOLDER: Final = "svar"
NEVER: Final = "2099-12-31"
UNITS: Final = ("Resursenheten", "Vuxenenheten", "Försörjningsstödsenheten")
MANY: Final = "Bogrupper/förvaltningsstöd"
ADDRESS: Final = "enhet@kommun.example"


def handed_out(folder: Path, last_day: str = NEVER) -> Path:
    """Put the workbook and its forms into a folder; return the folder of the forms."""
    return _put(folder, _handed_out(last_day))


def come_back(folder: Path) -> Path:
    """Put them there with some of the forms answered, and a letter instead of one."""
    return _put(folder, _come_back())


def taken_in(folder: Path) -> Path:
    """Put them there when the answers have been taken in."""
    return _put(folder, _taken_in())


def _put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data)
    return folder / FOLDER


@cache
def _come_back() -> Mapping[str, bytes]:
    with TemporaryDirectory(prefix="xl-asn-") as place:
        folder = handed_out(Path(place))
        for unit in UNITS[:2]:
            answered(folder / f"{unit}.xlsx")
        (folder / f"{UNITS[2]} svar.docx").write_bytes(b"x")
        return _files(Path(place))


@cache
def _taken_in() -> Mapping[str, bytes]:
    with TemporaryDirectory(prefix="xl-asn-") as place, contextlib.chdir(place):
        come_back(Path())
        _silent("samla", MASTER, FOLDER)
        return _files(Path())


def _files(folder: Path) -> Mapping[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@cache
def _handed_out(last_day: str) -> Mapping[str, bytes]:
    with TemporaryDirectory(prefix="xl-asn-") as place, contextlib.chdir(place):
        shutil.copy(EXAMPLES / MASTER, MASTER)
        _silent("fordela", MASTER, "--ut", FOLDER)  # suggests whom to ask
        write(Path(MASTER), dict.fromkeys(_addresses(Path(MASTER)), ADDRESS))
        _silent("fordela", MASTER, "--ut", FOLDER, "--senast", last_day)
        return _files(Path())


def _silent(*words: str) -> None:
    here = patch.object(work, "Processes", Here)  # those who are killed start none of their own
    with here, contextlib.redirect_stdout(io.StringIO()):
        answer(words)


def _addresses(path: Path) -> list[CellRef]:
    grid = load(path).grid
    sheet = grid.sheet("Utskick") if grid is not None else None
    assert sheet is not None
    (row, column) = next(place for place, cell in sheet.cells.items() if cell.text == "E-post")
    names = {r for (r, c), cell in sheet.cells.items() if c == column - 1 and r > row and cell.text}
    return [CellRef(sheet.name, number, column) for number in sorted(names)]


def write(path: Path, values: Mapping[CellRef, Value]) -> None:
    """Write cells of a workbook."""
    path.write_bytes(saved(path.read_bytes(), values, []))


def answered(
    form: Path,
    to: Path | None = None,
    *,
    status: str = "Grön",
    comment: str | None = "Enligt plan.",
    done: str = "Ja",
    by: str = "Anna Ek",
    event: str | None = None,
) -> Path:
    """Answer a form with one status and one comment in each row, and save it, maybe elsewhere."""
    book = openpyxl.load_workbook(form)
    sheet = book["Svar"]
    heads = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    at = heads["Bedömning"].row + 1
    while sheet.cell(at, heads["Mål"].column).value is not None:
        sheet.cell(at, heads["Bedömning"].column).value = status
        if comment is not None:
            sheet.cell(at, heads["Kommentar"].column).value = comment
        at += 1
    if event is not None:
        sheet.cell(heads["Händelse"].row + 1, heads["Händelse"].column).value = event
    for name, said in (("Klar", done), ("Lämnat_av", by)):
        (place, cell), *_ = book.defined_names[name].destinations
        book[place][cell.replace("$", "")].value = said
    target = to or form
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target
