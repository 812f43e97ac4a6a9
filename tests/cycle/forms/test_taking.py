"""Answers taken into the workbook of November 2022: what is written, asked and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from tests.cycle.forms.returning import (
    LATER,
    MASTER,
    NOW,
    OTHER,
    UNIT,
    after,
    cell,
    event,
    form,
    handed_out,
    november,
    slots_of,
    units,
    written,
)
from tests.cycle.forms.settling import chosen
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import compute
from xl_asn.case.examine import examine
from xl_asn.case.opened import opened
from xl_asn.cycle.forms.coming import Came, WholeMaster
from xl_asn.cycle.forms.taking import Collected, taken
from xl_asn.cycle.forms.undoing import undone
from xl_asn.cycle.next_period.following import asked_period
from xl_asn.cycle.next_period.fresh import Before, next_period
from xl_asn.files.changing.book import Book
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.save import saved
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.load import load_taken
from xl_asn.model.collection import Collection, Fate, State
from xl_asn.model.collection_sheet import NAME
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import BLANK, CellRef, Grid, Sheet, Value, cell_of
from xl_asn.model.page import Page
from xl_asn.pages.collection_page import collection_page, read_collection

STATUS = (1, "Bedömning")
COMMENT = (1, "Kommentar")
WRITTEN = ("Enhetsresultat", NAME)
LISTS = ("xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")


def master() -> Case:
    return handed_out(november())


def collect(case: Case, *forms: Came) -> Collected:
    return taken(case, forms, now=NOW)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def other_than(ref: CellRef) -> Value:
    held = november().grid.at(ref).text
    return "Röd" if held == "Gul" else "Gul"


def test_an_answer_is_taken_and_logged_and_nothing_is_left_to_take() -> None:
    case, ref = master(), cell(1)
    said = other_than(ref)
    found = collect(case, form(case, {STATUS: said}))
    assert found.values == {ref: said}
    (one,) = found.taken
    assert (one.cell, one.before, one.after) == (ref, november().grid.at(ref).value, said)
    status = next(s for s in found.collection.statuses if s.recipient == UNIT)
    assert (status.state, status.by, status.read) == (State.DONE, "Anna", NOW)
    missing = [s.state for s in found.collection.statuses if s.recipient != UNIT]
    assert missing == [State.MISSING] * 9
    again = taken(after(case, found), [form(case, {STATUS: said})], now=LATER)
    assert (again.values, again.page, again.taken) == ({}, None, ())


def test_ten_forms_give_eighty_cells_and_nothing_else_of_the_package_changes() -> None:
    loaded, case = opened(MASTER)
    first = handed_out(case)
    data = saved(loaded.data or b"", {}, [_page(first)])
    case = _read(data)
    forms = [
        form(case, {key: _answer(case, ref) for key, ref in _cells(case, unit).items()}, unit)
        for unit in units(case)
    ]
    found = taken(case, forms, now=NOW)
    assert len(found.values) == len(found.taken) == 80
    assert found.values == {ref: _answer(case, ref) for ref in slots_of(case).values()}
    assert found.page is not None
    new = saved(data, found.values, [found.page])
    again = _read(new)
    assert {ref: again.grid.at(ref).value for ref in found.values} == found.values
    twice = taken(again, reversed(forms), now=LATER)
    assert (twice.values, twice.page, twice.taken) == ({}, None, ())
    assert _changed_parts(data, new) <= {*WRITTEN, *LISTS}
    left = {sheet.name: sheet.cells for sheet in case.grid.sheets if sheet.name not in WRITTEN}
    assert left.items() <= {sheet.name: sheet.cells for sheet in again.grid.sheets}.items()


def _page(case: Case) -> Page:
    collection = read_collection(case.grid)
    assert collection is not None
    return collection_page(collection)


def _read(data: bytes) -> Case:
    loaded = load_taken(MASTER, snapshot.of_bytes(MASTER, data))
    assert loaded.grid is not None
    read = case_of(loaded.grid)
    assert isinstance(read, Case)
    return read


def _cells(case: Case, unit: str) -> Mapping[tuple[int, str], CellRef]:
    return {(int(s.row.names[0]), s.column): ref for s, ref in slots_of(case, unit).items()}


def _answer(case: Case, ref: CellRef) -> Value:
    if ref in {cell for slot, cell in slots_of(case).items() if slot.column == "Bedömning"}:
        return "Röd" if case.grid.at(ref).text == "Gul" else "Gul"
    return f"=Svar {ref.address}\nandra raden"


def _changed_parts(old: bytes, new: bytes) -> set[str]:
    """Return the sheets whose parts differ between two workbooks, and what else does."""
    one, other = Package.from_bytes(old), Package.from_bytes(new)
    names = {sheet.part: sheet.name for sheet in Book(other).sheets}
    return {
        names.get(part.replace("_rels/", "").removesuffix(".rels"), part)
        for part in one.parts.keys() | other.parts.keys()
        if one.parts.get(part) != other.parts.get(part)
    }


def test_what_has_changed_in_the_workbook_is_a_conflict_with_both_values_and_the_file() -> None:
    case, ref = master(), cell(1, "Kommentar")
    case = written(case, {ref: "Ändrad av ekonomen"})
    found = collect(case, form(case, {COMMENT: "Enhetens"}))
    assert found.values == {}
    (conflict,) = found.collection.conflicts
    assert [(c.value, c.file) for c in conflict.candidates] == [
        ("Ändrad av ekonomen", ""), ("Enhetens", f"{UNIT}.xlsx"),
    ]  # fmt: skip
    told = [f for f in examine(after(case, found)).findings if f.code == "I166"]
    assert [(f.cell, f.severity) for f in told] == [(ref, Severity.ERROR)]
    assert "Ändrad av ekonomen" in told[0].message
    assert f"{UNIT}.xlsx säger ”Enhetens”" in told[0].message
    states = {s.recipient: s.state for s in found.collection.statuses}
    assert states[UNIT] is State.CONFLICT


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_answers_are_a_conflict_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    case = master()
    forms = [
        form(case, {COMMENT: text}, file=file)
        for text, file in (("Ett", "a.xlsx"), ("Två", "a (1).xlsx"), ("Ett", "a-DESKTOP.xlsx"))
    ]
    found = collect(case, *(forms[at] for at in order))
    assert found == collect(case, *forms)
    (conflict,) = found.collection.conflicts
    assert [c.value for c in conflict.candidates[1:]] == ["Två", "Ett"]
    assert found.values == {}


def test_ta_writes_the_chosen_value_and_is_not_asked_again() -> None:
    case, ref = master(), cell(1, "Kommentar")
    case = written(case, {ref: "Ändrad"})
    forms = [form(case, {COMMENT: "Enhetens"})]
    asked = after(case, collect(case, *forms))
    for at, value in ((0, "Ändrad"), (1, "Enhetens")):
        done = collect(chosen(asked, at), *forms)
        assert done.collection.conflicts == ()
        assert done.values == ({} if at == 0 else {ref: value})
        assert done.taken[0].after == value
        settled = after(chosen(asked, at), done)
        assert not [f for f in examine(settled).findings if f.code == "I166"]
        again = taken(settled, forms, now=LATER)
        assert (again.values, again.page, again.findings) == ({}, None, ())


def test_a_choice_of_what_has_changed_since_is_not_carried_out() -> None:
    case, ref = master(), cell(1, "Kommentar")
    forms = [form(case, {COMMENT: "Enhetens"})]
    case = written(case, {ref: "Ändrad"})
    asked = after(case, collect(case, *forms))
    changed = written(chosen(asked, 1), {ref: "Ändrad igen"})
    found = collect(changed, *forms)
    assert found.values == {}
    assert "I162" in codes(found.findings)
    assert found.collection.conflicts[0].candidates[0].value == "Ändrad igen"
    assert not any(c.is_chosen for c in found.collection.conflicts[0].candidates)


@pytest.mark.parametrize(("words", "code"), [(("Ta", "Ta"), "I161"), (("Ta", "Kanske"), "I160")])
def test_what_cannot_be_understood_in_val_settles_nothing(
    words: tuple[str, str], code: str
) -> None:
    case = written(master(), {cell(1, "Kommentar"): "Ändrad"})
    forms = [form(case, {COMMENT: "Enhetens"})]
    asked = after(case, collect(case, *forms))
    marked = chosen(chosen(asked, 0, words[0]), 1, words[1])
    found = collect(marked, *forms)
    assert codes(found.findings) == [code]
    assert found.values == {}
    assert len(found.collection.conflicts) == 1


def test_an_emptied_answer_is_a_question_and_ta_empties_the_cell() -> None:
    ref = cell(1)
    case = master()
    found = collect(case, form(case, {STATUS: None}))
    assert found.values == {}
    asked = after(case, found)
    told = [f for f in examine(asked).findings if f.code in {"I166", "I167"}]
    assert [(f.code, f.cell, f.severity) for f in told] == [("I167", ref, Severity.QUESTION)]
    done = collect(chosen(asked, 1), form(case, {STATUS: None}))
    assert done.values == {ref: None}
    kept = collect(chosen(asked, 0), form(case, {STATUS: None}))
    assert (kept.values, kept.collection.conflicts) == ({}, ())


def test_a_formula_and_a_merged_cell_are_hers() -> None:
    case, ref = master(), cell(1, "Kommentar")
    sheets = tuple(
        replace(s, cells={**s.cells, ref[1:]: BLANK._replace(formula="A1")})
        if s.name == ref.sheet else s
        for s in case.grid.sheets
    )  # fmt: skip
    read = case_of(Grid(sheets, case.grid.names))
    assert isinstance(read, Case)
    base = november().grid.at(ref).value
    came = form(case, {COMMENT: "Enhetens"})
    answers = tuple(a._replace(base=None) if a.base == base and a.slot.column == "Kommentar" else a
                    for a in came.returned.answers)  # fmt: skip
    found = collect(read, came._replace(returned=came.returned._replace(answers=answers)))
    assert ref not in found.values
    assert "I157" in codes(found.findings)


@pytest.mark.parametrize(
    ("binding", "code", "what"),
    [
        ({"period": "2022-10"}, "I152", "2022-10"),
        ({"master": "en annan"}, "I151", UNIT),
        ({"document_type": "delarsrapport"}, "I153", "delarsrapport"),
    ],
)
def test_what_belongs_elsewhere_is_refused(binding: dict[str, str], code: str, what: str) -> None:
    case = master()
    found = collect(case, form(case, {COMMENT: "Nytt"}, binding=binding))
    assert found.values == {}
    assert codes(found.findings) == [code]
    assert what in found.findings[0].message
    states = {s.recipient: s.state for s in found.collection.statuses}
    assert states[UNIT] is State.REFUSED


def test_rows_are_found_by_their_names_and_by_what_the_register_says() -> None:
    moved = _renamed(master(), UNIT, "Vuxenheten och stöd", replaces=True)
    ref = next(iter(slots_of(moved, "Vuxenheten och stöd").values()))
    found = collect(moved, form(moved, {STATUS: other_than(cell(1))}))
    assert found.values == {ref: other_than(cell(1))}
    unknown = _renamed(master(), UNIT, "Något helt annat", replaces=False)
    lost = collect(unknown, form(unknown, {COMMENT: "Nytt"}))
    assert lost.values == {}
    assert codes(lost.findings) == ["I155"]


def _renamed(case: Case, old: str, new: str, *, replaces: bool) -> Case:
    """Return the workbook with a unit renamed."""
    values: dict[CellRef, Value] = dict.fromkeys(
        (
            row.cell("unit")
            for row in case.document.table("Enhetsresultat") or ()
            if row.unit == old
        ),
        new,
    )
    if replaces:
        register = case.document.table("Organisation")
        assert register is not None
        (row,) = [row for row in register if row.unit == old]
        values[row.cell("unit")] = new
        values[row.cell("replaces")] = old
    return written(case, values)


def test_a_late_answer_is_taken_and_marked() -> None:
    case = master()
    found = collect(case, form(case, {COMMENT: "Sent"}, day=date(2022, 12, 9)))
    assert len(found.values) == 1
    assert codes(found.findings) == ["I158"]
    status = next(s for s in found.collection.statuses if s.recipient == UNIT)
    assert status.state is State.LATE
    assert "2022-12-09" in status.remark


def test_a_form_that_is_not_done_is_begun() -> None:
    case = master()
    found = collect(case, form(case, {COMMENT: "Halvt"}, is_done=False))
    assert len(found.values) == 1
    states = {s.recipient: s.state for s in found.collection.statuses}
    assert states[UNIT] is State.BEGUN


def test_she_changes_her_mind_and_the_economist_hers() -> None:
    case, ref = master(), cell(1, "Kommentar")
    case = after(case, collect(case, form(case, {COMMENT: "Först"})))
    changed = taken(case, [form(case, {COMMENT: "Sedan"})], now=LATER)
    assert changed.values == {ref: "Sedan"}
    edited = written(case, {ref: "Ekonomens"})
    assert taken(edited, [form(case, {COMMENT: "Först"})], now=LATER).page is None
    asked = taken(edited, [form(case, {COMMENT: "Sedan"})], now=LATER)
    assert (asked.values, len(asked.collection.conflicts)) == ({}, 1)


def test_a_whole_workbook_is_read_for_the_rows_of_whose_it_is() -> None:
    case, ref = master(), cell(1, "Kommentar")
    hers = written(case, {ref: "I hela boken", cell(1, "Kommentar", OTHER): "Någon annans"})
    for file in (f"{UNIT}/2022-11.xlsm", f"in/2022-11 {UNIT.upper()}.xlsm"):
        found = taken(case, (), [WholeMaster(hers, file, NOW.date())], now=NOW)
        assert found.values == {ref: "I hela boken"}
        assert codes(found.findings) == ["I164"]
    for file in ("2022-11.xlsm", f"{UNIT} och {OTHER}.xlsm"):
        found = taken(case, (), [WholeMaster(hers, file, NOW.date())], now=NOW)
        assert found.values == {}
        assert codes(found.findings) == ["I163"]


def test_events_go_into_the_first_blank_row_and_follow_their_row() -> None:
    case = _with_room(master())
    rows = [row.row_number for row in case.document.table("Händelser") or ()]
    ref = CellRef("Händelser", max(rows) + 1, 2)
    first = collect(case, form(case, {}, added=[event("=En händelse")]))
    assert first.values == {ref: "=En händelse", ref._replace(column=1): UNIT}
    once = after(case, first)
    again = taken(once, [form(case, {}, added=[event("=En händelse")])], now=LATER)
    assert (again.values, again.page) == ({}, None)
    changed = taken(once, [form(case, {}, added=[event("Ändrad")])], now=LATER)
    assert changed.values == {ref: "Ändrad"}
    two = taken(
        once, [form(case, {}, added=[event("=En händelse"), event("En till", 2)])], now=LATER
    )
    assert two.values[CellRef("Händelser", ref.row + 1, 2)] == "En till"


def _with_room(case: Case) -> Case:
    """Return the workbook with the last three events gone."""
    rows = [*(case.document.table("Händelser") or ())][-3:]
    return written(case, {row.cell(name): None for row in rows for name in ("unit", "event")})


def test_what_has_no_room_and_no_row_is_kept_among_the_extra_rows() -> None:
    case = master()
    other = event("Något", is_free=False)._replace(sheet="Enhetsresultat")
    found = collect(case, form(case, {}, added=[event("Ryms inte"), other]))
    assert found.values == {}
    assert codes(found.findings) == ["I159"]
    assert [dict(one.values) for one in found.collection.extras] == [
        {"Händelse": "Något"}, {"Händelse": "Ryms inte"},
    ]  # fmt: skip
    once = after(case, found)
    assert taken(once, (), now=LATER).collection.extras == found.collection.extras


def test_a_sheet_of_her_own_by_that_name_is_never_written_over() -> None:
    own = Sheet(NAME, {(1, 1): cell_of("Insamling till julfesten")})
    case = november()
    read = case_of(Grid((*case.grid.sheets, own), case.grid.names))
    assert isinstance(read, Case)
    for found in (collect(read, form(read, {COMMENT: "x"})), undone(read, now=NOW)):
        assert (found.values, found.page) == ({}, None)
        assert codes(found.findings) == ["I165"]


def test_without_a_hand_out_there_is_nothing_to_take() -> None:
    found = collect(november(), form(november(), {COMMENT: "x"}))
    assert codes(found.findings) == ["I150"]
    assert (found.values, found.page) == ({}, None)


def test_taking_back_gives_what_stood_before_and_tells_what_has_changed() -> None:
    case = _with_room(master())
    said = form(case, {STATUS: other_than(cell(1)), COMMENT: "Nytt"}, added=[event("Hände")])
    found = collect(case, said)
    whole = undone(after(case, found), now=LATER)
    back = after(after(case, found), whole)
    assert {ref: back.grid.at(ref).value for ref in found.values} == {
        ref: case.grid.at(ref).value for ref in found.values
    }
    assert {one.fate for one in whole.collection.log} == {Fate.BACK}
    assert codes(undone(back, now=LATER).findings) == ["I169"]
    assert taken(back, [said], now=LATER).values == found.values, "it can be taken anew"
    edited = written(after(case, found), {cell(1, "Kommentar"): "Ekonomens"})
    partly = undone(edited, now=LATER)
    assert cell(1, "Kommentar") not in partly.values
    assert partly.values[cell(1)] == case.grid.at(cell(1)).value
    assert codes(partly.findings) == ["I168"]


def test_taking_back_opens_the_conflicts_that_were_settled() -> None:
    case, ref = written(master(), {cell(1, "Kommentar"): "Ändrad"}), cell(1, "Kommentar")
    forms = [form(case, {COMMENT: "Enhetens"})]
    asked = after(case, collect(case, *forms))
    settled = after(chosen(asked, 1), collect(chosen(asked, 1), *forms))
    back = undone(settled, now=LATER)
    assert back.values == {ref: "Ändrad"}
    (conflict,) = back.collection.conflicts
    assert not any(one.is_chosen for one in conflict.candidates)
    assert back.collection.settled == ()


def test_the_answer_is_told_as_the_contract_says() -> None:
    case, ref = master(), cell(1)
    told = collect(case, form(case, {STATUS: other_than(ref)})).as_json()
    assert told["tagna"] == [
        {"cell": str(ref), "före": case.grid.at(ref).value, "efter": other_than(ref),
         "fil": f"{UNIT}.xlsx"}
    ]  # fmt: skip
    assert {"namn": UNIT, "läge": "klart", "fil": f"{UNIT}.xlsx"} in told["mottagare"]
    assert set(told) == {"mottagare", "tagna", "konflikter", "fynd"}


def test_berakna_leaves_the_sheet_and_says_what_validera_says() -> None:
    case = written(master(), {cell(1, "Kommentar"): "Ändrad"})
    asked = after(case, collect(case, form(case, {COMMENT: "Enhetens", (2, "Bedömning"): None})))
    pressed = compute(asked, now=NOW)
    assert NAME not in {page.name for page in pressed.pages}
    assert not [ref for ref in pressed.values if ref.sheet == NAME]
    found = {(f.code, f.cell) for f in pressed.examined.findings if f.code in {"I166", "I167"}}
    assert found == {("I166", cell(1, "Kommentar")), ("I167", cell(2))}
    assert found <= {(f.code, f.cell) for f in examine(asked).findings}
    others = [f for f in examine(asked).findings if f.cell and f.cell.sheet == NAME]
    assert others == [], "it is nobody's text"


def test_the_next_period_does_not_take_it_over() -> None:
    case = after(master(), collect(master(), form(master(), {COMMENT: "Nytt"})))
    period = case.document.period
    assert period is not None
    asked = asked_period(type(case.document), period, None, None)
    done = next_period(case, asked, Before(case, "2022-11.xlsm"))
    (page,) = [page for page in done.pages if page.name == NAME]
    fresh = written(case, {}, page)
    assert read_collection(fresh.grid) == Collection("", "")
    assert codes(collect(fresh, form(fresh, {COMMENT: "Igen"})).findings) == ["I150"]


def test_what_she_has_written_beside_is_not_written_over() -> None:
    case = master()
    sheet = case.grid.sheet(NAME)
    assert sheet is not None
    noted = replace(sheet, cells={**sheet.cells, (8, 20): cell_of("Ring Bo")})
    others = tuple(one for one in case.grid.sheets if one.name != NAME)
    read = case_of(Grid((*others, noted), case.grid.names))
    assert isinstance(read, Case)
    found = collect(read, form(read, {COMMENT: "x"}))
    assert (found.values, found.page, codes(found.findings)) == ({}, None, ["I165"])
    assert "T8" in found.findings[0].message
