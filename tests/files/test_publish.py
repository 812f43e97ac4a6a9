from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from xl_asn.files.publish import NotPublished, publish

OLD, NEW = b"gammalt" * 1000, b"nytt" * 5000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "Rapport för år.xlsx"
    path.write_bytes(OLD)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _failing(error: OSError) -> Any:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


def test_the_file_is_replaced_and_nothing_is_left_behind(target: Path) -> None:
    publish(target, NEW)
    assert target.read_bytes() == NEW
    assert _names(target.parent) == [target.name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o777])
def test_the_mode_stays(target: Path, mode: int) -> None:
    target.chmod(mode)
    publish(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_follows_the_umask(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        publish(tmp_path / "ny.xlsx", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "ny.xlsx").stat().st_mode) == mode


def test_a_link_is_written_through(target: Path, tmp_path: Path) -> None:
    folder = tmp_path / "länkar"
    folder.mkdir()
    link = folder / "länk.xlsx"
    link.symlink_to(target)
    publish(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert _names(folder) == ["länk.xlsx"]


def test_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "länk.xlsx").symlink_to(tmp_path / "sedan.xlsx")
    publish(tmp_path / "länk.xlsx", NEW)
    assert (tmp_path / "sedan.xlsx").read_bytes() == NEW
    assert (tmp_path / "länk.xlsx").is_symlink()


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        ("fsync", errno.ENOSPC, "Disken är full"),
        ("fsync", errno.EIO, "kunde inte sparas"),
        ("replace", errno.EIO, "kunde inte sparas"),
        ("replace", errno.ENOSPC, "Disken är full"),
        ("open", errno.EACCES, "Du får inte skriva i mappen"),
        ("open", errno.EROFS, "Du får inte skriva i mappen"),
        ("open", errno.ENOSPC, "Disken är full"),
    ],
)
def test_after_a_failure_the_old_file_is_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    error = OSError(number, os.strerror(number))
    monkeypatch.setattr(os, call, _failing(error))
    with pytest.raises(NotPublished, match=words) as caught:
        publish(target, NEW)
    monkeypatch.undo()
    assert caught.value.reason.endswith(".")
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


def test_an_interruption_leaves_nothing_behind(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(target, NEW)
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


def _held(target: Path, monkeypatch: pytest.MonkeyPatch, *also: str) -> None:
    """Let ``os.replace`` fail as on Windows, where Excel holds the file."""
    real = os.replace
    names = {target.name, *also}

    def replace(source: Path, destination: Path) -> None:
        if Path(destination).name in names:
            raise PermissionError(errno.EACCES, "Åtkomst nekad", str(destination))
        real(source, destination)

    monkeypatch.setattr(os, "replace", replace)


def test_where_excel_holds_the_file_the_new_one_is_kept_beside(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _held(target, monkeypatch)
    for content in (b"annat", NEW):
        with pytest.raises(NotPublished, match=r"öppen i Excel.*Rapport för år \(ny\)\.xlsx"):
            publish(target, content)
    assert target.read_bytes() == OLD
    assert (target.parent / "Rapport för år (ny).xlsx").read_bytes() == NEW
    assert len(_names(target.parent)) == 2


def test_where_excel_holds_both_the_old_is_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _held(target, monkeypatch, "Rapport för år (ny).xlsx")
    with pytest.raises(NotPublished, match="öppen i Excel"):
        publish(target, NEW)
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


def test_a_read_only_file_is_left_alone(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(NotPublished, match="skrivskyddad"):
        publish(target, NEW)
    assert target.read_bytes() == OLD


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="finns inte"):
        publish(tmp_path / "saknas" / "x.xlsx", NEW)
    assert _names(tmp_path) == []


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="inte en vanlig fil"):
        publish(tmp_path, NEW)
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(NotPublished):
        publish(tmp_path / "a", NEW)
    with pytest.raises(NotPublished, match="ogiltig"):
        publish(tmp_path / "x\0y", NEW)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_really_full_disk(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def open_full(path: Any, flags: int, mode: int = 0o777) -> int:
        os.close(real(path, flags, mode))
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", open_full)
    with pytest.raises(NotPublished, match="Disken är full"):
        publish(target, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert _names(target.parent) == [target.name]


_WRITER = """
import sys
from pathlib import Path
from xl_asn.files.publish import publish
print("go", flush=True)
while True:
    publish(Path(sys.argv[1]), b"A" * 3_000_000)
    publish(Path(sys.argv[1]), b"B" * 2_000_000)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not for Windows")
def test_a_killed_writer_leaves_one_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    publish(target, b"A" * 3_000_000)
    for attempt in range(15):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(target)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.001 * (attempt * 7 % 23))
            writer.send_signal(signal.SIGKILL)
        content = target.read_bytes()
        assert content in {b"A" * 3_000_000, b"B" * 2_000_000}
