"""The sheet *Jämförelse*: what has changed between two workbooks, each change with its cell.

It is a workbook of its own, or a sheet in the workbook after; the links lead there either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
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
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.money import decimals_of
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.model.page import Page, Placed, Style
from xl_asn.model.statuses import Graded
from xl_asn.pages import report_styles
from xl_asn.pages.sheet_styles import BODY, FAINT, GROUP, LINK, ListColumn, list_page
from xl_asn.report.comparison import sentences, title

NAME: Final = "Jämförelse"
_COLUMNS: Final = (
    ListColumn("Blad", 17),
    ListColumn("Rad", 40),
    ListColumn("Kolumn", 22),
    ListColumn("Före", 30),
    ListColumn("Efter", 30),
    ListColumn("Skillnad", 12, number=True),
    ListColumn("Cell", 20),
)
_NUMBER: Final = BODY._replace(horizontal="right", indent=1)
_SUM: Final = _NUMBER._replace(bold=True)
_MOST_DECIMALS: Final = 4
_NONE: Final = "–"
_SIDES: Final = {Side.BEFORE: "Bara i den första filen", Side.AFTER: "Bara i den andra filen"}


class Books(NamedTuple):
    """Where the two workbooks lie as seen from the one that the page is in; empty for that one.

    None where a link cannot lead there.
    """

    before: str | None = None
    after: str | None = ""


def comparison_page(comparison: Comparison, books: Books) -> Page:
    """Lay out a comparison as a list, section by section, with a link to each cell."""
    rows: list[Sequence[Placed]] = []
    for heading, lines in _sections(comparison, books):
        for place, line in enumerate(lines):
            if not place:
                rows.append(_group(len(rows) + 1, heading))
            rows.append([cell._replace(row=len(rows) + 1) for cell in line])
    before, after = comparison.before, comparison.after
    files = f"Före är {before.file} och Efter är {after.file}. Belopp i {after.unit}."
    leads = (f"{title(comparison).text}. {files}", " ".join(sentences(comparison)))
    return list_page(NAME, leads, _COLUMNS, rows)


def _group(row: int, heading: str) -> list[Placed]:
    return [
        Placed(row, column, heading if column == 1 else None, GROUP)
        for column in range(1, len(_COLUMNS) + 1)
    ]


_Lines = Iterator[Sequence[Placed]]


def _sections(comparison: Comparison, books: Books) -> Iterator[tuple[str, _Lines]]:
    """Yield the sections with their rows; each row's number is told when it is put in."""
    yield "Siffror", (_figure(one, books) for one in comparison.figures)
    yield "Färger", (line for one in comparison.colours for line in _colour(one, books))
    yield "Texter", (line for one in comparison.texts for line in _text(one, books))
    yield (
        "Tillkommet",
        (
            _line((o.sheet, o.row, "", _NONE, "Tillkommet"), o.cell, books.after)
            for o in comparison.added
        ),
    )
    yield (
        "Borttaget",
        (
            _line((o.sheet, o.row, "", "Borttaget", _NONE), o.cell, books.before)
            for o in comparison.removed
        ),
    )
    yield (
        "Ändrad historia",
        (
            _line((o.cell.sheet, o.what, "", o.before, o.after), o.cell, books.after)
            for o in comparison.history
        ),
    )
    yield (
        "Oförändrat som borde ha ändrats",
        (
            _line(
                (o.cell.sheet, o.what, "", "", f"{o.same} av {o.total} oförändrade"),
                o.cell,
                books.after,
            )
            for o in comparison.unchanged
        ),
    )
    yield (
        "Gick inte att para",
        (
            _line(
                (o.sheet, o.row, _SIDES[o.side]),
                o.cell,
                books.before if o.side is Side.BEFORE else books.after,
            )
            for o in comparison.unpaired
        ),
    )
    yield "Om jämförelsen", _about(comparison)


def _about(comparison: Comparison) -> _Lines:
    for finding in comparison.findings:
        yield [
            Placed(1, 1, finding.code, FAINT),
            Placed(1, 2, f"{finding.message} {finding.remedy}", BODY, columns=6),
        ]


def _line(texts: Sequence[Value], cell: CellRef, book: str | None) -> list[Placed]:
    """Return a row of texts, with a link to the cell where one can lead there."""
    said = [Placed(1, column, text, BODY) for column, text in enumerate(texts, 1) if text]
    return [*said, _link(cell, book)]


def _link(cell: CellRef, book: str | None) -> Placed:
    column = len(_COLUMNS)
    if book is None:
        return Placed(1, column, str(cell), BODY)
    return Placed(1, column, str(cell), LINK, link=str(cell), book=book)


def _figure(one: FigureChange, books: Books) -> list[Placed]:
    known = [value for value in (one.before, one.after) if value is not None]
    style = _SUM if one.is_sum else _NUMBER
    label = BODY._replace(bold=True) if one.is_sum else BODY
    return [
        Placed(1, 1, one.sheet, BODY),
        Placed(1, 2, one.row, label),
        Placed(1, 3, one.column, BODY),
        _value(4, one.before, _formatted(style, one.measured, known)),
        _value(5, one.after, _formatted(style, one.measured, known)),
        _value(6, one.difference, _formatted(style, one.measured, known, signed=True)),
        _link(one.cell, books.after),
    ]


def _value(column: int, value: Decimal | None, style: Style) -> Placed:
    return Placed(1, column, _NONE if value is None else value, style)


def _formatted(
    style: Style, measured: Measured, values: Sequence[Decimal], *, signed: bool = False
) -> Style:
    if measured is Measured.SHARE:
        return style.but(number_format=share_format(1, signed=signed))
    decimals = max((min(decimals_of(value), _MOST_DECIMALS) for value in values), default=0)
    return style.but(number_format=amount_format(decimals, signed=signed))


def _colour(one: ColourChange, books: Books) -> _Lines:
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
        Placed(1, 1, cell.sheet, BODY),
        Placed(1, 2, what, BODY),
        Placed(1, 3, "Bedömning", BODY),
        *(
            Placed(
                1,
                column,
                _NONE if status is None else status.shown,
                report_styles.status(status, BODY.size).but(horizontal="left"),
            )
            for column, status in enumerate(statuses, 4)
        ),
        _link(cell, books.after),
    ]


def _text(one: TextChange, books: Books) -> _Lines:
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
