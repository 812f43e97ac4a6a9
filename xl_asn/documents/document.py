"""A document type: its sheets in order, and how a grid is read into it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar

from xl_asn.documents.columns import (
    AMOUNT,
    SIGNED_AMOUNT,
    Column,
    Difference,
    Factors,
    columns_of,
)
from xl_asn.documents.rows import Issue, Row, Rows
from xl_asn.documents.start import Start
from xl_asn.documents.table import read_table
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable, Figure, Product, RowKind
from xl_asn.model.follow_up import FollowUp
from xl_asn.model.goals import BudgetDeviation, GoalInput, Policy
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.periods import PERIOD_CHOICES, Period

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One declared sheet: its table's row model and the line of help under the title.

    ``key`` names the fields that together may occur once; ``key_must`` tells whether a second
    occurrence is an error or only worth a question. ``required`` tells that the sheet must hold
    rows before the document can be submitted; ``expected`` that a reader would ask otherwise.
    A workbook without an ``optional`` sheet is whole, and a new master has none.
    """

    name: str
    row: type[Row]
    help: str
    key: tuple[str, ...] = ()
    key_must: bool = True
    required: bool = False
    expected: bool = False
    optional: bool = False

    @property
    def columns(self) -> Mapping[str, Column]:
        """Return the declared columns by field name."""
        return columns_of(self.row)


def sheet(name: str, row: type[Row], **more: Any) -> Any:
    """Declare a sheet as a field of a document type."""
    return dataclasses.field(
        default_factory=lambda: Rows(name), metadata={"sheet": SheetSpec(name, row, **more)}
    )


@dataclass(frozen=True)
class Document:
    """A workbook read as a document; a document type adds its sheets as fields."""

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

    start: Start = dataclasses.field(default_factory=Start)
    issues: tuple[Issue, ...] = ()

    @classmethod
    def sheets(cls) -> Mapping[str, SheetSpec]:
        """Return the declared sheets by field name, in the order of the workbook."""
        return _sheets_of(cls)  # type: ignore[arg-type]  # it takes the instances' hash for this one

    @property
    def own_sheets(self) -> Mapping[str, SheetSpec]:
        """Return the declared sheets without the optional ones that the workbook lacks."""
        return {
            name: spec
            for name, spec in self.sheets().items()
            if not spec.optional or getattr(self, name).present
        }

    @classmethod
    def read(cls, grid: Grid) -> Self:
        """Read a grid; what could not be read is in ``issues`` and in each table's ``missing``."""
        start, issues = Start.from_grid(grid)
        tables: dict[str, Rows[Any]] = {}
        for name, spec in cls.sheets().items():
            tables[name], found = read_table(grid.sheet(spec.name), spec.name, spec.row)
            issues += found
        return cls(start=start, issues=issues, **tables)

    def read_again(self, grid: Grid, sheets: Collection[str]) -> Self:
        """Return the document with some sheets read anew, from a grid that differs only there."""
        if not sheets:
            return self
        tables: dict[str, Rows[Any]] = {}
        issues = [issue for issue in self.issues if issue.cell.sheet not in sheets]
        for name, spec in self.sheets().items():
            if getattr(self, name).sheet in sheets:
                tables[name], found = read_table(grid.sheet(spec.name), spec.name, spec.row)
                issues += found
        changes: dict[str, Any] = {**tables, "issues": tuple(issues)}
        return dataclasses.replace(self, **changes)

    def table(self, sheet_name: str) -> Rows[Any] | None:
        """Return a table by its sheet's name; None when the type has no such sheet."""
        for name, spec in self.sheets().items():
            if spec.name == sheet_name:
                table: Rows[Any] = getattr(self, name)
                return table
        return None

    def rows_of(self, model: type[R]) -> Iterator[R]:
        """Yield the rows of a model, from whichever sheets have it."""
        for name, spec in self.sheets().items():
            if issubclass(spec.row, model):
                yield from getattr(self, name)

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

    @property
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
            _amount_table(getattr(self, name), spec, self.start.unit or "tkr")
            for name, spec in self.sheets().items()
            if spec.row.holds_amounts and getattr(self, name).rows
        )

    def products(self) -> tuple[Product, ...]:
        """Return the computed cells that are products within their row."""
        return tuple(
            product
            for name, spec in self.sheets().items()
            for product in _products(getattr(self, name), spec)
        )

    def goal_numbers(self) -> tuple[int, ...]:
        """Return the goals that units are assessed for; a type without such goals has none."""
        return ()

    def follow_up(self) -> FollowUp:
        """Return what is followed up besides units and amounts; a type may have nothing."""
        return FollowUp()

    def goal_inputs(
        self, policies: Mapping[int, Policy], deviation: BudgetDeviation | None
    ) -> tuple[GoalInput, ...]:
        """Return what decides each goal; a type without goals has none."""
        del policies, deviation
        return ()


@cache
def _sheets_of(document_type: type[Document]) -> Mapping[str, SheetSpec]:
    return MappingProxyType(
        {
            field.name: field.metadata["sheet"]
            for field in dataclasses.fields(document_type)
            if "sheet" in field.metadata
        }
    )


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
    rows = []
    parent = ""
    places = [(column.header, name, table.columns[name]) for name, column in amounts.items()]
    for area, row in table.by_area():
        number = row.row_number
        figures = {
            header: Figure(
                CellRef(table.sheet, number, place), getattr(row, name), row.readable(name)
            )
            for header, name, place in places
        }
        kind = row.kind or RowKind.ROW
        parent = parent if kind is RowKind.OF_WHICH else row.label
        part_of = parent if kind is RowKind.OF_WHICH else ""
        rows.append(AmountRow(row.label, area, kind, figures, part_of))
    family, forecast = spec.row.family, spec.row.forecast_header
    return AmountTable(table.sheet, unit, tuple(columns), tuple(rows), family, forecast)
