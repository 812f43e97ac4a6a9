"""A day's use: what is left beside what was asked for is one file, and only its user reads it."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cycle.kolada.conftest import Kolada, serving
from tests.e2e import test_button as button
from tests.promises.usual import USUAL, prepared
from tests.thorough import thorough
from workbooks.build import EXAMPLES
from xl_asn.files.keeping.own import KEPT_DAYS

_ROOT = EXAMPLES.parent.parent
_PATIENCE = 300
_ELSEWHERE = ("XDG_", "XL_ASN_", "DASK_", "LOCALAPPDATA", "APPDATA")
_KEPT = {"hem/.cache": 0o700, "hem/.cache/xl-asn": 0o700, "hem/.cache/xl-asn/utfall.sqlite3": 0o600}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no modes or umask on Windows")


class Day:
    """A computer on its first day: a home, temporary files and a folder to work in."""

    def __init__(self, place: Path, umask: int) -> None:
        self.place, self.umask = place, umask
        self.work = place / "arbete"
        for name in ("hem", "tmp", "arbete"):
            (place / name).mkdir()

    def run(self, *words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_ELSEWHERE)}
        return subprocess.run(
            list(map(str, words)), cwd=folder, umask=self.umask, check=False,
            capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE,
            env={**kept, "HOME": str(self.place / "hem"), "TMPDIR": str(self.place / "tmp"),
                 "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1",
                 "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip

    def command(self, *words: str, folder: Path | None = None) -> str:
        """Run a command line, which must end as it usually does; return what it said."""
        done = self.run(sys.executable, "-m", "xl_asn", *words, folder=folder or self.work)
        assert done.returncode in {0, 1}, (words, done.stderr)
        return done.stdout

    def left(self) -> Mapping[str, int]:
        """Return all that lies outside the folder that is worked in, with its mode."""
        return {
            str(path.relative_to(self.place)): stat.S_IMODE(path.lstat().st_mode)
            for name in ("hem", "tmp")
            for path in sorted((self.place / name).rglob("*"))
        }


@pytest.mark.parametrize("umask", [0, *thorough(0o077)])
def test_every_command_leaves_what_it_was_asked_for_and_the_store_of_verdicts(
    umask: int, tmp_path: Path
) -> None:
    day = Day(tmp_path, umask)
    with serving(Kolada()) as server:
        for name, usual in USUAL.items():
            folder = day.work / name
            folder.mkdir()
            if usual.takes_a_workbook:
                prepared(usual, folder)
            there = {path.name for path in folder.iterdir()}
            words = [*usual.line(usual.reads, server.address)]
            day.command(*(word for word in words if word != "--utan-cache"), folder=folder)
            asked = {Path(written).parts[0] for written in usual.writes} | {"d"}.intersection(words)
            assert {path.name for path in folder.iterdir()} == asked | there, name
            assert [*folder.rglob(".*")] == [], name
    assert day.left() == _KEPT
    assert "Kända svar i " in day.command("doktor")
    assert day.left() == _KEPT
    assert "borttaget" in day.command("doktor", "--rensa")
    assert day.left() == {"hem/.cache": 0o700}


def test_the_document_lists_the_same_and_how_long() -> None:
    page = (_ROOT / "docs" / "personuppgifter.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d{3}) \| `~/([^`]+)`", page, re.MULTILINE)
    assert {f"hem/{path}": int(mode, 8) for mode, path in listed} == _KEPT
    assert {int(days) for days in re.findall(r"(\d+) dygn", page)} == {KEPT_DAYS}


@pytest.mark.thorough
def test_the_button_leaves_nothing(tmp_path: Path) -> None:
    """Only LibreOffice itself leaves something: its profile, settings and locks."""
    python = button._python_with_uno()
    if python is None:
        pytest.skip("no Python can talk to LibreOffice: python3-uno is not installed")
    day = Day(tmp_path, 0)
    book = day.work / "knapp.xlsm"
    button._variant(book)
    script = button._HERE / "press_buttons.py"
    run_command = (sys.executable, "-m", "tests.e2e.run_button")
    done = day.run(python, script, book, day.work, *run_command, folder=_ROOT)
    assert done.returncode == 0, done.stderr
    assert [path for path in day.left() if "xl" in path] == []
    assert [path for path in day.left() if path.startswith("tmp")] == []
    ours = {path.name for path in day.work.iterdir() if "xl_asn" in path.name}
    assert ours == set(), "VBA has thrown the answers away"
