"""From a path to a Grid, or to the finding that says why there is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xl_asn.files.reading import guard, snapshot
from xl_asn.files.reading.by_name import refused_by_name
from xl_asn.files.reading.catalogue import Unreadable, file_finding
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.files.reading.snapshot import Snapshot, display_name
from xl_asn.model.characters import spelled
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import Grid

_LOG: Final = logging.getLogger(__name__)

_MARKDOWN: Final = ".md"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a path. Without a grid, a finding of severity *fel* says why."""

    path: Path
    name: str
    sha256: str | None
    grid: Grid | None
    findings: tuple[Finding, ...]
    data: bytes | None = field(repr=False)


def load(path: Path) -> Loaded:
    """Read a workbook, or a Markdown document that stands for one.

    Args:
        path: any path at all; ``.md`` is read as Markdown, everything else as a workbook.

    Returns:
        The grid and what the guard flagged; or no grid, and at least one finding. No file, however
        made, and no lack of memory makes this raise.
    """
    if (by_name := refused_by_name(path.name)) is not None:
        return _refused(path, by_name)
    try:
        taken = snapshot.take(path)
    except MemoryError:
        return _refused(path, file_finding("F190"))
    return load_taken(path, taken)


def load_taken(path: Path, taken: Snapshot | Finding) -> Loaded:
    """Read a file whose bytes have been taken already; the promise of :func:`load` holds."""
    if (by_name := refused_by_name(path.name)) is not None:
        return _refused(path, by_name)
    if isinstance(taken, Finding):
        return _refused(path, taken)
    try:
        return _opened(taken)
    except MemoryError:
        # Nothing more is allocated here than must be: the half-read grid is gone.
        return _refused(taken.path, file_finding("F190"))
    except Exception as error:  # noqa: BLE001 - the promise of this function
        # A fault of our own. One file's must not take the others down; the log keeps the rest.
        _LOG.exception("could not load %s", spelled(display_name(taken.path)))
        return _refused(taken.path, file_finding("F199", type(error).__name__))


def _opened(taken: Snapshot) -> Loaded:
    findings: tuple[Finding, ...] = ()
    grid: Grid | None = None
    try:
        if taken.path.suffix.casefold() == _MARKDOWN:
            grid = _markdown_grid(taken.data)
        else:
            parts = guard.opened(taken)
            findings = guard.inspect(taken, parts)
            if not any(finding.severity is Severity.ERROR for finding in findings):
                grid = read(parts)
                findings += tuple(_alike_sheets(grid))
    except Unreadable as fault:
        findings += (fault.finding(),)
    return Loaded(taken.path, taken.name, taken.sha256, grid, findings, taken.data)


def _refused(path: Path, finding: Finding) -> Loaded:
    return Loaded(path, display_name(path), None, None, (finding,), None)


def _markdown_grid(data: bytes) -> Grid:
    try:
        return read_markdown(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(code="F141") from error


def _alike_sheets(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for each sheet whose name finds another: they differ in blanks or accents."""
    for sheet in grid.sheets:
        found = grid.sheet(sheet.name)
        if found is not None and found is not sheet:
            yield file_finding("F207", f"”{found.name}” och ”{sheet.name}”")
