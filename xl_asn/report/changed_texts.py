"""Texts that have changed → blocks: each with its changes marked, and no more of it than tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.model.comparison import Comparison, Passage, PassageKind, TextChange
from xl_asn.model.listing import listed
from xl_asn.report.blocks import Blackline, Block, Paragraph

MARKS: Final = "Understruket är tillagt och genomstruket är borttaget."
IN_FULL: Final = "Allt står i svaret med --format xlsx."
_MOST_SAME: Final = 40
_KEPT: Final = 15
"""Of a passage of more words than the first that stands in both, so many are shown at each end."""
_MANY: Final = 3
"""A text that has changed alike in so many rows of a column is told once."""
_MOST_NAMED: Final = 6
_MOST_TEXTS: Final = 200
"""More texts than these are no document to read: all of them stand in the workbook."""


def texts(comparison: Comparison) -> Iterator[Block]:
    """Yield each text that has changed, with its changes marked."""
    if comparison.texts:
        yield Paragraph(MARKS)
    alike: dict[tuple[str, str, tuple[Passage, ...]], list[TextChange]] = {}
    for change in comparison.texts:
        alike.setdefault((change.sheet, change.column, change.passages), []).append(change)
    told = [block for changes in alike.values() for block in _told(changes)]
    yield from told[:_MOST_TEXTS]
    if len(told) > _MOST_TEXTS:
        yield Paragraph(f"Ytterligare {len(told) - _MOST_TEXTS} texter har ändrats. {IN_FULL}")


def _told(changes: Sequence[TextChange]) -> Iterator[Blackline]:
    """Yield texts that have changed alike: each by itself, or all of them as one."""
    if len(changes) < _MANY:
        yield from (blackline(change, f"{change.row}, {_named(change)}") for change in changes)
    else:
        told = f"{len(changes)} rader, {_named(changes[0])}"
        yield blackline(changes[0], f"{told} och cellerna {_addresses(changes[1:])}")


def _named(change: TextChange) -> str:
    return f"{change.column.casefold()} ({change.cell})"


def _addresses(changes: Sequence[TextChange]) -> str:
    more = len(changes) - _MOST_NAMED
    told = [change.cell.address for change in changes[:_MOST_NAMED]]
    return listed([*told, f"{more} till"] if more > 0 else told)


def blackline(change: TextChange, caption: str) -> Blackline:
    """Return a text with its changes marked; long passages that stand in both are shortened."""
    last = len(change.passages) - 1
    following = (*change.passages[1:], None)
    passages = tuple(
        part
        for place, (passage, after) in enumerate(zip(change.passages, following, strict=True))
        for part in (
            *_parted(_shortened(passage, first=place == 0, last=place == last)),
            *_apart(passage, after),
        )
    )
    return Blackline(caption, passages)


def _apart(passage: Passage, after: Passage | None) -> Iterator[Passage]:
    """Yield the line break between a long passage and what has replaced it."""
    is_replaced = after is not None and after.kind is PassageKind.ADDED
    if is_replaced and passage.kind is PassageKind.REMOVED and passage.text.count(" ") > _KEPT:
        yield Passage(PassageKind.SAME, "\n")


def _parted(passage: Passage) -> Iterator[Passage]:
    """Yield a marked passage with the blank after it unmarked."""
    text = passage.text.rstrip()
    if passage.kind is PassageKind.SAME or text == passage.text:
        yield passage
    else:
        yield from (
            passage._replace(text=text),
            Passage(PassageKind.SAME, passage.text[len(text) :]),
        )


def _shortened(passage: Passage, *, first: bool, last: bool) -> Passage:
    """Return a passage that stands in both with no more words than tell where the changes are."""
    words = passage.text.split(" ")
    if passage.kind is not PassageKind.SAME or len(words) <= _MOST_SAME:
        return passage
    begins = [] if first else words[:_KEPT]
    ends = [] if last else words[-_KEPT:]
    return passage._replace(text=" ".join([*begins, "[…]", *ends]))
