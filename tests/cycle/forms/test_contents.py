"""What the forms of a workbook hold: her rows and no others, and what was said the last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from tests.beside import beside
from tests.cycle.forms.handing import asking, forms, hand, november_asks, ten_units
from tests.cycle.forms.returning import UNIT, cell, november, written
from xl_asn.case.opened import opened
from xl_asn.case.own_cells import with_cells
from xl_asn.cycle.forms.suggesting import suggested_hand_outs
from xl_asn.documents.start import SHEET
from xl_asn.model.forms import Form
from xl_asn.model.grid import CellRef, Grid, Value, cell_of
from xl_asn.pages.form_layout import layout, places

_CONTROLLER = {"Mottagare": "Controller", "Område": "Alla"}


def _headers(form: Form, section: int = 0) -> list[str]:
    one = form.sections[section]
    return [*(column.header for column in one.shown), *(column.header for column in one.asked)]


def _slots(form: Form) -> list[tuple[str, str, str]]:
    return [
        (row.key.sheet, row.key.text, column.column)
        for section in form.sections
        for row in section.rows
        for column in section.asked
    ]


def test_ten_units_get_ten_forms_of_their_own_rows() -> None:
    made = forms(hand(november_asks()))
    assert [form.cells for form in made.values()] == [8] * 10
    rows = Counter(slot for form in made.values() for slot in _slots(form))
    assert len(rows) == 80
    assert set(rows.values()) == {1}
    assert all("Vuxenenheten" in row for _, row, _ in _slots(made[UNIT]))


def test_a_form_says_what_it_is_about() -> None:
    form = forms(hand(november_asks()))[UNIT]
    assert form.title == "Underlag till månadsrapporten"
    assert (form.period, form.unit, form.email) == ("november 2022", "tkr", "enhet@kommun.example")
    assert [section.sheet for section in form.sections] == ["Enhetsresultat", "Händelser"]
    assert _headers(form) == ["Mål", "Nämndmål", "Bedömning", "Kommentar"]
    assert form.sections[0].asked[0].choices == ("Grön", "Gul", "Röd", "Inget utfall")
    assert form.sections[0].rows[0].base[0] == november().grid.at(cell(1)).value
    assert form.binding.period == "2022-11"


def test_whom_it_is_asked_of_first_changes_no_form() -> None:
    rows = ten_units()[:3]
    whole = [
        {name: form._replace(binding=form.binding._replace(form="")) for name, form in made.items()}
        for order in permutations(rows)
        for made in [forms(hand(november_asks(order)))]
    ]
    assert all(one == whole[0] for one in whole)


def _october(values: Mapping[CellRef, Value], year: int = 2022) -> Grid:
    """Return the report before November: the same rows, and another month on *Start*."""
    start = november().document.start
    month, at = start.place("period"), start.place("year")
    assert month is not None
    assert at is not None
    changed = {month: cell_of("okt"), at: cell_of(Decimal(year))}
    grid = november().grid
    return with_cells(grid, {**changed, **{ref: cell_of(value) for ref, value in values.items()}})


def test_what_was_said_the_last_time_stands_beside() -> None:
    said = {cell(2): "Gul", cell(2, "Kommentar"): "Få i personalen har svarat."}
    form = forms(hand(november_asks(previous=_october(said))))[UNIT]
    section = form.sections[0]
    assert _headers(form)[2:4] == ["Förra bedömningen", "Förra kommentaren"]
    assert section.rows[1].shown[2:] == ("Gul", "Få i personalen har svarat.")
    assert [column.is_earlier for column in section.shown] == [False, False, True, True]


def test_another_years_goals_are_not_the_same_goals() -> None:
    form = forms(hand(november_asks(previous=_october({cell(2): "Gul"}, 2021))))[UNIT]
    assert _headers(form) == ["Mål", "Nämndmål", "Bedömning", "Kommentar"]


def test_a_controller_makes_forecasts_beside_what_they_are_made_of() -> None:
    form = forms(hand(november_asks([_CONTROLLER], _october({}))))["Controller"]
    (section,) = form.sections
    assert section.sheet == "Nettokostnad"
    assert _headers(form) == [
        "Verksamhet", "Utfall", "Budget", "Förra prognosen", "Prognos", "Kommentar"
    ]  # fmt: skip
    first = section.rows[0]
    assert first.key.names[-1] == "Gemensamt IFO"
    figures = Decimal(-78885), Decimal(-81412), Decimal(-86955)
    assert first.shown == ("Gemensamt IFO", *figures)
    assert first.base[0] == Decimal(-86955)
    assert section.asked[1].column == "Kommentar prognosförändring"
    assert not any("Resultat" in row.key.text for row in section.rows)


def test_who_answers_for_several_units_sees_which() -> None:
    two = {"Mottagare": "Chefen", "Enhet": "Vuxenenheten; Resursenheten"}
    form = forms(hand(november_asks([two])))["Chefen"]
    assert _headers(form)[0] == "Enhet"
    assert {row.shown[0] for row in form.sections[0].rows} == {"Vuxenenheten", "Resursenheten"}
    assert [column.header for column in form.sections[1].asked] == ["Enhet", "Händelse"]


def test_other_names_of_one_unit_are_one_unit() -> None:
    """Two of its rows are spelt in two ways, and the register knows both."""
    form = forms(hand(november_asks()))["Bogrupper/förvaltningsstöd"]
    assert _headers(form)[0] == "Mål"


@pytest.mark.parametrize(
    "book", ["2026-10_manadsrapport", "2018-04_delarsrapport", "2021-02_manadsrapport"]
)
def test_whom_to_ask_is_suggested_and_can_be_handed_out_at_once(book: str) -> None:
    case = opened(Path(f"workbooks/exempel/{book}.xlsx")).case
    suggested = written(case, {}, suggested_hand_outs(case))
    out = hand(suggested)
    assert out.forms
    for made in out.forms:
        assert made.form.cells
        told = places(layout(made.form))
        assert len(told.asked) == made.form.cells
        assert len({asked.slot for asked in told.asked}) == made.form.cells


def test_amounts_are_told_in_the_workbooks_unit() -> None:
    grid = november().grid
    place = november().document.start.place("unit") or CellRef(SHEET, 40, 2)
    label = CellRef(SHEET, place.row, place.column - 1)
    mnkr = with_cells(grid, {place: cell_of("mnkr"), label: cell_of("Beloppsenhet")})
    form = forms(hand(beside(asking(mnkr, [_CONTROLLER]))))["Controller"]
    assert form.unit == "mnkr"
    assert "mnkr" in form.sections[0].lead
