"""The sheets that the program writes beside the report: lists with a title and headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from xl_asn.model.findings import Severity
from xl_asn.model.grid import Sheet
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.page import Page, Placed, Style
from xl_asn.pages.column_measure import height_of, wrapped

DARK: Final = "1F4E5F"

BODY: Final = Style(size=9, wrap=True)
TITLE: Final = Style(size=16, bold=True, colour=DARK)
LEAD: Final = Style(size=10, colour="37474F")
GROUP: Final = Style(size=11, bold=True, colour=DARK, bottom="thin", line_colour=DARK)
HEADER: Final = Style(
    size=9, bold=True, colour="FFFFFF", fill=DARK, wrap=True, vertical="vcenter", horizontal="left",
)  # fmt: skip
HEADER_RIGHT: Final = HEADER._replace(horizontal="right", indent=1)
LINK: Final = BODY._replace(colour="0B5394", underline=True)
#: A number keeps its distance from the text in the next column.
_RIGHT: Final = BODY._replace(horizontal="right", indent=1)
NUMBER: Final = _RIGHT._replace(number_format=amount_format(2))
WHOLE: Final = _RIGHT._replace(number_format=amount_format())
PERCENT: Final = _RIGHT._replace(number_format=share_format(1))

#: The fill of the input cells in the master, for what people write on a sheet of the program's.
INPUT: Final = BODY._replace(fill="FFF8DC", top="thin", bottom="thin", line_colour="C9C2A8")
FAINT: Final = BODY._replace(colour="78868C")

#: Soft fills with dark text; the word and the symbol tell the severity without colour.
SEVERITY: Final = {
    Severity.ERROR: (BODY._replace(bold=True, fill="F9D7D3", colour="7A1208"), "■ Fel"),
    Severity.QUESTION: (BODY._replace(bold=True, fill="FFF0C2", colour="5C4300"), "▲ Fråga"),
    Severity.INFO: (BODY._replace(fill="E3E6E8", colour="37474F"), "● Info"),
}
ACCEPTED: Final = (BODY._replace(fill="D7EED9", colour="0F4D1F"), "✓ Godtagen")

#: A column of one character is seven pixels and five of padding wide, at 96 pixels to 72 points.
_PIXELS_PER_CHARACTER, _PADDING_PIXELS, _POINTS_PER_PIXEL = 7, 5, 0.75
_ROW_PADDING: Final = 3.0
_MOST_HEIGHT: Final = 409.0
_OTHER_WIDTH: Final = 24


class ListColumn(NamedTuple):
    """One column of a list: its header, its width in characters, and whether it holds numbers."""

    header: str
    width: float
    number: bool = False


def list_page(
    name: str,
    leads: Sequence[str],
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[Placed]],
    *,
    filtered: bool = False,
    printed: int = 0,
) -> Page:
    """Lay out a list on a sheet of its own: title, leads, headers in a row that stays in view.

    ``rows`` hold cells whose row numbers count from 1 below the headers. ``printed`` is how many of
    the columns are printed, 0 for all.
    """
    top = header_row(leads)
    cells = [
        Placed(1, 1, name, TITLE),
        *(Placed(row, 1, lead, LEAD) for row, lead in enumerate(leads, 2)),
        *(
            Placed(top, number, column.header, HEADER_RIGHT if column.number else HEADER)
            for number, column in enumerate(columns, 1)
        ),
        *(_lower(cell, top) for row in rows for cell in row),
    ]
    heights = {1: 26.0, **dict.fromkeys(range(2, top), 16.0), top: 20.0}
    heights.update(enumerate((row_height(row, columns) for row in rows), top + 1))
    return Page(
        name,
        tuple(cells),
        widths={number: column.width for number, column in enumerate(columns, 1)},
        heights=heights,
        repeat_rows=(top, top),
        printed_columns=printed,
        frozen_rows=top,
        landscape=True,
        footer=f"&L{name}&RSida &P av &N",
        filter_range=(top, 1, top + max(len(rows), 1), len(columns)) if filtered else None,
    )


def kept_page(sheet: Sheet, columns: Sequence[ListColumn]) -> Page | None:
    """Lay out a list as it stands on a sheet, without links; None where it is not there.

    ``columns`` are those that the list is written with.
    """
    by_header = {column.header: column for column in columns}
    tops = (n for n, cells in sheet.rows() if sum(c.text in by_header for c in cells.values()) > 1)
    top = next(tops, 0)
    if top < header_row(()):
        return None
    headers = sheet.row(top)
    last = max(headers)
    shown = [headers[n].text if n in headers else "" for n in range(1, last + 1)]
    return list_page(
        sheet.name,
        [sheet.cell(row, 1).text for row in range(2, top - 1)],
        [by_header.get(text, ListColumn(text, _OTHER_WIDTH)) for text in shown],
        [
            [
                Placed(row - top, column, cell.value, BODY)
                for column, cell in sheet.row(row).items()
                if column <= last and not cell.is_blank
            ]
            for row in range(top + 1, sheet.last_row + 1)
        ],
    )


def header_row(leads: Sequence[str]) -> int:
    """Return the row of a list's headers: title, leads and a blank row stand above."""
    return len(leads) + 3


def _lower(cell: Placed, rows: int) -> Placed:
    """Return a cell so many rows further down."""
    return cell._replace(row=cell.row + rows)


def characters(points: float) -> float:
    """Return the width of a column that so many points have room in, in characters."""
    return (points / _POINTS_PER_PIXEL - _PADDING_PIXELS) / _PIXELS_PER_CHARACTER


def points(characters: float) -> float:
    """Return how wide a column of so many characters is, in points."""
    return (characters * _PIXELS_PER_CHARACTER + _PADDING_PIXELS) * _POINTS_PER_PIXEL


def row_height(cells: Sequence[Placed], columns: Sequence[ListColumn]) -> float:
    """Return the height that a row's longest text needs, in points; ``columns`` are the sheet's."""
    lines, size = 1, BODY.size
    for cell in cells:
        size = max(size, cell.style.size)
        if isinstance(cell.value, str) and cell.style.wrap and cell.column <= len(columns):
            taken = columns[cell.column - 1 : cell.column - 1 + cell.columns]
            pixels = sum(column.width for column in taken) * _PIXELS_PER_CHARACTER + _PADDING_PIXELS
            room = pixels * _POINTS_PER_PIXEL
            lines = max(
                lines, len(wrapped(cell.value, room, cell.style.size, bold=cell.style.bold))
            )
    return min(height_of(lines, size, _ROW_PADDING), _MOST_HEIGHT)
