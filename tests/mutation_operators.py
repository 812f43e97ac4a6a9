"""The mistakes that the mutation experiment makes, each in every place of a table.

An operator yields its places as functions, so that a few can be drawn before a workbook is spoilt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Final, TypeAlias

from tests.laws.sheets import deleted_row, inserted_row, with_cells
from tests.mutation_tables import Subject
from xl_asn.calculation.adding_up.slips import transpositions
from xl_asn.calculation.adding_up.structure import SumStructure, sum_structures
from xl_asn.model.amounts import AmountRow
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, column_letters, number
from xl_asn.model.money import decimals_of

KRONOR: Final = {"tkr": 1000, "mnkr": 1_000_000}


@dataclass(frozen=True)
class Spoilt:
    """A workbook with one mistake made in it.

    ``places`` are the cells that a finding is right to point at, and ``row`` the name of the row
    that a difference may be said to equal. ``moved`` tells where a cell of before now stands.
    """

    grid: Grid
    places: Collection[CellRef]
    in_identity: bool
    beyond_rounding: bool
    row: str = ""
    moved: Callable[[CellRef], CellRef] = lambda cell: cell


Place: TypeAlias = Callable[[], Spoilt]
Operator: TypeAlias = Callable[[Subject], Iterator[Place]]


def with_figures(subject: Subject, figures: Mapping[CellRef, Decimal | None]) -> Spoilt:
    """Return the workbook with some amounts told otherwise; None empties a cell.

    The mistake is larger than rounding where some identity leaves less than half of it as
    tolerance.
    """
    cells = {cell: BLANK if value is None else number(value) for cell, value in figures.items()}
    wrong = {**subject.values, **{cell: value or Decimal(0) for cell, value in figures.items()}}
    parts = [i for i in subject.identities if not figures.keys().isdisjoint(i.cells)]
    beyond = any(abs(i.gap(wrong) - i.gap(subject.values)) > 2 * i.tolerance for i in parts)
    return Spoilt(with_cells(subject.grid, cells), figures.keys(), bool(parts), beyond)


def transposed(value: Decimal) -> Decimal:
    """Return a figure with its last two different neighbouring digits swapped."""
    return [value, *transpositions(value)][-1]


def _in_digits(value: Decimal, change: Callable[[str, int], str]) -> Decimal:
    """Return a figure with something done to its middle digit; a digit alone is left as it is."""
    places = decimals_of(value)
    digits = str(int(abs(value).scaleb(places)))
    if len(digits) == 1:
        return value
    return Decimal(change(digits, len(digits) // 2)).scaleb(-places).copy_sign(value)


def _dropped(value: Decimal) -> Decimal:
    return _in_digits(value, lambda digits, at: digits[:at] + digits[at + 1 :])


def _doubled(value: Decimal) -> Decimal:
    return _in_digits(value, lambda digits, at: digits[: at + 1] + digits[at:])


def _replaced(value: Decimal) -> Decimal:
    return _in_digits(
        value, lambda digits, at: f"{digits[:at]}{(int(digits[at]) + 4) % 10}{digits[at + 1 :]}"
    )


def in_cell(mistake: Callable[[Decimal], Decimal]) -> Operator:
    """Return the operator that makes a mistake in each amount."""

    def places(subject: Subject) -> Iterator[Place]:
        for cell, value in subject.values.items():
            if mistake(value) != value:
                yield partial(with_figures, subject, {cell: mistake(value)})

    return places


def _above(subject: Subject) -> Iterator[tuple[CellRef, CellRef]]:
    """Yield each amount's cell with the next amount above it, where they differ."""
    columns: dict[int, list[CellRef]] = {}
    for cell in sorted(subject.values):
        columns.setdefault(cell.column, []).append(cell)
    for cells in columns.values():
        for above, cell in pairwise(cells):
            if subject.values[above] != subject.values[cell]:
                yield above, cell


def copied_from_above(subject: Subject) -> Iterator[Place]:
    """Put the amount above in each cell."""
    for above, cell in _above(subject):
        yield partial(with_figures, subject, {cell: subject.values[above]})


def _swapped(subject: Subject, one: CellRef, other: CellRef) -> Place:
    values = {one: subject.values[other], other: subject.values[one]}
    return partial(with_figures, subject, values)


def rows_swapped(subject: Subject) -> Iterator[Place]:
    """Let each amount change places with the one above it."""
    for above, cell in _above(subject):
        yield _swapped(subject, above, cell)


def columns_swapped(subject: Subject) -> Iterator[Place]:
    """Let each amount that is typed change places with the next one in its row."""
    typed = [cell for cell in sorted(subject.values) if cell in subject.inputs]
    for one, other in pairwise(typed):
        if one.row == other.row and subject.values[one] != subject.values[other]:
            yield _swapped(subject, one, other)


def emptied(subject: Subject) -> Iterator[Place]:
    """Empty each amount that is typed; a computed one that is blank reads as its row's value.

    A blank sum is no mistake: Beräkna fills it in.
    """
    sums = {row.number for row in subject.table.rows if row.kind.is_sum}
    for cell in subject.values:
        if cell in subject.inputs and cell.row not in sums:
            yield partial(with_figures, subject, {cell: None})


def base_with_totals(subject: Subject) -> Iterator[Place]:
    """Change each typed amount of a row, and the sums above it by as much."""
    for row in subject.table.rows:
        for figure in () if row.kind.is_sum else row.figures.values():
            if figure.cell in subject.inputs and figure.value:
                change = _replaced(figure.value) - figure.value
                cells = {figure.cell, *subject.reached([figure.cell])}
                wrong = {cell: subject.values[cell] + change for cell in cells}
                if change:
                    yield partial(_with_differences, subject, wrong)


def _with_differences(subject: Subject, figures: Mapping[CellRef, Decimal]) -> Spoilt:
    """Return the workbook with amounts told otherwise: their rows' differences tell of it."""
    spoilt = with_figures(subject, figures)
    told = {
        identity.result
        for identity in subject.identities
        if identity.kind == "rad" and not figures.keys().isdisjoint(identity.cells)
    }
    return replace(spoilt, places=figures.keys() | told)


def in_kronor(subject: Subject) -> Iterator[Place]:
    """Write each row in kronor."""
    times = KRONOR[subject.table.unit]
    for row in subject.table.rows:
        wrong = {cell: value * times for cell, value in _filled(row).items() if value}
        if wrong:
            yield partial(_whole_rows, subject, with_figures(subject, wrong))


def _filled(row: AmountRow) -> dict[CellRef, Decimal]:
    return {f.cell: f.value for f in row.figures.values() if f.value is not None}


def _whole_rows(subject: Subject, spoilt: Spoilt) -> Spoilt:
    """Return a mistake of whole rows: a finding is right to point anywhere in them."""
    rows = {cell.row for cell in spoilt.places}
    return replace(spoilt, places=_cells_of(subject, rows))


def _cells_of(subject: Subject, rows: Collection[int]) -> set[CellRef]:
    sheet = subject.table.sheet
    last = max(cell.column for cell in subject.values) + 9
    return {CellRef(sheet, row, column) for row in rows for column in range(1, last)}


def _part_of_sums(subject: Subject, row: AmountRow) -> tuple[bool, bool]:
    """Return whether a row is part of a sum, and whether its amounts are more than rounding."""
    values = _filled(row)
    sums = [i for i in subject.identities if i.kind == "summa"]
    parts = [(i, cell) for i in sums for _, cell in i.terms if cell in values]
    return bool(parts), any(abs(values[cell]) > 2 * i.tolerance for i, cell in parts)


def row_deleted(subject: Subject) -> Iterator[Place]:
    """Take each row away; the sums keep their figures."""
    for row in subject.table.rows:
        if not row.kind.is_sum and _filled(row):
            yield partial(_without, subject, row)


def _without(subject: Subject, row: AmountRow) -> Spoilt:
    at, sheet = row.number, subject.table.sheet

    def moved(cell: CellRef) -> CellRef:
        return cell._replace(row=cell.row - (cell.sheet == sheet and cell.row > at))

    sums = {moved(cell).row for cell in subject.reached(_filled(row))}
    return Spoilt(
        deleted_row(subject.grid, sheet, at),
        _cells_of(subject, sums),
        *_part_of_sums(subject, row),
        moved=moved,
    )


def row_duplicated(subject: Subject) -> Iterator[Place]:
    """Write each row once more below itself; the sums keep their figures."""
    for row in subject.table.rows:
        if not row.kind.is_sum and _filled(row):
            yield partial(_twice, subject, row)


def _twice(subject: Subject, row: AmountRow) -> Spoilt:
    at, name = row.number, subject.table.sheet
    sheet = subject.grid.sheet(name)
    assert sheet is not None
    cells = {column: cell for (number_, column), cell in sheet.cells.items() if number_ == at}

    def moved(cell: CellRef) -> CellRef:
        return cell._replace(row=cell.row + (cell.sheet == name and cell.row > at))

    sums = {moved(cell).row for cell in subject.reached(_filled(row))}
    return Spoilt(
        inserted_row(subject.grid, name, at + 1, cells),
        _cells_of(subject, {at, at + 1, *sums}),
        *_part_of_sums(subject, row),
        row.label,
        moved,
    )


def sum_short_of_a_row(subject: Subject) -> Iterator[Place]:
    """Let each sum be a formula that leaves out its first row, or its last."""
    for structure in sum_structures(subject.table):
        if len(structure.operands) > 1:
            for left_out in (structure.operands[0], structure.operands[-1]):
                if any(_filled(subject.table.rows[left_out]).values()):
                    yield partial(_short, subject, structure, left_out)


def _short(subject: Subject, structure: SumStructure, left_out: int) -> Spoilt:
    """Leave a row out of a sum in every column, and out of what the sum is added to."""
    table, total = subject.table, subject.table.rows[structure.row]
    rows = [table.rows[i].number for i in structure.operands if i != left_out]
    wrong, formulas = dict[CellRef, Decimal | None](), dict[CellRef, Cell]()
    for header, figure in table.rows[left_out].figures.items():
        result = total.figures[header]
        if figure.value and result.value is not None:
            cells = {result.cell, *subject.reached([result.cell])}
            wrong |= {cell: subject.values[cell] - figure.value for cell in cells}
            letters = column_letters(result.cell.column)
            formula = f"SUM({','.join(f'{letters}{row}' for row in rows)})"
            value = subject.values[result.cell] - figure.value
            formulas[result.cell] = Cell(CellKind.NUMBER, value, formula)
    spoilt = with_figures(subject, wrong)
    return replace(spoilt, grid=with_cells(spoilt.grid, formulas), row=table.rows[left_out].label)


IN_A_CELL: Final[Mapping[str, Operator]] = {
    "omkastade siffror": in_cell(transposed),
    "fel tecken": in_cell(lambda value: -value),
    "gånger tio": in_cell(lambda value: value * 10),
    "plus 20": in_cell(lambda value: value + 20),
    "siffra saknas": in_cell(_dropped),
    "siffra dubblerad": in_cell(_doubled),
    "siffra utbytt": in_cell(_replaced),
    "som cellen ovanför": copied_from_above,
}
OPERATORS: Final[Mapping[str, Operator]] = {
    **IN_A_CELL,
    "två rader byter värde": rows_swapped,
    "två kolumner byter värde": columns_swapped,
    "tömd": emptied,
    "rad borttagen": row_deleted,
    "rad dubblerad": row_duplicated,
    "rad i kronor": in_kronor,
    "grundtal med sina summor": base_with_totals,
    "=SUM utan en rad": sum_short_of_a_row,
}
