"""November 2022 becomes December, January and the summer of 2023: what stays, goes and moves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cycle.next_period.made import after, case_of, cells_of, filled, made, november, row_of
from tests.laws import api
from tests.laws.sheets import with_cells
from tests.laws.tables import table_of
from tests.laws.worlds import with_start
from xl_asn.documents.start import Start
from xl_asn.files.making.render import render
from xl_asn.model.findings import Severity
from xl_asn.model.grid import BLANK, CellRef, Grid, cell_of, number
from xl_asn.pages.trail_page import read_trail

MONTHS = ("Jan", "Feb", "Mars", "April", "Maj", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dec")
ECONOMY = ("Nettokostnad", "Resultaträkning")
INPUTS = ("Utfall", "Budget", "Prognos")
COMPUTED = ("Avvikelse", "Prognosavvikelse", "Prognosförändring")


def begun(period: str | None = None, year: int | None = None) -> Grid:
    """Return the workbook of another period, made of November's."""
    case = case_of(november())
    return after(case.grid, made(case, period, year))


def test_december_is_november_with_what_is_to_be_written_emptied() -> None:
    case = case_of(november())
    done = made(case)
    assert len(done.changes) == 255
    before, now = november(), after(case.grid, done)
    assert filled(before, "Enhetsresultat", "Bedömning") == 40
    assert filled(now, "Enhetsresultat", "Bedömning") == 0
    assert filled(now, "Enhetsresultat", "Mål", "Enhet") == 80
    assert filled(before, "Händelser", "Händelse") == 13
    assert table_of(now, "Händelser").rows == ()
    for sheet in ECONOMY:
        assert filled(now, sheet, *INPUTS, *COMPUTED) == 0
        assert cells_of(now, sheet, "Årsbudget") == cells_of(before, sheet, "Årsbudget")
    goals = ("Utfall", "Bedömning", "Översyn", "Överstyrd bedömning", "Kommentar")
    assert filled(now, "Mål", *goals) == 0
    assert filled(now, "Mål", "Nämndmål", "Målnivå") == filled(before, "Mål", "Nämndmål", "Målnivå")
    assert filled(now, "Målindikatorer", "Utfall", "Bedömning") == 0
    assert filled(now, "Sammanfattning", "Text") == 0
    assert filled(now, "Sammanfattning", "Avsnitt") == filled(before, "Sammanfattning", "Avsnitt")
    for sheet in ("Risker", "Årshjul", "Organisation", "Regler"):
        assert now.sheet(sheet) == before.sheet(sheet)


def test_the_24_forecasts_become_the_previous_ones() -> None:
    now, before = begun(), november()
    moved = [
        (cell.value, was.value)
        for sheet in ECONOMY
        for cell, was in zip(
            cells_of(now, sheet, "Föregående prognos"), cells_of(before, sheet, "Prognos"),
            strict=True,
        )
    ]  # fmt: skip
    assert len(moved) == 24
    assert all(is_now == was is not None for is_now, was in moved)
    net = table_of(now, "Nettokostnad")
    of = {net.label_of(row): net.cell(row, "Föregående prognos").value for row in net.rows}
    assert (of["Resultat ASN"], of["Gemensamt IFO"]) == (Decimal(-276238), Decimal(-86955))


def test_start_tells_of_the_new_period() -> None:
    start, _ = Start.from_grid(begun())
    assert (start.period, start.year, start.status) == ("dec", Decimal(2022), "Utkast")
    assert start.previous_report == "2022-11_manadsrapport.xlsx"
    assert [start.date, start.reference, start.computed_at, start.outcome] == [None] * 4
    assert (start.board, start.unit) == ("Arbetsmarknads- och socialnämnden", "tkr")


@pytest.mark.parametrize(
    ("period", "year", "months"),
    [("dec", 2022, MONTHS[:11]), ("jan", 2023, ()), ("juni-juli", 2023, ())],
)
def test_the_strip(period: str, year: int, months: tuple[str, ...]) -> None:
    """Of the year it holds what has been; the published fault of 2023-07 was to keep the rest."""
    now = begun(period, year)
    for month in MONTHS:
        assert filled(now, "Månadsstatus", month) == (4 if month in months else 0), month


def test_the_strip_takes_the_months_own_assessment_and_an_override() -> None:
    grid = november()
    strip, goals = table_of(grid, "Månadsstatus"), table_of(grid, "Mål")
    cells = {strip.ref(row, "Nov"): BLANK for row in strip.rows}
    cells |= {strip.ref(row, "Dec"): cell_of("Gul") for row in strip.rows}
    said = {"Överstyrd bedömning": "Röd", "Motivering": "Mätfel.", "Överstyrd av": "Nämnden"}
    cells |= {goals.ref(goals.rows[0], header): cell_of(text) for header, text in said.items()}
    case = case_of(with_cells(grid, cells))
    now = after(case.grid, made(case))
    assert [cell.text for cell in cells_of(now, "Månadsstatus", "Nov")] == [
        "Röd", "Grön", "Grön", "Gul",
    ]  # fmt: skip
    assert filled(now, "Månadsstatus", "Dec") == 0


def test_two_months_reported_together_get_the_same_assessment() -> None:
    grid = with_start(november(), period="juni-juli")
    strip = table_of(grid, "Månadsstatus")
    months = ("Juni", "Juli", "Aug", "Sep", "Okt", "Nov")
    grid = with_cells(grid, {strip.ref(r, m): BLANK for r in strip.rows for m in months})
    case = case_of(grid)
    now = after(case.grid, made(case))
    for month in ("Juni", "Juli"):
        assert [c.text for c in cells_of(now, "Månadsstatus", month)] == [
            "Grön", "Grön", "Grön", "Gul",
        ]  # fmt: skip
    assert filled(now, "Månadsstatus", "Aug", "Sep") == 0


@pytest.mark.parametrize("period", ["jan", "juni-juli"])
def test_at_a_new_year_the_budget_and_the_previous_forecast_are_empty(period: str) -> None:
    now = begun(period, 2023)
    for sheet in ECONOMY:
        assert filled(now, sheet, "Årsbudget", "Föregående prognos") == 0
    wheel = table_of(now, "Årshjul")
    assert filled(now, "Årshjul", "Bedömning") == 0
    assert len(wheel.rows) == len(table_of(november(), "Årshjul").rows)


def test_what_is_found_in_the_new_month_is_only_what_is_to_be_written() -> None:
    done = made(case_of(november()))
    assert sorted({(f.code, f.place[0]) for f in done.examined.findings}) == [
        ("S104", "Händelser"), ("V101", "Enhetsresultat"), ("V101", "Sammanfattning"),
    ]  # fmt: skip
    assert done.findings == ()


def test_in_january_a_unit_that_has_ended_is_asked_for_and_not_reported() -> None:
    done = made(case_of(november()), "jan", 2023)
    now = after(november(), done)
    units = {cell.text for cell in cells_of(now, "Enhetsresultat", "Enhet")}
    assert "Resursenheten" not in units
    assert "V132" not in {f.code for f in done.examined.findings}
    (asked,) = (f for f in done.findings if f.code == "J301")
    assert asked.severity is Severity.QUESTION
    assert "Resursenheten gällde till 2022-12-31" in asked.message
    assert len((asked.cell, *asked.inputs)) == 4
    assert filled(now, "Enhetsresultat", "Mål") == 40


def test_the_next_press_follows_a_corrected_november_and_keeps_the_figure_when_it_is_gone() -> None:
    now, name = begun(), "2022-11_manadsrapport.xlsx"
    old = november()
    net = table_of(old, "Nettokostnad")
    cell = net.ref(row_of(net, "Gemensamt IFO", "Verksamhet"), "Prognos")
    there = CellRef("Nettokostnad", cell.row, net.columns["Föregående prognos"])
    corrected = with_cells(old, {cell: number(-87055)})
    for others, wanted in (({name: old}, -86955), ({name: corrected}, -87055), ({}, -86955)):
        computed = api.computed(api.case_among(now, others))
        shown = computed.values.get(there, now.at(there).value)
        assert shown == wanted
    followed = api.computed(api.case_among(now, {name: corrected}))
    assert followed.renewed == (there,)


def test_a_press_keeps_the_log_and_says_what_validera_said() -> None:
    now = begun()
    others = {"2022-11_manadsrapport.xlsx": november()}
    log = read_trail(now).log
    assert log.heading == (
        "Ny period: december 2022, gjord av 2022-11_manadsrapport.xlsx (november 2022)"
    )
    assert len(log.moved) == 255
    case = api.case_among(now, others)
    computed = api.computed(case)
    from tests.laws.press import written  # noqa: PLC0415

    once = written(now, computed)
    assert read_trail(once).log == log
    assert computed.examined.findings == api.examined(api.case_among(once, others)).findings
    again = api.computed(api.case_among(once, others))
    assert (again.values, again.pages) == ({}, ())
    assert read_trail(begun("jan", 2023)).log.heading.startswith("Ny period: januari 2023")


@pytest.mark.parametrize("text", ["hej", "B", "XFE1", "A1:", "B6:B18", "=1+1", ""])
def test_a_log_that_somebody_has_written_on_is_still_only_a_log(text: str) -> None:
    now = begun()
    trail = now.sheet("Spårning")
    assert trail is not None
    lines = [row for row, cells in trail.rows() if cells.get(7) and cells[7].text == "ny period"]
    changed = with_cells(now, {CellRef("Spårning", lines[3], 2): cell_of(text or None)})
    computed = api.computed(api.case_among(changed, {}))
    (page,) = (page for page in computed.pages if page.name == "Spårning")
    assert render([page], title="Spårning")
    assert not {f.code for f in computed.examined.findings} & {"S106", "S107"}


def test_a_waiver_is_kept_only_while_its_question_stands() -> None:
    grid = november()
    check = grid.sheet("Kontroll")
    assert check is not None
    headers = {cell.text: n for n, cell in check.row(4).items()}
    asked = [n for n, cells in check.rows() if cells.get(1) and cells[1].text == "▲ Fråga"]
    accepted = {
        CellRef("Kontroll", row, headers[header]): cell_of(text)
        for row in asked
        for header, text in (("Godtas", "Ja"), ("Motivering", "Så är det."), ("Signatur", "EK"))
    }
    case = case_of(with_cells(grid, accepted))
    assert len(case.waivers) == len(asked) > 0
    done = made(case)
    now = case_of(after(case.grid, done))
    codes = {f.code for f in done.examined.findings}
    assert all(waiver.code in codes for waiver in now.waivers)
    assert not [w for w in now.waivers if w.code in {"V131", "V115", "V116"}]
    (said,) = (f for f in done.findings if f.code == "J310")
    assert f"{len(asked) - len(now.waivers)} godtaganden följer inte med" in said.message
