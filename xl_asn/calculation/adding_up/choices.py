"""The best correction of each broken identity, found anew only where a change can matter to it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from heapq import heappop, heappush
from typing import TypeAlias

from xl_asn.calculation.adding_up.corrections import (
    Choice,
    Demerit,
    LikelySlip,
    Witnesses,
    best_correction,
    slip_of,
)
from xl_asn.calculation.adding_up.network import Move, Network
from xl_asn.calculation.adding_up.sum_mends import SumMends
from xl_asn.model.grid import CellRef

_Asked: TypeAlias = tuple[Decimal, int]
"""How far a gap would have moved, and the identity whose choice asked."""


class Choices:
    """The choices of a network's broken identities, the best at hand."""

    def __init__(self, network: Network, witnesses: Witnesses) -> None:
        """Choose for every broken identity."""
        self._network = network
        self._witnesses = witnesses
        self._chosen: dict[int, tuple[int, Choice]] = {}
        self._best: list[tuple[Demerit, int, int]] = []
        self._made = 0
        #: What was asked about each identity by those with few figures, by how far it would move.
        self._asked: dict[int, list[_Asked]] = {}
        #: What each of them has asked, as (number, how far), and the slip that it found.
        self._asks: dict[int, set[tuple[int, Decimal]]] = {}
        self._slips: dict[int, LikelySlip] = {}
        #: The corrections of each broken sum of many rows, and the sums that asked about an identity.
        self._sums: dict[int, SumMends] = {}
        self._sums_asked: dict[int, set[int]] = {}
        for number in network.broken:
            self._choose(number)

    def best(self) -> tuple[int, Choice]:
        """Return the best of all choices, and its identity; the first of equals."""
        while True:
            _, number, made = self._best[0]
            known = self._chosen.get(number)
            if known is not None and known[0] == made:
                return number, known[1]
            heappop(self._best)

    def apply(self, move: Move) -> None:
        """Make a move, and choose again where it matters."""
        network = self._network
        before = {n: (network.gap(n), network.is_broken(n)) for n in move.gaps}
        network.apply(move)
        stale = set(before)
        for number, (gap, was_broken) in before.items():
            if network.is_exact and network.is_broken(number) is was_broken:
                stale.update(self._turned(number, gap))
            else:
                stale.update(self._all(number))
        self._renew(before, stale, move.values)

    def forget(self, number: int) -> None:
        """Leave an identity out, and choose again where it had a part in the choice."""
        self._network.forget(number)
        self._renew((number,), {number, *self._all(number)}, {})

    def _turned(self, number: int, gap: Decimal) -> Iterator[int]:
        """Yield the identities that would no longer get the answer that they got about another.

        ``gap`` is the gap that it had when they asked.
        """
        asked = self._asked.get(number, [])
        tolerance, now = self._network[number].tolerance, self._network.gap(number)
        for edge in (-tolerance, tolerance):
            low, high = sorted((edge - gap, edge - now))
            for at in range(bisect_left(asked, (low,)), len(asked)):
                moved, asker = asked[at]
                if moved > high:
                    break
                yield asker

    def _all(self, number: int) -> Iterator[int]:
        """Yield the identities that have asked about another."""
        return (asker for _, asker in self._asked.get(number, ()))

    def _renew(
        self, changed: Iterable[int], stale: set[int], values: Mapping[CellRef, Decimal]
    ) -> None:
        for number in changed:
            self._slips.pop(number, None)
        sums = {asker for number in changed for asker in self._sums_asked.get(number, ())}
        for number in sums:
            self._sums[number].changed(changed, values)
        for number in stale | sums:
            self._chosen.pop(number, None)
            if self._network.is_broken(number):
                self._choose(number)

    def _choose(self, number: int) -> None:
        self._made += 1
        choice = self._of_sum(number) if self._is_sum(number) else self._of_few(number)
        self._chosen[number] = self._made, choice
        heappush(self._best, (choice.demerit, number, self._made))

    def _is_sum(self, number: int) -> bool:
        """Whether the corrections of an identity are worth to be kept."""
        network = self._network
        return number in self._sums or (
            network.has_many(number) and network.is_exact and network[number].is_one_of_each
        )

    def _of_sum(self, number: int) -> Choice:
        corrections = self._sums.get(number)
        if corrections is None:
            corrections = self._sums[number] = SumMends(self._network, number, self._witnesses)
        choice = corrections.best()
        for asked in corrections.asked_anew():
            self._sums_asked.setdefault(asked, set()).add(number)
        return choice

    def _of_few(self, number: int) -> Choice:
        slip = self._slips.get(number)
        if slip is None:
            slip = self._slips[number] = slip_of(self._network, number)
        choice, asked = best_correction(self._network, number, slip, self._witnesses)
        before = self._asks.get(number, set())
        for about, moved in before - asked:
            there = self._asked[about]
            del there[bisect_left(there, (moved, number))]
        for about, moved in asked - before:
            insort(self._asked.setdefault(about, []), (moved, number))
        self._asks[number] = asked
        return choice
