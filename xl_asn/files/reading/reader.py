"""A workbook's bytes read into a Grid: bounded, sparse, and nothing lost without a word.

``zipfile`` and ``expat`` only. Of the libraries tried, none told a value, a blank, an error and a
formula without a stored result apart, and each lost or invented cells in some honest files.
"""

from __future__ import annotations

from dataclasses import replace

from xl_asn.files.reading.arrays_read import SheetArrays
from xl_asn.files.reading.book_read import SheetEntry, read_book
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.fills_read import SheetFills
from xl_asn.files.reading.hung_on import SheetHangings
from xl_asn.files.reading.package_read import (
    CONTENT_TYPES,
    content_types,
    main_part,
    related,
    relations,
)
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.sheet_read import MAX_CELLS, sheet_cells
from xl_asn.files.reading.strings_read import MAX_TEXT, TextBudget, shared_strings
from xl_asn.files.reading.styles_read import date_styles
from xl_asn.files.reading.thousands_read import SheetThousands
from xl_asn.files.reading.values_read import CellValues
from xl_asn.files.reading.xml_read import root_element
from xl_asn.model.grid import CellRef, Grid, Sheet, TableRange

__all__ = ["Unreadable", "read"]


def read(data: bytes | Parts) -> Grid:
    """Read the bytes of an .xlsx or .xlsm file, or the parts that they hold.

    Chart sheets, dialogues and macro sheets hold no cells of a table and are left out. At most
    2 million cells with content and 256 Mi characters of text are read.

    Raises:
        Unreadable: the workbook cannot be read whole; nothing else is raised for any bytes, short
            of a fault of our own or the end of memory.
    """
    parts = data if isinstance(data, Parts) else Parts.open(data)
    part = main_part(parts, content_types(parts)) if CONTENT_TYPES in parts else None
    if part is None:
        raise Unreadable(code="F110", detail="arbetsboksdelen saknas")
    book = read_book(parts.chunks(part), part)
    links = relations(parts, part)
    budget = TextBudget(MAX_TEXT)
    values = CellValues(
        shared_strings(parts, related(links, "sharedStrings"), budget),
        date_styles(parts, related(links, "styles")),
        budget,
        since_1904=book.since_1904,
    )
    sheets: list[Sheet] = []
    room, theme = MAX_CELLS, related(links, "theme")
    once = _Once()
    for entry in book.linked(links):
        sheet = _sheet(parts, entry, values, room, once)
        if sheet is not None:
            styles = related(links, "styles")
            fills = SheetFills(parts, entry.part, styles, theme)
            thousands = SheetThousands(parts, entry.part, styles)
            told = replace(sheet, fills=fills, thousands=thousands)
            hangings, arrays = SheetHangings(parts, entry.part), SheetArrays(parts, entry.part)
            sheets.append(replace(told, hangings=hangings, arrays=arrays))
            room -= len(sheet.cells)
    read_names = {sheet.name for sheet in sheets}
    names = {name: ref for name, ref in book.cell_names().items() if ref.sheet in read_names}
    return Grid(tuple(sheets), names)


class _Once:
    """The parts that are read once: each sheet has its own, and so has each table."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def take(self, part: str) -> str:
        """Return the name of a part that is to be read.

        Raises:
            Unreadable: it has been read before. A thousand sheets in one large part would be
                a thousand times its size.
        """
        folded = part.casefold()
        if folded in self._seen:
            raise Unreadable(code="F139", detail=f"blad eller tabeller i en och samma del, {part}")
        self._seen.add(folded)
        return part


def _sheet(
    parts: Parts,
    entry: SheetEntry,
    values: CellValues,
    room: int,
    once: _Once,
) -> Sheet | None:
    if not entry.is_worksheet:
        return None
    if entry.part not in parts:
        raise Unreadable(code="F131", detail=f"bladet {entry.name} ({entry.part})")
    found = sheet_cells(parts, once.take(entry.part), entry.name, values, room)
    if found is None:
        return None
    tables = tuple(
        _table(parts, once.take(relation.target))
        for relation in relations(parts, entry.part)
        if relation.kind == "table" and not relation.external
    )
    return Sheet(entry.name, found[0], tables, entry.hidden, found[1])


def _table(parts: Parts, part: str) -> TableRange:
    _, attributes = root_element(parts, part)
    name = attributes.get("displayName") or attributes.get("name", "")
    first, _, last = attributes.get("ref", "").partition(":")
    try:
        # The address reader wants a sheet; which one does not matter here.
        top, end = CellRef.parse(f"x!{first}"), CellRef.parse(f"x!{last or first}")
    except ValueError as error:
        raise Unreadable(code="F134", detail=f"tabellen {name}") from error
    has_totals = attributes.get("totalsRowCount", "0") not in {"", "0"} and end.row > top.row
    rows = (end.row - 1, end.row) if has_totals else (end.row, 0)
    return TableRange(name, top.row, top.column, rows[0], end.column, rows[1])
