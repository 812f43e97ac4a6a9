"""The sheet *Underlag*: what the ledger gave each row, by account and month, in kronor and öre.

It is the program's, and is read back the next time: what has changed since then is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from xl_asn.model.basis import MONTHS, NAME, WRITTEN, Basis, BasisLine, Fate, blocks, is_basis
from xl_asn.model.findings import Severity
from xl_asn.model.grid import CellRef, Grid, quoted_sheet
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import ORE
from xl_asn.model.listing import listed
from xl_asn.model.money import show_number
from xl_asn.model.number_formats import amount_format
from xl_asn.model.page import Page, Placed, Style
from xl_asn.pages.basis_layout import (
    ANYWAY,
    BUDGET,
    COLUMNS,
    FETCHED,
    FIRST_MONTH,
    GAP,
    GIVEN,
    LEDGER,
    LEFT_OUT,
    MINUS,
    MONTH_WORDS,
    ORGANISATION,
    PLUS,
    SUM_ROW,
    TOTAL,
    UNTIL,
    shown_row,
)
from xl_asn.pages.basis_reading import read, strays
from xl_asn.pages.basis_widths import basis_widths, heights_of
from xl_asn.pages.sheet_styles import BODY, FAINT, HEADER, HEADER_RIGHT, LEAD, LINK, SEVERITY, TITLE

_AMOUNT, _WHOLE = amount_format(2), amount_format()
_MARK: Final = (
    f"{WRITTEN}, om igen varje gång. Kronor, med rapportens tecken. Budget är hela årets."
)
_NOT_YET: Final = f"{WRITTEN}. Inget utfall är hämtat till den här perioden."
_MOST_NAMED: Final = 5
_CELL: Final = BODY._replace(wrap=False)
#: A row's name again, for who filters: it is read in whole in the line of the row's sum.
_AGAIN: Final = FAINT._replace(wrap=False)
_MIDDLE: Final = _CELL._replace(horizontal="center")
_BOLD: Final = _CELL._replace(bold=True, top="thin")
_NAME: Final = _BOLD._replace(wrap=True)
_WRONG: Final = SEVERITY[Severity.ERROR][0]._replace(wrap=False, top="thin")
_ANYWAY: Final = LEAD._replace(bold=True, colour=_WRONG.colour)

Place = Callable[[RowKey], CellRef | None]
"""Where a row's figure stands in the workbook."""


def basis_page(basis: Basis, place: Place = lambda _: None) -> Page:
    """Lay out *Underlag*, so that :func:`read_basis` gives the same back."""
    leads = list(_leads(basis))
    top = len(leads) + 3
    cells = [
        Placed(1, 1, NAME, TITLE),
        *(
            Placed(row, 1, lead, _ANYWAY if lead.startswith(ANYWAY) else LEAD)
            for row, lead in enumerate(leads, 2)
        ),
        *(
            Placed(top, at, column.header, HEADER_RIGHT if column.number else HEADER)
            for at, column in enumerate(COLUMNS, 1)
        ),
    ]
    row = top
    for first, lines in blocks(basis.lines):
        cells += _block(row + 1, first, lines, place)
        row += len(lines) + 1
    last = row
    cells += _controls(last + 2, basis)
    widths = basis_widths(cells, top)
    return Page(
        NAME,
        tuple(cells),
        widths=widths,
        heights={1: 26.0, top: 20.0, **heights_of(cells, top, widths)},
        repeat_rows=(top, top),
        frozen_rows=top,
        landscape=True,
        large_paper=True,
        printed_columns=TOTAL + 1,
        filter_range=(top, 1, max(last, top + 1), len(COLUMNS)),
        footer=f"&L{NAME}&RSida &P av &N",
    )


def page_until_fetched() -> Page:
    """Lay out the sheet of a workbook that nothing has been fetched to since it was made."""
    return Page(NAME, (Placed(1, 1, NAME, TITLE), Placed(2, 1, _NOT_YET, LEAD)))


def _leads(basis: Basis) -> Iterator[str]:
    for source in basis.sources:
        number = f"{ORGANISATION}{source.organisation}" if source.organisation else ""
        what = BUDGET if source.is_budget else FETCHED
        yield f"{what}{source.name} ({source.format}{number}): {_told(source.total)}"
    yield (
        f"{UNTIL}{MONTH_WORDS[basis.last - 1]} {basis.year}, hämtat "
        f"{basis.at.isoformat(' ', 'seconds')}"
    )
    yield from (f"{ANYWAY}{reason}" for reason in basis.anyway)
    yield _MARK


def _told(amount: int) -> str:
    return f"{show_number(_kronor(amount), 2)} kr"


def _block(
    row: int, first: BasisLine, lines: Sequence[BasisLine], place: Place
) -> Iterator[Placed]:
    """Yield a row of the workbook with its sum, and below it the lines that make it."""
    name = shown_row(first.row) if first.row else f"({first.fate.value})"
    cell = place(first.row) if first.row else None
    yield Placed(row, 1, first.sheet, _BOLD)
    link = None if cell is None else f"{quoted_sheet(cell.sheet)}!{cell.address}"
    style = _NAME if link is None else LINK._replace(bold=True, top="thin")
    yield Placed(row, 2, name, style, link=link)
    yield Placed(row, 3, SUM_ROW, _BOLD)
    yield from (Placed(row, at, None, _BOLD) for at in range(4, FIRST_MONTH))
    months = [sum(line.months[at] for line in lines) for at in range(MONTHS)]
    yield from _amounts(row, months, sum(line.budget for line in lines), _BOLD)
    yield Placed(row, TOTAL + 4, sum_of_lines(lines), _BOLD)
    for at, line in enumerate(lines, row + 1):
        yield Placed(at, 1, line.sheet, _AGAIN)
        yield Placed(at, 2, name, _AGAIN)
        texts = (line.codes.account, line.name, *line.codes[1:])
        yield from (Placed(at, 3 + n, text or None, _CELL) for n, text in enumerate(texts))
        yield from _amounts(at, line.months, line.budget, _CELL)
        yield Placed(at, TOTAL + 2, Decimal(line.order), _MIDDLE)
        yield Placed(at, TOTAL + 3, MINUS if line.sign < 0 else PLUS, _MIDDLE)
        yield Placed(at, TOTAL + 4, Decimal(line.lines), _MIDDLE)
        yield Placed(at, TOTAL + 5, line.fate.value, _CELL)
        yield Placed(at, TOTAL + 6, line.why or None, _CELL)


def sum_of_lines(lines: Sequence[BasisLine]) -> Decimal:
    """Return how many lines of the ledger some lines are the sum of."""
    return Decimal(sum(line.lines for line in lines))


def _amounts(row: int, months: Sequence[int], budget: int, style: Style) -> Iterator[Placed]:
    style = style._replace(number_format=_AMOUNT, horizontal="right")
    whole = style._replace(number_format=_WHOLE)  # the öre are there, and seen in the sum
    for at, amount in enumerate(months):
        yield Placed(row, FIRST_MONTH + at, _kronor(amount) if amount else None, whole)
    yield Placed(row, TOTAL, _kronor(sum(months)), style)
    yield Placed(row, TOTAL + 1, _kronor(budget) if budget else None, style)


def _controls(row: int, basis: Basis) -> Iterator[Placed]:
    """Yield the whole ledger beside what the rows of each sheet have been given."""
    for sheet in basis.sheets:
        others = sum(
            line.total for line in basis.lines if line.sheet == sheet and line.fate is Fate.LEFT_OUT
        )
        given = basis.given(sheet)
        told = (
            (LEDGER, basis.actual), (GIVEN, given), (LEFT_OUT, others), (GAP, basis.gap(sheet)),
        )  # fmt: skip
        for name, amount in told:
            style = _BOLD if name in {LEDGER, GAP} else _CELL
            if name == GAP and amount:
                style = _WRONG
            texts = (sheet, name, *[None] * (TOTAL - 3))
            yield from (Placed(row, at, text, style) for at, text in enumerate(texts, 1))
            number = style._replace(number_format=_AMOUNT, horizontal="right")
            yield Placed(row, TOTAL, _kronor(amount), number)
            row += 1
        row += 1


def _kronor(amount: int) -> Decimal:
    return Decimal(amount) / ORE


def read_basis(grid: Grid) -> Basis | None:
    """Read *Underlag*; None where the workbook has none, or one that is somebody's own."""
    sheet = grid.sheet(NAME)
    return None if sheet is None else read(sheet)


def in_the_way(grid: Grid) -> str:
    """Return what on a sheet of that name would go if it were written; empty for nothing."""
    sheet = grid.sheet(NAME)
    if sheet is None:
        return ""
    if not is_basis(sheet):
        return "bladet med det namnet är ditt eget"
    own = [str(one) for one in (*strays(sheet), *sheet.hung_on)]
    return f"där finns något eget, {listed(own[:_MOST_NAMED])}" if own else ""
