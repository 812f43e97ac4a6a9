"""Rows and tables of a document, each row with the cells that it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Final,
    Generic,
    NamedTuple,
    Self,
    TypeVar,
)

from pydantic import BaseModel, ConfigDict, create_model
from pydantic_core import PydanticCustomError

from xl_asn.documents.columns import Column, Series, columns_of
from xl_asn.model.amounts import RowKind
from xl_asn.model.grid import BLANK, Cell, CellRef
from xl_asn.model.statuses import COLOURS, Scale


class Issue(NamedTuple):
    """A cell that could not be read as its column says; ``fault`` is the pydantic error type."""

    fault: str
    cell: CellRef
    column: Column
    row_label: str
    context: Mapping[str, Any]

    @property
    def subject(self) -> str:
        """Return the cell in words: ``Utfall för Gemensamt IFO``, or ``År`` on *Start*."""
        if self.row_label == self.column.header:
            return self.column.header
        return f"{self.column.header} för {self.row_label or 'raden'}"


class Origin(NamedTuple):
    """Where a row was read: its sheet, its number, and the column number of each field found."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    unreadable: frozenset[str] = frozenset()

    def cell(self, name: str) -> CellRef:
        """Return the address of a field's cell; a KeyError where the sheet has no column for it."""
        return CellRef(self.sheet, self.row, self.columns[name])


_NOWHERE: Final = Origin("", 0, MappingProxyType({}))
_put: Final = object.__setattr__


class Row(BaseModel):
    """One row of a sheet's table: values by field, and the cell of each."""

    model_config = ConfigDict(defer_build=True, frozen=True, arbitrary_types_allowed=True)

    holds_amounts: ClassVar[bool] = False
    """Whether rows of this model add up: they have an area, a kind of row and amounts."""
    family: ClassVar[str] = ""
    """What rows of amounts are, the same in every document type that has them."""
    forecast_header: ClassVar[str] = ""
    """The column of the year's forecast, where rows of this model have one."""
    is_tool: ClassVar[bool] = False
    """Whether the report is made with a sheet of this model, and is not about it."""
    series: ClassVar[tuple[Series, ...]] = ()
    """Columns that repeat for as many years or periods as the sheet's headers carry."""
    series_fields: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The fields of each series, by its name; none until :meth:`with_headers` has seen a sheet."""

    left_out: ClassVar[frozenset[str]] = frozenset()
    """Fields of the model that this one is made from, for which its sheet has no column."""

    # A slot, and not one of pydantic's private attributes: those are looked up by a slow way,
    # and a rule asks for a cell's place more often than for anything else.
    __slots__ = ("_origin",)
    if TYPE_CHECKING:
        _origin: Origin

    def model_post_init(self, _context: Any, /) -> None:
        """Say that the row has been read from nowhere, until it has."""
        object.__setattr__(self, "_origin", _NOWHERE)

    @classmethod
    def with_headers(cls, headers: Iterable[str]) -> type[Self]:
        """Return the model with a field for each header that belongs to one of its series."""
        return _with_headers(cls, tuple(headers)) if cls.series else cls

    @classmethod
    def worded(cls, scale: Scale) -> type[Self]:
        """Return the model whose statuses have the words of a scale."""
        return cls if scale is COLOURS else _worded(cls, scale)

    @classmethod
    def read(
        cls, sheet: str, row: int, columns: Mapping[str, int], cells: Mapping[int, Cell]
    ) -> tuple[Self, tuple[Issue, ...]]:
        """Read a row: every readable cell becomes a value, every other one an issue."""
        rows, issues = cls.read_down(sheet, columns, {row: cells})
        return rows[0], issues

    @classmethod
    def read_down(
        cls, sheet: str, columns: Mapping[str, int], rows: Mapping[int, Mapping[int, Cell]]
    ) -> tuple[tuple[Self, ...], tuple[Issue, ...]]:
        """Read rows, given by their number, column by column; issues come in the rows' order."""
        declared = columns_of(cls)
        nothing = dict.fromkeys(cls.model_fields)
        values = [nothing.copy() for _ in rows]
        faults: dict[int, dict[str, PydanticCustomError]] = {}
        for name, number in columns.items():
            found, wrong = declared[name].read_down(
                [cells.get(number, BLANK) for cells in rows.values()]
            )
            for of_row, value in zip(values, found, strict=True):
                of_row[name] = value
            for at, fault in wrong.items():
                faults.setdefault(at, {})[name] = fault
        made = tuple(
            cls._of(of_row, Origin(sheet, number, columns, frozenset(faults.get(at, ()))))
            for at, (number, of_row) in enumerate(zip(rows, values, strict=True))
        )
        return made, tuple(issue for at in sorted(faults) for issue in made[at]._issues(faults[at]))

    @classmethod
    def _of(cls, values: dict[str, Any], origin: Origin) -> Self:
        """Make a row of values that have been read, one for every field."""
        row = cls.__new__(cls)
        # What model_construct does, which first looks at every field: it is asked for every row.
        _put(row, "__dict__", values)
        _put(row, "__pydantic_fields_set__", set())
        _put(row, "__pydantic_extra__", None)
        _put(row, "__pydantic_private__", None)
        _put(row, "_origin", origin)
        return row

    def _issues(self, faults: Mapping[str, PydanticCustomError]) -> Iterator[Issue]:
        declared = columns_of(type(self))
        for name in type(self).model_fields if faults else ():
            if name in faults:
                fault = faults[name]
                context = fault.context or {}
                cell = self._origin.cell(name)
                yield Issue(fault.type, cell, declared[name], self.label, context)

    def without(self, names: Collection[str]) -> Self:
        """Return the row, with some fields that have no value told to be unreadable."""
        lost = frozenset(name for name in names if self.get(name) is None)
        if lost:
            origin = self._origin._replace(unreadable=self._origin.unreadable | lost)
            object.__setattr__(self, "_origin", origin)
        return self

    def placed(self, columns: Mapping[str, int]) -> Self:
        """Return the row, with its fields told to stand in other columns."""
        object.__setattr__(self, "_origin", self._origin._replace(columns=columns))
        return self

    @property
    def label(self) -> str:
        """Return what a person calls this row; the first text in it unless a model says else."""
        values = (getattr(self, name) for name in columns_of(type(self)))
        return next((value for value in values if isinstance(value, str) and value), "")

    @classmethod
    def declared(cls) -> Mapping[str, Column]:
        """Return the model's columns by field name."""
        return columns_of(cls)

    def of_series(self, name: str) -> tuple[tuple[str, Column], ...]:
        """Return the fields of a series with their columns, in the order of their keys."""
        columns = columns_of(type(self))
        return tuple((field, columns[field]) for field in self.series_fields.get(name, ()))

    @property
    def row_number(self) -> int:
        """Return the row's number on its sheet."""
        return self._origin.row

    @property
    def is_breakdown(self) -> bool:
        """Whether the row is a part of the row above it (*varav*)."""
        return self.get("kind") is RowKind.OF_WHICH

    def get(self, name: str) -> Any:
        """Return the value of a field; None where the model has no such field."""
        return self.__dict__.get(name)  # getattr takes long to find out that there is none

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text of the row, with the name of its field."""
        values = self.__dict__
        for name in self._origin.columns:
            value = values[name]
            if isinstance(value, str):
                yield name, value

    def cell(self, name: str) -> CellRef:
        """Return the address of a field's cell.

        Raises:
            KeyError: the sheet has no column for the field.
        """
        return self._origin.cell(name)

    def place(self, name: str) -> CellRef | None:
        """Return the address of a field's cell; None where the sheet has no column for it."""
        return self.cell(name) if self.has(name) else None

    def has(self, name: str) -> bool:
        """Whether the sheet has a column for the field."""
        return name in self._origin.columns

    @property
    def unreadable(self) -> frozenset[str]:
        """Return the fields whose cells could not be read."""
        return self._origin.unreadable

    def readable(self, name: str) -> bool:
        """Whether the field's cell is blank or was read; False where an issue was found."""
        return name not in self._origin.unreadable


R = TypeVar("R", bound=Row)


@cache
def _with_headers(model: type[R], headers: tuple[str, ...]) -> type[R]:
    found = {series.name: series.fields(headers) for series in model.series}
    fields: dict[str, Any] = {
        name: (Annotated[Any, column], None)
        for columns in found.values()
        for name, column in columns.items()
    }
    made = create_model(model.__name__, __base__=model, __module__=model.__module__, **fields)
    made.series_fields = {name: tuple(columns) for name, columns in found.items()}
    return made


@cache
def _worded(model: type[R], scale: Scale) -> type[R]:
    said = {name: column.worded(scale) for name, column in columns_of(model).items()}
    fields: dict[str, Any] = {
        name: (Annotated[Any, column], None)
        for name, column in said.items()
        if column != columns_of(model)[name]
    }
    if not fields:
        return model
    return create_model(model.__name__, __base__=model, __module__=model.__module__, **fields)


class SecondTable(NamedTuple):
    """The headers of a table that stand once more on its sheet: their row and columns."""

    row: int
    first_column: int
    last_column: int

    def meets(self, columns: Iterable[int]) -> bool:
        """Whether it stands in any of some columns, and not beside them all."""
        return any(self.first_column <= column <= self.last_column for column in columns)


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands on a sheet and is no part of its table.

    ``rows`` stand below the table, read as if they were its own; ``tables`` are second ones;
    ``columns`` are those with a header that another column has, by the field of that one.
    """

    rows: tuple[Any, ...] = ()
    tables: tuple[SecondTable, ...] = ()
    columns: Mapping[int, str] = field(default_factory=dict)


_NOTHING: Final = Unread()


@dataclass(frozen=True)
class Rows(Generic[R]):
    """A sheet's table as read.

    ``present`` is False where sheet or table was not found; ``missing`` names declared headers
    that the table lacks. ``columns`` gives the column number of each field found.
    """

    sheet: str
    rows: tuple[R, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    header_row: int = 0
    present: bool = False
    missing: tuple[str, ...] = ()
    declared: Mapping[str, Column] = field(default_factory=dict)
    """The columns that the sheet may have by field name, those of its series too."""
    strangers: tuple[str, ...] = ()
    """Headers found that nobody declared: the author's own columns, or misspelt ones."""
    unread: Unread = _NOTHING
    """What else the sheet holds that looks as if it were meant to be read."""

    @property
    def found(self) -> frozenset[str]:
        """Return the declared headers that the table has."""
        return frozenset(self.declared[field].header for field in self.columns)

    def __iter__(self) -> Iterator[R]:
        """Iterate over the rows in sheet order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def by_area(self) -> Iterator[tuple[str, R]]:
        """Yield the rows with their areas: its own, or on a sheet of amounts the one above it.

        A total without an area belongs to none.
        """
        above = ""
        for row in self.rows:
            area = row.get("area") or ""
            if row.holds_amounts:
                above = area = area or ("" if row.get("kind") is RowKind.TOTAL else above)
            yield area, row
