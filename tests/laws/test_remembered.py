"""What a press leaves said: a fault stays where it was, and what is mended is not asked again."""

from __future__ import annotations

import re

import pytest

from tests.laws import api
from tests.laws.edits import Edit
from tests.laws.months import (
    about,
    arithmetic,
    errors,
    found,
    grave,
    month,
    net,
    place,
    press,
    replaced,
    reported,
    shown,
    texts,
    typed,
    with_new_row,
    year,
)
from tests.laws.sheets import inserted_column
from tests.laws.tables import TRAIL, WRITTEN, table_of, trail
from tests.laws.walk import Walk, changes, differences, facts
from tests.laws.worlds import example, with_start
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Grid, cell_of, number

NET, INCOME = "Nettokostnad", "Resultaträkning"
TWINS = ("Utfall", "Budget", "Prognos", "Årsbudget")


def word_changed(grid: Grid) -> Grid:
    """Return the workbook where a word on another sheet has been changed."""
    return Edit("ändra text", (0, 0, 7))(grid)


def new(before: Grid, after: Grid) -> list[Finding]:
    """Return the errors and questions that validera finds in one workbook and not in another."""
    known = [facts(finding) for finding in found(before)]
    return [finding for finding in grave(found(after)) if facts(finding) not in known]


def test_a_fault_that_the_press_has_mended_is_said_and_then_silent() -> None:
    """One unit turned green, never computed: the share that is counted is not judged."""
    unit = "Hästskons stöd- och boendeenhet"  # misspelt there, and an error of its own
    grid = typed(example("2022-11"), {"Enhetsresultat!C9": "Grön", "Enhetsresultat!B31": unit})
    assert [f.code for f in errors(found(grid)) if f.code == "C105"]
    pressed = press(grid)
    assert shown(pressed, "Medarbetare", "Utfall", "Mål") == number("0.9").value
    assert number("0.8").value in {value for *_, value, _ in replaced(pressed)}
    for stage in (pressed, word_changed(pressed), press(word_changed(pressed))):
        assert not [f for f in grave(found(stage)) if f.code == "C105"]
        assert not [f for f in grave(reported(stage)) if f.code == "C105"]
        assert errors(found(stage)) == []


def test_a_row_inserted_in_a_computed_workbook_makes_the_figures_old_and_no_more() -> None:
    computed = press(example("2022-11"))
    grid = with_new_row(computed)
    told = [f for f in new(computed, grid) if f.severity is Severity.ERROR]
    (stale,) = told
    assert re.search(r"Beräkna", stale.message)
    assert {stale.cell, *stale.consequences, *stale.inputs} >= {
        CellRef(NET, 18, 6), CellRef(NET, 18, 9), CellRef(INCOME, 17, 6),
    }  # fmt: skip
    after = press(grid)
    assert errors(found(after)) == errors(found(computed))
    assert {f.cell.row for f in new(computed, after) if f.cell and f.code.startswith("C")} <= {10}
    walk = Walk(grid)
    assert walk.press() == []


@pytest.mark.parametrize("month", ["2022-11"])
def test_two_amounts_that_have_changed_places_are_asked_about_until_they_change(month: str) -> None:
    published = example(month)
    one, other = (
        place(published, "Gemensamt IFO", "Utfall"),
        place(published, "Vård för vuxna med missbruksproblem", "Utfall"),
    )
    swapped = typed(published, {one: -27025, other: -78885})
    pressed = press(swapped)
    again = press(word_changed(pressed))
    for stage in (swapped, pressed, again):
        (told,) = about(found(stage), one, other)
        assert told.severity is Severity.QUESTION
        assert "bytt plats" in told.message
        assert {str(cell) for cell in (told.cell, *told.inputs)} >= {one, other}
        assert not [f for f in arithmetic(found(stage)) if f.cell != told.cell and f not in
                    arithmetic(found(published))]  # fmt: skip
    back = press(typed(again, {one: -78885, other: -27025}))
    assert about(found(back), one, other) == []


def test_a_computed_month_saved_as_the_next_is_computed_anew() -> None:
    november = press(example("2022-11"))
    december = with_start(november, period="dec", previous_report="2022-11")
    changed: dict[str, int] = {}
    for sheet in (NET, INCOME):
        table = table_of(november, sheet)
        for row in table.rows:
            was = table.cell(row, "Prognos").value
            if was is not None:
                changed[str(table.ref(row, "Föregående prognos"))] = int(str(was))
    for cell in (f"{NET}!G6", f"{NET}!G17", f"{INCOME}!G8", f"{INCOME}!G16", f"{INCOME}!G17"):
        changed[cell] = changed[cell.replace("G", "J")] + 100
    others = {"2022-11": november}
    assert len(arithmetic(reported(typed(december, changed), others))) <= 1
    after = press(typed(december, changed), others)
    assert len(arithmetic(found(after, others))) <= 1
    assert shown(after, "Gemensamt IFO", "Prognosförändring") == 100
    assert shown(after, "Socialpsykiatri", "Prognosförändring") == 0


@pytest.mark.parametrize("header", ["Utfall", "Avvikelse", "Prognos"])
def test_headers_within_the_tables_own_range_win(header: str) -> None:
    published = example("2021-02")
    table = table_of(published, NET)
    cells = {row: number(row * 97) for row in table.rows}
    grid = inserted_column(
        published, NET, 1, {table.header_row: cell_of(header), **cells}
    )  # fmt: skip
    assert [f.code for f in arithmetic(found(grid))] == [
        f.code for f in arithmetic(found(published))
    ]
    after = press(grid)
    assert not [ref for ref in changes(grid, after) if ref.sheet == NET and ref.column == 1]
    assert {shown(after, row, "Avvikelse") for row in ("Gemensamt IFO", "Socialpsykiatri")} == {
        shown(press(published), row, "Avvikelse") for row in ("Gemensamt IFO", "Socialpsykiatri")
    }


def test_an_input_accused_by_two_stays_an_error_at_that_input() -> None:
    """The author's own deviation, replaced, is still a witness beside the sum of the column."""
    published = example("2022-11")
    cell = place(published, "Gemensamt IFO", "Utfall")
    wrong = typed(published, {cell: -78585})
    pressed = press(wrong)
    assert shown(pressed, "Gemensamt IFO", "Avvikelse") == 2827
    for stage in (wrong, pressed, press(word_changed(pressed))):
        (told,) = errors(about(found(stage), cell))
        assert told.code == "C103"
        assert told.expected == -78885
        assert [f for f in errors(found(stage)) if f.code in {"C101", "C102", "C104"}] == []
    mended = press(typed(pressed, {cell: -78885}))
    assert errors(found(mended)) == errors(found(press(published)))


def test_a_wrong_deviation_whose_inputs_others_confirm_is_mended_and_not_asked() -> None:
    rows = (
        "A rad -500 -480 70",
        "B rad -100 -120 20",
        "C rad -90 -70 -20",
        "S total -690 -670 -20",
    )
    pressed = press(month(net(*rows)))
    assert shown(pressed, "A", "Avvikelse") == -20
    assert arithmetic(found(pressed)) == []
    assert ("A", "Avvikelse", 70, "") in {*replaced(pressed)}


def test_rounding_is_never_asked_about() -> None:
    pressed = press(month(net("A rad -500 -480 -21", "B rad -100 -120 19")))
    assert [shown(pressed, row, "Avvikelse") for row in "AB"] == [-20, 20]
    assert arithmetic(found(pressed)) == []


def test_equal_and_opposite_gaps_are_one_question_about_two_cells() -> None:
    rows = ("A rad -500 -480 380", "B rad -100 -120 -380", "S total -600 -600 0")
    for stage in (month(net(*rows)), press(month(net(*rows)))):
        (told,) = arithmetic(found(stage))
        assert told.severity is Severity.QUESTION
        assert "bytt plats" in told.message


def test_figures_that_are_ours_and_old_are_one_error_until_the_press() -> None:
    pressed = press(month(net("A rad -500 -480 .", "B rad -100 -120 .", "S total . . .")))
    changed = typed(pressed, {place(pressed, "A", "Utfall"): -540})
    (told,) = [f for f in errors(found(changed)) if f not in errors(found(pressed))]
    assert "Beräkna" in f"{told.message} {told.remedy}"
    assert "3" in told.message, "A's deviation, and two cells of the total"
    assert [f for f in arithmetic(found(changed)) if f != told] == []
    after = press(changed)
    assert errors(found(after)) == errors(found(pressed))
    assert [shown(after, "S", header) for header in ("Utfall", "Avvikelse")] == [-640, -40]


@pytest.mark.parametrize("column", ["Avvikelse", "Prognosavvikelse"])
def test_a_blank_in_a_computed_column_is_its_rows_value_and_no_error(column: str) -> None:
    published = example("2022-11")
    table = table_of(published, NET)
    blank = typed(published, {str(table.ref(row, column)): None for row in table.rows[:4]})
    assert arithmetic(errors(found(blank))) == arithmetic(errors(found(published)))
    assert shown(press(blank), "Gemensamt IFO", column) is not None


def test_a_blank_inner_sum_is_what_its_rows_give_to_the_sums_above_it() -> None:
    rows = (
        "Nord/A rad -390 -400 10", "Nord/B rad -610 -600 -10", "Nord/Summa_nord summa -1000 . .",
        "Syd/C rad -70 -70 0", "Syd/D rad -30 -40 10", "Syd/Summa_syd summa . -110 .",
        "Resultat total -1100 -1110 10",
    )  # fmt: skip
    grid = month(net(*rows))
    for stage in (grid, press(grid), press(press(grid))):
        assert arithmetic(found(stage)) == []
    filled = press(grid)
    assert (shown(filled, "Summa nord", "Budget"), shown(filled, "Summa syd", "Utfall")) == (
        -1000, -100,
    )  # fmt: skip
    assert arithmetic(found(typed(filled, {place(filled, "Resultat", "Utfall"): -1200})))


@pytest.mark.parametrize("change", ["sortera", "ändra", "ta bort"])
def test_a_memory_that_a_person_has_changed_is_believed_where_it_can_be(change: str) -> None:
    rows = ("A rad -500 -480 70", "B rad -100 -120 20", "C rad -90 -70 .")
    pressed = press(month(net(*rows)))
    (asked,) = arithmetic(found(pressed))
    lines = [ref for ref, _ in trail(pressed)]
    assert len(lines) >= 3
    edited = {
        "sortera": Edit("ändra Spårning", (2, 1, 0)), "ändra": Edit("ändra Spårning", (7, 0, 2)),
        "ta bort": Edit("ändra Spårning", (0, 0, 1)),
    }[change](pressed)  # fmt: skip
    assert edited != pressed
    told = arithmetic(found(edited))
    if change == "sortera":
        assert told == [asked], "sorting changes nothing"
        assert [*differences(found(pressed), found(edited))] == []
    else:
        assert errors(told) == []
    if change == "ändra":
        assert [f for f in found(edited) if TRAIL in f"{f.message} {f.remedy} {f.sheet}"]
    after = press(edited)
    assert errors(arithmetic(found(after))) == []
    assert press(after) == after


def test_what_was_replaced_is_told_and_carried_by_every_press() -> None:
    grid = month(net("A rad -500 -480 70", "B rad -100 -120 20"))
    computed = api.computed(api.beside(grid))
    assert api.replaced_by(computed) == [(f"{NET}!F6", 70, -20)]
    stage = press(grid)
    for _ in range(3):
        assert ("A", "Avvikelse", 70, "") in {*replaced(stage)}
        stage = press(word_changed(typed(stage, {place(stage, "B", "Budget"): -121})))


def test_only_the_programs_own_sheets_and_cells_are_written() -> None:
    grid = month(year("A rad -900 -880 -20 . .", "S total -900 -880 -20 . ."))
    computed = api.computed(api.beside(grid))
    assert {page.name for page in computed.pages} <= {*WRITTEN}
    assert texts(press(grid), TRAIL)
    assert {ref.sheet for ref in computed.values} <= {"Start", NET}
