"""November 2022 as Beräkna leaves it, and the next period's workbook made of it in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tests.laws import api
from tests.laws.press import with_pages, with_values, written
from tests.laws.sheets import with_cells
from tests.laws.tables import Table, table_of
from tests.laws.worlds import example
from xl_asn.case.case import Case
from xl_asn.cycle.next_period.following import asked_period
from xl_asn.cycle.next_period.fresh import Before, NextPeriod, next_period
from xl_asn.documents.catalogue import document_types
from xl_asn.model.grid import Cell, CellRef, Grid, cell_of

NOVEMBER = "2022-11_manadsrapport.xlsx"


@cache
def november() -> Grid:
    """Return the published November report as Beräkna leaves it.

    One unit's end is known, and one that was misspelt is called by its name.
    """
    grid = example("2022-11")
    register, units = table_of(grid, "Organisation"), table_of(grid, "Enhetsresultat")
    ended = register.ref(row_of(register, "Resursenheten"), "Gäller till")
    misspelt = units.ref(row_of(units, "Hästkons stöd- och boendeenhet", "Enhet"), "Enhet")
    name = "Hästskons stöd- och boendeenhet"
    return pressed(with_cells(grid, {ended: cell_of("2022-12-31"), misspelt: cell_of(name)}))


def pressed(grid: Grid, others: Mapping[str, Grid] | None = None) -> Grid:
    """Return a workbook as Beräkna leaves it."""
    return written(grid, api.computed(api.case_among(grid, others or {})))


def row_of(table: Table, label: str, header: str = "") -> int:
    """Return the number of the first row with a label."""
    column = header or next(iter(table.columns))
    return next(r for r in table.rows if table.cell(r, column).text == label)


def case_of(grid: Grid, others: Mapping[str, Grid] | None = None) -> Case:
    """Return a workbook's case among others."""
    return api.case_among(grid, others or {})


def made(
    case: Case, period: str | None = None, year: int | None = None, name: str = NOVEMBER
) -> NextPeriod:
    """Return what makes a case's workbook that of a period."""
    old = case.document.period
    assert old is not None
    declared = document_types().get(case.document.key, type(case.document))
    return next_period(case, asked_period(declared, old, period, year), Before(case, name))


def after(grid: Grid, done: NextPeriod) -> Grid:
    """Return the workbook that a copy becomes."""
    grid = with_pages(with_values(grid, done.values), done.pages)
    cells: dict[CellRef, Cell] = {}
    for cell, value in done.results.items():
        formula = grid.at(cell).formula
        cells[cell] = cell_of(value)._replace(formula=formula)
    return with_cells(grid, cells)


def cells_of(grid: Grid, sheet: str, header: str) -> list[Cell]:
    """Return a column's cells, in the order of the rows."""
    table = table_of(grid, sheet)
    return [table.cell(row, header) for row in table.rows]


def filled(grid: Grid, sheet: str, *headers: str) -> int:
    """Return how many cells of some columns hold anything."""
    return sum(not cell.is_blank for header in headers for cell in cells_of(grid, sheet, header))
