"""Values → cells of an existing workbook, everything else in it untouched.

wolfxl makes the change, in a private folder; what came of it is compared with what was there,
and only the parts that had to change are taken from it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

from xl_asn.files.book import Book, holds_formulas
from xl_asn.files.edited_sheet import in_order, untouched, with_texts
from xl_asn.files.numbers_write import kept, serial_of
from xl_asn.files.package import CONTENT_TYPES, Package, relationships_part
from xl_asn.files.render import MAX_CELL_TEXT
from xl_asn.files.shared_formulas import SpannedCell, released
from xl_asn.files.xml_spans import measured
from xl_asn.model.grid import CellRef, Value

_Stored: TypeAlias = str | int | float | bool | None

_UNWRITABLE: Final = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")


class LostParts(Exception):  # noqa: N818 - it says what happened
    """An edit would change or lose parts of the workbook that it has no business with."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        super().__init__(", ".join(self.names))


class NotWritable(ValueError):  # noqa: N818
    """A cell cannot take its value, and why."""

    def __init__(self, cell: CellRef, reason: str) -> None:
        super().__init__(f"{cell}: {reason}")
        self.cell = cell
        self.reason = reason


@dataclass(slots=True)
class _SheetEdit:
    """What is to be written on one sheet, by address."""

    name: str
    part: str
    stored: dict[str, _Stored] = field(default_factory=dict)
    refs: dict[str, CellRef] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        return {address: value for address, value in self.stored.items() if isinstance(value, str)}


def write_values(master: bytes, values: Mapping[CellRef, Value]) -> bytes:
    """Return the workbook with these values in its cells; their looks stay.

    Text is always text, whatever it begins with. None and the empty text clear a cell. A formula
    gives way to its value. The workbook is computed anew when Excel opens it, if it has formulas.

    Raises:
        NotWritable: a sheet is missing, a cell is covered by a merge or is part of an array
            formula, or a value is nothing that a cell can hold.
        LostParts: something else in the workbook would have changed. Never seen; always checked.
        NotUnderstood: a part that must change is not XML that can be changed safely.
    """
    if not values:
        return master
    package = Package.from_bytes(master)
    book = Book(package)
    edits = _edits(book, values)
    computes = any(holds_formulas(package.parts[sheet.part]) for sheet in book.sheets)
    for edit in edits:
        try:
            package.parts[edit.part] = released(package.parts[edit.part], edit.stored)
        except SpannedCell as error:
            cell = edit.refs[error.address]
            raise NotWritable(cell, "it is part of an array formula or a rich value") from error
    edited = _edited_by_wolfxl(package.to_bytes(), edits, computes=computes)
    _take(package, book, edited, edits, computes=computes)
    return package.to_bytes()


def _edits(book: Book, values: Mapping[CellRef, Value]) -> list[_SheetEdit]:
    """Return the edits by sheet, in an order that does not depend on the mapping's."""
    edits: dict[str, _SheetEdit] = {}
    since_1904 = book.counts_from_1904
    for ref in sorted(values):
        sheet = book.sheet(ref.sheet)
        if sheet is None or not sheet.is_worksheet:
            raise NotWritable(ref, "there is no such sheet")
        edit = edits.setdefault(sheet.part, _SheetEdit(sheet.name, sheet.part))
        try:
            edit.stored[ref.address] = _stored(values[ref], since_1904=since_1904)
        except ValueError as error:
            raise NotWritable(ref, str(error)) from error
        edit.refs[ref.address] = ref
    return list(edits.values())


def _stored(value: Value, *, since_1904: bool) -> _Stored:
    """Return a value as wolfxl is given it: a Decimal it would write as text."""
    match value:
        case None | "":
            return None
        case bool():
            return value
        case Decimal():
            return _number(kept(value))
        case date():
            return _number(serial_of(value, since_1904=since_1904))
        case str():
            if len(value) > MAX_CELL_TEXT:
                message = f"the text is longer than {MAX_CELL_TEXT} characters"
                raise ValueError(message)
            return value


def _number(amount: Decimal) -> int | float:
    # Past fifteen digits an int has only zeros, and wolfxl's integers end at 2^63.
    return int(amount) if amount == int(amount) and abs(amount) < 10**15 else float(amount)


def _edited_by_wolfxl(master: bytes, edits: Iterable[_SheetEdit], *, computes: bool) -> Package:
    import wolfxl  # noqa: PLC0415 - it brings numpy and openpyxl along, 0,2 s

    with tempfile.TemporaryDirectory(prefix="xl-asn-") as folder:
        before, after = Path(folder, "before.xlsx"), Path(folder, "after.xlsx")
        before.write_bytes(master)
        # Never keep_vba: it corrupts workbooks with buttons, and macros are kept without it.
        book = wolfxl.load_workbook(str(before), modify=True)
        for edit in edits:
            sheet = book[edit.name]
            for address, value in edit.stored.items():
                try:
                    cell = sheet[address]
                    # wolfxl refuses control characters; the real text is put in afterwards.
                    cell.value = _UNWRITABLE.sub(" ", value) if isinstance(value, str) else value
                    if isinstance(value, str):
                        cell.data_type = "s"
                except AttributeError as error:
                    raise NotWritable(edit.refs[address], "a merge covers it") from error
        if computes:
            book.calculation.fullCalcOnLoad = True
        book.save(str(after))
        return Package.from_bytes(after.read_bytes())


def _take(
    package: Package, book: Book, edited: Package, edits: Iterable[_SheetEdit], *, computes: bool
) -> None:
    """Take the parts that had to change, and make sure that no other has."""
    # wolfxl keeps the calculation chain in step, or makes one. Excel does that by itself: where
    # ours no longer holds it goes, and with it go its lines in the two parts that tell of it.
    chains = {each.target(book.part, "/calcChain") for each in (package, edited)}
    follow = {CONTENT_TYPES, relationships_part(book.part), *chains}
    changed = {
        name
        for name in package.parts.keys() | edited.parts.keys()
        if package.parts.get(name) != edited.parts.get(name)
    }
    lost: set[str] = changed - {edit.part for edit in edits} - follow
    if computes and book.part in lost:
        lost.remove(book.part)
        if _without_calculation(package.parts[book.part]) != _without_calculation(
            edited.parts[book.part]
        ):
            raise LostParts({book.part})
        package.parts[book.part] = edited.parts[book.part]
    for edit in edits:
        before, after = package.parts[edit.part], edited.parts.get(edit.part, b"")
        if after == before:
            continue
        after = in_order(with_texts(after, edit.texts))
        if untouched(before, edit.stored) != untouched(after, edit.stored):
            lost.add(edit.part)
        package.parts[edit.part] = after
    if lost:
        raise LostParts(lost)
    if chains & changed:
        book.drop_calculation_chain()


def _without_calculation(workbook: bytes) -> bytes:
    found = measured(workbook).first("calcPr")
    return workbook[: found.start] + workbook[found.end :] if found else workbook
