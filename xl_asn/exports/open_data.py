"""The report as open data: one tidy table a sheet as CSV, described as a Frictionless package.

A row is one observation and no table holds sums, so that whoever adds up a column gets it right.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from io import StringIO
from typing import Any, Final

from xl_asn.documents.columns import Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goals import StripRow
from xl_asn.exports.board_report import BoardReport
from xl_asn.model.amounts import RowKind
from xl_asn.model.characters import documented
from xl_asn.model.folding import visible
from xl_asn.model.statuses import Graded
from xl_asn.report.completed import Completed

_SEPARATOR: Final = ";"
_DECIMAL: Final = ","
_DIALECT: Final = {"delimiter": _SEPARATOR}
_NOT_A_NAME: Final = re.compile(r"[^a-z0-9._-]+")
_PLAIN: Final = str.maketrans("åäöéü", "aaoeu")
_FOLDER: Final = "_data"
_MOST_DECIMALS: Final = 6
#: What a spreadsheet would take for a formula when a text begins with it: in full width too.
_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@dataclass(frozen=True, slots=True, eq=False)
class DataTable:
    """A table: its title, its fields with their types, and a row for each observation."""

    title: str
    fields: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]

    @property
    def name(self) -> str:
        """Return the title as a file may be named: ``mal``."""
        return _NOT_A_NAME.sub("-", self.title.casefold().translate(_PLAIN)).strip("-")


def csv_files(board_report: BoardReport) -> Mapping[str, bytes]:
    """Return a CSV file for each table that holds anything, and the package that describes them."""
    completed = board_report.completed
    if completed is None:
        return {}
    tables = [table for table in _tables(completed) if table.rows]
    files = {f"{_FOLDER}/{table.name}.csv": csv_bytes(table) for table in tables}
    package = json.dumps(_package(board_report, tables), ensure_ascii=False, indent=1) + "\n"
    return {**files, f"{_FOLDER}/datapackage.json": package.encode("utf-8")}


def _tables(completed: Completed) -> Iterator[DataTable]:
    for spec, table in completed.document.tables():
        rows = tuple(table)
        if spec.row.is_tool:
            continue
        if issubclass(spec.row, StripRow):
            yield _by_month(completed, spec, rows)
            continue
        whole = [row for row in rows if _kind(row) is RowKind.ROW]
        parts = [row for row in rows if _kind(row) is RowKind.OF_WHICH]
        yield _data_table(completed, spec.name, table.declared, whole)
        # Of-which rows are counted in the rows above them: a table of their own, or sums double.
        yield _data_table(completed, f"{spec.name} varav", table.declared, parts)


def _kind(row: Row) -> RowKind:
    kind = getattr(row, "kind", None)
    return kind if isinstance(kind, RowKind) else RowKind.ROW


def _data_table(
    completed: Completed, title: str, declared: Mapping[str, Column], rows: Sequence[Row]
) -> DataTable:
    values = [[completed.value(row, field) for field in declared] for row in rows]
    columns = enumerate(column.header for column in declared.values())
    fields = [(header, type_of([row[place] for row in values])) for place, header in columns]
    return DataTable(title, fields, values)


def _by_month(completed: Completed, spec: SheetSpec, rows: Sequence[Row]) -> DataTable:
    """Return the strip as a row for each goal and month that has been assessed."""
    (goal, goal_column), *months = spec.columns.items()
    values = [
        [getattr(row, goal), column.header, completed.value(row, field)]
        for row in rows
        for field, column in months
        if completed.value(row, field) is not None
    ]
    fields = [(goal_column.header, "number"), ("Månad", "string"), ("Bedömning", "string")]
    return DataTable(spec.name, fields, values)


def type_of(values: Sequence[Any]) -> str:
    """Return a Frictionless type that every value of a column has."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, Decimal) for value in known):
        return "number"
    if known and all(isinstance(value, date) for value in known):
        return "date"
    return "string"


def csv_bytes(table: DataTable) -> bytes:
    """Return the table as CSV: semicolons, decimal commas, UTF-8, and no text is a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=_SEPARATOR, lineterminator="\r\n")
    writer.writerow([_text(header) for header, _ in table.fields])
    writer.writerows([[_text(value) for value in row] for row in table.rows])
    return text.getvalue().encode("utf-8")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format(round(value, _MOST_DECIMALS).normalize(), "f").replace(".", _DECIMAL)
        case Enum() | Graded():
            return str(value.value)
        case date():
            return value.isoformat()
    text = documented(str(value))
    return f"'{text}" if visible(text).lstrip(" \u00a0").startswith(_FORMULA) else text


def _package(board_report: BoardReport, tables: Sequence[DataTable]) -> Mapping[str, Any]:
    title = board_report.title
    amounts = f" Belopp i {board_report.completed.unit}." if board_report.completed else ""
    about = f"{title.board}.{amounts}" if amounts else title.board
    return package_of(title.text, about, {table: f"{table.name}.csv" for table in tables})


def package_of(title: str, about: str, tables: Mapping[DataTable, str]) -> Mapping[str, Any]:
    """Return the description of some tables, each with its file, as a Frictionless package."""
    return {
        "profile": "tabular-data-package",
        "name": _NOT_A_NAME.sub("-", title.casefold().translate(_PLAIN)).strip("-"),
        "title": title,
        "description": about,
        "languages": ["sv"],
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "path": path,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": _DIALECT,
                "schema": {"fields": list(map(_field, table.fields))},
            }
            for table, path in tables.items()
        ],
    }


def _field(field: tuple[str, str]) -> Mapping[str, str]:
    name, kind = field
    number = {"decimalChar": _DECIMAL} if kind == "number" else {}
    return {"name": name, "type": kind, **number}
