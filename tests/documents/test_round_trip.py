"""parse(render(d)) == d: what is written into the sheets of a document is what is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.written_markdown import write_markdown
from xl_asn.documents.columns import Column, columns_of
from xl_asn.documents.delarsrapport import Delarsrapport
from xl_asn.documents.document import Document
from xl_asn.documents.inputs import follow_up
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.namndplan import Namndplan
from xl_asn.documents.sheet import SheetSpec
from xl_asn.files.reading.markdown import FIRST_DATA_ROW, HEADER_ROW, read_markdown
from xl_asn.model.characters import with_lines
from xl_asn.model.folding import visible
from xl_asn.model.grid import Cell, Grid, Sheet, cell_of, text
from xl_asn.model.indicators import read_outcome
from xl_asn.model.money import is_dash, read_number
from xl_asn.model.periods import Period

TYPES: tuple[type[Document], ...] = (Manadsrapport, Delarsrapport, Namndplan)
SHEETS = [(declared, spec) for declared in TYPES for spec in declared.sheets]
PERIOD = Period(2022, 1, 8)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(
    lambda word: visible(word).strip()
)
texts = words.filter(lambda word: bool(word) and not is_dash(word))
others = texts.filter(lambda word: read_number(word) is None)


def numbers(column: Column, places: int) -> st.SearchStrategy[Decimal]:
    low, high = column.minimum, column.maximum
    return st.decimals(
        -(10**9) if low is None else low, 10**9 if high is None else high, places=places
    )


def content(column: Column) -> st.SearchStrategy[tuple[Cell, Any]]:
    """Return cells for a column, each with the value that must be read from it."""
    kind = column.kind.name
    if column.choices:
        chosen = st.sampled_from(column.choices)
        accepts = column.accepts or (lambda choice: choice)
        return chosen.map(lambda choice: (text(choice), accepts(choice)))
    values: st.SearchStrategy[Decimal | date | str]
    if kind == "datum":
        values = st.dates()
    elif kind == "heltal":
        values = numbers(column, 0)
    elif kind.startswith(("belopp", "procent")):
        values = numbers(column, 3)
    elif kind == "tal, svar eller orsak":
        values = numbers(column, 3)
        reasons = st.sampled_from(("Ja", "Nej", "Mätning ännu inte genomförd", "Utfall saknas"))
        told = reasons.map(lambda reason: (text(reason), read_outcome(reason)))
        return values.map(lambda value: (cell_of(value), value)) | told
    elif kind == "tal eller text":
        values = numbers(column, 2) | others
    else:
        values = texts
    return values.map(lambda value: (cell_of(value), value))


def columns(spec: SheetSpec) -> Mapping[str, Column]:
    """Return a sheet's columns, with those that repeat for each year or period."""
    headers = (header for series in spec.row.series for header in series.headers(PERIOD))
    return columns_of(spec.row.with_headers(headers))


@st.composite
def tables(draw: st.DrawFn, spec: SheetSpec) -> tuple[Sheet, list[Mapping[str, Any]]]:
    """Return a sheet with its declared columns in any order, and the values in its rows."""
    order = draw(st.permutations(list(columns(spec))))
    cells = {
        (HEADER_ROW, number): text(columns(spec)[name].header)
        for number, name in enumerate(order, 1)
    }
    rows: list[Mapping[str, Any]] = []
    for row in range(FIRST_DATA_ROW, FIRST_DATA_ROW + draw(st.integers(0, 4))):
        values: dict[str, Any] = {}
        for number, name in enumerate(order, 1):
            column = columns(spec)[name]
            if column.required or draw(st.booleans()):
                cells[row, number], values[name] = draw(content(column))
        rows.append(values)
    return Sheet(spec.name, cells), rows


@pytest.mark.parametrize(("declared", "spec"), SHEETS)
@settings(max_examples=settings().max_examples // 5)
@given(data=st.data())
def test_every_sheet_reads_what_was_written(
    declared: type[Document], spec: SheetSpec, data: st.DataObject
) -> None:
    sheet, rows = data.draw(tables(spec))
    report = declared.read(Grid((sheet,)))
    assert report.issues == ()
    table = report.table(spec.name)
    assert table is not None
    assert table.present
    assert table.missing == ()
    assert len(table) == len(rows)
    for row, values in zip(table, rows, strict=True):
        assert {name: getattr(row, name) for name in columns(spec)} == {
            name: _as_read(values.get(name)) for name in columns(spec)
        }
        for name in values:
            place = row.cell(name)
            assert sheet.cell(place.row, place.column).text


def _as_read(value: Any) -> Any:
    """Return a value as a column reads it: a text has one sort of line break and of blank."""
    return with_lines(value) if isinstance(value, str) else value


@st.composite
def grids(draw: st.DrawFn) -> tuple[type[Document], Grid]:
    declared = draw(st.sampled_from(TYPES))
    chosen = draw(st.lists(st.sampled_from(declared.sheets), unique=True, min_size=1, max_size=4))
    return declared, Grid(tuple(draw(tables(spec))[0] for spec in chosen))


@given(grids())
def test_a_report_survives_markdown(made: tuple[type[Document], Grid]) -> None:
    declared, grid = made
    again = read_markdown(write_markdown(grid))
    assert declared.read(again) == declared.read(grid)


@given(st.sampled_from(SHEETS), st.data())
def test_any_content_is_read_or_is_an_issue_with_its_cell(
    place: tuple[type[Document], SheetSpec], data: st.DataObject
) -> None:
    declared, spec = place
    anything = st.one_of(
        st.none(), st.booleans(), st.dates(), st.decimals(-(10**9), 10**9, places=2), st.text()
    )
    cells = {(HEADER_ROW, i): text(c.header) for i, c in enumerate(spec.columns.values(), 1)}
    for number in range(1, len(spec.columns) + 1):
        cells[FIRST_DATA_ROW, number] = cell_of(data.draw(anything))
    report = declared.read(Grid((Sheet(spec.name, cells),)))
    for issue in report.issues:
        assert issue.cell.row == FIRST_DATA_ROW
        assert cells[FIRST_DATA_ROW, issue.cell.column].text
    report.amount_tables()
    report.products()
    follow_up(report)
