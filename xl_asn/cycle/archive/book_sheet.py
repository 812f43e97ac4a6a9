"""A list on a sheet of the archive's: whole paragraphs above it, and bands over its headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from xl_asn.cycle.archive.book_lists import Cell, placed
from xl_asn.model.page import Page, Placed
from xl_asn.pages.sheet_styles import (
    GROUP,
    LEAD,
    ListColumn,
    header_row,
    list_page,
    points,
    row_height,
)

_LEAD: Final = LEAD._replace(wrap=True)
_SAID: Final = LEAD._replace(wrap=True, size=11, colour="1F1F1F")
#: A note is seen to be one by its word, and by the frame around it.
_NOTE: Final = LEAD._replace(
    wrap=True, fill="F2F6F6", top="thin", bottom="thin", line_colour="17505B", vertical="vcenter"
)
_BAND: Final = GROUP._replace(size=10, vertical="bottom")
_BAND_HEIGHT, _LEAST_HEADER, _GAP, _PADDING = 27.0, 20.0, 12.0, 4.5
_WIDEST_ON_A4: Final = 1080.0
"""Points. What is wider would be printed at less than seven tenths of its size."""
_MOST_FROZEN: Final = 200.0
"""Points. A laptop shows some 500 of a sheet: what is frozen above may not take half of them."""


def listed(
    name: str,
    leads: Sequence[str],
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[Cell]],
    *,
    said: Sequence[str] = (),
    note: str = "",
    bands: Sequence[tuple[str, int]] = (),
) -> Page:
    """Lay out a list with texts above it.

    First what is ``said`` of the whole, then the leads, and a ``note``. ``bands`` are what stands
    right above the headers: a text, and how many columns it is of. Where the cells of a column are
    centred, its header is.
    """
    above = [*((text, _SAID) for text in said), *((text, _LEAD) for text in leads), (note, _NOTE)]
    above = [(text, style) for text, style in above if text]
    texts = [text for text, _ in above]
    lines = [placed(number, cells) for number, cells in enumerate(rows, 1)]
    page = list_page(name, texts, columns, lines, filtered=bool(rows))
    top = header_row(texts)
    wide = len(columns)
    merged = [Placed(row, 1, *one, columns=wide) for row, one in enumerate(above, 2)]
    others = (cell for cell in page.cells if not 1 < cell.row < top)
    cells = [*_centred([*others], top), *merged, *_bands(bands, top - 1)]
    heights = {**page.heights, top - 1: _BAND_HEIGHT if bands else _GAP}
    heights |= {cell.row: row_height([cell], columns) + _PADDING for cell in merged}
    headers = [cell for cell in cells if cell.row == top]
    heights[top] = max(_LEAST_HEADER, row_height(headers, columns))
    return replace(
        page,
        cells=tuple(cells),
        heights=heights,
        frozen_rows=top if sum(heights[row] for row in range(1, top + 1)) <= _MOST_FROZEN else 0,
        large_paper=sum(points(column.width) for column in columns) > _WIDEST_ON_A4,
    )


def _bands(bands: Sequence[tuple[str, int]], row: int) -> Iterator[Placed]:
    column = 1
    for text, wide in bands:
        if text:
            yield Placed(row, column, text, _BAND, columns=wide)
        column += wide


def _centred(cells: Sequence[Placed], top: int) -> Iterator[Placed]:
    columns = {
        cell.column for cell in cells if cell.row > top and cell.style.horizontal == "center"
    }
    for cell in cells:
        if cell.row == top and cell.column in columns:
            yield cell._replace(style=cell.style.but(horizontal="center"))
        else:
            yield cell
