"""What our documents declare of their tables, as plain data that any other program can check by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import inf

from xl_asn.documents.columns import (
    AMOUNT,
    CHOICE,
    DATE,
    LONG_TEXT,
    SHARE,
    SIGNED_AMOUNT,
    SIGNED_SHARE,
    TEXT,
    WHOLE,
    Column,
    Difference,
    Factors,
)
from xl_asn.documents.document import Document
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.organisation import ORGANISATION

HEADER_ROW = 5
ALIAS = "Alias"
DASHES = ("-", "–", "−")
"""What stands for no amount."""
_NUMBERS = (AMOUNT, SIGNED_AMOUNT, SHARE, SIGNED_SHARE, WHOLE)
_ROW, _OF_WHICH = "rad", "varav"
SLACK = 0.5
"""What a whole number may be off by, since it is rounded."""


@dataclass(frozen=True)
class Sum:
    """A computed column: ``plus`` less ``minus`` of its row, or the product of ``factors``."""

    header: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """Return every column that the sum concerns, its own first."""
        return (self.header, *self.plus, *self.minus, *self.factors)


@dataclass(frozen=True)
class Table:
    """A sheet: its columns by what they hold, what must be there, and what must agree.

    ``words`` gives the allowed words of columns with a list, ``ranges`` the least and the greatest
    number, ``references`` the sheet and the columns that hold every name that a column may hold,
    and ``key`` the columns that tell rows apart. ``amounts`` are the columns that rows add up to
    sums in; empty where the sheet has no sums.
    """

    sheet: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    ranges: Mapping[str, tuple[float, float]]
    references: Mapping[str, tuple[str, tuple[str, ...]]]
    key: tuple[str, ...]
    sums: tuple[Sum, ...]
    amounts: tuple[str, ...]


def tables_of(document: type[Document]) -> tuple[Table, ...]:
    """Return every table that a document type declares."""
    return tuple(_table(spec) for spec in document.sheets if not spec.optional)


def _table(spec: SheetSpec) -> Table:
    columns = [c for c in spec.columns.values() if not c.optional]
    words = {c.header: c.choices for c in columns if c.kind is CHOICE and c.choices}
    texts = tuple(c.header for c in columns if c.kind in (TEXT, LONG_TEXT))
    dates = tuple(c.header for c in columns if c.kind is DATE)
    numbers = tuple(c.header for c in columns if c.kind in _NUMBERS)
    amounts = numbers if spec.row.holds_amounts else ()
    return Table(
        spec.name,
        texts,
        numbers,
        dates,
        words,
        frozenset(c.header for c in columns if c.required),
        {c.header: _range(c) for c in columns if c.minimum is not None or c.maximum is not None},
        {c.header: _source(c) for c in columns if c.choices_from and c.required},
        tuple(spec.columns[name].header for name in spec.key if spec.key_must and not amounts),
        tuple(_sum(c.header, c.computed) for c in columns if _is_of_its_row(c.computed)),
        amounts,
    )


def _range(column: Column) -> tuple[float, float]:
    low, high = column.minimum, column.maximum
    return -inf if low is None else float(low), inf if high is None else float(high)


def _source(column: Column) -> tuple[str, tuple[str, ...]]:
    """Return where a column's names stand; the units' other names stand beside their own."""
    sheet, header = column.choices_from.split(".")
    return sheet, (header, ALIAS) if sheet == ORGANISATION.name else (header,)


def names_in(values: Iterable[object]) -> frozenset[str]:
    """Return the names that cells hold, folded; more than one where they are aliases."""
    return frozenset(
        name.strip().casefold()
        for value in values
        if value is not None and value == value  # noqa: PLR0124 - not a number
        for name in as_name(value).split(";")
    )


def as_name(value: object) -> str:
    """Return a cell as a name is compared: a goal's number without decimals, words folded."""
    number = as_number(value)
    return str(value).strip().casefold() if number is None else f"{number:g}"


def _is_of_its_row(computed: object) -> bool:
    return isinstance(computed, (Difference, Factors))


def _sum(header: str, computed: object) -> Sum:
    if isinstance(computed, Factors):
        return Sum(header, factors=computed.headers)
    assert isinstance(computed, Difference)
    return Sum(header, computed.plus, computed.minus)


def agrees(one: Sum, row: Mapping[str, float | None]) -> bool:
    """Whether a row's computed figure is what its others give, as far as they are there."""
    values = [row.get(header) for header in one.headers]
    if any(value is None for value in values):
        return True
    found, *inputs = (value for value in values if value is not None)
    if one.factors:
        return found == inputs[0] * inputs[1]
    plus = len(one.plus)
    return abs(sum(inputs[:plus]) - sum(inputs[plus:]) - found) <= SLACK * (len(inputs) + 1)


def wrong_sums(kinds: Sequence[str], amounts: Sequence[float]) -> list[int]:
    """Return the places of sums that neither a run of rows right above them nor all adds up to.

    ``kinds`` are the rows' kinds and ``amounts`` those of one column of one area, in their order.
    A row of the kind *varav* is a part of the one above it. What a sum holds is added up once.
    """
    wrong: list[int] = []
    left: list[float] = []
    for place, (kind, amount) in enumerate(zip(kinds, amounts, strict=True)):
        if kind not in {_ROW, _OF_WHICH}:
            slack = SLACK * (len(left) + 1)
            totals = enumerate(accumulate(reversed(left)), 1)
            held = next((n for n, total in totals if abs(total - amount) <= slack), 0)
            if not held:
                wrong.append(place)
            del left[len(left) - held :]
        if kind != _OF_WHICH:
            left.append(amount)
    return wrong


def as_number(value: object) -> float | None:
    """Return what a cell holds as a number; None for a blank, a dash or anything else."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return float(value) if value == value else None  # noqa: PLR0124 - not a number
    return None
