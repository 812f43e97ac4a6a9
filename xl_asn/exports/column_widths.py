"""How a table's width is shared between its columns: by what stands in them, not by their kind."""

from __future__ import annotations

from typing import Final

from xl_asn.report.blocks import CellValue, ColumnKind, Table

#: Least and most characters that a column is given room for; the text beyond is on a new line.
_ROOM: Final = {
    ColumnKind.LONG_TEXT: (16, 44),
    ColumnKind.TEXT: (7, 26),
    ColumnKind.STATUS: (11, 20),
}
_NUMBER_ROOM: Final = (3, 14)
#: The empty space on both sides of a text, in characters.
_PADDING: Final = 3


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


def _shown(value: CellValue) -> str:
    return value if isinstance(value, str) else value.shown
