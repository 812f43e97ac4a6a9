"""Logs of faults: one new file for each, which only its user can read, gone after some days.

A log tells what went wrong in the program to whoever mends it. Its lines may quote a workbook, so
the personal identity numbers in it are left out.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from xl_asn import __version__
from xl_asn.files.keeping.own import FILE_MODE, KEPT_DAYS, is_own_file
from xl_asn.model.characters import spelled
from xl_asn.model.personal_numbers import without_personal_numbers

_BEFORE, _AFTER = "xl-asn-", ".log"
_NAME: Final = re.compile(r"xl-asn-[a-z0-9_]{8}\.log")
#: How ours begin, and after it how some did in earlier versions.
_BEGINS: Final = (b"xl-asn ", b"could not ", b"the rule ", b"reading the ")
_DAY_SECONDS: Final = 24 * 60 * 60


def new_log() -> tuple[Path, TextIOWrapper]:
    """Make a log with a head that says what program wrote it; remove those that are too old.

    Returns:
        Where it is, and what to write to.

    Raises:
        OSError: it could not be made.
    """
    remove_old_logs(Path(tempfile.gettempdir()))
    handle, name = tempfile.mkstemp(prefix=_BEFORE, suffix=_AFTER)
    log = os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace")
    log.write(fit_for_log(f"xl-asn {__version__}, Python {sys.version}\n{sys.argv}\n"))
    return Path(os.path.realpath(name)), log


def written_log(details: str) -> Path:
    """Write the details of a fault to a new log, and return where it is.

    Raises:
        OSError: it could not be written.
    """
    path, log = new_log()
    with log:
        log.write(fit_for_log(details))
    return path


def fit_for_log(text: str) -> str:
    """Return a text without what steers a terminal, and without personal identity numbers."""
    return spelled(without_personal_numbers(text), lines=True)


def logs(folder: Path) -> Iterator[Path]:
    """Yield the logs of ours in a folder: by name, owner, mode and how they begin."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                path = Path(entry)
                with suppress(OSError):
                    if _is_ours(path):
                        yield path


def remove_old_logs(folder: Path) -> None:
    """Remove the logs of ours that are older than they are kept; nothing is raised."""
    for path in logs(folder):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > KEPT_DAYS * _DAY_SECONDS:
                path.unlink()


def _is_ours(path: Path) -> bool:
    status = path.lstat()
    if not is_own_file(status):
        return False
    if os.name == "posix" and status.st_mode & 0o777 != FILE_MODE:
        return False
    with path.open("rb") as file:
        begins = file.read(max(map(len, _BEGINS)))
    return not begins or begins.startswith(_BEGINS)
