"""The smallest explanation: one wrong cell with its consequences, not seven wrong cells.

A wrong figure breaks the identities that it takes part in. A sum that was computed *from* the
wrong figure agrees with it and is a consequence: it moves along when the figure is mended. So each
suspect cell is mended in thought, what follows from it is moved along, and the broken identities
that are left are counted. The mend that repairs most with fewest cells is the explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xl_asn.calculation.identities import Identity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of

#: A slip is believed where the figure meant is this many times larger than rounding could make it.
_LEAST_SLIP = 4


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


@dataclass(frozen=True, slots=True)
class _Mend:
    cell: CellRef
    change: Decimal
    source: Identity
    values: Mapping[CellRef, Decimal]
    moved: tuple[CellRef, ...]
    repaired: tuple[Identity, ...]
    broken: int
    slip: bool = False

    @property
    def merit(self) -> tuple[int, bool, bool, bool, int, Decimal, Decimal]:
        """Return what makes one mend better than another, the first difference deciding.

        Most repairs, then a plain slip of the pen (a lost sign, a zero too many), then a figure
        that should have been computed (a person copies operands but types deviations), then one
        whose expected value comes from its own operands exactly, then fewest cells moved, then
        the expected value that rounding blurs least, then the smallest change.
        """
        is_result = self.source.result == self.cell
        return (
            len(self.repaired) - self.broken,
            self.slip,
            is_result and self.source.kind == "rad",
            is_result,
            -len(self.moved),
            -self.source.room,
            -abs(self.change),
        )


def explain(
    identities: Sequence[Identity], values: Mapping[CellRef, Decimal]
) -> tuple[Explanation, ...]:
    """Return the fewest wrong cells that explain every broken identity, in sheet order."""
    current = dict(values)
    found: list[Explanation] = []
    while broken := [identity for identity in identities if not identity.holds(current)]:
        best = max(_mends(identities, broken, current), key=lambda mend: mend.merit)
        if len(best.repaired) <= best.broken:
            best = _plain_mend(broken[0], current)
        found.append(
            Explanation(
                best.cell,
                values[best.cell],
                current[best.cell] + best.change,
                best.source,
                best.repaired,
                best.moved,
            )
        )
        if best.broken and len(best.repaired) <= best.broken:
            explained = set(best.repaired)
            identities = [identity for identity in identities if identity not in explained]
        else:
            current = dict(best.values)
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
    identities: Sequence[Identity], broken: Sequence[Identity], values: Mapping[CellRef, Decimal]
) -> Iterator[_Mend]:
    by_cell = _by_cell(identities)
    for source in broken:
        gap = source.gap(values)
        changes = {cell: -sign * gap for sign, cell in source.terms} | {source.result: gap}
        slips = {
            cell: meant - values[cell]
            for cell, change in changes.items()
            if (meant := _meant(values[cell], change, source.room)) is not None
        }
        if len(slips) == 1:  # two of them would be a coincidence
            changes |= {cell: slip for cell, slip in slips.items() if cell != source.result}
        for cell, change in changes.items():
            slip = [cell] == list(slips)
            yield _mend(cell, change, source, by_cell, values, slip=slip)


def _meant(found: Decimal, change: Decimal, room: Decimal) -> Decimal | None:
    """Return the figure that a person meant, if a sign or a zero explains the change."""
    expected = found + change
    for meant in (-found, found * 10, found / 10):
        if (
            abs(meant - expected) <= room
            and abs(meant) > _LEAST_SLIP * room
            and decimals_of(meant) <= decimals_of(expected)
        ):
            return meant
    return None


def _mend(
    cell: CellRef,
    change: Decimal,
    source: Identity,
    by_cell: Mapping[CellRef, Sequence[Identity]],
    values: Mapping[CellRef, Decimal],
    *,
    slip: bool,
) -> _Mend:
    """Mend one cell, move along the results that agreed with the wrong figure, count the rest."""
    mended, moved = _moved_along(cell, change, by_cell, values)
    touched = {
        id(identity): identity for place in (cell, *moved) for identity in by_cell[place]
    }.values()
    repaired = tuple(i for i in touched if not i.holds(values) and i.holds(mended))
    broken = sum(i.holds(values) and not i.holds(mended) for i in touched)
    return _Mend(cell, change, source, mended, moved, repaired, broken, slip)


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
