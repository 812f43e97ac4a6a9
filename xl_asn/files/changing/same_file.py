"""Whether two paths lead to one file: by another name, a link, another case, or a short name."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Final
from unicodedata import normalize

_Inode = tuple[int, int]

_NO_INODE: Final = 0


class Place:
    """Where a path leads. The system is asked when it is needed, and once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def is_same(self, other: Place) -> bool:
        """Return whether both lead to one file, or would when it is made.

        Two that exist are asked who they are. Where one does not, its name is what tells; case
        does not, since it parts files on some disks and not on others.
        """
        if self._inode is not None and other._inode is not None:
            return self._inode == other._inode
        if self._plain_name != other._plain_name and not (self._is_link or other._is_link):
            return False  # soon said, since one of many is asked for
        return self._folder_and_name == other._folder_and_name

    @cached_property
    def _inode(self) -> _Inode | None:
        """The device and the number of the file; None where there is none, or it has no number."""
        return _inode(self.path)

    @cached_property
    def _is_link(self) -> bool:
        return os.path.islink(self.path)  # noqa: PTH114 - a Path raises what it cannot tell

    @cached_property
    def _plain_name(self) -> str:
        return _plain(self.path.name)

    @cached_property
    def _folder_and_name(self) -> tuple[_Inode | None, tuple[str, ...]]:
        """The nearest folder that exists, by its number, and the names from there on."""
        real = Path(os.path.realpath(self.path))
        names = [_plain(real.name)]
        for folder in real.parents:
            inode = _inode(folder)
            if inode is not None:
                return inode, tuple(names)
            names.append(_plain(folder.name))
        return None, tuple(names)


def _inode(path: Path) -> _Inode | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path raises what it cannot tell
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if found.st_ino != _NO_INODE else None


def _plain(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())
