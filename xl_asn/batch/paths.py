"""The files that a command line means: files, folders and patterns, each file once, in order."""

from __future__ import annotations

import contextlib
import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from xl_asn.files.changing.unfinished import is_unfinished

_WINDOWS: Final = os.name == "nt"


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


def folders_within(paths: Iterable[str]) -> list[Path]:
    """Return the folders among the paths, and all that are searched in them."""
    found: dict[Path, None] = {}
    for path in paths:
        for form in dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path))):
            matches = [form]
            if not os.path.lexists(form) and glob.has_magic(form):
                with contextlib.suppress(RecursionError):  # folders lie too deep in each other
                    matches = sorted(glob.glob(form, recursive=True))  # noqa: PTH207 - as below
            for match in matches:
                if os.path.isdir(match):  # noqa: PTH112 - as below
                    walked = _walked(Path(match), Path(os.path.realpath(match)))
                    found |= dict.fromkeys(folder for folder, _ in walked)
    return list(found)


def _files(path: str) -> Iterator[Path | LinkOut]:
    for form in (path, normalize("NFC", path), normalize("NFD", path)):
        given = Path(form)
        if os.path.isdir(form):  # noqa: PTH112 - a Path raises what it cannot tell
            return _within(given, Path(os.path.realpath(given)))
        if os.path.lexists(given):
            return iter([given])
        if glob.has_magic(form):
            try:
                matches = sorted(glob.glob(form, recursive=True))  # noqa: PTH207 - Path has no absolute patterns
            except RecursionError:  # folders lie too deep in each other
                return iter([given])  # told as a file that is not there; the others are judged
            if matches:
                return (file for match in matches for file in _files(match))
    return iter(())


def _within(top: Path, searched: Path) -> Iterator[Path | LinkOut]:
    """Yield a folder's files, then those of its folders; a folder itself if it cannot be read."""
    for _, files in _walked(top, searched):
        yield from files


def _walked(top: Path, searched: Path) -> Iterator[tuple[Path, Sequence[Path | LinkOut]]]:
    """Yield each folder with its files, those of a folder before those of the folders in it.

    Links are followed within ``searched``, but each folder is walked once, however many links lead
    to it. Folders wait in a list: they may lie deeper in each other than calls can.
    """
    walked: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116 - as above
            entries = sorted(os.scandir(folder), key=lambda entry: normalize("NFC", entry.name))
        except OSError:
            yield folder, [folder]
            continue
        here = (status.st_dev, status.st_ino)
        if here in walked:
            continue
        walked.add(here)
        folders = []
        files: list[Path | LinkOut] = []
        for entry in entries:
            if _is_hidden(entry.name):
                continue
            is_link = _is_link(entry)
            if is_link and not _lies_in(entry.path, searched):
                files.append(LinkOut(Path(entry)))
            # A link may lead nowhere, or round: a Path raises that, and so does the entry.
            elif os.path.isdir(entry.path) if is_link else entry.is_dir():  # noqa: PTH112
                folders.append(Path(entry))
            else:
                files.append(Path(entry))
        yield folder, files
        waiting.extend(reversed(folders))


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether an entry may lie elsewhere: a link, or what Windows has of that sort (junctions).

    Only these are looked up: what a path really is takes as long to tell as the path is deep.
    """
    if entry.is_symlink():
        return True
    kind = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) if _WINDOWS else 0
    return bool(kind & stat.FILE_ATTRIBUTE_REPARSE_POINT)


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
