"""A workbook changed in its structure, as Excel changes it: a new grid each time.

Whatever moves takes its cells along as they are: the very same :class:`Cell` objects, so that who
keeps one can find it again. Table ranges, defined names and formulas follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from xl_asn.model.grid import Cell, CellRef, Grid, Sheet, TableRange, column_letters, column_number

Moves = Callable[[int], int | None]
"""Where a row or a column goes; None when it is taken away."""

_REFERENCE = re.compile(
    r"(?P<sheet>'[^']+'!|\w+!)?(?<![\w.])(?P<before>\$?)(?P<letters>[A-Z]{1,3})(?P<middle>\$?)"
    r"(?P<row>[1-9]\d*)(?![\w(])"
)


def with_sheet(grid: Grid, sheet: Sheet) -> Grid:
    """Return the grid with a sheet in place of the one of its name."""
    return replace(grid, sheets=tuple(sheet if s.name == sheet.name else s for s in grid.sheets))


def with_cells(grid: Grid, cells: Mapping[CellRef, Cell]) -> Grid:
    """Return the grid with some cells told otherwise; a blank takes the cell away."""
    for name in {ref.sheet for ref in cells}:
        sheet = grid.sheet(name)
        assert sheet is not None, name
        here = {(ref.row, ref.column): cell for ref, cell in cells.items() if ref.sheet == name}
        held = {place: c for place, c in {**sheet.cells, **here}.items() if not _is_gone(c)}
        grid = with_sheet(grid, replace(sheet, cells=held))
    return grid


def _is_gone(cell: Cell) -> bool:
    return cell.value is None and cell.formula is None


def inserted_row(grid: Grid, name: str, at: int, cells: Mapping[int, Cell]) -> Grid:
    """Return the grid with a new row, by column; a table that it falls within grows."""
    moved = _rows_moved(grid, name, lambda row: row + (row >= at))
    return with_cells(moved, {CellRef(name, at, column): cell for column, cell in cells.items()})


def deleted_row(grid: Grid, name: str, at: int) -> Grid:
    """Return the grid without a row; a formula that read a cell of it is an error."""
    return _rows_moved(grid, name, lambda row: None if row == at else row - (row > at))


def reordered(grid: Grid, name: str, rows: Mapping[int, int]) -> Grid:
    """Return the grid with rows in other places, whole: ``rows`` gives each one's new number."""
    return _rows_moved(grid, name, lambda row: rows.get(row, row))


def inserted_column(grid: Grid, name: str, at: int, cells: Mapping[int, Cell]) -> Grid:
    """Return the grid with a new column, by row; a table that it falls within grows."""

    def moves(column: int) -> int:
        return column + (column >= at)

    moved = _moved(grid, name, lambda row: row, moves)
    return with_cells(moved, {CellRef(name, row, at): cell for row, cell in cells.items()})


def with_new_sheet(grid: Grid, sheet: Sheet, at: int) -> Grid:
    """Return the grid with one more sheet at a place among the others."""
    return replace(grid, sheets=(*grid.sheets[:at], sheet, *grid.sheets[at:]))


def without_sheet(grid: Grid, name: str) -> Grid:
    """Return the grid without a sheet."""
    names = {called: ref for called, ref in grid.names.items() if ref.sheet != name}
    return Grid(tuple(sheet for sheet in grid.sheets if sheet.name != name), names)


def _rows_moved(grid: Grid, name: str, moves: Moves) -> Grid:
    return _moved(grid, name, moves, lambda column: column)


def _moved(grid: Grid, name: str, rows: Moves, columns: Moves) -> Grid:
    sheets = []
    for sheet in grid.sheets:
        cells = {
            place: _follows(cell, own=sheet.name == name, name=name, rows=rows, columns=columns)
            for place, cell in sheet.cells.items()
        }
        if sheet.name == name:
            placed = {(rows(row), columns(column)): cell for (row, column), cell in cells.items()}
            cells = {(r, c): cell for (r, c), cell in placed.items() if r and c}
            tables = tuple(_table(table, rows, columns) for table in sheet.tables)
            sheets.append(replace(sheet, cells=cells, tables=tables))
        else:
            sheets.append(replace(sheet, cells=cells))
    names = {
        called: CellRef(name, row, column)
        for called, ref in grid.names.items()
        if ref.sheet == name and (row := rows(ref.row)) and (column := columns(ref.column))
    }
    others = {called: ref for called, ref in grid.names.items() if ref.sheet != name}
    return Grid(tuple(sheets), {**others, **names})


def _table(table: TableRange, rows: Moves, columns: Moves) -> TableRange:
    """Return a table's range: as long as its rows are after the move, and as wide."""
    kept = [n for row in range(table.first_row, table.last_row + 1) if (n := rows(row))]
    wide = [n for c in range(table.first_column, table.last_column + 1) if (n := columns(c))]
    return TableRange(table.name, min(kept), min(wide), max(kept), max(wide))


def _follows(cell: Cell, *, own: bool, name: str, rows: Moves, columns: Moves) -> Cell:
    """Return a cell whose formula reads the same cells as before; the same cell where it can."""
    if cell.formula is None:
        return cell

    def meant(match: re.Match[str]) -> str:
        sheet = (match["sheet"] or "").strip("!'")
        if sheet != name if sheet else not own:
            return match[0]
        row, column = rows(int(match["row"])), columns(column_number(match["letters"]))
        if row is None or column is None:
            return "#REF!"
        where = f"{match['before']}{column_letters(column)}{match['middle']}{row}"
        return f"{match['sheet'] or ''}{where}"

    formula = _REFERENCE.sub(meant, cell.formula)
    return cell if formula == cell.formula else cell._replace(formula=formula)
