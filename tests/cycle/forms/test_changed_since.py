"""The workbook has changed since the forms were handed out: why rows are gone, and a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cycle.forms.coming_back import FILE, answered, comments, gather, handed, told
from tests.cycle.forms.returning import UNIT, cell, slots_of, written
from xl_asn.case.case import Case, case_of
from xl_asn.model.grid import Cell, Grid, Value, cell_of

Cells = dict[tuple[int, int], Cell]
Change = Callable[[Case], Case]
ALL = ["Svar 1", "Svar 2", "Svar 3", "Svar 4"]
RESULTS, REGISTER = "Enhetsresultat", "Organisation"
ROWS = tuple(cell(goal).row for goal in (1, 2, 3, 4))
HEIRS = ("Vuxna norr", "Vuxna söder")


def _changed(case: Case, sheet: str, change: Callable[[Cells], Cells]) -> Case:
    sheets = tuple(
        replace(one, cells=change(dict(one.cells)), tables=()) if one.name == sheet else one
        for one in case.grid.sheets
    )
    read = case_of(Grid(sheets, case.grid.names))
    assert isinstance(read, Case)
    return read


def _without_rows(*rows: int) -> Change:
    """Delete rows, which moves those below them up."""

    def place(row: int) -> int:
        return row - sum(gone < row for gone in rows)

    return lambda case: _changed(
        case, RESULTS, lambda c: {(place(r), k): v for (r, k), v in c.items() if r not in rows}
    )


def _called(new: str, old: str = UNIT) -> Change:
    return lambda case: _changed(
        case, RESULTS, lambda c: {p: cell_of(new) if v.text == old else v for p, v in c.items()}
    )


def _registered(name: str, **told: Value) -> Change:
    """Write in the row of a unit in the register, or in a new one."""

    def change(cells: Cells) -> Cells:
        top = next(r for (r, _), v in cells.items() if v.text == "Gäller till")
        columns = {v.text: c for (r, c), v in cells.items() if r == top}
        last = max(r for r, _ in cells) + 1
        row = next((r for (r, c), v in cells.items() if c == 1 and v.text == name), last)
        named = {key.replace("_", " "): value for key, value in told.items()}
        values = {"Enhet": name, **named}
        return {**cells, **{(row, columns[key]): cell_of(v) for key, v in values.items()}}

    return lambda case: _changed(case, REGISTER, change)


def _split(case: Case) -> Case:
    """Let two units come in the place of one, in the register and on the sheet."""
    for name in HEIRS:
        case = _registered(name, Gäller_från=date(2022, 11, 1), Ersätter=UNIT)(case)
    case = _registered(UNIT, Gäller_till=date(2022, 10, 31))(case)

    def rows(cells: Cells) -> Cells:
        last = max(r for r, _ in cells)
        for row in ROWS:
            for name in HEIRS:
                last += 1
                cells |= {(last, c): v for (r, c), v in [*cells.items()] if r == row}
                cells[last, cell(1).column - 1] = cell_of(name)
        return {place: v for place, v in cells.items() if place[0] not in ROWS}

    return _changed(case, RESULTS, rows)


def _copied(case: Case) -> Case:
    def rows(cells: Cells) -> Cells:
        last = max(r for r, _ in cells) + 1
        return cells | {(last, c): v for (r, c), v in cells.items() if r == ROWS[0]}

    return _changed(case, RESULTS, rows)


def _headed(old: str, new: str) -> Change:
    return lambda case: _changed(
        case, RESULTS, lambda c: {p: cell_of(new) if v.text == old else v for p, v in c.items()}
    )


def _no_sheet(case: Case) -> Case:
    sheets = tuple(one for one in case.grid.sheets if one.name != RESULTS)
    read = case_of(Grid(sheets, case.grid.names))
    assert isinstance(read, Case)
    return read


def _both(*changes: Change) -> Change:
    def change(case: Case) -> Case:
        for one in changes:
            case = one(case)
        return case

    return change


_GONE: dict[str, tuple[Change, str, tuple[str, ...], tuple[str, ...]]] = {
    "row deleted": (
        _without_rows(ROWS[0]), "I155", ("Svar 2", "Svar 3", "Svar 4"),
        ("raden 1 › Vuxenenheten finns inte", "lägg tillbaka den"),
    ),
    "unit deleted": (_without_rows(*ROWS), "I155", (), ("raderna 1 › Vuxenenheten, 2",)),
    "unit renamed": (_called("Vuxenstöd"), "I155", (), ("nytt namn", "Alias")),
    "unit ended": (
        _both(_without_rows(*ROWS), _registered(UNIT, Gäller_till=date(2022, 10, 31))), "I155", (),
        ("Vuxenenheten har upphört.", "Gäller till"),
    ),
    "unit split": (
        _split, "I155", (),
        ("har delats i Vuxna norr och Vuxna söder", "raderna för Vuxna norr och Vuxna söder"),
    ),
    "row copied": (
        _copied, "I155", ("Svar 2", "Svar 3", "Svar 4"), ("mer än en gång", "bara en av de rader"),
    ),
    "column renamed": (_headed("Kommentar", "Anm"), "I156", (), ("kolumnen Kommentar", "rubrik")),
    "sheet deleted": (_no_sheet, "I155", (), ("bladet Enhetsresultat finns inte", "bladet")),
}  # fmt: skip


@pytest.mark.parametrize("name", _GONE)
def test_what_is_gone_is_told_once_with_why_and_what_to_do(name: str, tmp_path: Path) -> None:
    change, code, taken, words = _GONE[name]
    found = gather(tmp_path, {FILE: answered()}, change(handed()[0]))
    (said,) = told(found)
    assert said.code == code
    assert tuple(comments(found)) == taken
    text = f"{said.message} {said.remedy}"
    assert FILE in said.message
    assert all(word in text for word in words), text


@pytest.mark.parametrize(
    "change",
    [
        _both(_called("Vuxenstöd"), _registered(UNIT, Alias="Vuxenstöd")),
        _both(_called("Vuxenstöd"), _registered("Vuxenstöd", Ersätter=UNIT)),
        _both(_without_rows(ROWS[0] - 1), _called("vuxenenheten ")),
        _registered(UNIT, Gäller_till=date(2022, 11, 15)),
    ],
    ids=["alias", "replaced", "rows moved", "ended in the month"],
)
def test_what_was_told_to_do_is_enough(change: Change, tmp_path: Path) -> None:
    found = gather(tmp_path, {FILE: answered()}, change(handed()[0]))
    assert (told(found), comments(found)) == ([], ALL)


def test_rows_that_nobody_has_answered_are_nothing_to_tell(tmp_path: Path) -> None:
    case = _without_rows(*ROWS)(handed()[0])
    found = gather(tmp_path, {FILE: handed()[1][FILE]}, case)
    assert told(found) == []


def test_what_the_economist_has_written_since_is_never_written_over(tmp_path: Path) -> None:
    ref, status = cell(1, "Kommentar"), cell(2)
    case = written(handed()[0], {ref: "Ekonomens ord", status: "Röd"})
    found = gather(tmp_path, {FILE: answered()}, case)
    assert ref not in found.collected.values
    assert status not in found.collected.values, "her status is as it was handed out"
    (conflict,) = found.collected.collection.conflicts
    assert (conflict.cell, conflict.base) == (ref, None)
    assert [(one.value, one.file) for one in conflict.candidates] == [
        ("Ekonomens ord", ""), ("Svar 1", FILE),
    ]  # fmt: skip


def test_a_row_that_was_sorted_away_is_the_same_row(tmp_path: Path) -> None:
    case = handed()[0]
    rows = sorted({ref.row for ref in slots_of(case).values()})
    to = dict(zip(rows, reversed(rows), strict=True))
    moved = _changed(case, RESULTS, lambda c: {(to.get(r, r), k): v for (r, k), v in c.items()})
    found = gather(tmp_path, {FILE: answered()}, moved)
    assert comments(found)[::-1] == ALL
    assert all(
        moved.grid.at(one.cell._replace(column=cell(1).column - 1)).text == UNIT
        for one in found.collected.taken
    )


def test_no_name_of_a_row_breaks_a_sentence(tmp_path: Path) -> None:
    name = "Enhet {rad} {0} %s"
    case = _both(_split, _called(name, HEIRS[0]))(handed()[0])
    case = _registered(name, Ersätter=UNIT)(case)
    (said,) = told(gather(tmp_path, {FILE: answered()}, case))
    assert name in said.message, said
    assert name in said.remedy
