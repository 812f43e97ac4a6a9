"""A search for words that is fast because it stops only where a word can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xl_asn.documents.texts import Written


def word_starts(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of what stands before a word that begins with one of ``words``.

    It begins with what is no letter, so that a search need only stop at such. Small letters.
    """
    return re.compile(rf"\W(?:{'|'.join(words)})")


def from_word_starts(
    starts: re.Pattern[str], pattern: re.Pattern[str], written: Written
) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` finds, where every match begins as :func:`word_starts` says.

    A pattern that looks at small and capital letters alike is slow to search with, and fast where
    it is only tried at a few places.
    """
    text = written.text
    if len(written.folded) != len(text):  # letters that fold to two: places are not the text's own
        yield from pattern.finditer(text)
        return
    end = 0
    for start in starts.finditer(f"\n{written.folded}"):
        found = pattern.match(text, start.start()) if start.start() >= end else None
        if found is not None:
            end = found.end()
            yield found
