"""The last collection taken back: what it wrote gives way to what stood before, where it can."""

from __future__ import annotations

from datetime import datetime

from xl_asn.case.case import Case
from xl_asn.case.forms.meaning import meaning_of
from xl_asn.case.forms.slot_places import SlotPlaces
from xl_asn.case.own_cells import stored
from xl_asn.cycle.forms import collection_codes as codes
from xl_asn.cycle.forms.collection_codes import told
from xl_asn.cycle.forms.events import row_of
from xl_asn.cycle.forms.taking import Collected, collection_of, in_the_way, page_for
from xl_asn.documents.sheets.events import EVENTS
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.collection import Collection, Conflict, Fate, Status, Taken
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Value, folded_name
from xl_asn.pages.collection_layout import moment


@our_arithmetic()
def undone(case: Case, *, now: datetime) -> Collected:
    """Take the last collection back that still stands; the one before it the next time.

    A cell that holds something else by now is left as it is, and told. Conflicts that were settled
    then are open again.
    """
    collection = collection_of(case)
    fault = in_the_way(case)
    if collection is None or fault is not None:
        finding = fault or told(codes.NOT_HANDED_OUT)
        return Collected({}, collection or Collection("", ""), None, (), (finding,))
    last = max((one.at for one in collection.log if one.fate is Fate.STANDS), default=None)
    if last is None:
        return Collected({}, collection, None, (), (told(codes.NOTHING_TAKEN),))
    return _Undoing(case, collection, last).done(now)


class _Undoing:
    """One collection on its way back."""

    def __init__(self, case: Case, collection: Collection, at: datetime) -> None:
        self._case, self._collection, self._at = case, collection, at
        self._places = SlotPlaces(case)
        self._values: dict[CellRef, Value] = {}
        self._findings: list[Finding] = []
        self._back: list[Taken] = []

    def done(self, now: datetime) -> Collected:
        before = self._collection
        fates = {id(one): self._fate(one) for one in reversed(before.log) if self._is_last(one)}
        log = tuple(
            one._replace(fate=fates[id(one)]) if id(one) in fates else one for one in before.log
        )
        asked = {(one.slot.row.folded, one.slot.column) for one in before.conflicts}
        open_again = tuple(
            _open(one.conflict)
            for one in before.settled
            if one.at == self._at
            and (one.conflict.slot.row.folded, one.conflict.slot.column) not in asked
        )
        who = {folded_name(one.recipient) for one in before.log if self._is_last(one)}
        collection = before._replace(
            statuses=tuple(self._told(one, who, now) for one in before.statuses),
            conflicts=(*before.conflicts, *open_again),
            log=log,
            settled=tuple(one for one in before.settled if one.at != self._at),
        )
        grid = self._case.grid
        values = {c: v for c, v in self._values.items() if grid.at(c).value != stored(v)}
        page = page_for(self._case, collection)
        return Collected(values, collection, page, tuple(self._back), tuple(self._findings))

    def _is_last(self, one: Taken) -> bool:
        return one.at == self._at and one.fate is Fate.STANDS

    def _fate(self, one: Taken) -> Fate:
        """Give a cell what stood before; a row that was added is emptied."""
        cell = self._event(one) if one.order else self._cell(one)
        if cell is None:
            self._findings.append(told(codes.NOT_TAKEN_BACK, str(one.cell), cell=one.cell))
            return Fate.LEFT
        self._values[cell] = one.before
        if one.order and one.before is None and (unit := self._unit_beside(cell)) is not None:
            self._values[unit] = None
        self._back.append(one._replace(cell=cell, before=one.after, after=one.before))
        return Fate.BACK

    def _cell(self, one: Taken) -> CellRef | None:
        """Return the cell of an answer; None where it does not hold it any more."""
        spot = self._places.spot(one.slot)
        if spot is None or self._places.is_hers(spot.cell):
            return None
        says = meaning_of(spot.column)
        held = self._values.get(spot.cell, self._case.grid.at(spot.cell).value)
        return spot.cell if says(held) == says(one.after) else None

    def _event(self, one: Taken) -> CellRef | None:
        """Return the cell of an event that was added; None where it is not there any more."""
        row = row_of(self._case.document, one, self._values)
        cell = None if row is None else row.cell("event")
        return None if cell is None or self._places.is_hers(cell) else cell

    def _unit_beside(self, cell: CellRef) -> CellRef | None:
        table = self._case.document.table(EVENTS.name)
        column = table.columns.get("unit") if table is not None else None
        return None if column is None else cell._replace(column=column)

    def _told(self, one: Status, who: set[str], now: datetime) -> Status:
        if folded_name(one.recipient) not in who:
            return one
        return one._replace(remark=f"Svaren togs tillbaka {moment(now.replace(microsecond=0))}.")


def _open(conflict: Conflict) -> Conflict:
    return conflict._replace(
        candidates=tuple(one._replace(is_chosen=False, said="") for one in conflict.candidates)
    )
