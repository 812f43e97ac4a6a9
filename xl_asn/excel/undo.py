"""Undo: what *Beräkna* wrote over, in a hidden sheet of the workbook itself, with its time.

A cell that the author has changed since is left as she wants it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from xl_asn.case.own_cells import BEFORE, UNDO
from xl_asn.excel.answers import RefusedError
from xl_asn.excel.live_book import read_sheet
from xl_asn.excel.live_cells import Content, Formula, entered, put, write_cells
from xl_asn.excel.live_pages import Sheets, hide, put_back_pages
from xl_asn.model.grid import (
    Cell,
    CellKind,
    CellRef,
    Grid,
    Sheet,
    Value,
    cell_of,
    column_letters,
    folded_name,
    quoted_sheet,
)

if TYPE_CHECKING:
    import xlwings as xw

_LEAD: Final = "Det här skrev Beräkna över. Tryck Ångra Beräkna, så läggs det tillbaka."
_HEADERS: Final = ("Blad", "Cell", "Fanns som", "Fanns", "Skrevs som", "Skrevs")
_FIRST_ROW: Final = 5
_FORMULA, _ERROR, _BLANK, _NEW_SHEET = "formel", "felvärde", "tomt", "nytt blad"


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of an undo: how many cells were put back, and which the author had changed."""

    restored: int
    changed: tuple[CellRef, ...]


def remember(
    book: xw.Book,
    sheets: Sheets,
    grid: Grid,
    values: Mapping[CellRef, Value],
    new_sheets: list[str],
    now: datetime,
) -> None:
    """Write down what is about to be written over, in place of what was remembered before."""
    rows = [
        (ref.sheet, ref.address, *_spelled(content_of(grid.at(ref))), *_spelled(value))
        for ref, value in values.items()
    ]
    rows += [(name, "", _NEW_SHEET, "", "", "") for name in new_sheets]
    top = [(UNDO,), (f"{now:%Y-%m-%d %H:%M}",), (_LEAD,), _HEADERS]
    _forget(sheets)
    last = book.sheets[-1]
    # xlwings' own add asks for the name of every sheet; Excel does it itself.
    sheet = type(last)(impl=book.sheets.impl.add(None, last.impl, UNDO))
    sheets[folded_name(UNDO)] = sheet
    lines = [[*line, *[""] * (len(_HEADERS) - len(line))] for line in (*top, *rows)]
    corner = f"{column_letters(len(_HEADERS))}{len(lines)}"
    put(sheet.range(f"A1:{corner}"), [[entered(text) for text in line] for line in lines])
    hide(sheet)


def put_back(book: xw.Book, sheets: Sheets, grid: Grid) -> Undone:
    """Put everything back as it was before the last *Beräkna*.

    Raises:
        RefusedError: there is nothing to undo.
    """
    found = sheets.get(folded_name(UNDO))
    kept = None if found is None else read_sheet(found, UNDO)
    if kept is None or kept.last_row < _FIRST_ROW - 1:  # ny-period has emptied it
        message = "Det finns ingen beräkning att ångra i den här arbetsboken."
        raise RefusedError(message)
    contents: dict[CellRef, Content] = {}
    changed: list[CellRef] = []
    new_sheets: list[str] = []
    for row in range(_FIRST_ROW, kept.last_row + 1):
        name, address, kind, before, kind_written, written = _line(kept, row)
        if kind == _NEW_SHEET:
            new_sheets.append(name)
            continue
        ref = CellRef.parse(f"{quoted_sheet(name)}!{address}")
        if grid.at(ref).value == cell_of(_value(kind_written, written)).value:
            contents[ref] = _before(kind, before)
        else:
            changed.append(ref)
    write_cells(book, grid, contents)
    put_back_pages(sheets, grid)
    for name in new_sheets:
        added = sheets.get(folded_name(name))
        if added is not None:
            added.delete()
    _forget(sheets)
    return Undone(len(contents), tuple(changed))


def _forget(sheets: Sheets) -> None:
    """Remove what was remembered before, and the sheets that were set aside then."""
    for name in (UNDO, *BEFORE.values()):
        found = sheets.pop(folded_name(name), None)
        if found is not None:
            found.delete()


def _line(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Return a row as it was written: a text with blanks at its ends keeps them."""
    return tuple(str(sheet.cell(row, n).value or "") for n in range(1, len(_HEADERS) + 1))


def content_of(cell: Cell) -> Content:
    """Return what to enter to make a cell what it is."""
    if cell.formula is not None:
        return Formula(cell.formula)
    # An error that nobody computes (a pasted #N/A), or 1E+28, is entered again as it is shown.
    as_shown = cell.kind in {CellKind.ERROR, CellKind.BEYOND}
    return Formula(str(cell.value), sign="") if as_shown else cell.value


def _spelled(content: Content) -> tuple[str, str]:
    """Return a content as its kind and a text, which Excel cannot take for anything else."""
    match content:
        case None:
            return _BLANK, ""
        case Formula(text=text, sign=sign):
            return _FORMULA if sign else _ERROR, text
        case bool():
            return "sant eller falskt", "1" if content else "0"
        case Decimal():
            return "tal", str(content)
        case date():
            return "datum", content.isoformat()
        case str():
            return "text", content


def _before(kind: str, text: str) -> Content:
    if kind in {_FORMULA, _ERROR}:
        return Formula(text, sign="=" if kind == _FORMULA else "")
    return _value(kind, text)


def _value(kind: str, text: str) -> Value:
    match kind:
        case "tal":
            return Decimal(text)
        case "datum":
            return date.fromisoformat(text)
        case "sant eller falskt":
            return text == "1"
        case "text":
            return text
    return None
