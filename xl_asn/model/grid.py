"""Cells, sheets and grids: the currency of every border.

A file, live Excel and a Markdown table in a test all become a :class:`Grid`, and everything
above reads only that. A cell keeps apart what a spreadsheet tells apart and most readers do
not: a value, a blank, an error, and a formula whose result was never stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Self, TypeAlias

from xl_asn.model.arithmetic import FIFTEEN, LONGEST, is_figure
from xl_asn.model.folding import plain, visible
from xl_asn.model.members import Members

_MAX_COLUMN = 16_384
_MAX_ROW = 1_048_576
_LONGEST_NAME = 100
_MOST_SHOWN = 40
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """Return the letters of a one-based column number: 1 is ``A``, 27 is ``AA``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the one-based number of column ``letters``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class CellRef(NamedTuple):
    """The place of one cell: sheet name, one-based row and column.

    A tuple, since places are compared and looked up more often than anything else.
    """

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        """Return the address as a reader writes it: ``Nettokostnad!D6``."""
        return f"{quoted_sheet(self.sheet)}!{self.address}"

    @property
    def address(self) -> str:
        """Return the address within the sheet: ``D6``."""
        return f"{column_letters(self.column)}{self.row}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``Nettokostnad!D6`` or ``'Ekonomiska risker'!$D$6``.

        Raises:
            ValueError: the text is not the address of one cell on a named sheet.
        """
        sheet, separator, address = text.rpartition("!")
        match = _ADDRESS.fullmatch(visible(address))
        if not separator or not sheet or match is None:
            message = f"not a cell address: {text!r}"
            raise ValueError(message)
        if len(sheet) > 1 and sheet.startswith("'") and sheet.endswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        row, column = int(match[2]), column_number(match[1])
        if row > _MAX_ROW or column > _MAX_COLUMN:
            message = f"outside the sheet: {text!r}"
            raise ValueError(message)
        return cls(sheet, row, column)


def quoted_sheet(name: str) -> str:
    """Return ``name`` as a formula writes it, in quotes where Excel wants them."""
    return name if _PLAIN_SHEET.fullmatch(name) else "'" + name.replace("'", "''") + "'"


class CellKind(Members):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"
    """A formula whose result was never stored: it has no value until Excel has computed it."""
    BEYOND = "beyond"
    """A number that no figure can be. Its value is a text, so that nobody counts with it."""


Value: TypeAlias = str | Decimal | bool | date | None


class Cell(NamedTuple):
    """One cell's content: its kind, its value, and the formula behind it if there is one."""

    kind: CellKind
    value: Value = None
    formula: str | None = None
    hidden: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read: no content, or only what nobody sees."""
        if self.kind is not CellKind.TEXT:
            return self.kind is CellKind.BLANK
        seen = str(self.value).strip()
        # What begins with a plain letter needs no closer look, and nearly everything does.
        return not seen or (not seen[0].isascii() and not visible(seen).strip())

    @property
    def text(self) -> str:
        """Return the content as trimmed text, for labels and headers; blank is the empty text."""
        value = self.value
        if isinstance(value, str):  # by far the most
            return value.strip()
        if value is None:
            return ""
        if isinstance(value, bool):
            return "SANT" if value else "FALSKT"
        if isinstance(value, Decimal):
            return format(value.normalize(FIFTEEN), "f")
        return str(value)


BLANK = Cell(CellKind.BLANK)
_NOTHING: Final = Decimal(0)


def number(value: Decimal | float | str) -> Cell:
    """Make a number cell, at the fifteen digits that Excel keeps; one beyond is told as that."""
    if isinstance(value, str) and len(value) > LONGEST:
        return beyond(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    kept = exact.normalize(FIFTEEN) if exact.is_finite() else exact
    if not is_figure(kept):
        return beyond(str(kept))
    # Plus nothing: 1E+2 is written 100, and nothing itself has no sign.
    return Cell(CellKind.NUMBER, FIFTEEN.add(kept, _NOTHING))


def beyond(written: str) -> Cell:
    """Make the cell of a number that no figure can be."""
    shown = written if len(written) <= _MOST_SHOWN else written[:_MOST_SHOWN] + "…"
    return Cell(CellKind.BEYOND, shown)


def text(value: str) -> Cell:
    """Make a text cell."""
    return Cell(CellKind.TEXT, value)


def cell_of(value: Value) -> Cell:
    """Make the cell that holds a Python value."""
    match value:
        case None:
            return BLANK
        case bool():
            return Cell(CellKind.BOOLEAN, value)
        case Decimal():
            return number(value)
        case date():
            return Cell(CellKind.DATE, value)
        case str():
            return text(value)


class TableRange(NamedTuple):
    """An Excel table: its name and its corners, header row included, totals row left out.

    ``totals_row`` is the row below it where Excel shows the table's totals; 0 without one.
    """

    name: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    totals_row: int = 0

    @property
    def end(self) -> int:
        """Return the last row that belongs to the table, its totals row among them."""
        return max(self.last_row, self.totals_row)


class Merge(NamedTuple):
    """Cells that are merged into one: the first and the last of them, which shows the first."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """Return the area within its sheet: ``A6:A15``."""
        first = f"{column_letters(self.first_column)}{self.first_row}"
        return f"{first}:{column_letters(self.last_column)}{self.last_row}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a place lies in the area."""
        across = self.first_column <= column <= self.last_column
        return across and self.first_row <= row <= self.last_row

    def covered(self) -> Iterator[tuple[int, int]]:
        """Yield the places (row, column) that the first cell hides."""
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                if (row, column) != (self.first_row, self.first_column):
                    yield row, column


def _no_fills() -> Mapping[tuple[int, int], str]:
    return {}


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its cells by (row, column), one-based, blanks left out.

    ``merges`` are in the order of their first cells.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    tables: tuple[TableRange, ...] = ()
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    fills: Callable[[], Mapping[tuple[int, int], str]] = field(
        default=_no_fills, repr=False, compare=False
    )
    """Reads the colours that cells are filled with; ask :attr:`filled`."""
    thousands: Callable[[], frozenset[tuple[int, int]]] = field(
        default=frozenset, repr=False, compare=False
    )
    """Reads which cells show thousands; ask :attr:`in_thousands`."""
    hangings: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False, compare=False)
    """Reads what people have hung on the sheet; ask :attr:`hung_on`."""
    arrays: Callable[[], tuple[Merge, ...]] = field(default=tuple, repr=False, compare=False)
    """Reads which cells have one formula together; ask :attr:`spanned`."""

    @cached_property
    def hung_on(self) -> tuple[str, ...]:
        """Return in Swedish what would go if the sheet were written anew: ``tabellen Tabell3``."""
        return self.hangings()

    @cached_property
    def spanned(self) -> tuple[Merge, ...]:
        """Return the areas of more than one cell that an array formula or a data table fills."""
        has_formulas = any(cell.formula is not None for cell in self.cells.values())
        return self.arrays() if has_formulas else ()

    def is_writable(self, row: int, column: int) -> bool:
        """Whether a place can be given a value of its own: no merge and no array covers it."""
        covered = any(a.holds(row, column) and (row, column) != a[:2] for a in self.merges)
        return not covered and not any(area.holds(row, column) for area in self.spanned)

    @cached_property
    def in_thousands(self) -> frozenset[tuple[int, int]]:
        """Return the places whose number format shows a thousandth of the number."""
        return self.thousands()

    @cached_property
    def filled(self) -> Mapping[tuple[int, int], str]:
        """Return the cells filled with a colour of the traffic light, as six hexadecimal digits.

        Read the first time that somebody asks; none where the source of the sheet tells none, and
        none where no cell is green or red.
        """
        return self.fills()

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place; a place never written is blank."""
        return self.cells.get((row, column), BLANK)

    def row(self, row: int) -> Mapping[int, Cell]:
        """Return the written cells of a row, by column."""
        return self._rows.get(row, {})

    @property
    def last_row(self) -> int:
        """Return the last row that holds anything; 0 for an empty sheet."""
        return max(self._rows, default=0)

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Yield the written rows in order."""
        yield from sorted(self._rows.items())

    @cached_property
    def _rows(self) -> dict[int, dict[int, Cell]]:
        cells = self.cells
        rows: dict[int, dict[int, Cell]] = {}
        for place in sorted(cells):
            rows.setdefault(place[0], {})[place[1]] = cells[place]
        return rows


def folded_name(name: str) -> str:
    """Return a name as people compare names: no case, no stray blanks, nothing unseen.

    One Unicode form and one sort of dash; two names that look alike are one.
    """
    return _folded(name) if len(name) <= _LONGEST_NAME else _folded.__wrapped__(name)


# The same few hundred headers, names and choices are compared again and again.
@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return plain(name).casefold()


@dataclass(frozen=True)
class Grid:
    """A whole workbook as read: sheets in order, and the cells that have a defined name."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, CellRef] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of a name, read as people read names; None when it is missing."""
        exact = self._by_exact_name.get(name)
        return self._by_name.get(folded_name(name)) if exact is None else exact

    def at(self, ref: CellRef) -> Cell:
        """Return the cell at an address; blank when there is no such sheet."""
        sheet = self.sheet(ref.sheet)
        return sheet.cell(ref.row, ref.column) if sheet else BLANK

    @cached_property
    def _by_exact_name(self) -> dict[str, Sheet]:
        by_name = self._by_name  # of two names that people read alike, the first sheet is found
        return {sheet.name: by_name[folded_name(sheet.name)] for sheet in self.sheets}

    @cached_property
    def _by_name(self) -> dict[str, Sheet]:
        return {folded_name(sheet.name): sheet for sheet in reversed(self.sheets)}
