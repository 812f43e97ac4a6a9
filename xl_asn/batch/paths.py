"""The files that a command line means: files, folders and patterns, each file once, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize


class NothingThereError(Exception):
    """A path that does not exist, a pattern without files or an empty folder."""


def expand(paths: Iterable[str]) -> list[Path]:
    """Return every file that the paths name; folders are searched in depth, in name order.

    Raises:
        NothingThereError: a path names nothing; the message is a Swedish sentence.
    """
    found: dict[Path, None] = {}
    for path in paths:
        files = list(_files(path))
        if not files:
            raise NothingThereError(_why_nothing(path))
        found |= dict.fromkeys(files)
    return list(found)


def _files(path: str) -> Iterator[Path]:
    for form in (path, normalize("NFC", path), normalize("NFD", path)):
        given = Path(form)
        if given.is_dir():
            return _within(given, set())
        if os.path.lexists(given):
            return iter([given])
        if glob.has_magic(form) and (matches := sorted(glob.glob(form, recursive=True))):  # noqa: PTH207 - Path has no absolute patterns
            return (file for match in matches for file in _files(match))
    return iter(())


def _within(folder: Path, above: set[tuple[int, int]]) -> Iterator[Path]:
    """Yield a folder's files, then those of its folders; the folder itself if it cannot be read.

    Links are followed, except to a folder that they stand in: that would never end.
    """
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: normalize("NFC", entry.name))
        folders = [entry for entry in entries if entry.is_dir()]
    except OSError:
        yield folder
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    yield from (
        Path(entry) for entry in entries if not entry.is_dir() and not _is_hidden(entry.name)
    )
    for entry in folders:
        yield from _within(Path(entry), above | {here})


def _is_hidden(name: str) -> bool:
    """Whether a folder's file is the system's own (``.DS_Store``); lock files are told of."""
    return name.startswith(".") and not name.startswith(".~lock.")


def _why_nothing(path: str) -> str:
    if Path(path).is_dir():
        return f"Mappen {path} är tom."
    if glob.has_magic(path):
        return f"Inga filer passar in på {path}."
    return f"{path} finns inte."
