"""What is ours alone: a folder or a file of this user's, that nobody else can have put there.

On Windows everybody's folders are kept from others by the system, and no owner is looked at.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

KEPT_DAYS: Final = 30
"""How long we keep what nobody has asked for: as long as the work with a month's report goes on."""

IN_USE: Final = "används just nu"
PERHAPS_IN_USE: Final = "kanske används; den är yngre än ett dygn"

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_HAS_OWNERS: Final = hasattr(os, "getuid")


def is_mine(status: os.stat_result) -> bool:
    """Return whether this user owns something, as far as the system has owners."""
    return not _HAS_OWNERS or status.st_uid == os.getuid()


def is_own_file(status: os.stat_result) -> bool:
    """Return whether it is a file of this user's, no link, and under no other name."""
    return stat.S_ISREG(status.st_mode) and is_mine(status) and status.st_nlink == 1


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone.

    Raises:
        OSError: it could not be made.
    """
    for path in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        try:
            path.mkdir(FOLDER_MODE)
        except FileExistsError:
            continue  # somebody has made it in the meantime
        if _HAS_OWNERS:
            path.chmod(FOLDER_MODE)  # whatever the umask took away


def close_to_others(folder: Path) -> None:
    """Let nobody else into a folder of our name, if it is this user's.

    Raises:
        OSError: it is not there, or its mode cannot be changed.
    """
    status = folder.lstat()
    is_open = stat.S_IMODE(status.st_mode) & ~FOLDER_MODE
    if _HAS_OWNERS and stat.S_ISDIR(status.st_mode) and is_mine(status) and is_open:
        folder.chmod(FOLDER_MODE)


def not_own(folder: Path) -> str:
    """Return why a folder is not ours alone, as the end of a sentence; empty where it is.

    Raises:
        OSError: it is not there, or cannot be looked at.
    """
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode):
        return "mappen är en länk"
    if not stat.S_ISDIR(status.st_mode):
        return "där ligger en fil, och ingen mapp"
    if not is_mine(status):
        return "mappen ägs av någon annan"
    if _HAS_OWNERS and status.st_mode & _OTHERS_WRITE:
        return "andra får skriva i mappen, vilket chmod go-w ändrar"
    return ""
