"""How a table's width is shared between its columns: by what stands in them, not by their kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xl_asn.pages.column_measure import parts_of_words
from xl_asn.report.blocks import Amount, CellValue, ColumnKind, Count, Share, Table

#: Least and most characters that a column is given room for; the text beyond is on a new line.
_ROOM: Final = {
    ColumnKind.LONG_TEXT: (16, 44),
    ColumnKind.TEXT: (7, 26),
    ColumnKind.STATUS: (11, 20),
}
_NUMBER_ROOM: Final = (3, 14)
#: The empty space on both sides of a text, in characters.
_PADDING: Final = 3
#: A longer word than this is divided: an address on the web, or no word at all.
_LONGEST_WORD: Final = 24
#: Where a line may be broken. A hard space is no such place, and a symbol stays with its word.
_BREAKS: Final = re.compile(r"(?<![●▲■–])[ \n]|(?<=\w-)(?=\w)")


def column_widths(table: Table) -> tuple[int, ...]:
    """Return each column's part of the width, in characters.

    The longest word of a header is not divided; a cell is wrapped only where it is very long.
    """
    widths = []
    for place, column in enumerate(table.columns):
        least, most = _ROOM.get(column.kind, _NUMBER_ROOM)
        shown = (_shown(row.cells[place]) for row in table.rows if not row.group)
        lines = (line for text in shown for line in text.split("\n"))
        words = (*column.header.split(), *lines)
        widths.append(min(max(least, *map(len, words)), most) + _PADDING)
    return tuple(widths)


def fitting_widths(table: Table, room: int) -> tuple[int, ...]:
    """Return the parts of :func:`column_widths`, with no date or number divided.

    ``room`` is the width of the whole table in characters. A text is hyphenated where its column
    is narrow, but nothing with a digit can be.
    """
    parts = column_widths(table)
    floors = [_floor(texts) for texts in _columns(table)]
    narrow = {n for n, part in enumerate(parts) if part * room < floors[n] * sum(parts)}
    if not narrow:
        return parts
    left = room - sum(floors[n] for n in narrow)
    others = sum(part for n, part in enumerate(parts) if n not in narrow) or 1
    return tuple(
        floors[n] if n in narrow else max(1, part * left // others) for n, part in enumerate(parts)
    )


def _floor(texts: Sequence[str]) -> int:
    words = (word for text in texts[1:] for word in text.split())
    return max((len(word) for word in words if any(map(str.isdigit, word))), default=0) + _PADDING


def least_widths(table: Table) -> tuple[int, ...]:
    """Return the characters that each column cannot do without: those of its longest word.

    A word of a header may be divided at a joint, and a number is never divided.
    """
    rows = [row for row in table.rows if not row.group]
    widths = []
    for place, column in enumerate(table.columns):
        words = parts_of_words(column.header)
        for row in rows:
            cell = row.cells[place]
            whole = isinstance(cell, Amount | Share | Count)
            words += [_shown(cell)] if whole else _BREAKS.split(_shown(cell))
        widths.append(min(max(map(len, words)), _LONGEST_WORD) + _PADDING)
    return tuple(widths)


def named_widths(table: Table) -> tuple[int, ...]:
    """Return the widths at which names, in columns of short texts, are on one line."""
    return tuple(
        max(least, min(max(map(len, texts)) + _PADDING, _ROOM[ColumnKind.TEXT][1]))
        if column.kind is ColumnKind.TEXT
        else least
        for least, column, texts in zip(
            least_widths(table), table.columns, _columns(table), strict=True
        )
    )


def shared_widths(table: Table, room: int) -> tuple[int, ...]:
    """Return the widths of columns that share ``room`` characters, in characters.

    No word is divided as long as all words fit. What is left goes to the columns that would wrap
    what they hold: statuses first, then texts, and then all.
    """
    widths = least_widths(table)
    whole = [max(map(len, texts)) + _PADDING for texts in _columns(table)]
    for kinds in ((ColumnKind.STATUS,), (ColumnKind.TEXT, ColumnKind.LONG_TEXT)):
        wished = [
            min(full, _ROOM[column.kind][1]) if column.kind in kinds else 0
            for full, column in zip(whole, table.columns, strict=True)
        ]
        widths = _filled(widths, wished, room)
    widths = _filled(widths, column_widths(table), room)
    return _filled(widths, whole, room)


def _columns(table: Table) -> list[list[str]]:
    """Return what stands in each column, the header first."""
    rows = [row for row in table.rows if not row.group]
    return [
        [column.header, *(_shown(row.cells[place]) for row in rows)]
        for place, column in enumerate(table.columns)
    ]


def _filled(have: Sequence[int], wish: Sequence[int], room: int) -> tuple[int, ...]:
    """Return widths grown towards what is wished for, each by its part of the room that is left."""
    lack = [max(0, more - less) for less, more in zip(have, wish, strict=True)]
    left = max(0, room - sum(have))
    if sum(lack) <= left:
        return tuple(less + more for less, more in zip(have, lack, strict=True))
    return tuple(less + left * more // sum(lack) for less, more in zip(have, lack, strict=True))


def _shown(value: CellValue) -> str:
    return value if isinstance(value, str) else value.shown
