"""What stands at a path at one moment: so that whoever writes there sees that nobody else has."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple


class Seen(NamedTuple):
    """The SHA-256 of a file's bytes; None where there was no file."""

    digest: bytes | None


NOTHING: Final = Seen(None)
"""No file: what is written under the name is new."""


def content(data: bytes) -> Seen:
    """Return what is seen of a file with these bytes."""
    return Seen(hashlib.sha256(data).digest())


def seen_at(path: Path) -> Seen:
    """Look at a path; what is no regular file can never be replaced, and counts as nothing.

    Raises:
        OSError: it could not be read.
    """
    # Not blocking: a pipe may have taken the file's place.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - beside the fstat of others
            return NOTHING
        with os.fdopen(os.open(path, flags), "rb") as file:
            return Seen(hashlib.file_digest(file, "sha256").digest())
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
