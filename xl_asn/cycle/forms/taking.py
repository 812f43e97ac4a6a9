"""Answers in: what to write in the workbook, what *Insamling* then says, and what is asked.

Nothing is written here. The same workbook and the same files give the same, in whatever order the
files come, and once that is written there is nothing more to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.forms.slot_places import SlotPlaces
from xl_asn.case.own_cells import shows, stored
from xl_asn.cycle.forms import collection_codes as codes
from xl_asn.cycle.forms.answering import History, Merged, merged_answers
from xl_asn.cycle.forms.collection_codes import told
from xl_asn.cycle.forms.coming import Came, Refused, Sorted, WholeMaster, sorted_out
from xl_asn.cycle.forms.events import Added, added
from xl_asn.cycle.forms.how_far import Seen, listed_recipients, statuses
from xl_asn.cycle.forms.settling import Choices, choices, still_marked
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.collection import Collection, Conflict, ExtraRow, Taken
from xl_asn.model.collection_sheet import NAME, is_collection
from xl_asn.model.findings import Finding, Severity, json_number
from xl_asn.model.grid import CellRef, Value, folded_name
from xl_asn.model.listing import listed
from xl_asn.model.page import Page
from xl_asn.pages.collection_page import collection_page, read_collection, strays

_MOST_NAMED = 8


class Collected(NamedTuple):
    """What a collection comes to. ``page`` is None where *Insamling* is to stay as it is."""

    values: Mapping[CellRef, Value]
    collection: Collection
    page: Page | None
    taken: tuple[Taken, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> Mapping[str, Any]:
        """Return the answer as the contract writes it."""
        return {
            "mottagare": [
                {"namn": one.recipient, "läge": one.state.value, "fil": one.file}
                for one in self.collection.statuses
            ],
            "tagna": [
                {"cell": str(one.cell), "före": _in_json(one.before),
                 "efter": _in_json(one.after), "fil": one.file}
                for one in self.taken
            ],
            "konflikter": [
                {
                    "cell": str(one.cell),
                    "bas": _in_json(one.base),
                    "nu": next((_in_json(c.value) for c in one.candidates if not c.file), None),
                    "svar": [
                        {"värde": _in_json(c.value), "fil": c.file} for c in one.answers
                    ],
                }
                for one in self.collection.conflicts
            ],
            "fynd": [finding.as_json() for finding in self.findings],
        }  # fmt: skip


def _in_json(value: Value) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else json_number(value)


def about(case: Case) -> str:
    """Return which report the answers are to: "Månadsrapport november 2022"."""
    period = case.document.period
    return f"{case.document.title} {period.label if period else ''}".strip()


def collection_of(case: Case) -> Collection | None:
    """Return the workbook's *Insamling*; None where no form has been handed out of it."""
    found = read_collection(case.grid)
    return found if found is not None and found.master else None


def page_for(case: Case, collection: Collection) -> Page | None:
    """Return *Insamling* as it is to be; None where it says just that already."""
    page = collection_page(collection, about(case))
    return None if shows(case.grid, page) else page


def in_the_way(case: Case) -> Finding | None:
    """Return what on *Insamling* would go if it were written; None for nothing.

    A sheet of somebody's own by that name is never written over.
    """
    sheet = case.grid.sheet(NAME)
    if sheet is None:
        return None
    if not is_collection(sheet):
        return told(codes.OWN_SHEET, "bladet med det namnet är ditt eget", sheet=sheet.name)
    things = [*map(str, strays(sheet)), *sheet.hung_on]
    if not things:
        return None
    shown = listed(things[:_MOST_NAMED])
    return told(codes.OWN_SHEET, f"där finns något eget, {shown}", sheet=sheet.name)


@our_arithmetic()
def taken(
    case: Case,
    forms: Iterable[Came],
    masters: Iterable[WholeMaster] = (),
    refused: Iterable[Refused] = (),
    *,
    now: datetime,
) -> Collected:
    """Take the answers in.

    Args:
        case: the workbook that they are answers to; *Insamling* is read from it.
        forms: the forms that have come back, in any order.
        masters: whole workbooks that have come instead.
        refused: what has come that cannot be read, or is no answer.
        now: when the answers are taken, to the second.
    """
    collection = collection_of(case)
    fault = in_the_way(case)
    if collection is None or fault is not None:
        finding = fault or told(codes.NOT_HANDED_OUT)
        return Collected({}, collection or Collection("", ""), None, (), (finding,))
    sort = sorted_out(case, collection, forms, masters)
    sort = sort._replace(refused=tuple(sorted((*sort.refused, *refused), key=_place)))
    return _Work(case, collection, _moment(collection, now)).done(sort)


def _place(refused: Refused) -> tuple[str, str]:
    return refused.file, refused.why.code


def _moment(collection: Collection, now: datetime) -> datetime:
    """Return when this is, later than any collection before: each is taken back by itself."""
    now = now.replace(microsecond=0, tzinfo=None)
    last = max((one.at for one in collection.log), default=None)
    return now if last is None or now > last else last + timedelta(seconds=1)


class _Work(NamedTuple):
    case: Case
    collection: Collection
    at: datetime

    def done(self, sort: Sorted) -> Collected:
        case, before, places = self.case, self.collection, SlotPlaces(self.case)
        chosen = choices(case, places, before.conflicts, self.at)
        settled = (*before.settled, *chosen.settled)
        history = History((*before.log, *chosen.log), settled)
        merge = merged_answers(case, places, sort.forms, history, chosen.values, self.at)
        rows = added(case, before.log, sort.forms, self.at)
        conflicts = self._conflicts(places, chosen, merge, sort)
        log = (*chosen.log, *merge.taken, *rows.taken)
        values = {**chosen.values, **merge.values, **rows.values}
        in_conflict = {folded_name(c.recipient) for one in conflicts for c in one.answers}
        found = Seen(sort.forms, in_conflict, sort.refused)
        collection = before._replace(
            statuses=statuses(case.document, before.statuses, found, self.at),
            conflicts=conflicts,
            extras=self._extras(rows, sort),
            log=(*before.log, *log),
            settled=settled,
        )
        findings = (
            *(one.why for one in sort.refused),
            *sort.findings, *chosen.findings, *merge.findings,
            *self._said(collection, rows, sort),
        )  # fmt: skip
        return Collected(
            dict(self._different(values)), collection, page_for(case, collection), log,
            tuple(sorted(findings, key=_gravity)),
        )  # fmt: skip

    def _different(self, values: Mapping[CellRef, Value]) -> Iterator[tuple[CellRef, Value]]:
        for cell, value in values.items():
            if self.case.grid.at(cell).value != stored(value):
                yield cell, value

    def _conflicts(
        self, places: SlotPlaces, chosen: Choices, merge: Merged, sort: Sorted
    ) -> tuple[Conflict, ...]:
        """Return the conflicts that are, and those of files that have not come this time."""
        came = {one.file for one in sort.forms}
        kept = []
        for one in chosen.left:
            spot = places.spot(one.slot)
            is_asked = spot is not None and spot.cell in merge.asked
            if not is_asked and not any(c.file in came for c in one.answers):
                kept.append(one if spot is None else one._replace(cell=spot.cell))
        fresh = [still_marked(one, chosen.left) for one in merge.conflicts]
        return tuple(sorted((*fresh, *kept), key=lambda one: one.cell))

    def _extras(self, rows: Added, sort: Sorted) -> tuple[ExtraRow, ...]:
        """Return the rows that are told of; those of files that have not come now stay."""
        came = {one.file for one in sort.forms}
        kept = (one for one in self.collection.extras if one.file not in came)
        return (*kept, *(one for one in rows.extras if one.values))

    def _said(self, collection: Collection, rows: Added, sort: Sorted) -> Iterator[Finding]:
        """Yield what there is to say of the files, and what their own findings say."""
        known = listed_recipients(self.case.document)
        late = {folded_name(one.recipient): one.last_day for one in collection.statuses}
        strangers: dict[str, str] = {}
        for came in sort.forms:
            who = came.returned.binding.recipient
            last_day = late.get(folded_name(who))
            day = came.day or self.at.date()
            if last_day is not None and day > last_day and came.returned.is_begun:
                detail = f"{came.file} kom {day}, och sista dagen var {last_day}"
                yield told(codes.LATE, detail)
            if known and folded_name(who) not in known:
                strangers.setdefault(folded_name(who), who)
            for finding in came.returned.findings:
                yield replace(finding, message=f"{came.file}: {finding.message}")
        for who in strangers.values():
            yield told(codes.NOT_ASKED, who)
        if rows.crowded:
            count = len(rows.crowded)
            detail = "1 händelse" if count == 1 else f"{count} händelser"
            yield told(codes.NO_ROOM, detail, sheet=rows.crowded[0].sheet)


def _gravity(finding: Finding) -> int:
    return tuple(Severity).index(finding.severity)
