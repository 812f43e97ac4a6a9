"""November 2022 beside an October that fits it, and beside Octobers that do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.beside import checked
from tests.documents.reading import table_of
from workbooks.build import EXAMPLES
from xl_asn.case.examine import Examined
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.sheets.economy import IncomeRow, NetCostRow
from xl_asn.documents.sheets.goals import STRIP_FIELDS, GoalIndicatorRow, GoalRow, StripRow
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.grid import BLANK as NOTHING
from xl_asn.model.grid import Cell, CellRef, Grid, Value, cell_of

SOURCE = (EXAMPLES / "2022-11_manadsrapport.md").read_text(encoding="utf-8")
#: What every rule that compares periods is called; the rest is the same with and without October.
COMPARING = {"C134", "C138", "V120", "V121"}


def changed(grid: Grid, cells: Mapping[CellRef, Value]) -> Grid:
    sheets = []
    for sheet in grid.sheets:
        here: dict[tuple[int, int], Cell] = {
            (ref.row, ref.column): NOTHING if value is None else cell_of(value)
            for ref, value in cells.items()
            if ref.sheet == sheet.name
        }
        sheets.append(replace(sheet, cells={**sheet.cells, **here}))
    return replace(grid, sheets=tuple(sheets))


@pytest.fixture(scope="module")
def november() -> Grid:
    return read_markdown(SOURCE)


@pytest.fixture(scope="module")
def october(november: Grid) -> Grid:
    """The report before November's, as far as November's tells it: its forecasts and goal 4."""
    report = Manadsrapport.read(november)
    period = report.start.place("period")
    assert period is not None
    cells: dict[CellRef, Value] = {period: "okt"}
    for table in (table_of(report, NetCostRow), table_of(report, IncomeRow)):
        for row in table:
            if row.forecast is not None and row.forecast_change is not None:
                cells[row.cell("forecast")] = row.forecast - row.forecast_change
            for name in ("forecast_deviation", "forecast_change"):
                cells[row.cell(name)] = None
    for strip in table_of(report, StripRow):
        cells[strip.cell(STRIP_FIELDS[10])] = None
    (gate,) = table_of(report, GoalIndicatorRow)
    cells |= {gate.cell("outcome"): Decimal("-0.024"), gate.cell("assessment"): "Röd"}
    goal = next(goal for goal in table_of(report, GoalRow) if goal.number == 4)
    cells |= {goal.cell("assessment"): "Röd", goal.cell("overview"): "Röd"}
    return changed(november, cells)


def place(grid: Grid, sheet: str, row: int, name: str) -> CellRef:
    table = Manadsrapport.read(grid).table(sheet)
    assert table is not None
    ref: CellRef = table.rows[row].cell(name)
    return ref


def codes(grid: Grid, previous: Grid | None = None) -> list[tuple[str, str]]:
    found = checked(grid, previous)
    assert isinstance(found, Examined)
    return [(finding.code, str(finding.cell)) for finding in found.findings]


def test_an_october_that_fits_gives_no_more_findings(november: Grid, october: Grid) -> None:
    assert not {code for code, _ in codes(october)} & (COMPARING | {"C106", "C107", "C108"})
    compared = [code for code, _ in codes(november, october) if code in COMPARING]
    assert compared == []
    goal_rules = {f"C13{n}" for n in range(10)} | {"C140", "V121", "V122", "V123", "V124", "V125"}
    assert not {code for code, _ in codes(november, october)} & goal_rules


@pytest.mark.parametrize(
    ("sheet", "row", "name", "value", "expected"),
    [
        ("Mål", 0, "assessment", "Gul", [("C134", "Mål!I6")]),
        ("Mål", 0, "override", "Gul", []),
        ("Månadsstatus", 1, "jan", "Röd", [("C138", "Månadsstatus!B7")]),
        ("Målindikatorer", 0, "outcome", Decimal("-0.006"), []),
        ("Enhetsresultat", 0, "assessment", "Gul", []),
    ],
)
def test_what_october_said_otherwise_is_told(
    november: Grid, october: Grid, sheet: str, row: int, name: str, value: Value,
    expected: list[tuple[str, str]],
) -> None:  # fmt: skip
    other = changed(october, {place(october, sheet, row, name): value})
    found = [(code, cell) for code, cell in codes(november, other) if code in COMPARING]
    assert found == expected


def test_a_report_that_names_itself_is_not_compared_with(november: Grid) -> None:
    assert [code for code, _ in codes(november, november) if code in COMPARING] == ["V120"]


def test_november_saved_as_december_is_one_finding(november: Grid) -> None:
    start = Manadsrapport.read(november).start
    period, day = start.place("period"), start.place("date")
    assert period is not None
    assert day is not None
    december = changed(november, {period: "dec"})
    alone = {code for code, _ in codes(december)}
    examined = checked(december, november)
    assert isinstance(examined, Examined)
    new = [finding for finding in examined.findings if finding.code not in alone]
    assert [finding.code for finding in new] == ["C154"]
    follows = {cell.sheet for cell in new[0].consequences}
    assert follows == {"Start", "Händelser", "Mål", "Nettokostnad", "Resultaträkning"}
    assert "V126" in alone
    assert "V126" not in {finding.code for finding in examined.findings}, "it only follows"
    written = changed(december, {day: date(2023, 1, 10)})
    assert "V126" not in {code for code, _ in codes(written)}
    assert "C154" in {code for code, _ in codes(written, november)}, "the date is not enough"


def test_no_example_is_the_one_before_it(november: Grid) -> None:
    february, july = (
        read_markdown((EXAMPLES / f"{month}_manadsrapport.md").read_text(encoding="utf-8"))
        for month in ("2021-02", "2023-07")
    )
    for report, before in ((november, february), (july, november), (july, february)):
        assert not {"C154", "C155", "V126"} & {code for code, _ in codes(report, before)}
