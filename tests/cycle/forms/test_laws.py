"""The laws of taking answers in, over all orders of files and all sequences of what people do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cycle.forms.returning import (
    LATER,
    NOW,
    OTHER,
    UNIT,
    after,
    cell,
    event,
    form,
    handed_out,
    november,
    written,
)
from tests.cycle.forms.settling import chosen
from xl_asn.case.case import Case
from xl_asn.case.forms.meaning import meaning_of, seen
from xl_asn.cycle.forms.coming import Came
from xl_asn.cycle.forms.taking import Collected, collection_of, taken
from xl_asn.cycle.forms.undoing import undone
from xl_asn.documents.sheets.goals import UnitRow
from xl_asn.model.collection import Collection, Fate
from xl_asn.model.collection_sheet import NAME
from xl_asn.model.forms import Answer
from xl_asn.model.grid import CellRef, Value, cell_of

SAYS = {column.header: meaning_of(column) for column in UnitRow.declared().values()}
#: Whose form it is, which unit's rows it asks for, and its file: two copies, and two who are asked.
FILES = (
    (UNIT, UNIT, f"{UNIT}.xlsx"),
    (UNIT, UNIT, f"{UNIT} (1).xlsx"),
    (OTHER, OTHER, f"{OTHER}.xlsx"),
    ("Chefen", UNIT, "in/Chefen.xlsx"),
)
CELLS: Sequence[tuple[int, str]] = ((1, "Bedömning"), (1, "Kommentar"), (2, "Kommentar"))
VALUES: Mapping[str, Sequence[Value]] = {
    "Bedömning": (None, "Grön", "Gul", "r", "● Röd"), "Kommentar": (None, "x", "y ", "=1+1"),
}  # fmt: skip
EVENTS: Sequence[Value] = (None, "Flytt", "Brand")


class Step(NamedTuple):
    """Something that somebody does: which file or candidate, which cell, and what is written."""

    what: str
    at: int
    key: tuple[int, str]
    value: Value


def _steps(*what: str) -> st.SearchStrategy[Step]:
    return st.sampled_from(CELLS).flatmap(
        lambda key: st.builds(
            Step, st.sampled_from(what), st.integers(0, 3), st.just(key),
            st.sampled_from(VALUES[key[1]]),
        )
    )  # fmt: skip


_happens = st.builds(
    Step, st.just("happens"), st.integers(0, 3), st.sampled_from(CELLS), st.sampled_from(EVENTS)
)
answering = st.lists(st.one_of(_steps("answers"), _happens), max_size=8)
collecting = st.lists(
    st.one_of(_steps("answers", "answers", "collects", "settles"), _happens), min_size=2, max_size=9
)
anything = st.lists(
    st.one_of(_steps("answers", "collects", "edits", "settles", "undoes"), _happens),
    min_size=3,
    max_size=14,
)


class World:
    """The workbook and the forms as they are, while people do things to them."""

    def __init__(self) -> None:
        self.case = _with_room(handed_out(november()))
        self.said: list[dict[tuple[int, str], Value]] = [{} for _ in FILES]
        self.events: list[dict[int, Value]] = [{} for _ in FILES]

    def forms(self) -> list[Came]:
        return [
            form(
                self.case, said, unit, file=file, is_done=False, binding={"recipient": who},
                added=[event(text, order) for order, text in sorted(events.items()) if text],
            )
            for (who, unit, file), said, events in zip(FILES, self.said, self.events, strict=True)
        ]  # fmt: skip

    def collect(self) -> Collected:
        return taken(self.case, self.forms(), now=NOW)

    def put(self, collected: Collected) -> None:
        self.case = after(self.case, collected)

    def does(self, step: Step) -> None:
        """Do all but to collect, which is another's."""
        match step.what:
            case "answers":
                self.said[step.at][step.key] = step.value
            case "happens":
                self.events[step.at][step.key[0]] = step.value
            case "edits":
                self.case = written(self.case, {cell(*step.key): step.value})
            case "undoes":
                self.put(undone(self.case, now=LATER))
            case "settles" if conflicts := self.collection.conflicts:
                self.case = chosen(self.case, step.at % len(conflicts[0].candidates))

    @property
    def collection(self) -> Collection:
        found = collection_of(self.case)
        assert found is not None
        return found


def _with_room(case: Case) -> Case:
    """Return the workbook with the last three events gone."""
    rows = [*(case.document.table("Händelser") or ())][-3:]
    return written(case, {row.cell(name): None for row in rows for name in ("unit", "event")})


def _cells(case: Case) -> Mapping[CellRef, Value]:
    """Return all that stands in a workbook but on *Insamling*."""
    return {
        CellRef(sheet.name, *at): held.value
        for sheet in case.grid.sheets
        if sheet.name != NAME
        for at, held in sheet.cells.items()
        if not held.is_blank
    }


def _changed(before: Case, now: Case) -> Mapping[CellRef, tuple[Value, Value]]:
    was, is_now = _cells(before), _cells(now)
    return {
        ref: (was.get(ref), is_now.get(ref))
        for ref in was.keys() | is_now.keys()
        if was.get(ref) != is_now.get(ref)
    }


def _done(steps: Sequence[Step]) -> World:
    world = World()
    for step in steps:
        world.does(step)
    return world


@given(answering)
@settings(max_examples=10)
def test_whatever_order_the_files_come_in(steps: Sequence[Step]) -> None:
    world = _done(steps)
    found = {str(taken(world.case, order, now=NOW)) for order in permutations(world.forms())}
    assert len(found) == 1


@given(answering)
def test_to_collect_again_writes_nothing(steps: Sequence[Step]) -> None:
    world = _done(steps)
    first = world.collect()
    world.put(first)
    again = taken(world.case, reversed(world.forms()), now=LATER)
    assert (again.values, again.taken, again.page) == ({}, (), None)
    assert again.collection.conflicts == first.collection.conflicts


@given(collecting)
def test_to_take_all_back_gives_what_stood_before(steps: Sequence[Step]) -> None:
    world = World()
    base = world.case
    for step in steps:
        if step.what == "collects":
            world.put(world.collect())
        else:
            world.does(step)
    while any(one.fate is Fate.STANDS for one in world.collection.log):
        world.put(undone(world.case, now=LATER))
    assert _changed(base, world.case) == {}


@given(anything)
def test_all_that_is_written_is_logged_and_nothing_that_anybody_wrote_is_lost(
    steps: Sequence[Step],
) -> None:
    world = World()
    for step in steps:
        if step.what != "collects":
            world.does(step)
            continue
        before, forms, found = world.case, world.forms(), world.collect()
        world.put(found)
        logged = {one.cell: (one.before, one.after) for one in found.taken if not one.order}
        for ref, change in _changed(before, world.case).items():
            if ref.sheet != "Händelser":
                assert logged[ref] == change, ref
        for came in forms:
            assert [*_lost(world, came, found)] == []


def _lost(world: World, came: Came, found: Collected) -> Iterator[object]:
    """Yield what somebody has written that is nowhere to be found."""
    for answer in came.returned.answers:
        if answer.is_changed and not _is_kept(world, came, answer):
            yield answer
    table = world.case.document.table("Händelser") or ()
    events = {(row.unit, seen(row.event or "")) for row in table}
    extras = {
        (one.recipient, cell_of(value).text)
        for one in found.collection.extras
        for value in one.values.values()
    }
    binding = came.returned.binding
    for row in came.returned.added:
        text = cell_of(row.values["Händelse"]).text
        if not {(binding.unit, text), (binding.recipient, text)} & (events | extras):
            yield row


def _is_kept(world: World, came: Came, answer: Answer) -> bool:
    """Whether an answer stands in its cell, is asked of, was refused, or was taken and changed."""
    says, collection = SAYS[answer.slot.column], world.collection
    unit = next(unit for _, unit, file in FILES if file == came.file)
    goal = int(answer.slot.row.names[0])
    meant = says(answer.value)
    held = world.case.grid.at(cell(goal, answer.slot.column, unit)).value
    asked = [*collection.conflicts, *(one.conflict for one in collection.settled)]
    values = {
        says(one.value) for conflict in asked if conflict.slot == answer.slot
        for one in conflict.answers
    } | {
        says(one.after)
        for one in collection.log
        if one.slot == answer.slot and one.fate is not Fate.BACK
    }  # fmt: skip
    return meant == says(held) or meant in values
