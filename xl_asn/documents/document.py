"""A document type: its sheets in order, and how a grid is read into it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar

from xl_asn.documents.columns import AMOUNT, SIGNED_AMOUNT, Difference, Factors
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.start import Start
from xl_asn.documents.table import read_table
from xl_asn.model.amounts import (
    AmountColumn,
    Amounts,
    AmountTable,
    Figure,
    Product,
    RowHead,
    RowKind,
)
from xl_asn.model.grid import Grid
from xl_asn.model.periods import PERIOD_CHOICES, Period
from xl_asn.model.statuses import COLOURS, Scale

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Document:
    """A workbook read as a document; a document type is the list of its sheets."""

    key: ClassVar[str] = ""
    """The type as the command line names it."""
    title: ClassVar[str] = ""
    """The type as a heading names it."""
    periods: ClassVar[tuple[str, ...]] = PERIOD_CHOICES
    """The periods that *Start* offers."""
    looks_ahead: ClassVar[bool] = False
    """Whether a document of the type is written before its period: it is a plan."""
    not_on_start: ClassVar[frozenset[str]] = frozenset()
    """Fields of *Start* that a document of the type has no use for."""
    sheets: ClassVar[tuple[SheetSpec, ...]] = ()
    """The declared sheets, in the order of the workbook."""

    start: Start = dataclasses.field(default_factory=Start)
    issues: tuple[Issue, ...] = ()
    read_tables: Mapping[str, Rows[Any]] = dataclasses.field(default_factory=dict)
    """The table of each declared sheet, by the sheet's declared name."""

    scale: ClassVar[Scale] = COLOURS
    """The statuses of the goals and units of a document of the type."""

    @classmethod
    def worded(cls, scale: Scale) -> type[Self]:
        """Return the same type for a board with statuses of its own."""
        if scale is cls.scale:
            return cls
        sheets = tuple(spec.worded(scale) for spec in cls.sheets)
        return type(cls.__name__, (cls,), {"scale": scale, "sheets": sheets})

    @classmethod
    def template_version(cls) -> int:
        """Return the version of the type's masters: that of the latest sheet or column."""
        return max((1, *(spec.version for spec in cls.sheets)))

    def is_older_than(self, version: int) -> bool:
        """Whether the workbook says that it was made before a template version: it lacks its news.

        What every version has cannot be lacking because of age.
        """
        made = self.start.made_in_version
        return made is not None and made < version and version > 1

    @classmethod
    def read(cls, grid: Grid) -> Self:
        """Read a grid; what could not be read is in ``issues`` and in each table's ``missing``."""
        start, issues = Start.from_grid(grid)
        tables: dict[str, Rows[Any]] = {}
        for spec in cls.sheets:
            tables[spec.name], found = read_table(grid.sheet(spec.name), spec.name, spec.row)
            issues += found
        return cls(start, issues, MappingProxyType(tables))

    def read_again(self, grid: Grid, sheets: Collection[str]) -> Self:
        """Return the document with some sheets read anew, from a grid that differs only there."""
        if not sheets:
            return self
        tables = dict(self.read_tables)
        issues = [issue for issue in self.issues if issue.cell.sheet not in sheets]
        for spec, table in self.tables():
            if table.sheet in sheets:
                tables[spec.name], found = read_table(grid.sheet(spec.name), spec.name, spec.row)
                issues += found
        return dataclasses.replace(self, issues=tuple(issues), read_tables=MappingProxyType(tables))

    def tables(self) -> Sequence[tuple[SheetSpec, Rows[Any]]]:
        """Return every declared sheet with its table as read."""
        return self._tables

    @cached_property
    def _tables(self) -> Sequence[tuple[SheetSpec, Rows[Any]]]:
        return [(s, self.read_tables.get(s.name, Rows(s.name))) for s in self.sheets]

    def own_tables(self) -> Iterator[tuple[SheetSpec, Rows[Any]]]:
        """Yield the sheets with their tables, without optional ones that the workbook lacks."""
        return ((s, table) for s, table in self.tables() if table.present or not s.optional)

    def table(self, sheet_name: str) -> Rows[Any] | None:
        """Return a table by its sheet's name; None when the type has no such sheet."""
        return self._by_name.get(sheet_name)

    @cached_property
    def _by_name(self) -> Mapping[str, Rows[Any]]:
        return {spec.name: table for spec, table in self.tables()}

    def rows_of(self, model: type[R]) -> Iterator[R]:
        """Yield the rows of a model, from whichever sheets have it."""
        for spec in self.sheets:
            if model in spec.row.__mro__:
                yield from self._by_name[spec.name]

    @classmethod
    def period_of(cls, year: int, text: str) -> Period | None:
        """Return the period that a text names; None for one that the type is not written for."""
        return Period.read(year, text)

    @classmethod
    def period_on(cls, day: date) -> str:
        """Return the period that a new document is for on a day, as *Start* offers it."""
        for text in cls.periods:
            period = cls.period_of(day.year, text)
            if period is not None and day.month in period.months:
                return text
        return cls.periods[-1]

    @cached_property
    def period(self) -> Period | None:
        """Return the report's period, or None when *Start* does not say it."""
        start = self.start
        if start.year is None or start.period is None:
            return None
        return self.period_of(int(start.year), start.period)

    def amount_tables(self) -> tuple[AmountTable, ...]:
        """Return the sheets that hold amounts in rows of different kinds."""
        return self._amount_tables

    @cached_property
    def _amount_tables(self) -> tuple[AmountTable, ...]:
        return tuple(
            _amount_table(table, spec, self.start.unit or "tkr")
            for spec, table in self.tables()
            if spec.row.holds_amounts and table.rows
        )

    def products(self) -> tuple[Product, ...]:
        """Return the computed cells that are products within their row."""
        return tuple(product for spec, table in self.tables() for product in _products(table, spec))


def _products(table: Rows[Any], spec: SheetSpec) -> Iterator[Product]:
    fields = {column.header: name for name, column in spec.columns.items()}
    for name, column in spec.columns.items():
        formula = column.computed
        if not isinstance(formula, Factors) or name not in table.columns:
            continue
        factors = [fields[header] for header in formula.headers]
        if not all(factor in table.columns for factor in factors):
            continue
        for row in table:
            figures = tuple(
                Figure(row.cell(factor), getattr(row, factor), row.readable(factor))
                for factor in factors
            )
            yield Product(row.label, column.header, row.cell(name), formula.words, figures)


def _amount_table(table: Rows[Any], spec: SheetSpec, unit: str) -> AmountTable:
    amounts = {
        name: column
        for name, column in spec.columns.items()
        if column.kind in {AMOUNT, SIGNED_AMOUNT} and name in table.columns
    }
    columns = []
    for column in amounts.values():
        formula = column.computed
        known = {other.header for other in amounts.values()}
        if isinstance(formula, Difference) and known >= {*formula.plus, *formula.minus}:
            columns.append(AmountColumn(column.header, formula.plus, formula.minus))
        else:
            columns.append(AmountColumn(column.header, signed=column.kind is SIGNED_AMOUNT))
    heads, parent = [], ""
    for area, row in table.by_area():
        kind = row.kind or RowKind.ROW
        parent = parent if kind is RowKind.OF_WHICH else row.label
        part_of = parent if kind is RowKind.OF_WHICH else ""
        inherits = bool(area) and not row.get("area")
        heads.append(RowHead(row.label, area, kind, part_of, inherits))
    family, forecast = spec.row.family, spec.row.forecast_header
    found = _amounts(table, {column.header: name for name, column in amounts.items()})
    return AmountTable(
        table.sheet, unit, tuple(columns), tuple(heads), found.without_noise(), family, forecast
    )


def _amounts(table: Rows[Any], fields: Mapping[str, str]) -> Amounts:
    """Return the amounts of a table, given the field of each header."""
    rows = table.rows
    return Amounts(
        table.sheet,
        tuple(row.row_number for row in rows),
        {header: table.columns[name] for header, name in fields.items()},
        {header: tuple(map(attrgetter(name), rows)) for header, name in fields.items()},
        frozenset(
            row.cell(name) for row in rows for name in row.unreadable.intersection(fields.values())
        ),
    )
