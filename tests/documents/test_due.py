"""What is left of a period follows from what the columns declare, and *Start* shows it."""

from __future__ import annotations

import pytest

from tests.beside import pressed
from tests.laws.worlds import example
from xl_asn.case.new_masters import new_master
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.carrying import Act
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.document import Document
from xl_asn.documents.due import left_to_write
from xl_asn.documents.left_block import left_places
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import BLANK, CellRef, Grid, cell_of, folded_name
from xl_asn.model.left import sentence_of

REPORT = """
## Start

| Dokumenttyp | Månadsrapport |
| Nämnd       | Nämnden       |
| År          | 2026          |
| Period      | {period}      |
| Datum       | 2026-12-01    |

## Händelser

| Enhet | Händelse |
|-------|----------|
{events}

## Mål

| Nr | Kort namn | Kommentar |
|----|-----------|-----------|
| 1  | Ett       | {one}     |
| 2  | Två       |           |

## Enhetsresultat

| Mål | Enhet | Bedömning |
|-----|-------|-----------|
| 1   | A     | {a}       |
| 1   | B     | {b}       |
| 2   | A     | Grön      |

## Nettokostnad

| Område | Verksamhet | Radtyp | Utfall | Budget | Prognos | Årsbudget |
|--------|------------|--------|--------|--------|---------|-----------|
| IFO    |            |        |        |        |         |           |
| IFO    | Barn       | rad    | {cost} | –      | {fc}    | -2        |
| IFO    | varav köp  | varav  |        | 0      | 5       | 6         |
| IFO    | Summa      | summa  |        |        |         |           |
"""


def said(before: str = "", **written: str) -> dict[str, str]:
    """Return what is left of a small report, by sheet, without what is done."""
    usual = {"period": "nov", "events": "| A | Det |", "one": "", "a": "Grön", "b": "Grön",
             "cost": "1", "fc": "1"}  # fmt: skip
    grid = read_markdown(REPORT.format(**{**usual, **written}))
    earlier = Manadsrapport.read(read_markdown(before)) if before else None
    left = left_to_write(Manadsrapport.read(grid), lambda cell: grid.at(cell).is_blank, earlier)
    return {one.sheet: one.words for one in left if not one.is_done}


def test_what_is_blank_is_counted_by_column_and_rows() -> None:
    # A dash says that there is no amount; a heading, a sum and what nobody can read owe nothing.
    assert said() == {"Nettokostnad": "1 av 2 utfall saknas"}
    assert said(a="", b="") == {
        "Enhetsresultat": "2 av 3 bedömningar saknas",
        "Nettokostnad": "1 av 2 utfall saknas",
    }
    assert said(fc="", cost="")["Nettokostnad"] == ("2 av 2 utfall samt 1 av 2 prognoser saknas")
    assert said(fc="")["Nettokostnad"] == "1 av 2 utfall och prognoser saknas"
    assert "Enhetsresultat" not in said(a="Blå")


def test_a_sheet_that_ought_to_hold_rows_is_not_done_without() -> None:
    assert said(events="")["Händelser"] == "inget är skrivet"


def test_what_is_written_where_it_is_needed_is_due_where_the_report_before_had_it() -> None:
    assert "Mål" not in said()
    before = REPORT.format(period="okt", events="", one="Läget.", a="", b="", cost="", fc="")
    assert said(before)["Mål"] == "1 av 1 kommentarer saknas"
    assert "Mål" not in said(before, one="Nytt.")


@pytest.mark.parametrize("declared", document_types().values(), ids=lambda one: one.key)
def test_what_is_due_each_period_is_emptied_by_a_new_one(declared: type[Document]) -> None:
    emptied = {Act.EMPTY, Act.ROLL}
    for spec in declared.sheets:
        for column in spec.columns.values():
            carry = spec.carried(column)
            if column.due and spec.carry is None:
                assert {carry.act, carry.over(new_year=True)} & emptied, column.header
            assert not (column.due and column.computed), column.header


@pytest.mark.parametrize("period", ["2018-04", "2021-02", "2022-11", "2023-07", "2026-10"])
def test_start_and_the_answer_say_the_same_and_a_second_press_nothing_new(period: str) -> None:
    grid = example(period)
    places = left_places(grid)
    computed = pressed(with_cells(grid, dict.fromkeys(places.values(), BLANK)))
    said = {one.sheet: one.words for one in computed.to_write}
    assert {sheet: computed.values[cell] for sheet, cell in places.items() if sheet in
            {folded_name(name) for name in said}} == {
        folded_name(name): words for name, words in said.items()
    }  # fmt: skip
    told = computed.as_json()["kvar"]
    assert {one["blad"]: one["text"] for one in told} == {
        name: words for name, words in said.items() if words != "klart"
    }
    after = with_cells(grid, {cell: cell_of(value) for cell, value in computed.values.items()})
    again = pressed(after)
    assert not set(places.values()) & again.values.keys()
    assert again.to_write_sentence == computed.to_write_sentence


def test_the_block_follows_its_headers_and_a_master_without_one_gets_none() -> None:
    grid = read(new_master(Manadsrapport, 2026, "nov"))
    places = left_places(grid)
    assert {folded_name(s.name) for s in Manadsrapport.sheets if not s.optional} < places.keys()
    start = grid.sheets[0]
    (header,) = (at for at, cell in start.cells.items() if cell.text == "Kvar att göra")
    moved = {(row + 7, column + 2): cell for (row, column), cell in start.cells.items()}
    there = left_places(Grid((type(start)("Start", moved),)))
    assert there == {
        name: CellRef("Start", cell.row + 7, cell.column + 2) for name, cell in places.items()
    }
    bare = with_cells(grid, {CellRef("Start", *header): BLANK})
    assert left_places(bare) == {}
    own = with_cells(bare, {CellRef("Start", 40, 1): cell_of("Kvar att göra")})
    assert left_places(own) == {}, "a list of the author's own is hers"


def test_the_sentence_says_when_nothing_is_left() -> None:
    assert sentence_of(()) == "Kvar att göra: inget."
