"""Rows that recipients add: an event goes into the first blank row, any other is told of."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.forms.meaning import seen
from xl_asn.case.own_cells import is_writable
from xl_asn.cycle.forms.coming import Came
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Rows
from xl_asn.documents.sheets.events import EVENTS, EventRow
from xl_asn.documents.sheets.organisation import Register
from xl_asn.model.collection import ExtraRow, Fate, Taken
from xl_asn.model.forms import AddedRow, Slot
from xl_asn.model.grid import CellRef, Value, cell_of, folded_name
from xl_asn.model.identity import RowKey

UNIT, EVENT = (EventRow.declared()[name].header for name in ("unit", "event"))


class Added(NamedTuple):
    """What becomes of the added rows; ``crowded`` are those that there was no room for."""

    values: dict[CellRef, Value]
    taken: tuple[Taken, ...]
    extras: tuple[ExtraRow, ...]
    crowded: tuple[ExtraRow, ...]


class _One(NamedTuple):
    recipient: str
    file: str
    row: AddedRow
    unit: str
    text: str


def added(case: Case, log: Sequence[Taken], forms: Iterable[Came], at: datetime) -> Added:
    """Return what the added rows of the forms come to, the same in whatever order they are."""
    work = _Work(case, log, at)
    events: list[_One] = []
    others: list[_One] = []
    for came in sorted(forms, key=lambda one: one.file):
        binding = came.returned.binding
        for row in came.returned.added:
            unit = cell_of(row.values.get(UNIT)).text or binding.unit
            text = cell_of(row.values.get(EVENT)).text
            one = _One(binding.recipient, came.file, row, unit, text)
            is_event = row.is_free and folded_name(row.sheet) == folded_name(EVENTS.name)
            (events if is_event and text else others).append(one)
    work.take(events)
    extras = [_extra(one) for one in others if one.row.values]
    return Added(
        work.values, tuple(work.taken), _once((*extras, *work.crowded)), _once(work.crowded)
    )


def _extra(one: _One) -> ExtraRow:
    return ExtraRow(one.recipient, one.row.sheet, dict(one.row.values), one.file)


def _once(rows: Iterable[ExtraRow]) -> tuple[ExtraRow, ...]:
    """Return the rows, each of a recipient once: a form may have several copies."""
    found: dict[tuple[str, str, str], ExtraRow] = {}
    for one in rows:
        said = "\n".join(f"{name}\t{cell_of(value).text}" for name, value in one.values.items())
        found.setdefault((folded_name(one.recipient), one.sheet, said), one)
    return tuple(found.values())


def row_of(document: Document, taken: Taken, apart_from: Container[CellRef]) -> EventRow | None:
    """Return the row that an event was put into, where it still stands.

    It is told by its text, and by its unit where it has one: two units may say the same.
    """
    text, register = seen(cell_of(taken.after).text), Register.of(document)
    rows = [
        row
        for row in document.table(EVENTS.name) or ()
        if row.has("event")
        and seen(row.event or "") == text
        and row.cell("event") not in apart_from
    ]
    unit = _meant(register, taken.slot.row.names[0])
    own = (row for row in rows if _meant(register, row.unit or "") == unit)
    return next(own, None) or next((row for row in rows if not row.unit), None)


def _meant(register: Register, name: str) -> str:
    unit = register.find(name)
    return folded_name(unit.name if unit else name)


class _Work:
    """The events of one workbook, as they are and as they become."""

    def __init__(self, case: Case, log: Sequence[Taken], at: datetime) -> None:
        self._case, self._log, self._at = case, log, at
        self._register = Register.of(case.document)
        self._table: Rows[EventRow] = case.document.table(EVENTS.name) or Rows(EVENTS.name)
        self._known = {(self._meant(r.unit or ""), seen(r.event or "")) for r in self._table}
        self._free = iter(tuple(self._blank_rows()))
        self.values: dict[CellRef, Value] = {}
        self.taken: list[Taken] = []
        self.crowded: list[ExtraRow] = []

    def take(self, events: Sequence[_One]) -> None:
        said = {(self._meant(one.unit), seen(one.text)) for one in events}
        for one in sorted(events, key=lambda o: (o.recipient, o.row.order, o.file)):
            mark = self._meant(one.unit), seen(one.text)
            if mark in self._known:
                continue
            self._known.add(mark)
            earlier = self._earlier(one, said)
            if earlier is not None:
                self._put(one, earlier.cell, earlier.after)
            else:
                self._add(one)

    def _meant(self, name: str) -> str:
        return _meant(self._register, name)

    def _earlier(self, one: _One, said: set[tuple[str, str]]) -> Taken | None:
        """Return what was taken from the same row of the recipient's, where it still stands.

        It does not where another form still says the same: then this is one more.
        """
        who = folded_name(one.recipient)
        for taken in reversed(self._log):
            if (
                taken.order == one.row.order
                and taken.fate is Fate.STANDS
                and folded_name(taken.recipient) == who
                and taken.slot.row.sheet == EVENTS.name
            ):
                row = row_of(self._case.document, taken, self.values)
                meant = self._meant(taken.slot.row.names[0]), seen(cell_of(taken.after).text)
                if row is None or meant in said:
                    return None
                return taken._replace(cell=row.cell("event"))
        return None

    def _add(self, one: _One) -> None:
        row = next(self._free, None)
        if row is None:
            self.crowded.append(_extra(one))
            return
        unit = self._cell("unit", row)
        if unit is not None and one.unit:
            self.values[unit] = one.unit
        cell = self._cell("event", row)
        if cell is not None:
            self._put(one, cell, None)

    def _put(self, one: _One, cell: CellRef, before: Value) -> None:
        self.values[cell] = one.text
        slot = Slot(RowKey(EVENTS.name, (one.unit or one.recipient,)), EVENT)
        self.taken.append(
            Taken(
                slot, cell, before, one.text, one.recipient, one.file, self._at, one.row.order
            )
        )  # fmt: skip

    def _cell(self, field: str, row: int) -> CellRef | None:
        column = self._table.columns.get(field)
        return None if column is None else CellRef(self._table.sheet, row, column)

    def _blank_rows(self) -> Iterator[int]:
        """Yield the rows of the table in which nothing stands; below it where it has no frame."""
        sheet, table = self._case.grid.sheet(self._table.sheet), self._table
        if sheet is None or not table.present or "event" not in table.columns:
            return
        frame = next((t for t in sheet.tables if t.first_row == table.header_row), None)
        last = frame.last_row if frame else max(sheet.last_row, table.header_row) + 100
        for row in range(table.header_row + 1, last + 1):
            cells = sheet.row(row)
            held = any(not cell.is_blank or cell.formula is not None for cell in cells.values())
            refs = [CellRef(table.sheet, row, column) for column in table.columns.values()]
            if not held and all(is_writable(self._case.grid, ref) for ref in refs):
                yield row
