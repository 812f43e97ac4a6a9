"""Columns: one declaration from which template, reader, writer, help and rules all follow.

A row model says ``actual: Annotated[Decimal | None, Column("Utfall", AMOUNT, help=…)] = None``.
The column reads its own cells, so a new column is one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from xl_asn.documents.carrying import EMPTY, KEEP, Carry
from xl_asn.documents.cell_reading import (
    NUMBER_READERS,
    TEXT_READERS,
    cell_fault,
    read_amount_cell,
    read_choice_cell,
    read_date_cell,
    read_long_text_cell,
    read_number_cell,
    read_outcome_cell,
    read_text_cell,
    read_value_cell,
    read_whole_cell,
)
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.grid import BLANK, Cell, CellKind, folded_name
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.periods import Period
from xl_asn.model.statuses import Scale

_LONGEST_WORD = 100
_INDENT = 1
"""What keeps a number from the text in the next column, in characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What a column holds: how it is read, shown and told to a person. There is one of each."""

    name: str
    """The kind in Swedish, as the handbook's table of columns prints it."""
    number_format: str
    width: float
    reads: Callable[[Cell], Any]
    """Reads a cell that is neither blank nor an error; None where it says that there is none."""
    right: bool = False
    centred: bool = False
    long: bool = False


class Difference(NamedTuple):
    """A computed column that is a sum of other columns of its row, by header and sign."""

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the formula in words: ``Utfall − Budget``."""
        return " + ".join(self.plus) + "".join(f" − {header}" for header in self.minus)


class Factors(NamedTuple):
    """A computed column that is the product of other columns of its row, by header."""

    headers: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the formula in words: ``Sannolikhet × Konsekvens``."""
        return " × ".join(self.headers)


class Computed(NamedTuple):
    """A computed column whose calculation is not a sum within the row; ``words`` tells it."""

    words: str


class FormatBy(NamedTuple):
    """The column whose words tell a row's number format, by header, and the format of each."""

    header: str
    formats: tuple[tuple[str, str], ...]


class Due(NamedTuple):
    """What each period's report owes in a column: its name where many are counted.

    Each row owes it; ``where_before`` tells that only those do that had it in the report before.
    """

    plural: str
    where_before: bool = False


class Column(NamedTuple):
    """One column of a sheet's table.

    ``help`` is the text that Excel shows beside the cell. ``required`` tells that a row without
    it cannot be used. ``choices`` is a closed list; ``choices_from`` names another sheet's column
    ("Organisation.Enhet") whose values are offered, while others may be typed.
    ``minimum`` and ``maximum`` are limits in the cell's own unit. A sheet without an ``optional``
    column is whole, and so is a master of a template version before ``since``.
    """

    header: str
    kind: Kind
    help: str
    computed: Difference | Factors | Computed | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    accepts: Callable[[Any], object | None] | None = None
    """Reads a choice as people type it ("G" for Grön); None for an unknown one."""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    number_format: str = ""
    format_by: FormatBy | None = None
    limits: str = ""
    """What the parameters on *Regler* begin with that a share is held against: it is shown with the
    decimals that tell on which side of each of them it is."""
    width: float = 0
    optional: bool = False
    since: int = 1
    report: str = ""
    """The column's heading in the report; ``{months}`` are the report's months, "jan–nov"."""
    status_of: Literal["", "goal", "unit"] = ""
    """Whose statuses the column holds; its words are those of the board's scale."""
    carry: Carry | None = None
    """What the next period's workbook takes over; where nothing is said, what people write is kept,
    and what is computed is not."""
    due: Due | None = None
    """What the report is not whole without; None for what is written only where it is needed."""

    @property
    def carried(self) -> Carry:
        """Return what the next period's workbook takes over of the column."""
        return self.carry or (EMPTY if self.computed else KEEP)

    @property
    def shown_format(self) -> str:
        """Return the number format of the column's cells."""
        return self.number_format or self.kind.number_format

    @property
    def shown_width(self) -> float:
        """Return the column's width in characters."""
        return (self.width or self.kind.width) + (_INDENT if self.kind.right else 0)

    @property
    def anchor(self) -> str:
        """Return the header as a defined name in Excel: no blanks."""
        return self.header.replace(" ", "_")

    def read(self, cell: Cell) -> Any:
        """Read one cell as this column's kind; None for a blank.

        Raises:
            PydanticCustomError: the cell holds something else; the error type names the fault.
        """
        kind, reads = cell.kind, self.kind.reads
        # Most cells are texts and numbers where they belong, and are read without more calls.
        if kind is CellKind.TEXT:
            content = read_text_cell(cell)
            if not content:
                return None
            value: Any = content if reads is read_text_cell else reads(cell)
        elif kind is CellKind.NUMBER and reads in NUMBER_READERS:
            value = cell.value
        elif kind is CellKind.BLANK:
            return None
        else:
            value = self._read_other(cell)
        if self.accepts and value is not None:
            choice = (_accepted if _is_short(value) else _accepts)(self.accepts, value)
            if choice is None:
                raise cell_fault("unknown_choice", found=value, choices=", ".join(self.choices))
            return choice
        if self.choices and value is not None:
            word = str(value)
            known = _chosen(self.choices, word) if _is_short(word) else None
            if known is None:
                raise cell_fault("unknown_choice", found=value, choices=", ".join(self.choices))
            return known
        if isinstance(value, Decimal):
            self._keep_within(value)
        return value

    def read_down(
        self, cells: Iterable[Cell]
    ) -> tuple[list[Any], Mapping[int, PydanticCustomError]]:
        """Read the cells of this column, and those that could not be read by their place.

        What cannot be read is None. A cell is a value that recurs in a column, such as the kind of
        a row or an amount of nothing: each is read once.
        """
        cells = tuple(cells)
        known: dict[int, Any] = {id(BLANK): None}
        faults: dict[int, PydanticCustomError] = {}
        is_plain = self.kind.reads in NUMBER_READERS and not self._judges
        for key, cell in {id(cell): cell for cell in cells}.items():
            if is_plain and cell.kind is CellKind.NUMBER:
                known[key] = cell.value
                continue
            try:
                known[key] = self.read(cell)
            except PydanticCustomError as error:
                known[key], faults[key] = None, error
        values = [known[id(cell)] for cell in cells]
        if not faults:
            return values, {}
        return values, {at: faults[id(c)] for at, c in enumerate(cells) if id(c) in faults}

    @property
    def _judges(self) -> bool:
        """Whether what is read is held against a list or a limit."""
        return bool(self.choices or self.accepts) or not self.minimum is self.maximum is None

    def _read_other(self, cell: Cell) -> Any:
        if cell.kind is CellKind.ERROR:
            raise cell_fault("error_value", found=cell.text)
        if cell.kind is CellKind.UNCOMPUTED:
            raise cell_fault("uncomputed", found="=" + (cell.formula or ""))
        if cell.kind is CellKind.BEYOND and self.kind.reads not in TEXT_READERS:
            raise cell_fault("beyond", found=cell.text)
        return self.kind.reads(cell)

    def _keep_within(self, value: Decimal) -> None:
        low, high = self.minimum, self.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            raise cell_fault("out_of_range", found=value, low=low, high=high)

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let the column itself be the field's validator: what it reads is what is stored."""
        return core_schema.no_info_plain_validator_function(self.read)

    def worded(self, scale: Scale) -> Column:
        """Return the column with the words of a scale, in its list and in its texts."""
        said = self.but(help=scale.said(self.help))
        if isinstance(self.computed, Computed):
            said = said.but(computed=Computed(scale.said(self.computed.words)))
        if not self.status_of:
            return said
        of_unit = self.status_of == "unit"
        return said.but(
            choices=tuple(status.value for status in (scale.units if of_unit else scale.goals)),
            accepts=partial(scale.read, of_unit=of_unit),
        )

    def in_unit(self, unit: str) -> Column:
        """Return the column as it shows amounts of a unit: millions with one decimal."""
        if unit == AmountUnit.TKR.value or self.number_format:
            return self
        if self.kind not in {AMOUNT, SIGNED_AMOUNT}:
            return self
        return self.but(number_format=amount_format(1, signed=self.kind is SIGNED_AMOUNT))

    def but(self, **changes: Any) -> Column:
        """Return the same column with some things told otherwise."""
        return self._replace(**changes)


class Series(NamedTuple):
    """Columns that repeat, one for each year or period that the sheet's headers carry.

    ``name`` begins the field names. ``column`` declares each of them; its own header stands in
    the handbook, "Utfall (år)". ``key`` reads a header, and gives None for one that is not of the
    series; the columns sort by their keys. They stand before the field ``before`` in a new
    master, which has those of ``headers`` for its period.
    """

    name: str
    column: Column
    key: Callable[[str], tuple[int, ...] | None]
    before: str
    headers: Callable[[Period], tuple[str, ...]]

    def fields(self, headers: Iterable[str]) -> Mapping[str, Column]:
        """Return a field for each of the headers that belong to the series, in key order."""
        keys = {key: header for header in reversed([*headers]) if (key := self.key(header))}
        return {
            "_".join((self.name, *map(str, key))): self.column.but(header=" ".join(header.split()))
            for key, header in sorted(keys.items())
        }


def _is_short(value: object) -> bool:
    """Whether a value is a text so short that it may be remembered: no word of a list is long."""
    return isinstance(value, str) and len(value) <= _LONGEST_WORD


def _accepts(accepts: Callable[[Any], object | None], value: object) -> object | None:
    return accepts(value)


# A list has few words, and they are written in every row.
_accepted = lru_cache(maxsize=1024)(_accepts)


@lru_cache(maxsize=1024)
def _chosen(choices: tuple[str, ...], value: str) -> str | None:
    meant = folded_name(value)
    return next((choice for choice in choices if folded_name(choice) == meant), None)


TEXT = Kind("text", "@", 26, read_text_cell)
LONG_TEXT = Kind("löptext", "General", 70, read_long_text_cell, long=True)
AMOUNT = Kind("belopp", amount_format(), 13, read_amount_cell, right=True)
SIGNED_AMOUNT = Kind(
    "belopp med tecken", amount_format(signed=True), 13, read_amount_cell, right=True
)
SHARE = Kind("procent", share_format(), 11, read_number_cell, right=True)
SIGNED_SHARE = Kind(
    "procent med tecken", share_format(1, signed=True), 11, read_number_cell, right=True
)
WHOLE = Kind("heltal", "0", 8, read_whole_cell, centred=True)
DATE = Kind("datum", "yyyy-mm-dd", 12, read_date_cell)
CHOICE = Kind("val ur lista", "@", 14, read_choice_cell)
OUTCOME = Kind("tal, svar eller orsak", "General", 14, read_outcome_cell, right=True, long=True)
ANY = Kind("tal eller text", "General", 16, read_value_cell)


@cache
def columns_of(model: Any) -> Mapping[str, Column]:
    """Return a row model's columns by field name, in the order of the sheet."""
    declared = {
        name: column
        for name, info in model.model_fields.items()
        for column in info.metadata
        if isinstance(column, Column)
    }
    repeated = model.series_fields
    of_series = {name for names in repeated.values() for name in names}
    ordered: list[str] = []
    for name in declared:
        for series in model.series:
            if series.before == name:
                ordered += repeated.get(series.name, ())
        if name not in of_series | model.left_out:
            ordered.append(name)
    return MappingProxyType({name: declared[name] for name in ordered})
