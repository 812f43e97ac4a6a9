"""Values into cells of the open workbook: whole blocks of a column, and read back afterwards.

Excel writes past cells that a filter hides when it is given an array. So every block is read back,
and what is not there is written cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xl_asn.excel.answers import RefusedError
from xl_asn.excel.live_book import as_rows, cell_from
from xl_asn.model.grid import Cell, CellKind, CellRef, Grid, Sheet, Value, cell_of, column_letters

if TYPE_CHECKING:
    import xlwings as xw

#: More cells than this are not written one by one: that would take minutes.
_MOST_SINGLE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula to put back, without its sign; an error that is no formula has none."""

    text: str
    sign: str = "="


Content: TypeAlias = Value | Formula


@dataclass(frozen=True, slots=True)
class _Block:
    """A part of one column: every cell is ours, or a blank or a bare number between ours."""

    column: int
    first: int
    cells: tuple[Content, ...]
    ours: frozenset[int]

    @property
    def last(self) -> int:
        return self.first + len(self.cells) - 1

    @property
    def address(self) -> str:
        letters = column_letters(self.column)
        return f"{letters}{self.first}:{letters}{self.last}"


def write_cells(book: xw.Book, grid: Grid, contents: Mapping[CellRef, Content]) -> None:
    """Write contents into the cells of the workbook that ``grid`` was read from.

    Raises:
        RefusedError: a cell is merged with others, or part of an array formula; nothing is written
            then. Or a filter made Excel leave cells out.
    """
    planned = list(_planned(book, grid, contents))
    for sheet, block in planned:
        _refuse_unwritable(sheet, block)
    for sheet, block in planned:
        _write(sheet, block)


def entered(content: Content) -> Any:
    """Return what to give Excel, so that a text stays text: not a date, a number or a formula."""
    match content:
        case None:
            return ""
        case Formula(text=text, sign=sign):
            return sign + text
        case bool() | datetime():
            return content
        case Decimal():
            return float(content)
        case date():
            return datetime(content.year, content.month, content.day)  # noqa: DTZ001
        case str():
            return f"'{content}" if content else ""


def put(target: xw.Range, rows: Sequence[Sequence[Any]]) -> None:
    """Give a range its content in one call.

    xlwings' own conversion costs some twenty calls more, so only a date, which it knows how to
    hand over, goes that way.
    """
    if any(isinstance(value, datetime) for row in rows for value in row):
        target.options(chunksize=None).value = rows
    else:
        target.raw_value = rows


def _planned(
    book: xw.Book, grid: Grid, contents: Mapping[CellRef, Content]
) -> Iterator[tuple[xw.Sheet, _Block]]:
    by_sheet: dict[str, dict[tuple[int, int], Content]] = {}
    for ref, content in contents.items():
        by_sheet.setdefault(ref.sheet, {})[ref.column, ref.row] = content
    for name, cells in by_sheet.items():
        found = grid.sheet(name)
        if found is None:
            message = f"Bladet {name} saknas. Lägg tillbaka det från en ny mall och försök igen."
            raise RefusedError(message)
        sheet = book.sheets[found.name]
        for block in _blocks(found, cells):
            yield sheet, block


def _blocks(sheet: Sheet, cells: Mapping[tuple[int, int], Content]) -> Iterator[_Block]:
    """Yield the blocks of a sheet: as few as there can be without rewriting the author's texts."""
    run: list[Content] = []
    ours: set[int] = set()
    column = first = 0
    for (here, row), content in sorted(cells.items(), key=lambda item: item[0]):
        between = [sheet.cell(r, here) for r in range(first + len(run), row)]
        if run and here == column and all(_passes(cell) for cell in between):
            run.extend(cell.value for cell in between)
        else:
            if run:
                yield _Block(column, first, tuple(run), frozenset(ours))
            run, ours, column, first = [], set(), here, row
        run.append(content)
        ours.add(row)
    if run:
        yield _Block(column, first, tuple(run), frozenset(ours))


def _passes(cell: Cell) -> bool:
    """Whether a cell between ours may be written over with itself and lose nothing."""
    return cell.kind in {CellKind.BLANK, CellKind.NUMBER} and cell.formula is None


def _refuse_unwritable(sheet: xw.Sheet, block: _Block) -> None:
    target = sheet.range(block.address)
    # Excel answers None where some cells are and some are not.
    if target.merge_cells is not False:
        fault = "har celler som är sammanfogade med andra. Dela upp dem"
    elif target.has_array is not False:
        fault = "har celler som ingår i en matrisformel. Ta bort den"
    else:
        return
    message = f"{sheet.name}!{block.address} {fault} och försök igen. Ingenting är skrivet."
    raise RefusedError(message)


def _write(sheet: xw.Sheet, block: _Block) -> None:
    target = sheet.range(block.address)
    put(target, [[entered(content)] for content in block.cells])
    missed = _missed(target, block)
    if not missed:
        return
    if len(missed) <= _MOST_SINGLE:
        for row in missed:
            one = f"{column_letters(block.column)}{row}"
            put(sheet.range(one), [[entered(block.cells[row - block.first])]])
        if not _missed(target, block):
            return
    message = f"Excel skrev inte i alla celler på bladet {sheet.name}. Ta bort filtret på bladet."
    raise RefusedError(message)


def _missed(target: xw.Range, block: _Block) -> list[int]:
    """Return the rows that do not hold what was written; a formula's result is not known."""
    held = as_rows(target.raw_value)
    values = [line[0] for line in held] if len(held) == len(block.cells) else list(held[0])
    return [
        row
        for row, (raw, content) in enumerate(zip(values, block.cells, strict=True), block.first)
        if not isinstance(content, Formula)
        and cell_from(raw, None).value != cell_of(None if content == "" else content).value
    ]
