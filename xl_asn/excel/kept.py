"""What the program has left on the computer for its own sake, and how it is taken away.

Only what is surely ours is listed as ours: by name, owner and content. The rest is told of and
left. No link is followed, and what a run still uses is left to it.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from xl_asn import __version__
from xl_asn.batch.store import STORE, Whose, files_of, remove, whose
from xl_asn.files.changing import unfinished
from xl_asn.files.changing.turns import FolderBusyError, alone_in
from xl_asn.files.keeping.logs import logs
from xl_asn.files.keeping.own import IN_USE, PERHAPS_IN_USE, is_mine, is_own_file, not_own
from xl_asn.files.making import build_folder

_DAY_SECONDS: Final = 24 * 60 * 60
_KILO: Final = 1_000
_BUTTON_ANSWER: Final = re.compile(r"xl_asn-svar-\d{8}-\d{6}-\d{1,10}\.txt")
_BUTTON_LOG: Final = "xl_asn-python.log"
_NOT_OURS: Final = "är inte programmets"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that the program has left, or that lies where it would be.

    Attributes:
        what: what it is, in words.
        path: where it is.
        size: how much room it takes, in bytes, with all that is in it.
        days: how many days ago it was changed.
        take: removes it, and returns why it is left where it is, empty where it is gone; it raises
            OSError where it cannot be removed.
        is_ours: whether it is surely ours.
    """

    what: str
    path: Path
    size: int
    days: int
    take: Callable[[], str]
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class Cleared:
    """What came of taking something away: why it is left, and whether it could not be removed."""

    kept: Kept
    why: str
    has_failed: bool = False

    def as_json(self) -> Mapping[str, Any]:
        """Return it for another program."""
        return {
            "vad": self.kept.what,
            "sökväg": os.fsencode(self.kept.path).decode("utf-8", "replace"),
            "byte": self.kept.size,
            "dygn": self.kept.days,
            "borttaget": not self.why,
            "varför": self.why or None,
        }


def kept(temporary: Path, cache: Path, beside: Iterable[Path]) -> Iterator[Kept]:
    """Yield what the program has left; nothing is changed.

    Args:
        temporary: where the system has its temporary files.
        cache: the folder of the store of verdicts.
        beside: the folders where files may have been written.
    """
    yield from _store(cache)
    for path in logs(temporary):
        yield _one("Logg", path, partial(_unlinked, path))
    for path in build_folder.build_folders(temporary):
        yield _one("Byggmapp", path, partial(build_folder.take_away, path))
    yield from _of_buttons(temporary)
    for folder in dict.fromkeys(beside):
        for path in unfinished.unfinished_files(folder):
            yield _one("Ofärdig fil", path, partial(_finished_with, path))


def cleared(found: Iterable[Kept]) -> Iterator[Cleared]:
    """Take away what was found, and yield what came of each."""
    for one in tuple(found):
        try:
            yield Cleared(one, one.take())
        except OSError as error:
            why = f"gick inte att ta bort: {error.strerror or type(error).__name__}"
            yield Cleared(one, why, has_failed=True)


def as_json(results: Iterable[Cleared]) -> Mapping[str, Any]:
    """Return what came of a clearing for another program."""
    results = tuple(results)
    gone = [result for result in results if not result.why]
    return {
        "verktyg": "xl-asn",
        "version": __version__,
        "rensat": [result.as_json() for result in results],
        "sammanfattning": {
            "borttagna": len(gone),
            "byte": sum(result.kept.size for result in gone),
            "kvar": len(results) - len(gone),
        },
    }


def size_in_words(size: int) -> str:
    """Return a number of bytes as it is read."""
    if size < _KILO:
        return f"{size} byte"
    if size < _KILO**2:
        return f"{size / _KILO:.0f} kB"
    return f"{size / _KILO**2:.1f} MB".replace(".", ",")


def _store(cache: Path) -> Iterator[Kept]:
    what, path = "Kända svar", cache / STORE
    try:
        found, why = whose(path), not_own(cache)
    except OSError:  # there is none, or it is not for us to look at
        return
    if found is Whose.NOBODYS:
        return
    if why or found is Whose.ANOTHERS:
        yield _one(what, path, lambda: why or _NOT_OURS, is_ours=False)
        return
    one = _one(what, path, partial(_store_taken, path))
    size = sum(file.lstat().st_size for file in files_of(path))
    yield Kept(what, path, size, one.days, one.take)


def _store_taken(path: Path) -> str:
    """Remove the store and, where nothing else is in it, its folder."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=0)) as store:
            store.execute("BEGIN EXCLUSIVE")
            store.rollback()
    except sqlite3.OperationalError:
        return IN_USE
    except sqlite3.DatabaseError:
        pass  # it is damaged, and has our mark
    remove(path)
    if path.exists():
        return "gick inte att ta bort"
    with contextlib.suppress(OSError):
        path.parent.rmdir()
    return ""


def _of_buttons(temporary: Path) -> Iterator[Kept]:
    """Yield what our macros have left: an answer that nobody read, and the log of a failed run."""
    with contextlib.suppress(OSError), os.scandir(temporary) as entries:
        for entry in entries:
            is_answer = _BUTTON_ANSWER.fullmatch(entry.name) is not None
            if not is_answer and entry.name != _BUTTON_LOG:
                continue
            with contextlib.suppress(OSError):
                if is_own_file(os.lstat(entry.path)):
                    path = Path(entry)
                    take = partial(_unlinked, path, least_days=1 if is_answer else 0)
                    what = "Svar till en knapp" if is_answer else "Logg från en knapp"
                    yield _one(what, path, take)


def _one(what: str, path: Path, take: Callable[[], str], *, is_ours: bool = True) -> Kept:
    size, changed = 0, time.time()
    with contextlib.suppress(OSError):
        status = path.lstat()
        size, changed = status.st_size, status.st_mtime
        if is_ours and path.is_dir():
            inside = (Path(top, name) for top, _, names in os.walk(path) for name in names)
            size = sum(file.lstat().st_size for file in inside)
    days = max(int((time.time() - changed) // _DAY_SECONDS), 0)
    return Kept(what, path, size, days, take, is_ours)


def _unlinked(path: Path, least_days: int = 0) -> str:
    status = path.lstat()
    if not is_own_file(status):
        return _NOT_OURS
    if time.time() - status.st_mtime < least_days * _DAY_SECONDS:
        return PERHAPS_IN_USE
    path.unlink()
    return ""


def _finished_with(path: Path) -> str:
    if not is_mine(path.lstat()):
        return "ägs av någon annan"
    try:
        with alone_in([path.parent]):
            return unfinished.take_away(path)
    except FolderBusyError:
        return IN_USE
