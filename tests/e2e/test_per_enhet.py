"""``validera --per-enhet``: pages beside any other answer, over nothing that is somebody else's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.attack.books import Book
from tests.command_line import Run
from tests.command_line import run as run  # noqa: PLC0414 - a fixture
from workbooks.build import EXAMPLES

_BOOK = "2022-11_manadsrapport.xlsx"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / _BOOK
    shutil.copy(EXAMPLES / _BOOK, path)
    return path


def test_a_unit_with_something_to_mend_gets_a_page_and_the_file_is_as_it_was(
    run: Run, book: Path, tmp_path: Path
) -> None:
    before = book.read_bytes(), book.stat().st_mtime_ns
    done = run("validera", book, "--utan-cache", "--per-enhet", "ut")
    assert (done.returncode, done.stderr) == (1, "")
    pages = sorted(path.name for path in (tmp_path / "ut").iterdir())
    assert "10 enheter, 4 filer i ut: " in done.stdout
    assert len(pages) == 4
    assert "Övrigt.html" in pages
    assert "Inget att rätta: " in done.stdout
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


def test_the_answer_of_each_file_is_the_same_with_pages_and_without(run: Run, book: Path) -> None:
    line = ("validera", book, "--utan-cache", "--format", "json")
    alone = run(*line)
    beside = run(*line, "--per-enhet", "ut")
    assert beside.stdout == alone.stdout
    assert "10 enheter, 4 filer" in beside.stderr


def test_pages_of_an_earlier_run_are_replaced_and_are_no_inputs(run: Run, book: Path) -> None:
    folder = book.parent
    first = run("validera", folder, "--utan-cache", "--per-enhet", folder)
    pages = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    Book().text("Enhetsresultat", "D9", "Därför.").saved(book)
    again = run("validera", folder, "--utan-cache", "--per-enhet", folder)
    assert "1 fil: 1 underkänd" in first.stdout
    assert "1 fil: 1 underkänd" in again.stdout
    assert {path.name for path in folder.glob("*.html")} == pages.keys()
    assert "gäller inte längre: Familjevårdsenheten med familjerätt.html." in again.stdout


def test_a_file_of_somebody_else_is_never_written_over_and_then_no_page_is_written(
    run: Run, book: Path, tmp_path: Path
) -> None:
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut/Övrigt.html").write_text("mitt", encoding="utf-8")
    done = run("validera", book, "--utan-cache", "--per-enhet", "ut", "--format", "json",
               "--ut", "s.json")  # fmt: skip
    assert done.returncode == 2
    assert "är inte skriven av programmet och ersätts inte" in done.stderr
    assert [path.read_text("utf-8") for path in (tmp_path / "ut").iterdir()] == ["mitt"]
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize("where", ["-", _BOOK])
def test_what_is_no_folder_is_refused(run: Run, book: Path, where: str) -> None:
    done = run("validera", book, "--per-enhet", where)
    assert done.returncode == 2
    assert "Ange en mapp med --per-enhet." in done.stderr


def test_a_page_tells_what_is_new_since_an_earlier_answer(
    run: Run, book: Path, tmp_path: Path
) -> None:
    line = ("validera", book, "--utan-cache")
    run(*line, "--format", "json", "--ut", "förr.json")
    Book().text("Enhetsresultat", "C6", "Lila").saved(book)
    done = run(*line, "--sedan", "förr.json", "--per-enhet", "ut")
    assert done.returncode == 1
    page = (tmp_path / "ut/Mottagning och utredning barn och unga 1.html").read_text("utf-8")
    assert '<span class="since new">Ny</span>' in page
    assert '<span class="since standing">Kvar</span>' in page


def test_a_folder_of_submissions_says_what_they_say_together(run: Run, tmp_path: Path) -> None:
    for name in ("Hästskons", "Vuxen", "Öppen/../CON"):
        (tmp_path / "in" / name).mkdir(parents=True, exist_ok=True)
        Book().text("Enhetsresultat", "D6", name).saved(tmp_path / "in" / name / "bok.xlsx")
    (tmp_path / "in" / "Öppen").mkdir(exist_ok=True)
    done = run("validera", "in", "--utan-cache", "--format", "json", "--ut", "s.json",
               "--per-enhet", "ut")  # fmt: skip
    assert done.returncode == 1
    told = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert [(one["kod"], one["filer"]) for one in told["tillsammans"]] == [("I183", ["in/Öppen"])]
    assert len(told["filer"]) == told["sammanfattning"]["filer"] == 3
    assert sorted(p.name for p in (tmp_path / "ut").iterdir()) == [
        "Hästskons.html", "Vuxen.html", "_CON.html"
    ]  # fmt: skip
