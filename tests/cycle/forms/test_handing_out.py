"""Forms out: none is written over that somebody has begun to answer, and none for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl

from tests.cycle.forms.handing import LAST_DAY, NOW, hand, november_asks, ten_units
from tests.cycle.forms.returning import LATER, UNIT, written
from xl_asn.case.case import Case
from xl_asn.case.forms.returned import returned
from xl_asn.cycle.forms.coming import Came
from xl_asn.cycle.forms.handing_out import HandingOut, Occupant, handed_out
from xl_asn.cycle.forms.taking import collection_of, taken
from xl_asn.files.reading.load import load_taken
from xl_asn.files.reading.snapshot import of_bytes
from xl_asn.model.collection import State
from xl_asn.model.findings import Severity
from xl_asn.model.forms import Returned
from xl_asn.model.grid import Grid


def _read(data: bytes, name: str) -> Grid:
    snapshot = of_bytes(Path(name), data)
    grid = load_taken(Path(name), snapshot).grid
    assert grid is not None
    return grid


def _form(data: bytes, name: str) -> Returned:
    read = returned(_read(data, name))
    assert isinstance(read, Returned), read
    return read


def _folder(out: HandingOut) -> dict[str, bytes]:
    return {made.file: made.data for made in out.forms if made.data is not None}


def _occupant(folder: Mapping[str, bytes]) -> dict[str, Occupant]:
    return {name: Occupant(data, _form(data, name)) for name, data in folder.items()}


def _answered(data: bytes, **said: object) -> bytes:
    """Return a form with the first cell of some columns of *Svar* filled in, by openpyxl."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["Svar"]
    for header, value in said.items():
        at = next(c for row in sheet.iter_rows() for c in row if c.value == header)
        sheet.cell(at.row + 1, at.column).value = value  # type: ignore[assignment]
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _after(case: Case, out: HandingOut) -> Case:
    assert out.page is not None
    return written(case, {}, out.page)


def test_insamling_keeps_what_stood_in_every_cell_that_is_asked_for() -> None:
    case = november_asks()
    out = hand(case)
    told = collection_of(_after(case, out))
    assert told is not None
    assert len(told.handed_out) == 80
    assert [one.asked for one in told.statuses] == [8] * 10
    assert {(one.sent, one.state, one.last_day) for one in told.statuses} == {
        (NOW, State.MISSING, LAST_DAY)
    }


def test_a_second_hand_out_has_nothing_to_write() -> None:
    case = november_asks()
    out = hand(case)
    again = hand(_after(case, out), _occupant(_folder(out)), first=1_000)
    assert [made.file for made in again.forms] == [made.file for made in out.forms]
    assert _folder(again) == {}
    assert again.page is None
    assert again.findings == ()


def test_a_form_that_is_begun_is_not_written_over() -> None:
    case = november_asks()
    out = hand(case)
    folder = _folder(out)
    folder[f"{UNIT}.xlsx"] = _answered(folder[f"{UNIT}.xlsx"], Kommentar="Två har slutat.")
    handed = _after(case, out)
    # Something in the workbook is another since, so that every form would be made anew.
    changed = november_asks([{**row, "E-post": "ny@kommun.example"} for row in ten_units()])
    collection = out.page
    assert collection is not None
    again = hand(written(changed, {}, collection), _occupant(folder), first=1_000)
    kept = [made.file for made in again.forms if made.kept is not None]
    assert kept == [f"{UNIT}.xlsx"]
    assert f"{UNIT}.xlsx" not in _folder(again)
    assert [(one.code, one.severity) for one in again.findings] == [("I174", Severity.INFO)]
    assert collection_of(handed) is not None


def test_what_is_no_form_of_hers_is_left_and_told() -> None:
    case = november_asks()
    out = hand(case)
    folder = _folder(out)
    mine, other, third, fourth = list(folder)[:4]
    stranger = hand(november_asks(), first=5_000)
    there = {
        mine: Occupant(b"n\xc3\xa5got eget"),
        other: _occupant(folder)[third],
        fourth: _occupant(_folder(stranger))[fourth],
    }
    again = hand(_after(case, out), there, first=1_000)
    assert {finding.code for finding in again.findings} == {"I176"}
    assert len(again.findings) == 3
    assert all(finding.severity is Severity.ERROR for finding in again.findings)
    assert not {mine, other, fourth} & {made.file for made in again.forms}
    said = " ".join(finding.message for finding in again.findings)
    assert "inget formulär" in said
    assert "en annan arbetsbok" in said
    assert f"formuläret för {third.removesuffix('.xlsx')}" in said


def test_nothing_is_handed_out_of_a_workbook_that_asks_nobody() -> None:
    case = november_asks([{"E-post": "a@b.example"}])
    out = hand(case)
    assert (out.forms, out.page) == ((), None)
    assert [finding.code for finding in out.findings] == ["I186"]


def test_what_is_filled_in_by_openpyxl_comes_back_and_only_once() -> None:
    case = november_asks()
    out = hand(case)
    handed = _after(case, out)
    came = []
    for name, data in _folder(out).items():
        answers = _answered(data, Bedömning="Röd", Kommentar=f"Av {name}", Klar=None)
        came.append(Came(_form(answers, name), name, NOW.date()))
    collected = taken(handed, came, now=LATER)
    assert len(collected.values) == 20
    assert not collected.collection.conflicts
    again = taken(written(handed, collected.values, collected.page), came, now=LATER)
    assert (again.values, again.page) == ({}, None)


def test_the_answer_is_told_as_the_contract_says() -> None:
    told = hand(november_asks()).as_json()
    assert set(told) == {"formulär", "fynd"}
    first = next(one for one in told["formulär"] if one["mottagare"] == UNIT)
    assert first == {
        "mottagare": UNIT, "fil": f"{UNIT}.xlsx", "celler": 8, "senast": "2022-12-07"
    }  # fmt: skip


def test_her_own_last_day_counts_before_that_of_all() -> None:
    row = {"Mottagare": UNIT, "Enhet": UNIT, "Senast": LAST_DAY.replace(day=5)}
    made = hand(november_asks([row])).forms[0]
    assert made.form.last_day == LAST_DAY.replace(day=5)
    no_day = handed_out(november_asks(), {}, now=NOW, draw=lambda: "m").forms[0]
    assert no_day.form.last_day is None
