"""Two cells that have changed places: the sum does not see it, and both rows are wrong at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.model.grid import CellRef

#: A change of places moves more than this many times what rounding could.
_LEAST_SWAP: Final = 2
#: With more wrong rows than these nobody has swapped two cells.
_MOST_ROWS: Final = 60


class Swap(NamedTuple):
    """Two cells of one column whose figures, the other way round, make every identity hold."""

    one: CellRef
    other: CellRef
    values: tuple[Decimal, Decimal]

    @property
    def cells(self) -> tuple[CellRef, CellRef]:
        """Return the two cells."""
        return self.one, self.other


def swaps(identities: Sequence[Identity], values: Mapping[CellRef, Decimal]) -> tuple[Swap, ...]:
    """Return the pairs of inputs that have changed places, each cell in one pair at most.

    Both rows must be wrong as they stand. A pair is told only where no other pair explains them.
    """
    broken = {i.result: i for i in identities if i.kind == "rad" and not i.holds(values)}
    if not 1 < len({result.row for result in broken}) <= _MOST_ROWS:
        return ()
    by_cell: dict[CellRef, list[Identity]] = {}
    for identity in identities:
        for cell in set(identity.cells):
            by_cell.setdefault(cell, []).append(identity)
    candidates = [
        (one, other)
        for one, other in _pairs(broken.values())
        if _corrections(one, other, by_cell, values)
    ]
    rows = [frozenset(cell.row for cell in pair) for pair in candidates]
    return tuple(
        Swap(one, other, (values[one], values[other]))
        for at, (one, other) in enumerate(candidates)
        if all(here == at or not rows[at] & row for here, row in enumerate(rows))
    )


def _pairs(broken: Iterable[Identity]) -> Iterator[tuple[CellRef, CellRef]]:
    """Yield the inputs of one column that stand in two wrong rows."""
    by_column: dict[int, set[CellRef]] = {}
    for identity in broken:
        for _, cell in identity.terms:
            by_column.setdefault(cell.column, set()).add(cell)
    for cells in by_column.values():
        yield from combinations(sorted(cells), 2)


def _corrections(
    one: CellRef,
    other: CellRef,
    by_cell: Mapping[CellRef, Sequence[Identity]],
    values: Mapping[CellRef, Decimal],
) -> bool:
    """Whether every identity of two cells holds once they have changed places, and some did not."""
    touched = {id(i): i for cell in (one, other) for i in by_cell[cell]}.values()
    tolerance = max(
        (identity.tolerance for identity in touched if identity.kind == "rad"), default=Decimal(0)
    )
    if abs(values[one] - values[other]) <= _LEAST_SWAP * tolerance:
        return False
    swapped = {**values, one: values[other], other: values[one]}
    return all(identity.holds(swapped) for identity in touched)


def put_back(found: Iterable[Swap], values: Mapping[CellRef, Decimal]) -> Mapping[CellRef, Decimal]:
    """Return the figures with each pair the other way round."""
    back = dict(values)
    for swap in found:
        back[swap.one], back[swap.other] = values[swap.other], values[swap.one]
    return back
