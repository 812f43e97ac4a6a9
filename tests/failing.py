"""The system's own calls, of which one is let fail: what SQLite does to itself, and so do we.

Only calls that write in one folder are counted, so the same number is the same step each time.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

#: A write that takes but a part of what it is given. It is no fault: the rest must follow.
SHORT = 0
FAULTS = (errno.ENOSPC, errno.EIO, errno.EINTR, errno.EACCES, SHORT)
_BY_PATH = ("replace", "rename", "chmod", "chown", "mkdir", "unlink", "rmdir", "link")
_BY_HANDLE = ("write", "fsync")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Failing:
    """Lets the nth call that writes in a folder fail; with 0 none does, and they are counted."""

    def __init__(
        self, folder: Path, patched: pytest.MonkeyPatch, nth: int = 0, number: int = errno.EIO
    ) -> None:
        self.calls: list[str] = []
        self._folder = os.path.realpath(folder)
        self._nth = nth
        self._number = number
        self._handles: dict[int, str] = {}
        patched.setattr(os, "open", self._open(os.open))
        patched.setattr(os, "close", self._close(os.close))
        for name in _BY_PATH:
            patched.setattr(os, name, self._by_path(name, getattr(os, name)))
        for name in _BY_HANDLE:
            patched.setattr(os, name, self._by_handle(name, getattr(os, name)))
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - not on Windows

            patched.setattr(fcntl, "flock", self._by_handle("flock", fcntl.flock))

    @property
    def failed(self) -> str:
        """Return the name of the call that failed; empty where none did."""
        return self.calls[self._nth - 1] if 0 < self._nth <= len(self.calls) else ""

    def _is_ours(self, path: object) -> bool:
        if not isinstance(path, str | os.PathLike):
            return False
        parent = os.path.realpath(Path(os.fspath(path)).parent)
        return f"{parent}{os.sep}".startswith(f"{self._folder}{os.sep}") or (
            os.path.realpath(path) == self._folder
        )

    def _due(self, name: str) -> bool:
        self.calls.append(name)
        return len(self.calls) == self._nth

    def _fail(self) -> None:
        raise OSError(self._number, os.strerror(self._number))

    def _open(self, call: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, flags: int, *given: Any, **named: Any) -> int:
            counts = self._is_ours(path) and (flags & _WRITING or os.path.isdir(path))  # noqa: PTH112
            if counts and self._due("open") and self._number != SHORT:
                self._fail()
            handle = call(path, flags, *given, **named)
            if counts:
                self._handles[handle] = str(path)
            return handle

        return opened

    def _close(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def closed(handle: int) -> None:
            self._handles.pop(handle, None)
            call(handle)

        return closed

    def _by_path(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(path: Any, *given: Any, **named: Any) -> Any:
            if self._is_ours(path) and self._due(name) and self._number != SHORT:
                self._fail()
            return call(path, *given, **named)

        return called

    def _by_handle(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(handle: Any, *given: Any) -> Any:
            if handle in self._handles and self._due(name):
                if self._number != SHORT:
                    self._fail()
                elif name == "write":
                    return call(handle, given[0][: max(len(given[0]) // 2, 1)])
            return call(handle, *given)

        return called
