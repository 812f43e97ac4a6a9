"""The workbooks that a workbook names: its previous report and its plan, found near it.

A name is the author's, or a stranger's who sent the workbook in: it leads to a workbook in the
same folder, below it, or below the folder above (a folder a month), and nowhere else. The previous
report names one before it, and so on; however long the chain, it never leads further away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Final, NamedTuple

from xl_asn.documents.earlier import Missing, Reason
from xl_asn.documents.start import Start
from xl_asn.files.reading.load import Loaded, load
from xl_asn.model.grid import Grid

_FOLDER_ABOVE: Final = ".."
_NOTE: Final = ".md"
#: A name may be written without its ending; a workbook with macros comes first.
_ENDINGS: Final = ("", ".xlsm", ".xlsx")

Fetch = Callable[[str, Path], Loaded | None]
"""How a workbook is read by the name that another gives it, and the folder of that other one."""


class NotSent(BaseException):
    """A fetch that cannot tell: the workbook has not come with the one that names it.

    No error: whoever judges must not take it for a fault of the workbook, or of a rule.
    """

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(name, folder)
        self.name = name
        self.folder = folder


class Place(NamedTuple):
    """A folder, and how many folders lie between it and the highest that a name may lead to."""

    folder: Path
    depth: int = 1

    def beside(self, name: str) -> int | None:
        """Return the depth of the folder that a name leads to; None where it leads too far."""
        parts = PureWindowsPath(name).parts
        climbs = parts[:1] == (_FOLDER_ABOVE,)
        depth = self.depth - climbs + max(len(parts) - climbs - 1, 0)
        return depth if is_near(name) and self.depth >= climbs else None


class Found(NamedTuple):
    """A workbook that was named and read, and where it lies."""

    grid: Grid
    loaded: Loaded
    place: Place


def fetched(name: str, folder: Path) -> Loaded | None:
    """Read the file that a name on *Start* means; None when it is not there."""
    path = find_named(name, folder)
    return None if path is None else load(path)


@dataclass(frozen=True)
class Neighbours:
    """Where a workbook's neighbours are looked for. Each is read once, whoever asks.

    ``place`` is where the workbook lies; None when it lies in no folder of this computer.
    """

    place: Place | None = None
    fetch: Fetch = fetched
    _read: dict[tuple[str, Path], Loaded | None] = field(default_factory=dict, repr=False)
    _minded: set[tuple[str, Path]] = field(default_factory=set, repr=False)

    @classmethod
    def of_folder(cls, folder: Path | None, fetch: Fetch = fetched) -> Neighbours:
        """Return those of a workbook in a folder."""
        return cls(None if folder is None else Place(folder), fetch)

    @property
    def read(self) -> tuple[tuple[str, Path, Loaded | None], ...]:
        """Return what has been asked for so far: the name, the folder, and what came of it."""
        return tuple((name, folder, found) for (name, folder), found in self._read.items())

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return the files that have been read so far, and those that may be read later."""
        read = [found.path for found in self._read.values() if found is not None]
        unread = (find_named(*key) for key in sorted(self._minded - self._read.keys()))
        return (*read, *(path for path in unread if path is not None))

    def mind(self, name: str, place: Place | None) -> None:
        """Count the file of a name among :attr:`paths`, whether or not somebody asks for it."""
        if place is not None and place.beside(name) is not None:
            self._minded.add((name, place.folder))

    def find(self, name: str, place: Place | None) -> Found | Missing:
        """Read the workbook that one in a place calls by a name."""
        loaded = self._loaded(name, place)
        if isinstance(loaded, Missing):
            return loaded
        if loaded.grid is None:
            return _unreadable(name, loaded)
        depth = place.beside(name) if place else None
        return Found(loaded.grid, loaded, Place(loaded.path.parent, depth or 0))

    def content(self, name: str, place: Place | None) -> bytes | Missing:
        """Return the bytes of a file that is no workbook, found as a workbook would be."""
        loaded = self._loaded(name, place)
        if isinstance(loaded, Missing):
            return loaded
        return _unreadable(name, loaded) if loaded.data is None else loaded.data

    def _loaded(self, name: str, place: Place | None) -> Loaded | Missing:
        if place is None:
            return Missing(name, Reason.NO_FOLDER)
        if place.beside(name) is None:
            return Missing(name, Reason.TOO_FAR)
        key = name, place.folder
        if key not in self._read:
            self._read[key] = self.fetch(name, place.folder)
        return self._read[key] or Missing(name, Reason.NOT_THERE)


def _unreadable(name: str, loaded: Loaded) -> Missing:
    why = loaded.findings[0]
    return Missing(name, Reason.UNREADABLE, f"{loaded.name} ({why.code} {why.name})")


NO_NEIGHBOURS: Final = Neighbours()


def named(grid: Grid, field_name: str) -> str:
    """Return the name that *Start* gives a neighbour; empty when it names none."""
    return Start.text_of(grid, field_name).strip("\"'”")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def find_named(name: str, folder: Path, is_file: Callable[[Path], bool] = _is_file) -> Path | None:
    """Return the file that a name on *Start* means, with or without ending; None if there is none.

    The folders of the name may be parted in the way of any system. ``is_file`` tells what there is.
    """
    if not is_near(name):
        return None
    return next((path for path in _candidates(name, folder) if is_file(path)), None)


def is_near(name: str) -> bool:
    """Whether a name is a path from the workbook's folder that climbs at most one folder."""
    path = PureWindowsPath(name)
    return not path.drive and not path.root and _FOLDER_ABOVE not in path.parts[1:]


def _candidates(name: str, folder: Path) -> Iterator[Path]:
    path = folder.joinpath(*PureWindowsPath(name).parts)
    for ending in _ENDINGS:
        candidate = path.with_name(path.name + ending) if path.name else path
        if candidate.suffix.casefold() != _NOTE:
            yield candidate
