"""A folder of a killed run is gone after the next one; that of a run that lives is not."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES
from xl_asn.files.keeping.own import IN_USE
from xl_asn.files.making.build_folder import build_folder, clear, take_away

_DAY = 24 * 60 * 60

_KILLED = """
import os, sys
from pathlib import Path
from xl_asn.files.keeping.own import IN_USE
from xl_asn.files.making.build_folder import build_folder
with build_folder(Path(sys.argv[1])) as folder:
    (folder / "bok.xlsx").write_bytes(b"hemligt")
    print(folder, flush=True)
    sys.stdin.read()
"""


def _started(above: Path) -> tuple[subprocess.Popen[str], Path]:
    run = subprocess.Popen(
        [sys.executable, "-c", _KILLED, above],
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent.parent)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert run.stdout is not None
    return run, Path(run.stdout.readline().strip())


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_what_a_killed_run_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    killed, left = _started(tmp_path)
    living, used = _started(tmp_path)
    with killed:
        killed.send_signal(signal.SIGKILL)
    with build_folder(tmp_path) as folder:
        assert folder.is_dir()
        assert not left.exists()
        assert (used / "bok.xlsx").exists()
    with living:
        living.communicate("")
    assert [*tmp_path.iterdir()] == []


def test_what_is_old_is_taken_away_and_nothing_of_anybody_else(tmp_path: Path) -> None:
    above, elsewhere = tmp_path / "temp", tmp_path / "annat"
    above.mkdir()
    (elsewhere / "i").mkdir(parents=True)
    (elsewhere / "i" / "bok.xlsx").write_text("någons", encoding="utf-8")
    ours = above / "xl-asn-bygge-abcdefgh"
    # What somebody may name her own folder, and what lies in ours and in no other.
    others = ("xl-asn-dokument", "xl-asn-bygge-dokument", "xl-asn-annat-abcdefgh", "annat")
    for folder in (ours, *(above / name for name in others)):
        (folder / "i").mkdir(parents=True)
        folder.chmod(0o700)
    (above / "xl-asn-bygge-dokument" / "rapport.docx").write_bytes(b"")
    (ours / "i" / "bok.xlsx").write_bytes(b"")
    (above / "xl-asn-bygge-enenfil0").write_text("en fil", encoding="utf-8")
    if sys.platform != "win32":
        (ours / "i" / "ut").symlink_to(elsewhere, target_is_directory=True)
        (above / "xl-asn-bygge-enlank00").symlink_to(elsewhere, target_is_directory=True)
        (above / "xl-asn-bygge-inutlank").mkdir(0o700)
        (above / "xl-asn-bygge-inutlank" / "i").symlink_to(elsewhere, target_is_directory=True)
        (above / "xl-asn-bygge-forandra").mkdir()
        (above / "xl-asn-bygge-forandra").chmod(0o755)
    before = {*above.iterdir()}
    for path in before:
        os.utime(path, (time.time() - 2 * _DAY,) * 2, follow_symlinks=False)
    clear(above)
    assert before - {*above.iterdir()} == {ours}
    assert (elsewhere / "i" / "bok.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_one_in_use_is_left_however_old_it_is(tmp_path: Path) -> None:
    with build_folder(tmp_path) as folder:
        os.utime(folder.parent, (0, 0))
        assert take_away(folder.parent) == IN_USE
        assert folder.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out by itself")
def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with build_folder(tmp_path) as folder:
            assert [stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder)] == [
                0o700, 0o700,
            ]  # fmt: skip
    finally:
        os.umask(old)


def test_nothing_is_left_when_what_is_built_fails(tmp_path: Path) -> None:
    def build() -> None:
        with build_folder(tmp_path) as folder:
            (folder / "halv").write_bytes(b"")
            raise KeyError

    with pytest.raises(KeyError):
        build()
    assert [*tmp_path.iterdir()] == []
    clear(tmp_path / "saknas")
