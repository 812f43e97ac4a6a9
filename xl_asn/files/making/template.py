"""Masters: a workbook for a document type, built from its declaration and, for examples, a grid.

Everything on the input sheets (headers, widths, lists, limits, help, styles, named cells) follows
from the declared columns. The same declaration and content give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xl_asn.documents.columns import Column, columns_of
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.start import SHEET as START
from xl_asn.files.changing.save import changed
from xl_asn.files.making.cell_styles import CellStyles
from xl_asn.files.making.page_styles import DEFAULT_FORMAT
from xl_asn.files.making.sheet_cells import HEADER_ROW, row_height, write_cell
from xl_asn.files.making.start_sheet import write_start
from xl_asn.files.making.validation import add_conditional_formats, add_validation
from xl_asn.files.making.vba import with_macros
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.grid import BLANK, Cell, Grid
from xl_asn.model.page import Page
from xl_asn.model.periods import Period

_BLANK_ROWS = 15
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark, not a moment

#: Characters that fit an upright A4 page at a readable size.
_UPRIGHT_WIDTH = 95
_LEGEND = "Gula celler fylls i, grå räknas fram."
_INPUT_TAB, _OUTPUT_TAB = "#F2D36B", "#1F4E5F"


def build_master(
    declared: type[Document], content: Grid, generated: Sequence[Page], *, macros: bool = False
) -> bytes:
    """Build a master of a document type, filled with what ``content`` holds.

    ``content`` is read by sheet and header like any workbook; a grid without sheets gives an
    empty master, and an optional sheet is there where the content has it. ``generated`` are the
    sheets that the program writes, in their first state.
    With ``macros`` it is an ``.xlsm`` with buttons on *Start*.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_urls": False,
            "default_format_properties": {**DEFAULT_FORMAT},
        },
    )
    book.set_properties({"title": declared.title, "created": _CREATED})
    styles = CellStyles(book)
    start = book.add_worksheet(START)
    document = declared.read(content)
    unit = document.start.unit or AmountUnit.TKR.value
    sheets = [(spec, book.add_worksheet(spec.name), table) for spec, table in document.own_tables()]
    for page in generated:
        book.add_worksheet(page.name).set_tab_color(_OUTPUT_TAB)
    write_start(book, start, styles, document, content, buttons=macros)
    for spec, sheet, table in sheets:
        rows = list(_raw_rows(content, spec, table))
        columns = table.declared or _columns_of(spec, document.period)
        columns = {name: column.in_unit(unit) for name, column in columns.items()}
        _write_sheet(sheet, styles, declared, spec.in_unit(unit), columns, rows)
    start.activate()
    book.close()
    built = changed(styles.named(file.getvalue()), {}, generated)
    return with_macros(built) if macros else built


def _raw_rows(content: Grid, spec: SheetSpec, table: Rows[Row]) -> Iterator[Mapping[str, Cell]]:
    """Yield the content's rows as they are, faults included, by field name."""
    found = content.sheet(spec.name)
    if found is None:
        return
    for row in table:
        cells = found.row(row.row_number)
        yield {name: cells.get(column, BLANK) for name, column in table.columns.items()}


def _columns_of(spec: SheetSpec, period: Period | None) -> Mapping[str, Column]:
    """Return the columns of a new sheet, with those that a period's series have."""
    if period is None:
        return spec.columns
    headers = (header for series in spec.row.series for header in series.headers(period))
    return columns_of(spec.row.with_headers(headers))


def _write_sheet(
    sheet: Worksheet,
    styles: CellStyles,
    declared: type[Document],
    spec: SheetSpec,
    columns: Mapping[str, Column],
    rows: Sequence[Mapping[str, Cell]],
) -> None:
    _write_heading(sheet, styles, spec)
    last = HEADER_ROW + max(len(rows), _BLANK_ROWS if not rows else 0)
    for index, (name, column) in enumerate(columns.items()):
        sheet.set_column(index, index, column.shown_width)
        shown = styles.of(column)
        for number in range(HEADER_ROW, last):
            cells = rows[number - HEADER_ROW] if number - HEADER_ROW < len(rows) else {}
            write_cell(sheet, number, index, cells.get(name, BLANK), shown)
        add_validation(sheet, declared, index, column, HEADER_ROW, last)
    sheet.add_table(
        HEADER_ROW - 1, 0, last - 1, len(columns) - 1,
        {
            "name": table_name(spec.name),
            "style": None,
            "columns": [
                {"header": column.header, "header_format": styles.header(column)}
                for column in columns.values()
            ],
        },
    )  # fmt: skip
    sheet.set_row(HEADER_ROW - 1, 32)
    for number, cells in enumerate(rows, HEADER_ROW):
        height = row_height(columns, cells)
        if height is not None:
            sheet.set_row(number, height)
    sums = spec.row.holds_amounts
    add_conditional_formats(
        sheet, styles, columns, HEADER_ROW, last, sums=sums, scale=declared.scale
    )
    _set_up(sheet, columns, frozen=3 if sums else 0)


def _write_heading(sheet: Worksheet, styles: CellStyles, spec: SheetSpec) -> None:
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, spec.name, styles.title)
    sheet.write_string(1, 0, f"{spec.help} {_LEGEND}", styles.help)
    sheet.set_tab_color(_INPUT_TAB)
    sheet.write_url(2, 0, f"internal:'{START}'!A1", styles.link, "← Till Start")


def _set_up(sheet: Worksheet, columns: Mapping[str, Column], *, frozen: int) -> None:
    wide = sum(column.shown_width for column in columns.values())
    if wide > _UPRIGHT_WIDTH:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_footer("&L&A&RSida &P av &N")
    sheet.freeze_panes(HEADER_ROW, frozen)


def table_name(sheet: str) -> str:
    """Return the name of a sheet's Excel table."""
    return "T_" + sheet.replace(" ", "_")
