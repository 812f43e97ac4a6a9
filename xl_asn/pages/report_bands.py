"""Bands: what stands together across the page, before it is known on which row.

The page is a grid of equal narrow columns, so that tables of any shape share one width; a cell
takes as many columns as it needs. Positions and spans are counted in those columns.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from xl_asn.model.grid import Value
from xl_asn.model.page import NativeChart, Style
from xl_asn.pages import report_styles as styles
from xl_asn.pages.column_measure import height_of, pieces, wrapped
from xl_asn.report.blocks import (
    Blackline,
    BulletList,
    Callout,
    Footnote,
    Heading,
    Item,
    Paragraph,
    Title,
)

COLUMNS: Final = 32
#: 21 pixels each on a screen at 96 dots an inch: 32 of them fill a portrait A4 within margins.
COLUMN_WIDTH: Final = 2.29
COLUMN_POINTS: Final = 15.75
#: A longer text takes several rows: pages are broken between rows, and a row has a greatest height.
_MOST_LINES: Final = 8

_BELOW_SECTION: Final = 5.0
_LONG_ITEM: Final = 200
_ITEM_PADDING: Final = 1.5
_BULLET: Final = "•"
_SUB_BULLET: Final = "–"


class Piece(NamedTuple):
    """One cell: where it begins, how many columns it takes, and what it holds."""

    start: int
    span: int
    value: Value
    style: Style


class Line(NamedTuple):
    """One row of the sheet."""

    height: float
    pieces: tuple[Piece, ...] = ()


class Band(NamedTuple):
    """Rows that stay on one page if a page can hold them.

    ``header`` are rows printed again where the band must be split. ``with_next`` keeps the band
    with the one after it. A band that ``opens`` others never stands last on a page. ``new_page``
    begins it on a page of its own, and ``section`` does unless the page before is all but bare.
    ``chart`` is drawn beside the band, its rows counted from the band's first.
    """

    lines: tuple[Line, ...]
    gap: float = 0
    header: tuple[Line, ...] = ()
    with_next: bool = False
    new_page: bool = False
    section: bool = False
    opens: bool = False
    chart: NativeChart | None = None

    @property
    def height(self) -> float:
        """Return the height of all rows, without the gap above them."""
        return sum(line.height for line in (*self.header, *self.lines))


def points(span: int) -> float:
    """Return the width of so many columns."""
    return span * COLUMN_POINTS


def room(span: int, style: Style) -> float:
    """Return the width that a text has in a cell, less its indent."""
    return points(span) - style.indent * style.size


def text_lines(text: str, style: Style, *, start: int = 0, padding: float = 3) -> tuple[Line, ...]:
    """Return a text across the page from a column on; a very long one is cut into several rows."""
    span = COLUMNS - start
    width = room(span, style)
    lines = []
    for piece in pieces(text, width, style.size, _MOST_LINES, bold=style.bold):
        count = len(wrapped(piece, width, style.size, bold=style.bold))
        height = height_of(count, style.size, padding)
        lines.append(Line(height, (Piece(start, span, piece, style),)))
    return tuple(lines)


def title(block: Title) -> list[Band]:
    """Lay out the document's title."""
    about = (block.administration, block.dated.isoformat() if block.dated else "")
    texts = [(block.text, styles.TITLE), (block.board, styles.BOARD)]
    texts += [(text, styles.BODY) for text in about]
    lines = [line for text, style in texts if text for line in text_lines(text, style)]
    return [Band(tuple(lines), gap=6)]


def heading(block: Heading) -> list[Band]:
    """Lay out a heading; it stays with what follows it."""
    style = styles.heading(block.level)
    gap = 14 if block.level > 1 else 18
    lines = text_lines(block.text, style, padding=5)
    if block.level == 1:
        lines = (*lines, Line(_BELOW_SECTION))
    return [Band(lines, gap=gap, with_next=True, section=block.new_page, opens=True)]


def paragraph(block: Paragraph) -> list[Band]:
    """Lay out a paragraph."""
    parts = ((block.lead, styles.LEAD), (block.text, styles.BODY))
    lines = [line for text, style in parts if text for line in text_lines(text, style, padding=1)]
    return [Band(tuple(lines), gap=6)] if lines else []


def bullets(block: BulletList) -> list[Band]:
    """Lay out a list, each item a band of its own, with air between items of many lines."""
    airy = any(item.lead or len(item.text) > _LONG_ITEM for item in block.items)
    return [_item(item, gap=4.5 if airy else 0) for item in block.items]


def _item(item: Item, gap: float) -> Band:
    lines: list[Line] = []
    parts = [(item.lead, styles.LEAD), (item.text, styles.BODY)]
    for text, style in parts:
        if text:
            lines += text_lines(text, style, start=1, padding=_ITEM_PADDING)
    if lines:
        lines[0] = _marked(lines[0], _BULLET, 0)
    for text in item.items:
        sub = text_lines(text, styles.BODY, start=2, padding=_ITEM_PADDING)
        lines += [_marked(sub[0], _SUB_BULLET, 1), *sub[1:]]
    return Band(tuple(lines), gap=gap)


def _marked(line: Line, mark: str, start: int) -> Line:
    """Return a row with its mark in the column before it: a hanging indent."""
    style = line.pieces[0].style._replace(horizontal="center", wrap=False, bold=False)
    return Line(line.height, (Piece(start, 1, mark, style), *line.pieces))


def callout(block: Callout) -> list[Band]:
    """Lay out the sentence that explains an assessment."""
    return [Band(text_lines(block.text, styles.CALLOUT, padding=4), gap=4)]


def footnote(block: Footnote) -> list[Band]:
    """Lay out a note, smaller than the text."""
    text = f"{block.mark} {block.text}".strip()
    return [Band(text_lines(text, styles.QUIET, padding=2), gap=2)]


def blackline(block: Blackline) -> list[Band]:
    """Lay out a changed text in words: a cell has one look, and marks no part of its text."""
    lines = (
        *text_lines(block.caption, styles.LEAD, padding=1),
        *text_lines(block.said, styles.BODY, padding=1),
    )
    return [Band(lines, gap=6)]
