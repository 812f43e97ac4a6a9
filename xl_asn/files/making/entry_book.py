"""Pages that people fill in → a new, protected workbook: the same pages give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from xl_asn.files.making.page_sheet import PageSheet
from xl_asn.files.making.render import Formats, fill, lay_out, new_book
from xl_asn.files.making.validation import STATUS_COLOURS
from xl_asn.model.entry import Area, Counter, Entry, EntryPage
from xl_asn.model.grid import quoted_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_TITLE, _MOST_TEXT = 32, 255
_AMOUNT_LIMIT: Final = 1_000_000_000
#: What people may do on a protected sheet beside writing in its open cells. There is no password.
_ALLOWED: Final = {"format_columns": True, "format_rows": True, "autofilter": True}


class EntrySheet(PageSheet):
    """A worksheet some of whose rows grow with what is written in them."""

    fitted: frozenset[int] = frozenset()

    def _write_row(self, row: int, *more: Any, **named: Any) -> None:
        before = self.fh.tell()
        super()._write_row(row, *more, **named)
        if row + 1 in self.fitted:
            # With its height as a person's own, Excel would hide what is written below it.
            self.fh.seek(before)
            written = self.fh.read().replace(' customHeight="1"', "")
            self.fh.seek(before)
            self.fh.truncate()
            self.fh.write(written)


def entry_book(pages: Sequence[EntryPage], *, title: str) -> bytes:
    """Return a new .xlsx with a sheet for each page, made in memory.

    Raises:
        ValueError: a page cannot be written as it is, see :func:`~.render.render`.
    """
    file = io.BytesIO()
    book = new_book(file, title=title)
    formats = Formats(book)
    for one in pages:
        sheet = book.add_worksheet(one.page.name, EntrySheet)
        sheet.fitted = one.fitted
        lay_out(sheet, one.page)
        if one.print_scale:
            sheet.set_print_scale(one.print_scale)
            sheet.center_horizontally()
        fill(sheet, one.page, formats)
        _open(book, sheet, one)
        if one.counter is not None:
            _count(sheet, one.counter, formats)
        if one.is_hidden:
            sheet.hide()
        sheet.protect("", {**_ALLOWED})
    book.close()
    return file.getvalue()


def _open(book: Workbook, sheet: Worksheet, one: EntryPage) -> None:
    for entry in one.entries:
        first, last, column = _zero_based(entry.area)
        sheet.data_validation(first, column, last, column, _rule(entry))
        for graded in sorted(entry.graded, key=lambda word: -len(word.value)):
            fill_colour, ink = STATUS_COLOURS[graded.light]
            shown = {"bg_color": fill_colour, "font_color": ink}
            sheet.conditional_format(
                first, column, last, column,
                {"type": "text", "criteria": "begins with", "value": graded.value,
                 "format": book.add_format({**shown, "num_format": f'"{graded.symbol} "@'})},
            )  # fmt: skip
    for name, (row, column) in one.names.items():
        address = xl_rowcol_to_cell(row - 1, column - 1, row_abs=True, col_abs=True)
        book.define_name(name, f"={quoted_sheet(one.page.name)}!{address}")


def _rule(entry: Entry) -> dict[str, Any]:
    said = {
        "input_title": entry.title[:_MOST_TITLE],
        "input_message": entry.message[:_MOST_TEXT],
        "ignore_blank": True,
    }
    if entry.choices:
        return said | {
            "validate": "list",
            "source": list(entry.choices),
            "error_title": "Välj ur listan",
            "error_message": f"Välj ett av: {', '.join(entry.choices)}."[:_MOST_TEXT],
        }
    if entry.is_number:
        return said | {
            "validate": "decimal", "criteria": "between",
            "minimum": -_AMOUNT_LIMIT, "maximum": _AMOUNT_LIMIT,
            "error_title": "Skriv ett tal",
            "error_message": "Skriv beloppet som ett tal, utan ord och enhet.",
        }  # fmt: skip
    return said | {"validate": "any"}


def _count(sheet: Worksheet, counter: Counter, formats: Formats) -> None:
    """Write a formula that every program knows: it counts the blank cells of each area."""
    blanks = "+".join(f"COUNTBLANK({_range(area)})" for area in counter.areas) or "0"
    said = f"{counter.label}: {counter.left} av {counter.total}"
    formula = f'="{counter.label}: "&({blanks})&" av {counter.total}"'
    place = counter.row - 1, counter.column - 1
    sheet.write_formula(*place, formula, formats.of(counter.style), said)


def _range(area: Area) -> str:
    first, last, column = _zero_based(area)
    return str(xl_range_abs(first, column, last, column))


def _zero_based(area: Area) -> tuple[int, int, int]:
    return area.first_row - 1, area.last_row - 1, area.column - 1
