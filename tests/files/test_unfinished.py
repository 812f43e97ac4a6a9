"""What killed programs leave is taken away, and what somebody still writes is not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xl_asn.batch.paths import expand
from xl_asn.batch.run import judged
from xl_asn.batch.workers import Workers
from xl_asn.files.changing import unfinished
from xl_asn.files.changing.publish import NotPublished, publish
from xl_asn.files.changing.unfinished import clear, is_unfinished, opened_beside

needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="no such locks on Windows")

_WRITER = """
import sys, time
from pathlib import Path
from xl_asn.files.changing.unfinished import opened_beside
with opened_beside(Path(sys.argv[1])) as (new, handle):
    print(new.name, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(b"gammalt")
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _left(folder: Path, name: str, days: float = 0) -> Path:
    path = folder / name
    path.write_bytes(b"halv")
    then = time.time() - days * 24 * 60 * 60
    os.utime(path, (then, then))
    return path


def is_folder(handle: int) -> bool:
    return stat.S_ISDIR(os.fstat(handle).st_mode)


@needs_locks
def test_only_when_its_writer_is_dead_is_a_file_taken_away(target: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, target], stdout=subprocess.PIPE, encoding="utf-8"
    ) as writer:
        assert writer.stdout is not None
        name = writer.stdout.readline().strip()
        publish(target, b"nytt")
        assert _names(target.parent) == [name, target.name]
        writer.kill()
    publish(target, b"nyare")
    assert _names(target.parent) == [target.name]
    assert target.read_bytes() == b"nyare"


@needs_locks
def test_the_lock_lasts_until_the_file_has_its_name(target: Path) -> None:
    with opened_beside(target) as (new, handle):
        os.close(handle)
        clear(target.parent)
        assert new.exists()
        new.replace(target)
    assert _names(target.parent) == [target.name]


@needs_locks
def test_a_file_taken_before_it_was_locked_is_made_anew(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    taken: list[Path] = []
    real = fcntl.flock

    def too_late(handle: int, operation: int) -> None:
        if not taken and not is_folder(handle):
            taken.extend(target.parent.glob(".xl-asn-*"))
            taken[0].unlink()
        real(handle, operation)

    monkeypatch.setattr(fcntl, "flock", too_late)
    publish(target, b"nytt")
    assert len(taken) == 1
    assert target.read_bytes() == b"nytt"
    assert _names(target.parent) == [target.name]


def test_another_machines_file_and_an_older_version_s_are_left_for_a_day(target: Path) -> None:
    names = [".xl-asn-00000000-0123456789abcdef.tmp", ".xl-asn-0123456789abcdef.tmp"]
    for name in names:
        _left(target.parent, name, days=0.9)
    clear(target.parent)
    assert _names(target.parent) == [*names, target.name]
    for name in names:
        _left(target.parent, name, days=1.1)
    clear(target.parent)
    assert _names(target.parent) == [target.name]


@pytest.mark.parametrize(
    "name",
    [".xl-asn-x.tmp", ".xl-asn-0123456789abcdef.tmp.xlsx", "xl-asn-0123456789abcdef.tmp", "a.tmp",
     ".xl-asn-0123456789ABCDEF.tmp", ".xl-asn-fil.log"],
)  # fmt: skip
def test_what_is_not_ours_stays_for_ever(target: Path, name: str) -> None:
    _left(target.parent, name, days=1000)
    clear(target.parent)
    assert (target.parent / name).exists()
    assert not is_unfinished(name)


def test_what_is_no_file_stays(target: Path) -> None:
    folder = target.parent / ".xl-asn-0123456789abcdef.tmp"
    folder.mkdir()
    os.utime(folder, (0, 0))
    clear(target.parent)
    assert folder.is_dir()
    clear(target.parent / "saknas")


@needs_locks
def test_a_link_of_such_a_name_does_not_lead_to_what_it_points_at(target: Path) -> None:
    link = target.parent / f".xl-asn-{unfinished._machine()}-0123456789abcdef.tmp"
    link.symlink_to(target)
    clear(target.parent)
    assert target.read_bytes() == b"gammalt"
    assert link.is_symlink()


@needs_locks
def test_a_file_system_without_locks_is_written_to_all_the_same(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    def unknown(*_: object) -> None:
        raise OSError(38, os.strerror(38))

    monkeypatch.setattr(fcntl, "flock", unknown)
    left = _left(target.parent, f".xl-asn-{unfinished._machine()}-0123456789abcdef.tmp")
    publish(target, b"nytt")
    assert target.read_bytes() == b"nytt"
    assert _names(target.parent) == [left.name, target.name]


@needs_locks
def test_where_all_are_taken_nothing_is_written(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    def held(handle: int, _: int) -> None:
        if not is_folder(handle):
            raise BlockingIOError

    monkeypatch.setattr(fcntl, "flock", held)
    with pytest.raises(NotPublished, match="kunde inte sparas"):
        publish(target, b"nytt")
    assert _names(target.parent) == [target.name]
    assert target.read_bytes() == b"gammalt"


def test_in_a_folder_of_workbooks_it_is_skipped_with_a_line(target: Path) -> None:
    left = _left(target.parent, ".xl-asn-0123abcd-0123456789abcdef.tmp")
    left.write_bytes(target.read_bytes())
    paths = expand([str(target.parent)])
    with Workers(1) as workers:
        skipped, other = judged(paths, workers)
    assert (skipped.file, skipped.outcome) == (str(left), "hoppad")
    assert [(f.code, f.severity.value) for f in skipped.findings] == [("F108", "info")]
    assert other.file == str(target)
