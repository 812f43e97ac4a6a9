"""What people do to a workbook between two presses, as values: a name and three picks.

A pick is a number that chooses among what the workbook then has, so that an edit means something
whatever was done before it; where there is nothing to choose, nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from tests.laws.sheets import (
    deleted_row,
    inserted_column,
    inserted_row,
    reordered,
    with_cells,
    with_new_sheet,
    with_sheet,
    without_sheet,
)
from tests.laws.tables import TRAIL, Table, tables
from xl_asn.calculation.adding_up.slips import transpositions
from xl_asn.documents.columns import LONG_TEXT, Difference
from xl_asn.documents.start import Start
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Sheet, cell_of, column_letters, number

T = TypeVar("T")
Change = Callable[[Grid, int, int, int], Grid]

_SUMS = {"summa", "resultat", "total"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing done to a workbook."""

    what: str
    picks: tuple[int, int, int]

    def __call__(self, grid: Grid) -> Grid:
        return EDITS[self.what](grid, *self.picks)


def picked(among: Sequence[T], pick: int) -> T:
    return among[pick % len(among)]


def filled(grid: Grid) -> list[Table]:
    """Return the tables with rows; those of amounts thrice, since most is done to them."""
    found = [table for table in tables(grid) if table.rows]
    return found + [table for table in found if table.holds_amounts] * 2


def row_inserted(grid: Grid, a: int, b: int, c: int) -> Grid:
    """Insert a row: a blank one, a new one like another, or the very same once more."""
    if not (found := filled(grid)):
        return grid
    table = picked(found, a)
    at = picked(table.rows, b)
    like = dict(table.sheet.row(at))
    match c % 3:
        case 0:
            cells: dict[int, Cell] = {}
        case 1:
            own = {table.columns[header] for header in (*table.computed, *table.inputs)}
            cells = {column: cell for column, cell in like.items() if column not in own}
            for header in table.inputs:
                cells[table.columns[header]] = number((b * 37 + c) % 900 - 450)
            if table.label:
                cells[table.columns[table.label]] = cell_of(f"{table.label_of(at)} ny {b}")
            if "Radtyp" in table.columns:
                cells[table.columns["Radtyp"]] = cell_of("rad")
        case _:
            cells = like
    return inserted_row(grid, table.name, at, cells)


def row_deleted(grid: Grid, a: int, b: int, _: int) -> Grid:
    found = [table for table in filled(grid) if len(table.rows) > 1]
    if not found:
        return grid
    table = picked(found, a)
    return deleted_row(grid, table.name, picked(table.rows, b))


def row_moved(grid: Grid, a: int, b: int, c: int) -> Grid:
    if not (found := filled(grid)):
        return grid
    table = picked(found, a)
    order = list(table.rows)
    row = order.pop(b % len(order))
    order.insert(c % (len(order) + 1), row)
    return reordered(grid, table.name, dict(zip(order, table.rows, strict=True)))


def rows_sorted(grid: Grid, a: int, _: int, c: int) -> Grid:
    """Sort by name: the rows between two sums, or the whole table, also backwards."""
    if not (found := filled(grid)):
        return grid
    table = picked(found, a)
    runs: list[list[int]] = [[]]
    for row in table.rows:
        if c % 3 or table.kind_of(row) == "rad":
            runs[-1].append(row)
        else:
            runs.append([])
    moves: dict[int, int] = {}
    for run in runs:
        order = sorted(run, key=table.label_of, reverse=c % 3 == 2)
        moves |= dict(zip(order, run, strict=True))
    return reordered(grid, table.name, moves)


def row_renamed(grid: Grid, a: int, b: int, c: int) -> Grid:
    """Misspell a row's name, write one of its other names, or give it another one altogether."""
    found = [table for table in filled(grid) if table.label]
    if not found:
        return grid
    table = picked(found, a)
    row = picked(table.rows, b)
    assert table.label is not None
    name = table.label_of(row)
    middle = len(name) // 2
    names = (name[:middle] + name[middle + 1 :], _other_name(grid, name), f"Något annat {b}")
    return with_cells(grid, {table.ref(row, table.label): cell_of(picked(names, c) or "x")})


def _other_name(grid: Grid, name: str) -> str:
    for table in tables(grid):
        for row in table.rows if {"Enhet", "Alias"} <= table.columns.keys() else ():
            if name and name == table.cell(row, "Enhet").text:
                return table.cell(row, "Alias").text.partition(";")[0] or name.upper()
    return name.upper()


def amount_changed(grid: Grid, a: int, b: int, c: int) -> Grid:
    found = [t for t in filled(grid) if t.inputs]
    if not found:
        return grid
    table = picked(found, a)
    ref = table.ref(picked(table.rows, b), picked(table.inputs, c))
    held = grid.at(ref).value
    value = held if isinstance(held, Decimal) else Decimal(0)
    wrong = (value + 20, -value, value * 10, [value, *transpositions(value)][-1], value + 1)
    return with_cells(grid, {ref: number(picked(wrong, b + c))})


def amounts_swapped(grid: Grid, a: int, b: int, c: int) -> Grid:
    found = [t for t in filled(grid) if t.inputs and len(t.rows) > 1]
    if not found:
        return grid
    table = picked(found, a)
    header = picked(table.inputs, c)
    one = table.ref(picked(table.rows, b), header)
    other = table.ref(picked(table.rows, b + 1), header)
    return with_cells(grid, {one: grid.at(other), other: grid.at(one)})


def choice_changed(grid: Grid, a: int, b: int, c: int) -> Grid:
    found = [(table, h) for table in filled(grid) for h in table.choices if h != "Radtyp"]
    if not found:
        return grid
    table, header = picked(found, a + c)
    ref = table.ref(picked(table.rows, b), header)
    words = [w for w in table.declared[header].choices if w != grid.at(ref).text]
    return with_cells(grid, {ref: cell_of(picked(words, a + b))}) if words else grid


def text_changed(grid: Grid, a: int, b: int, c: int) -> Grid:
    found = [
        (table, header)
        for table in filled(grid)
        for header in table.columns
        if table.declared[header].kind is LONG_TEXT
    ]
    if not found:
        return grid
    table, header = picked(found, a)
    ref = table.ref(picked(table.rows, b), header)
    return with_cells(grid, {ref: cell_of(f"{grid.at(ref).text} Tillägg {c}.".strip())})


def figure_typed(grid: Grid, a: int, b: int, c: int) -> Grid:
    """Type in a computed column: another figure or word, or a formula, right, stale or wrong."""
    found = [table for table in filled(grid) if table.computed]
    if not found:
        return grid
    table = picked(found, a)
    header = picked(table.computed, c)
    row = picked(table.rows, b)
    ref = table.ref(row, header)
    column, held = table.declared[header], grid.at(ref)
    if column.choices:
        words = [w for w in column.choices if w != held.text]
        return with_cells(grid, {ref: cell_of(picked(words, b))})
    value = held.value if isinstance(held.value, Decimal) else Decimal(0)
    typed = number(value + picked((20, 1, -50, 1000), a + b) * (1 if table.holds_amounts else 0))
    if isinstance(column.computed, Difference) and b % 3 == 0:
        typed = _formula(table, row, column.computed, typed, wrong=bool(a % 2))
    return with_cells(grid, {ref: typed})


def _formula(table: Table, row: int, computed: Difference, typed: Cell, *, wrong: bool) -> Cell:
    headers = [h for h in (*computed.plus, *computed.minus) if h in table.columns]
    last = row + 1 if wrong else row
    places = [f"{column_letters(table.columns[header])}{row}" for header in headers[:-1]]
    places.append(f"{column_letters(table.columns[headers[-1]])}{last}")
    return typed._replace(formula=("-" if computed.minus else "+").join(places))


def cells_blanked(grid: Grid, a: int, b: int, c: int) -> Grid:
    """Blank an amount, a computed cell, a whole computed column, or what a sum row shows."""
    found = [table for table in filled(grid) if table.computed]
    if not found:
        return grid
    table = picked(found, a)
    row, header = picked(table.rows, b), picked(table.computed, c)
    match b % 4:
        case 0:
            refs = [table.ref(row, picked(table.inputs, c))] if table.inputs else []
        case 1:
            refs = [table.ref(row, header)]
        case 2:
            refs = [table.ref(each, header) for each in table.rows]
        case _:
            sums = [each for each in table.rows if table.kind_of(each) in _SUMS]
            refs = [table.ref(each, h) for each in sums for h in table.inputs]
    return with_cells(grid, dict.fromkeys(refs, BLANK))


def column_added(grid: Grid, a: int, b: int, c: int) -> Grid:
    """Add a column of the author's own to the left of a table, within it or to its right."""
    if not (found := filled(grid)):
        return grid
    table = picked(found, a)
    places = sorted(table.columns.values())
    at = (places[0], picked(places[1:], b), places[-1] + 1)[c % 3]
    outside = bool(table.sheet.tables) and c % 3 != 1
    taken = picked(list(table.columns), b)
    header = taken if outside and b % 2 else f"Egen kolumn {b}"
    cells = {row: number((row * 97 + b) % 5000) for row in table.rows}
    return inserted_column(grid, table.name, at, {table.header_row: cell_of(header), **cells})


def sheet_added(grid: Grid, a: int, b: int, _: int) -> Grid:
    """Add a sheet of the author's own: loose figures, or a copy of a sheet under another name."""
    like = picked(grid.sheets, a)
    name = f"Eget {len(grid.sheets)}"
    cells = {(row, 2): number(row * 1234 + b) for row in range(1, 6)}
    if b % 2:
        name, cells = f"{like.name[:24]} ({len(grid.sheets)})", dict(like.cells)
    return with_new_sheet(grid, Sheet(name, cells), a % (len(grid.sheets) + 1))


def table_moved_down(grid: Grid, a: int, _b: int, _c: int) -> Grid:
    if not (found := filled(grid)):
        return grid
    table = picked(found, a)
    return inserted_row(grid, table.name, table.header_row, {})


def period_changed(grid: Grid, a: int, _b: int, _c: int) -> Grid:
    start = Start.from_grid(grid)[0]
    months = ("okt", "dec", "nov", "feb")
    return with_cells(grid, {start.cell("period"): cell_of(picked(months, a))})


def trail_changed(grid: Grid, a: int, b: int, c: int) -> Grid:
    """Sort the memory, change a word or a figure in it, or take a row of it away."""
    sheet = grid.sheet(TRAIL)
    header = next((n for n, cells in sheet.rows() if len(cells) > 3), None) if sheet else None
    if sheet is None or header is None or sheet.last_row == header:
        return grid
    rows = [n for n, _ in sheet.rows() if n > header]
    match c % 3:
        case 0:
            order = sorted(rows, key=lambda n: sheet.cell(n, 1 + a % 8).text, reverse=bool(b % 2))
            return reordered(grid, sheet.name, dict(zip(order, rows, strict=True)))
        case 1:
            return deleted_row(grid, sheet.name, picked(rows, b))
    row = picked(rows, b)
    column = picked(sorted(sheet.row(row)), a)
    held = sheet.cell(row, column)
    new = number(held.value + 7) if isinstance(held.value, Decimal) else cell_of(f"{held.text}x")
    return with_cells(grid, {CellRef(sheet.name, row, column): new})


def trail_dropped(grid: Grid, _a: int, _b: int, _c: int) -> Grid:
    return without_sheet(grid, TRAIL)


def shuffled(grid: Grid) -> Grid:
    """Return the same workbook with its cells in another order, as another reader gives them."""
    for sheet in grid.sheets:
        cells = dict(reversed([*sheet.cells.items()]))
        grid = with_sheet(grid, replace(sheet, cells=cells))
    return grid


EDITS: Mapping[str, Change] = {
    "infoga rad": row_inserted,
    "ta bort rad": row_deleted,
    "flytta rad": row_moved,
    "sortera": rows_sorted,
    "byt namn": row_renamed,
    "ändra belopp": amount_changed,
    "byt plats": amounts_swapped,
    "ändra val": choice_changed,
    "ändra text": text_changed,
    "skriv i beräknad": figure_typed,
    "töm": cells_blanked,
    "egen kolumn": column_added,
    "eget blad": sheet_added,
    "flytta tabellen": table_moved_down,
    "ändra period": period_changed,
    "ändra Spårning": trail_changed,
    "ta bort Spårning": trail_dropped,
}
