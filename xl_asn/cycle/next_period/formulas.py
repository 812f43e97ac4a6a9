"""What the author's formulas give once the cells that they read have changed.

A formula is kept as it stands. What it was computed to is last period's: it is computed anew where
it only adds and subtracts cells, and is otherwise told to be not computed until Excel opens the
workbook. Her own sheets and columns are nobody else's, and stay byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from xl_asn.documents.document import Document
from xl_asn.model.formula_references import Area, references
from xl_asn.model.grid import Cell, CellKind, CellRef, Grid
from xl_asn.model.linear import linear_terms

_MOST_ROUNDS: Final = 50
_MOST_COLUMNS: Final = 200
_NAMES: Final = re.compile(r"[^\W\d]")
_QUOTED: Final = re.compile(r'"[^"]*"')
_ONE_CELL: Final = re.compile(
    r"\+?(?:'[^']+'|[^\W\d][\w.]*)!\$?[A-Z]{1,3}\$?[0-9]{1,7}", re.IGNORECASE
)
_Rows: TypeAlias = dict[tuple[str, int], list[int]]
"""The numbers of the rows of each column of each sheet, in order."""


def recomputed(
    grid: Grid, changed: Collection[CellRef], document: Document
) -> Mapping[CellRef, Decimal | None]:
    """Return what the formulas of a document's tables give now; None where nobody can tell.

    Args:
        grid: the cells as they have become.
        changed: those that have changed.
        document: whose cells they are.
    """
    formulas = dict(_formulas(grid)) if changed else {}
    old = _old(formulas, changed)
    results: dict[CellRef, Decimal | None] = dict.fromkeys(old)
    left = set(old)
    for _ in range(_MOST_ROUNDS):
        done = {}
        for cell in left:
            value = _computed(formulas[cell], cell, grid, results, left)
            if value is not None:
                done[cell] = value
        if not done:
            break
        results |= done
        left -= done.keys()
    ours = frozenset(
        row.cell(name) for _, table in document.tables() for row in table for name in table.columns
    )
    return {
        cell: value
        for cell, value in results.items()
        if cell in ours and grid.at(cell).value != value
    }


def _formulas(grid: Grid) -> Iterator[tuple[CellRef, str]]:
    for sheet in grid.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula is not None:
                yield CellRef(sheet.name, row, column), cell.formula


def _old(formulas: Mapping[CellRef, str], changed: Iterable[CellRef]) -> list[CellRef]:
    """Return the formulas that read a cell that has changed, also by way of other formulas."""
    areas = {cell: references(formula, cell.sheet) for cell, formula in formulas.items()}
    found: list[CellRef] = []
    fresh: list[CellRef] = list(changed)
    # What it reads is not seen in it, as =SUM(D:D) or a table's own names: it may have changed.
    unseen = [
        c
        for c, formula in formulas.items()
        if not areas[c] and _NAMES.search(_QUOTED.sub("", formula))
    ]
    fresh += unseen
    found += unseen
    left = dict.fromkeys(cell for cell in areas if cell not in set(unseen))
    for _ in range(_MOST_ROUNDS):
        rows = _by_column(fresh)
        fresh = [cell for cell in left if any(_meets(area, rows) for area in areas[cell])]
        if not fresh:
            break
        found += fresh
        for cell in fresh:
            del left[cell]
    return found


def _by_column(cells: Iterable[CellRef]) -> _Rows:
    rows: _Rows = {}
    for cell in cells:
        rows.setdefault((cell.sheet, cell.column), []).append(cell.row)
    for numbers in rows.values():
        numbers.sort()
    return rows


def _meets(area: Area, rows: _Rows) -> bool:
    for column in range(area.left, min(area.right, area.left + _MOST_COLUMNS) + 1):
        numbers = rows.get((area.sheet, column))
        if numbers:
            at = bisect_left(numbers, area.top)
            if at < len(numbers) and numbers[at] <= area.bottom:
                return True
    return False


def _computed(
    formula: str,
    cell: CellRef,
    grid: Grid,
    results: Mapping[CellRef, Decimal | None],
    left: Collection[CellRef],
) -> Decimal | None:
    """Return what a formula adds up to; None where it does more, or reads what is left."""
    terms = _terms(formula, cell.sheet)
    if terms is None:
        return None
    total = Decimal(0)
    for term, times in terms.items():
        if term in left:
            return None
        value = _number(grid.at(term), results.get(term))
        if value is None:
            return None
        total += value * times
    return total


def _terms(formula: str, sheet: str) -> Mapping[CellRef, int] | None:
    """Return how many times a formula adds each cell; None where it does anything else."""
    if _ONE_CELL.fullmatch(formula.strip()):
        (area,) = references(formula, sheet) or (None,)
        return None if area is None else {CellRef(area.sheet, area.top, area.left): 1}
    terms = linear_terms(formula)
    return None if terms is None else {CellRef(sheet, *at): n for at, n in terms.items()}


def _number(cell: Cell, result: Decimal | None) -> Decimal | None:
    if result is not None:
        return result
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
        return cell.value
    return Decimal(0) if cell.is_blank and cell.formula is None else None
