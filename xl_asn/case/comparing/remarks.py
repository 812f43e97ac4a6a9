"""What is said of a comparison itself: whether it is what was meant, and what was not compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xl_asn.case.comparing import codes
from xl_asn.case.comparing.changes import Unread
from xl_asn.case.comparing.codes import remark
from xl_asn.case.comparing.pairing import SheetBeside
from xl_asn.case.comparing.sides import One
from xl_asn.case.own_cells import is_programs
from xl_asn.documents.start import SHEET as START
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, folded_name, quoted_sheet
from xl_asn.model.listing import listed

_MOST_NAMED: Final = 8
"""Of more than so many the rest are counted."""
_LONGEST: Final = 60


def of_the_files(before: One, after: One) -> Iterator[Finding]:
    """Yield what is odd about the two being compared at all."""
    one, other = before.given, after.given
    if one.sha256 is not None and one.sha256 == other.sha256:
        yield remark(codes.SAME_FILE)
    yield from _of_the_periods(before, after)
    boards = before.told.board, after.told.board
    if all(boards) and folded_name(boards[0]) != folded_name(boards[1]):
        yield remark(codes.OTHER_BOARD, f"{one.file} {boards[0]} och {other.file} {boards[1]}")
    if before.told.unit != after.told.unit:
        detail = f"{before.told.unit} i {one.file} och {after.told.unit} i {other.file}"
        yield remark(codes.OTHER_UNIT, detail)
    if stopped := [side.given.file for side in (before, after) if side.stopped]:
        yield remark(codes.STOPPED, listed(stopped))


def _of_the_periods(before: One, after: One) -> Iterator[Finding]:
    periods = before.document.period, after.document.period
    if periods[0] is None or periods[1] is None:
        without = [side.given.file for side in (before, after) if side.document.period is None]
        yield remark(codes.NO_PERIOD, listed(without))
        return
    detail = (
        f"{before.given.file} gäller {periods[0].label} och {after.given.file} {periods[1].label}"
    )
    if periods[0].end > periods[1].end:
        yield remark(codes.WRONG_ORDER, detail)
    if periods[0].year != periods[1].year and not after.document.looks_ahead:
        yield remark(codes.OTHER_YEAR, detail)


def of_the_types(before: One, after: One, compared: Iterable[str]) -> Iterator[Finding]:
    """Yield what two types of document share, where they are two."""
    if before.document.key != after.document.key:
        titles = f"{before.told.document} och {after.told.document.casefold()}"
        shared = listed(quoted_sheet(name) for name in compared)
        yield remark(codes.OTHER_TYPE, f"{titles} har gemensamt: {shared}")


def of_the_rows(sheets: Sequence[SheetBeside]) -> Iterator[Finding]:
    """Yield how rows were paired where their names do not tell it."""
    guessed = [
        f"{quoted_sheet(sheet.spec.name)}: ”{_short(pair.before.row.label)}” och "
        f"”{_short(pair.after.row.label)}”"
        for sheet in sheets
        for pair in sheet.pairs
        if pair.guessed
    ]
    if guessed:
        yield remark(codes.GUESSED, _named(guessed))
    if many := [sheet.spec.name for sheet in sheets if sheet.many]:
        yield remark(codes.MANY_ROWS, listed(many))
    regrouped = [
        f"{listed(_short(p.row.label) for p in group.before)} har blivit "
        f"{listed(_short(p.row.label) for p in group.after)}"
        for sheet in sheets
        for group in sheet.regrouped
    ]
    if regrouped:
        yield remark(codes.REGROUPED, _named(regrouped))


def of_the_cells(before: One, after: One, unread: Sequence[Unread]) -> Iterator[Finding]:
    """Yield the cells that do not hold what their columns say, with what stands in them."""
    named = [
        f"{one.cell} i {side.given.file} ({_held(side, one.cell)})"
        for one in unread
        for side in (before if one.is_before else after,)
    ]
    if named:
        yield remark(codes.UNREAD, _named(named), cell=unread[0].cell)


def _held(one: One, cell: CellRef) -> str:
    held = one.given.case.grid.at(cell)
    return _short(held.text or f"={held.formula or ''}")


def of_the_texts(rough: Sequence[CellRef]) -> Iterator[Finding]:
    """Yield the texts that were not compared word by word."""
    if rough:
        yield remark(codes.LONG_TEXT, _named([str(cell) for cell in rough]), cell=rough[0])


def of_the_rest(before: One, after: One, compared: Iterable[str]) -> Iterator[Finding]:
    """Yield what of the workbooks was not compared: sheets and columns, the author's among them."""
    known = {folded_name(name) for name in compared}
    left = list(dict.fromkeys((*_sheets(before, known), *_sheets(after, known))))
    if left:
        yield remark(codes.LEFT_OUT, _named(left))


def _sheets(one: One, compared: set[str]) -> Iterator[str]:
    """Yield the sheets and columns of a workbook that were not compared, as they are named."""
    known = compared | {folded_name(START)}
    for sheet in one.given.case.grid.sheets:
        if folded_name(sheet.name) in known or is_programs(sheet):
            continue
        if any(not cell.is_blank for _, cells in sheet.rows() for cell in cells.values()):
            yield f"bladet {sheet.name}"
    for _, table in one.document.own_tables():
        for header in table.strangers if folded_name(table.sheet) in compared else ():
            yield f"kolumnen {_short(header)} på bladet {table.sheet}"
        if table.unread.rows or table.unread.tables:
            yield f"det som står utanför tabellen på bladet {table.sheet}"


def _named(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[:_MOST_NAMED])} och {len(names) - _MOST_NAMED} till"


def _short(text: str) -> str:
    label = " ".join(text.split())
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
