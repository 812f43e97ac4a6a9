"""The identities of a table as a network: what holds, and what follows when one figure changes.

A sum of thousands of rows takes part in as many questions, so nothing here adds a sum up again to
learn what one change does to it: each identity's gap is kept, and a change moves it by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from heapq import heappop, heappush
from typing import Final

from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.model.grid import CellRef

#: An identity with so many terms is not added up again for each change.
MANY_CELLS: Final = 12
#: Decimals have so many digits before they are rounded.
_PRECISION: Final = 28
#: A slip makes a figure a thousandth or ten times as large.
_DIGITS_OF_SLIP: Final = 4


@dataclass(frozen=True, slots=True)
class Move:
    """What one changed figure leads to.

    ``values`` are the figures that differ afterwards, the changed one first; ``moved`` are the
    results that agreed with it as it stood, and so change with it. ``gaps`` are the gaps
    afterwards of every identity that has any of these cells, by the identity's number.
    ``asked`` are the questions that decided it: whether an identity would hold when its gap has
    moved so many times the change.
    """

    values: Mapping[CellRef, Decimal]
    moved: tuple[CellRef, ...]
    gaps: Mapping[int, Decimal]
    asked: frozenset[tuple[int, int]] = frozenset()


class Network:
    """Identities by number, in the order given, and the figures that they are about."""

    def __init__(self, identities: Iterable[Identity], values: Mapping[CellRef, Decimal]) -> None:
        """Take the identities and a copy of the figures; every cell of an identity has one."""
        self.values = dict(values)
        self._identities = dict(enumerate(identities))
        self._gaps = {n: identity.gap(values) for n, identity in self._identities.items()}
        self._broken = {n for n in self._identities if not self.holds(n, self._gaps[n])}
        self._in_order = sorted(self._broken)
        self._large = {n for n, i in self._identities.items() if len(i.terms) >= MANY_CELLS}
        #: How many cells of an identity have each exponent, for those that have been changed.
        self._exponents: dict[int, Counter[int]] = {}

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
    def broken(self) -> Sequence[int]:
        """Return the identities that do not hold, in order."""
        return sorted(self._broken)

    @property
    def first_broken(self) -> int:
        """Return the first identity that does not hold; there must be one."""
        while self._in_order[0] not in self._broken:
            heappop(self._in_order)
        return self._in_order[0]

    @property
    def any_broken(self) -> bool:
        """Whether there is an identity that does not hold."""
        return bool(self._broken)

    def is_broken(self, number: int) -> bool:
        """Whether an identity does not hold as the figures are."""
        return number in self._broken

    def has_many(self, number: int) -> bool:
        """Whether an identity has so many cells that they are not gone through for each change."""
        return number in self._large

    def holds(self, number: int, gap: Decimal) -> bool:
        """Whether an identity would hold with a gap: it is no more than rounding."""
        return abs(gap) <= self._identities[number].tolerance

    def gap(self, number: int) -> Decimal:
        """Return what must be added to an identity's result as the figures are."""
        return self._gaps[number]

    @cached_property
    def is_exact(self) -> bool:
        """Whether no sum of these figures needs more digits than a decimal keeps.

        Then what has been added to a sum and what is added up anew are the same.
        """
        filled = [value for value in self.values.values() if value]
        highest = max((value.adjusted() for value in filled), default=0)
        lowest = min((exponent_of(value) for value in filled), default=0)
        digits = highest + 1 - min(lowest, 0) + len(str(len(filled)))
        return digits + _DIGITS_OF_SLIP <= _PRECISION

    def move(self, cell: CellRef, change: Decimal) -> Move:
        """Return what a change of one figure leads to, without making it."""
        values = {cell: self.values[cell] + change}
        gaps: dict[int, Decimal] = {}
        times: dict[int, int] = {}
        self._shift(gaps, times, cell, change, 1)
        places, asked = [cell], set()
        for place in places:  # grows while it is gone through
            for number, _ in self._by_cell.get(place, ()):
                result = self._identities[number].result
                if result in values or number in self._broken:
                    continue
                asked.add((number, times[number]))
                if self.holds(number, gaps[number]):
                    continue
                by = gaps[number] - self._gaps[number]
                values[result] = self.values[result] + by
                self._shift(gaps, times, result, by, times[number])
                places.append(result)
        asked.update(times.items())
        return Move(values, tuple(places[1:]), gaps, frozenset(asked))

    def consequences(self, cell: CellRef, change: Decimal) -> tuple[CellRef, ...]:
        """Return the results that agree with a figure as it stands, and so would change with it."""
        return tuple(sorted(self.move(cell, change).moved))

    def apply(self, move: Move) -> None:
        """Change the figures as a move says."""
        counts = {
            number: self._exponents_of(number) for number in move.gaps if self._is_kept(number)
        }
        for cell, value in move.values.items():
            for number, _ in self._by_cell.get(cell, ()):
                if number in counts:
                    counts[number][exponent_of(self.values[cell])] -= 1
                    counts[number][exponent_of(value)] += 1
        self.values.update(move.values)
        for number, moved in move.gaps.items():
            if number in counts:
                gap = _as_added_up(moved, counts[number])
            else:
                gap = self._identities[number].gap(self.values)
            self._gaps[number] = gap
            if self.holds(number, gap):
                self._broken.discard(number)
            elif number not in self._broken:
                self._broken.add(number)
                heappush(self._in_order, number)

    def forget(self, number: int) -> None:
        """Leave an identity out from now on."""
        for cell in self._identities[number].cells:
            self._by_cell[cell] = [pair for pair in self._by_cell[cell] if pair[0] != number]
        self._broken.discard(number)

    def _shift(
        self,
        gaps: dict[int, Decimal],
        times: dict[int, int],
        cell: CellRef,
        by: Decimal,
        by_times: int,
    ) -> None:
        for number, sign in self._by_cell.get(cell, ()):
            gaps[number] = gaps.get(number, self._gaps[number]) + sign * by
            times[number] = times.get(number, 0) + sign * by_times

    def _is_kept(self, number: int) -> bool:
        return self.has_many(number) and self.is_exact

    def _exponents_of(self, number: int) -> Counter[int]:
        found = self._exponents.get(number)
        if found is None:
            cells = self._identities[number].cells
            found = self._exponents[number] = Counter(exponent_of(self.values[c]) for c in cells)
        return found


def exponent_of(value: Decimal) -> int:
    """Return the exponent that a figure is written with; amounts are always finite."""
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _as_added_up(gap: Decimal, exponents: Mapping[int, int]) -> Decimal:
    """Return a gap written with as many decimals as adding its cells up would give it."""
    lowest = min((e for e, count in exponents.items() if count > 0), default=0)
    lowest = min(lowest, 0)
    return gap if exponent_of(gap) == lowest else gap.quantize(Decimal(1).scaleb(lowest))
