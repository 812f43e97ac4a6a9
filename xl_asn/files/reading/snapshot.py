"""A file read once: the bytes that are checked are the bytes that are used."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xl_asn.files.reading.catalogue import file_finding
from xl_asn.model.findings import Finding

#: The largest file that is read, in bytes (50 MB).
MAX_FILE_BYTES: Final = 50 * 1024 * 1024

_TRIES: Final = 3
"""How often a file is read that somebody writes to in the meantime: half of the old and half of
the new is neither."""

_KINDS: Final = (
    (stat.S_ISDIR, "en mapp"),
    (stat.S_ISFIFO, "ett rör (pipe)"),
    (stat.S_ISSOCK, "en socket"),
    (stat.S_ISCHR, "en enhet"),
    (stat.S_ISBLK, "en enhet"),
)

_REASONS: Final = {
    errno.EINVAL: "sökvägen är ogiltig",
    errno.EIO: "disken gick inte att läsa",
    errno.ELOOP: "länkarna till den går i en cirkel",
    errno.ENAMETOOLONG: "sökvägen är för lång, så flytta den närmare diskens rot",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file's bytes at one moment, and their SHA-256 in hexadecimal."""

    path: Path
    name: str
    data: bytes = field(repr=False)
    sha256: str


def take(path: Path) -> Snapshot | Finding:
    """Read a regular file of at most 50 MB; a link to one will do.

    Returns:
        The snapshot, or the finding that says why there is none. Nothing that the file system
        answers is raised.
    """
    try:
        refusal = _refusal(os.stat(path))  # noqa: PTH116 - beside the fstat below
        return refusal or _read(path)
    except FileNotFoundError:
        return file_finding("F101")
    except PermissionError:
        return file_finding("F103", "åtkomst nekad, eller öppen i ett annat program")
    except (OSError, ValueError) as error:
        # A ValueError is a path that no file can have, such as one with a NUL in it.
        number = error.errno if isinstance(error, OSError) else errno.EINVAL
        return file_finding("F103", _REASONS.get(number or 0, f"systemet svarar med fel {number}"))


def display_name(path: Path) -> str:
    """Return the file's name as text that can always be written as UTF-8."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def _read(path: Path) -> Snapshot | Finding:
    # Not blocking: between stat and open a pipe may have taken the file's place.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    for _ in range(_TRIES):
        with os.fdopen(os.open(path, flags), "rb") as file:
            before = os.fstat(file.fileno())
            refusal = _refusal(before)
            if refusal:
                return refusal
            # One byte past the limit shows that a file has grown since it was measured.
            data = file.read(MAX_FILE_BYTES + 1)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            break
    else:
        return file_finding("F103", "den ändras medan den läses")
    return of_bytes(path, data)


def of_bytes(path: Path, data: bytes) -> Snapshot | Finding:
    """Return the snapshot of bytes that have been read, or the finding that says why there is none.

    ``path`` is what the file is called; nothing is asked of the file system.
    """
    if len(data) > MAX_FILE_BYTES:
        return file_finding("F104")
    if not data:
        return file_finding("F105")
    return Snapshot(path, display_name(path), data, hashlib.sha256(data).hexdigest())


def _refusal(status: os.stat_result) -> Finding | None:
    if not stat.S_ISREG(status.st_mode):
        kinds = (words for is_kind, words in _KINDS if is_kind(status.st_mode))
        return file_finding("F102", next(kinds, "något annat"))
    if status.st_size > MAX_FILE_BYTES:
        return file_finding("F104")
    return None
