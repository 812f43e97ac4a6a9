"""Tables are found by name and header, never by position, and every value keeps its cell."""

from __future__ import annotations

import pkgutil
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest

from tests.documents.reading import table_of
from xl_asn.documents import sheets
from xl_asn.documents.catalogue import document_type_of, document_types
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.economy import NetCostRow
from xl_asn.documents.sheets.goal_inputs import goal_inputs
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.documents.sheets.risks import RiskRow
from xl_asn.documents.sheets.year_wheel import YearWheelRow
from xl_asn.files.reading.markdown import FIRST_DATA_ROW, HEADER_ROW, read_markdown
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import (
    Cell,
    CellKind,
    CellRef,
    Grid,
    Sheet,
    TableRange,
    Value,
    cell_of,
    number,
    text,
)
from xl_asn.model.statuses import Status
from xl_asn.parameters.dated import Parameters

ROWS: tuple[tuple[Value, ...], ...] = (
    ("Område", "Verksamhet", "Radtyp", "Utfall", "Budget"),
    ("IFO", "Gemensamt IFO", "rad", Decimal(-78885), Decimal(-81412)),
    ("IFO", "Socialpsykiatri", "rad", Decimal(-36869), Decimal(-35610)),
)
SHEET = "Nettokostnad"


def sheet(
    rows: tuple[tuple[Value, ...], ...] = ROWS,
    *,
    at: tuple[int, int] = (HEADER_ROW, 1),
    name: str = SHEET,
) -> Sheet:
    """Return a sheet with the rows from a place on, and a title in A1."""
    cells = {
        (at[0] + i, at[1] + j): cell_of(value)
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if value is not None
    }
    return Sheet(name, {(1, 1): text("Nettokostnad november 2022"), **cells})


def read(found: Sheet) -> Manadsrapport:
    return Manadsrapport.read(Grid((found,)))


def values(report: Manadsrapport) -> list[tuple[str | None, Decimal | None, Decimal | None]]:
    return [(row.activity, row.actual, row.budget) for row in table_of(report, NetCostRow)]


EXPECTED = [
    ("Gemensamt IFO", Decimal(-78885), Decimal(-81412)),
    ("Socialpsykiatri", Decimal(-36869), Decimal(-35610)),
]


@pytest.mark.parametrize("at", [(1, 1), (2, 1), (5, 1), (40, 1), (5, 9), (12, 27)])
def test_the_table_may_stand_anywhere(at: tuple[int, int]) -> None:
    report = read(sheet(at=at))
    assert values(report) == EXPECTED
    assert table_of(report, NetCostRow).header_row == at[0]
    assert table_of(report, NetCostRow).rows[0].cell("actual") == CellRef(
        SHEET, at[0] + 1, at[1] + 3
    )


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_columns_may_stand_in_any_order(order: tuple[int, ...]) -> None:
    report = read(sheet(tuple(tuple(row[i] for i in order) for row in ROWS)))
    assert values(report) == EXPECTED
    assert table_of(report, NetCostRow).rows[1].cell("budget").column == order.index(4) + 1


def test_columns_may_be_added_and_are_the_authors_own() -> None:
    before: tuple[Value, ...] = ("Kod", Decimal(1), Decimal(2))
    after: tuple[Value, ...] = ("Ansvarig", "Lisa", "Lisa")
    rows = tuple((a, *row, None, b) for a, row, b in zip(before, ROWS, after, strict=True))
    report = read(sheet(rows))
    assert values(report) == EXPECTED
    assert table_of(report, NetCostRow).strangers == ("Kod", "Ansvarig")


@pytest.mark.parametrize(
    ("sheet_name", "header"),
    [
        ("NETTOKOSTNAD", "UTFALL"),
        ("nettokostnad ", " utfall\u00a0"),
        (unicodedata.normalize("NFD", "Nettokostnad"), "Ut\nfall".replace("\n", "")),
    ],
)
def test_names_and_headers_are_read_as_people_read_them(sheet_name: str, header: str) -> None:
    rows = (tuple(header if v == "Utfall" else v for v in ROWS[0]), *ROWS[1:])
    report = read(sheet(rows, name=sheet_name))
    assert values(report) == EXPECTED
    assert table_of(report, NetCostRow).sheet == sheet_name
    assert table_of(report, NetCostRow).rows[0].cell("actual").sheet == sheet_name


def test_names_may_be_decomposed_as_a_mac_writes_them() -> None:
    def apart(value: Value) -> Value:
        return unicodedata.normalize("NFD", value) if isinstance(value, str) else value

    rows = (("Månad", "Aktivitet", "Bedömning"), ("April", "Årsredovisning", "Grön"))
    decomposed = tuple(tuple(apart(v) for v in row) for row in rows)
    report = read(sheet(decomposed, name=unicodedata.normalize("NFD", "Årshjul")))
    (row,) = table_of(report, YearWheelRow)
    assert (row.month, row.assessment) == ("April", Status.GREEN)


def test_the_first_of_two_equal_headers_counts() -> None:
    again: tuple[Value, ...] = ("Utfall", Decimal(1), Decimal(2))
    rows = tuple((*row, extra) for row, extra in zip(ROWS, again, strict=True))
    assert values(read(sheet(rows))) == EXPECTED


HELPER: tuple[tuple[Value, ...], ...] = (
    ("Utfall", "Verksamhet"),
    (Decimal(-100), "Min egen"),
    (Decimal(-200), None),
)


def test_a_helper_block_beside_the_excel_table_is_the_authors_own() -> None:
    rows = tuple((*helper, *row) for helper, row in zip(HELPER, ROWS, strict=True))
    table = TableRange("T_Nettokostnad", HEADER_ROW, 3, HEADER_ROW + 2, 7)
    found = read(replace(sheet(rows), tables=(table,)))
    assert table_of(found, NetCostRow).columns["actual"] == 6
    assert values(found) == values(read(sheet()))
    assert table_of(found, NetCostRow).strangers == ("Utfall", "Verksamhet")
    bare = read(sheet(rows))
    assert table_of(bare, NetCostRow).columns["actual"] == 1, (
        "without an Excel table the first one counts"
    )


def test_a_header_beside_the_excel_table_counts_where_the_table_lacks_it() -> None:
    table = TableRange("T_Nettokostnad", HEADER_ROW, 1, HEADER_ROW + 2, 4)
    found = read(replace(sheet(), tables=(table,)))
    assert table_of(found, NetCostRow).columns["budget"] == 5
    assert table_of(found, NetCostRow).strangers == ()


def test_of_excel_tables_side_by_side_the_one_with_most_of_our_headers_is_read() -> None:
    rows = tuple((*helper, *row) for helper, row in zip(HELPER, ROWS, strict=True))
    own = TableRange("Min", HEADER_ROW, 1, HEADER_ROW + 1, 2)
    table = TableRange("T_Nettokostnad", HEADER_ROW, 3, HEADER_ROW + 2, 7)
    found = read(replace(sheet(rows), tables=(own, table)))
    assert values(found) == values(read(sheet()))


def test_an_excel_table_of_ones_own_does_not_win_over_a_master_without_one() -> None:
    rows = tuple((*row, *helper) for helper, row in zip(HELPER, ROWS, strict=True))
    own = TableRange("Min", HEADER_ROW, 6, HEADER_ROW + 1, 7)
    found = read(replace(sheet(rows), tables=(own,)))
    assert values(found) == values(read(sheet()))


def test_blank_rows_and_rows_without_declared_values_are_passed_over() -> None:
    header = (*ROWS[0], "Min anteckning")
    rows: tuple[tuple[Value, ...], ...] = (
        header,
        (*ROWS[1], None),
        (None,) * 6,
        (None, None, None, None, None, "summan stämmer"),
        ("  ", None, None, None, None, None),
        (*ROWS[2], None),
    )
    report = read(sheet(rows))
    assert values(report) == EXPECTED
    assert [row.row_number for row in table_of(report, NetCostRow)] == [
        HEADER_ROW + 1,
        HEADER_ROW + 5,
    ]


def test_rows_typed_below_the_excel_table_are_read_too_but_not_after_a_gap() -> None:
    below: tuple[tuple[Value, ...], ...] = (
        ("IFO", "Ekonomiskt bistånd", "rad", Decimal(-25743), Decimal(-24852)),
        (None, None, None, None, None),
        ("Not", "Beloppen är avrundade", None, None, None),
    )
    found = sheet((*ROWS, *below))
    table = TableRange("Nettokostnad", HEADER_ROW, 1, HEADER_ROW + 2, 5)
    assert len(table_of(read(found), NetCostRow)) == 4
    report = read(replace(found, tables=(table,)))
    assert [row.activity for row in table_of(report, NetCostRow)] == [
        "Gemensamt IFO", "Socialpsykiatri", "Ekonomiskt bistånd",
    ]  # fmt: skip
    other = TableRange("Underlag", HEADER_ROW + 20, 1, HEADER_ROW + 30, 5)
    assert len(table_of(read(replace(found, tables=(other,))), NetCostRow)) == 4


def test_a_sheet_without_its_headers_has_no_table() -> None:
    report = read(sheet(ROWS[1:]))
    assert not table_of(report, NetCostRow).present
    assert len(table_of(report, NetCostRow)) == 0
    assert not table_of(report, RiskRow).present


def test_missing_headers_are_told() -> None:
    report = read(sheet())
    assert table_of(report, NetCostRow).present
    assert "Prognos" in table_of(report, NetCostRow).missing
    assert "Utfall" not in table_of(report, NetCostRow).missing


def test_an_unreadable_cell_is_an_issue_and_the_rest_of_the_row_is_read() -> None:
    found = sheet((ROWS[0], ("IFO", "Gemensamt IFO", "delsumma", "ca 500", Decimal(-81412))))
    report = read(found)
    (row,) = table_of(report, NetCostRow)
    assert (row.kind, row.actual, row.budget) == (None, None, Decimal(-81412))
    assert {(i.fault, i.cell.address, i.column.header) for i in report.issues} == {
        ("unknown_choice", f"C{FIRST_DATA_ROW}", "Radtyp"),
        ("text_in_number", f"D{FIRST_DATA_ROW}", "Utfall"),
    }
    assert {i.row_label for i in report.issues} == {"Gemensamt IFO"}
    assert not row.readable("actual")
    assert row.readable("budget")
    (table,) = report.amount_tables()
    assert not table.rows[0].figures["Utfall"].readable
    assert table.rows[0].kind is RowKind.ROW


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (Cell(CellKind.ERROR, "#REF!"), "error_value"),
        (Cell(CellKind.ERROR, "#REF!", "Underlag!B4"), "error_value"),
        (Cell(CellKind.UNCOMPUTED, None, "D6-E6"), "uncomputed"),
        (text("1.234,5"), "text_in_number"),
        (text("60 %"), "text_in_number"),  # an amount is no share
        (cell_of(True), "text_in_number"),  # noqa: FBT003
        (cell_of(date(2022, 11, 30)), "text_in_number"),
        (text("-"), None),
        (text(" \u00a0"), None),
        (text("−78 885"), None),
        (number("-78885.4"), None),
        (Cell(CellKind.NUMBER, Decimal(-78885), "SUM(D1:D4)"), None),
    ],
)
def test_what_an_amount_can_hold(cell: Cell, fault: str | None) -> None:
    found = sheet()
    place = (HEADER_ROW + 1, 4)
    report = read(replace(found, cells={**found.cells, place: cell}))
    assert [issue.fault for issue in report.issues] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (text("−78 885"), Decimal(-78885)),
        (text("4,9"), Decimal("4.9")),
        (text("–"), None),
        (number("-78885.4"), Decimal("-78885.4")),
        (Cell(CellKind.NUMBER, Decimal(5), "2+3"), Decimal(5)),
    ],
)
def test_numbers_are_read_as_written(cell: Cell, value: Decimal | None) -> None:
    found = sheet()
    place = (HEADER_ROW + 1, 4)
    report = read(replace(found, cells={**found.cells, place: cell}))
    assert table_of(report, NetCostRow).rows[0].actual == value


def start(values: Mapping[str, str]) -> Manadsrapport:
    lines = "".join(f"| {label} | {value} |\n" for label, value in values.items())
    return Manadsrapport.read(read_markdown(f"## Start\n\n| Fält | Värde |\n|---|---|\n{lines}"))


@pytest.mark.parametrize(
    ("year", "period", "code"),
    [
        ("2022", "nov", "2022-11"),
        ("'2022", "November", "2022-11"),
        ("2023", "juni–juli", "2023-07"),
        ("2023", "6-7", "2023-07"),
        ("2022", "11", "2022-11"),
        ("2022", "", None),
        ("", "nov", None),
        ("2022", "höst", None),
        ("22", "nov", None),
    ],
)
def test_year_and_period(year: str, period: str, code: str | None) -> None:
    report = start({"År": year, "Period": period})
    assert (report.period and report.period.code) == code


def test_start_is_read_by_defined_name_before_label() -> None:
    found = Sheet(
        "Start",
        {(4, 1): text("År"), (4, 2): number(2021), (9, 7): number(2022), (5, 1): text("Period"),
         (5, 2): text("nov"), (6, 1): text("BELOPPSENHET "), (6, 2): text("mnkr")},
    )  # fmt: skip
    by_label = Manadsrapport.read(Grid((found,)))
    assert by_label.start.year == 2021
    assert by_label.start.unit == "mnkr"
    by_name = Manadsrapport.read(Grid((found,), {"år": CellRef("Start", 9, 7)}))
    assert by_name.start.year == 2022
    assert by_name.start.cell("year") == CellRef("Start", 9, 7)
    assert by_name.start.cell("period") == CellRef("Start", 5, 2)
    assert not by_name.start.has("board")


def test_the_type_is_what_start_says_or_what_most_sheets_say() -> None:
    assert document_types()["manadsrapport"] is Manadsrapport
    named = read_markdown("## Start\n\n| F | V |\n|---|---|\n| Dokumenttyp | månadsrapport |\n")
    assert document_type_of(named) is Manadsrapport
    assert document_type_of(Grid((sheet(),))) is Manadsrapport
    assert document_type_of(Grid((Sheet("Blad1", {}),))) is None


GOALS = """
## Start

| Fält   | Värde |
|--------|-------|
| År     | 2023  |
| Period | 6-7   |

## Mål

| Nr | Kort namn | Målnivå | Utfall | Bedömning | Översyn | Motivering | Överstyrd av | {override} |
|----|-----------|---------|--------|-----------|---------|------------|--------------|------------|
| 4  | Ekonomi   | 60 %    | 80 %   | G         | A       | {reason}   | Nämnden      | R          |

## Enhetsresultat

| Mål | Enhet        | Bedömning                |
|-----|--------------|--------------------------|
| 4   | Vuxenenheten | G                        |
| 1   | Vuxenenheten | R                        |
| 4   | Resursen     | Inget utfall för månaden |
| 4   | Stödet       | Orange                   |

## Målindikatorer

| Mål | Indikator       | Utfall |
|-----|-----------------|--------|
| 1   | Budgetavvikelse | 1 %    |
| 4   | Sjukfrånvaro    | 2 %    |
| 4   | BUDGETAVVIKELSE | 3 %    |

## Månadsstatus

| Mål | Juni | Juli |
|-----|------|------|
| 4   | Grön | Grön |
"""


OVERRIDE = "Överstyrd bedömning"


def test_what_decides_a_goal_is_gathered_from_four_sheets() -> None:
    report = Manadsrapport.read(read_markdown(GOALS.format(reason="Inspektion", override=OVERRIDE)))
    policies = {4: Parameters.of([], date(2023, 7, 31)).policy(4)}
    (goal,) = goal_inputs(report, policies, None)
    assert [unit.status for unit in goal.units] == [Status.GREEN, Status.NO_OUTCOME, None]
    assert goal.target == Decimal("0.6")
    assert goal.gate is not None
    assert goal.gate.outcome == Decimal("0.03")
    assert goal.override is not None
    assert goal.override.status is Status.RED
    assert [name for name, _ in goal.fills] == ["Översyn", "Juni", "Juli"]
    assert table_of(report, GoalRow).rows[0].overview is Status.YELLOW
    without = Manadsrapport.read(read_markdown(GOALS.format(reason="", override=OVERRIDE)))
    assert goal_inputs(without, policies, None)[0].override is None
    assert goal_inputs(without, {}, None) == ()


def test_every_sheet_that_is_declared_belongs_to_a_type() -> None:
    declared = {
        value.row
        for module in pkgutil.iter_modules(sheets.__path__)
        for value in vars(import_module(f"{sheets.__name__}.{module.name}")).values()
        if isinstance(value, SheetSpec)
    }
    assert declared <= {spec.row for kind in document_types().values() for spec in kind.sheets}
