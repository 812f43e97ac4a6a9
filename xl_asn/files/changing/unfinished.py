"""A new file while it is written: beside the one that it will replace, and under a name of ours.

A program that is killed leaves it behind. The next one that writes in the folder takes it away,
and nobody takes away what another is still writing: its writer holds a lock on it, which the system
gives up when the writer dies, whatever it dies of.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from xl_asn.files.keeping.own import IN_USE, PERHAPS_IN_USE

if sys.platform != "win32":  # loaded before there is a file that would be left
    import fcntl

_NAME: Final = re.compile(r"\.xl-asn-(?:(?P<machine>[0-9a-f]{8})-)?[0-9a-f]{16}\.tmp")
_NEW_FILE_MODE: Final = 0o666
_RETRIES: Final = 8
_SURELY_LEFT_SECONDS: Final = 24 * 60 * 60
"""A file of another machine, whose locks may not be seen here, is left alone for a day. The last
write takes milliseconds; the day is for clocks that differ and for computers that were asleep."""


def is_unfinished(name: str) -> bool:
    """Return whether a file name is one that :func:`opened_beside` gives."""
    return _NAME.fullmatch(name) is not None


@contextlib.contextmanager
def opened_beside(target: Path) -> Iterator[tuple[Path, int]]:
    """Make a file that nobody else has, in the folder of ``target``; yield its path and handle.

    Its mode follows the umask, as for any new file. It is locked until the context ends, also when
    the caller has closed the handle. The caller gives it its lasting name; what then still has this
    one is removed.

    Raises:
        OSError: it could not be made.
    """
    new, handle, lock = _made(target)
    try:
        yield new, handle
    except BaseException:
        _discard(new)
        raise
    finally:
        if lock is not None:
            os.close(lock)


@contextlib.contextmanager
def second_name(target: Path) -> Iterator[Path | None]:
    """Give a file that is there a name of ours too, until the context ends; None if it gets none.

    Where a file system has no second names it is copied instead.
    """
    kept = _ours_beside(target)
    try:
        yield kept if _is_named_too(target, kept) else None
    finally:
        _discard(kept)


def clear(folder: Path) -> None:
    """Remove the files that killed programs have left in a folder; nothing is raised."""
    for path in unfinished_files(folder):
        with contextlib.suppress(OSError):
            take_away(path)


def unfinished_files(folder: Path) -> list[Path]:
    """Return the files under a name of ours in a folder, in work or left; links are none."""
    found: list[Path] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if is_unfinished(entry.name) and entry.is_file(follow_symlinks=False):
                    found.append(Path(entry))
    return found


def _ours_beside(target: Path) -> Path:
    return target.with_name(f".xl-asn-{_machine()}-{secrets.token_hex(8)}.tmp")


def _is_named_too(target: Path, kept: Path) -> bool:
    try:
        os.link(target, kept)
    except OSError:
        try:
            shutil.copy2(target, kept)
        except OSError:
            return False
    return True


def _discard(path: Path) -> None:
    """Remove a file of ours; where that fails the next run does it, and the first fault is told."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _made(target: Path) -> tuple[Path, int, int | None]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_RETRIES):
        new = _ours_beside(target)
        try:
            handle = os.open(new, flags, _NEW_FILE_MODE)
        except FileExistsError:
            continue
        try:
            lock = _locked(handle)
        except BlockingIOError:  # somebody has just taken it for a file that was left
            os.close(handle)
            _discard(new)
        else:
            return new, handle, lock
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _locked(handle: int) -> int | None:
    """Lock an open file; return the handle that holds the lock, None where there are no locks.

    Raises:
        BlockingIOError: somebody else has it, or had it and removed the file.
    """
    if sys.platform == "win32":  # no such locks; but no file that is open can be removed there
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a file system without locks
        return None
    if os.fstat(handle).st_nlink == 0:
        raise BlockingIOError
    return os.dup(handle)


def take_away(path: Path) -> str:
    """Remove a file whose writer is gone; for whoever is alone in its folder.

    The lock is held while it is removed: a writer that has just made the file, and has not come to
    lock it, sees that it cannot and makes another.

    Returns:
        Why it is left where it is, in words; empty where it is gone.

    Raises:
        OSError: it could not be removed.
    """
    found = _NAME.fullmatch(path.name)
    if time.time() - path.lstat().st_mtime > _SURELY_LEFT_SECONDS:
        path.unlink()
        return ""
    if os.name == "nt" or found is None or found["machine"] != _machine():
        return PERHAPS_IN_USE
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        lock = _locked(handle)
        if lock is None:
            return PERHAPS_IN_USE
        path.unlink()
        os.close(lock)
    except BlockingIOError:
        return IN_USE
    finally:
        os.close(handle)
    return ""


def _machine() -> str:
    """Return a mark of this computer: whether its locks are those that this program sees."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{zlib.crc32(name.encode()):08x}"
