"""What Beräkna remembers: hard cases, each with what should happen."""

from __future__ import annotations

import pytest

from tests.laws.edits import Edit
from tests.laws.months import (
    INCOME,
    NET,
    about,
    accepted,
    arithmetic,
    errors,
    formula,
    found,
    grave,
    month,
    net,
    place,
    press,
    replaced,
    reported,
    row_of,
    shown,
    texts,
    typed,
    year,
)
from tests.laws.sheets import deleted_row, inserted_row, reordered, with_cells, without_sheet
from tests.laws.tables import CHECK, TRAIL, table_of
from tests.laws.walk import differences
from xl_asn.documents.start import Start
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Grid, cell_of

#: The deviation of Särskilt boende should be 20: only what the author had written says otherwise.
ASKED = net("Vård rad -500 -480 -20", "Särskilt_boende rad -100 -120 200", "Stöd rad -300 -310 10")


def question(grid: Grid) -> Finding:
    """Return the one question about amounts that a workbook gives."""
    (asked,) = arithmetic(found(grid))
    assert asked.severity is Severity.QUESTION
    return asked


def start(grid: Grid, **values: str) -> Grid:
    fields = Start.from_grid(grid)[0]
    return with_cells(grid, {fields.cell(name): cell_of(text) for name, text in values.items()})


@pytest.fixture
def asked() -> Grid:
    """A pressed month that asks about Särskilt boende, and about nothing else."""
    grid = press(month(ASKED))
    told = question(grid)
    assert "Särskilt boende" in told.message
    assert "200" in told.message
    return grid


def test_the_same_wrong_figure_again_is_judged_as_one_until_it_is_pressed(asked: Grid) -> None:
    again = typed(asked, {place(asked, "Särskilt boende", "Avvikelse"): 200})
    (told,) = arithmetic(found(again))
    assert told.severity is Severity.ERROR
    assert told.found == 200
    assert [*differences(found(asked), found(press(again)))] == []


def test_an_acceptance_holds_for_the_same_figure_and_falls_for_another(asked: Grid) -> None:
    told = question(asked)
    kept = press(accepted(asked, told.code, str(told.cell)))
    assert question(kept).is_accepted
    cell = place(kept, "Särskilt boende", "Avvikelse")
    assert question(press(typed(kept, {cell: 200}))).is_accepted
    other = press(typed(kept, {cell: 250}))
    assert not question(other).is_accepted
    assert "Beloppen är rätta." in texts(other, CHECK)


@pytest.mark.parametrize("name", ["Särskilt boenden", "Något annat"])
def test_the_question_follows_a_renamed_row_whose_inputs_stand(asked: Grid, name: str) -> None:
    before = question(asked)
    after = press(typed(asked, {place(asked, "Särskilt boende", "Verksamhet"): name}))
    told = question(after)
    assert told.cell == before.cell
    assert name in told.message


def test_the_question_ends_when_a_renamed_rows_inputs_change(asked: Grid) -> None:
    renamed = typed(asked, {place(asked, "Särskilt boende", "Verksamhet"): "Särskilt boenden"})
    changed = press(typed(renamed, {place(renamed, "Särskilt boenden", "Utfall"): -110}))
    assert arithmetic(found(changed)) == []
    assert shown(changed, "Särskilt boenden", "Avvikelse") == 10


def test_the_memory_of_a_row_that_is_not_found_again_is_dropped_and_that_is_said(
    asked: Grid,
) -> None:
    renamed = typed(asked, {place(asked, "Särskilt boende", "Verksamhet"): "Något annat"})
    cells = {
        place(renamed, "Något annat", "Utfall"): -71,
        place(renamed, "Något annat", "Budget"): -99,
    }
    changed = press(typed(renamed, cells))
    assert not any("200" in told.message for told in arithmetic(found(changed)))
    assert shown(changed, "Något annat", "Avvikelse") == 28
    assert ("Särskilt boende", "Avvikelse", 200, "") in {
        *replaced(changed)
    } or "Särskilt boende" in texts(changed)
    assert "finns inte" in texts(changed) or "borttagen" in texts(changed)


def test_a_right_formula_with_a_stale_value_is_left_as_it_is() -> None:
    held = formula("D7-E7", 999)
    rows = ("A rad -500 -480 -20", "B rad -100 -120 .", "S total -600 -600 .")
    grid = typed(month(net(*rows)), {"Nettokostnad!F7": held})
    assert arithmetic(found(grid)) == []
    after = press(grid)
    assert after.at(CellRef(NET, 7, 6)).formula == "D7-E7"
    assert arithmetic(found(after)) == []
    assert shown(after, "S", "Avvikelse") == 0


def test_a_wrong_formula_is_named_replaced_and_kept() -> None:
    rows = ("A rad -500 -480 -20", "B rad -100 -120 .", "C rad -300 -310 10")
    grid = typed(month(net(*rows)), {"Nettokostnad!F7": formula("D8-E7", -180)})
    (told,) = about(found(grid), "Nettokostnad!F7")
    assert "=D8-E7" in f"{told.message} {told.remedy}"
    after = press(grid)
    assert (shown(after, "B", "Avvikelse"), after.at(CellRef(NET, 7, 6)).formula) == (20, None)
    assert "=D8-E7" in {said for *_, said in replaced(after)}
    assert "=D8-E7" in question(after).message, "a witness like a figure"


def test_a_total_of_hers_that_is_wrong_by_one_is_hers() -> None:
    def sheet(name: str, label: str, total: str) -> str:
        rows = ("A rad -500 -480 -20", "B rad -100 -120 20", "C rad -70 -70 0", total)
        return net(*rows).replace(NET, name).replace("Verksamhet", label)

    grid = month(
        sheet(NET, "Verksamhet", "Resultat total -671 -670 -1"),
        sheet(INCOME, "Post", "Resultat total -670 -670 0"),
    )
    for stage in (grid, press(grid), press(press(grid))):
        (told,) = arithmetic(found(stage))
        assert told.code == "C104"
        assert told.cell is not None
        assert (told.cell.row, told.cell.column) == (9, 4)
        assert {cell.column for cell in told.consequences} == {6}, "the total's own deviation"
        assert shown(stage, "Resultat", "Utfall") == -671
        assert shown(stage, "Resultat", "Utfall", INCOME) == -670
    assert {column for _, column, *_ in replaced(press(grid))} == {"Avvikelse"}


def test_two_rows_of_one_key_are_told_apart_by_their_inputs() -> None:
    rows = ("Vård rad -500 -480 -20", "Boende rad -100 -120 200", "Boende rad -70 -80 10")
    grid = press(month(net(*rows)))
    told = question(grid)
    assert told.cell is not None
    swapped = press(reordered(grid, NET, {7: 8, 8: 7}))
    moved = question(swapped)
    assert moved.cell == CellRef(NET, 8, told.cell.column)
    assert (moved.found, moved.expected) == (told.found, told.expected)


def test_two_rows_of_one_key_that_cannot_be_told_apart_are_dropped_or_asked_once() -> None:
    rows = ("Vård rad -500 -480 -20", "Boende rad -100 -120 200", "Boende rad -100 -120 20")
    grid = press(month(net(*rows)))
    for stage in (grid, press(reordered(grid, NET, {7: 8, 8: 7}))):
        assert (
            len(arithmetic(found(stage))) - sum(f.code == "V106" for f in arithmetic(found(stage)))
            <= 1
        )
        assert shown(stage, "Boende", "Avvikelse") == 20


def test_breakdowns_of_one_name_are_known_by_the_row_they_break_down() -> None:
    rows = (
        "Personal rad -500 -480 -20", "interna varav -100 -120 20",
        "Övrigt rad -900 -910 10", "interna varav -200 -250 100", "Köp rad -80 -80 0",
    )  # fmt: skip
    grid = press(month(net(*rows).replace(NET, INCOME).replace("Verksamhet", "Post")))
    told = question(grid)
    assert told.cell is not None
    assert told.cell.row == 9
    above = dict(grid.sheet(INCOME).row(10)) if grid.sheet(INCOME) else {}  # type: ignore[union-attr]
    above[2] = cell_of("Bidrag")
    moved = press(inserted_row(grid, INCOME, 6, above))
    assert question(moved).cell == CellRef(INCOME, 10, told.cell.column)


MOVES = (
    Edit("sortera", (0, 0, 1)), Edit("flytta rad", (0, 1, 2)), Edit("flytta tabellen", (0, 0, 0)),
    Edit("infoga rad", (0, 0, 0)), Edit("egen kolumn", (0, 1, 0)), Edit("egen kolumn", (0, 2, 2)),
)  # fmt: skip


@pytest.mark.parametrize("edit", MOVES)
def test_the_memory_follows_rows_that_are_moved(asked: Grid, edit: Edit) -> None:
    before = question(asked)
    moved = edit(asked)
    assert moved != asked
    for stage in (moved, press(moved), press(press(moved))):
        told = question(stage)
        assert told.cell is not None
        assert before.cell is not None
        assert told.cell.row == row_of(stage, "Särskilt boende")
        assert told.message == before.message


def test_without_its_memory_the_figures_are_the_authors(asked: Grid) -> None:
    bare = without_sheet(asked, TRAIL)
    said = found(bare)
    assert errors(said) == errors(found(asked)), "they agree"
    assert arithmetic(said) == [], "what was replaced is forgotten"
    (lost,) = [f for f in said if "minne" in f"{f.name} {f.message}".casefold()]
    assert lost.severity is Severity.INFO
    after = press(bare)
    assert arithmetic(found(after)) == []
    assert shown(after, "Särskilt boende", "Avvikelse") == 20


def test_a_filled_total_is_the_authors_without_the_memory() -> None:
    grid = press(month(net("A rad -500 -480 .", "B rad -100 -120 .", "S total . . .")))
    assert shown(grid, "S", "Utfall") == -600
    changed = typed(without_sheet(grid, TRAIL), {place(grid, "A", "Utfall"): -700})
    after = press(changed)
    assert shown(after, "S", "Utfall") == -600, "hers now, and never replaced"
    assert any(f.code in {"C102", "C103"} for f in arithmetic(found(after)))
    followed = press(typed(grid, {place(grid, "A", "Utfall"): -700}))
    assert shown(followed, "S", "Utfall") == -800, "ours, and follows its rows"


def test_another_period_ends_the_questions_and_keeps_what_is_ours() -> None:
    rows = ("A rad -500 -480 70", "B rad -100 -120 20", "S total . . .")
    grid = press(month(net(*rows)))
    december = start(grid, period="dec", date="2025-01-08")
    december = typed(december, {place(grid, "A", "Utfall"): -550})
    after = press(december)
    assert arithmetic(found(after)) == []
    assert shown(after, "S", "Utfall") == -650
    assert shown(after, "A", "Avvikelse") == -70


OCTOBER = month(
    year("A rad -900 -880 -20 . .", "B rad -400 -410 10 . .", "S total -1300 -1290 -10 . ."),
    period="okt", day="2024-11-05",
)  # fmt: skip
LINKED = month(
    year("A rad -910 -880 . . .", "B rad -400 -410 . . .", "S total -1310 -1290 . . ."),
    previous="oktober",
)


def test_a_blank_previous_forecast_is_filled_from_the_linked_report() -> None:
    after = press(LINKED, {"oktober": OCTOBER})
    assert [shown(after, row, "Föregående prognos") for row in "ABS"] == [-900, -400, -1300]
    assert [shown(after, row, "Prognosförändring") for row in "ABS"] == [-10, 0, -10]
    assert arithmetic(found(after, {"oktober": OCTOBER})) == []


def test_filled_cells_stay_when_the_linked_report_is_gone() -> None:
    filled = press(LINKED, {"oktober": OCTOBER})
    for stage in (filled, press(filled)):
        told = [f for f in found(stage) if "oktober" in f"{f.message} {f.remedy}"]
        assert len(told) == 1
        assert errors(found(stage)) == errors(found(filled, {"oktober": OCTOBER}))
        assert [shown(stage, row, "Föregående prognos") for row in "ABS"] == [-900, -400, -1300]


def test_filled_cells_follow_when_the_linked_report_is_corrected() -> None:
    filled = press(LINKED, {"oktober": OCTOBER})
    corrected = typed(OCTOBER, {place(OCTOBER, "A", "Prognos"): -905})
    corrected = typed(corrected, {place(corrected, "S", "Prognos"): -1305})
    others = {"oktober": corrected}
    assert len(grave(found(filled, others))) <= len(grave(found(filled, {"oktober": OCTOBER}))) + 1
    after = press(filled, others)
    assert [shown(after, row, "Föregående prognos") for row in "ABS"] == [-905, -400, -1305]
    assert [shown(after, row, "Prognosförändring") for row in "ABS"] == [-5, 0, -5]
    assert arithmetic(reported(filled, others)) == []


def test_stale_typed_columns_are_one_question_a_column() -> None:
    rows = [f"Rad{n} rad -{n}00 -{n}50 {n * 7 + 100}" for n in range(1, 13)]
    after = press(month(net(*rows)))
    told = question(after)
    assert "Avvikelse" in told.message
    assert len({told.cell, *told.consequences}) >= 12
    assert question(press(after)) == told


def test_a_row_that_is_deleted_takes_its_question_with_it(asked: Grid) -> None:
    after = press(deleted_row(asked, NET, row_of(asked, "Särskilt boende")))
    assert arithmetic(found(after)) == []
    assert [table_of(after, NET).label_of(row) for row in table_of(after, NET).rows] == [
        "Vård", "Stöd",
    ]  # fmt: skip
