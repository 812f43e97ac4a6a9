"""What a cell spoils: sums that leave out an amount that is text, and error values that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.structure import SumStructure
from xl_asn.model.amounts import AmountTable
from xl_asn.model.formula_references import references
from xl_asn.model.grid import CellKind, CellRef, Grid

_MOST_SPOILERS: Final = 200
"""With more texts and error values than these it is not asked which follows from which."""


class LeftOut(NamedTuple):
    """A sum that is wrong by the amounts of its rows that are text, and those cells."""

    texts: tuple[CellRef, ...]
    total: Explanation


def texts_left_out(
    grid: Grid, explanations: Iterable[Explanation], values: Mapping[CellRef, Decimal]
) -> Iterator[LeftOut]:
    """Yield the wrong sums that lack the text amounts among their rows, and nothing else.

    A text that says a number is read as one, by us and by people; SUM passes over it.
    """
    for one in explanations:
        for identity in (one.identity, *one.repaired):
            texts = _texts(grid, identity)
            lacks = sum((values[cell] for cell in texts), Decimal(0))
            if (
                texts
                and identity.result == one.cell
                and abs(one.expected - one.found - lacks) <= identity.tolerance
            ):
                yield LeftOut(texts, one)
                break


def _texts(grid: Grid, identity: Identity) -> tuple[CellRef, ...]:
    if identity.kind == "rad":
        return ()
    return tuple(cell for _, cell in identity.terms if grid.at(cell).kind is CellKind.TEXT)


def amounts_in_text(grid: Grid, tables: Iterable[AmountTable]) -> frozenset[CellRef]:
    """Return the cells of amounts that hold text, one that is read as a number or not."""
    found: set[CellRef] = set()
    for amounts in (table.amounts for table in tables):
        sheet, columns = grid.sheet(amounts.sheet), {*amounts.places.values()}
        texts = [
            CellRef(amounts.sheet, *place)
            for place, cell in (sheet.cells.items() if sheet else ())
            if cell.kind is CellKind.TEXT and place[1] in columns
        ]
        found.update(filter(amounts.holds, texts))
    return frozenset(found)


def rests_on_unreadable(
    table: AmountTable, structures: Iterable[SumStructure]
) -> frozenset[CellRef]:
    """Return the sums and the computed amounts that rest on a cell which cannot be read."""
    found = {*table.amounts.unreadable}
    if not found:
        return frozenset()
    for structure in structures:
        total = table.rows[structure.row]
        for header, figure in total.figures.items():
            if any(table.rows[i].figures[header].cell in found for i in structure.operands):
                found.add(figure.cell)
    for row in table.rows:
        for column in table.columns:
            if any(row.figures[h].cell in found for h in (*column.plus, *column.minus)):
                found.add(row.figures[column.header].cell)
    return frozenset(found)


def spoilt_by(
    grid: Grid, errors: Sequence[CellRef], texts: Iterable[CellRef]
) -> Mapping[CellRef, CellRef]:
    """Return the text or the first error value that each error value follows from.

    ``errors`` are the cells with an error value. One whose formula refers to none of the cells
    given is a fault of its own, and is left out.
    """
    spoilers = (*texts, *errors)
    if len(spoilers) > _MOST_SPOILERS:
        return {}
    direct: dict[CellRef, CellRef] = {}
    for error in errors:
        areas = references(grid.at(error).formula or "", error.sheet)
        cause = next((c for c in spoilers if c != error and any(c in a for a in areas)), None)
        if cause is not None:
            direct[error] = cause
    return {error: cause for error in direct if (cause := _first(direct, error)) != error}


def _first(direct: Mapping[CellRef, CellRef], error: CellRef) -> CellRef:
    """Return where a chain of error values begins; a circle begins with its lowest cell."""
    seen = [error]
    while (cause := direct.get(seen[-1])) is not None:
        if cause in seen:
            return min(seen[seen.index(cause) :])
        seen.append(cause)
    return seen[-1]
