"""Promise 5 of every command: each call that writes fails in turn, and no file is damaged."""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest

from tests.command_line import answered
from tests.cycle.kolada.conftest import Kolada, serving
from tests.failing import FAULTS, Failing
from tests.fetched import LEDGER, beside_a_ledger
from tests.files.integrity import faults
from tests.handed_out import FOLDER, come_back
from workbooks.build import EXAMPLES
from xl_asn.case import compute, new_masters, older_masters
from xl_asn.exports import documents as exporting
from xl_asn.files.changing import save
from xl_asn.files.changing.unfinished import is_unfinished
from xl_asn.files.reading import load

_SAMPLE = 4
#: It writes twenty files, in the same ways as the others do.
_OF_MANY = {"demo": 60}
_CACHE = ".cache"
_OLD = b"det som stod har"
_BOOK, _PLAN = "2022-11_manadsrapport.xlsm", "2020_namndplan.xlsx"
_STEM = Path(_BOOK).stem
_EXPORT = ("exportera", _BOOK, "--utkast", "--ut")

#: Each command that writes, and the files that stand where it does.
_LINES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "berakna": (("berakna", _BOOK), ()),
    "berakna med allt": (
        ("berakna", _BOOK, "--sakerhetskopia", "--rapport", "r.xlsx", "--json", "svar.json"),
        ("r.xlsx", "svar.json"),
    ),
    "berakna till en annan": (("berakna", _BOOK, "--ut", "ny.xlsm"), ("ny.xlsm",)),
    "exportera": ((*_EXPORT, "."), (f"{_STEM}.pdf",)),
    "exportera allt": (
        (*_EXPORT, "ut/nov", "--format", "xlsx,docx,pdf,html,csv", "--revision"),
        (f"ut/nov/{_STEM}.docx", f"ut/nov/{_STEM}.html", f"ut/nov/{_STEM}_data/fynd.csv"),
    ),
    "exportera till en ny mapp": (
        (*_EXPORT, "ny/mapp", "--format", "html,csv"), (),
    ),
    "kolada": (("kolada", _PLAN, "--adress", "{kolada}"), ()),
    "mall": (("mall", "manadsrapport", "--ar", "2026", "--period", "nov", "--ut", "m.xlsm"), ()),
    "mall av en aldre": (("mall", "--fran", _BOOK, "--ut", "m.xlsx"), ()),
    "validera": (
        ("validera", _BOOK, "--format", "json", "--ut", "svar.json"), ("svar.json",),
    ),
    "validera till en sida": (("validera", _BOOK, "--format", "html", "--ut", "s.html"), ()),
    "forklara": (("forklara", _BOOK, "Nettokostnad!I6", "--json", "f.json"), ("f.json",)),
    "jamfor": (("jamfor", _BOOK, _BOOK, "--format", "docx", "--ut", "j.docx"), ("j.docx",)),
    "pastaenden": (("pastaenden", _BOOK, "--json", "p.json"), ("p.json",)),
    "doktor": (("doktor", "--json", "d.json"), ("d.json",)),
    "demo": (("demo", "--ut", "demo"), ()),
    "arkiv": (("arkiv", _BOOK, "--ut", "a.xlsx"), ("a.xlsx",)),
    "fordela": (("fordela", _BOOK, "--ut", FOLDER, "--senast", "2099-12-30"), (FOLDER,)),
    "hamta": (("hamta", _BOOK, LEDGER), (LEDGER,)),
    "samla": (("samla", _BOOK, FOLDER), (FOLDER,)),
}  # fmt: skip

Call = Callable[..., tuple[int, str, list[str], str]]


@pytest.fixture(scope="module")
def kolada() -> Iterator[Kolada]:
    with serving(Kolada()) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mapp"


@pytest.fixture
def call(
    folder: Path,
    kolada: Kolada,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Call:
    """Run a command line in a fresh folder; return its status, its sentence and its calls."""
    _work_once(monkeypatch)

    def run(line: str, *fault: int, afresh: bool = True) -> tuple[int, str, list[str], str]:
        words, there = _LINES[line]
        if afresh:
            _fill(folder, there)
        with monkeypatch.context() as patched:
            failing = Failing(folder, patched, *fault)
            given = tuple(word.format(kolada=kolada.address) for word in words)
            done = answered(given, folder, patched, capsys)
        return done.returncode, done.stderr, failing.calls, failing.failed

    return run


def _work_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and compute a workbook once: here it is the writing that is tried, again and again."""
    _once(monkeypatch, load, "load_taken", lambda path, taken: (path, taken.sha256))
    for module in (compute, exporting):
        _once(monkeypatch, module, "compute", lambda case: id(case.grid))
    _once(monkeypatch, save, "saved", lambda data, *_: hash(data))
    _once(monkeypatch, exporting, "files_of", lambda report, name: (report.source, name))
    _once(monkeypatch, new_masters, "new_master", lambda *_: "ny")
    _once(monkeypatch, older_masters, "moved_master", lambda _, grid: id(grid))


def _once(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, key: Callable[..., object]
) -> None:
    made: dict[object, Any] = {}
    real = getattr(module, name)

    def once(*given: Any, **named: Any) -> Any:
        found = key(*given)
        if found not in made:
            made[found] = real(*given, **named)
        return made[found]

    monkeypatch.setattr(module, name, once)


def _fill(folder: Path, there: tuple[str, ...]) -> None:
    """Make the folder anew; the cache, which is no part of it, is kept."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
        elif path.name != _CACHE:
            shutil.rmtree(path)
    for name in (_BOOK, _PLAN):
        shutil.copy(EXAMPLES / name, folder)
    if LEDGER in there:
        beside_a_ledger(folder)
        return
    if FOLDER in there:
        come_back(folder)
        return
    for name in there:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_OLD)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and _CACHE not in path.parts
    }


@cache
def _is_whole(name: str, data: bytes) -> bool:
    ending = Path(name).suffix
    if ending in {".xlsx", ".xlsm"}:
        return faults(data) == ()
    if ending in {".docx", ".zip"}:
        with ZipFile(BytesIO(data)) as archive:
            return archive.testzip() is None
    if ending == ".json":
        return bool(json.loads(data))
    ends = {".pdf": b"%%EOF", ".html": b"</html>"}.get(ending, b"\n")
    return data.rstrip(b"\r\n").endswith(ends) if ends != b"\n" else data.endswith(ends)


def _steps(calls: list[str], many: random.Random, count: int) -> list[tuple[int, int]]:
    """Return the calls to let fail, and how: all of them, or some that are drawn."""
    steps = [(nth, number) for nth in range(1, len(calls) + 1) for number in FAULTS]
    return many.sample(steps, min(count, len(steps)))


def _let_fail(folder: Path, call: Call, line: str, count: int) -> None:
    status, said, calls, _ = call(line)
    assert status in {0, 1}, said
    new = _files(folder)
    folders = {path for path in folder.rglob("*") if path.is_dir()}
    _fill(folder, _LINES[line][1])
    old = _files(folder)
    changed = {name for name in new if new[name] != old.get(name)}
    assert changed
    assert len(calls) >= 5
    for step in _steps(calls, random.Random(line), count):  # noqa: S311 - any of them will do
        told, sentence, _, failed = call(line, *step)
        seen = f"{failed} {step}: {told} {sentence}"
        left = _files(folder)
        unfinished = {name for name in left if is_unfinished(Path(name).name)}
        after = {
            name
            for name in new.keys() | left.keys()
            if name not in unfinished and left.get(name) != old.get(name)
        }
        extra = {name for name in after if name not in new}
        assert all(re.search(r" \((ny|säkerhetskopia .*)\)\.\w+$", name) for name in extra), seen
        assert all(_is_whole(name, left[name]) for name in after), seen
        if line.startswith("exportera"):
            assert after - extra in (set(), changed), seen
        if told == 2:
            assert sentence.count("\n") == 1, seen
            assert re.search(r"[.!?]\n$", sentence), seen
            assert "fel i programmet" not in sentence, seen
            assert not re.search("Errno|rror|denied|space|Interrupted", sentence), seen
            made = {path for path in folder.rglob("*") if path.is_dir()}
            assert made <= folders, seen
            if line.startswith("exportera") and failed != "rmdir":
                assert {path for path in made if not any(path.rglob("*"))} == set(), seen
        else:
            # The doctor tries the disk itself, and says what is wrong with it.
            assert (told, sentence) == (status, said) or line == "doktor", seen
            assert changed - {n for n in changed if "säkerhetskopia" in n} <= after, seen
        if unfinished:
            assert failed in {"unlink", "flock", "link"}, seen
            if line.startswith("mall"):
                (folder / _LINES[line][0][-1]).unlink(missing_ok=True)
            assert call(line, afresh=False)[0] == status
            assert not any(is_unfinished(Path(name).name) for name in _files(folder)), seen


@pytest.mark.parametrize("line", _LINES)
def test_whatever_call_fails_no_file_is_damaged(folder: Path, call: Call, line: str) -> None:
    _let_fail(folder, call, line, _SAMPLE)


@pytest.mark.thorough
@pytest.mark.parametrize("line", _LINES)
def test_each_call_fails_in_turn_and_no_file_is_damaged(
    folder: Path, call: Call, line: str
) -> None:
    _let_fail(folder, call, line, _OF_MANY.get(line, sys.maxsize))
