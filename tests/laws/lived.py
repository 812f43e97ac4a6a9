"""The same year as in :mod:`tests.laws.year`, but each month begun with ny-period.

Only what a person writes is typed: what the new workbook has no content for. The interim report is
a type of its own, begun from July's and typed whole; September is made from it and from July's
workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.laws import api
from tests.laws.press import with_pages, with_values, written
from tests.laws.sheets import inserted_row, with_cells
from tests.laws.tables import table_of
from tests.laws.year import INTERIM, Turn, name_of
from xl_asn.cycle.next_period.following import asked_period
from xl_asn.cycle.next_period.fresh import Before
from xl_asn.cycle.next_period.other_type import begun
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.document import Document
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, cell_of

FEBRUARY, JANUARY = 2, 13
_REGISTER, _SECTIONS = "Organisation", "Sammanfattning"
_OLD, _NEW = "Resursenheten", "Resursenheten 1 och 2"


@dataclass(frozen=True)
class Lived:
    """A month: as ny-period made it, and as it was pressed; the number of cells typed between."""

    turn: Turn
    fresh: Grid
    changes: int
    typed: int


def lived(played: Mapping[int, Turn]) -> Iterator[Lived]:
    """Live the year that was played, by month; February is as it was written there."""
    others: dict[str, Grid] = {}
    for month, turn in played.items():
        name, changes = name_of(month), 0
        fresh, typed = turn.before, dict[CellRef, Cell]()
        if month == INTERIM:
            fresh = _interim_begun(others)
            typed = dict(_by_header(fresh, turn.before, others))
        elif month > FEBRUARY:
            fresh, changes = _begun(month, others)
            typed = _typed(fresh, turn.before, others)
        grid = with_cells(fresh, typed)
        computed = api.computed(api.case_among(grid, others))
        after = written(grid, computed)
        yield Lived(Turn(name, grid, after, computed.examined.findings), fresh, changes, len(typed))
        others = {**others, name: after}


def _begun(month: int, others: Mapping[str, Grid]) -> tuple[Grid, int]:
    """Return a month as ny-period makes it of the one before, and how many cells that changed."""
    last = name_of(month - 1)
    case = api.case_among(_heired(others[last]) if month == JANUARY else others[last], others)
    before = None
    if month == INTERIM + 1:
        before = case, last
        last = name_of(INTERIM - 1)
        case = api.case_among(others[last], others)
    done = api.next_month(case, last, before)
    return with_pages(with_values(case.grid, done.values), done.pages), len(done.changes)


def _interim_begun(others: Mapping[str, Grid]) -> Grid:
    """Return the interim report as ny-period begins it from July's monthly one."""
    last = name_of(INTERIM - 1)
    case = api.case_among(others[last], others)
    declared = document_types()["delarsrapport"]
    assert case.document.period is not None
    asked = asked_period(declared, case.document.period)
    return read(begun(declared, Before(case, last), asked, macros=False)[0])


def _by_header(
    fresh: Grid, wanted: Grid, others: Mapping[str, Grid]
) -> Iterator[tuple[CellRef, Cell]]:
    """Yield what a report holds, in the places that a new master has for it."""
    here, there = document_of(fresh, others), document_of(wanted, others)
    yield here.start.cell("date"), wanted.at(there.start.cell("date"))
    for spec, table in there.tables():
        place = here.table(spec.name)
        if place is None or not place.present or spec.name == "Regler":
            continue
        columns = {place.declared[name].header: at for name, at in place.columns.items()}
        filled = max((row.row_number for row in place), default=0)
        for at in range(max(len(table), filled - place.header_row)):
            for name in table.columns:
                column = columns.get(table.declared[name].header)
                cell = wanted.at(table.rows[at].cell(name)) if at < len(table) else BLANK
                if column is not None:
                    yield CellRef(place.sheet, place.header_row + 1 + at, column), cell


def _heired(grid: Grid) -> Grid:
    """Return December's workbook, where the register tells what comes at the new year."""
    register = table_of(grid, _REGISTER)
    named = {"Enhet": _NEW, "Ersätter": _OLD, "Gäller från": "2023-01-01"}
    row = {register.columns[header]: cell_of(text) for header, text in named.items()}
    return inserted_row(grid, _REGISTER, register.rows[-1], row)


def document_of(grid: Grid, others: Mapping[str, Grid]) -> Document:
    """Return a workbook as a document."""
    return api.case_among(grid, others).document


def _cells(grid: Grid, others: Mapping[str, Grid]) -> set[CellRef]:
    """Return the cells of a document's own tables."""
    return {
        row.cell(name)
        for _, table in document_of(grid, others).tables()
        for row in table
        for name in table.columns
    }


def _typed(fresh: Grid, wanted: Grid, others: Mapping[str, Grid]) -> dict[CellRef, Cell]:
    """Return what is to be typed: what the month has and its new workbook lacks.

    A section that the month has no text for is taken away. The register is not typed in a month.
    """
    date = document_of(wanted, others).start.cell("date")
    cells: dict[CellRef, Cell] = {}
    for cell in sorted({date, *_cells(fresh, others), *_cells(wanted, others)}):
        now, then = fresh.at(cell), wanted.at(cell)
        is_gone = cell.sheet == _SECTIONS and then.is_blank and not now.is_blank
        if cell.sheet != _REGISTER and (is_gone or (now.is_blank and not then.is_blank)):
            cells[cell] = then
    return cells


def differing(lived: Grid, played: Grid, others: Mapping[str, Grid]) -> Iterator[str]:
    """Yield the cells of a document's own tables that two workbooks do not agree on."""
    for cell in sorted(_cells(lived, others) | _cells(played, others)):
        now, was = lived.at(cell), played.at(cell)
        if now.is_blank is not was.is_blank or _plain(now) != _plain(was):
            yield f"{cell}: {now.text!r} och {was.text!r}"


def _plain(cell: Cell) -> object:
    return cell.value if isinstance(cell.value, Decimal) else cell.text
