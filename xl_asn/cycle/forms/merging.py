"""What becomes of one cell: what stood there, what stands there, and what has been answered.

Pure, and the same in whatever order the files come. Nobody's words are written over unless the one
who answers has seen them, and no answer wins by being the latest: what only a person can settle is
a conflict.

===============  ==========  ========  =======================
When handed out  Stands now  Answers   Verdict
===============  ==========  ========  =======================
x                x           y         taken
x                y           y         already there
x                z           y         changed in the workbook
x                anything    y and w   two answers
x                not blank   blank     emptied
x                anything    x         unchanged
===============  ==========  ========  =======================

What was taken from a recipient, and still stands, is what she has seen: she may change her mind.
What was taken from her and then changed in the workbook is changed knowingly, and an answer that
somebody has refused is settled: neither is asked of again until she answers something else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from xl_asn.case.forms.meaning import Meaning
from xl_asn.model.grid import Value, cell_of, folded_name


class Kind(Enum):
    """What becomes of a cell."""

    UNCHANGED = "unchanged"
    THERE = "already there"
    TAKEN = "taken"
    CHANGED = "changed in the workbook"
    TWO = "two answers"
    EMPTIED = "emptied"

    @property
    def is_open(self) -> bool:
        """Whether only a person can settle it."""
        return self in {Kind.CHANGED, Kind.TWO, Kind.EMPTIED}


class Given(NamedTuple):
    """One answer: what stood in the form when it was made, what is said, by whom and where."""

    base: Value
    value: Value
    recipient: str
    file: str


class Before(NamedTuple):
    """What has been done with a value of the cell before: it was taken, or refused.

    ``stood`` tells that it was taken. ``recipient`` and ``file`` are where it came from, both empty
    for a value of the workbook's own that somebody has chosen to keep.
    """

    value: Value
    recipient: str
    file: str
    stood: bool = True


class Verdict(NamedTuple):
    """What becomes of a cell. ``answers`` are those that it rests on, each value's first file."""

    kind: Kind
    answers: tuple[Given, ...] = ()

    @property
    def value(self) -> Value:
        """Return what is answered, where all who answer say the same."""
        return self.answers[0].value if self.answers else None


_UNCHANGED = Verdict(Kind.UNCHANGED)


def merged(
    now: Value, answers: Iterable[Given], before: Sequence[Before], says: Meaning
) -> Verdict:
    """Return what becomes of a cell.

    Args:
        now: what stands in the workbook.
        answers: what the forms say of the cell, in any order; a form may have several copies.
        before: what has been taken into the cell or settled, oldest first.
        says: what a value of the column means.
    """
    return _Cell(now, tuple(answers), tuple(before), says).verdict()


class _Cell(NamedTuple):
    now: Value
    answers: tuple[Given, ...]
    before: tuple[Before, ...]
    says: Meaning

    def verdict(self) -> Verdict:
        refused = frozenset(self._mark(one) for one in self.before if not one.stood)
        answered = sorted(
            (o for o in self.answers if self._is_answer(o) and self._mark(o) not in refused),
            key=_order,
        )
        values = {self.says(one.value) for one in answered}
        told, stands = tuple(self._first_of_each(answered)), self.says(self.now)
        if not values:
            return _UNCHANGED
        if len(values) > 1:
            return Verdict(Kind.TWO, told)
        if stands in values:
            return Verdict(Kind.THERE, told)
        taken = self._taken()
        if all(taken.get(folded_name(one.recipient), ()) == self._mark(one) for one in answered):
            return _UNCHANGED  # it was taken, and has been changed in the workbook since
        if values == {None}:
            return Verdict(Kind.EMPTIED, told)
        is_seen = any(self._has_seen(one) == stands for one in answered)
        return Verdict(Kind.TAKEN if is_seen else Kind.CHANGED, told)

    def _is_answer(self, one: Given) -> bool:
        """Whether a form says something: other than it was made with, or than it once said.

        A copy that nobody has written in says nothing, but a form whose answer was taken does when
        that answer is gone from it.
        """
        if self.says(one.value) != self.says(one.base):
            return True
        last = self._last
        return (
            last is not None
            and last.file == one.file
            and _is_same(last.recipient, one.recipient)
            and self.says(last.value) == self.says(self.now)
            and self.says(last.value) != self.says(one.value)
        )

    @property
    def _last(self) -> Before | None:
        return next((one for one in reversed(self.before) if one.stood), None)

    def _taken(self) -> Mapping[str, tuple[str, Hashable]]:
        """Return what was last taken from each recipient."""
        return {folded_name(one.recipient): self._mark(one) for one in self.before if one.stood}

    def _mark(self, one: Given | Before) -> tuple[str, Hashable]:
        return folded_name(one.recipient), self.says(one.value)

    def _has_seen(self, one: Given) -> Hashable:
        """Return what the one who answers has seen in the cell."""
        last = self._last
        if last is not None and _is_same(last.recipient, one.recipient):
            taken = self.says(last.value)
            if taken == self.says(self.now):
                return taken
        return self.says(one.base)

    def _first_of_each(self, answered: Iterable[Given]) -> Iterator[Given]:
        """Yield the answers, one for each recipient and value."""
        met: set[tuple[str, Hashable]] = set()
        for one in answered:
            mark = self._mark(one)
            if mark not in met:
                met.add(mark)
                yield one


def _order(one: Given) -> tuple[str, ...]:
    return folded_name(one.file), one.file, one.recipient, cell_of(one.value).text


def _is_same(one: str, other: str) -> bool:
    return folded_name(one) == folded_name(other)
