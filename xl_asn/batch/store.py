"""The file that verdicts are kept in: made for this user alone, known again by a mark of ours.

Nothing is believed, written over or removed that is not ours. A file is ours if this user owns it
under this name alone, in a folder where nobody else can put one, and its head has our mark. One of
an earlier version had no mark and a table of just our shape; it is removed, for it told too much.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final

from xl_asn.files.keeping.own import FILE_MODE, close_to_others, is_own_file, make_folder, not_own

STORE: Final = "utfall.sqlite3"
_BESIDE: Final = ("", "-journal", "-wal", "-shm")
"""The endings of the store itself, and of what SQLite lays beside it while it writes."""

_WAIT_SECONDS: Final = 5.0
_MARK: Final = 0x584C4153
"""SQLite's *application_id*: XLAS."""
_SHAPE: Final = 2
_VERDICTS: Final = """
CREATE TABLE IF NOT EXISTS verdict
(program TEXT, file TEXT, told TEXT, day INTEGER, PRIMARY KEY (program, file))
"""
_DAYS: Final = "CREATE INDEX IF NOT EXISTS verdict_day ON verdict (day)"
_UNMARKED: Final = (
    "CREATE TABLE verdict (program TEXT, file TEXT, told TEXT, PRIMARY KEY (program, file))"
)
_TO_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_HEAD_BYTES: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
_MARK_AT: Final = slice(68, 72)


class Whose(Enum):
    """Whose a file under our name is."""

    NOBODYS = "there is none"
    OURS = "it has our mark, or nothing in it"
    UNMARKED = "an earlier version of ours made it"
    ANOTHERS = "anything else"


class NotOursError(Exception):
    """There is something under our name that is not ours; the message is a sentence."""


def opened(folder: Path, *, is_usual: bool = False) -> sqlite3.Connection | None:
    """Open the store in a folder, and make it anew when it is damaged.

    Args:
        folder: where it is or will be.
        is_usual: whether the folder is the program's own, which nobody else has to do with.

    Returns:
        The store, or None when there can be none: it is locked, or there is nowhere to write.

    Raises:
        NotOursError: there is one that is not used.
    """
    path = folder / STORE
    for _ in range(2):
        try:
            make_folder(folder)
            if is_usual:
                close_to_others(folder)
            if why := not_own(folder):
                raise NotOursError(_sentence(folder, why))
            _made_ready(path)
            return _connected(path)
        except (sqlite3.OperationalError, OSError):
            return None
        except sqlite3.DatabaseError:  # damaged, or of another shape: it has our mark
            remove(path)
    return None


def whose(path: Path) -> Whose:
    """Return whose the file of a store is; nothing is changed.

    Raises:
        OSError: it cannot be looked at.
    """
    try:
        if not is_own_file(path.lstat()):
            return Whose.ANOTHERS
    except FileNotFoundError:
        return Whose.NOBODYS
    handle = os.open(path, _TO_READ)
    with os.fdopen(handle, "rb") as file:
        head = file.read(_HEAD_BYTES)
    mark = int.from_bytes(head[_MARK_AT])
    if not head or (head.startswith(_MAGIC) and mark == _MARK):
        return Whose.OURS
    return Whose.UNMARKED if mark == 0 and _is_unmarked(path) else Whose.ANOTHERS


def remove(path: Path) -> None:
    """Remove a store of ours and what SQLite has laid beside it; nothing is raised."""
    for file in files_of(path):
        with contextlib.suppress(OSError):
            file.unlink()


def files_of(path: Path) -> Iterator[Path]:
    """Yield the files of this user that a store consists of, in the order to remove them."""
    for ending in reversed(_BESIDE):
        file = path.with_name(path.name + ending)
        with contextlib.suppress(OSError):
            if is_own_file(file.lstat()):
                yield file


def _made_ready(path: Path) -> None:
    """Make an empty store that only this user can read, or see to it that only she can.

    Raises:
        NotOursError: the file that is there is not ours.
        OSError: it cannot be made.
    """
    match whose(path):
        case Whose.ANOTHERS:
            raise NotOursError(_sentence(path, "filen är inte programmets"))
        case Whose.UNMARKED:
            remove(path)
        case _:
            pass
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE))
    if os.name == "posix":
        for file in files_of(path):
            if stat.S_IMODE(file.lstat().st_mode) != FILE_MODE:
                file.chmod(FILE_MODE)


def _connected(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        store.execute("PRAGMA synchronous = OFF")  # what is lost is judged again
        store.execute("PRAGMA temp_store = MEMORY")
        store.execute("PRAGMA secure_delete = ON")  # what is too old is gone, not just unlisted
        (mark,) = store.execute("PRAGMA application_id").fetchone()
        (shape,) = store.execute("PRAGMA user_version").fetchone()
        if mark == 0:
            _mark(store)
        elif shape != _SHAPE:
            raise sqlite3.DatabaseError
        store.execute("SELECT 1 FROM verdict LIMIT 1")  # damaged pages are met here
    except sqlite3.Error:
        store.close()
        raise
    return store


def _mark(store: sqlite3.Connection) -> None:
    """Give an empty store its mark and its tables, all at once."""
    with store:
        store.execute("BEGIN IMMEDIATE")
        store.execute(f"PRAGMA application_id = {_MARK}")
        store.execute(f"PRAGMA user_version = {_SHAPE}")
        store.execute(_VERDICTS)
        store.execute(_DAYS)


def _is_unmarked(path: Path) -> bool:
    """Whether a database is the store of an earlier version: that table, and nothing else."""
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
    try:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as store:
            return [" ".join(sql.split()) for (sql,) in store.execute(query)] == [_UNMARKED]
    except (sqlite3.Error, ValueError):
        return False


def _sentence(path: Path, why: str) -> str:
    return (
        f"Det programmet vet sedan förut används inte, för {path} är inte att lita på: {why}. "
        "Alla filer läses på nytt. Ange en egen mapp med XL_ASN_CACHE, eller kör med --utan-cache."
    )
