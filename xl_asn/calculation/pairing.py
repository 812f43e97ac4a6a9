"""The rows of one time paired with those of another: the one pairing that all who compare use.

First by the whole key, then by another name that a register gives, then by the row's own name where
its area is another, then by the figures of a row that has been renamed, and last by likeness. Each
way takes only what no way before it has taken, and only where it is told which is which. What is
left over is returned, since a row that is compared with nothing must be said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from xl_asn.calculation.names import MOST_COMPARED, closest
from xl_asn.model.grid import folded_name
from xl_asn.model.identity import Identified, RowKey

Names: TypeAlias = Callable[[RowKey], Collection[str]]
"""Names that a register gives for a row."""


class KnowsRows(Protocol):
    """What a register of rows tells of them."""

    def aliases(self, key: RowKey) -> Collection[str]:
        """Return a row's other names, that of the one row that it alone replaced among them."""

    def parts(self, key: RowKey) -> Collection[str]:
        """Return the names of the rows that a row was split off from, or that it joins."""


class Pairing(NamedTuple):
    """``pairs`` are places in the two lists; ``before`` and ``now`` are the places left over.

    ``guessed`` are the places of now that only likeness has paired, or a name in another area: no
    ground for an error.
    """

    pairs: tuple[tuple[int, int], ...]
    before: tuple[int, ...]
    now: tuple[int, ...]
    guessed: frozenset[int] = frozenset()


def pair_rows(
    before: Sequence[Identified], now: Sequence[Identified], aliases: Names = lambda _key: ()
) -> Pairing:
    """Pair the rows of two times, each at most once."""
    work = _Work(before, now)
    work.by(lambda row: row.whole, in_order=True)
    if work.is_done:
        return work.result()
    work.by_alias(aliases)
    work.by(lambda row: (row.name, row.kind))
    # What an older version remembers is told by its name alone, and by its order among equals.
    work.by(lambda row: row.name, in_order=not any(row.key.names for row in before))
    work.by(lambda row: (row.key.sheet, row.inputs) if row.inputs else None)
    work.by_likeness()
    return work.result()


class _Work:
    """What has been paired so far, and what is left."""

    def __init__(self, before: Sequence[Identified], now: Sequence[Identified]) -> None:
        self._before, self._now = before, now
        self._left = dict.fromkeys(range(len(before)))
        self._free = dict.fromkeys(range(len(now)))
        self._pairs: list[tuple[int, int]] = []
        self._guessed: set[int] = set()

    @property
    def is_done(self) -> bool:
        return not self._left or not self._free

    def result(self) -> Pairing:
        pairs = tuple(sorted(self._pairs))
        return Pairing(pairs, tuple(self._left), tuple(self._free), frozenset(self._guessed))

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        for then, here in pairs:
            if then in self._left and here in self._free:
                self._pairs.append((then, here))
                del self._left[then], self._free[here]
                if _are_apart(self._before[then], self._now[here]):
                    self._guessed.add(here)

    def by(self, mark: Callable[[Identified], Hashable], *, in_order: bool = False) -> None:
        """Pair rows of one mark: where both times have one, or else as their figures tell."""
        then, here = (
            self._grouped(self._before, self._left, mark),
            self._grouped(self._now, self._free, mark),
        )
        for found, olds in then.items():
            news = here.get(found, [])
            if len(olds) == len(news) == 1:
                self.take([(olds[0], news[0])])
            elif in_order and news:
                self._of_one_key(olds, news)

    @staticmethod
    def _grouped(
        rows: Sequence[Identified], places: Iterable[int], mark: Callable[[Identified], Hashable]
    ) -> dict[Hashable, list[int]]:
        groups: dict[Hashable, list[int]] = {}
        for place in places:
            found = mark(rows[place])
            if found is not None:
                groups.setdefault(found, []).append(place)
        return groups

    def _of_one_key(self, olds: list[int], news: list[int]) -> None:
        """Pair rows that share a key by their figures, and what is left by order if it is even."""
        by_inputs = self._grouped(self._now, news, lambda row: row.inputs or None)
        for old in olds:
            alike = by_inputs.get(self._before[old].inputs, [])
            if len(alike) == 1:
                self.take([(old, alike.pop())])
        rest = [old for old in olds if old in self._left]
        free = [new for new in news if new in self._free]
        if len(rest) == len(free):
            self.take(zip(rest, free, strict=True))

    def by_alias(self, aliases: Names) -> None:
        """Pair a row with the one that a register calls by another name."""
        self.take(list(self._known_as(aliases)))

    def _known_as(self, aliases: Names) -> Iterator[tuple[int, int]]:
        names = self._grouped(self._before, self._left, lambda row: row.name)
        for here in self._free:
            row = self._now[here]
            sheet = folded_name(row.key.sheet)
            found = {
                old
                for alias in aliases(row.key)
                for old in names.get((sheet, folded_name(alias)), ())
            }
            if len(found) == 1:
                yield found.pop(), here

    def by_likeness(self) -> None:
        """Pair rows whose names are nearest to each other, of one sheet and one kind.

        So much may be new that it would take minutes and say little: then nothing is paired so.
        """
        if len(self._left) * len(self._free) > MOST_COMPARED:
            return
        for old in tuple(self._left):
            row = self._before[old]
            near = self._nearest(row, self._now, self._free)
            if near is not None and self._nearest(self._now[near], self._before, self._left) == old:
                self.take([(old, near)])
                self._guessed.add(near)

    @staticmethod
    def _nearest(
        row: Identified, others: Sequence[Identified], places: Iterable[int]
    ) -> int | None:
        alike = [
            place
            for place in places
            if others[place].name[0] == row.name[0] and _are_of_kind(row, others[place])
        ]
        times = Counter(others[place].label for place in alike)
        known = {others[at].label: at for at in alike if times[others[at].label] == 1}
        name = closest(row.label, known) if row.label and known else None
        return None if name is None else known[name]


def _are_of_kind(one: Identified, other: Identified) -> bool:
    """Whether two rows may be of one kind, as far as both say."""
    return not one.kind or not other.kind or one.kind == other.kind


def _are_apart(one: Identified, other: Identified) -> bool:
    """Whether two rows stand in areas of different names, as far as both say."""
    areas = one.key.area, other.key.area
    return all(areas) and areas[0] != areas[1]
