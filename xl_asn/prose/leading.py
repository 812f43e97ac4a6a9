"""The name that a comment begins with, where it is the name of another row than its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.grid import folded_name
from xl_asn.prose.marks import DASH, told_plainly
from xl_asn.prose.passages import Passage
from xl_asn.prose.subjects import Subject, Subjects

_LINE: Final = re.compile(r"[^\r\n]+")
_MARK: Final = re.compile(rf"\s*(?:{DASH}\s+|[•·▪*”\"]\s*)?")
#: What may follow a name that stands for the whole comment: its amount, a colon, or nothing.
_HEADS: Final = re.compile(rf"[*¹²³]{{0,3}}[”\"]?\s*(?:$|[:;(]|(?:\+|±|{DASH})|[0-9])")
#: A name with its mark is shorter than this.
_LONGEST: Final = 200
_WORD: Final = re.compile(r"[^\W_]+")


class Misplaced(NamedTuple):
    """A comment that begins with another row's name: where it stands, the name, and that row."""

    passage: Passage
    name: str
    table: AmountTable
    row: AmountRow


def misplaced(passages: Iterable[Passage], subjects: Subjects) -> Iterator[Misplaced]:
    """Yield the comments on plain rows of amounts that begin with the name of another row."""
    for passage in passages:
        own = _own(passage, subjects) if passage.own_amounts else None
        if own is None or own[1].kind.is_sum:
            continue  # a sum is explained by its rows
        heads = (_head(line[0], subjects) for line in _LINE.finditer(passage.text))
        if (first := next(heads, None)) is None:
            continue
        if any(head and _is_own(head, passage, subjects) for head in (first, *heads)):
            continue  # the row is in the list too
        if other := _other(first, own[0]):
            yield Misplaced(passage, first[0], own[0], other)


def _own(passage: Passage, subjects: Subjects) -> tuple[AmountTable, AmountRow] | None:
    """Return the row that a comment stands on, and its table."""
    subject = subjects.row(passage.row)
    return subject.by_place.get((passage.cell.sheet, passage.cell.row)) if subject else None


def _head(line: str, subjects: Subjects) -> tuple[str, tuple[Subject, ...]] | None:
    """Return the name that a line begins with and ends, or has an amount right after."""
    plain = told_plainly(line)
    mark = _MARK.match(plain)
    start = mark.end() if mark else 0
    mention = next(iter(subjects.book.find(line[:_LONGEST])), None)
    if mention is None or mention.start != start or not _HEADS.match(plain, mention.end):
        return None
    return line[mention.start : mention.end], mention.named


def _is_own(head: tuple[str, tuple[Subject, ...]], passage: Passage, subjects: Subjects) -> bool:
    """Whether a name is the row's own, or a part of it: "Missbruk" on "Vård för missbruk"."""
    name, named = head
    own = subjects.row(passage.row)
    words = {word.casefold() for word in _WORD.findall(passage.row)}
    parts = {word.casefold() for word in _WORD.findall(name)}
    return own in named or parts <= words or any(subject.unit for subject in named)


def _other(head: tuple[str, tuple[Subject, ...]], table: AmountTable) -> AmountRow | None:
    """Return the row of the same table that a name is, a sum only by its whole name."""
    name, named = head
    rows = [row for subject in named for of, row in subject.rows if of.sheet == table.sheet]
    return next(
        (row for row in rows if not row.kind.is_sum or folded_name(row.label) == folded_name(name)),
        None,
    )
