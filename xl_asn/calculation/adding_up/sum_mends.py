"""The corrections of a sum of many rows: weighed once, and again only where something has come to matter.

The gap of a sum changes with every row that is corrected, and each of its rows could be the one that
is wrong. To weigh them all again each time takes time by the square. But what a correction does is
decided by a few questions, whether some identity holds when its gap has moved by the sum's gap;
so for each row it is known how far the sum's gap may go before any answer becomes another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from xl_asn.calculation.adding_up.corrections import (
    Choice,
    Correction,
    Rank,
    Witnesses,
    demerit_of,
    erases,
    weigh,
)
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.sum_slips import SumSlips
from xl_asn.model.grid import CellRef

_NOTHING = Decimal(0)
_ALL = Decimal("-Infinity"), Decimal("Infinity")


class SumMends:
    """What each figure of one broken sum would correction, by the figure's place in the sum."""

    def __init__(self, network: Network, number: int, witnesses: Witnesses) -> None:
        """Weigh nothing yet; the figures of the network must be exact."""
        self._network, self._number, self._witnesses = network, number, witnesses
        source = network[number]
        #: Each figure, with how much it changes for each unit of the gap.
        self._cells = [(cell, -sign) for sign, cell in source.terms] + [(source.result, 1)]
        self._places = {cell: place for place, (cell, _) in enumerate(self._cells)}
        self._slips = SumSlips(source, self._cells, network.values)
        self._gap = network.gap(number)
        self._ranks: list[Rank | None] = [None] * len(self._cells)
        self._by_rank: dict[Rank, set[int]] = {}
        #: Between which gaps of the sum nothing becomes another, for each figure and for all.
        self._bounds = [_ALL] * len(self._cells)
        self._bound = _ALL
        #: The figures that asked about a small identity.
        self._own: dict[int, set[int]] = {}
        #: What was asked about a large one, as (number, times the gap): the answer, and by whom.
        self._shared: dict[tuple[int, int], tuple[tuple[bool, bool], set[int]]] = {}
        self._stale = set(range(len(self._cells)))
        #: The identities that have been asked about, and those that nobody has been told of.
        self._asked: set[int] = set()
        self._anew: set[int] = {number}

    def changed(self, numbers: Iterable[int], cells: Iterable[CellRef]) -> None:
        """Take note of identities and figures that have changed."""
        for number in numbers:
            self._stale |= self._own.pop(number, set())
        for cell in cells:
            place = self._places.get(cell)
            if place is not None:
                self._slips.renew(place, self._network.values[cell])
                self._stale.add(place)

    def asked_anew(self) -> Collection[int]:
        """Return the identities that have been asked about since this was asked last."""
        anew = self._anew - self._asked
        self._asked |= anew
        self._anew = set()
        return anew

    def best(self) -> Choice:
        """Return the best correction as the figures are."""
        self._refresh()
        source, gap = self._network[self._number], self._gap
        slipped, meant = self._slips.likeliest(gap)
        choices: list[tuple[Rank, Decimal, int, Decimal | None]] = []
        rank = max((r for r, places in self._by_rank.items() if places - {slipped}), default=None)
        if rank is not None:
            place = min(self._by_rank[rank] - {slipped})
            choices.append((rank, self._cells[place][1] * gap, place, None))
        if slipped is not None:
            correction = self._slipped(slipped, meant)
            choices.append((correction.rank, correction.change, slipped, meant))
        best = min(choices, key=lambda one: (demerit_of(one[0], source, one[1]), one[2]))
        rank, change, place, said = best
        alike = self._by_rank.get(rank, set()) - {place, slipped}
        rivals = bool(alike) or any(one[0] == rank and one[2] != place for one in choices)
        demerit = demerit_of(rank, source, change)
        return Choice(self._cells[place][0], change, said, rank, demerit, not rivals)

    def _slipped(self, place: int, meant: Decimal) -> Correction:
        cell, times = self._cells[place]
        is_result = cell == self._network[self._number].result
        change = times * self._gap if is_result else meant - self._network.values[cell]
        correction = weigh(self._network, self._number, cell, change, self._witnesses, meant)
        self._anew.update(number for number, _ in correction.move.asked)
        return correction

    def _refresh(self) -> None:
        """Weigh again what may have become another."""
        gap = self._gap = self._network.gap(self._number)
        for key, (answer, places) in list(self._shared.items()):
            if self._answer(*key) != answer:
                self._stale |= places
                del self._shared[key]
        if not self._bound[0] < gap < self._bound[1]:
            self._stale.update(
                place for place, (low, high) in enumerate(self._bounds) if not low < gap < high
            )
            self._weigh_all(self._stale)
            self._bound = (
                max(low for low, _ in self._bounds),
                min(high for _, high in self._bounds),
            )
        else:
            self._weigh_all(self._stale)
        self._stale = set()

    def _weigh_all(self, places: Collection[int]) -> None:
        for place in places:
            known = self._ranks[place]
            if known is not None:
                self._by_rank[known].discard(place)
            rank, bounds = self._weighed(place)
            self._ranks[place], self._bounds[place] = rank, bounds
            self._bound = max(self._bound[0], bounds[0]), min(self._bound[1], bounds[1])
            if rank is not None:
                self._by_rank.setdefault(rank, set()).add(place)

    def _weighed(self, place: int) -> tuple[Rank | None, tuple[Decimal, Decimal]]:
        """Return the rank of a correction, None where it would erase a row, and its bounds."""
        network, gap = self._network, self._gap
        source, (cell, times) = network[self._number], self._cells[place]
        found, change = network.values[cell], times * gap
        bounds = _ALL
        if source.kind == "summa" and cell != source.result and abs(found) > source.tolerance:
            bounds = _within(bounds, gap, found, times, source.tolerance)
            if erases(source, cell, found, change):
                return None, bounds
        correction = weigh(network, self._number, cell, change, self._witnesses)
        for said in self._witnesses.get(cell, ()):
            bounds = _within(bounds, gap, found - said, times, _NOTHING)
        for number, moved in correction.move.asked:
            by = moved * times
            if number == self._number:
                bounds = _within(bounds, gap, _NOTHING, 1 + by, source.tolerance)
            elif network.has_many(number):
                known = self._shared.setdefault((number, by), (self._answer(number, by), set()))
                known[1].add(place)
            else:
                bounds = _within(bounds, gap, network.gap(number), by, network[number].tolerance)
                self._own.setdefault(number, set()).add(place)
            self._anew.add(number)
        return correction.rank, bounds

    def _answer(self, number: int, times: int) -> tuple[bool, bool]:
        network = self._network
        moved = network.gap(number) + times * self._gap
        return network.is_broken(number), network.holds(number, moved)


def _within(
    bounds: tuple[Decimal, Decimal], gap: Decimal, start: Decimal, times: int, tolerance: Decimal
) -> tuple[Decimal, Decimal]:
    """Narrow bounds to the gaps that answer as ``gap`` does: is |start + times × gap| ≤ tolerance?"""
    if not times:
        return bounds
    if abs(times) > 1:
        return gap, gap  # seldom: it is weighed each time
    low, high = -times * start - tolerance, -times * start + tolerance
    if gap > high:
        return max(bounds[0], high), bounds[1]
    if gap < low:
        return bounds[0], min(bounds[1], low)
    return max(bounds[0], low), min(bounds[1], high)
