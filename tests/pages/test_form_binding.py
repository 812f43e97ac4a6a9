"""What binds a form comes back as it was written, and what somebody has done to it is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.forms.made import BINDING, amount_section, event_section, form_of, goal_section
from xl_asn.files.making.render import render
from xl_asn.files.reading.reader import read
from xl_asn.model.form_places import Bound
from xl_asn.model.grid import Cell, Grid, Sheet, Value, cell_of, number, text
from xl_asn.pages.form_binding import NAME, binding_page, read_binding
from xl_asn.pages.form_layout import layout, places

_FORM = form_of(goal_section(), amount_section(), event_section())
_PLACES = places(layout(_FORM))
_TOP = 14
"""The row of the headers of the lines."""


def _grid(form: object = _FORM) -> Grid:
    assert form is _FORM
    return read(render([binding_page(_FORM, _PLACES)], title="x"))


def _bound(grid: Grid) -> Bound:
    bound = read_binding(grid)
    assert bound is not None
    return bound


def _changed(change: Callable[[dict[tuple[int, int], Cell]], None]) -> Grid:
    sheet = _grid().sheets[0]
    cells = dict(sheet.cells)
    change(cells)
    return Grid((dataclasses.replace(sheet, cells=cells),))


def test_what_is_written_is_read() -> None:
    bound = _bound(_grid())
    assert bound == Bound(BINDING, _PLACES)
    assert bound.is_usable
    assert [cell.key for cell in bound.places.asked[:3]] == ["1", "1", "2"]
    assert bound.places.free[-1].order == 5


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_VALUES = st.one_of(
    _TEXTS,
    st.sampled_from(["=1+1", "@SUM(A1)", "-5", "2418", "2022-11-30", " slut ", '"citat', "_x0041_",
                     "a\tb\r\nc", "o\tpunkt", "<r>x</r>", "SANT", "å" * 32_767, "\u202e" * 32_767]),
    st.decimals(-10**9, 10**9, places=3).map(lambda n: n + 0),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.booleans(),
    st.none(),
)  # fmt: skip


@given(_VALUES)
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    section = goal_section(base=(value, value))
    form = form_of(section)
    page = binding_page(form, places(layout(form)))
    bound = _bound(read(render([page], title="x")))
    assert not bound.damages
    read_back = {cell.base for cell in bound.places.asked}
    assert [cell_of(v).value for v in read_back] == [cell_of(value).value]


def test_a_workbook_that_is_no_form_has_no_binding() -> None:
    assert read_binding(Grid((Sheet("Start", {(1, 1): text("Start")}),))) is None


def test_the_sheet_is_known_by_what_it_says() -> None:
    sheet = _grid().sheets[0]
    lower = {(row + 3, column + 1): cell for (row, column), cell in sheet.cells.items()}
    moved = Sheet("Blad4", lower)
    bound = _bound(Grid((Sheet("Svar", {}), moved)))
    assert bound.places == _PLACES
    assert not bound.damages


def test_sorted_lines_say_the_same() -> None:
    def turn(cells: dict[tuple[int, int], Cell]) -> None:
        lines = {place: cells.pop(place) for place in [*cells] if place[0] > _TOP}
        low = max(row for row, _ in lines)
        cells |= {(low + _TOP + 1 - row, column): cell for (row, column), cell in lines.items()}

    bound = _bound(_changed(turn))
    assert set(bound.places.asked) == set(_PLACES.asked)
    assert not bound.damages


def test_an_altered_line_is_told_and_not_believed() -> None:
    def alter(cells: dict[tuple[int, int], Cell]) -> None:
        cells[_TOP + 1, 10] = text("Grön")

    bound = _bound(_changed(alter))
    (damage,) = bound.damages
    assert damage.message.startswith("Raden för 1 › Bedömning är ändrad på det dolda bladet xl_asn")
    assert str(damage.cell) == f"{NAME}!J15"
    assert bound.is_usable
    assert bound.places.asked == _PLACES.asked[1:]


def test_lines_that_are_gone_are_counted() -> None:
    def remove(cells: dict[tuple[int, int], Cell]) -> None:
        for place in [*cells]:
            if place[0] in {_TOP + 1, _TOP + 2}:
                del cells[place]

    bound = _bound(_changed(remove))
    (damage,) = bound.damages
    assert "2 av 47 rader har tagits bort" in damage.message
    assert bound.is_usable


@pytest.mark.parametrize(
    ("row", "value", "said"),
    [
        (1, number(2), "en annan version av xl_asn"),
        (2, text("f0e1d2"), "är ändrade"),
        (3, None, "saknas Utskick"),
        (8, text("Någon annan"), "är ändrade"),
        (11, number(7), "är ändrade"),
    ],
)
def test_an_altered_head_is_told_once_and_nothing_is_believed(
    row: int, value: Cell | None, said: str
) -> None:
    def alter(cells: dict[tuple[int, int], Cell]) -> None:
        cells.pop((row, 2))
        if value is not None:
            cells[row, 2] = value

    bound = _bound(_changed(alter))
    (damage,) = bound.damages
    assert said in damage.message
    assert not bound.is_usable


def test_a_sheet_without_its_lines_is_told() -> None:
    def cut(cells: dict[tuple[int, int], Cell]) -> None:
        for place in [*cells]:
            if place[0] >= _TOP:
                del cells[place]

    bound = _bound(_changed(cut))
    assert "Listan över formulärets celler saknas" in bound.damages[-1].message
    assert not bound.is_usable


@given(st.data())
def test_whatever_is_done_to_the_sheet_is_no_error(data: st.DataObject) -> None:
    whole = dict(_grid().sheets[0].cells)
    for place in data.draw(st.lists(st.sampled_from(sorted(whole)), max_size=5, unique=True)):
        value = data.draw(_VALUES)
        cell = cell_of(value)
        if cell == whole[place]:
            continue
        whole[place] = cell
    bound = read_binding(Grid((Sheet(NAME, whole),)))
    if bound is not None and bound.is_usable:
        believed = {*bound.places.asked, *bound.places.shown, *bound.places.free}
        assert believed <= {*_PLACES.asked, *_PLACES.shown, *_PLACES.free}
        assert bound.binding == BINDING


def test_the_amount_keeps_its_decimals_and_its_part() -> None:
    shown = {(cell.key, cell.header): cell for cell in _bound(_grid()).places.shown}
    told = shown["Familjehem", "Förra prognosen"]
    assert told.value == Decimal("-86955.5")
    assert told.row.parent == "Placeringar"
