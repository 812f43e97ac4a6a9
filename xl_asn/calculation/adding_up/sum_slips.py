"""Which figure of a sum of many rows a slip of the pen explains, found by the size of the gap."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TypeAlias

from xl_asn.calculation.adding_up.corrections import (
    likely_plain_slips,
    likely_swaps,
    tolerance_for_slip,
)
from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of

_Known: TypeAlias = tuple[Decimal, int, int, Decimal]
"""The gap that a slip would explain exactly, the figure's place, the slip's, the figure meant."""
_NOBODY = None, Decimal(0)


class SumSlips:
    """The slips that could have made each figure of a sum, by the gap that they would explain.

    It answers as :func:`xl_asn.calculation.adding_up.corrections.likeliest_slip` does.
    """

    def __init__(
        self,
        source: Identity,
        cells: Sequence[tuple[CellRef, int]],
        values: Mapping[CellRef, Decimal],
    ) -> None:
        """Take the figures, each with how much it changes for each unit of the gap."""
        self._source, self._cells = source, cells
        self._likely = source.likely_tolerance
        self._found = [values[cell] for cell, _ in cells]
        self._filled = {place for place, found in enumerate(self._found) if found}
        places = range(len(cells))
        self._plain = sorted(known for place in places for known in self._plain_of(place))
        self._swaps = sorted(known for place in places for known in self._swaps_of(place))

    def renew(self, place: int, found: Decimal) -> None:
        """Take note of another figure in a place."""
        self._drop(place)
        self._found[place] = found
        if found:
            self._filled.add(place)
        else:
            self._filled.discard(place)
        for known in self._plain_of(place):
            insort(self._plain, known)
        for known in self._swaps_of(place):
            insort(self._swaps, known)

    def likeliest(self, gap: Decimal) -> tuple[int | None, Decimal]:
        """Return the place of the only figure that a slip explains, and the figure meant."""
        if len(self._filled) == 1:
            (lone,) = self._filled
            if not self._found[lone] + self._cells[lone][1] * gap:
                return lone, Decimal(0)
        tolerance = tolerance_for_slip(self._source, gap)
        plain: dict[int, tuple[int, Decimal]] = {}
        for explained, place, order, meant in self._from(self._plain, gap - tolerance):
            if explained > gap + tolerance or len(plain) > 1:
                break
            expected = self._found[place] + self._cells[place][1] * gap
            if decimals_of(meant) <= decimals_of(expected):
                plain[place] = min(plain.get(place, (order, meant)), (order, meant))
        if plain:
            place, (_, meant) = next(iter(plain.items()))
            return (place, meant) if len(plain) == 1 else _NOBODY
        return self._nearest_swap(gap)

    def _nearest_swap(self, gap: Decimal) -> tuple[int | None, Decimal]:
        """Return the only swap that explains the gap best; nobody where two do so."""
        at = bisect_left(self._swaps, (gap,))
        near = self._swaps[max(0, at - 2) : at + 2]
        apart = min((abs(known[0] - gap) for known in near), default=None)
        if apart is None or apart > self._likely:
            return _NOBODY
        best = [known for known in near if abs(known[0] - gap) == apart]
        return (best[0][1], best[0][3]) if len(best) == 1 else _NOBODY

    def _drop(self, place: int) -> None:
        for slips, known in (
            (self._plain, self._plain_of(place)),
            (self._swaps, self._swaps_of(place)),
        ):
            for one in known:
                del slips[bisect_left(slips, one)]

    def _from(self, slips: list[_Known], gap: Decimal) -> Iterator[_Known]:
        return islice(slips, bisect_left(slips, (gap,)), None)

    def _plain_of(self, place: int) -> list[_Known]:
        return self._known(place, likely_plain_slips(self._source, self._found[place]))

    def _swaps_of(self, place: int) -> list[_Known]:
        return self._known(place, likely_swaps(self._source, self._found[place]))

    def _known(self, place: int, meant: Iterable[Decimal]) -> list[_Known]:
        found, times = self._found[place], self._cells[place][1]
        return [(times * (one - found), place, order, one) for order, one in enumerate(meant)]
