"""Whatever is done to the sheet of answers, an answer is its own row's, or it is told of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.case.forms.returning import MADE, answers, with_answers
from xl_asn.case.forms.returned import returned
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Cell, Grid, Sheet, text

Cells = Mapping[tuple[int, int], Cell]
Place = Callable[[int, int], tuple[int, int] | None]

#: Each comment says which row it is: ``C8`` stands beside the status of row 8.
_ROWS = (8, 9, 10, 11, 16, 17, 18)
_MARKS = {f"svar i rad {row}": row for row in _ROWS}


def _filled() -> Grid:
    sheet = answers(MADE)
    cells = dict(sheet.cells)
    for told, row in _MARKS.items():
        cells[row, 4] = text(told)
    return with_answers(MADE, replace(sheet, cells=cells))


_FILLED = _filled()
_OWN = {
    answer.value: answer.slot
    for answer in returned(_FILLED).answers  # type: ignore[union-attr]
    if answer.value in _MARKS
}


def _moved(sheet: Sheet, place: Place) -> Sheet:
    cells = {new: cell for old, cell in sheet.cells.items() if (new := place(*old)) is not None}
    return replace(sheet, cells=cells, merges=())


def _row_inserted(sheet: Sheet, at: int, _to: int) -> Sheet:
    return _moved(sheet, lambda row, column: (row + (row >= at), column))


def _row_deleted(sheet: Sheet, at: int, _to: int) -> Sheet:
    return _moved(sheet, lambda row, column: None if row == at else (row - (row > at), column))


def _column_inserted(sheet: Sheet, at: int, _to: int) -> Sheet:
    return _moved(sheet, lambda row, column: (row, column + (column >= at % 7 + 1)))


def _column_deleted(sheet: Sheet, at: int, _to: int) -> Sheet:
    gone = at % 7 + 1
    return _moved(
        sheet, lambda row, column: None if column == gone else (row, column - (column > gone))
    )


def _columns_swapped(sheet: Sheet, at: int, to: int) -> Sheet:
    one, other = at % 7 + 1, to % 7 + 1
    swap = {one: other, other: one}
    return _moved(sheet, lambda row, column: (row, swap.get(column, column)))


def _rows_swapped(sheet: Sheet, at: int, to: int) -> Sheet:
    swap = {at: to, to: at}
    return _moved(sheet, lambda row, column: (swap.get(row, row), column))


def _key_swapped(sheet: Sheet, at: int, to: int) -> Sheet:
    """Sort one column alone, which parts each row's name from the rest of it."""
    swap = {(at, 1): (to, 1), (to, 1): (at, 1)}
    return _moved(sheet, lambda row, column: swap.get((row, column), (row, column)))


def _copied(sheet: Sheet, at: int, to: int) -> Sheet:
    row = {(to, column): cell for (r, column), cell in sheet.cells.items() if r == at}
    kept = {place: cell for place, cell in sheet.cells.items() if place[0] != to}
    return replace(sheet, cells={**kept, **row})


def _overwritten(sheet: Sheet, at: int, to: int) -> Sheet:
    return replace(sheet, cells={**sheet.cells, (at, to % 6 + 1): text("skräp")})


def _named(sheet: Sheet, _at: int, _to: int) -> Sheet:
    return sheet  # the name is changed beside, where all sheets are known


_EDITS: tuple[Callable[[Sheet, int, int], Sheet], ...] = (
    _row_inserted, _row_deleted, _column_inserted, _column_deleted, _columns_swapped,
    _rows_swapped, _key_swapped, _copied, _overwritten, _named,
)  # fmt: skip
_place = st.integers(1, 26)
_edits = st.lists(st.tuples(st.sampled_from(_EDITS), _place, _place), max_size=5)


def _edited(edits: list[tuple[Any, int, int]]) -> Grid:
    sheet = answers(_FILLED)
    for edit, at, to in edits:
        sheet = edit(sheet, at, to)
    is_renamed = any(edit is _named for edit, _, _ in edits)
    grid = with_answers(_FILLED, sheet)
    if not is_renamed:
        return grid
    renamed = tuple(replace(s, name="Blad1") if s is sheet else s for s in grid.sheets)
    return replace(grid, sheets=renamed)


@given(_edits)
@settings(max_examples=300, deadline=None)
def test_an_answer_is_its_own_rows_or_is_told_of(edits: list[tuple[Any, int, int]]) -> None:
    grid = _edited(edits)
    found = returned(grid)
    if isinstance(found, Finding):
        assert found.remedy
        return
    taken = {answer.value: answer.slot for answer in found.answers if answer.is_usable}
    kept = {cell.value for sheet in grid.sheets for cell in sheet.cells.values()}
    told = {finding.code for finding in found.findings} - {"I142", "I143", "I133"}
    added = {value for row in found.added for value in row.values.values()}
    for mark, slot in _OWN.items():
        if mark in taken:
            assert taken[mark] == slot, (mark, edits)
        elif mark in kept and mark not in added:
            assert told, (mark, edits)


@given(st.permutations(_ROWS[:4]), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_rows_that_are_sorted_answer_as_before(order: list[int], inserted: int) -> None:
    to = dict(zip(_ROWS[:4], order, strict=True))
    sheet = _moved(answers(_FILLED), lambda row, column: (to.get(row, row) + inserted, column))
    found = returned(with_answers(_FILLED, sheet))
    before = returned(_FILLED)
    assert not isinstance(found, Finding)
    assert not isinstance(before, Finding)
    assert {(a.slot, a.value) for a in found.answers} == {(a.slot, a.value) for a in before.answers}
    assert [f.code for f in found.findings] == [f.code for f in before.findings]
