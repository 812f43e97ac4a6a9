"""Tables of amounts: what the arithmetic sees of net cost, income statement and their kin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from xl_asn.model.grid import CellRef
from xl_asn.model.identity import Identified, RowKey
from xl_asn.model.members import Members
from xl_asn.model.money import decimals_of, rounded

_SIGNIFICANT = 15
#: What is kept even beside a figure of thirty digits: öre.
_LEAST_KEPT = 2
#: Nobody prints an amount with more decimals: what has them has not been rounded at all.
_MOST_PRINTED = 3


class RowKind(Members):
    """What a row is among the others; the values are the words of the column *Radtyp*."""

    ROW = "rad"
    OF_WHICH = "varav"
    """A breakdown of the row above; never added again."""
    SUM = "summa"
    RESULT = "resultat"
    TOTAL = "total"

    @property
    def is_sum(self) -> bool:
        """Whether the row adds up other rows."""
        return self in {RowKind.SUM, RowKind.RESULT, RowKind.TOTAL}


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount and its cell.

    ``value`` is None both for a blank and for a cell that could not be read as a number;
    ``readable`` is False for the second, and then nothing may be computed from it.
    """

    cell: CellRef
    value: Decimal | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts; ``plus`` and ``minus`` name the columns that it is computed from.

    ``signed`` tells a column of differences that the author types.
    """

    header: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    signed: bool = False

    @property
    def is_change(self) -> bool:
        """Whether its amounts are differences: of another size than the others of their row."""
        return bool(self.plus) or self.signed

    @property
    def formula(self) -> str:
        """Return the formula in words: ``Utfall − Budget``."""
        return " + ".join(self.plus) + "".join(f" − {header}" for header in self.minus)


@dataclass(frozen=True)
class AmountRow:
    """One row: its name, its area (empty when the table has none) and its figures by header.

    ``parent`` is the name of the row that a *varav* row is a part of. ``inherits_area`` tells a row
    that has no area of its own but that of the row above it.
    """

    label: str
    area: str
    kind: RowKind
    figures: Mapping[str, Figure]
    parent: str = ""
    inherits_area: bool = False

    @property
    def number(self) -> int:
        """Return the row's number on its sheet; 0 for one without figures."""
        return next((figure.cell.row for figure in self.figures.values()), 0)


@dataclass(frozen=True)
class AmountTable:
    """A whole table of amounts, rows in the order of the sheet.

    ``family`` is what its rows are, the same in every sort of document: a monthly report and an
    interim report both have the net cost of each activity, on sheets of different names.
    ``forecast`` is the header of the year's forecast, empty where the table has none.
    """

    sheet: str
    unit: str
    columns: tuple[AmountColumn, ...]
    rows: tuple[AmountRow, ...]
    family: str = ""
    forecast: str = ""

    @cached_property
    def identified(self) -> tuple[Identified, ...]:
        """Return what tells each row, in the same order, under the family's name."""
        name = self.family or self.sheet
        return tuple(
            Identified(
                RowKey(name, (row.area, row.label), row.parent), row.label, at, row.kind.value
            )
            for at, row in enumerate(self.rows)
        )

    def has(self, header: str) -> bool:
        """Whether the table has a column of a header."""
        return any(column.header == header for column in self.columns)

    def figures(self) -> Iterator[tuple[AmountRow, AmountColumn, Figure]]:
        """Yield every figure with its row and column."""
        for row in self.rows:
            for column in self.columns:
                figure = row.figures.get(column.header)
                if figure is not None:
                    yield row, column, figure

    @cached_property
    def printed(self) -> Mapping[CellRef, Decimal]:
        """Return the figures that have a value, by cell, in the order of the sheet."""
        headers = [column.header for column in self.columns]
        return {
            figure.cell: figure.value
            for row in self.rows
            for header in headers
            if (figure := row.figures.get(header)) is not None and figure.value is not None
        }

    @cached_property
    def decimals(self) -> Mapping[str, int]:
        """Return how many decimals each column is printed with: what half of its figures have.

        Whole mnkr is whole mnkr; a single figure that nobody has rounded changes nothing.
        """
        return {column.header: self._decimals_of(column.header) for column in self.columns}

    def _decimals_of(self, header: str) -> int:
        figures = (row.figures.get(header) for row in self.rows)
        found = Counter(decimals_of(f.value) for f in figures if f is not None and f.value)
        half, reached = found.total() / 2, 0
        for decimals in sorted(found, reverse=True):
            reached += found[decimals]
            if reached >= half:
                return min(decimals, _MOST_PRINTED)
        return 0

    @cached_property
    def by_number(self) -> Mapping[int, AmountRow]:
        """Return the rows that have figures by their number on the sheet."""
        return {
            figure.cell.row: row
            for row in self.rows
            for figure in (next(iter(row.figures.values()), None),)
            if figure is not None
        }

    def rows_near(self, header: str, amount: Decimal, tolerance: Decimal) -> Sequence[AmountRow]:
        """Return the rows whose figure under a header is an amount, give or take ``tolerance``.

        They come by size. A blank is nothing.
        """
        amounts, rows = self._by_size[header]
        low = bisect_left(amounts, -tolerance, key=lambda found: found - amount)
        high = bisect_right(amounts, tolerance, key=lambda found: found - amount)
        return rows[low:high]

    @cached_property
    def _by_size(self) -> Mapping[str, tuple[Sequence[Decimal], Sequence[AmountRow]]]:
        """Return the figures of each column by size, and their rows in the same order."""
        found = {}
        for column in self.columns:
            sized = [(row.figures[column.header].value or Decimal(0), row) for row in self.rows]
            sized.sort(key=lambda pair: pair[0])
            found[column.header] = [one for one, _ in sized], [row for _, row in sized]
        return found

    @property
    def board_total(self) -> AmountRow | None:
        """Return the row of the board's own result: the last total, or else the last result."""
        for kind in (RowKind.TOTAL, RowKind.RESULT):
            for row in reversed(self.rows):
                if row.kind is kind:
                    return row
        return None


def without_noise(rows: Sequence[AmountRow]) -> tuple[AmountRow, ...]:
    """Return rows with what lies beyond fifteen digits of their largest figure cut away.

    A small difference of large amounts carries the binary noise of those: 255,000000000015.
    """
    figures = (figure.value for row in rows for figure in row.figures.values())
    exact = [value for value in figures if value is not None and decimals_of(value)]
    if not exact:
        return tuple(rows)
    largest = max(
        f.value.adjusted() for row in rows for f in row.figures.values() if f.value is not None
    )
    kept = max(_LEAST_KEPT, _SIGNIFICANT - 1 - largest)
    if all(decimals_of(value) <= kept for value in exact):
        return tuple(rows)
    return tuple(
        replace(row, figures={h: _cut(figure, kept) for h, figure in row.figures.items()})
        for row in rows
    )


def _cut(figure: Figure, decimals: int) -> Figure:
    if figure.value is None or decimals_of(figure.value) <= decimals:
        return figure
    value = rounded(figure.value, decimals).normalize()
    return replace(figure, value=value if decimals_of(value) else value.quantize(Decimal(1)))


@dataclass(frozen=True, slots=True)
class Product:
    """A computed cell that is the product of others in its row, such as a risk value."""

    label: str
    header: str
    cell: CellRef
    formula: str
    factors: tuple[Figure, ...]
