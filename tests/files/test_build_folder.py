"""A folder of a killed run is gone after the next one; that of a run that lives is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbooks.build import EXAMPLES
from xl_asn.files.making.build_folder import build_folder, clear

_DAY = 24 * 60 * 60

_KILLED = """
import os, sys
from pathlib import Path
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
    names = ("xl-asn-abcdefgh", "xl-asn-bygge-abcdefgh", "xl-asn-annat-abcdefgh", "annat")
    for name in names:
        (tmp_path / name / "i").mkdir(parents=True)
    (tmp_path / "xl-asn-abcdefg1").write_text("en fil", encoding="utf-8")
    (tmp_path / "xl-asn-abcdefg2").symlink_to(tmp_path / "annat")
    young = tmp_path / "xl-asn-abcdefg3"
    young.mkdir()
    for path in tmp_path.iterdir():
        if path != young:
            os.utime(path, (time.time() - 2 * _DAY,) * 2, follow_symlinks=False)
    clear(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ("annat", "xl-asn-annat-abcdefgh", "xl-asn-abcdefg1", "xl-asn-abcdefg2", young.name)
    )
    assert (tmp_path / "annat" / "i").is_dir()


def test_nothing_is_left_when_what_is_built_fails(tmp_path: Path) -> None:
    def build() -> None:
        with build_folder(tmp_path) as folder:
            (folder / "halv").write_bytes(b"")
            raise KeyError

    with pytest.raises(KeyError):
        build()
    assert [*tmp_path.iterdir()] == []
    clear(tmp_path / "saknas")
