"""The previous report: the workbook that *Start* names, found beside the workbook that names it.

The name is the author's, or a stranger's who sent the workbook in: it leads to a workbook in the
same folder, below it, or below the folder above (a folder a month), and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from xl_asn.documents.start import Start
from xl_asn.files.catalogue import file_finding
from xl_asn.files.load import load
from xl_asn.files.snapshot import display_name
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
    """

    content: Grid | Finding | None = None
    path: Path | None = None
    sha256: str | None = None


def previous_report(grid: Grid, folder: Path | None) -> Previous:
    """Find and read the previous report that a workbook names.

    Args:
        grid: the workbook that names it, on *Start*.
        folder: where the workbook lies; None when it lies in no folder of this computer.

    Returns:
        What came of it. A report that is missing or refused is a finding and never raised.
    """
    start, _ = Start.from_grid(grid)
    name = (start.previous_report or "").strip().strip("\"'”")
    if not name:
        return Previous()
    cell = start.place("previous_report")
    if folder is None:
        return Previous(file_finding("F223", name, cell))
    if not _stays_near(name):
        return Previous(file_finding("F222", name, cell))
    path = find_previous(name, folder)
    if path is None:
        return Previous(file_finding("F220", name, cell))
    loaded = load(path)
    if loaded.grid is None:
        why = loaded.findings[0]
        detail = f"{display_name(path)} ({why.code} {why.name})"
        return Previous(file_finding("F221", detail, cell), path, loaded.sha256)
    return Previous(loaded.grid, path, loaded.sha256)


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
