"""Which rules guard a cell: found out by changing it, never declared.

A rule guards a cell when it says something new once the cell holds something wrong. So each cell
is changed as people change cells by mistake, the document is checked again, and the rules that
spoke are its guards. That proves that such a fault is noticed, not that every fault is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.slips import transpositions
from xl_asn.case.case import Case
from xl_asn.case.examine import Examined, examine
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.columns import Column, columns_of
from xl_asn.documents.document import Document
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.start import Start
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import (
    BLANK,
    Cell,
    CellKind,
    CellRef,
    Grid,
    cell_of,
    folded_name,
    number,
    text,
)  # fmt: skip

_YEAR: Final = timedelta(days=365)
_LARGE: Final = 10
_MOST_CHOICES: Final = 2


class Guarded(NamedTuple):
    """A filled cell with the codes of the rules that guard it, in order.

    ``emptied`` are the rules that speak when nothing is left in the cell. They are kept apart: a
    text that must be there is not therefore a text that anybody checks.
    """

    cell: CellRef
    column: Column
    codes: tuple[str, ...]
    emptied: tuple[str, ...] = ()


def filled_cells(grid: Grid, document: Document) -> Iterator[tuple[CellRef, Column]]:
    """Yield every filled cell that a declared column has, in the order of the workbook."""
    start = document.start
    for name, column in columns_of(Start).items():
        ref = start.place(name)
        if ref is not None and column.computed is None and not grid.at(ref).is_blank:
            yield CellRef(START, ref.row, ref.column), column
    for _, table in document.tables():
        for row in table:
            for field, column in table.declared.items():
                ref = row.place(field)
                if ref is not None and not grid.at(ref).is_blank:
                    yield ref, column


@our_arithmetic()
def guards_of(case: Case, before: Examined, ref: CellRef, column: Column) -> Guarded:
    """Return the rules that say something new when a cell is changed, or emptied.

    ``before`` is the case as checked.
    """
    known = {fault_of(finding) for finding in before.findings}

    def spoken(cells: Iterable[Cell]) -> tuple[str, ...]:
        codes: set[str] = set()
        for cell in cells:
            changed = case.with_grid(with_cells(case.grid, {ref: cell}))
            if isinstance(changed, Case):
                after = examine(changed)
                codes |= {f.code for f in after.findings if fault_of(f) not in known}
        return tuple(sorted(codes))

    return Guarded(ref, column, spoken(_wrong(case.grid.at(ref), column)), spoken((BLANK,)))


def coverage(case: Case, before: Examined, sheet: str | None = None) -> Iterator[Guarded]:
    """Yield every filled cell of a workbook, or of one sheet, with its guards."""
    for ref, column in filled_cells(case.grid, before.document):
        if sheet is None or folded_name(ref.sheet) == folded_name(sheet):
            yield guards_of(case, before, ref, column)


def fault_of(finding: Finding) -> tuple[object, ...]:
    """Return what makes a finding the same, though what follows from it may differ.

    A question is the same as long as the rule asks about the same cell.
    """
    if finding.severity is Severity.QUESTION and finding.cell is not None:
        return finding.code, finding.cell
    about = finding.message if finding.found is None else None
    return finding.code, finding.sheet, finding.cell, finding.found, finding.expected, about


def _wrong(cell: Cell, column: Column) -> Iterator[Cell]:
    """Yield what a person may have put in the cell by mistake."""
    value = cell.value
    if column.choices:
        others = (choice for choice in column.choices if choice != cell.text)
        yield from map(text, islice(others, _MOST_CHOICES))
    elif isinstance(value, bool):
        yield cell_of(not value)
    elif isinstance(value, Decimal):
        yield from map(number, _wrong_numbers(value))
    elif isinstance(value, date):
        yield from (cell_of(value + change) for change in (_YEAR, -_YEAR))
    elif cell.kind is CellKind.TEXT:
        yield from map(text, _wrong_texts(cell.text))


def _wrong_numbers(value: Decimal) -> Iterator[Decimal]:
    swapped = list(transpositions(value))
    yield from swapped[-1:]
    if value:
        yield -value
        yield value * 10
    small = abs(value) < _LARGE
    yield value + (Decimal("0.2") if value % 1 and small else 1 if small else 20)


def _wrong_texts(said: str) -> Iterator[str]:
    """Yield the text without its middle letter, and with its first digit told otherwise."""
    middle = len(said) // 2
    yield said[:middle] + said[middle + 1 :]
    place = next((i for i, letter in enumerate(said) if letter.isdecimal()), None)
    if place is not None:
        digit = str((int(said[place]) + 4) % 10)
        yield said[:place] + digit + said[place + 1 :]
