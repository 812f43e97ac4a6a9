"""Each command refuses to write over what it reads, before it reads anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.cycle.kolada.conftest import Kolada, serving
from workbooks.build import EXAMPLES
from xl_asn.cli.program import command, command_names
from xl_asn.documents.start import Start
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load

_BOOK = "nov.xlsx"
_FORMATS = ("--format", "xlsx")

#: A command whose output is the workbook; {fil} is its name, {samma} another that leads to it.
_LINES = (
    ("berakna", "{fil}", "--ut", "{samma}"),
    ("berakna", "{fil}", "--rapport", "{samma}"),
    ("berakna", "{fil}", "--json", "{samma}"),
    ("berakna", "{fil}", "--ut", "ny.xlsx", "--rapport", "{samma}"),
    ("validera", "{fil}", "--ut", "{samma}"),
    ("validera", ".", "--ut", "{samma}"),
    ("validera", "*.xlsx", "--format", "xlsx", "--ut", "{samma}"),
    ("forklara", "{fil}", "Nettokostnad!D6", "--json", "{samma}"),
    ("forklara", "{fil}", "--tackning", "--json", "{samma}"),
    ("pastaenden", "{fil}", "--json", "{samma}"),
    ("jamfor", "{fil}", "{fil}", "--ut", "{samma}"),
    ("arkiv", ".", "--ut", "{samma}"),
    ("arkiv", "{fil}", "--ut", "ny.xlsx", "--json", "{samma}"),
    ("doktor", "{fil}", "--json", "{samma}"),
    ("kolada", "{fil}", "--ut", "{samma}"),
    ("mall", "--fran", "{fil}", "--ut", "{samma}"),
    ("ny-period", "{fil}", "--ut", "{samma}"),
    ("ny-period", "{fil}", "--json", "{samma}"),
    ("fordela", "{fil}", "--ut", "d", "--json", "{samma}"),
    ("hamta", "{fil}", "blad:Start", "--json", "{samma}"),
    ("samla", "{fil}", ".", "--json", "{samma}"),
)
_TWICE = (
    ("berakna", _BOOK, "--ut", "a.xlsx", "--rapport", "A.xlsx"),
    ("berakna", _BOOK, "--rapport", "a.xlsx", "--json", "./a.xlsx"),
    ("berakna", _BOOK, "--ut", "a.xlsx", "--json", "a.xlsx"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / _BOOK
    shutil.copy(EXAMPLES / "2022-11_manadsrapport.xlsx", path)
    return path


def _named(book: Path, kind: str) -> str:
    if kind == "itself":
        return book.name
    if kind == "case":
        return book.name.upper()
    other = book.with_name("annat.xlsx")
    if kind == "link":
        other.symlink_to(book)
    else:
        other.hardlink_to(book)
    return other.name


def _seen(folder: Path) -> dict[str, str]:
    return {
        str(path): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.mark.parametrize("kind", ["itself", "case", "link", "hard link"])
@pytest.mark.parametrize("line", _LINES, ids=" ".join)
def test_an_output_is_no_input(run: Run, book: Path, line: tuple[str, ...], kind: str) -> None:
    same = _named(book, kind)
    if kind == "case" and line[0] == "validera" and line[1] != "{fil}":
        pytest.skip("what is searched for is asked of the disk, and there it may be another file")
    before = _seen(book.parent)
    done = run(*(word.format(fil=book.name, samma=same) for word in line))
    assert done.returncode == 2
    assert "är samma fil som" in done.stderr
    assert "Ange en annan plats med --" in done.stderr
    assert done.stdout == ""
    assert _seen(book.parent) == before


@pytest.mark.parametrize("line", _TWICE, ids=" ".join)
def test_two_outputs_are_two_files(run: Run, book: Path, line: tuple[str, ...]) -> None:
    before = _seen(book.parent)
    done = run(*line)
    assert (done.returncode, done.stdout) == (2, "")
    assert "skulle bli samma fil" in done.stderr
    assert _seen(book.parent) == before


@pytest.mark.parametrize("folder", [".", "länk", "MAPP/.."])
def test_a_document_does_not_take_the_workbooks_name(run: Run, book: Path, folder: str) -> None:
    (book.parent / "MAPP").mkdir()
    (book.parent / "länk").symlink_to(book.parent, target_is_directory=True)
    before = _seen(book.parent)
    done = run("exportera", book.name, "--ut", folder, *_FORMATS, "--utkast")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"är samma fil som {book.name}" in done.stderr
    assert _seen(book.parent) == before


def test_the_template_is_an_input(run: Run, book: Path) -> None:
    template = book.with_name("nov.docx")
    shutil.copy(EXAMPLES.parent / "namndmall.docx", template)
    before = _seen(book.parent)
    line = ("exportera", book.name, "--ut", ".", "--utkast", "--format", "docx", "--mall")
    done = run(*line, "NOV.DOCX" if (book.parent / "NOV.DOCX").exists() else "nov.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert _seen(book.parent) == before


def test_a_board_is_an_input(run: Run, tmp_path: Path) -> None:
    board = tmp_path / "nämnd.toml"
    board.write_text("", encoding="utf-8")
    ut = tmp_path / "ny.xlsx"
    ut.symlink_to(board)
    done = run("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--regler", board,
               "--ut", ut)  # fmt: skip
    assert done.returncode == 2
    assert "är samma fil som" in done.stderr
    assert board.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    "line",
    [
        ("berakna", _BOOK, "--ut", "okt.xlsx"),
        ("berakna", _BOOK, "--rapport", "okt.xlsx"),
        ("berakna", _BOOK, "--json", "okt.xlsx"),
        ("pastaenden", _BOOK, "--json", "okt.xlsx"),
        ("forklara", _BOOK, "Nettokostnad!I6", "--json", "okt.xlsx"),
    ],
    ids=" ".join,
)
def test_the_previous_report_is_an_input(run: Run, book: Path, line: tuple[str, ...]) -> None:
    shutil.copy(EXAMPLES / "2021-02_manadsrapport.xlsx", book.with_name("okt.xlsx"))
    grid = load(book).grid
    assert grid is not None
    place = Start.from_grid(grid)[0].cell("previous_report")
    book.write_bytes(saved(book.read_bytes(), {place: "okt.xlsx"}, ()))
    before = _seen(book.parent)
    done = run(*line)
    assert (done.returncode, done.stdout) == (2, "")
    assert "okt.xlsx är samma fil som" in done.stderr
    assert _seen(book.parent) == before


def test_a_document_does_not_take_the_previous_reports_name(run: Run, book: Path) -> None:
    before = book.with_name("ut") / book.name
    before.parent.mkdir()
    shutil.copy(EXAMPLES / "2021-02_manadsrapport.xlsx", before)
    grid = load(book).grid
    assert grid is not None
    place = Start.from_grid(grid)[0].cell("previous_report")
    book.write_bytes(saved(book.read_bytes(), {place: f"ut/{book.name}"}, ()))
    seen = _seen(book.parent)
    done = run("exportera", book.name, "--ut", "ut", *_FORMATS, "--utkast")
    assert (done.returncode, done.stdout) == (2, "")
    assert "är samma fil som" in done.stderr
    assert _seen(book.parent) == seen


@pytest.mark.parametrize("form", ["tabell", "json", "html", "xlsx"])
def test_an_earlier_answer_in_a_searched_folder_is_no_input(
    run: Run, book: Path, form: str
) -> None:
    for word, name in ((".", f"svar.{form}"), ("*", f"svar igen.{form}")):
        answers = []
        for _ in range(3):
            done = run("validera", word, "--format", form, "--ut", name)
            assert (done.returncode, done.stderr) == (1, "")
            answers.append((book.parent / name).read_bytes())
        assert answers[1:] == answers[:-1]
        (book.parent / name).unlink()


def test_what_only_looks_like_an_answer_is_an_input(run: Run, book: Path) -> None:
    for name, text in (("a.json", '{"verktyg": "annat"}'), ("b.txt", "En anteckning om 1 fil."),
                       ("c.html", "<!doctype html><title>Kontroll av 1 fil</title>")):  # fmt: skip
        (book.parent / name).write_text(text, encoding="utf-8")
        done = run("validera", ".", "--ut", name)
        assert done.returncode == 2
        assert "är samma fil som" in done.stderr
        assert (book.parent / name).read_text(encoding="utf-8") == text


def test_a_folder_with_nothing_but_an_answer_is_told_of(run: Run, book: Path) -> None:
    (book.parent / "mapp").mkdir()
    shutil.move(book, book.parent / "mapp" / book.name)
    line = ("validera", "mapp", "--format", "json", "--ut", "mapp/svar.json")
    assert run(*line).returncode == 1
    (book.parent / "mapp" / book.name).unlink()
    done = run(*line)
    assert done.returncode == 2
    assert "svaret från en tidigare körning" in done.stderr


def test_the_examples_are_the_demos_inputs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exempel"
    folder.mkdir()
    for path in EXAMPLES.glob("*.xlsm"):
        shutil.copy(path, folder)
    monkeypatch.setattr("xl_asn.cli.demo.examples_folder", lambda: folder)
    before = _seen(folder)
    done = run("demo", "--ut", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert _seen(folder) == before


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    with serving(Kolada()) as server:
        yield server


@pytest.mark.parametrize("name", ["berakna", "kolada"])
def test_a_colleagues_save_is_not_lost(
    run: Run, tmp_path: Path, kolada: Kolada, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / "2020_namndplan.xlsx", path)

    def save_first(*given: object) -> bytes:
        path.write_bytes(b"en kollegas")
        return saved(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("xl_asn.files.changing.save.saved", save_first)
    words = ["--adress", kolada.address] if name == "kolada" else []
    done = run(name, path, *words)
    assert done.returncode == 2
    assert "har ändrats av någon annan under tiden" in done.stderr
    assert path.read_bytes() == b"en kollegas"


@pytest.mark.parametrize("lock", ["~$nov.xlsx", ".~lock.nov.xlsx#"])
def test_a_workbook_that_is_open_is_not_computed(run: Run, book: Path, lock: str) -> None:
    book.with_name(lock).write_bytes(b"\x04Anna" if lock.startswith("~") else b"Anna,,,,;")
    before = _seen(book.parent)
    for line in (("berakna", _BOOK), ("kolada", _BOOK), ("berakna", _BOOK, "--sakerhetskopia")):
        done = run(*line)
        assert (done.returncode, done.stdout) == (2, "")
        assert "är öppen hos Anna, och har inte ändrats" in done.stderr
        assert f"ta bort låsfilen {lock}" in done.stderr
    assert _seen(book.parent) == before
    assert run("berakna", _BOOK, "--ut", "ny.xlsx").returncode == 1
    book.with_name(lock).unlink()
    assert run("berakna", _BOOK).returncode == 1


def test_two_copies_of_one_second_are_two_files(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped:
        @staticmethod
        def now() -> object:
            return now

    from datetime import datetime  # noqa: PLC0415

    now = datetime(2026, 11, 30, 12, 0)  # noqa: DTZ001
    monkeypatch.setattr("xl_asn.cli.commands.berakna.datetime", Stopped)
    book.chmod(0o600)
    first = book.read_bytes()
    for _ in range(2):
        assert run("berakna", _BOOK, "--sakerhetskopia", "--ut", "ut.xlsx").returncode == 1
    assert run("berakna", _BOOK, "--sakerhetskopia").returncode == 1
    copies = sorted(book.parent.glob("*säkerhetskopia*"))
    assert [path.name for path in copies] == [
        "nov (säkerhetskopia 2026-11-30 12.00.00).xlsx",
        "ut (säkerhetskopia 2026-11-30 12.00.00).xlsx",
    ]
    assert copies[0].read_bytes() == first
    assert copies[0].stat().st_mode == book.stat().st_mode


def test_every_command_that_writes_is_tried() -> None:
    """A new output of a new command is seen here, and must be guarded as the others are."""
    outputs = {
        (name, option.shown)
        for name in command_names()
        for option in command(name).options
        if option.shown in {"--ut", "--rapport", "--json"}
    }
    tried = {(line[0], word) for line in _LINES for word in line if word.startswith("--")}
    assert outputs - tried == {("exportera", "--ut"), ("demo", "--ut")}
