"""The smallest explanation: one wrong cell with its consequences, not seven wrong cells.

A wrong figure breaks the identities that it takes part in. A sum that was computed *from* the
wrong figure agrees with it and is a consequence: it moves along when the figure is mended. So each
suspect cell is mended in thought, what follows from it is moved along, and the broken identities
that are left are counted. The mend that repairs most with fewest cells is the explanation.

Where one identity alone is broken it cannot tell its own cells apart. Then other evidence does:
what a sister sheet prints for the same figure, and whether the mend looks like a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from xl_asn.calculation.identities import Identity
from xl_asn.calculation.slips import Slip, plain_slips, slip_between, transpositions
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of

#: A slip is believed where the figure meant is this many times larger than rounding could make it.
_LEAST_SLIP = 4
#: And it explains nearly the whole gap: at most this share of it is left for rounding.
_MOST_REST = Decimal("0.05")
#: And the change that a transposition makes is this many times the room for rounding.
_LEAST_SWAP = 2

Witnesses: TypeAlias = Mapping[CellRef, tuple[Decimal, ...]]
"""What other places print for a figure."""
_NO_WITNESSES: Final[Witnesses] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Explanation:
    """One cell that is wrong: what it shows, what it should show, and what follows from it.

    ``identity`` is the identity that gave the expected value; ``repaired`` are all identities
    that agree once the cell is mended. ``expected`` is the figure that the found one should be.
    """

    cell: CellRef
    found: Decimal
    expected: Decimal
    identity: Identity
    repaired: tuple[Identity, ...]
    consequences: tuple[CellRef, ...]
    alone: bool = True
    """Whether the cell itself is suspect; False where it only is the result of an identity that no
    single cell explains better than another."""

    @property
    def slip(self) -> Slip | None:
        """Return how the figure was probably mistyped; None where it is no suspect itself."""
        return slip_between(self.found, self.expected) if self.alone else None


@dataclass(frozen=True, slots=True)
class _Mend:
    cell: CellRef
    change: Decimal
    source: Identity
    values: Mapping[CellRef, Decimal]
    moved: tuple[CellRef, ...]
    repaired: tuple[Identity, ...]
    broken: int
    agreeing: int = 0
    slip: bool = False

    @property
    def rank(self) -> tuple[int, int, int, bool, bool, int, bool]:
        """Return what makes one mend better than another, the first difference deciding.

        Most repairs for each cell that must be wrong, then most repairs, then most agreement with
        what other sheets print, then a plain slip of the pen (a lost sign, a zero too many), then a
        figure that should have been computed (a person copies operands but types deviations), then
        fewest cells moved, then one whose expected value comes from its own operands exactly.
        """
        is_result = self.source.result == self.cell
        net = len(self.repaired) - self.broken
        return (
            net - len(self.moved),
            net,
            self.agreeing,
            self.slip,
            is_result and self.source.kind == "rad",
            -len(self.moved),
            is_result,
        )

    @property
    def merit(self) -> tuple[tuple[int, int, int, bool, bool, int, bool], Decimal, Decimal]:
        """Return the rank, and among equals what rounding blurs least and changes least."""
        return (self.rank, -self.source.room, -abs(self.change))


def explain(
    identities: Sequence[Identity],
    values: Mapping[CellRef, Decimal],
    witnesses: Witnesses = _NO_WITNESSES,
) -> tuple[Explanation, ...]:
    """Return the fewest wrong cells that explain every broken identity, in sheet order."""
    current = dict(values)
    found: list[Explanation] = []
    while broken := [identity for identity in identities if not identity.holds(current)]:
        mends = tuple(_mends(identities, broken, current, witnesses))
        best = max(mends, key=lambda mend: mend.merit)
        alone = len(best.repaired) > best.broken and not _has_rivals(best, mends)
        if not alone:
            source = best.source if len(best.repaired) > best.broken else broken[0]
            best = _plain_mend(source, current)
        found.append(
            Explanation(
                best.cell,
                values[best.cell],
                current[best.cell] + best.change,
                best.source,
                best.repaired,
                best.moved,
                alone,
            )
        )
        if alone:
            current = dict(best.values)
        else:
            explained = set(best.repaired)
            identities = [identity for identity in identities if identity not in explained]
    return tuple(sorted(found, key=lambda explanation: explanation.cell))


def consequences(
    cell: CellRef,
    change: Decimal,
    identities: Sequence[Identity],
    values: Mapping[CellRef, Decimal],
) -> tuple[CellRef, ...]:
    """Return the results that agree with a figure as it stands, and so would change with it."""
    _, moved = _moved_along(cell, change, _by_cell(identities), values)
    return tuple(sorted(moved))


def _mends(
    identities: Sequence[Identity],
    broken: Sequence[Identity],
    values: Mapping[CellRef, Decimal],
    witnesses: Witnesses,
) -> Iterator[_Mend]:
    by_cell = _by_cell(identities)
    for source in broken:
        gap = source.gap(values)
        changes = {cell: -sign * gap for sign, cell in source.terms} | {source.result: gap}
        slipped, meant = _likeliest_slip(source, changes, values)
        if slipped is not None and slipped != source.result:
            changes[slipped] = meant - values[slipped]
        for cell, change in changes.items():
            if cell != slipped and _erases(source, cell, values[cell], change):
                continue
            mend = _mend(cell, change, source, by_cell, values)
            agreeing = _agreement(mend, values, witnesses)
            slip = cell == slipped and not (mend.moved and _is_swap(values[cell], meant))
            yield replace(mend, agreeing=agreeing, slip=slip)


def _erases(source: Identity, cell: CellRef, found: Decimal, change: Decimal) -> bool:
    """Whether a mend makes nothing of a row: then the sum lacks the row, and the row is right."""
    return (
        source.kind == "summa"
        and cell != source.result
        and abs(found + change) <= source.room < abs(found)
    )


def _has_rivals(best: _Mend, mends: Sequence[_Mend]) -> bool:
    """Whether another term of the same identity would explain it just as well.

    Then no term is more suspect than another, and the identity is told by its result.
    """
    return any(
        mend.source is best.source and mend.cell != best.cell and mend.rank == best.rank
        for mend in mends
    )


def _likeliest_slip(
    source: Identity, changes: Mapping[CellRef, Decimal], values: Mapping[CellRef, Decimal]
) -> tuple[CellRef | None, Decimal]:
    """Return the only cell of an identity that a slip of the pen explains, and the figure meant.

    A lost sign or a misplaced zero is told by its size; two that are are a coincidence. Two digits
    the other way round are a smaller change, so the one that restores the sum best is believed. A
    lone figure among nothing but zeros is a slip of its own.
    """
    filled = [cell for cell in changes if values[cell]]
    if len(filled) == 1 and not values[filled[0]] + changes[filled[0]]:
        return filled[0], Decimal(0)
    likely = source.likely_room
    plain: dict[CellRef, Decimal] = {}
    swaps: list[tuple[Decimal, CellRef, Decimal]] = []
    for cell, change in changes.items():
        found, expected = values[cell], values[cell] + change
        for meant in plain_slips(found):
            if (
                abs(meant - expected) <= min(source.room, abs(change) * _MOST_REST)
                and abs(meant) > _LEAST_SLIP * source.room
                and decimals_of(meant) <= decimals_of(expected)
            ):
                plain.setdefault(cell, meant)
        swaps += [
            (abs(meant - expected), cell, meant)
            for meant in transpositions(found)
            if abs(meant - expected) <= likely and abs(meant - found) > _LEAST_SWAP * source.room
        ]
    if plain:
        return next(iter(plain.items())) if len(plain) == 1 else (None, Decimal(0))
    nearest = min((apart for apart, _, _ in swaps), default=None)
    best = [(cell, meant) for apart, cell, meant in swaps if apart == nearest]
    return best[0] if len(best) == 1 else (None, Decimal(0))


def _is_swap(found: Decimal, meant: Decimal) -> bool:
    return slip_between(found, meant) is Slip.TRANSPOSED


def _agreement(mend: _Mend, values: Mapping[CellRef, Decimal], witnesses: Witnesses) -> int:
    """Count the places that agree with a mend, less those that agree with the figure as found.

    What moves along is not asked about: a sister sheet often carries the same fault.
    """
    cell = mend.cell
    return sum(
        (mend.values[cell] == said) - (values[cell] == said) for said in witnesses.get(cell, ())
    )


def _mend(
    cell: CellRef,
    change: Decimal,
    source: Identity,
    by_cell: Mapping[CellRef, Sequence[Identity]],
    values: Mapping[CellRef, Decimal],
) -> _Mend:
    """Mend one cell, move along the results that agreed with the wrong figure, count the rest."""
    mended, moved = _moved_along(cell, change, by_cell, values)
    touched = {
        id(identity): identity for place in (cell, *moved) for identity in by_cell[place]
    }.values()
    repaired = tuple(i for i in touched if not i.holds(values) and i.holds(mended))
    broken = sum(i.holds(values) and not i.holds(mended) for i in touched)
    return _Mend(cell, change, source, mended, moved, repaired, broken)


def _moved_along(
    cell: CellRef,
    change: Decimal,
    by_cell: Mapping[CellRef, Sequence[Identity]],
    values: Mapping[CellRef, Decimal],
) -> tuple[Mapping[CellRef, Decimal], tuple[CellRef, ...]]:
    """Return the figures after a change of one cell, and the results that follow from it."""
    mended = dict(values)
    mended[cell] += change
    moved: list[CellRef] = []
    queue = [cell]
    while queue:
        for identity in by_cell.get(queue.pop(0), ()):
            result = identity.result
            if result in {cell, *moved} or not identity.holds(values) or identity.holds(mended):
                continue
            mended[result] += identity.expected(mended) - identity.expected(values)
            moved.append(result)
            queue.append(result)
    return mended, tuple(moved)


def _by_cell(identities: Sequence[Identity]) -> dict[CellRef, list[Identity]]:
    by_cell: dict[CellRef, list[Identity]] = {}
    for identity in identities:
        for cell in identity.cells:
            by_cell.setdefault(cell, []).append(identity)
    return by_cell


def _plain_mend(identity: Identity, values: Mapping[CellRef, Decimal]) -> _Mend:
    """Explain an identity by its own result when no mend makes the table any better."""
    return _Mend(identity.result, identity.gap(values), identity, values, (), (identity,), 1)
