"""frictionless: a schema a sheet with constraints, and checks of rows and of the whole table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.benchmarks.declared import (
    DASHES,
    HEADER_ROW,
    Table,
    agrees,
    as_name,
    as_number,
    names_in,
    tables_of,
    wrong_sums,
)
from xl_asn.documents.manadsrapport import Manadsrapport

if TYPE_CHECKING:
    from frictionless import Check, Schema

_MISSING = ("", *DASHES)
_NAME = "bok.xlsx"
Source: TypeAlias = tuple[str, tuple[str, ...]]


def frictionless_checks(data: bytes) -> frozenset[tuple[str, int]]:
    """Return the rows of a monthly report, by sheet, where something is wrong."""
    from frictionless import Checklist, Dialect, Resource, formats  # noqa: PLC0415 - 0.3 s

    found: set[tuple[str, int]] = set()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, _NAME).write_bytes(data)
        resources = {
            table.sheet: Resource(
                path=_NAME,
                basepath=folder,
                format="xlsx",
                dialect=Dialect(
                    header_rows=[HEADER_ROW], controls=[formats.ExcelControl(sheet=table.sheet)]
                ),
                schema=schema.to_copy(),
            )
            for table, schema in _schemas()
        }
        known = {
            source: names_in(row.get(header) for row in rows for header in source[1])
            for source in dict.fromkeys(s for t, _ in _schemas() for s in t.references.values())
            for rows in [_rows(resources[source[0]].to_copy())]
        }
        for table, _ in _schemas():
            checks = Checklist(checks=[_check(table, known)])
            report = resources[table.sheet].validate(checks, limit_errors=1_000_000)
            rows = report.flatten(["rowNumber", "type"])
            found |= {(table.sheet, row) for row, kind in rows if row and kind != "blank-row"}
    return frozenset(found)


def _rows(resource: Any) -> list[Any]:
    rows: list[Any] = resource.read_rows()  # where its type for tables is not known to mypy
    return rows


@cache
def _schemas() -> tuple[tuple[Table, Schema], ...]:
    return tuple((table, _schema(table)) for table in tables_of(Manadsrapport))


def _schema(table: Table) -> Schema:
    from frictionless import Schema  # noqa: PLC0415 - 0.3 s

    def fields() -> Iterator[dict[str, Any]]:
        for kind, headers in (
            ("string", (*table.texts, *table.words)),
            ("number", table.numbers),
            ("date", table.dates),
        ):
            for header in headers:
                constraints: dict[str, Any] = {}
                if header in table.required:
                    constraints["required"] = True
                if header in table.words:
                    constraints["enum"] = list(table.words[header])
                if header in table.ranges:
                    low, high = table.ranges[header]
                    constraints |= {} if low == -inf else {"minimum": low}
                    constraints |= {} if high == inf else {"maximum": high}
                yield {"name": header, "type": kind, "constraints": constraints}

    return Schema.from_descriptor(
        {
            "fields": list(fields()),
            "missingValues": list(_MISSING),
            "fieldsMatch": "partial",  # columns that a board lacks or has beside are no errors
        }
    )


def _check(table: Table, known: Mapping[Source, frozenset[str]]) -> Check:
    from frictionless import Check, errors  # noqa: PLC0415 - 0.3 s

    class Agreement(Check):
        """A row's names and computed figures, and at the table's end what its rows add up to."""

        type = "agreement"
        Errors = [errors.RowConstraintError]  # noqa: RUF012 - as frictionless declares them

        def validate_row(self, row: Any) -> Iterable[Any]:
            rows.append(row)
            for fault in _faults(table, known, keys, row):
                yield errors.RowConstraintError.from_row(row, note=fault)

        def validate_end(self) -> Iterable[Any]:
            for row, header in _not_added_up(table, rows):
                yield errors.RowConstraintError.from_row(row, note=header)

    rows: list[Any] = []
    keys: set[tuple[str, ...]] = set()
    return Agreement()


def _faults(
    table: Table, known: Mapping[Source, frozenset[str]], keys: set[tuple[str, ...]], row: Any
) -> Iterator[str]:
    """Yield the columns of a row that do not agree with the others, or with other sheets."""
    values = {h: as_number(row.get(h)) for one in table.sums for h in one.headers}
    yield from (one.header for one in table.sums if not agrees(one, values))
    for header, source in table.references.items():
        if row.get(header) is not None and as_name(row[header]) not in known[source]:
            yield header
    key = tuple(as_name(row.get(header)) for header in table.key)
    if key and key in keys:
        yield table.key[-1]
    keys.add(key)


def _not_added_up(table: Table, rows: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the sums that their rows do not give, each with its column."""
    areas: dict[str, list[Any]] = {}
    for row in rows if table.amounts else ():
        areas.setdefault(row.get("Område") or "", []).append(row)
    for area in areas.values():
        for header in table.amounts:
            here = [row for row in area if as_number(row.get(header)) is not None]
            amounts = [as_number(row[header]) or 0.0 for row in here]
            for place in wrong_sums([row["Radtyp"] for row in here], amounts):
                yield here[place], header
