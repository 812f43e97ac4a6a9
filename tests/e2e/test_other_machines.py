"""The same workbook gives the same bytes on any machine, whoever runs the program and whenever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest

from workbooks.build import EXAMPLES
from xl_asn.exports import typesetting
from xl_asn.exports.audit import package
from xl_asn.exports.documents import CheckedReport, checked_report, documents
from xl_asn.exports.fonts import folder

_MASTER = "2026-10_manadsrapport.xlsx"
_BOARD = "utbildning.toml"
_ALL = "xlsx,docx,pdf,html,csv"


@pytest.fixture
def memory_disk() -> Iterator[Path]:
    """Return a folder of a disk that lists its files in the order they came, or the reverse."""
    disk = Path("/dev/shm")  # noqa: S108 - the one such disk that every Linux has
    if not os.access(disk, os.W_OK):
        pytest.skip("no disk of this machine lists files in the order they came")
    with TemporaryDirectory(dir=disk) as made:
        yield Path(made)


def _copied(files: Sequence[Path], into: Path) -> Path:
    into.mkdir()
    for path in files:
        shutil.copy(path, into)
    return into


def _made(report: CheckedReport, fonts: Path) -> Mapping[str, bytes]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typesetting, "folder", lambda: fonts)
        patched.setattr(typesetting, "_fonts", typesetting._fonts.__wrapped__)
        names = ("pdf", "docx", "html")
        made = documents(report.board_report(draft=True), names)
        return {**made, "paket": package(report, names, draft=True)}


def test_the_order_in_which_a_disk_lists_the_fonts_does_not_matter(memory_disk: Path) -> None:
    files = sorted(folder().iterdir())
    there, back = (
        _copied(order, memory_disk / str(n)) for n, order in enumerate((files, files[::-1]))
    )
    listed = [[path.name for path in place.iterdir()] for place in (there, back)]
    assert listed[0] == listed[1][::-1]
    report = checked_report(EXAMPLES / "2018-04_delarsrapport.xlsx")
    assert _made(report, there) == _made(report, back)


def test_what_documents_are_made_of_has_the_same_lines_on_every_system() -> None:
    made_of = [
        path
        for path in folder().parent.iterdir()
        if path.suffix in {".typ", ".css", ".jinja", ".html", ".js"}
    ]
    rules = (EXAMPLES.parents[1] / ".gitattributes").read_text("utf-8").splitlines()
    kept = {rule.split()[0] for rule in rules if rule.endswith(" text eol=lf")}
    assert made_of
    assert {f"xl_asn/exports/*{path.suffix}" for path in made_of} <= kept
    assert not [path.name for path in made_of if b"\r" in path.read_bytes()]


def test_no_file_tells_which_system_it_was_made_on() -> None:
    report, names = checked_report(EXAMPLES / "2022-11_manadsrapport.xlsx"), ("docx", "xlsx")
    made = documents(report.board_report(draft=True), names)
    systems = {".docx": 3, ".xlsx": 0, ".zip": 3}
    for name, data in {**made, "paket.zip": package(report, names, draft=True)}.items():
        with ZipFile(BytesIO(data)) as archive:
            told = {(one.create_system, one.date_time[0]) for one in archive.infolist()}
        assert told == {(systems[Path(name).suffix], 1980)}


def _exported(place: Path, name: str, umask: int, **environment: str) -> Mapping[str, bytes]:
    """Export a workbook with its package, as somebody on another machine would."""
    beside = place / name
    for path in (beside, place / "tmp", place / "hem"):
        path.mkdir(parents=True)
    for file in (_MASTER, _BOARD):
        shutil.copy(EXAMPLES / file, beside)
    words = ("exportera", _MASTER, "--ut", "ut", "--format", _ALL, "--revision")
    done = subprocess.run(
        [sys.executable, "-m", "xl_asn", *words],
        cwd=beside, capture_output=True, check=False, umask=umask,
        env={**os.environ, "HOME": str(place / "hem"), "TMPDIR": str(place / "tmp"),
             "PYTHONPATH": str(EXAMPLES.parents[1]), **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    out = beside / "ut"
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="these settings are other systems'")
def test_who_runs_the_program_and_where_and_when_does_not_matter(tmp_path: Path) -> None:
    here = _exported(
        tmp_path / "a", "Rapporter åäö", 0o077, TZ="Pacific/Kiritimati", LANG="sv_SE.UTF-8",
        LC_ALL="", PYTHONHASHSEED="1", USER="anna", LOGNAME="anna", COLUMNS="300",
    )  # fmt: skip
    there = _exported(
        tmp_path / "b", "Bo", 0o000, TZ="Etc/GMT+12", LANG="C", LC_ALL="C",
        PYTHONHASHSEED="4242", USER="bo", LOGNAME="bo", COLUMNS="20", PYTHONUTF8="0",
    )  # fmt: skip
    assert len(here) > 10
    assert [name for name in here.keys() | there.keys() if here.get(name) != there.get(name)] == []
    secret = (b"anna", b"Rapporter", str(tmp_path).encode())
    assert [(name, s) for name, data in here.items() for s in secret if s in data] == []
