"""The open workbook → a Grid, in bulk: the number of calls does not depend on the rows.

A sheet costs one call each for its name, its visibility, its used range, the range's four
measures, all values, all formulas, and a few for each Excel table.

Excel gives an error as a whole number where numbers are never whole (they are all floats), a blank
as nothing at all, and a formula that gives an empty text as that text. So a formula without any
value at all is one that was never computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xl_asn.case.own_cells import GENERATED, is_set_aside
from xl_asn.excel.native import told
from xl_asn.model.comparison_sheet import NAME as COMPARISON
from xl_asn.model.grid import (
    BLANK,
    Cell,
    CellKind,
    CellRef,
    Grid,
    Merge,
    Sheet,
    TableRange,
    number,
    text,
)

if TYPE_CHECKING:
    import xlwings as xw

#: Above this a used range is taken to be mostly empty, and its real end is looked up.
_MANY_CELLS: Final = 2_000_000
_ERROR_BASE: Final = -2146828288
_ERRORS: Final[Mapping[int, str]] = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?",
    2036: "#NUM!", 2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!",
    2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
_ERROR_RANGE: Final = range(_ERROR_BASE + 2000, _ERROR_BASE + 2100)
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zones
_FIRST_YEAR: Final = 1900
_MOST_MERGES: Final = 500
_FORMULAS: Final = -4123


def read_book(book: xw.Book) -> Grid:
    """Read an open workbook; what the buttons keep hidden in it is left out."""
    sheets = tuple(
        read_sheet(sheet, name)
        for sheet, name in [(sheet, sheet.name) for sheet in book.sheets]
        if not is_set_aside(name)
    )
    return Grid(sheets, _cell_names(book, {sheet.name for sheet in sheets}))


def read_sheet(sheet: xw.Sheet, name: str) -> Sheet:
    """Read one sheet whole."""
    used = sheet.used_range
    top, left = used.row, used.column
    rows, columns = used.shape
    if rows * columns > _MANY_CELLS:
        rows, columns = _real_size(sheet, top, left)
        used = sheet.range((top, left), (top + rows - 1, left + columns - 1))
    values, formulas = as_rows(used.raw_value), as_rows(used.formula)
    cells = {
        (row, column): cell
        for row, (line, written) in enumerate(zip(values, formulas, strict=True), top)
        for column, (raw, formula) in enumerate(zip(line, written, strict=True), left)
        if (cell := cell_from(raw, formula)) is not BLANK
    }
    # On pages of our own merges are many, and say nothing.
    merges = () if name in {*GENERATED, COMPARISON} else tuple(sorted(_merges(sheet, used)))
    return Sheet(name, cells, tuple(_tables(sheet)), not _is_visible(sheet), merges)


def as_rows(block: Any) -> Sequence[Sequence[Any]]:
    """Return what a range gives as rows; Excel gives a single cell bare."""
    if not isinstance(block, (list, tuple)):
        return [[block]]
    return block if block and isinstance(block[0], (list, tuple)) else [block]


def cell_from(raw: Any, formula: Any) -> Cell:
    """Return the cell of a value as Excel gives it, and of the formula behind it."""
    written = formula if isinstance(formula, str) and formula.startswith("=") else None
    if written is None or raw == written:  # the second is a text that begins with =
        return _constant(raw)
    behind = written[1:]
    if raw is None:
        return Cell(CellKind.UNCOMPUTED, None, behind)
    if raw == "":
        return Cell(CellKind.TEXT, "", behind)
    found = _constant(raw)
    return Cell(found.kind, found.value, behind)


def _constant(raw: Any) -> Cell:  # noqa: PLR0911 - one answer for each type
    if raw is None or raw == "":
        return BLANK
    if isinstance(raw, bool):
        return Cell(CellKind.BOOLEAN, raw)
    if isinstance(raw, float):
        return number(raw)
    if isinstance(raw, int):
        if raw in _ERROR_RANGE:
            return Cell(CellKind.ERROR, _ERRORS.get(raw - _ERROR_BASE, "#N/A"))
        return number(Decimal(raw))
    if isinstance(raw, Decimal):  # a cell with a currency format
        return number(raw)
    if isinstance(raw, datetime):
        return _moment(raw)
    if isinstance(raw, date):
        return Cell(CellKind.DATE, raw)
    return text(str(raw))


def _moment(raw: datetime) -> Cell:
    """Return a day without its time; a bare time of day is a number."""
    if raw.year >= _FIRST_YEAR:
        return Cell(CellKind.DATE, date(raw.year, raw.month, raw.day))
    return number((raw.replace(tzinfo=None) - _DAY_ZERO).total_seconds() / 86_400)


def _is_visible(sheet: xw.Sheet) -> bool:
    """Whether a sheet can be seen: Excel says −1, and 0 or 2 for two ways of hiding it."""
    return int(sheet.visible) in {-1, 1}


def _real_size(sheet: xw.Sheet, top: int, left: int) -> tuple[int, int]:
    """Return the measures up to the last cell with content: a stray format widens a used range."""
    find = told(sheet, "Cells", "Find")
    if find is None:
        return sheet.used_range.shape
    # xlwings' own find skips hidden rows; xlFormulas does not. By rows, by columns, backwards.
    row = find(What="*", LookIn=_FORMULAS, SearchOrder=1, SearchDirection=2)
    column = find(What="*", LookIn=_FORMULAS, SearchOrder=2, SearchDirection=2)
    if row is None or column is None:
        return 1, 1
    return max(int(row.Row) - top + 1, 1), max(int(column.Column) - left + 1, 1)


def _tables(sheet: xw.Sheet) -> Iterator[TableRange]:
    for table in sheet.tables:
        corner = table.range
        rows, columns = corner.shape
        row, column = corner.row, corner.column
        end, totals = row + rows - 1, bool(table.show_totals) and rows > 1
        yield TableRange(
            table.name, row, column, end - totals, column + columns - 1, end if totals else 0
        )


def _merges(sheet: xw.Sheet, used: xw.Range) -> set[Merge]:
    """Return the merged cells of a sheet's used range: one question where there are none."""
    found: set[Merge] = set()
    if used.merge_cells is False:
        return found
    rows, columns = used.shape
    for column in range(used.column, used.column + columns):
        row, end = used.row, used.row + rows - 1
        while len(found) < _MOST_MERGES:
            first = _first_merged(sheet, column, row, end)
            if first is None:
                break
            area = sheet.range((first, column)).merge_area
            (high, wide), top, left = area.shape, area.row, area.column
            if (high, wide) != (1, 1):
                found.add(Merge(top, left, top + high - 1, left + wide - 1))
            row = max(top + high, first + 1)
    return found


def _first_merged(sheet: xw.Sheet, column: int, first: int, last: int) -> int | None:
    """Return the first row of a column with a merged cell, by halves: Excel answers for areas."""
    if first > last or sheet.range((first, column), (last, column)).merge_cells is False:
        return None
    while first < last:
        middle = (first + last) // 2
        if sheet.range((first, column), (middle, column)).merge_cells is False:
            first = middle + 1
        else:
            last = middle
    return first


def _cell_names(book: xw.Book, sheets: set[str]) -> dict[str, CellRef]:
    """Return the defined names of single cells on the sheets that were read."""
    names: dict[str, CellRef] = {}
    for name in book.names:
        called, target = name.name, name.refers_to
        if "!" in called or not target:
            continue
        try:
            ref = CellRef.parse(target.removeprefix("="))
        except ValueError:
            continue
        if ref.sheet in sheets:
            names[called] = ref
    return names
