"""A file that somebody has open: what Excel, Word and LibreOffice lay beside it says so, and who.

Only Windows keeps others from replacing a file that is open, and only on its own disks. Whoever has
it open elsewhere would lose what is saved here, or take it away with the next save.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from xl_asn.model.characters import spelled

_MOST_READ: Final = 1_024
_LONGEST_NAME: Final = 60
_DAY: Final = 24 * 60 * 60
_SURELY_LEFT_DAYS: Final = 7
"""A computer is started again, and so is Excel, within a week; a lock that is older was left."""

_SHORT, _LONG = 6, 8
_ANSI: Final = "cp1252"
#: Where Excel and where Word write the owner's name as UTF-16, after its length in two bytes.
_WIDE_NAME_AT: Final = (55, 54)
_MOST_LETTERS: Final = 54


class Lock(NamedTuple):
    """A lock file beside a file."""

    path: Path
    owner: str
    """Who has the file open, made fit to be shown; empty where the lock does not say."""
    is_left: bool
    """Whether the program that made it is surely gone."""

    @property
    def where(self) -> str:
        """Return where the file is open, as the end of "Filen är öppen"."""
        return f"hos {self.owner}" if self.owner else "i ett annat program"


def lock_of(file: Path, now: float | None = None) -> Lock | None:
    """Return the lock that lies beside a file, None where it has none; nothing is raised.

    One that is still held goes before one that is left. ``now`` is in seconds since 1970.
    """
    found = None
    try:
        real = Path(os.path.realpath(file))
    except (OSError, ValueError):
        return None
    for folder in dict.fromkeys((file.parent, real.parent)):
        for name in _lock_names(real.name, file.name):
            lock = _read(folder / name, time.time() if now is None else now)
            if lock is not None and (found is None or found.is_left):
                found = lock
    return found


def refusal(file: Path, lock: Lock) -> str:
    """Return the sentence to whoever would write to a file that is open."""
    return (
        f"{file.name} är öppen {lock.where}, och har inte ändrats. Stäng den där och kör igen. "
        f"Är den inte öppen någonstans: ta bort låsfilen {lock.path.name} i samma mapp."
    )


def unsaved(file: Path, lock: Lock) -> str:
    """Return the sentence to whoever makes something of a file that is open."""
    return f"{file.name} är öppen {lock.where}. Det som inte är sparat där följer inte med."


def remark(lock: Lock) -> str:
    """Return the sentence about a lock that does not count any more."""
    return (
        f"Låsfilen {lock.path.name} är äldre än {_SURELY_LEFT_DAYS} dygn och räknas inte. "
        "Ta bort den."
    )


def _lock_names(*names: str) -> Iterator[str]:
    for name in dict.fromkeys(names):
        yield f"~${name}"
        yield f".~lock.{name}#"
        # Word puts its mark in the place of the first letters of a longer name.
        taken = min(max(len(Path(name).stem) - _SHORT, 0), _LONG - _SHORT)
        if taken and name.casefold().endswith(".docx"):
            yield f"~${name[taken:]}"


def _read(path: Path, now: float) -> Lock | None:
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    is_left = now - status.st_mtime > _SURELY_LEFT_DAYS * _DAY or _is_let_go(path)
    return Lock(path, _shown(_owner(path)), is_left)


def _is_let_go(path: Path) -> bool:
    """Whether nobody has the lock open; only Windows can tell: there its owner alone writes it."""
    if os.name != "nt" or not path.name.startswith("~$"):
        return False
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _owner(path: Path) -> str:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            data = file.read(_MOST_READ)
    except OSError:  # its owner may keep it from being read
        return ""
    return _in_text(data) if path.name.startswith(".") else _in_owner_file(data)


def _in_text(data: bytes) -> str:
    """Return the owner that LibreOffice names: ``name,user,computer,time,profile;``."""
    fields = re.split(r"(?<!\\),", data.decode("utf-8", "replace"))
    name, user, computer = (field.replace("\\,", ",").strip() for field in (*fields, "", "")[:3])
    who = name or user
    return f"{who} på {computer}" if who and computer else who


def _in_owner_file(data: bytes) -> str:
    """Return the owner that Excel or Word names, in both alphabets; the wider one is whole."""
    narrow = data[1 : 1 + data[0]].decode(_ANSI, "replace") if data else ""
    for start in _WIDE_NAME_AT:
        count = int.from_bytes(data[start : start + 2], "little")
        wide = data[start + 2 : start + 2 + 2 * count]
        if 0 < count <= _MOST_LETTERS and count == data[0] and len(wide) == 2 * count:
            return wide.decode("utf-16-le", "replace")
    return narrow


def _shown(owner: str) -> str:
    clean = spelled(owner.strip())
    return clean if len(clean) <= _LONGEST_NAME else clean[: _LONGEST_NAME - 1] + "…"
