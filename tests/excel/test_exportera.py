"""*Exportera*: the command's documents beside the workbook, all of them or none."""

from __future__ import annotations

import errno
import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.excel.conftest import Press, example_grid, opened
from tests.excel.engine_sheets import Excel
from tests.excel.workbooks import Workbook
from workbooks.build import EXAMPLES
from xl_asn.excel import buttons, own_files
from xl_asn.exports import documents as exporting
from xl_asn.exports.documents import checked_report, documents
from xl_asn.files.changing import publish
from xl_asn.files.reading.load import load
from xl_asn.model.grid import Grid

_SUFFIXES = (".xlsx", ".docx", ".pdf", ".html")


@pytest.fixture
def folder(excel: Excel, tmp_path: Path) -> Path:
    """A folder with a report that has errors, open in Excel."""
    return _open(excel, example_grid("2022-11"), tmp_path / "mapp")


def _open(excel: Excel, grid: Grid, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "bok.xlsm"
    path.write_bytes(b"")
    opened(excel, grid, path.name, path)
    return folder


def _without_errors(excel: Excel, folder: Path) -> Path:
    """Open a report whose one error is mended: a unit's name is spelt as in the register."""
    made = _open(excel, example_grid("2022-11"), folder)
    cells = excel.books[0].tab("Enhetsresultat").cells
    place = next(place for place, (value, _) in cells.items() if str(value).startswith("Hästkons"))
    cells[place] = ("Hästskons stöd- och boendeenhet", None)
    return made


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_errors_are_a_question_and_nothing_is_written(press: Press, folder: Path) -> None:
    word, sentence = press(buttons.exportera)
    assert word == "UTKAST"
    assert sentence == (
        "Rapporten har 1 fel och skrivs inte som färdig. Kontrollera visar det. Vill du i stället "
        "skriva ett utkast, märkt UTKAST på varje sida?"
    )
    assert _names(folder) == ["bok.xlsm"]


def test_a_draft_is_what_the_command_writes_byte_for_byte(press: Press, folder: Path) -> None:
    word, sentence = press(buttons.exportera_utkast)
    names = [f"bok utkast{suffix}" for suffix in _SUFFIXES]
    said = f"Utkastet är sparat i {folder}: {', '.join(names[:3])} och {names[3]}."
    assert (word, sentence) == ("OK", said)
    assert _names(folder) == sorted(["bok.xlsm", *names])
    report = checked_report(EXAMPLES / "2022-11_manadsrapport.xlsm").board_report(draft=True)
    by_command = documents(report, ("xlsx", "docx", "pdf"))
    for name, data in by_command.items():
        assert (folder / f"bok utkast{Path(name).suffix}").read_bytes() == data, name
    assert "UTKAST" in (folder / names[3]).read_text(encoding="utf-8")


def test_a_report_without_errors_is_written_at_once_and_overwrites_nothing(
    excel: Excel, press: Press, tmp_path: Path
) -> None:
    folder = _without_errors(excel, tmp_path / "mapp")
    said = [press(buttons.exportera) for _ in range(2)]
    for number, (word, sentence) in zip(("", " (1)"), said, strict=True):
        assert word == "OK", sentence
        for suffix in _SUFFIXES:
            assert f"bok rapport{number}{suffix}" in sentence
            assert (folder / f"bok rapport{number}{suffix}").stat().st_size > 1_000
    grid = load(folder / "bok rapport.xlsx").grid
    assert grid is not None
    assert [sheet.name for sheet in grid.sheets] == ["Försättsblad", "Rapport"]
    assert len(_names(folder)) == 9


@pytest.mark.parametrize("fullname", ["Bok1", "https://tyreso.sharepoint.com/sites/asn/bok.xlsm"])
def test_a_book_without_a_folder_exports_to_the_documents(
    excel: Excel, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fullname: str
) -> None:
    monkeypatch.setattr(own_files, "documents_folder", lambda: tmp_path)
    opened(excel, example_grid("2022-11"), "Bok1").fullname = fullname
    word, sentence = press(buttons.exportera_utkast)
    assert (word, f"i {tmp_path}: Bok1 utkast.xlsx" in sentence) == ("OK", True), sentence
    assert (tmp_path / "Bok1 utkast.docx").is_file()


def test_a_folder_that_is_gone_is_told(
    book: Workbook, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert book.name
    monkeypatch.setattr(own_files, "documents_folder", lambda: tmp_path / "borta")
    word, sentence = press(buttons.exportera_utkast)
    assert word == "FEL"
    assert f"Mappen {tmp_path / 'borta'} finns inte" in sentence


def test_a_folder_that_cannot_be_written_in_is_told(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(target: Path) -> tuple[Path, int]:
        raise PermissionError(errno.EACCES, "no", str(target))

    monkeypatch.setattr(publish, "opened_beside", forbidden)
    word, sentence = press(buttons.exportera_utkast)
    assert word == "FEL"
    assert f"Du får inte skriva i mappen {folder}" in sentence
    assert _names(folder) == ["bok.xlsm"]


def test_a_disk_that_fills_up_leaves_none_of_the_files(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def fills_up(source: Path, target: Path) -> None:
        if Path(target).suffix == ".pdf":
            raise OSError(errno.ENOSPC, "no", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", fills_up)
    word, sentence = press(buttons.exportera_utkast)
    assert word == "FEL"
    assert "Disken är full, så bok utkast.pdf kunde inte sparas." in sentence
    assert _names(folder) == ["bok.xlsm"]


def test_a_library_that_is_not_installed_leaves_out_its_formats_and_says_so(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(name: str) -> ModuleType:
        if name.endswith((".docx", ".pdf")):
            library = "docxtpl" if name.endswith(".docx") else "typst"
            raise ModuleNotFoundError(name=library)
        return importlib.import_module(name)

    monkeypatch.setattr(exporting, "import_module", lacking)
    word, sentence = press(buttons.exportera_utkast)
    assert word == "OK"
    assert sentence.endswith(
        ": bok utkast.xlsx och bok utkast.html. Word och PDF är inte med, eftersom biblioteken "
        "docxtpl och typst saknas: kör xl-asn installera."
    )
    assert _names(folder) == ["bok utkast.html", "bok utkast.xlsx", "bok.xlsm"]


def test_the_writers_are_imported_only_when_something_is_written() -> None:
    """They bring Word, PDF and pictures, which no other button has use for."""
    code = (
        "import sys\n"
        "import xl_asn.excel.run\n"
        "import xl_asn.excel.board_documents\n"
        "print([m for m in ('docx', 'docxtpl', 'typst', 'jinja2', 'openpyxl', 'fontTools')"
        " if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
