"""The files that a command line means: files, folders and patterns, each file once, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


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
    given = Path(path)
    if given.is_dir():
        for folder, folders, names in os.walk(given):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names) if not _is_hidden(name))
    elif os.path.lexists(given):
        yield given
    elif glob.has_magic(path):
        for match in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207 - Path has no absolute patterns
            yield from _files(match)


def _is_hidden(name: str) -> bool:
    """Whether a folder's file is the system's own (``.DS_Store``); lock files are told of."""
    return name.startswith(".") and not name.startswith(".~lock.")


def _why_nothing(path: str) -> str:
    if Path(path).is_dir():
        return f"Mappen {path} är tom."
    if glob.has_magic(path):
        return f"Inga filer passar in på {path}."
    return f"{path} finns inte."
