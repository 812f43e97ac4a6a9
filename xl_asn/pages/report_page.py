"""The report as a page of a workbook: blocks laid out, and divided between printed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from xl_asn.model.page import FONT, NativeChart, Page, Placed
from xl_asn.pages import report_bands as prose
from xl_asn.pages import report_styles as styles
from xl_asn.pages.report_bands import COLUMN_WIDTH, COLUMNS, Band, Line, Piece
from xl_asn.pages.report_figures import chart, overview, strip
from xl_asn.pages.report_tables import table
from xl_asn.pages.report_years import year_panels
from xl_asn.report.blocks import (
    Blackline,
    Block,
    BulletList,
    Callout,
    Chart,
    Footnote,
    Heading,
    Overview,
    PageBreak,
    Paragraph,
    Strip,
    Table,
    Title,
    YearPanels,
)
from xl_asn.report.texts import shortened

#: What a portrait A4 holds between its margins, less the running title and some room to err in.
_PAGE_HEIGHT: Final = 706.5
_RUNNING_HEIGHTS: Final = (16.5, 4.5)
_FOOTER_BOARD: Final = 120
#: What is left of the 255 characters of a footer beside its codes.
_FOOTER_ROOM: Final = 180
#: A block of words and numbers that belongs to the block before it.
_FOLLOWERS: Final = (Table, Overview, Strip, Callout, Footnote)
_LAID_OUT: Final[Mapping[type[Block], Callable[[Any], list[Band]]]] = {
    Title: prose.title,
    Heading: prose.heading,
    Paragraph: prose.paragraph,
    BulletList: prose.bullets,
    Callout: prose.callout,
    Footnote: prose.footnote,
    Blackline: prose.blackline,
    Table: table,
    Overview: overview,
    Strip: strip,
    Chart: chart,
    YearPanels: year_panels,
}
_LEAST_ROWS: Final = 3
#: A section begins on a page of its own, unless less than this share of the page before is taken.
_BARE: Final = 0.4
#: A last page with less than this, in points, is no page to hand to a board.
_LEAVINGS: Final = 150.0
_DRAFT: Final = "UTKAST"


def report_page(blocks: Iterable[Block], *, draft: bool = False) -> Page:
    """Lay out a report on one sheet, portrait A4, a page wide; a draft says so on every page."""
    blocks = tuple(blocks)
    title = next((block for block in blocks if isinstance(block, Title)), Title("", "", "", ""))
    running = _running(title, _DRAFT if draft else title.board)
    chains = tuple(_chains(_bands(blocks)))
    layout = _laid_out(running, chains)
    if layout.ends_bare:
        evened = _laid_out(running, chains, short_page=len(layout.breaks) - 1)
        if len(evened.breaks) == len(layout.breaks) and not evened.ends_bare:
            layout = evened
    return Page(
        "Rapport",
        tuple(layout.cells),
        widths=dict.fromkeys(range(1, COLUMNS + 1), COLUMN_WIDTH),
        heights=layout.heights,
        breaks=tuple(layout.breaks),
        repeat_rows=(1, len(_RUNNING_HEIGHTS)),
        footer=_footer(title.board),
        charts=tuple(layout.charts),
    )


def _laid_out(
    running: Sequence[Line], chains: Iterable[Sequence[Band]], short_page: int | None = None
) -> _Layout:
    layout = _Layout(short_page)
    layout.begin(running)
    for chain in chains:
        layout.add(chain)
    return layout


def _running(title: Title, beside: str) -> tuple[Line, ...]:
    """Return the rows that every printed page begins with."""
    half = COLUMNS // 2
    left = Piece(0, half, title.text, styles.RUNNING)
    right = Piece(half, half, beside, styles.RUNNING_RIGHT)
    return Line(_RUNNING_HEIGHTS[0], (left, right)), Line(_RUNNING_HEIGHTS[1])


def _footer(board: str) -> str:
    """Return Excel's footer code; an ampersand in a name is doubled."""
    left = shortened(board, _FOOTER_BOARD).replace("&", "&&")
    if len(left.encode("utf-16-le")) > 2 * _FOOTER_ROOM:  # as Excel counts
        left = shortened(board, _FOOTER_ROOM // 2).replace("&", "&&")
    return f'&L&"{FONT},Regular"&8 {left}&R&"{FONT},Regular"&8 Sida &P av &N'


def _bands(blocks: Sequence[Block]) -> Iterator[Band]:
    """Yield every block's bands, each told whether it stays with the next."""
    new_page = False
    for number, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            new_page = True
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        bands = _LAID_OUT[type(block)](block)
        for place, band in enumerate(bands):
            last = place == len(bands) - 1
            yield band._replace(
                with_next=band.with_next or (last and _together(block, following)),
                new_page=new_page and not place,
            )
        new_page = new_page and not bands


def _together(block: Block, following: Block | None) -> bool:
    """Whether two blocks belong on one page: a goal's tables, an introduction and its list."""
    if isinstance(following, BulletList):
        return isinstance(block, Paragraph)
    return isinstance(following, _FOLLOWERS) and isinstance(block, (Heading, *_FOLLOWERS))


def _chains(bands: Iterable[Band]) -> Iterator[list[Band]]:
    """Yield the bands that are to stand on one page, as lists."""
    chain: list[Band] = []
    for band in bands:
        chain.append(band)
        if not band.with_next:
            yield chain
            chain = []
    if chain:
        yield chain


def _least(band: Band) -> float:
    """Return the room that a band needs to begin: all of it, unless no page can hold it."""
    if band.height <= _PAGE_HEIGHT:
        return band.height
    return sum(line.height for line in (*band.header, *band.lines[:_LEAST_ROWS]))


def _opening(chain: Sequence[Band]) -> float:
    """Return the room that a chain longer than a page needs to begin: no heading stands last."""
    height = 0.0
    for band in chain:
        height += band.gap + _least(band)
        if not band.opens:
            break
    return height


class _Layout:
    """Rows placed so far, and how much of the printed page they have taken.

    ``short_page`` (from 0) is filled less, so that something is left for the one after it.
    """

    def __init__(self, short_page: int | None = None) -> None:
        self.cells: list[Placed] = []
        self.heights: dict[int, float] = {}
        self.breaks: list[int] = []
        self.charts: list[NativeChart] = []
        self._row = 0
        self._taken = 0.0
        self._bare = True
        self._short_page = short_page

    @property
    def ends_bare(self) -> bool:
        """Whether the last page is another's leavings: a few lines, and the rest is blank."""
        return bool(self.breaks) and self._taken < _LEAVINGS

    @property
    def _room(self) -> float:
        short = len(self.breaks) == self._short_page
        return _PAGE_HEIGHT - (_LEAVINGS if short else 0)

    def begin(self, lines: Iterable[Line]) -> None:
        """Place the rows that are printed again on every page, and take no room on any."""
        self._place(lines)
        self._taken = 0.0

    def add(self, chain: Sequence[Band]) -> None:
        """Place bands that stay together; on a new page where this one cannot hold them."""
        height = sum(band.gap + band.height for band in chain)
        least = height if height <= _PAGE_HEIGHT else _opening(chain)
        section = chain[0].section and self._taken > _PAGE_HEIGHT * _BARE
        if chain[0].new_page or section or self._taken + least > self._room:
            self._break()
        for band in chain:
            self._add(band)

    def _add(self, band: Band) -> None:
        if not self._bare and self._taken + band.gap + _least(band) > self._room:
            self._break()
        if self._taken and band.gap:
            self._place((Line(band.gap),))
        first = self._row
        self._place(band.header)
        for line in band.lines:
            if self._taken + line.height > self._room:
                self._break()
                self._place(band.header)
            self._place((line,))
        self._bare = self._bare and band.opens
        if band.chart is not None:
            self.charts.append(
                replace(
                    band.chart,
                    first_row=first + band.chart.first_row,
                    last_row=first + band.chart.last_row,
                    at_row=first + band.chart.at_row,
                )
            )

    def _place(self, lines: Iterable[Line]) -> None:
        """Put rows on the sheet, the next below the last."""
        for line in lines:
            self._row += 1
            self._taken += line.height
            self.heights[self._row] = line.height
            self.cells += (
                Placed(self._row, piece.start + 1, piece.value, piece.style, piece.span)
                for piece in line.pieces
            )

    def _break(self) -> None:
        """Begin a new page, unless this one is still empty."""
        if self._taken:
            self.breaks.append(self._row)
            self._taken = 0.0
            self._bare = True
