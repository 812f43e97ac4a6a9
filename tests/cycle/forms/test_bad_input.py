"""Whatever people do to a form, an answer is its own cell's, or it is told what to do about it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.cycle.forms.coming_back import (
    ECONOMIST,
    FILE,
    Answered,
    Edit,
    answered,
    comments,
    gather,
    handed,
    opened,
    saved,
    told,
)
from tests.cycle.forms.returning import OTHER, UNIT
from xl_asn.case.forms.judged import judged_form
from xl_asn.case.forms.known import is_form, is_left_of_form
from xl_asn.files.reading.reader import read
from xl_asn.model.collection import State

ALL = ["Svar 1", "Svar 2", "Svar 3", "Svar 4"]
_SVAR = "Svar!"


def _pasted_over(made: Answered) -> None:
    """Paste over the list, which takes away what limits the cells."""
    made.sheet.data_validations.dataValidation.clear()
    for row, word in zip(made.span, ("Orange", "grön", "▲ gul", "3"), strict=True):
        made.sheet.cell(row, made.status).value = word


def _deleted(at: int) -> Edit:
    """Delete a column as Excel does: the names move with their cells."""

    def edit(made: Answered) -> None:
        column = (made.goal, made.status, made.comment)[at]
        made.sheet.delete_cols(column)
        for name in made.book.defined_names.values():
            letters = re.search(r"\$([A-Z]+)\$", str(name.value))
            assert letters
            number = column_index_from_string(letters[1])
            moved = get_column_letter(number - (number > column))
            name.value = str(name.value).replace(letters[0], f"${moved}$")

    return edit


def _moved_last(made: Answered) -> None:
    last = made.sheet.max_column + 1
    for row in range(made.header, made.span.stop):
        made.sheet.cell(row, last).value = made.sheet.cell(row, made.comment).value
        made.sheet.cell(row, made.comment).value = None


def _swapped(made: Answered) -> None:
    for row in range(made.header, made.span.stop):
        one, other = made.sheet.cell(row, made.status), made.sheet.cell(row, made.comment)
        one.value, other.value = other.value, one.value


def _sorted(made: Answered) -> None:
    cells = [[cell.value for cell in made.sheet[row]] for row in made.span]
    for row, values in zip(made.span, reversed(cells), strict=True):
        for column, value in enumerate(values, 1):
            made.sheet.cell(row, column).value = value


def _filtered(made: Answered) -> None:
    made.sheet.auto_filter.ref = f"A{made.header}:D{made.span[-1]}"
    for row in made.span[:3]:
        made.sheet.row_dimensions[row].hidden = True


def _row_inserted(made: Answered) -> None:
    made.sheet.insert_rows(made.first + 1, 2)
    made.sheet.insert_cols(made.comment)


def _renamed(made: Answered) -> None:
    made.sheet.title = "Blad1"


def _hidden_renamed(made: Answered) -> None:
    made.book["xl_asn"].title = "Blad9"


def _row_deleted(made: Answered) -> None:
    made.sheet.delete_rows(made.first + 1)


def _headers_deleted(made: Answered) -> None:
    made.sheet.delete_rows(made.header)


def _merged(made: Answered) -> None:
    column, rows = made.comment, made.span
    made.sheet.merge_cells(
        start_row=rows[0], end_row=rows[-1], start_column=column, end_column=column
    )


def _formulas(made: Answered) -> None:
    made.sheet.cell(made.first, made.comment).value = '="Svar 1"'
    made.sheet.cell(made.first + 1, made.comment).value = "=cmd|' /C calc'!A0"


def _like_formulas(made: Answered) -> None:
    for row, text in zip(made.span, ("=cmd|' /C calc'!A0", "@SUM(A1)", "- vi", "+46"), strict=True):
        cell = made.sheet.cell(row, made.comment)
        cell.value = text
        cell.data_type = "s"


def _other_pasted(made: Answered) -> None:
    """Fill in somebody else's form, and paste its sheet over."""
    _copy(openpyxl.load_workbook(BytesIO(answered(file=f"{OTHER}.xlsx")))["Svar"], made.sheet)


def _copy(source: Worksheet, target: Worksheet) -> None:
    for number, row in enumerate(source.iter_rows(values_only=True), 1):
        for column, value in enumerate(row, 1):
            target.cell(number, column).value = value


def _last_month_pasted(made: Answered) -> None:
    made.sheet["A1"] = f"Svar: {UNIT}, oktober 2022"


def _hidden_deleted(made: Answered) -> None:
    del made.book["xl_asn"]


def _answers_deleted(made: Answered) -> None:
    del made.book["Svar"]


def _written_beside(made: Answered) -> None:
    made.sheet.cell(made.first, made.comment + 4).value = "Ring mig"
    made.sheet.cell(40, made.status).value = "Vi hann inte mer."
    made.book.create_sheet("Mer")["B2"] = "Resten står här"


def _hidden_lines_altered(made: Answered) -> None:
    for row in made.book["xl_asn"].iter_rows():
        for cell in row:
            if cell.value == "Bedömning" and cell.row > 15:
                cell.value = "Bedomning"


def _hidden_head_altered(made: Answered) -> None:
    cells = (cell for row in made.book["xl_asn"].iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == UNIT).value = OTHER


class Case(NamedTuple):
    """What is done to a form, the codes that tell of it, which comments are taken, and words."""

    edit: Edit
    codes: tuple[str, ...] = ()
    taken: tuple[str, ...] = tuple(ALL)
    cell: str = ""
    words: tuple[str, ...] = ()


_DONE_TO_IT: Mapping[str, Case] = {
    "pasted over the list": Case(
        _pasted_over, ("V107", "V107"), cell="C8", words=("Orange", "Grön, Gul, Röd, Inget utfall")
    ),
    "column of goals deleted": Case(_deleted(0), ("I133",), words=("kolumnen Mål",)),
    "column of statuses deleted": Case(
        _deleted(1), ("I127",), words=("Kolumnen Bedömning", "skicka in formuläret på nytt")
    ),
    "column of comments deleted": Case(
        _deleted(2), ("I126", "I127"), (), words=("Rubriken Händelse", "Kolumnen Kommentar")
    ),
    "column moved": Case(_moved_last),
    "columns swapped": Case(_swapped),
    "sorted": Case(_sorted),
    "filtered": Case(_filtered),
    "rows and a column inserted": Case(_row_inserted),
    "sheet renamed": Case(_renamed),
    "hidden sheet renamed": Case(_hidden_renamed),
    "row deleted": Case(_row_deleted, ("I129",), ("Svar 1", "Svar 3", "Svar 4"), words=("mål 2",)),
    "headers deleted": Case(
        _headers_deleted, ("I126",), (), words=("Bedömning och Kommentar", "rubrikraden")
    ),
    "merged": Case(_merged, ("I138",), (), cell="D8", words=("D8:D11", "Dela celler")),
    "formulas that nobody has computed": Case(
        _formulas, ("V105", "V105"), ("Svar 3", "Svar 4"), cell="D8", words=("Kommentar",)
    ),
    "texts like formulas": Case(
        _like_formulas, ("I136", "I136"), ("=cmd|' /C calc'!A0", "@SUM(A1)", "- vi", "+46"),
        cell="D8", words=("tas in som text",),
    ),
    "somebody else's answers pasted": Case(
        _other_pasted, ("I123",), (), cell="A1", words=(OTHER, UNIT, "för över svaren")
    ),
    "another month's answers pasted": Case(
        _last_month_pasted, ("I123",), (), cell="A1", words=("oktober", "november")
    ),
    "written beside, below and on a sheet of her own": Case(
        _written_beside, ("I144",), cell="H8",
        words=("”Ring mig” i H8", "”Vi hann inte mer.” i C40", "på bladet Mer"),
    ),
    "hidden sheet deleted": Case(
        _hidden_deleted, ("I121",), (), words=("troligen från Vuxenenheten", "be den som delade")
    ),
    "answers deleted": Case(_answers_deleted, ("I125",), (), words=("Bladet Svar",)),
    "hidden lines altered": Case(
        _hidden_lines_altered, ("I122",), words=("3 rader till", "be den som delade")
    ),
    "hidden head altered": Case(_hidden_head_altered, ("I122",), (), words=("Uppgifterna",)),
}  # fmt: skip


@pytest.mark.parametrize("name", _DONE_TO_IT)
def test_what_is_done_to_a_form(name: str, tmp_path: Path) -> None:
    case = _DONE_TO_IT[name]
    found = gather(tmp_path, {FILE: answered(case.edit)})
    said = told(found)
    assert tuple(one.code for one in said) == case.codes
    assert sorted(map(str, comments(found))) == sorted(case.taken)
    text = " ".join(f"{one.message} {one.remedy}" for one in said)
    assert all(word in text for word in case.words), text
    assert all(FILE in one.message for one in said), "it says which file"
    assert all(one.remedy for one in said)
    if case.cell:
        assert str(said[0].cell) == f"{_SVAR}{case.cell}"
    assert found.collected.collection.extras == ()
    assert {one.slot.row.sheet for one in found.collected.taken} <= {"Enhetsresultat"}


@pytest.mark.parametrize("name", _DONE_TO_IT)
def test_the_unit_is_told_the_same_when_she_checks_it_herself(name: str) -> None:
    case = _DONE_TO_IT[name]
    grid = read(answered(case.edit))
    judged = judged_form(grid) if is_form(grid) or is_left_of_form(grid) else None
    assert judged is not None
    assert set(case.codes) <= {one.code for one in judged.findings}


def test_each_answer_is_its_own_rows_whatever_was_moved(tmp_path: Path) -> None:
    """What is taken stands in the cell of its goal, where the workbook has it."""
    plain = gather(tmp_path / "0", {FILE: answered()}).collected.values
    for number, edit in enumerate((_moved_last, _swapped, _sorted, _row_inserted, _deleted(0)), 1):
        found = gather(tmp_path / str(number), {FILE: answered(edit)}).collected.values
        assert found == plain


def test_what_has_to_be_mended_is_not_finished_and_the_reminder_says_what(tmp_path: Path) -> None:
    found = gather(tmp_path, {FILE: answered(_pasted_over)})
    assert found.standing is not None
    person = next(p for p in found.standing.people if p.status.recipient == UNIT)
    assert person.status.state is State.BEGUN
    assert person.status.remark == "Klar är Ja, men 2 fel är att rätta."
    assert person in found.standing.waited_for
    assert person.faults[0].startswith("Svar!C8: Bedömning för Vuxenenheten är ”Orange”")
    mended = gather(tmp_path, {FILE: answered()})
    assert mended.standing is not None
    assert UNIT not in {p.status.recipient for p in mended.standing.waited_for}


def test_a_formula_that_has_a_value_is_told_of_and_only_a_number_of_its_own_taken(
    tmp_path: Path,
) -> None:
    def formulas(made: Answered) -> None:
        for row, formula in zip(
            made.span, ("=-100-20", "=[1]Blad1!A1", "=SUM(D8:E8)"), strict=False
        ):
            made.sheet.cell(row, made.status).value = formula
        made.sheet.cell(made.first, made.comment).value = '="Svar 1"'

    file = f"{ECONOMIST}.xlsx"
    values = {rb"[A-Z]+(?:8|9|10)": b"-120"}
    found = gather(tmp_path, {file: _computed(answered(formulas, file), values)})
    assert [(one.code, str(one.cell)) for one in told(found)][:4] == [
        ("I134", "Svar!C8"), ("I134", "Svar!B9"), ("I135", "Svar!B8"), ("I135", "Svar!B10"),
    ]  # fmt: skip
    assert "som hämtar ur en annan fil" in told(found)[1].message
    forecasts = [o.after for o in found.collected.taken if o.slot.column == "Prognos"]
    assert forecasts == [-120, -120]


def _computed(data: bytes, values: Mapping[bytes, bytes]) -> bytes:
    """Return a form whose formulas have values, as Excel saves them."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for cell, value in values.items() if "worksheets" in name else ():
                pattern = rb'(<c r="%s"[^>]*>)(<f>[^<]*</f>)(?:<v\s*/>|<v></v>)' % cell
                part = re.sub(pattern, rb"\1\2<v>%s</v>" % value, part)
            new.writestr(name, part)
    return made.getvalue()


def test_an_answer_that_no_cell_has_room_for_is_refused_with_how_it_begins(tmp_path: Path) -> None:
    whole = gather(tmp_path / "1", {FILE: answered(said="å" * 32_765)})
    assert len(comments(whole)) == 4
    assert told(whole) == []
    data = answered(said="Lang text")
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            long = b"Lang text" + b"x" * 40_000
            new.writestr(name, old.read(name).replace(b"Lang text 1", long))
    found = gather(tmp_path / "2", {FILE: made.getvalue()})
    (said,) = told(found)
    assert said.code == "F139"
    assert "32 767" in said.message
    assert "den som börjar ”Lang text" in said.message
    assert said.remedy.startswith("Korta")
    assert found.collected.taken == ()


def test_copies_that_say_the_same_are_one_answer_and_others_a_conflict(tmp_path: Path) -> None:
    names = (FILE, f"{UNIT} (1).xlsx", f"{UNIT}-DESKTOP-7KQ2.xlsx", f"in/Kopia av {FILE}")
    same = gather(tmp_path / "1", dict.fromkeys(names, answered()))
    assert (comments(same), told(same)) == (ALL, [])
    assert same.collected.collection.conflicts == ()
    files = {names[0]: answered(), names[1]: handed()[1][FILE], names[2]: answered(said="Annat")}
    differing = gather(tmp_path / "2", files)
    assert comments(differing) == []
    conflicts = differing.collected.collection.conflicts
    assert [[(c.value, c.file) for c in one.answers] for one in conflicts] == [
        [(f"Annat {n}", names[2]), (f"Svar {n}", names[0])] for n in range(1, 5)
    ]


def test_an_answer_under_somebody_elses_name_is_its_own_and_asked_about(tmp_path: Path) -> None:
    file = f"{OTHER}.xlsx"
    found = gather(tmp_path / "1", {file: answered()})
    assert comments(found) == ALL
    (said,) = told(found)
    assert said.code == "I172"
    assert all(word in said.message for word in (file, OTHER, UNIT))
    states = {one.recipient: one.state for one in found.collected.collection.statuses}
    assert (states[UNIT], states[OTHER]) == (State.DONE, State.MISSING)
    for name in (f"{OTHER}/{FILE}", f"{UNIT} och {OTHER}.xlsx", "svar.xlsx"):
        assert told(gather(tmp_path / name[:-5], {name: answered()})) == []


def test_an_event_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    def events(made: Answered) -> None:
        top = next(c for row in made.sheet.iter_rows() for c in row if c.value == "Händelse")
        made.sheet.cell(top.row + 1, top.column).value = "=2+2"
        made.sheet.cell(top.row + 2, top.column).value = "Flytt till nya lokaler"

    found = gather(tmp_path, {FILE: answered(events)})
    assert [one.code for one in told(found)] == ["V105", "I159"]
    assert str(told(found)[0].cell) == "Svar!D16"
    assert [dict(one.values) for one in found.collected.collection.extras] == [
        {"Händelse": "Flytt till nya lokaler"}
    ]
    assert "1 händelse får inte plats" in told(found)[1].message


def test_what_is_no_form_is_told_with_whose_it_seems_to_be(tmp_path: Path) -> None:
    streams = "EncryptedPackage\0DRMEncryptedTransform\0"  # as a label encrypts a workbook
    label = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + streams.encode("utf-16-le")
    files = {
        FILE: label, f"{OTHER}.docx": b"PK", "in/Försörjningsstödsenheten IMG_1.jpg": b"\xff\xd8",
    }  # fmt: skip
    found = gather(tmp_path, files)
    assert found.collected.taken == ()
    states = {one.recipient: one for one in found.collected.collection.statuses}
    for name in (UNIT, OTHER, "Försörjningsstödsenheten"):
        assert states[name].state is State.REFUSED
    said = {one.code: one for one in told(found)}
    assert said.keys() == {"F119", "I170"}
    assert "utan kryptering" in said["F119"].remedy


def test_a_blank_form_says_nothing(tmp_path: Path) -> None:
    files = {FILE: handed()[1][FILE], f"{OTHER}.xlsx": saved(opened(f"{OTHER}.xlsx").book)}
    found = gather(tmp_path, files)
    assert (found.collected.taken, told(found)) == ((), [])
