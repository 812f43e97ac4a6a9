"""A case for tests: a workbook with its neighbours in memory, found by the names that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import Computed, compute
from xl_asn.case.examine import Examined, examine
from xl_asn.case.neighbours import Neighbours, Place, named
from xl_asn.documents.start import SHEET, Start
from xl_asn.files.reading.load import Loaded
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, Sheet, cell_of

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - any moment will do
_PREVIOUS, _PLAN, _ARCHIVE = "förra rapporten", "årets plan", "arkivet"


def neighbours(grids: Mapping[str, Grid]) -> Neighbours:
    """Return workbooks in memory that can be named; any other name leads nowhere."""

    def fetch(name: str, folder: Path) -> Loaded | None:
        grid = grids.get(name)
        mark = sha256(repr(grid).encode()).hexdigest()
        return None if grid is None else Loaded(folder / name, name, mark, grid, (), None)

    return Neighbours(Place(Path("mapp")), fetch)


def naming(grid: Grid, field: str, name: str) -> Grid:
    """Return the workbook with a neighbour named on *Start*, which gets a row for it if need be."""
    start = grid.sheet(SHEET) or Sheet(SHEET, {})
    header = Start.declared()[field].header
    places = Start.from_grid(grid)[0]
    place = places.place(field) or CellRef(SHEET, start.last_row + 1, 2)
    cells = {
        **start.cells,
        (place.row, 1): cell_of(header),
        (place.row, place.column): cell_of(name),
    }
    changed = replace(start, cells=cells)
    rest = tuple(sheet for sheet in grid.sheets if sheet.name != start.name)
    return replace(grid, sheets=(changed, *rest))


def beside(
    grid: Grid,
    previous: Grid | None = None,
    plan: Grid | None = None,
    published: Grid | None = None,
    archive: Grid | None = None,
) -> Case:
    """Return the case of a workbook beside its previous report, plan and archive, where given.

    ``published`` is what the workbook, or else its previous report, says that it corrects.
    """
    found: dict[str, Grid] = {}
    if published is not None:
        names = [named(one, "corrects") for one in (grid, previous) if one is not None]
        found[next(filter(None, names))] = published
    for field, name, other in (
        ("previous_report", _PREVIOUS, previous),
        ("plan", _PLAN, plan),
        ("archive", _ARCHIVE, archive),
    ):
        if other is not None:
            said = named(grid, field) or name
            grid, found[said] = naming(grid, field, said), other
    case = case_of(grid, neighbours(found))
    assert not isinstance(case, Finding), case
    return case


def checked(
    grid: Grid,
    previous: Grid | None = None,
    plan: Grid | None = None,
    published: Grid | None = None,
    archive: Grid | None = None,
) -> Examined:
    """Check a workbook as its bytes are; a rule that crashes fails the test."""
    return examine(beside(grid, previous, plan, published, archive), strict=True)


def pressed(
    grid: Grid,
    previous: Grid | None = None,
    plan: Grid | None = None,
    published: Grid | None = None,
    archive: Grid | None = None,
) -> Computed:
    """Compute a workbook; a rule that crashes fails the test."""
    return compute(beside(grid, previous, plan, published, archive), now=NOW, strict=True)
