"""Values → cells of an existing workbook, everything else in it untouched.

Only the bytes of the cells that change are cut out and replaced. What came of it is then compared
with what was there (:mod:`untouched`), so that nothing else can have changed without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from xl_asn.files.changing.book import Book, holds_formulas
from xl_asn.files.changing.edited_sheet import (
    Covered,
    EditedSheet,
    Place,
    Result,
    Stored,
    with_values,
)
from xl_asn.files.changing.numbers_write import kept, serial_of
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.shared_formulas import SpannedCell, released
from xl_asn.files.making.render import MAX_CELL_TEXT
from xl_asn.files.reading.book_read import SheetEntry
from xl_asn.files.reading.package_read import CONTENT_TYPES, relations_part
from xl_asn.model.grid import CellRef, Value


class NotWritable(ValueError):  # noqa: N818
    """A cell cannot take its value, and why."""

    def __init__(self, cell: CellRef, reason: str) -> None:
        super().__init__(f"{cell}: {reason}")
        self.cell = cell
        self.reason = reason


class EditedPart(NamedTuple):
    """A worksheet part as it was before its cells were written, and the places of those cells."""

    before: bytes
    places: Collection[Place]


class Edits(NamedTuple):
    """What was written: the worksheet parts by name, and the parts that had to follow."""

    sheets: Mapping[str, EditedPart]
    follow: frozenset[str]


NO_EDITS: Final = Edits(MappingProxyType({}), frozenset())


@dataclass(slots=True)
class _SheetEdit:
    """What is to be written in one worksheet part, by place."""

    part: str
    stored: dict[Place, Stored] = field(default_factory=dict)
    refs: dict[Place, CellRef] = field(default_factory=dict)


def write_values(
    package: Package,
    values: Mapping[CellRef, Value],
    results: Mapping[CellRef, Decimal | None] = MappingProxyType({}),
) -> Edits:
    """Put values into the cells of a workbook; their styles stay.

    Text is always text, whatever it begins with. None and the empty text clear a cell. A formula
    gives way to its value. The workbook is computed anew when Excel opens it, if it has formulas.
    ``results`` are what formulas that stay now give; None where only Excel can tell.

    Raises:
        NotWritable: a sheet is missing, a cell is covered by a merge or is part of an array
            formula, or a value is nothing that a cell can hold.
        NotUnderstood: a part that must change is not XML that can be changed safely.
        Unreadable: a part is damaged in the zip, or its relationships are not well-formed.
    """
    if not (values or results):
        return NO_EDITS
    book = Book(package)
    edits = _edits(book, {**values, **{cell: Result(value) for cell, value in results.items()}})
    computes = any(holds_formulas(package.parts[sheet.part]) for sheet in book.sheets)
    sheets: dict[str, EditedPart] = {}
    lost_formulas = False
    for edit in edits:
        before = _released(package.parts[edit.part], edit)
        edited = _edited(before, edit)
        package.parts[edit.part] = edited.content
        sheets[edit.part] = EditedPart(before, edit.stored)
        lost_formulas |= edited.lost_formulas
    if computes:
        book.compute_at_opening()
    # In which order formulas are computed Excel finds out by itself; what is stale it calls damage.
    follow: set[str] = set()
    chain = book.drop_calculation_chain() if lost_formulas else None
    if chain is not None:
        follow = {*map(package.parts.named, (CONTENT_TYPES, relations_part(book.part))), chain}
    return Edits(sheets, frozenset(follow))


def _edits(book: Book, values: Mapping[CellRef, Value | Result]) -> list[_SheetEdit]:
    """Return the edits by sheet, in an order that does not depend on the mapping's."""
    edits: dict[str, _SheetEdit] = {}
    sheets: dict[str, SheetEntry | None] = {}
    since_1904 = book.counts_from_1904
    for ref in sorted(values):
        if ref.sheet not in sheets:
            sheets[ref.sheet] = book.sheet(ref.sheet)
        sheet = sheets[ref.sheet]
        if sheet is None or not sheet.is_worksheet:
            raise NotWritable(ref, "there is no such sheet")
        edit = edits.setdefault(sheet.part, _SheetEdit(sheet.part))
        place = ref.row, ref.column
        try:
            edit.stored[place] = _stored(values[ref], since_1904=since_1904)
        except ValueError as error:
            raise NotWritable(ref, str(error)) from error
        edit.refs[place] = ref
    return list(edits.values())


def _stored(value: Value | Result, *, since_1904: bool) -> Stored:
    match value:
        case Result():
            return value if value.value is None else Result(kept(value.value))
        case None | "":
            return None
        case bool():
            return value
        case Decimal():
            return kept(value)
        case date():
            return serial_of(value, since_1904=since_1904)
        case str():
            if len(value) > MAX_CELL_TEXT:
                message = f"the text is longer than {MAX_CELL_TEXT} characters"
                raise ValueError(message)
            return value


def _released(sheet: bytes, edit: _SheetEdit) -> bytes:
    replaced = (place for place, value in edit.stored.items() if not isinstance(value, Result))
    by_address = {(ref := edit.refs[place]).address: ref for place in replaced}
    try:
        return released(sheet, by_address)
    except SpannedCell as error:
        reason = "it is part of an array formula or a data table"
        raise NotWritable(by_address[error.address], reason) from error


def _edited(sheet: bytes, edit: _SheetEdit) -> EditedSheet:
    try:
        return with_values(sheet, edit.stored)
    except Covered as error:
        raise NotWritable(edit.refs[error.place], "a merge covers it") from error
