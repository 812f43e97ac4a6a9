"""Sums whose formula adds up other rows than their own: one short, one too many, one elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.network import Network
from xl_asn.model.grid import CellKind, CellRef, Grid
from xl_asn.model.linear import linear_terms


class WrongRows(NamedTuple):
    """A sum that its formula makes wrong: the amounts that it lacks, and those that it has beside.

    ``total`` is the sum as explained, and ``consequences`` are the figures computed from it.
    """

    total: Explanation
    missing: tuple[CellRef, ...]
    extra: tuple[CellRef, ...]
    consequences: tuple[CellRef, ...]


def wrong_rows(
    grid: Grid,
    explanations: Iterable[Explanation],
    identities: Iterable[Identity],
    values: Mapping[CellRef, Decimal],
) -> Iterator[WrongRows]:
    """Yield the wrong sums of a sheet that are wrong by just the rows that their formula misses."""
    network: Network | None = None
    for one in explanations:
        formula = grid.at(one.cell).formula
        terms = linear_terms(formula) if formula else None
        identity = next(
            (i for i in (one.identity, *one.repaired) if i.result == one.cell and i.kind != "rad"),
            None,
        )
        if identity is None or terms is None:
            continue
        missing, extra = _apart(grid, identity, terms)
        lacks = sum((values[cell] for cell in missing), Decimal(0))
        for cell in extra:
            value = grid.at(cell).value
            lacks -= terms[cell.row, cell.column] * value if isinstance(value, Decimal) else 0
        gap = one.expected - one.found
        if (missing or extra) and abs(gap - lacks) <= identity.tolerance:
            network = network or Network(identities, values)
            yield WrongRows(one, missing, extra, network.consequences(one.cell, gap))


def _apart(
    grid: Grid, identity: Identity, terms: Mapping[tuple[int, int], int]
) -> tuple[tuple[CellRef, ...], tuple[CellRef, ...]]:
    """Return the amounts that a formula lacks of an identity's, and the numbers it adds beside."""
    sheet = identity.result.sheet
    own = {cell for _, cell in identity.terms}
    missing = tuple(cell for cell in sorted(own) if (cell.row, cell.column) not in terms)
    beside = sorted(CellRef(sheet, *place) for place in terms)
    extra = tuple(c for c in beside if c not in own and grid.at(c).kind is CellKind.NUMBER)
    return missing, extra
