"""The sheet *Jämförelse*: what has changed between two workbooks, each change with its cell.

It is a workbook of its own, or a sheet in the workbook after; the links lead there either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Final, NamedTuple

from xl_asn.model.comparison import (
    ColourChange,
    Comparison,
    FigureChange,
    Measured,
    PassageKind,
    Side,
    TextChange,
)
from xl_asn.model.comparison_sheet import NAME, WRITTEN
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.money import decimals_of
from xl_asn.model.number_formats import amount_format, points_format, share_format
from xl_asn.model.page import Page, Placed, Style
from xl_asn.model.statuses import Graded
from xl_asn.pages import report_styles
from xl_asn.pages.sheet_styles import (
    BODY,
    FAINT,
    GROUP,
    LEAD,
    LINK,
    TITLE,
    ListColumn,
    row_height,
)
from xl_asn.report.comparison import sentences, title

_COLUMNS: Final = (
    ListColumn("Blad", 17),
    ListColumn("Rad", 36),
    ListColumn("Kolumn", 25),
    ListColumn("Före", 34),
    ListColumn("Efter", 34),
    ListColumn("Skillnad", 15),
    ListColumn("Cell", 21),
)
_HEADER: Final = report_styles.header(BODY.size)
_HEADER_INDENTED: Final = _HEADER.but(indent=1)
_HEADER_RIGHT: Final = report_styles.header(BODY.size, "right").but(indent=1)
_CELL: Final = BODY._replace(bottom="hair", line_colour="C9D3D5")
_INDENTED: Final = _CELL._replace(horizontal="left", indent=1)
_NUMBER: Final = _CELL._replace(horizontal="right", indent=1)
_LINK: Final = LINK._replace(bottom="hair", line_colour="C9D3D5")
_TEXTS: Final = (4, 5)
"""The columns of what was and what is: texts in them keep their distance from each other."""
_MOST_DECIMALS: Final = 4
_NONE: Final = "–"
_PER_CENT: Final = 100
_SIDES: Final = {Side.BEFORE: "Bara i filen före", Side.AFTER: "Bara i filen efter"}
_IN_BOOK: Final = f"{WRITTEN}, om igen vid varje tryck. Det som ändras efter det syns inte här."
_NOT_YET: Final = f"{WRITTEN}. Tryck, så står här vad som har ändrats sedan förra rapporten."
_GAP, _TITLE_HEIGHT, _LEAD_HEIGHT = 10.0, 26.0, 16.0


class Books(NamedTuple):
    """Where the two workbooks lie as seen from the one that the page is in; empty for that one.

    None where a link cannot lead there.
    """

    before: str | None = None
    after: str | None = ""


_Row = Sequence[Placed]


class _Section(NamedTuple):
    """A section: its heading, its headers by column, and its rows, not yet numbered."""

    heading: str
    headers: Sequence[str]
    rows: Sequence[_Row]
    are_numbers: bool = False


def comparison_page(comparison: Comparison, books: Books) -> Page:
    """Lay out a comparison as a list, section by section, with a link to each cell."""
    before, after = comparison.before, comparison.after
    files = f"Före är {before.file} och Efter är {after.file}. Belopp i {after.unit}."
    leads = [title(comparison).text, files, " ".join(sentences(comparison))]
    if not books.after:
        leads.append(_IN_BOOK)
    cells = [Placed(1, 1, NAME, TITLE)]
    cells += [Placed(row, 1, lead, LEAD) for row, lead in enumerate(leads, 2)]
    heights = {1: _TITLE_HEIGHT, **dict.fromkeys(range(2, len(leads) + 2), _LEAD_HEIGHT)}
    row = len(leads) + 2
    for section in _sections(comparison, books):
        if not section.rows:
            continue
        heights[row] = _GAP
        for line in (_heading(section.heading), _headers(section), *section.rows):
            row += 1
            cells += [cell._replace(row=row) for cell in line]
            heights[row] = row_height(line, _COLUMNS)
        row += 1
    return Page(
        NAME,
        tuple(cells),
        widths={number: column.width for number, column in enumerate(_COLUMNS, 1)},
        heights=heights,
        landscape=True,
        footer=f"&L{NAME}&RSida &P av &N",
    )


def page_until_compared() -> Page:
    """Lay out the sheet of a workbook that has not been compared since it was made."""
    return Page(NAME, (Placed(1, 1, NAME, TITLE), Placed(2, 1, _NOT_YET, LEAD)))


def _heading(text: str) -> _Row:
    texts = (text, *[None] * (len(_COLUMNS) - 1))
    return [Placed(1, column, text, GROUP) for column, text in enumerate(texts, 1)]


def _headers(section: _Section) -> _Row:
    numbers = range(4, 7) if section.are_numbers else ()
    indented = () if section.are_numbers else _TEXTS
    styles = {
        **dict.fromkeys(indented, _HEADER_INDENTED),
        **dict.fromkeys(numbers, _HEADER_RIGHT),
    }
    return [
        Placed(1, column, text, styles.get(column, _HEADER))
        for column, text in enumerate(section.headers, 1)
    ]


def _sections(comparison: Comparison, books: Books) -> Iterator[_Section]:
    """Yield the sections; a figure that follows from others of its row is left out."""
    told = [one for one in comparison.figures if not one.follows]
    yield _Section(
        "Siffror",
        ("Blad", "Rad", "Kolumn", "Före", "Efter", "Skillnad", "Cell"),
        [_figure(one, books) for one in told],
        are_numbers=True,
    )
    yield _Section(
        "Färger",
        ("Blad", "Vad", "", "Före", "Efter", "", "Cell"),
        [line for one in comparison.colours for line in _colour(one, books)],
    )
    yield _Section(
        "Texter",
        ("Blad", "Rad", "Kolumn", "Borttaget", "Tillagt", "", "Cell"),
        [line for one in comparison.texts for line in _text(one, books)],
    )
    yield _Section(
        "Tillkommet och borttaget",
        ("Blad", "Rad", "", "", "", "", "Cell"),
        [
            _line((one.sheet, one.row, what), one.cell, book)
            for what, rows, book in (
                ("Tillkommet", comparison.added, books.after),
                ("Borttaget", comparison.removed, books.before),
            )
            for one in rows
        ],
    )
    yield from _last_sections(comparison, books)


def _last_sections(comparison: Comparison, books: Books) -> Iterator[_Section]:
    yield _Section(
        "Ändrad historia",
        ("Blad", "Vad", "", "Före", "Efter", "", "Cell"),
        [
            _line((one.cell.sheet, one.what, "", one.before, one.after), one.cell, books.after)
            for one in comparison.history
        ],
    )
    yield _Section(
        "Oförändrat som borde ha ändrats",
        ("Blad", "Vad", "Oförändrat", "", "", "", "Första cellen"),
        [
            _line((one.cell.sheet, one.what, f"{one.same} av {one.total}"), one.cell, books.after)
            for one in comparison.unchanged
        ],
    )
    yield _Section(
        "Gick inte att para",
        ("Blad", "Rad", "", "", "", "", "Cell"),
        [
            _line((one.sheet, one.row, _SIDES[one.side]), one.cell, _book(one.side, books))
            for one in comparison.unpaired
        ],
    )
    yield _Section("Om jämförelsen", ("Kod", "", "", "", "", "", ""), [*_about(comparison)])


def _book(side: Side, books: Books) -> str | None:
    return books.before if side is Side.BEFORE else books.after


def _about(comparison: Comparison) -> Iterator[_Row]:
    """Yield what is said of the comparison itself, in the widths that its rows have."""
    for finding in comparison.findings:
        yield [
            Placed(1, 1, finding.code, FAINT),
            Placed(1, 2, finding.message, _CELL, columns=4),
            Placed(1, 6, finding.remedy, _CELL, columns=2),
        ]


def _line(texts: Sequence[Value], cell: CellRef, book: str | None) -> list[Placed]:
    """Return a row of texts, with a link to the cell where one can lead there."""
    said = [
        Placed(1, column, text or None, _INDENTED if column in _TEXTS else _CELL)
        for column, text in zip_longest(range(1, len(_COLUMNS)), texts)
    ]
    return [*said, _link(cell, book)]


def _link(cell: CellRef, book: str | None) -> Placed:
    column = len(_COLUMNS)
    if book is None:
        return Placed(1, column, str(cell), _CELL)
    return Placed(1, column, str(cell), _LINK, link=str(cell), book=book)


def _figure(one: FigureChange, books: Books) -> list[Placed]:
    known = [value for value in (one.before, one.after) if value is not None]
    style, label = _NUMBER.but(bold=one.is_sum), _CELL.but(bold=one.is_sum)
    return [
        Placed(1, 1, one.sheet, _CELL),
        Placed(1, 2, one.row, label),
        Placed(1, 3, one.column, _CELL),
        _value(4, one.before, _formatted(style, one.measured, known)),
        _value(5, one.after, _formatted(style, one.measured, known)),
        _difference(one, _formatted(style, one.measured, known, signed=True)),
        _link(one.cell, books.after),
    ]


def _value(column: int, value: Decimal | None, style: Style) -> Placed:
    return Placed(1, column, _NONE if value is None else value, style)


def _difference(one: FigureChange, style: Style) -> Placed:
    """Return how much more a figure is; that of a share in per cent of the whole."""
    if one.difference is None or one.measured is not Measured.SHARE:
        return _value(6, one.difference, style)
    return Placed(1, 6, one.difference * _PER_CENT, style.but(number_format=points_format()))


def _formatted(
    style: Style, measured: Measured, values: Sequence[Decimal], *, signed: bool = False
) -> Style:
    if measured is Measured.SHARE:
        return style.but(number_format=share_format(1, signed=signed))
    decimals = max((min(decimals_of(value), _MOST_DECIMALS) for value in values), default=0)
    return style.but(number_format=amount_format(decimals, signed=signed))


def _colour(one: ColourChange, books: Books) -> Iterator[_Row]:
    """Yield a status from what to what, and a row for each unit that has moved."""
    if one.is_moved or not one.units:
        yield _moved(one.what, (one.before, one.after), one.cell, books)
    for move in one.units:
        what = f"{one.what}, {move.unit}"
        yield _moved(what, (move.before, move.after), move.cell, books)


def _moved(
    what: str, statuses: tuple[Graded | None, Graded | None], cell: CellRef, books: Books
) -> list[Placed]:
    return [
        Placed(1, 1, cell.sheet, _CELL),
        Placed(1, 2, what, _CELL),
        Placed(1, 3, None, _CELL),
        *(
            Placed(
                1,
                column,
                _NONE if status is None else status.shown,
                report_styles.status(status, BODY.size).but(
                    horizontal="left", vertical="top", indent=1
                ),
            )
            for column, status in enumerate(statuses, 4)
        ),
        Placed(1, 6, None, _CELL),
        _link(cell, books.after),
    ]


def _text(one: TextChange, books: Books) -> Iterator[_Row]:
    """Yield a row for each place where a text has changed: what went, and what came instead."""
    for removed, added in _marks(one):
        yield _line(
            (one.sheet, one.row, one.column, removed or _NONE, added or _NONE),
            one.cell,
            books.after,
        )


def _marks(one: TextChange) -> Iterator[tuple[str, str]]:
    removed = ""
    for passage in one.passages:
        text = passage.text.strip()
        if removed and passage.kind is not PassageKind.ADDED:
            yield removed, ""
        if passage.kind is PassageKind.ADDED:
            yield removed, text
        removed = text if passage.kind is PassageKind.REMOVED else ""
    if removed:
        yield removed, ""
