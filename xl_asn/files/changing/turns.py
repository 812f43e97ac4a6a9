"""One of our programs at a time writes in a folder: what is compared is what is then replaced.

The system gives the lock up when its holder dies, whatever it dies of. Where a file system has no
locks the folder is written in all the same: what stands there is compared right before it goes.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import _winapi
else:
    import fcntl

_TRIES: Final = 1_500
_SECONDS_BETWEEN: Final = 0.02
_LOCK_FILE: Final = ".xl-asn-skriver"
_SHARING_VIOLATION: Final = 32
_GENERIC_WRITE, _OPEN_ALWAYS, _HIDDEN, _DELETE_ON_CLOSE = 0x40000000, 4, 0x2, 0x04000000


class FolderBusyError(Exception):
    """Another of our programs has been writing in the folder for half a minute."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"En annan körning av xl-asn skriver i mappen {folder}. "
            "Vänta tills den är klar och kör igen."
        )


@contextlib.contextmanager
def alone_in(folders: Iterable[Path]) -> Iterator[None]:
    """Hold the lock of each folder, in an order that all keep to; wait for whoever has it.

    Raises:
        FolderBusyError: the wait was too long.
    """
    with contextlib.ExitStack() as held:
        # By its number: a folder that has two names is locked once, or it would wait for itself.
        for _, folder in sorted({_number(folder): folder for folder in folders}.items()):
            held.enter_context(_held(folder))
        yield


def _number(folder: Path) -> tuple[int, int, str]:
    """Return what tells a folder from others, for all programs alike."""
    try:
        status = folder.stat()
    except OSError:
        return 0, 0, str(folder)
    return status.st_dev, status.st_ino, "" if status.st_ino else str(folder)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    for _ in range(_TRIES):
        try:
            handle = _taken(folder)
        except BlockingIOError:
            time.sleep(_SECONDS_BETWEEN)
        except OSError:  # a file system without locks; what else is wrong is met when writing
            yield
            return
        else:
            try:
                yield
            finally:
                _let_go(handle)
            return
    raise FolderBusyError(folder)


if sys.platform == "win32":
    # No folder can be locked: a file that nobody else may open, and that goes when it is shut.

    def _taken(folder: Path) -> int:
        try:
            return _winapi.CreateFile(
                str(folder / _LOCK_FILE), _GENERIC_WRITE, 0, 0, _OPEN_ALWAYS,
                _HIDDEN | _DELETE_ON_CLOSE, 0,
            )  # fmt: skip
        except PermissionError as error:
            if error.winerror == _SHARING_VIOLATION:
                raise BlockingIOError from error
            raise

    def _let_go(handle: int) -> None:
        _winapi.CloseHandle(handle)

else:

    def _taken(folder: Path) -> int:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def _let_go(handle: int) -> None:
        os.close(handle)
