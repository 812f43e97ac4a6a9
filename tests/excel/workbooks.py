"""Workbooks in memory, with values entered and given as Excel does, to and from a Grid."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xl_asn.model.grid import Cell, CellKind, CellRef, Grid, Sheet, cell_of

ERROR_BASE = -2146828288
ERRORS = {"#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#N/A": 2042}


@dataclass
class Tab:
    """A sheet's content: raw values and formulas by (row, column)."""

    name: str
    cells: dict[tuple[int, int], tuple[Any, str | None]] = field(default_factory=dict)
    tables: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    totals: frozenset[str] = frozenset()
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    note_boxes: dict[tuple[int, int], Any] = field(default_factory=dict)
    merged: set[tuple[int, int]] = field(default_factory=set)
    areas: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: set[int] = field(default_factory=set)
    shapes: list[Any] = field(default_factory=list)
    discussions: int = 0
    visible: int = -1
    protected: bool = False
    is_chart: bool = False

    def enter(self, place: tuple[int, int], value: Any) -> None:
        held = entered(value)
        if held is None:
            self.cells.pop(place, None)
        else:
            self.cells[place] = held

    def copied(self, name: str) -> Tab:
        return Tab(name, dict(self.cells), visible=self.visible, notes=dict(self.notes))


@dataclass
class Workbook:
    name: str
    tabs: list[Tab]
    names: dict[str, str] = field(default_factory=dict)
    fullname: str = ""
    read_only: bool = False
    locked: bool = False
    saved: bool = True
    active: Tab | None = None
    selected: tuple[int, int, int, int] = (1, 1, 1, 1)

    def tab(self, name: str) -> Tab:
        return next(tab for tab in self.tabs if tab.name == name)


def raw_of(cell: Cell) -> Any:
    match cell.value:
        case bool():
            return cell.value
        case Decimal():
            return float(cell.value)
        case date():
            return datetime(cell.value.year, cell.value.month, cell.value.day)  # noqa: DTZ001
        case str() if cell.kind is CellKind.ERROR:
            return ERROR_BASE + ERRORS[cell.value]
    return cell.value


def workbook(grid: Grid, name: str, path: Path | None = None) -> Workbook:
    tabs = [
        Tab(
            sheet.name,
            {
                place: (raw_of(cell), None if cell.formula is None else "=" + cell.formula)
                for place, cell in sheet.cells.items()
            },
            [(t.name, t.first_row, t.first_column, t.end, t.last_column) for t in sheet.tables],
            totals=frozenset(t.name for t in sheet.tables if t.totals_row),
            merged={place for area in sheet.merges for place in (area[:2], *area.covered())},
            areas=sheet.merges,
        )
        for sheet in grid.sheets
    ]
    names = {called: f"={ref}" for called, ref in grid.names.items()}
    return Workbook(name, tabs, names, str(path or name), active=tabs[0])


def entered(value: Any) -> tuple[Any, str | None] | None:  # noqa: PLR0911 - as Excel does
    """Return what a cell holds once a value has been entered, as Excel reads it."""
    if isinstance(value, Decimal):
        return float(value), None
    if not isinstance(value, str):
        return None if value is None else (value, None)
    if not value:
        return None
    if value.startswith("'"):
        return value[1:], None
    if value.startswith("="):
        return None, value
    if value in ERRORS:
        return ERROR_BASE + ERRORS[value], None
    if re.fullmatch(r"\d{4}-\d\d-\d\d.*", value):
        return datetime.fromisoformat(value), None
    return (float(value) if re.fullmatch(r"[-+]?\d+(\.\d+)?", value) else value), None


def as_grid(data: Workbook) -> Grid:
    """Return a workbook's content, read without any of the code under test."""
    sheets = []
    for tab in data.tabs:
        cells = {}
        for place, (raw, formula) in tab.cells.items():
            value = raw.date() if isinstance(raw, datetime) else raw
            value = Decimal(repr(value)) if isinstance(value, float) else value
            found = cell_of(value)
            cells[place] = Cell(found.kind, found.value, formula and formula[1:])
        sheets.append(Sheet(tab.name, cells))
    return Grid(tuple(sheets), {n: CellRef.parse(r[1:]) for n, r in data.names.items()})
