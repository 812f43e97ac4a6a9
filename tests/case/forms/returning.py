"""Forms that come back in the tests: made, filled in, and then changed as people change sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.cycle.forms.made import amount_section, event_section, form_of, goal_section
from xl_asn.cycle.forms.form_book import form_book
from xl_asn.files.reading.reader import read
from xl_asn.model.form_places import ANSWERS
from xl_asn.model.forms import Form
from xl_asn.model.grid import Cell, Grid, Sheet, Value, cell_of
from xl_asn.pages.form_layout import layout, places

FORM = form_of(goal_section(earlier="Som plan"), amount_section(), event_section())
PLACES = places(layout(FORM))
LAID = layout(FORM)
DONE, BY = LAID.done[1:], LAID.by[1:]

Cells = dict[tuple[int, int], Cell]


def made(form: Form = FORM) -> Grid:
    """Return a form as it is handed out."""
    return read(form_book(form))


MADE = made()


def answers(grid: Grid) -> Sheet:
    """Return the sheet of answers."""
    return next(sheet for sheet in grid.sheets if sheet.name == ANSWERS)


def with_answers(grid: Grid, sheet: Sheet) -> Grid:
    """Return a form with another sheet of answers."""
    sheets = tuple(sheet if one.name == ANSWERS else one for one in grid.sheets)
    return replace(grid, sheets=sheets)


def written(values: Mapping[tuple[int, int], Value | Cell], grid: Grid = MADE) -> Grid:
    """Return a form with cells of its sheet of answers written; None empties one."""
    sheet = answers(grid)
    cells = dict(sheet.cells)
    for place, value in values.items():
        cells[place] = value if isinstance(value, Cell) else cell_of(value)
    return with_answers(grid, replace(sheet, cells=cells))
