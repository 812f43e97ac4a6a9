"""What the program has written in a workbook, and whether the author has changed hers since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from hashlib import sha256
from typing import Final

from xl_asn import __version__
from xl_asn.documents.start import Start
from xl_asn.exports.check_page import NAME as CHECK
from xl_asn.exports.kolada_page import NAME as KOLADA
from xl_asn.exports.trail_page import NAME as TRAIL
from xl_asn.exports.trail_page import Trail
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Cell, CellRef, Grid, Value, cell_of, folded_name
from xl_asn.model.page import Page
from xl_asn.parameters.dated import shipped_rule_set

REPORT: Final = "Rapport"
GENERATED: Final = (CHECK, TRAIL, REPORT)
"""The sheets that the program writes; nobody else writes there."""

UNDO: Final = "Ångra Beräkna"
BEFORE: Final = {name: f"{name} (före)" for name in GENERATED}
"""Hidden sheets that the buttons in Excel keep so that *Beräkna* can be undone; no document."""


_SET_ASIDE: Final = frozenset(folded_name(name) for name in (UNDO, *BEFORE.values()))


def is_set_aside(sheet: str) -> bool:
    """Whether a sheet is one that the buttons keep hidden, and no part of the document."""
    return folded_name(sheet) in _SET_ASIDE


def document_of(grid: Grid) -> Grid:
    """Return the grid without what the buttons keep hidden in the workbook."""
    if not any(is_set_aside(sheet.name) for sheet in grid.sheets):
        return grid
    return replace(grid, sheets=tuple(s for s in grid.sheets if not is_set_aside(s.name)))


def still_ours(grid: Grid, trail: Trail) -> frozenset[CellRef]:
    """Return the cells that still hold what an earlier *Beräkna* wrote."""
    return frozenset(
        ref for ref, (value, _) in trail.written.items() if grid.at(ref).value == stored(value)
    )


def stored(value: Value) -> Value:
    """Return a value as a workbook gives it back: numbers at fifteen digits."""
    return cell_of(value).value


def with_cells(grid: Grid, cells: Mapping[CellRef, Cell]) -> Grid:
    """Return the grid with some cells told otherwise."""
    sheets = []
    for sheet in grid.sheets:
        here = {(ref.row, ref.column): c for ref, c in cells.items() if ref.sheet == sheet.name}
        sheets.append(replace(sheet, cells={**sheet.cells, **here}) if here else sheet)
    return replace(grid, sheets=tuple(sheets))


def checksum(
    grid: Grid,
    ours: AbstractSet[CellRef],
    previous: Grid | Finding | None,
    plan: Grid | str | None,
) -> str:
    """Return a checksum of all that an answer follows from.

    That is what the author has written, the previous report, the plan, the program and the rules.
    """
    digest = sha256(f"{__version__}\n{shipped_rule_set()}\n".encode())
    for line in _written_by_author(grid, ours):
        digest.update(line.encode())
    match previous:
        case Finding():
            digest.update(f"\n{previous.code} {previous.message}\n".encode())
        case Grid():
            digest.update(b"\n")
            for line in _written_by_author(document_of(previous), frozenset()):
                digest.update(line.encode())
    match plan:
        case str():
            digest.update(f"\n{plan}\n".encode())
        case Grid():
            digest.update(b"\nplan\n")
            for line in _written_by_author(document_of(plan), frozenset()):
                digest.update(line.encode())
    return digest.hexdigest()[:16]


def _written_by_author(grid: Grid, ours: AbstractSet[CellRef]) -> Iterator[str]:
    """Yield every cell, but those that are ours and those of the program's own sheets."""
    written = {folded_name(name) for name in (*GENERATED, KOLADA)}
    start = Start.from_grid(grid)[0]
    stamps = {start.place("computed_at"), start.place("outcome")}
    for sheet in grid.sheets:
        if folded_name(sheet.name) in written:
            continue
        for (row, column), cell in sorted(sheet.cells.items()):
            ref = CellRef(sheet.name, row, column)
            if ref in ours or ref in stamps or cell.is_blank:
                continue
            yield f"{ref}\t{cell.kind.value}\t{cell.value}\t{cell.formula}\n"


def shows(grid: Grid, page: Page) -> bool:
    """Whether a sheet already holds just what a page would write there."""
    sheet = grid.sheet(page.name)
    planned = {
        (cell.row, cell.column): stored(cell.value)
        for cell in page.cells
        if cell.value not in (None, "")
    }
    held = {
        place: cell.value
        for place, cell in (sheet.cells if sheet else {}).items()
        if not cell.is_blank
    }
    return planned == held
