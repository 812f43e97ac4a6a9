"""A folder for what a library can only write to a disk, gone when it is done.

A program that is killed leaves it behind. The next one that needs one takes it away, and nobody
takes away what another still uses: its owner holds a lock on it, which the system gives up when the
owner dies, whatever it dies of.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from xl_asn.files.keeping.own import FOLDER_MODE, IN_USE, PERHAPS_IN_USE, is_mine

if sys.platform != "win32":
    import fcntl

_PREFIX: Final = "xl-asn-bygge-"
_WITHIN: Final = "i"
_NAME: Final = re.compile(r"xl-asn-bygge-[a-z0-9_]{8}")
_SURELY_LEFT_SECONDS: Final = 24 * 60 * 60
"""Where there are no locks a folder is left alone for a day; nothing is built for a minute."""


@contextmanager
def build_folder(above: Path | None = None, *, clearing: bool = True) -> Iterator[Path]:
    """Make a folder that nobody else has, and remove it in the end; clear those that are left.

    Args:
        above: where it is made; without it, where the system has its temporary files.
        clearing: whether those that killed programs have left are removed.

    Raises:
        OSError: it could not be made.
    """
    above = above or Path(tempfile.gettempdir())
    if clearing:
        clear(above)
    folder, lock = _made(above)
    try:
        # Within it, for whoever saves a file locks the folder that it lies in.
        within = folder / _WITHIN
        within.mkdir(FOLDER_MODE)
        yield within
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def clear(above: Path) -> None:
    """Remove the folders that killed programs have left; nothing is raised."""
    for folder in build_folders(above):
        with suppress(OSError):
            take_away(folder)


def build_folders(above: Path) -> Iterator[Path]:
    """Yield the folders of ours, in use or left: by name, owner, mode and what lies in them."""
    with suppress(OSError), os.scandir(above) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                with suppress(OSError):
                    if _is_ours(Path(entry)):
                        yield Path(entry)


def take_away(folder: Path) -> str:
    """Remove a folder that a killed program has left, and no link is followed.

    Returns:
        Why it is left where it is, in words; empty where it is gone.

    Raises:
        OSError: it could not be removed.
    """
    try:
        lock = _locked(folder)
    except BlockingIOError:
        return IN_USE
    try:
        if lock is None and time.time() - folder.lstat().st_mtime <= _SURELY_LEFT_SECONDS:
            return PERHAPS_IN_USE
        shutil.rmtree(folder)
    finally:
        if lock is not None:
            os.close(lock)
    return ""


def _is_ours(folder: Path) -> bool:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or not is_mine(status):
        return False
    if sys.platform != "win32" and stat.S_IMODE(status.st_mode) != FOLDER_MODE:
        return False
    with os.scandir(folder) as entries:
        return all(e.name == _WITHIN and e.is_dir(follow_symlinks=False) for e in entries)


def _made(above: Path) -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=above))
        with suppress(BlockingIOError, FileNotFoundError):  # somebody took it for one that was left
            return folder, _locked(folder)


def _locked(folder: Path) -> int | None:
    """Lock a folder; return the handle that holds the lock, None where there are no locks.

    Raises:
        BlockingIOError: somebody else has it.
        FileNotFoundError: somebody had it, and removed the folder.
    """
    if sys.platform == "win32":  # but nothing that is open can be removed there
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None  # a file system without locks
    if not folder.exists():
        os.close(handle)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    return handle
