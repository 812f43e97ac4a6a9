"""A question may be accepted: remembered by rule and content, lapsed when the content is another.

Nothing that a person has written on *Kontroll* is ever lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.beside import beside, checked
from xl_asn.batch.verdicts import Verdict, answer
from xl_asn.case.compute import Computed, compute
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding, Severity, worst
from xl_asn.model.grid import BLANK, CellRef, Grid, Sheet, Value, cell_of
from xl_asn.pages.check_page import NAME as CHECK
from xl_asn.pages.check_page import read_waivers, summary

NOW = datetime(2022, 12, 7, 9, 30)  # noqa: DTZ001
LATER = datetime(2022, 12, 9, 9, 30)  # noqa: DTZ001
REASON = "Nämnden behandlar rapporten två gånger."

SOURCE = """
## Start

| Fält            | Värde                             |
|-----------------|-----------------------------------|
| Nämnd           | Arbetsmarknads- och socialnämnden |
| Dokumenttyp     | Månadsrapport                     |
| År              | 2022                              |
| Period          | nov                               |
| Resultat        |                                   |
| Senast beräknad |                                   |

## Årshjul

| Månad    | Aktivitet                             | Bedömning |
|----------|---------------------------------------|-----------|
| April    | Månadsrapport för mars behandlas      |           |
| April    | Månadsrapport för mars behandlas      |           |
| December | Månadsrapport för november behandlas  |           |
| December | Månadsrapport för november behandlas  | Orange    |
"""


def applied(grid: Grid, computed: Computed) -> Grid:
    """Return the workbook as it is after *Beräkna* has written in it."""
    for ref, value in computed.values.items():
        grid = with_cell(grid, str(ref), value)
    pages = {page.name: page for page in computed.pages}
    kept = [sheet for sheet in grid.sheets if sheet.name not in pages]
    new = [
        Sheet(name, {(c.row, c.column): cell_of(c.value) for c in page.cells if c.value})
        for name, page in pages.items()
    ]
    return replace(grid, sheets=(*kept, *new))


def with_cell(grid: Grid, address: str, value: Value) -> Grid:
    ref = CellRef.parse(address)
    sheets = [
        replace(sheet, cells={**sheet.cells, (ref.row, ref.column): cell_of(value)})
        if sheet.name == ref.sheet
        else sheet
        for sheet in grid.sheets
    ]
    return replace(grid, sheets=tuple(sheets))


def calculated(grid: Grid, now: datetime = NOW) -> Computed:
    computed = compute(beside(grid), now=now, strict=True)
    assert isinstance(computed, Computed)
    return computed


def after(grid: Grid, now: datetime = NOW) -> Grid:
    return applied(grid, calculated(grid, now))


def found(grid: Grid, code: str = "V106") -> list[Finding]:
    examined = checked(grid)
    assert not isinstance(examined, Finding)
    return [finding for finding in examined.findings if finding.code == code]


def row_of(grid: Grid, code: str, cell: str) -> int:
    sheet = grid.sheet(CHECK)
    assert sheet is not None
    return next(
        number
        for number, cells in sheet.rows()
        if (cells.get(2, BLANK).text, cells.get(3, BLANK).text) == (code, cell)
    )


def written(grid: Grid, code: str, cell: str, *texts: Value) -> Grid:
    """Write Godtas, Motivering, Signatur and Datum beside a finding, as far as they are given."""
    row = row_of(grid, code, cell)
    for letter, text in zip("JKLM", texts, strict=False):
        if text is not None:
            grid = with_cell(grid, f"{CHECK}!{letter}{row}", text)
    return grid


def on_check(grid: Grid) -> list[list[str]]:
    sheet = grid.sheet(CHECK)
    assert sheet is not None
    return [[cell.text for cell in cells.values()] for _, cells in sheet.rows()]


@pytest.fixture
def asked() -> Grid:
    """A workbook on which Beräkna has asked about two rows."""
    return after(read_markdown(SOURCE))


@pytest.fixture
def accepted(asked: Grid) -> Grid:
    return after(written(asked, "V106", "B7", "Ja", REASON, "AB"))


def test_an_accepted_question_is_kept_and_counts_no_more(asked: Grid, accepted: Grid) -> None:
    first, second = found(accepted)
    assert (first.is_accepted, second.is_accepted) == (True, False)
    assert first.as_json()["godtagen"] == {
        "motivering": REASON, "signatur": "AB", "datum": "2022-12-07",
    }  # fmt: skip
    assert "godtagen" not in second.as_json()
    questions = found(asked)
    assert summary(questions) == "Inga fel, 2 frågor"
    assert summary([first, second]) == "Inga fel, 1 fråga, 1 godtagen"
    assert summary([first, first]) == "Inga fel, 2 godtagna"
    assert worst([first]) is None
    assert worst([first, second]) is Severity.QUESTION


def test_the_answer_for_many_files_counts_what_nobody_has_accepted(accepted: Grid) -> None:
    verdict = Verdict("a.xlsx", None, None, None, "anmärkning", tuple(found(accepted)))
    told: Mapping[str, Any] = answer([verdict])
    assert told["sammanfattning"]["fråga"] == 1
    assert [("godtagen" in f) for f in told["filer"][0]["fynd"]] == [True, False]
    json.dumps(told)


def test_a_second_run_changes_nothing_whenever_it_is_made(accepted: Grid) -> None:
    again = calculated(accepted, LATER)
    assert again.values == {}
    assert again.pages == ()


def test_the_day_is_the_authors_own_where_there_is_one(asked: Grid) -> None:
    grid = after(written(asked, "V106", "B7", "ja", REASON, "AB", date(2022, 12, 1)))
    (waiver,) = read_waivers(grid)
    assert waiver.day == date(2022, 12, 1)


def test_the_trail_tells_who_accepted_and_why(accepted: Grid) -> None:
    sheet = accepted.sheet("Spårning")
    assert sheet is not None
    (row,) = [c for _, c in sheet.rows() if c.get(4, BLANK).text == "godtagen fråga"]
    assert (row[1].text, row[2].text) == ("Årshjul", "B7")
    assert row[10].text == f"Godtagen av AB 2022-12-07: {REASON}"


def test_a_waiver_follows_its_row(accepted: Grid) -> None:
    moved = read_markdown(
        SOURCE.replace("|\n| April    |", "|\n| Mars     | Strategidagar |  |\n| April    |", 1)
    )
    check = accepted.sheet(CHECK)
    assert check is not None
    grid = replace(moved, sheets=(*moved.sheets, check))
    assert [(f.place[1], f.is_accepted) for f in found(grid)] == [("B8", True), ("B10", False)]


@pytest.mark.parametrize(
    "content", ["Månadsrapport för mars behandlas igen", "Månadsrapport för april behandlas"]
)
def test_a_waiver_falls_with_the_content_and_its_text_is_kept(accepted: Grid, content: str) -> None:
    changed = with_cell(with_cell(accepted, "Årshjul!B6", content), "Årshjul!B7", content)
    assert [f.is_accepted for f in found(changed)] == [False, False]
    grid = after(changed)
    rows = on_check(grid)
    place = rows.index(["Godtaganden som fallit: Årshjul"])
    assert rows[place + 1][:3] == ["Fallit", "V106", "B7"]
    assert "Innehållet har ändrats sedan frågan godtogs." in rows[place + 1]
    assert {REASON, "AB", "2022-12-07"} <= set(rows[place + 1])
    once = calculated(grid, LATER)
    assert (once.values, once.pages) == ({}, ())


def test_a_fallen_waiver_holds_again_when_the_content_comes_back(accepted: Grid) -> None:
    gone = after(with_cell(accepted, "Årshjul!B7", "Strategidagar"))
    rows = on_check(gone)
    place = rows.index(["Godtaganden som fallit: Årshjul"])
    assert "Frågan finns inte längre." in rows[place + 1]
    back = after(with_cell(gone, "Årshjul!B7", "Månadsrapport för mars behandlas"), LATER)
    assert [f.is_accepted for f in found(back)] == [True, False]
    assert ["Godtaganden som fallit: Årshjul"] not in on_check(back)


def test_a_new_acceptance_stands_beside_the_fallen_one(accepted: Grid) -> None:
    name = "Delårsrapport behandlas"
    changed = with_cell(with_cell(accepted, "Årshjul!B6", name), "Årshjul!B7", name)
    grid = after(written(after(changed), "V106", "B7", "Ja", "Samma skäl som förut.", "CD"), LATER)
    assert [f.is_accepted for f in found(grid)] == [True, False]
    assert [w.signature for w in read_waivers(grid)] == ["CD", "AB"]


def test_an_error_cannot_be_accepted_and_the_text_stands_where_it_was_written(asked: Grid) -> None:
    grid = after(written(asked, "V107", "C9", "Ja", "Det ska vara så.", "AB"))
    (error,) = found(grid, "V107")
    (told,) = found(grid, "S110")
    assert not error.is_accepted
    assert "godtagen" not in error.as_json()
    assert "V107 är ett fel och kan inte godtas" in told.message
    assert (told.severity, told.cell) == (Severity.INFO, error.cell)
    row = next(row for row in on_check(grid) if row[1:2] == ["V107"])
    assert row[-3:] == ["Ja", "Det ska vara så.", "AB"]
    twice = calculated(grid, LATER)
    assert (twice.values, twice.pages) == ({}, ())
    mended = on_check(after(with_cell(grid, "Årshjul!C9", "Grön")))
    assert ["Det ska vara så." in row for row in mended].count(True) == 1


@pytest.mark.parametrize(
    ("texts", "lacking"),
    [
        (("Ja", None, "AB"), "motivering saknas"),
        (("Ja", REASON, None), "signatur saknas"),
        (("Ja", None, None), "motivering och signatur saknas"),
        ((None, REASON, "AB"), "Ja i Godtas saknas"),
    ],
)
def test_a_waiver_needs_a_reason_and_a_signature(
    asked: Grid, texts: tuple[str | None, ...], lacking: str
) -> None:
    grid = after(written(asked, "V106", "B7", *texts))
    assert not any(finding.is_accepted for finding in found(grid))
    (told,) = found(grid, "S111")
    assert lacking in told.message
    kept = {text for text in texts if text}
    assert any(kept <= set(row) for row in on_check(grid))


def test_no_takes_an_acceptance_back(accepted: Grid) -> None:
    grid = after(written(accepted, "V106", "B7", "Nej"))
    assert not any(finding.is_accepted for finding in found(grid))
    assert found(grid, "S111") == []
    assert any(REASON in row for row in on_check(grid))


def test_what_the_program_has_filled_in_is_no_content_of_the_authors() -> None:
    source = SOURCE + "\n## Mål\n\n| Nr | Kort namn | Översyn |\n|---|---|---|\n| 1 | Ekonomi | |\n"
    grid = after(read_markdown(source))
    marks = [finding.mark for finding in found(grid)]
    assert [finding.mark for finding in found(after(grid, LATER))] == marks


def test_a_sheet_that_is_no_list_of_findings_holds_no_waivers() -> None:
    assert read_waivers(read_markdown(SOURCE)) == ()
    assert (
        read_waivers(read_markdown("## Kontroll\n\n| Kod | Godtas |\n|---|---|\n| A | Ja |")) == ()
    )
