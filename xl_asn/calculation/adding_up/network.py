"""The identities of a table as a network: what holds, and what follows when one figure changes.

A sum of thousands of rows takes part in as many questions, so nothing here adds a sum up again to
learn what one change does to it: each identity's gap is kept, and a change moves it by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.model.grid import CellRef


class Move(NamedTuple):
    """What one changed figure leads to.

    ``values`` are the figures that differ afterwards, the changed one first; ``moved`` are the
    results that agreed with it as it stood, and so change with it. ``gaps`` are the gaps
    afterwards of every identity that has any of these cells, by the identity's number.
    """

    values: Mapping[CellRef, Decimal]
    moved: tuple[CellRef, ...]
    gaps: Mapping[int, Decimal]


class Network:
    """Identities by number, in the order given, and the figures that they are about."""

    def __init__(self, identities: Iterable[Identity], values: Mapping[CellRef, Decimal]) -> None:
        """Take the identities and a copy of the figures; every cell of an identity has one."""
        self.values = dict(values)
        self._identities = dict(enumerate(identities))
        self._gaps = {n: identity.gap(values) for n, identity in self._identities.items()}
        self._broken = {n for n in self._identities if not self.holds(n, self._gaps[n])}

    @cached_property
    def _by_cell(self) -> dict[CellRef, list[tuple[int, int]]]:
        """Return the identities of each cell, each with what a unit more adds to its gap."""
        by_cell: dict[CellRef, list[tuple[int, int]]] = {}
        for number, identity in self._identities.items():
            by_cell.setdefault(identity.result, []).append((number, -1))
            for sign, cell in identity.terms:
                by_cell.setdefault(cell, []).append((number, sign))
        return by_cell

    def __getitem__(self, number: int) -> Identity:
        return self._identities[number]

    @property
    def identities(self) -> Iterable[tuple[int, Identity]]:
        """Return every identity with its number, in order."""
        return self._identities.items()

    @property
    def broken(self) -> Sequence[int]:
        """Return the identities that do not hold, in order."""
        return sorted(self._broken)

    def is_broken(self, number: int) -> bool:
        """Whether an identity does not hold as the figures are."""
        return number in self._broken

    def holds(self, number: int, gap: Decimal) -> bool:
        """Whether an identity would hold with a gap: it is no more than rounding."""
        return abs(gap) <= self._identities[number].tolerance

    def gap(self, number: int) -> Decimal:
        """Return what must be added to an identity's result as the figures are."""
        return self._gaps[number]

    def move(self, cell: CellRef, change: Decimal) -> Move:
        """Return what a change of one figure leads to, without making it."""
        values = {cell: self.values[cell] + change}
        gaps: dict[int, Decimal] = {}
        self._shift(gaps, cell, change)
        places = [cell]
        for place in places:  # grows while it is gone through
            for number, _ in self._by_cell.get(place, ()):
                result = self._identities[number].result
                if result in values or number in self._broken or self.holds(number, gaps[number]):
                    continue
                by = gaps[number] - self._gaps[number]
                values[result] = self.values[result] + by
                self._shift(gaps, result, by)
                places.append(result)
        return Move(values, tuple(places[1:]), gaps)

    def consequences(self, cell: CellRef, change: Decimal) -> tuple[CellRef, ...]:
        """Return the results that agree with a figure as it stands, and so would change with it."""
        return tuple(sorted(self.move(cell, change).moved))

    def apply(self, move: Move) -> None:
        """Change the figures as a move says."""
        self.values.update(move.values)
        for number in move.gaps:
            self._gaps[number] = gap = self._identities[number].gap(self.values)
            if self.holds(number, gap):
                self._broken.discard(number)
            else:
                self._broken.add(number)

    def forget(self, number: int) -> None:
        """Leave an identity out from now on."""
        for cell in self._identities[number].cells:
            self._by_cell[cell] = [pair for pair in self._by_cell[cell] if pair[0] != number]
        self._broken.discard(number)

    def _shift(self, gaps: dict[int, Decimal], cell: CellRef, by: Decimal) -> None:
        for number, sign in self._by_cell.get(cell, ()):
            gaps[number] = gaps.get(number, self._gaps[number]) + sign * by
