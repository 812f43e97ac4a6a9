"""The sheet *Underlag* read: what the ledger gave the last time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from xl_asn.model.basis import MONTHS, Basis, BasisLine, Fate, Source, is_basis
from xl_asn.model.grid import Cell, CellRef, Sheet
from xl_asn.model.ledger import ORE, Codes
from xl_asn.model.money import MINUS
from xl_asn.pages.basis_layout import (
    ANYWAY,
    BUDGET,
    COLUMNS,
    FETCHED,
    FIRST_MONTH,
    MONTH_WORDS,
    NO_ROW,
    PLUS,
    TOTAL,
    UNTIL,
    row_shown,
)

_SOURCE: Final = re.compile(
    rf"({FETCHED}|{BUDGET})(.+) \((.+?)(?:, organisationsnummer ([^()]*))?\): (.+) kr"
)
_UNTIL: Final = re.compile(rf"{UNTIL}(\w+) (\d{{4}}), hämtat (.+)")
_FATES: Final = {fate.value: fate for fate in Fate}


def read(sheet: Sheet) -> Basis | None:
    """Read *Underlag*; None where the sheet is somebody's own, or what says when is gone."""
    top = next((row for row, cells in sheet.rows() if _is_header(cells)), 0)
    if not top or not is_basis(sheet):
        return None
    sources: list[Source] = []
    anyway: list[str] = []
    until: re.Match[str] | None = None
    for row in range(2, top):
        text = sheet.cell(row, 1).text
        if found := _SOURCE.fullmatch(text):
            sources.append(_source(found))
        elif text.startswith(ANYWAY):
            anyway.append(text.removeprefix(ANYWAY))
        else:
            until = _UNTIL.fullmatch(text) or until
    at = _moment(until[3]) if until else None
    if until is None or at is None or until[1] not in MONTH_WORDS:
        return None
    last = MONTH_WORDS.index(until[1]) + 1
    lines = tuple(_lines(sheet, top))
    return Basis(at, int(until[2]), last, tuple(sources), lines, tuple(anyway))


def rows_of(sheet: Sheet) -> Mapping[tuple[str, str], CellRef]:
    """Return the first cell of each row's block, for a link to it, by the row's folded key."""
    found: dict[tuple[str, str], CellRef] = {}
    for line, row in _told(sheet):
        if line.row is not None:
            found.setdefault(line.row.folded, CellRef(sheet.name, row - 1, 1))
    return found


def _told(sheet: Sheet) -> Iterator[tuple[BasisLine, int]]:
    top = next((row for row, cells in sheet.rows() if _is_header(cells)), 0)
    for row in range(top + 1, sheet.last_row + 1) if top else ():
        line = _line(sheet, row)
        if line is not None:
            yield line, row


def _is_header(cells: Mapping[int, Cell]) -> bool:
    texts = [cells[at].text if at in cells else "" for at in range(1, len(COLUMNS) + 1)]
    return texts == [column.header for column in COLUMNS]


def _source(found: re.Match[str]) -> Source:
    return Source(found[2], found[3], _ore(found[5]), found[4] or "", is_budget=found[1] == BUDGET)


def _lines(sheet: Sheet, top: int) -> Iterator[BasisLine]:
    found = (_line(sheet, row) for row in range(top + 1, sheet.last_row + 1))
    return (line for line in found if line is not None)


def _line(sheet: Sheet, row: int) -> BasisLine | None:
    """Return a line; None for a row's sum, for the totals below, and for what is blank."""
    fate = _FATES.get(sheet.cell(row, TOTAL + 5).text)
    if fate is None:
        return None
    name = sheet.cell(row, 1).text
    told = sheet.cell(row, 2).text
    codes = Codes(*(sheet.cell(row, at).text for at in (3, 5, 6, 7, 8)))
    return BasisLine(
        name,
        None if fate is not Fate.TAKEN or told.startswith(NO_ROW) else row_shown(name, told),
        fate,
        codes,
        sheet.cell(row, 4).text,
        tuple(_amount(sheet.cell(row, FIRST_MONTH + at)) for at in range(MONTHS)),
        _amount(sheet.cell(row, TOTAL + 1)),
        _count(sheet.cell(row, TOTAL + 2)),
        1 if sheet.cell(row, TOTAL + 3).text == PLUS else -1,
        _count(sheet.cell(row, TOTAL + 4)),
        sheet.cell(row, TOTAL + 6).text,
    )


def _amount(cell: Cell) -> int:
    value = cell.value
    return round(value * ORE) if isinstance(value, Decimal) else 0


def _count(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell.value, Decimal) else 0


def _ore(text: str) -> int:
    plain = "".join(text.replace(MINUS, "-").replace(",", ".").split())
    try:
        return round(Decimal(plain) * ORE)
    except InvalidOperation:
        return 0


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def strays(sheet: Sheet) -> tuple[CellRef, ...]:
    """Return the cells of *Underlag* that the program has not written: they would go with it."""
    return tuple(
        CellRef(sheet.name, row, column)
        for (row, column), cell in sorted(sheet.cells.items())
        if cell.formula is not None or (column > len(COLUMNS) and not cell.is_blank)
    )
