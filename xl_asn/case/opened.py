"""A path → the workbook there and the case that it makes: how every command begins."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from xl_asn.case.case import Case, case_of
from xl_asn.case.neighbours import Fetch, Neighbours, fetched
from xl_asn.files.reading.load import Loaded, load
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid
from xl_asn.model.told import UnusableFileError


class Opened(NamedTuple):
    """A workbook as read, and the case that it makes with those that it names."""

    loaded: Loaded
    case: Case


def opened(path: Path) -> Opened:
    """Read a workbook; those that it names are read when somebody asks for them.

    Raises:
        UnusableFileError: it cannot be read, or is no master.
    """
    loaded = load(path)
    return Opened(loaded, case_of_loaded(loaded))


def case_of_loaded(loaded: Loaded, fetch: Fetch = fetched) -> Case:
    """Return the case of a workbook that has been read; ``fetch`` reads those that it names.

    Raises:
        UnusableFileError: it could not be read, or is no master.
    """
    case = case_of(grid_of(loaded), Neighbours.of_folder(loaded.path.parent, fetch))
    if isinstance(case, Finding):
        # What is said of the file comes first: its ending may be why there is no case.
        raise UnusableFileError.of(loaded.path, *loaded.findings, case)
    return case


def grid_of(loaded: Loaded) -> Grid:
    """Return the cells of a workbook that has been read.

    Raises:
        UnusableFileError: it could not be.
    """
    if loaded.grid is None:
        raise UnusableFileError.of(loaded.path, loaded.findings[0])
    return loaded.grid
