"""The files that a command line means: files, folders and patterns, each file once, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from xl_asn.files.changing.unfinished import is_unfinished


class NothingThereError(Exception):
    """A path that does not exist, a pattern without files or an empty folder."""


class LinkOut(NamedTuple):
    """A link in a searched folder that leads out of it, to what nobody asked to have read."""

    path: Path


def expand(paths: Iterable[str]) -> list[Path | LinkOut]:
    """Return every file that the paths name; folders are searched in depth, in name order.

    A link that is named is followed; one that is found in a folder only to what lies in the folder.

    Raises:
        NothingThereError: a path names nothing; the message is a Swedish sentence.
    """
    found: dict[Path | LinkOut, None] = {}
    for path in paths:
        files = list(_files(path))
        if not files:
            raise NothingThereError(_why_nothing(path))
        found |= dict.fromkeys(files)
    return list(found)


def _files(path: str) -> Iterator[Path | LinkOut]:
    for form in (path, normalize("NFC", path), normalize("NFD", path)):
        given = Path(form)
        if os.path.isdir(form):  # noqa: PTH112 - a Path raises what it cannot tell
            return _within(given, Path(os.path.realpath(given)), set())
        if os.path.lexists(given):
            return iter([given])
        if glob.has_magic(form) and (matches := sorted(glob.glob(form, recursive=True))):  # noqa: PTH207 - Path has no absolute patterns
            return (file for match in matches for file in _files(match))
    return iter(())


def _within(folder: Path, searched: Path, walked: set[tuple[int, int]]) -> Iterator[Path | LinkOut]:
    """Yield a folder's files, then those of its folders; the folder itself if it cannot be read.

    Links are followed within ``searched``, but each folder is walked once, however many links lead
    to it.
    """
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: normalize("NFC", entry.name))
    except OSError:
        yield folder
        return
    here = (status.st_dev, status.st_ino)
    if here in walked:
        return
    walked.add(here)
    folders = []
    for entry in entries:
        if _is_hidden(entry.name):
            continue
        is_folder = os.path.isdir(entry.path)  # noqa: PTH112 - as above
        # Any folder is asked: Python 3.11 does not tell a Windows junction from a folder.
        if (is_folder or entry.is_symlink()) and not _lies_in(entry.path, searched):
            yield LinkOut(Path(entry))
        elif is_folder:
            folders.append(Path(entry))
        else:
            yield Path(entry)
    for path in folders:
        yield from _within(path, searched, walked)


def _lies_in(path: str, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(folder)


def _is_hidden(name: str) -> bool:
    """Whether a name in a folder is the system's own (``.DS_Store``).

    Lock files and what a killed program has left are told of.
    """
    return name.startswith(".") and not name.startswith(".~lock.") and not is_unfinished(name)


def _why_nothing(path: str) -> str:
    if os.path.isdir(path):  # noqa: PTH112 - as above
        return f"Mappen {path} är tom."
    if glob.has_magic(path):
        return f"Inga filer passar in på {path}."
    return f"{path} finns inte."
