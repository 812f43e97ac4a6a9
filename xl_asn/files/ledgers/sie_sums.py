"""The sums of a file of SIE: its balances without objects and with them, and what they differ by.

A balance without objects is the sum of those with, so it is not added to them. Some systems also
give the same amount once a dimension, or once more for a part of its dimensions: only the finest
of these is taken, where the total shows that each is the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from xl_asn.model.ledger import Codes, Posting

_ACTIVITY: Final = Codes._fields.index("activity")
Place = tuple[Codes, int]
_Place = tuple[str, int]


class Held(NamedTuple):
    """An amount, and of how many lines it is the sum."""

    amount: int
    lines: int = 1


class Gap(NamedTuple):
    """What an account has in a month beside its objects."""

    account: str
    month: int
    amount: int


@dataclass
class Sums:
    """Amounts by codes and month, as far as a file has been read."""

    detailed: dict[Place, Held] = field(default_factory=dict)
    totals: dict[_Place, int] = field(default_factory=lambda: defaultdict(int))

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.detailed or self.totals)

    def add(self, codes: Codes, month: int, amount: int) -> None:
        """Add a line with its codes."""
        held = self.detailed.get((codes, month))
        more = Held(amount) if held is None else Held(held.amount + amount, held.lines + 1)
        self.detailed[codes, month] = more

    def add_total(self, account: str, month: int, amount: int) -> None:
        """Add a balance without objects."""
        self.totals[account, month] += amount

    def settled(self) -> tuple[dict[Place, Held], tuple[Gap, ...]]:
        """Return the amounts with nothing twice, and what totals have beside their objects."""
        if not self.totals:
            return dict(self.detailed), ()
        of: dict[_Place, list[Place]] = defaultdict(list)
        for codes, month in self.detailed:
            of[codes.account, month].append((codes, month))
        found = {p: h for p, h in self.detailed.items() if (p[0].account, p[1]) not in self.totals}
        gaps: list[Gap] = []
        for (account, month), total in sorted(self.totals.items()):
            places = of.get((account, month), [])
            taken, beside = self._of_total(places, total)
            found.update((place, self.detailed[place]) for place in taken)
            if beside:
                bare = Codes(account), month
                held = found.get(bare, Held(0, 0))
                found[bare] = Held(held.amount + beside, held.lines + 1)
                gaps.extend([Gap(account, month, beside)] if places else [])
        return found, tuple(gaps)

    def _of_total(self, places: Iterable[Place], total: int) -> tuple[list[Place], int]:
        """Return which places a total is the sum of, and what it has beside them."""
        every = list(places)
        whole = self._sum(every)
        if whole == total:
            return every, 0
        by_kind: dict[tuple[int, ...], list[Place]] = defaultdict(list)
        for place in every:
            by_kind[_kind(place[0])].append(place)
        candidates = [
            [place for kind in kinds for place in by_kind[kind]]
            for one in sorted(by_kind)
            for kinds in ([one], [kind for kind in sorted(by_kind) if kind != one])
            if kinds
        ]
        right = [held for held in candidates if self._sum(held) == total]
        return (max(right, key=_fineness), 0) if right else (every, total - whole)

    def _sum(self, places: Iterable[Place]) -> int:
        return sum(self.detailed[place].amount for place in places)


def _kind(codes: Codes) -> tuple[int, ...]:
    """Return which codes beside the account there are."""
    return tuple(at for at, code in enumerate(codes) if at and code)


def _fineness(places: Iterable[Place]) -> tuple[int, bool]:
    kinds = {_kind(codes) for codes, _ in places}
    return min(map(len, kinds)), all(_ACTIVITY in kind for kind in kinds)


def postings_of(sums: Mapping[Place, Held]) -> Iterator[Posting]:
    """Yield the postings of some sums, in order."""
    for (codes, month), held in sorted(sums.items()):
        yield Posting(codes, month, held.amount, held.lines)
