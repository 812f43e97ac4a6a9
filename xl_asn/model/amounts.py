"""Tables of amounts: what the arithmetic sees of net cost, income statement and their kin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, Self

from xl_asn.model.grid import CellRef
from xl_asn.model.identity import Identified, RowKey
from xl_asn.model.members import Members
from xl_asn.model.money import are_whole, decimals_of, rounded

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

    is_sum: bool
    """Whether the row adds up other rows."""

    def __init__(self, word: str) -> None:
        """Tell once what is asked of every row."""
        self.is_sum = word in {"summa", "resultat", "total"}


class Figure(NamedTuple):
    """One amount and its cell.

    ``value`` is None both for a blank and for a cell that could not be read as a number;
    ``readable`` is False for the second, and then nothing may be computed from it.
    """

    cell: CellRef
    value: Decimal | None = None
    readable: bool = True


class AmountColumn(NamedTuple):
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


@dataclass(frozen=True, eq=False)
class Amounts:
    """The amounts of a table by column: the values of a header, in the order of the rows.

    ``numbers`` are the rows' numbers on the sheet, ``places`` the column number of each header. A
    value is None for a blank, and for a cell that is ``unreadable``.
    """

    sheet: str
    numbers: tuple[int, ...]
    places: Mapping[str, int]
    values: Mapping[str, tuple[Decimal | None, ...]]
    unreadable: frozenset[CellRef] = frozenset()

    def cell(self, header: str, at: int) -> CellRef:
        """Return the cell of a row's amount."""
        return CellRef(self.sheet, self.numbers[at], self.places[header])

    @cached_property
    def cells(self) -> Mapping[str, tuple[CellRef, ...]]:
        """Return the cells of each header, in the order of the rows."""
        return {
            header: tuple([CellRef(self.sheet, number, place) for number in self.numbers])
            for header, place in self.places.items()
        }

    def figure(self, header: str, at: int) -> Figure:
        """Return a row's amount with its cell."""
        cell = CellRef(self.sheet, self.numbers[at], self.places[header])
        return Figure(cell, self.values[header][at], cell not in self.unreadable)

    def has_unreadable(self, header: str, rows: Iterable[int]) -> bool:
        """Whether any of some rows has something under a header that is no amount."""
        return bool(self.unreadable) and any(
            self.cell(header, at) in self.unreadable for at in rows
        )

    def difference(self, column: AmountColumn) -> Sequence[Decimal | None]:
        """Return what each row gives for a computed column; None where an amount is missing."""
        return difference(column, self.values)

    def blanks(self, cells: Iterable[CellRef]) -> Iterator[tuple[str, int]]:
        """Yield header and row of those of some cells that are blank or unreadable amounts here."""
        for cell in cells:
            header, at = self._header_and_row(cell)
            if header is not None and at is not None and self.values[header][at] is None:
                yield header, at

    def at(self, cell: CellRef) -> Decimal | None:
        """Return the amount of a cell; None for a blank, and for a cell that holds no amount."""
        header, at = self._header_and_row(cell)
        return None if header is None or at is None else self.values[header][at]

    def holds(self, cell: CellRef) -> bool:
        """Whether a cell is one of these, and no blank: an amount, or something unreadable."""
        return cell in self.unreadable or self.at(cell) is not None

    def _header_and_row(self, cell: CellRef) -> tuple[str | None, int | None]:
        if cell.sheet != self.sheet:
            return None, None
        headers, rows = self._places
        return headers.get(cell.column), rows.get(cell.row)

    @cached_property
    def _places(self) -> tuple[Mapping[int, str], Mapping[int, int]]:
        """Return the header of each column number, and the index of each row number."""
        headers = {place: header for header, place in self.places.items()}
        return headers, {number: at for at, number in enumerate(self.numbers)}

    def changed(self, values: Mapping[CellRef, Decimal | None]) -> Amounts:
        """Return the amounts with other values in some cells, which can then be read."""
        columns: dict[str, list[Decimal | None]] = {}
        for cell, value in values.items():
            header, at = self._header_and_row(cell)
            if header is not None and at is not None:
                columns.setdefault(header, [*self.values[header]])[at] = value
        if not columns:
            return self
        changed = {header: tuple(found) for header, found in columns.items()}
        unreadable = self.unreadable.difference(values)
        return replace(self, values={**self.values, **changed}, unreadable=unreadable)

    def without_noise(self) -> Amounts:
        """Return the amounts with what lies beyond fifteen digits of the largest cut away.

        A small difference of large amounts carries the binary noise of those: 255,000000000015.
        """
        noisy = {h for h, values in self.values.items() if not are_whole(values)}
        if not noisy:
            return self
        figures = (value for values in self.values.values() for value in values)
        largest = max(value.adjusted() for value in figures if value is not None)
        kept = max(_LEAST_KEPT, _SIGNIFICANT - 1 - largest)
        cut = {h: tuple(_cut(value, kept) for value in self.values[h]) for h in noisy}
        return replace(self, values={**self.values, **cut})


class RowHead(NamedTuple):
    """What tells a row: its name, its area (empty when the table has none) and its kind.

    ``parent`` is the name of the row that a *varav* row is a part of. ``inherits_area`` tells a row
    that has no area of its own but that of the row above it.
    """

    label: str
    area: str
    kind: RowKind
    parent: str = ""
    inherits_area: bool = False


@dataclass(frozen=True, eq=False)
class AmountRow:
    """One row of a table, as :class:`RowHead` tells it, and its figures by header."""

    label: str
    area: str
    kind: RowKind
    parent: str
    inherits_area: bool
    amounts: Amounts
    at: int

    @property
    def number(self) -> int:
        """Return the row's number on its sheet."""
        return self.amounts.numbers[self.at]

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Return the row's figures by header, in the order of the sheet's declared columns."""
        amounts, at = self.amounts, self.at
        return {header: amounts.figure(header, at) for header in amounts.values}


@dataclass(frozen=True, eq=False)
class AmountTable:
    """A whole table of amounts, rows in the order of the sheet.

    Its figures are kept by column, and whoever asks much of them asks the columns; a row's figures
    are made when somebody looks at the row. ``family`` is what its rows are, the same in every sort
    of document: a monthly report and an interim report both have the net cost of each activity, on
    sheets of different names. ``forecast`` is the header of the year's forecast, empty where the
    table has none.
    """

    sheet: str
    unit: str
    columns: tuple[AmountColumn, ...]
    heads: tuple[RowHead, ...]
    amounts: Amounts
    family: str = ""
    forecast: str = ""

    @cached_property
    def rows(self) -> tuple[AmountRow, ...]:
        """Return the rows."""
        amounts = self.amounts
        return tuple(AmountRow(*head, amounts, at) for at, head in enumerate(self.heads))

    def changed(self, values: Mapping[CellRef, Decimal | None]) -> Self:
        """Return the table with other values in some cells; those of other tables are passed over.

        A cell that is given a value can be read.
        """
        amounts = self.amounts.changed(values)
        return self if amounts is self.amounts else replace(self, amounts=amounts)

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
        cells = chain.from_iterable(zip(*self.amounts.cells.values(), strict=True))
        values = chain.from_iterable(zip(*self.amounts.values.values(), strict=True))
        known = zip(cells, values, strict=True)
        return {cell: value for cell, value in known if value is not None}

    @cached_property
    def decimals(self) -> Mapping[str, int]:
        """Return how many decimals each column is printed with: what half of its figures have.

        Whole mnkr is whole mnkr; a single figure that nobody has rounded changes nothing.
        """
        return {header: _decimals_of(values) for header, values in self.amounts.values.items()}

    @cached_property
    def by_number(self) -> Mapping[int, AmountRow]:
        """Return the rows by their number on the sheet."""
        return {row.number: row for row in self.rows}

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
        for header, values in self.amounts.values.items():
            sized = sorted(
                ((value or Decimal(0), row) for value, row in zip(values, self.rows, strict=True)),
                key=itemgetter(0),
            )
            found[header] = [one for one, _ in sized], [row for _, row in sized]
        return found

    @property
    def board_total(self) -> AmountRow | None:
        """Return the row of the board's own result: the last total, or else the last result."""
        for kind in (RowKind.TOTAL, RowKind.RESULT):
            for row in reversed(self.rows):
                if row.kind is kind:
                    return row
        return None


def difference(
    column: AmountColumn, values: Mapping[str, Sequence[Decimal | None]]
) -> Sequence[Decimal | None]:
    """Return what a computed column is in each row; None where an amount is missing.

    ``values`` are the amounts of each header, in the order of the rows.
    """
    first, *others = column.plus
    found = values[first]
    for header in others:
        pairs = zip(found, values[header], strict=True)
        found = [None if a is None or b is None else a + b for a, b in pairs]
    for header in column.minus:
        pairs = zip(found, values[header], strict=True)
        found = [None if a is None or b is None else a - b for a, b in pairs]
    return found


def _cut(value: Decimal | None, decimals: int) -> Decimal | None:
    if value is None or decimals_of(value) <= decimals:
        return value
    kept = rounded(value, decimals).normalize()
    return kept if decimals_of(kept) else kept.quantize(Decimal(1))


def _decimals_of(values: Collection[Decimal | None]) -> int:
    if are_whole(values):
        return 0
    found = Counter(map(decimals_of, filter(None, values)))
    half, reached = found.total() / 2, 0
    for decimals in sorted(found, reverse=True):
        reached += found[decimals]
        if reached >= half:
            return min(decimals, _MOST_PRINTED)
    return 0


class Product(NamedTuple):
    """A computed cell that is the product of others in its row, such as a risk value."""

    label: str
    header: str
    cell: CellRef
    formula: str
    factors: tuple[Figure, ...]
