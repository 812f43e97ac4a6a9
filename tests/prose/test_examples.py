"""The published reports: what every statement is tied to, judged against the printed page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from tests.beside import checked
from workbooks.build import EXAMPLES
from xl_asn.calculation.calculated import calculate
from xl_asn.case.examine import Examined
from xl_asn.documents.catalogue import document_type_of
from xl_asn.files.reading.load import load
from xl_asn.model.grid import CellRef, Grid, number, text
from xl_asn.parameters.shipped import default_board
from xl_asn.prose.judge import statements_of
from xl_asn.prose.statements import Judgement, Statement
from xl_asn.rules.context import Context

FEBRUARY = """
Nettokostnad!M6 | -2,4 Mkr | Nettokostnad!I6
Nettokostnad!M7 | -0,4 Mkr | Nettokostnad!I7
Nettokostnad!M8 | +2,7 Mkr | Nettokostnad!I8
Nettokostnad!M9 | +0,5 Mkr | Nettokostnad!I9
Nettokostnad!M13 | -0,3 Mkr | Nettokostnad!I13
Nettokostnad!M18 | -0,5 Mkr | Nettokostnad!I18
Sammanfattning!B7 | -0,7 Mkr | Nettokostnad!I21
Sammanfattning!B7 | +-0 Mkr | Nettokostnad!I16
Sammanfattning!B7 | -0,7 Mkr | Nettokostnad!I20
"""
NOVEMBER = """
Nettokostnad!L6 | +0,6 mnkr | Nettokostnad!K6
Nettokostnad!L7 | +0,8 mnkr | Nettokostnad!K7
Nettokostnad!L8 | +2,3 mnkr | Nettokostnad!K8
Nettokostnad!L8 | +1,4 mnkr |
Nettokostnad!M8 | -5,3 mnkr | Nettokostnad!I8
Nettokostnad!L12 | +0,4 mnkr | Nettokostnad!K12
Nettokostnad!L15 | +0,4 mnkr | Nettokostnad!K15
Sammanfattning!B6 | 7,3 mnr |
Sammanfattning!B6 | 4,6 mnr |
Sammanfattning!B6 | 2,1 mnr |
Sammanfattning!B8 | +4,9 mnr | Nettokostnad!K17
Sammanfattning!B9 | -1,7 mnr | Nettokostnad!I17
Sammanfattning!B10 | 27,9 mnr |
Sammanfattning!B10 | 2,2 mnr |
Sammanfattning!B10 | 5,6 mnr |
Sammanfattning!B10 | 0,4 mnr |
"""
GOALS = """
Mål!O6 | gult |
Mål!O6 | gult | Enhetsresultat!C10
Mål!O7 | från gul till grön | Enhetsresultat!C20
Mål!O7 | från gul till grön | Enhetsresultat!C21
Mål!O7 | 86 procent |
Mål!O7 | 93,5 procent |
Mål!O8 | grönt | Mål!I8
"""


@cache
def published(month: str) -> Grid:
    grid = load(EXAMPLES / f"{month}_manadsrapport.md").grid
    assert grid is not None
    return grid


def examined(grid: Grid) -> Examined:
    found = checked(grid)
    assert isinstance(found, Examined)
    return found


def statements(grid: Grid) -> tuple[Statement, ...]:
    whole = examined(grid)
    return Context(whole.grid, whole.document, whole.calculated).statements


def amounts(grid: Grid) -> tuple[Statement, ...]:
    """Return the statements with amounts tied to a cell; goals are not assessed, for speed."""
    declared = document_type_of(grid)
    assert declared is not None
    document = declared.read(grid)
    found = statements_of(
        document, calculate(document.amount_tables(), (), (), {}), default_board()
    )
    return tuple(s for s in found if s.tie and isinstance(s.tie.value, Decimal))


def changed(grid: Grid, address: str, value: str | Decimal) -> Grid:
    ref = CellRef.parse(address)
    cell = text(value) if isinstance(value, str) else number(value)
    sheets = tuple(
        replace(sheet, cells={**sheet.cells, (ref.row, ref.column): cell})
        if sheet.name == ref.sheet
        else sheet
        for sheet in grid.sheets
    )
    return replace(grid, sheets=sheets)


def told(month: str, *sheets: str) -> list[str]:
    return [
        f"{s.passage.cell} | {s.text} | {s.tie.cell if s.tie else ''}".rstrip()
        for s in statements(published(month))
        if s.kind.is_statement and s.passage.cell.sheet in sheets
    ]


@pytest.mark.parametrize(
    ("month", "sheets", "expected"),
    [
        ("2021-02", ("Nettokostnad", "Sammanfattning"), FEBRUARY),
        ("2022-11", ("Nettokostnad", "Sammanfattning"), NOVEMBER),
        ("2022-11", ("Mål",), GOALS),
        ("2021-02", ("Mål",), "Mål!O7 | 76 procent |"),
    ],
)
def test_every_statement_is_tied_to_its_own_cell(
    month: str, sheets: tuple[str, ...], expected: str
) -> None:
    assert told(month, *sheets) == expected.strip().split("\n")


@pytest.mark.parametrize("month", ["2021-02", "2022-11", "2023-07"])
def test_no_published_text_differs_from_its_table(month: str) -> None:
    judged = statements(published(month))
    assert judged
    assert not [s for s in judged if s.judgement is Judgement.DISAGREES]
    codes = {finding.code for finding in examined(published(month)).findings}
    assert not codes & {"T101", "T102", "T103", "T105", "T106", "T107"}


@pytest.mark.parametrize("month", ["2021-02", "2022-11"])
def test_a_changed_amount_is_seen_in_the_text_that_quotes_it_and_nowhere_else(month: str) -> None:
    grid = published(month)
    for statement in amounts(grid)[::3]:
        assert statement.tie
        assert isinstance(statement.tie.value, Decimal)
        wrong = statement.tie.value + 700
        after = amounts(changed(grid, str(statement.tie.cell), wrong))
        # "+-0 Mkr" has room for 500 tkr, and −700 + 700 has not.
        differs = [s.passage.cell for s in after if s.judgement is Judgement.DISAGREES]
        right = statement.tie.right
        kept = isinstance(right, Decimal) and statement.agrees_with(right)
        assert differs == ([] if kept else [statement.passage.cell])


def test_amounts_of_something_else_than_the_table_raise_nothing() -> None:
    seventh = (
        "Helårsprognos för utbetalt ekonomiskt bistånd uppgår för Individ- och familjeomsorgen "
        "till 26,1 mnkr och för integrationsområdet till 5,6 mnkr."
    )
    grid = changed(published("2022-11"), "Sammanfattning!B8", seventh)
    found = [s for s in statements(grid) if s.passage.cell == CellRef("Sammanfattning", 8, 2)]
    assert [s.text for s in found] == ["26,1 mnkr", "5,6 mnkr"]
    assert {s.judgement for s in found} == {Judgement.UNTIED}


def test_a_table_in_mnkr_is_no_finer_than_it_prints() -> None:
    grid = published("2022-11")
    start = grid.sheet("Start")
    assert start is not None
    (unit,) = [row for (row, _), cell in start.cells.items() if cell.text == "tkr"]
    grid = changed(grid, f"Start!B{unit}", "mnkr")
    grid = changed(grid, "Nettokostnad!I8", Decimal("-5.3"))
    grid = changed(grid, "Nettokostnad!M8", "Underskott 5 286 tkr")
    (statement,) = [s for s in amounts(grid) if str(s.passage.cell) == "Nettokostnad!M8"]
    assert statement.judgement is Judgement.AGREES
