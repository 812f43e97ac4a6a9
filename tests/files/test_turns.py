"""Two of our programs that write in a folder do it in turn."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xl_asn.files.changing import turns
from xl_asn.files.changing.publish import NotPublished, publish
from xl_asn.files.changing.turns import FolderBusyError, alone_in

needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="fcntl is not there")

_HOLDER = """
import sys
from pathlib import Path
from xl_asn.files.changing.turns import alone_in
with alone_in([Path(sys.argv[1])]):
    print("har", flush=True)
    sys.stdin.read()
"""
#: Each adds one to the number in a file, as often as it is told; what has changed is read again.
_ADDER = """
import sys
from pathlib import Path
from xl_asn.files.changing.publish import NotPublished, publish
from xl_asn.files.changing.seen import content
path = Path(sys.argv[1])
for _ in range(int(sys.argv[2])):
    while True:
        old = path.read_bytes()
        try:
            publish(path, b"%d" % (int(old) + 1), instead_of=content(old))
            break
        except NotPublished as error:
            assert "av någon annan" in str(error), str(error)
"""


def test_whoever_waits_is_let_in_when_the_other_is_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bok.xlsx"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, tmp_path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "har\n"
        with monkeypatch.context() as patched:
            patched.setattr(time, "sleep", lambda _: None)
            with pytest.raises(NotPublished, match=r"En annan körning av xl-asn skriver i mappen"):
                publish(target, b"nytt")
        assert not target.exists()
        holder.kill()
    publish(target, b"nytt")
    assert target.read_bytes() == b"nytt"


def test_nothing_is_lost_between_two_who_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "tal.txt"
    path.write_bytes(b"0")
    adders = [
        subprocess.Popen([sys.executable, "-c", _ADDER, path, "40"], stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [adder.communicate(timeout=300)[1] for adder in adders]
    assert said == [b"", b""]
    assert path.read_bytes() == b"80"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@needs_locks
def test_a_folder_with_two_names_does_not_wait_for_itself(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "länk").symlink_to(tmp_path / "mapp", target_is_directory=True)
    with alone_in([tmp_path / "mapp", tmp_path / "länk", tmp_path]):
        pass


@needs_locks
def test_where_there_are_no_locks_the_folder_is_written_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    def unknown(*_: object) -> None:
        raise OSError(37, "no locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    with alone_in([tmp_path, tmp_path / "saknas"]):
        publish(tmp_path / "bok.xlsx", b"nytt")


@needs_locks
def test_what_goes_wrong_while_it_is_held_is_not_taken_for_a_lack_of_locks(tmp_path: Path) -> None:
    for error in (OSError(5, "x"), BlockingIOError(), FolderBusyError(tmp_path)):
        with pytest.raises(type(error)), alone_in([tmp_path]):
            raise error
    with alone_in([tmp_path]):
        pass


@needs_locks
def test_no_handle_is_left_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[int] = set()
    real_open, real_close = os.open, os.close

    def open_(path: str, flags: int) -> int:
        opened.add(handle := real_open(path, flags))
        assert stat.S_ISDIR(os.fstat(handle).st_mode)
        return handle

    def close(handle: int) -> None:
        opened.discard(handle)
        real_close(handle)

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "close", close)
    monkeypatch.setattr(turns, "_TRIES", 2)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with alone_in([tmp_path]):
        assert len(opened) == 1
        with pytest.raises(FolderBusyError), alone_in([tmp_path]):
            pass
        assert len(opened) == 1
    assert opened == set()
