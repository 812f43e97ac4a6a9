"""The sections of a form as it was made: what each row is known by, and what it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from xl_asn.model.form_places import AskedCell, FreeCell, Places, ShownCell
from xl_asn.model.grid import Cell, Value, cell_of, folded_name
from xl_asn.model.identity import RowKey

BETWEEN: Final = " › "


class MadeRow(NamedTuple):
    """A row of a form as it was made. ``name`` is what it is called there: its key cells."""

    key: RowKey
    name: str
    asked: Mapping[str, AskedCell]
    shown: Mapping[str, Value]

    def others(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Return the other locked cells by header, as people compare texts; blanks left out."""
        apart = set(keys)
        told = {header: seen(cell_of(value)) for header, value in self.shown.items()}
        return {header: text for header, text in told.items() if text and header not in apart}


class Made(NamedTuple):
    """A section of a form as it was made.

    ``headers`` are all of its headers from the left, ``keys`` those whose cells tell a row from the
    others, and ``answers`` those that are answered, each with its header in the workbook. ``free``
    are the rows that are free to write in: the order of each, by what it is called.
    """

    sheet: str
    headers: tuple[str, ...]
    keys: tuple[str, ...]
    answers: Mapping[str, str]
    rows: tuple[MadeRow, ...]
    free: Mapping[str, int]

    def called(self, row: MadeRow) -> str:
        """Return what a row is called in a sentence: a number alone has its header before it."""
        names = row.name.split(BETWEEN)
        if len(names) != len(self.keys):
            return row.name
        told = zip(self.keys, names, strict=True)
        return BETWEEN.join(f"{key.lower()} {n}" if n.isdigit() else n for key, n in told)


def seen(cell: Cell) -> str:
    """Return what a cell shows, as people compare texts."""
    return folded_name(cell.text)


def sections_of(places: Places) -> tuple[Made, ...]:
    """Return the sections of a form by the sheets that they ask for, in the order they stood."""
    cells: list[AskedCell | ShownCell | FreeCell] = [*places.asked, *places.shown, *places.free]
    by_sheet: dict[str, list[AskedCell | ShownCell | FreeCell]] = {}
    for told in sorted(cells, key=lambda told: (told.cell.row, told.cell.column)):
        by_sheet.setdefault(_sheet(told), []).append(told)
    return tuple(_section(sheet, told) for sheet, told in by_sheet.items())


def _sheet(told: AskedCell | ShownCell | FreeCell) -> str:
    match told:
        case AskedCell(slot):
            return slot.row.sheet
        case ShownCell(row):
            return row.sheet
        case FreeCell(sheet):
            return sheet


def _section(sheet: str, cells: Iterable[AskedCell | ShownCell | FreeCell]) -> Made:
    columns: dict[int, str] = {}
    answers: dict[str, str] = {}
    names: dict[RowKey, str] = {}
    asked: dict[RowKey, dict[str, AskedCell]] = {}
    shown: dict[RowKey, dict[str, Value]] = {}
    free: dict[str, int] = {}
    for told in cells:
        columns.setdefault(told.cell.column, told.header)
        match told:
            case AskedCell(slot, header, name):
                answers[header] = slot.column
                names.setdefault(slot.row, name)
                asked.setdefault(slot.row, {})[header] = told
            case ShownCell(row, header, name, _, value):
                names.setdefault(row, name)
                shown.setdefault(row, {})[header] = value
            case FreeCell(_, column, header, name):
                answers.setdefault(header, column)
                free[folded_name(name)] = told.order
    rows = tuple(MadeRow(k, n, asked.get(k, {}), shown.get(k, {})) for k, n in names.items())
    headers = tuple(dict.fromkeys(columns[at] for at in sorted(columns)))
    return Made(sheet, headers, _keys(headers, rows), answers, rows, free)


def _keys(headers: Iterable[str], rows: Iterable[MadeRow]) -> tuple[str, ...]:
    """Return the headers whose cells make up the rows' names, in the order of the names."""
    left = [header for header in headers if all(header in row.shown for row in rows)]
    names = [row.name.split(BETWEEN) for row in rows]
    found: list[str] = []
    for place in range(min(map(len, names), default=0)):
        for header in left:
            shown = (cell_of(row.shown[header]).text for row in rows)
            told = (name[place] for name in names)
            if all(folded_name(a) == folded_name(b) for a, b in zip(shown, told, strict=True)):
                found.append(header)
                left.remove(header)
                break
    return tuple(found)
