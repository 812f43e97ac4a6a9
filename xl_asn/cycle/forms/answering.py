"""The answers of all forms, cell by cell: what is taken, what is asked, and what has no cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.forms.meaning import as_written, meaning_of
from xl_asn.case.forms.slot_places import SlotPlaces, Spot
from xl_asn.cycle.forms import collection_codes as codes
from xl_asn.cycle.forms.collection_codes import told
from xl_asn.cycle.forms.coming import Came
from xl_asn.cycle.forms.gone import gone
from xl_asn.cycle.forms.merging import Before, Given, Kind, Verdict, merged
from xl_asn.model.collection import Candidate, Conflict, Fate, Settled, Taken
from xl_asn.model.findings import Finding
from xl_asn.model.forms import Slot
from xl_asn.model.grid import CellRef, Value


class Merged(NamedTuple):
    """What the answers come to: what is taken, what only a person can settle, what is said."""

    values: dict[CellRef, Value]
    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    asked: frozenset[CellRef]
    """The cells that any of the forms asks for."""


class History(NamedTuple):
    """What has been taken and settled before."""

    log: Sequence[Taken]
    settled: Sequence[Settled]


def merged_answers(
    case: Case,
    places: SlotPlaces,
    forms: Iterable[Came],
    history: History,
    written: Mapping[CellRef, Value],
    at: datetime,
) -> Merged:
    """Merge the answers of all forms; ``written`` are cells that have just been given a value."""
    by_cell, findings = _by_cell(case, places, forms)
    before = _before(places, history)
    values: dict[CellRef, Value] = {}
    taken: list[Taken] = []
    conflicts: list[Conflict] = []
    for cell, (spot, given) in sorted(by_cell.items()):
        now = written[cell] if cell in written else case.grid.at(cell).value
        says = meaning_of(spot.column)
        verdict = merged(now, given, before.get(cell, ()), says)
        if verdict.kind.is_open:
            conflicts.append(_conflict(spot, now, verdict))
        elif verdict.kind is Kind.TAKEN and places.is_hers(cell):
            detail = f"{spot.slot.column} för {spot.slot.row.text}, {verdict.answers[0].file}"
            findings.append(told(codes.HERS, detail, cell=cell))
        elif verdict.kind is Kind.TAKEN:
            first = verdict.answers[0]
            values[cell] = as_written(spot.column, first.value)
            taken.append(Taken(spot.slot, cell, now, values[cell], first.recipient, first.file, at))
    return Merged(values, tuple(taken), tuple(conflicts), tuple(findings), frozenset(by_cell))


def _by_cell(
    case: Case, places: SlotPlaces, forms: Iterable[Came]
) -> tuple[Mapping[CellRef, tuple[Spot, list[Given]]], list[Finding]]:
    """Return the answers of each cell, and what is said of those that have none."""
    found: dict[CellRef, tuple[Spot, list[Given]]] = {}
    spots: dict[Slot, Spot | None] = {}
    findings: list[Finding] = []
    for came in forms:
        lost: list[Slot] = []
        for answer in came.returned.answers:
            if answer.slot not in spots:
                spots[answer.slot] = places.spot(answer.slot)
            spot = spots[answer.slot]
            if not answer.is_usable:
                continue
            if spot is None:
                lost += [answer.slot] if answer.is_changed else []
            else:
                recipient = came.returned.binding.recipient
                given = Given(answer.base, answer.value, recipient, came.file)
                found.setdefault(spot.cell, (spot, []))[1].append(given)
        findings += (
            replace(finding, message=f"{came.file}: {finding.message}")
            for finding in gone(case.document, places, lost)
        )
    return found, findings


def _before(places: SlotPlaces, history: History) -> Mapping[CellRef, list[Before]]:
    """Return what has been refused and taken of each cell, oldest first."""
    found: dict[CellRef, list[Before]] = {}
    for one in history.settled:
        spot = places.spot(one.conflict.slot)
        if spot is None:
            continue
        says = meaning_of(spot.column)
        chosen = {says(c.value) for c in one.conflict.candidates if c.is_chosen}
        found.setdefault(spot.cell, []).extend(
            Before(c.value, c.recipient, c.file, stood=False)
            for c in one.conflict.answers
            if says(c.value) not in chosen
        )
    for taken in history.log:
        spot = None if taken.order or taken.fate is Fate.BACK else places.spot(taken.slot)
        if spot is not None:
            held = Before(taken.after, taken.recipient, taken.file)
            found.setdefault(spot.cell, []).append(held)
    return found


def _conflict(spot: Spot, now: Value, verdict: Verdict) -> Conflict:
    answers = tuple(
        Candidate(as_written(spot.column, one.value), one.file, recipient=one.recipient)
        for one in verdict.answers
    )
    return Conflict(spot.slot, spot.cell, verdict.answers[0].base, (Candidate(now), *answers))
