"""An example with many times the rows in every table, and no more faults than it had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from xl_asn.model.grid import Cell, Grid, Sheet, Value, cell_of

_GOALS = 4
_GOAL_HEADERS = {"Nr", "Mål"}
_OWN = {"Händelse", "Aktivitet", "Risk", "Kort namn", "Målområde", "Text"}
_UNIT = {"Enhet", "Alias"}
_AMOUNTS = {"Nettokostnad", "Resultaträkning"}
_ZERO = ("Utfall", "Budget", "Prognos", "Årsbudget")


def tall(grid: Grid, times: int, only: str = "") -> Grid:
    """Return the grid with ``times`` the rows in every table, or in the only one."""
    sheets = [
        _tall(sheet, times) if sheet.tables and only in {"", sheet.name} else sheet
        for sheet in grid.sheets
    ]
    return replace(grid, sheets=tuple(sheets))


def _tall(sheet: Sheet, times: int) -> Sheet:
    (table,) = sheet.tables
    headers = {column: cell.text for column, cell in sheet.row(table.first_row).items()}
    rows = [sheet.row(row) for row in range(table.first_row + 1, table.last_row + 1)]
    if sheet.name in _AMOUNTS:
        lead = rows[0]
        more = [_zero(lead, headers, number) for number in range(len(rows) * (times - 1))]
        rows = [rows[0], *more, *rows[1:]]
    else:
        own = _OWN | _UNIT if sheet.name == "Organisation" else _OWN
        rows += [
            {**_copied(row, headers, own, n), **_beside(sheet.name, headers)}
            for n in range(1, times)
            for row in tuple(rows)
        ]
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] <= table.first_row}
    for number, row in enumerate(rows, table.first_row + 1):
        cells.update({(number, column): cell for column, cell in row.items()})
    last = table.first_row + len(rows)
    return replace(sheet, cells=cells, tables=(table._replace(last_row=last),))


def _beside(sheet: str, headers: Mapping[int, str]) -> dict[int, Cell]:
    """Return what keeps the copies from being asked about: units of old, assessments explained."""
    beside: dict[str, dict[str, Value]] = {
        "Organisation": {"Gäller till": date(2020, 12, 31)},
        "Enhetsresultat": {"Kommentar": "Enheten följer sin plan."},
    }
    values = beside.get(sheet, {})
    return {n: cell_of(values[header]) for n, header in headers.items() if header in values}


def _zero(lead: Mapping[int, Cell], headers: Mapping[int, str], number: int) -> dict[int, Cell]:
    row = {}
    for column, header in headers.items():
        if header in _ZERO:
            row[column] = cell_of(Decimal(0))
        elif header == "Radtyp":
            row[column] = cell_of("rad")
        elif column == 1 and column in lead:
            row[column] = lead[column]
        elif header in {"Verksamhet", "Post"}:
            row[column] = cell_of(f"Rad {number}")
    return row


def _copied(
    row: Mapping[int, Cell], headers: Mapping[int, str], own: set[str], times: int
) -> dict[int, Cell]:
    copied = {}
    for column, cell in row.items():
        header, value = headers.get(column, ""), cell.value
        if header in _GOAL_HEADERS and isinstance(value, Decimal):
            value += _GOALS * times
        elif header in own and isinstance(value, str):
            value = f"{value} {times}"
        elif header == "Gäller från" and isinstance(value, date):
            value = value.replace(year=value.year - 5 * times)
        elif header in _UNIT and isinstance(value, str):
            value = value.replace("Hästkons", "Hästskons")
        copied[column] = cell._replace(value=value)
    return copied
