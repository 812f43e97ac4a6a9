"""What is the author's own: formulas, columns, rows of one name, units and activities."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cycle.next_period.made import after, case_of, cells_of, filled, made, november, row_of
from tests.laws.sheets import inserted_row, with_cells
from tests.laws.tables import table_of
from tests.laws.worlds import with_start
from xl_asn.model.findings import Severity
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, cell_of, number


def with_formulas(grid: Grid) -> Grid:
    """Return a workbook with a right formula in each deviation and under each column of amounts."""
    net = table_of(grid, "Nettokostnad")
    cells: dict[CellRef, Cell] = {}
    *rows, total = net.rows
    letters = {
        header: net.ref(total, header).address.rstrip("0123456789") for header in net.columns
    }
    for row in net.rows:
        formula = f"{letters['Utfall']}{row}-{letters['Budget']}{row}"
        cells[net.ref(row, "Avvikelse")] = net.cell(row, "Avvikelse")._replace(formula=formula)
    for header in ("Utfall", "Budget", "Prognos"):
        formula = f"SUM({letters[header]}{rows[0]}:{letters[header]}{rows[-1]})"
        cells[net.ref(total, header)] = net.cell(total, header)._replace(formula=formula)
    return with_cells(grid, cells)


def test_a_formula_stays_and_gives_what_it_now_gives() -> None:
    case = case_of(with_formulas(november()))
    done = made(case)
    now = after(case.grid, done)
    for header in ("Avvikelse", "Utfall", "Budget", "Prognos"):
        kept = [cell.formula for cell in cells_of(now, "Nettokostnad", header)]
        assert kept == [c.formula for c in cells_of(case.grid, "Nettokostnad", header)]
    assert {*done.results.values()} == {Decimal(0)}
    (said,) = (f for f in done.findings if f.code == "J303")
    assert "15 egna formler kvar, i Utfall, Budget, Avvikelse och Prognos" in said.message
    assert not {f.code for f in done.examined.findings} & {"C101", "C102", "C103", "C104", "S105"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("D6-E6", Decimal(0)),
        ("SUM(D6:E6)+H6", None),
        ('IF(D6="","",D6-E6)', None),
        ("D6*2", None),
        ("SUM(D:D)", None),
        ("Resultaträkning!D6", Decimal(0)),
        ("1+1", "kvar"),
        ('"text "&1', "kvar"),
    ],
)
def test_what_a_formula_gives_is_known_or_said_to_be_unknown(
    formula: str, value: Decimal | str | None
) -> None:
    grid = november()
    net = table_of(grid, "Nettokostnad")
    cell = net.ref(net.rows[0], "Avvikelse")
    case = case_of(with_cells(grid, {cell: number(2527)._replace(formula=formula)}))
    done = made(case)
    assert cell not in done.values
    if formula == "SUM(D6:E6)+H6":  # the year's budget stays
        value = grid.at(net.ref(net.rows[0], "Årsbudget")).value  # type: ignore[assignment]
    if value == "kvar":
        assert cell not in done.results
    else:
        assert done.results[cell] == value


def test_a_previous_forecast_that_is_a_formula_is_left_and_said() -> None:
    grid = november()
    net = table_of(grid, "Nettokostnad")
    cell = net.ref(net.rows[0], "Föregående prognos")
    case = case_of(with_cells(grid, {cell: number(-5)._replace(formula="A1+5")}))
    done = made(case)
    assert cell not in done.values
    assert "J303" in {f.code for f in done.findings}


def test_a_column_of_hers_and_what_stands_beside_the_table_stay() -> None:
    grid = november()
    net = table_of(grid, "Nettokostnad")
    beside = max(net.columns.values()) + 3
    own = {CellRef(net.name, row, beside): cell_of(f"minne {row}") for row in net.rows}
    case = case_of(with_cells(grid, own))
    now = after(case.grid, made(case))
    assert {cell: now.at(cell) for cell in own} == own


def test_rows_of_one_name_keep_their_own_forecasts() -> None:
    grid = november()
    net = table_of(grid, "Nettokostnad")
    first, second = net.rows[:2]
    name = net.cell(first, "Verksamhet")
    case = case_of(with_cells(grid, {net.ref(second, "Verksamhet"): name}))
    now = table_of(after(case.grid, made(case)), "Nettokostnad")
    for row in (first, second):
        assert now.cell(row, "Föregående prognos").value == net.cell(row, "Prognos").value


def register(grid: Grid, **named: str) -> Grid:
    """Return a workbook with one more row on Organisation."""
    table = table_of(grid, "Organisation")
    row = {table.columns[h.replace("_", " ")]: cell_of(text) for h, text in named.items()}
    return inserted_row(grid, "Organisation", table.rows[-1], row)


def test_the_one_unit_that_replaced_another_takes_its_place() -> None:
    grid = register(
        november(),
        Enhet="Resursenheten 1 och 2",
        Gäller_från="2023-01-01",
        Ersätter="Resursenheten",
    )
    case = case_of(grid)
    december = after(case.grid, made(case))
    assert "Resursenheten" in {c.text for c in cells_of(december, "Enhetsresultat", "Enhet")}
    done = made(case, "jan", 2023)
    now = after(case.grid, done)
    names = [cell.text for cell in cells_of(now, "Enhetsresultat", "Enhet")]
    assert names.count("Resursenheten 1 och 2") == 4
    assert "J301" not in {f.code for f in done.findings}
    assert not {f.code for f in done.examined.findings} & {"V132", "V133"}


def test_a_successor_that_reports_already_under_another_name_is_not_entered_twice() -> None:
    grid = register(
        november(), Enhet="Resurs", Alias="Vuxenenheten", Gäller_från="2022-12-01",
        Ersätter="Resursenheten",
    )  # fmt: skip
    table = table_of(grid, "Organisation")
    own = table.ref(row_of(table, "Vuxenenheten"), "Enhet")
    case = case_of(with_cells(grid, {own: cell_of("Någon annan")}))
    now = after(case.grid, made(case, "jan", 2023))
    names = [cell.text for cell in cells_of(now, "Enhetsresultat", "Enhet")]
    assert names.count("Vuxenenheten") == 4
    assert not {"Resurs", "Resursenheten"} & {*names}


def test_a_unit_that_was_split_is_asked_for() -> None:
    grid = november()
    for name in ("Resurs norr", "Resurs söder"):
        grid = register(grid, Enhet=name, Gäller_från="2023-01-01", Ersätter="Resursenheten")
    done = made(case_of(grid), "jan", 2023)
    (asked,) = (f for f in done.findings if f.code == "J301")
    assert "Resurs söder och Resurs norr" in asked.message or "Resurs norr och" in asked.message


def test_two_units_that_became_one_leave_one_row() -> None:
    grid = november()
    table = table_of(grid, "Organisation")
    ended = row_of(table, "Vuxenenheten")
    grid = with_cells(grid, {table.ref(ended, "Gäller till"): cell_of("2022-12-31")})
    grid = register(
        grid,
        Enhet="Vuxen och resurs",
        Gäller_från="2023-01-01",
        Ersätter="Resursenheten; Vuxenenheten",
    )
    case = case_of(grid)
    done = made(case, "jan", 2023)
    names = [c.text for c in cells_of(after(case.grid, done), "Enhetsresultat", "Enhet")]
    assert names.count("Vuxen och resurs") == 4
    assert not {"Resursenheten", "Vuxenenheten"} & {*names}
    assert filled(after(case.grid, done), "Enhetsresultat", "Mål") == 36


ACTIVITIES = """
## Verksamheter

| Blad | Område | Rad | Alias | Gäller från | Gäller till | Ersätter |
|---|---|---|---|---|---|---|
"""


def with_activities(grid: Grid, *lines: str) -> Grid:
    """Return a workbook with the sheet Verksamheter."""
    from dataclasses import replace  # noqa: PLC0415

    from xl_asn.files.reading.markdown import read_markdown  # noqa: PLC0415

    made_of = read_markdown(ACTIVITIES + "\n".join(lines) + "\n")
    return replace(grid, sheets=(*grid.sheets, *made_of.sheets))


def test_an_activity_that_was_renamed_takes_the_name_and_its_forecast_comes_with_it() -> None:
    grid = with_activities(
        november(), "| Nettokostnad |  | Etablering |  | 2022-12-01 |  | Integration |"
    )
    case = case_of(grid)
    done = made(case)
    now = table_of(after(case.grid, done), "Nettokostnad")
    row = row_of(now, "Etablering", "Verksamhet")
    was = table_of(grid, "Nettokostnad")
    assert now.cell(row, "Föregående prognos").value == was.cell(row, "Prognos").value
    assert [f.code for f in done.findings] == []


def test_an_activity_that_ended_in_the_year_stays_the_year_out_and_leaves_at_the_new_one() -> None:
    grid = with_activities(november(), "| Nettokostnad |  | Integration |  |  | 2022-11-30 |  |")
    case = case_of(grid)
    done = made(case)
    assert "Integration" in {
        c.text for c in cells_of(after(grid, done), "Nettokostnad", "Verksamhet")
    }
    (asked,) = (f for f in done.findings if f.code == "J302")
    assert "står kvar året ut" in asked.message
    january = made(case, "jan", 2023)
    names = {c.text for c in cells_of(after(grid, january), "Nettokostnad", "Verksamhet")}
    assert "Integration" not in names
    assert "J302" in {f.code for f in january.findings}


def test_what_the_old_workbook_lacks_is_said_and_not_refused() -> None:
    from tests.laws.worlds import example  # noqa: PLC0415

    done = made(case_of(example("2021-02")))
    said = [f.message for f in done.findings if f.code == "J306"]
    assert any("har aldrig räknats" in text for text in said)
    assert any("fel som inte är rättade" in text for text in said)
    assert all(f.severity is Severity.QUESTION for f in done.findings if f.code == "J306")


def test_a_month_that_could_not_be_assessed_is_said() -> None:
    grid = november()
    units = table_of(grid, "Enhetsresultat")
    strip, goals = table_of(grid, "Månadsstatus"), table_of(grid, "Mål")
    cells = {units.ref(row, "Bedömning"): BLANK for row in units.rows}
    cells |= {strip.ref(row, "Nov"): BLANK for row in strip.rows}
    cells |= {goals.ref(row, "Bedömning"): BLANK for row in goals.rows}
    done = made(case_of(with_cells(grid, cells)))
    (said,) = (f for f in done.findings if f.code == "J305")
    assert "saknas på Månadsstatus, för 4 av 4 mål" in said.message


def test_a_merged_cell_that_cannot_be_emptied_is_said() -> None:
    from dataclasses import replace  # noqa: PLC0415

    from xl_asn.model.grid import Merge  # noqa: PLC0415

    grid = november()
    net = table_of(grid, "Nettokostnad")
    top, below = net.rows[:2]
    column = net.columns["Kommentar prognosförändring"]
    held = with_cells(
        grid,
        {CellRef(net.name, r, column): cell_of("Under en sammanfogning.") for r in (top, below)},
    )
    sheets = tuple(
        replace(s, merges=(*s.merges, Merge(top, column, below, column)))
        if s.name == net.name
        else s
        for s in held.sheets
    )
    case = case_of(replace(held, sheets=sheets))
    done = made(case)
    assert CellRef(net.name, below, column) not in done.values
    assert any("går inte att skriva i" in f.message for f in done.findings)


def test_a_report_without_a_forecast_lets_the_one_before_it_give_it() -> None:
    grid, name = november(), "2022-10_manadsrapport.xlsx"
    october = with_start(grid, period="okt")
    net, income = table_of(grid, "Nettokostnad"), table_of(grid, "Resultaträkning")
    bare = {t.ref(row, "Prognos"): BLANK for t in (net, income) for row in t.rows}
    later = with_start(with_cells(grid, bare), previous_report=name)
    case = case_of(later, {name: october})
    done = made(case)
    first = net.ref(net.rows[0], "Föregående prognos")
    assert done.values.get(first, grid.at(first).value) == net.cell(net.rows[0], "Prognos").value
    (change,) = (c for c in done.changes if c.cell == first)
    assert change.told.why == "Prognos i oktober"


def test_uncomputed_cells_do_not_stop_anything() -> None:
    grid = november()
    net = table_of(grid, "Nettokostnad")
    cell = net.ref(net.rows[0], "Prognos")
    unknown = Cell(CellKind.UNCOMPUTED, None, "NU()")
    done = made(case_of(with_cells(grid, {cell: unknown})))
    assert cell not in done.values


def test_the_period_is_written_also_where_it_was_a_formula() -> None:
    grid = november()
    period = CellRef("Start", 13, 2)
    case = case_of(with_cells(grid, {period: cell_of("nov")._replace(formula='"no"&"v"')}))
    assert made(case).values[period] == "dec"


def test_a_personal_number_of_an_emptied_text_is_not_kept_in_the_log() -> None:
    grid = november()
    events = table_of(grid, "Händelser")
    event = events.ref(events.rows[0], "Händelse")
    case = case_of(with_cells(grid, {event: cell_of("Ärendet 990913-9801 avslutades.")}))
    trail = after(case.grid, made(case)).sheet("Spårning")
    assert trail is not None
    told = [cell.text for cell in trail.cells.values()]
    assert "Ärendet [personnummer] avslutades." in told
    assert not [text for text in told if "9801" in text]
