"""Tables laid out on the page's columns: each column as wide as its words and numbers need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xl_asn.model.grid import Value
from xl_asn.model.money import rounded
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.page import Horizontal, Style
from xl_asn.pages import report_styles as styles
from xl_asn.pages.block_data import cell_text
from xl_asn.pages.column_measure import (
    divided,
    height_of,
    parts_of_words,
    pieces,
    width_of_cell,
    wrapped,
)
from xl_asn.pages.report_bands import COLUMNS, Band, Line, Piece, points, room, text_lines
from xl_asn.report.blocks import (
    Amount,
    Assessment,
    CellValue,
    ColumnKind,
    Count,
    Share,
    Table,
    TableColumn,
    TableRow,
)

_SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_HEADER_LESS: Final = 0.5
_ROW_PADDING: Final = 2.4
_MOST_LINES: Final = 8
_TOP_FROM: Final = 5
_WIDEST_WORD: Final = 8
_WIDEST_NAME: Final = 14
#: A longer assessment than this may take two lines.
_LONG_STATUS: Final = 18
#: Columns that leave no room for air between them.
_CROWDED: Final = 12


def table(block: Table) -> list[Band]:
    """Lay out a table: header and rows.

    The caption is printed where it tells the unit of amounts; elsewhere the headers say as much.
    """
    size, spans = _fitted(block)
    starts = [sum(spans[:number]) for number in range(len(spans))]
    places = list(zip(starts, spans, strict=True))
    amounts = any(column.kind is ColumnKind.AMOUNT for column in block.columns)
    header = (
        *(text_lines(block.caption, styles.QUIET) if amounts and block.caption else ()),
        _header_line(block.columns, places, size - _HEADER_LESS),
    )
    lines = [line for row in block.rows for line in _row(row, block.columns, places, size)]
    return [Band(tuple(lines), gap=4.5, header=header)]


def _fitted(block: Table) -> tuple[float, list[int]]:
    """Return the largest type size at which the columns fit, and each column's span."""
    for size in _SIZES:
        least = [_least(block, number, size) for number in range(len(block.columns))]
        if sum(least) <= COLUMNS:
            return size, _shared(block, least, size)
    shrunk = list(least)
    while sum(shrunk) > COLUMNS and max(shrunk) > 1:
        shrunk[shrunk.index(max(shrunk))] -= 1
    return size, shrunk


def _shared(block: Table, least: list[int], size: float) -> list[int]:
    """Share what is left of the page among the columns that wish for more, or else the text."""
    spans = _with_labels(block, least, size)
    amounts = [n for n, c in enumerate(block.columns) if c.kind is ColumnKind.AMOUNT]
    equal = max((spans[n] for n in amounts), default=0)
    if sum(spans) + sum(equal - spans[n] for n in amounts) <= COLUMNS:
        for number in amounts:
            spans[number] = equal
    texts = [n for n, c in enumerate(block.columns) if c.kind is ColumnKind.LONG_TEXT]
    widest = texts[-1] if texts else 0
    wishes = [_wish(block, number, size) for number in range(len(spans))]
    while sum(spans) < COLUMNS:
        lacks = [wish / span for wish, span in zip(wishes, spans, strict=True)]
        most = max(lacks)
        spans[lacks.index(most) if most > 1 else widest] += 1
    return spans


def _with_labels(block: Table, least: Sequence[int], size: float) -> list[int]:
    """Give the names of rows of numbers one line each where there is room for it."""
    kinds = [column.kind for column in block.columns]
    if kinds[0] is not ColumnKind.TEXT or ColumnKind.LONG_TEXT in kinds:
        return list(least)
    wish = min(math.ceil(_wish(block, 0, size)), _WIDEST_NAME)
    return [least[0] + min(max(0, wish - least[0]), COLUMNS - sum(least)), *least[1:]]


def _least(block: Table, number: int, size: float) -> int:
    """Return the span that a column cannot do without: its longest word or number."""
    column = block.columns[number]
    small = size - _HEADER_LESS
    words = [width_of_cell(part, small, bold=True) for part in parts_of_words(column.header)]
    for row in block.rows:
        if row.group:
            continue
        cell = row.cells[number]
        if isinstance(cell, str):
            longest = max(cell.split() or [""], key=len)
            words.append(min(width_of_cell(longest, size, bold=True), points(_WIDEST_WORD)))
        elif isinstance(cell, Assessment) and len(cell.shown) > _LONG_STATUS:
            words += [width_of_cell(word, size, bold=True) for word in cell.shown.split()]
        else:
            words.append(width_of_cell(cell.shown, size, bold=True))
    least = _columns(max(words) + size * _has_air(block.columns, number))
    if number == 0 and any(c.kind is ColumnKind.AMOUNT for c in block.columns):
        return max(least, _WIDEST_WORD)
    return least


def _wish(block: Table, number: int, size: float) -> float:
    """Return the span at which nothing in a column wraps, but for the header of numbers."""
    column = block.columns[number]
    cells = [row.cells[number] for row in block.rows if not row.group]
    if column.kind.right:
        cells = [cell for cell in cells if isinstance(cell, str)]
        widths = [width_of_cell(_on_two_lines(column.header), size - _HEADER_LESS, bold=True)]
    else:
        widths = []
    widths += [width_of_cell(_shown(cell), size) for cell in cells]
    return (max(widths, default=0) + size * _has_air(block.columns, number)) / points(1)


def _on_two_lines(header: str) -> str:
    """Return the header of a column of numbers: what it is, and of when."""
    return header.replace(" ", "\n", 1)


def _columns(width: float) -> int:
    return max(1, math.ceil(width / points(1)))


def _shown(cell: CellValue) -> str:
    return cell if isinstance(cell, str) else cell.shown


def _header_line(
    columns: Sequence[TableColumn], places: Sequence[tuple[int, int]], size: float
) -> Line:
    cells: list[Piece] = []
    count = 1
    for place, (column, (start, span)) in enumerate(zip(columns, places, strict=True)):
        text = divided(column.header, points(span), size)
        if column.kind.right:
            text = _on_two_lines(text)
        style = styles.header(size, _side(column.kind))
        if _has_air(columns, place):
            style = style.but(indent=1)
        count = max(count, len(wrapped(text, points(span), size, bold=True)))
        cells.append(Piece(start, span, text, style))
    return Line(height_of(count, size, _ROW_PADDING), tuple(cells))


def _row(
    row: TableRow,
    columns: Sequence[TableColumn],
    places: Sequence[tuple[int, int]],
    size: float,
) -> list[Line]:
    """Lay out one row of a table; one with a very long text takes several rows of the sheet."""
    if row.group:
        style = styles.group(size)
        return [
            Line(line.height + 4, line.pieces)
            for cell in row.cells
            for line in text_lines(_shown(cell), style, padding=_ROW_PADDING)
        ]
    styled = [_style(row, place, columns, size) for place in range(len(row.cells))]
    parts: list[list[tuple[Value, Style]]] = []
    for cell, style, (_, span) in zip(row.cells, styled, places, strict=True):
        if isinstance(cell, str):
            texts = pieces(cell_text(cell), room(span, style), size, _MOST_LINES, bold=style.bold)
            parts.append([(text, style) for text in texts])
        else:
            parts.append([number(cell, style)])
    depth = max(map(len, parts))
    return [
        _line(
            [
                _piece(
                    part[level] if level < len(part) else ("", style),
                    place,
                    last=level + 1 == depth,
                )
                for part, style, place in zip(parts, styled, places, strict=True)
            ],
            size,
        )
        for level in range(depth)
    ]


def _piece(content: tuple[Value, Style], place: tuple[int, int], *, last: bool) -> Piece:
    """Return a cell; the rule stands below the last of the rows that a long text takes."""
    value, style = content
    return Piece(*place, value, style if last else style.but(bottom=None))


def _line(cells: Sequence[Piece], size: float) -> Line:
    """Return a row as high as its text; what stands beside many lines stands at their top."""
    count = max(
        (
            len(wrapped(piece.value, room(piece.span, piece.style), size, bold=piece.style.bold))
            for piece in cells
            if isinstance(piece.value, str)
        ),
        default=1,  # the author's name of a row may be a number like the rest
    )
    height = height_of(count, size, _ROW_PADDING)
    if count < _TOP_FROM:
        return Line(height, tuple(cells))
    return Line(
        height,
        tuple(
            piece if piece.style.fill else piece._replace(style=piece.style.but(vertical="top"))
            for piece in cells
        ),
    )


def _side(kind: ColumnKind) -> Horizontal:
    """Return how a column is aligned: a lone figure in the middle, an amount to the right."""
    if kind in {ColumnKind.STATUS, ColumnKind.COUNT}:
        return "center"
    return "right" if kind.right else "left"


def _style(row: TableRow, place: int, columns: Sequence[TableColumn], size: float) -> Style:
    cell, kind = row.cells[place], columns[place].kind
    if kind is ColumnKind.STATUS or isinstance(cell, Assessment):
        return styles.status(cell.status if isinstance(cell, Assessment) else None, size)
    style = styles.cell(row.kind, size, _side(kind), first=place == 0)
    return style.but(indent=1) if _has_air(columns, place) else style


def _has_air(columns: Sequence[TableColumn], place: int) -> bool:
    """Whether a text begins where the column before it may end, and needs some air between."""
    if not place or _side(columns[place].kind) != "left" or len(columns) > _CROWDED:
        return False
    before = _side(columns[place - 1].kind)
    return before == "right" or (before == "left" and columns[place].kind is ColumnKind.LONG_TEXT)


def number(cell: Amount | Count | Share | Assessment, style: Style) -> tuple[Value, Style]:
    """Return a number that stays a number, with its format; a text where it is no number."""
    match cell:
        case Amount(value=Decimal() as value, signed=signed, decimals=decimals):
            shown = amount_format(decimals, signed=signed)
            return _unless_nothing(value, decimals), style.but(number_format=shown)
        case Share(value=Decimal() as value, signed=signed, decimals=decimals, counts=None):
            shown = share_format(decimals, signed=signed)
            return _unless_nothing(value, decimals + 2), style.but(number_format=shown)
        case Count(value=Decimal() as value):
            return value, style.but(number_format="0")
        case _:
            return cell.shown, style


def _unless_nothing(value: Decimal, decimals: int) -> Decimal:
    """Return a number, but zero for what is printed as zero: Excel would print ``−0``."""
    return value if rounded(value, decimals) else Decimal(0)
