"""Two texts beside each other, word by word: what has been added, and what has been removed.

The work is counted. Two long texts that share little would take minutes word by word; they are
then compared sentence by sentence, and where that is too much as well, one is said to have
replaced the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Final, NamedTuple

from xl_asn.model.comparison import Passage, PassageKind

MOST_STEPS: Final = 20_000_000
"""How many pairs of equal words may be looked at in all the texts of a comparison: seconds."""
_MOST_OF_ONE: Final = 4_000_000
_WORD: Final = re.compile(r"\S+\s*")
_SENTENCE: Final = re.compile(r".+?(?:[.!?:]\s+|\n\s*|$)", re.DOTALL)


class Blackline(NamedTuple):
    """Two texts beside each other; ``is_rough`` where they were too much for word by word."""

    passages: tuple[Passage, ...]
    is_rough: bool = False


class Steps:
    """What is left of the work that may be done for the texts of one comparison."""

    def __init__(self, most: int = MOST_STEPS) -> None:
        """Begin with the whole of it."""
        self.left = most


def same_words(before: str, after: str) -> bool:
    """Whether two texts say the same; blanks between words say nothing."""
    return before == after or before.split() == after.split()


def blackline(before: str, after: str, steps: Steps) -> Blackline:
    """Return a text's passages: those of the text after in order, the removed ones among them.

    What stands in both keeps the blanks of the text after.
    """
    # Each word has a blank after it, so that it can be put before any other.
    before, after = f"{before.strip()} ", f"{after.strip()} "
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = _compared(old, new, steps)
    if found is not None:
        return Blackline(_readable(found))
    sentences = _compared(_SENTENCE.findall(before), _SENTENCE.findall(after), steps)
    passages: list[Passage] = []
    is_rough = False
    for change in _changes(sentences or _replaced(old, new)):
        words = _compared(_WORD.findall(change.removed), _WORD.findall(change.added), steps)
        is_rough = is_rough or words is None
        passages += _replaced([change.removed], [change.added]) if words is None else words
        passages += _passages(PassageKind.SAME, [change.then])
    return Blackline(_readable(passages), is_rough)


class _Change(NamedTuple):
    """What was removed and added in one place, and what follows that stands in both."""

    removed: str
    added: str
    then: str

    @property
    def size(self) -> int:
        """Return how many words have changed."""
        return max(len(self.removed.split()), len(self.added.split()))

    def with_next(self, other: _Change) -> _Change:
        """Return two changes as one: what stands in both between them is told as changed."""
        return _Change(
            self.removed + self.then + other.removed,
            self.added + self.then + other.added,
            other.then,
        )

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield it as passages."""
        yield from _replaced([self.removed], [self.added])
        yield from _passages(PassageKind.SAME, [self.then])


def _changes(passages: Iterable[Passage]) -> Iterator[_Change]:
    said = dict.fromkeys(PassageKind, "")
    for passage in passages:
        if said[PassageKind.SAME] and passage.kind is not PassageKind.SAME:
            yield _change(said)
            said = dict.fromkeys(PassageKind, "")
        said[passage.kind] += passage.text
    yield _change(said)


def _change(said: Mapping[PassageKind, str]) -> _Change:
    return _Change(said[PassageKind.REMOVED], said[PassageKind.ADDED], said[PassageKind.SAME])


def _compared(old: Sequence[str], new: Sequence[str], steps: Steps) -> list[Passage] | None:
    """Return the passages of two lists of words or sentences; None where it is too much work."""
    matcher = _Counted([_key(word) for word in old], [_key(word) for word in new], steps)
    try:
        changes = matcher.get_opcodes()
    except _TooMuchError:
        return None
    return [
        passage
        for what, i1, i2, j1, j2 in changes
        for passage in (
            _passages(PassageKind.SAME, new[j1:j2])
            if what == "equal"
            else _replaced(old[i1:i2], new[j1:j2])
        )
    ]


def _key(word: str) -> str:
    return " ".join(word.split())


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    return [*_passages(PassageKind.REMOVED, old), *_passages(PassageKind.ADDED, new)]


def _passages(kind: PassageKind, words: Sequence[str]) -> list[Passage]:
    text = "".join(words)
    return [Passage(kind, text)] if text else []


def _readable(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages as they are read: no word stands alone between larger changes.

    Two texts about different things share an "och" here and there. What stands in both and is no
    longer than what has changed on each side of it is told as changed too.
    """
    told: list[_Change] = []
    for following in _changes(passages):
        change = following
        while told and _is_lost(told[-1], change):
            change = told.pop().with_next(change)
        told.append(change)
    return _ended([part for change in told for part in change.passages])


def _is_lost(before: _Change, after: _Change) -> bool:
    """Whether what stands between two changes is no longer than either of them."""
    return bool(before.size) and len(before.then.split()) <= min(before.size, after.size)


def _ended(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages without the blank after the last."""
    *others, last = passages or [Passage(PassageKind.SAME, "")]
    ended = last._replace(text=last.text.rstrip())
    return (*others, ended) if ended.text else (*others,)


class _TooMuchError(Exception):
    """The texts would take too long."""


class _Counted(SequenceMatcher[str]):
    """A matcher that stops before it has looked at too many pairs of equal words.

    Words that recur are not left out of it (``autojunk``): "och" is in every sentence.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], steps: Steps) -> None:
        self._steps, self._mine = steps, _MOST_OF_ONE
        super().__init__(None, old, new, autojunk=False)
        times = Counter(new)
        self._looks = [0, *accumulate(1 + times[word] for word in old)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        looks = self._looks[-1 if ahi is None else ahi] - self._looks[alo]
        if looks > min(self._mine, self._steps.left):
            raise _TooMuchError
        self._mine -= looks
        self._steps.left -= looks
        return super().find_longest_match(alo, ahi, blo, bhi)
