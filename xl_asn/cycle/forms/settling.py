"""What people have written in *Val*: each conflict with one ``Ta`` is settled, the others stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.forms.meaning import as_written, meaning_of
from xl_asn.case.forms.slot_places import SlotPlaces
from xl_asn.cycle.forms import collection_codes as codes
from xl_asn.cycle.forms.collection_codes import told
from xl_asn.cycle.forms.gone import gone
from xl_asn.model.collection import Conflict, Settled, Taken
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Value


class Choices(NamedTuple):
    """What is settled: the values to write, what is logged, and the conflicts that stay."""

    values: dict[CellRef, Value]
    log: tuple[Taken, ...]
    settled: tuple[Settled, ...]
    left: tuple[Conflict, ...]
    findings: tuple[Finding, ...]


def choices(case: Case, places: SlotPlaces, conflicts: Sequence[Conflict], at: datetime) -> Choices:
    """Carry out what is chosen on *Insamling*."""
    values: dict[CellRef, Value] = {}
    log: list[Taken] = []
    settled: list[Settled] = []
    left: list[Conflict] = []
    findings: list[Finding] = []
    for conflict in conflicts:
        findings += _unclear(conflict)
        chosen = [one for one in conflict.candidates if one.is_chosen]
        spot = places.spot(conflict.slot)
        if len(chosen) != 1 or any(one.said for one in conflict.candidates):
            left.append(conflict)
            continue
        if spot is None:
            findings += gone(case.document, places, [conflict.slot])
            left.append(conflict)
            continue
        now, says = case.grid.at(spot.cell).value, meaning_of(spot.column)
        was = next((one.value for one in conflict.candidates if not one.file), now)
        if places.is_hers(spot.cell) and chosen[0].file:
            findings.append(told(codes.HERS, str(spot.cell), cell=spot.cell))
            left.append(conflict)
            continue
        if chosen[0].file and says(was) != says(now):
            findings.append(told(codes.CHANGED_SINCE, str(spot.cell), cell=spot.cell))
            left.append(_unchosen(conflict))
            continue
        after = as_written(spot.column, chosen[0].value) if chosen[0].file else now
        if says(after) != says(now):
            values[spot.cell] = after
        log.append(Taken(spot.slot, spot.cell, now, after, chosen[0].recipient, chosen[0].file, at))
        settled.append(Settled(conflict._replace(cell=spot.cell), at))
    return Choices(values, tuple(log), tuple(settled), tuple(left), tuple(findings))


def _unclear(conflict: Conflict) -> Iterator[Finding]:
    """Yield what is the matter with what is written in *Val*."""
    words = [one.said for one in conflict.candidates if one.said]
    if words:
        detail = f"”{words[0]}” vid {conflict.cell}"
        yield told(codes.UNKNOWN_WORD, detail, cell=conflict.cell)
    if sum(one.is_chosen for one in conflict.candidates) > 1:
        yield told(codes.TWO_CHOSEN, str(conflict.cell), cell=conflict.cell)


def _unchosen(conflict: Conflict) -> Conflict:
    """Return the conflict without what is chosen."""
    return conflict._replace(
        candidates=tuple(one._replace(is_chosen=False) for one in conflict.candidates)
    )


def still_marked(conflict: Conflict, before: Sequence[Conflict]) -> Conflict:
    """Return a conflict with what somebody has written in *Val* of it and that is not carried out.

    What is chosen of a value that has changed since is no choice any more.
    """
    same = next((one for one in before if one.slot.row.folded == conflict.slot.row.folded
                 and one.slot.column == conflict.slot.column), None)  # fmt: skip
    if same is None:
        return conflict
    marks = {(one.file, one.value): one for one in same.candidates}
    return conflict._replace(
        candidates=tuple(
            one._replace(is_chosen=mark.is_chosen, said=mark.said)
            if (mark := marks.get((one.file, one.value)))
            else one
            for one in conflict.candidates
        )
    )
