"""The previous report: the workbook that *Start* names, found beside the workbook that names it.

The name is the author's, or a stranger's who sent the workbook in: it leads to a workbook in the
same folder, below it, or below the folder above (a folder a month), and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from xl_asn.documents.start import Start
from xl_asn.files.catalogue import file_finding
from xl_asn.files.load import Loaded, load
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid

_FOLDER_ABOVE: Final = ".."
_NOTE: Final = ".md"
#: A name may be written without its ending; a workbook with macros comes first.
_ENDINGS: Final = ("", ".xlsm", ".xlsx")


@dataclass(frozen=True, slots=True)
class Previous:
    """What came of the previous report.

    ``content`` is its grid, the finding that says why there is none, or None when none is named.
    ``sha256`` is that of the file's bytes, in hexadecimal, and None where they were not read.
    ``name`` is what the workbook calls it.
    """

    content: Grid | Finding | None = None
    path: Path | None = None
    sha256: str | None = None
    name: str | None = None


Fetch = Callable[[str], Loaded | None]
"""How a previous report is read by the name that a workbook gives it; None when it is not there."""


def previous_report(grid: Grid, folder: Path | None) -> Previous:
    """Find and read the previous report that a workbook names.

    Args:
        grid: the workbook that names it, on *Start*.
        folder: where the workbook lies; None when it lies in no folder of this computer.

    Returns:
        What came of it. A report that is missing or refused is a finding and never raised.
    """
    return previous_from(grid, None if folder is None else lambda name: fetched(name, folder))


def previous_from(grid: Grid, fetch: Fetch | None) -> Previous:
    """Read the previous report that a workbook names as ``fetch`` does, if there is a way to."""
    name = Start.text_of(grid, "previous_report").strip("\"'”")
    if not name:
        return Previous()
    cell = Start.from_grid(grid)[0].place("previous_report")
    if fetch is None:
        return Previous(file_finding("F223", name, cell), name=name)
    if not _stays_near(name):
        return Previous(file_finding("F222", name, cell), name=name)
    loaded = fetch(name)
    if loaded is None:
        return Previous(file_finding("F220", name, cell), name=name)
    if loaded.grid is None:
        why = loaded.findings[0]
        detail = f"{loaded.name} ({why.code} {why.name})"
        return Previous(file_finding("F221", detail, cell), loaded.path, loaded.sha256, name)
    return Previous(loaded.grid, loaded.path, loaded.sha256, name)


def fetched(name: str, folder: Path) -> Loaded | None:
    """Read the file that a name on *Start* means; None when it is not there."""
    path = find_previous(name, folder)
    return None if path is None else load(path)


def find_previous(name: str, folder: Path) -> Path | None:
    """Return the file that a name on *Start* means, with or without ending; None if there is none.

    The folders of the name may be parted in the way of any system.
    """
    if not _stays_near(name):
        return None
    return next((path for path in _candidates(name, folder) if _is_file(path)), None)


def _stays_near(name: str) -> bool:
    """Whether a name is a path from the workbook's folder that climbs at most one folder."""
    path = PureWindowsPath(name)
    return not path.drive and not path.root and _FOLDER_ABOVE not in path.parts[1:]


def _candidates(name: str, folder: Path) -> Iterator[Path]:
    path = folder.joinpath(*PureWindowsPath(name).parts)
    for ending in _ENDINGS:
        candidate = path.with_name(path.name + ending) if path.name else path
        if candidate.suffix.casefold() != _NOTE:
            yield candidate


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
