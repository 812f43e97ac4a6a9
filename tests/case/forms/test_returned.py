"""What a form that comes back answers, whatever has been done to it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.case.forms.returning import BY, DONE, MADE, PLACES, answers, made, with_answers, written
from tests.cycle.forms.made import BINDING, event_section, form_of, goal_section
from xl_asn.case.case import case_of
from xl_asn.case.forms.known import is_form
from xl_asn.case.forms.returned import returned
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.forms import AskedColumn, Returned
from xl_asn.model.grid import (
    BLANK,
    Cell,
    CellKind,
    Grid,
    Merge,
    Sheet,
    Value,
    number,
    text,
)

#: On *Svar*: the statuses are C8:C11 and their comments D8:D11, the forecasts C16:C18 and theirs.
_STATUS, _COMMENT, _FORECAST = (8, 3), (8, 4), (16, 3)


def _read(grid: Grid) -> Returned:
    found = returned(grid)
    assert isinstance(found, Returned), found
    return found


def _said(grid: Grid) -> dict[str, Value]:
    """Return the answers that differ from what was handed out, by row and column."""
    return {
        f"{answer.slot.row.text} {answer.slot.column}": answer.value
        for answer in _read(grid).answers
        if answer.is_usable and answer.value != answer.base
    }


def _codes(grid: Grid) -> set[str]:
    found = returned(grid)
    findings = (found,) if isinstance(found, Finding) else found.findings
    return {finding.code for finding in findings} - {"I142"}


def _cell_of(grid: Grid, code: str) -> str:
    return next(str(f.cell) for f in _read(grid).findings if f.code == code)


def test_an_untouched_form_answers_nothing_and_says_what_is_missing() -> None:
    assert is_form(MADE)
    found = _read(MADE)
    assert found.binding == BINDING
    assert [answer.value for answer in found.answers] == [a.base for a in PLACES.asked]
    assert [(f.code, f.severity) for f in found.findings] == [("I142", Severity.QUESTION)]
    assert "4 av 4 bedömningar saknas" in found.findings[0].message
    assert not found.is_begun
    assert not found.is_done


def test_the_lists_of_a_form_are_nobodys_words() -> None:
    event, *_ = event_section().asked
    unit = AskedColumn("Enhet", "Enhet", ("Barn, unga", "Vuxna"))
    form = form_of(goal_section(), event_section()._replace(asked=(unit, event)))
    assert _codes(made(form)) == set()


def test_every_answer_is_read_for_its_own_row() -> None:
    grid = written(
        {(8, 3): "Grön", (9, 3): "gul", (10, 3): "r", (11, 3): "Inget utfall", (9, 4): "Därför",
         (16, 3): Decimal(-80000), (17, 3): "−1 234", DONE: "Ja", BY: "Ann"},
    )  # fmt: skip
    assert _said(grid) == {
        "1 › Familjehemsenheten Bedömning": "Grön",
        "2 › Familjehemsenheten Bedömning": "Gul",
        "2 › Familjehemsenheten Kommentar": "Därför",
        "3 › Familjehemsenheten Bedömning": "Röd",
        "4 › Familjehemsenheten Bedömning": "Inget utfall",
        "IFO › Gemensamt IFO Prognos": Decimal(-80000),
        "IFO › Familjehem ‹ Placeringar Prognos": Decimal(-1234),
    }
    found = _read(grid)
    assert (found.is_done, found.by, found.is_begun) == (True, "Ann", True)
    assert found.findings == ()


#: What is written and where, the code that tells of it, its cell, and what is taken: None is not.
_TOLD: Mapping[str, tuple[tuple[int, int], Value | Cell, str, str, Value]] = {
    "unknown word": (_STATUS, "Orange", "V107", "Svar!C8", None),
    "error": (_STATUS, Cell(CellKind.ERROR, "#N/A"), "V103", "Svar!C8", None),
    "number for a word": (_STATUS, Decimal(3), "V107", "Svar!C8", None),
    "unit in words": (_FORECAST, "1,2 mnkr", "V102", "Svar!C16", None),
    "uncomputed": (_FORECAST, Cell(CellKind.UNCOMPUTED, None, "1+1"), "V105", "Svar!C16", None),
    "beyond": (_FORECAST, "9" * 30, "V169", "Svar!C16", None),
    "own sum": (_FORECAST, number(5)._replace(formula="2+3"), "I135", "Svar!C16", Decimal(5)),
    "outside": (_FORECAST, number(5)._replace(formula="[1]Blad1!A1"), "I134", "Svar!C16", None),
    "word by formula": (_STATUS, text("Grön")._replace(formula='"Grön"'), "I134", "Svar!C8", None),
    "like a formula": (_COMMENT, "=cmd|' /C calc'!A0", "I136", "Svar!D8", "=cmd|' /C calc'!A0"),
    "too long": (_COMMENT, "å" * 40_000, "I137", "Svar!D8", None),
    "personal number": (_COMMENT, "Gäller 811228-9874.", "T130", "Svar!D8", "Gäller 811228-9874."),
}  # fmt: skip


@pytest.mark.parametrize("name", _TOLD)
def test_what_cannot_be_taken_as_it_is_is_said_in_its_cell(name: str) -> None:
    place, value, code, cell, taken = _TOLD[name]
    grid = written({place: value})
    assert _codes(grid) == {code}
    assert _cell_of(grid, code) == cell
    assert list(_said(grid).values()) == ([] if taken is None else [taken])


@pytest.mark.parametrize("value", ["-1 234", "−1 234", "-1234,00"])
def test_numbers_as_text_are_read_as_amounts_are(value: str) -> None:
    assert list(_said(written({_FORECAST: value})).values()) == [Decimal(-1234)]


@pytest.mark.parametrize("value", ["GRÖN", " grön ", "● Grön", "g", "Gr\u00adön", "\u200bGrön"])
def test_a_status_is_read_as_people_write_it(value: str) -> None:
    assert list(_said(written({_STATUS: value})).values()) == ["Grön"]


def test_a_dash_and_what_nobody_sees_are_no_answer() -> None:
    assert _said(written({_STATUS: "\u200b", _COMMENT: " \u00a0"})) == {}


@pytest.mark.parametrize(
    ("word", "is_done", "codes"),
    [
        ("Ja", True, {"I140", "I141"}), ("JA!", True, {"I140", "I141"}), ("Nej", False, set()),
        ("snart", False, {"I139"}), (True, True, {"I140", "I141"}),
    ],
)  # fmt: skip
def test_done_is_read_as_people_say_it(
    word: Value, is_done: bool, codes: set[str]  # noqa: FBT001 - a table
) -> None:  # fmt: skip
    grid = written({DONE: word})
    assert _read(grid).is_done is is_done
    assert _codes(grid) == codes


def test_what_is_done_with_blanks_is_an_error_and_what_is_not_said_done_is_told() -> None:
    done = _read(written({DONE: "Ja", BY: "Ann"}))
    assert [(f.code, f.severity.value, str(f.cell)) for f in done.findings] == [
        ("I141", "fel", "Svar!C8")
    ]
    whole = _read(written({(row, 3): "Grön" for row in range(8, 12)}))
    assert [(f.code, f.severity.value) for f in whole.findings] == [("I143", "info")]


def test_the_ends_are_found_by_their_labels_where_the_names_are_lost_or_lead_astray() -> None:
    grid = written({DONE: "Ja", BY: "Ann"})
    for names in ({}, {"Klar": grid.names["Lämnat_av"]._replace(row=2)}):
        found = _read(replace(grid, names=names))
        assert (found.is_done, found.by) == (True, "Ann")


def test_changed_locked_cells_are_told_in_one_finding_and_not_taken() -> None:
    grid = written({(8, 2): "Ett annat mål", (16, 6): Decimal(-1), (7, 6): "Kommentaren"})
    told = [f for f in _read(grid).findings if f.code == "I133"]
    assert len(told) == 1
    assert [str(told[0].cell), *map(str, told[0].inputs)] == ["Svar!F7", "Svar!B8", "Svar!F16"]
    assert _said(grid) == {}


def test_a_row_that_stands_twice_is_taken_where_both_say_the_same_and_else_not() -> None:
    def copied(value: str, other: str) -> Grid:
        row = {(8, column): cell for column, cell in answers(MADE).row(8).items()}
        copy = {(13, column): cell for (_, column), cell in row.items()}
        return written({**copy, (8, 3): value, (13, 3): other})

    assert list(_said(copied("Grön", "grön")).values()) == ["Grön"]
    assert _said(copied("Grön", "Gul")) == {}
    assert _codes(copied("Grön", "Gul")) == {"I130"}


def test_added_rows_are_told_and_free_ones_are_read_in_their_order() -> None:
    grid = written(
        {(12, 1): Decimal(9), (12, 3): "Röd", (34, 4): "Tack!", (23, 4): "Flytt", (24, 4): "Brand"}
    )
    found = _read(grid)
    free = [(row.order, dict(row.values)) for row in found.added if row.is_free]
    assert free == [(1, {"Händelse": "Flytt"}), (2, {"Händelse": "Brand"})], found.added
    others = [dict(row.values) for row in found.added if not row.is_free]
    assert {"Mål": Decimal(9), "Bedömning": "Röd"} in others
    assert any("Tack!" in row.values() for row in others)
    assert _codes(grid) == {"I132"}


def test_rows_that_are_gone_are_named_and_answer_nothing() -> None:
    grid = written({(9, column): BLANK for column in range(1, 8)})
    assert _codes(grid) == {"I129"}
    assert len(_read(grid).answers) == len(PLACES.asked) - 2


def test_a_merged_answer_is_none() -> None:
    sheet = answers(written({_STATUS: "Grön"}))
    grid = with_answers(MADE, replace(sheet, merges=(Merge(8, 3, 10, 3),)))
    assert _codes(grid) == {"I138"}
    assert _said(grid) == {}


def _without_column(grid: Grid, column: int) -> Grid:
    sheet = answers(grid)
    cells = {(r, c - (c > column)): cell for (r, c), cell in sheet.cells.items() if c != column}
    return with_answers(grid, replace(sheet, cells=cells))


def test_a_column_of_answers_that_is_gone_is_told_and_one_that_is_read_is_not_needed() -> None:
    grid = written({_STATUS: "Grön", _COMMENT: "Därför"})
    assert _codes(_without_column(grid, 3)) == {"I127", "I143"}
    assert list(_said(_without_column(grid, 3)).values()) == ["Därför"]
    assert _codes(_without_column(grid, 6)) == {"I133"}
    assert list(_said(_without_column(grid, 6)).values()) == ["Grön", "Därför"]


def _renamed(grid: Grid, old: str, new: str) -> Grid:
    sheets = tuple(replace(s, name=new) if s.name == old else s for s in grid.sheets)
    return replace(grid, sheets=sheets)


def test_sheets_are_found_by_what_they_hold() -> None:
    grid = written({_STATUS: "Grön"})
    for old in ("Svar", "xl_asn"):
        assert list(_said(_renamed(grid, old, "Blad1")).values()) == ["Grön"]


def _without(grid: Grid, name: str) -> Grid:
    return replace(grid, sheets=tuple(s for s in grid.sheets if s.name != name))


def _bound_to(grid: Grid, recipient: str) -> Grid:
    def changed(sheet: Sheet) -> Sheet:
        cells = {
            place: text(recipient) if cell.value == BINDING.recipient else cell
            for place, cell in sheet.cells.items()
        }
        return replace(sheet, cells=cells)

    sheets = tuple(changed(s) if s.name == "xl_asn" else s for s in grid.sheets)
    return replace(grid, sheets=sheets)


def _elsewhere(grid: Grid) -> Grid:
    """Return the form as if its visible sheets were another recipient's."""

    def changed(sheet: Sheet) -> Sheet:
        cells = {
            place: text("En annan enhet")
            if isinstance(cell.value, str) and BINDING.recipient in cell.value
            else cell
            for place, cell in sheet.cells.items()
        }
        return replace(sheet, cells=cells)

    sheets = tuple(s if s.name == "xl_asn" else changed(s) for s in grid.sheets)
    return replace(grid, sheets=sheets)


#: What makes a form impossible to take, and the code that says so.
_REFUSED: Mapping[str, tuple[Callable[[Grid], Grid], str]] = {
    "hidden sheet gone": (lambda grid: _without(grid, "xl_asn"), "I121"),
    "answers gone": (lambda grid: _without(grid, "Svar"), "I125"),
    "another recipient": (lambda grid: _bound_to(grid, "Insats och utredning"), "I122"),
    "another form's": (_elsewhere, "I123"),
}  # fmt: skip


@pytest.mark.parametrize("name", _REFUSED)
def test_what_nobody_can_trust_is_refused_with_what_to_do(name: str) -> None:
    change, code = _REFUSED[name]
    found = returned(change(MADE))
    assert isinstance(found, Finding)
    assert found.code == code
    assert found.severity is Severity.ERROR
    assert "formuläret" in found.remedy


def test_an_altered_line_of_the_hidden_sheet_is_told_and_its_cell_is_not_read() -> None:
    hidden = next(s for s in MADE.sheets if s.name == "xl_asn")
    cells = {p: text("9") if c.text == "1" and p[1] == 6 else c for p, c in hidden.cells.items()}
    sheets = tuple(replace(s, cells=cells) if s is hidden else s for s in MADE.sheets)
    found = _read(replace(MADE, sheets=sheets))
    assert {f.code for f in found.findings} >= {"I122"}
    assert len(found.answers) == len(PLACES.asked) - 2


def test_a_form_is_no_master_and_no_master_is_a_form() -> None:
    found = case_of(MADE)
    assert isinstance(found, Finding)
    assert found.code == "I120"
    assert BINDING.recipient in found.message
    start = Sheet("Start", {(1, 1): text("Dokumenttyp"), (1, 2): text("Månadsrapport")})
    hidden = next(s for s in MADE.sheets if s.name == "xl_asn")
    assert not is_form(Grid((start, hidden)))
