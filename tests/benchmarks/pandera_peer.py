"""openpyxl and pandera: every table of a report held to what our documents declare of it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import openpyxl
import pandas as pd

from tests.benchmarks.declared import (
    DASHES,
    HEADER_ROW,
    SLACK,
    Sum,
    Table,
    as_name,
    names_in,
    tables_of,
    wrong_sums,
)  # fmt: skip
from xl_asn.documents.manadsrapport import Manadsrapport

Place = tuple[str, int]
"""A sheet and a row of it."""


def pandera_checks(data: bytes) -> frozenset[Place]:
    """Return the rows of a monthly report where something is wrong."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    frames = {table.sheet: _frame(table, book[table.sheet]) for table, _ in _schemas()}
    return frozenset(
        (table.sheet, int(row))
        for table, schema in _schemas()
        for row in (*_wrong_rows(schema, frames[table.sheet]), *_wrong_names(table, frames))
    )


def _frame(table: Table, sheet: Any) -> pd.DataFrame:
    header, *rows = sheet.iter_rows(min_row=HEADER_ROW, values_only=True)
    frame = pd.DataFrame(rows, columns=header, dtype=object)
    frame.index += HEADER_ROW + 1
    frame = frame.dropna(how="all")
    numbers = [header for header in table.numbers if header in frame]
    frame[numbers] = frame[numbers].replace(list(DASHES), None)
    return frame


def _wrong_rows(schema: Any, frame: pd.DataFrame) -> Iterator[int]:
    import pandera.pandas as pa  # noqa: PLC0415 - of the extra bench

    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        yield from (int(row) for row in error.failure_cases["index"].dropna())


def _wrong_names(table: Table, frames: Mapping[str, pd.DataFrame]) -> Iterator[int]:
    """Yield the rows whose names stand nowhere, or stand in a row before it.

    A schema of pandera sees one table, and the names are those of another.
    """
    frame = frames[table.sheet]
    for header, (sheet, headers) in table.references.items():
        there = frames[sheet]
        known = names_in(value for h in headers if h in there for value in there[h])
        said = frame[header].dropna().map(as_name)
        yield from said.index[~said.isin(known)]
    if table.key:
        yield from frame.index[frame[list(table.key)].map(as_name).duplicated()]


@cache
def _schemas() -> tuple[tuple[Table, Any], ...]:
    return tuple((table, _schema(table)) for table in tables_of(Manadsrapport))


def _schema(table: Table) -> Any:
    import pandera.pandas as pa  # noqa: PLC0415 - of the extra bench

    def column(header: str, kind: Any, *checks: Any) -> Any:
        needed = header in table.required
        return pa.Column(
            kind, [*checks], nullable=not needed, required=needed, coerce=kind is float
        )

    columns = {header: column(header, str) for header in table.texts}
    columns |= {header: column(header, float) for header in table.numbers}
    columns |= {
        header: column(header, float, pa.Check.in_range(*limits))
        for header, limits in table.ranges.items()
    }
    columns |= {header: column(header, "datetime64[ns]") for header in table.dates}
    for header, words in table.words.items():
        known = {word.casefold() for word in words}
        said = pa.Check(lambda cells, known=known: cells.str.casefold().isin(known))
        columns[header] = column(header, str, said)
    checks = [pa.Check(lambda rows, one=one: _agrees(one, rows)) for one in table.sums]
    checks += [pa.Check(lambda rows, name=name: _adds_up(rows, name)) for name in table.amounts]
    return pa.DataFrameSchema(columns, checks=checks)


def _agrees(one: Sum, rows: pd.DataFrame) -> pd.Series[bool]:
    values = {header: pd.to_numeric(rows[header], errors="coerce") for header in one.headers}
    found = values[one.header]
    if one.factors:
        given = values[one.factors[0]] * values[one.factors[1]]
    else:
        plus, minus = ([values[h] for h in some] for some in (one.plus, one.minus))
        given = pd.concat(plus, axis=1).sum(axis=1, skipna=False)
        given -= pd.concat(minus, axis=1).sum(axis=1, skipna=False) if minus else 0
    off = (found - given).abs()
    return ~(off > (0 if one.factors else SLACK * len(one.headers)))


def _adds_up(rows: pd.DataFrame, header: str) -> pd.Series[bool]:
    right = pd.Series(data=True, index=rows.index)
    amounts = pd.to_numeric(rows[header], errors="coerce")
    for _, area in rows.groupby("Område", sort=False, dropna=False):
        here = amounts[area.index].dropna()
        wrong = wrong_sums(area["Radtyp"][here.index].tolist(), here.tolist())
        right[here.index[wrong]] = False
    return right
