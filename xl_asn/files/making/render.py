"""Pages → a new workbook, through XlsxWriter: the same pages give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import xlsxwriter

from xl_asn.files.changing.numbers_write import kept, serial_of
from xl_asn.files.making.bridge_charts import insert_bridge
from xl_asn.files.making.charts import insert_chart
from xl_asn.files.making.line_charts import insert_line_chart
from xl_asn.files.making.page_sheet import PageSheet
from xl_asn.files.making.page_styles import DEFAULT_FORMAT, format_properties
from xl_asn.files.making.year_charts import insert_years_chart
from xl_asn.model.grid import CellRef
from xl_asn.model.page import (
    MAIL,
    BarChart,
    BridgeChart,
    LineChart,
    Page,
    Placed,
    Style,
    YearsChart,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: What a cell and a footer hold at most. XlsxWriter leaves out what is longer, with a warning.
MAX_CELL_TEXT: Final = 32_767
_MAX_FOOTER: Final = 255

#: A sheet holds no more links in Excel; what is beyond is shown as the same words without a link.
MAX_LINKS: Final = 65_530

_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark, not a moment
_A4, _A3 = 9, 8
_HIDE_ON_SCREEN_AND_PAPER: Final = 2
_SHOW_ON_SCREEN_AND_PAPER: Final = 0
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_LINKS: Final = frozenset(' "#%<>[]^`{}')
_MARGINS: Final = {"left": 0.6, "right": 0.6, "top": 0.7, "bottom": 0.75}
_FOOTER_MARGIN: Final = {"margin": 0.35}


def render(pages: Sequence[Page], *, title: str, date_1904: bool = False) -> bytes:
    """Return a new .xlsx with a sheet for each page, made in memory.

    Raises:
        ValueError: a page cannot be written as it is: two cells in one place, a text longer than
            a cell holds, a place outside the sheet, a number that is not one.
    """
    file = io.BytesIO()
    book = new_book(file, title=title, date_1904=date_1904)
    formats = Formats(book)
    # All sheets before any content: a chart's formula is checked against the sheets there are.
    sheets = [(page, book.add_worksheet(page.name, PageSheet)) for page in pages]
    for page, sheet in sheets:
        lay_out(sheet, page)
        fill(sheet, page, formats)
        for chart in page.charts:
            match chart:
                case YearsChart():
                    insert_years_chart(book, sheet, page.name, chart)
                case LineChart():
                    insert_line_chart(book, sheet, page.name, chart)
                case BridgeChart():
                    insert_bridge(book, sheet, page.name, chart)
                case BarChart():
                    insert_chart(book, sheet, page.name, chart)
    book.close()
    return file.getvalue()


def new_book(file: io.BytesIO, *, title: str, date_1904: bool = False) -> Workbook:
    """Return a workbook to fill, which takes texts as texts and says nothing of who made it."""
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "date_1904": date_1904,
            "default_format_properties": {**DEFAULT_FORMAT},
        },
    )
    book.set_properties({"title": title, "created": _CREATED})
    return book


class Formats:
    """One XlsxWriter format for each distinct style."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Style, bool], Format] = {}
        # A style has fifteen fields to hash and stands on thousands of cells: ask for itself first.
        self._met: dict[tuple[int, bool], tuple[Style, Format]] = {}

    def of(self, style: Style, *, quoted: bool = False) -> Format:
        """Return the format of a style; ``quoted`` is for a text that looks like a formula."""
        met = self._met.get((id(style), quoted))
        if met is not None:
            return met[1]
        key = (style, quoted)
        if key not in self._made:
            self._made[key] = self._book.add_format(format_properties(style, quoted=quoted))
        self._met[id(style), quoted] = style, self._made[key]
        return self._made[key]


def lay_out(sheet: Worksheet, page: Page) -> None:
    """Set measures, panes and print set-up."""
    for column, width in sorted(page.widths.items()):
        sheet.set_column(column - 1, column - 1, width)
    for row, height in sorted(page.heights.items()):
        sheet.set_row(row - 1, height)
    if page.landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(_A3 if page.large_paper else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    sheet.hide_gridlines(_SHOW_ON_SCREEN_AND_PAPER if page.gridlines else _HIDE_ON_SCREEN_AND_PAPER)
    if page.footer:
        if len(page.footer) > _MAX_FOOTER:
            _refuse(page, f"the footer is longer than {_MAX_FOOTER} characters")
        sheet.set_footer(page.footer, _FOOTER_MARGIN)
    _lay_out_print(sheet, page)
    if page.frozen_rows:
        sheet.freeze_panes(page.frozen_rows, 0)
    if page.filter_range is not None:
        top, left, bottom, right = page.filter_range
        sheet.autofilter(top - 1, left - 1, bottom - 1, right - 1)


def _lay_out_print(sheet: Worksheet, page: Page) -> None:
    if page.breaks:
        sheet.set_h_pagebreaks(sorted(set(page.breaks)))
    if page.printed_columns:
        last = max(cell.row for cell in page.cells)
        sheet.print_area(0, 0, last - 1, page.printed_columns - 1)
    if page.repeat_rows is not None:
        first, last = page.repeat_rows
        sheet.repeat_rows(first - 1, last - 1)


def fill(sheet: PageSheet, page: Page, formats: Formats) -> None:
    """Write the cells of a page."""
    links = 0
    for cell in page.cells:
        links += cell.link is not None
        if not sheet.is_free(cell.row - 1, cell.column - 1, max(cell.columns, 1)):
            _refuse(page, f"two cells in row {cell.row} column {cell.column} and on")
        if isinstance(cell.value, str) and len(cell.value) > MAX_CELL_TEXT:
            raise TextTooLong(page.name)
        quoted = isinstance(cell.value, str) and cell.value.startswith(_LIVE)
        shown = formats.of(cell.style, quoted=quoted)
        if _write(sheet, cell, shown, linked=links <= MAX_LINKS):
            _refuse(page, f"row {cell.row} column {cell.column} is outside the sheet")


def _write(sheet: PageSheet, cell: Placed, shown: Format, *, linked: bool) -> int:
    """Write one cell; XlsxWriter answers 0, or a negative code for what it left out."""
    row, column = cell.row - 1, cell.column - 1
    if cell.columns > 1:
        answer = sheet.merge_row(row, column, cell.columns, shown)
        if answer:
            return answer
    if cell.link is not None and linked:
        text = cell.value if isinstance(cell.value, str) and cell.value else cell.link
        answer = int(sheet.write_url(row, column, _target(cell.link, cell.book), shown, text))
        if answer:
            return answer
    return _write_value(sheet, cell, shown)


def _write_value(sheet: Worksheet, cell: Placed, shown: Format) -> int:
    row, column = cell.row - 1, cell.column - 1
    match cell.value:
        case None | "":
            return int(sheet.write_blank(row, column, None, shown))
        case bool() as truth:
            return int(sheet.write_boolean(row, column, truth, shown))
        case Decimal() as amount:
            return int(sheet.write_number(row, column, kept(amount), shown))
        case date() as day:
            serial = serial_of(day, since_1904=sheet.date_1904)
            return int(sheet.write_number(row, column, serial, shown))
        case str() as text if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a string for markup of its own; in two runs it is text again.
            return int(sheet.write_rich_string(row, column, text[0], shown, text[1:], shown))
        case str() as text:
            return int(sheet.write_string(row, column, text, shown))


def _target(link: str, book: str) -> str:
    """Return where a link leads, as XlsxWriter is told it."""
    if link.startswith(MAIL):
        return link
    return f"external:{_escaped(book)}#{_quoted(link)}" if book else f"internal:{_quoted(link)}"


def _escaped(path: str) -> str:
    """Return a path as a link has it, so that a # in it does not begin the place in the file."""
    return "".join(f"%{ord(sign):02X}" if sign in _NOT_IN_LINKS else sign for sign in path)


def _quoted(link: str) -> str:
    """Return an address with its sheet in quotes, which Excel always takes."""
    try:
        ref = CellRef.parse(link)
    except ValueError:
        return link
    return "'" + ref.sheet.replace("'", "''") + "'!" + ref.address


class TextTooLong(ValueError):  # noqa: N818 - it says what happened, as our others do
    """A text of a page has more characters than a cell holds."""

    def __init__(self, page: str) -> None:
        super().__init__(f"page {page}: a text too long for a cell")
        self.page = page


def _refuse(page: Page, reason: str) -> None:
    message = f"page {page.name}: {reason}"
    raise ValueError(message)
