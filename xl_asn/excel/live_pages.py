"""Pages → sheets of the open workbook, with every style, link, chart and print setting.

The pages are written as a workbook of their own, which Excel opens and copies the sheets from. So
they are the same as those the command line writes, and the number of calls is the same however
many rows they have. The sheet that a page replaces is kept, hidden, until *Beräkna* is pressed
again: that is how it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from xl_asn.case.own_cells import BEFORE, GENERATED
from xl_asn.excel.native import VERY_HIDDEN
from xl_asn.files.making.build_folder import build_folder
from xl_asn.files.making.render import render
from xl_asn.model.grid import Grid, folded_name, quoted_sheet
from xl_asn.model.page import Page

if TYPE_CHECKING:
    import xlwings as xw

Sheets: TypeAlias = "dict[str, xw.Sheet]"
"""The sheets of a workbook by folded name; kept true as sheets come and go."""


def replace_pages(
    book: xw.Book, sheets: Sheets, grid: Grid, pages: Sequence[Page], *, keep: bool
) -> None:
    """Put pages in place of the sheets of their names; with ``keep`` the old ones are set aside."""
    referred = {page.name for page in pages if is_referred(grid, page.name)}
    drawn = [replace(page, charts=()) if page.name in referred else page for page in pages]
    with _opened(book, drawn) as source:
        for page in pages:
            old = sheets.get(folded_name(page.name))
            new = source.sheets[page.name]
            if old is None:
                copied_beside(new, book, after=book.sheets[-1])
            elif page.name in referred:
                if keep:
                    aside = copied_beside(old, book, after=old)
                    aside.name = BEFORE[page.name]
                    hide(aside)
                _fill(old, new)
            else:
                _put_before(book, old, new, BEFORE[page.name] if keep else None)


def put_back_pages(sheets: Sheets, grid: Grid) -> None:
    """Put the sheets that were set aside back in place of the pages that replaced them."""
    for name in GENERATED:
        aside = sheets.pop(folded_name(BEFORE[name]), None)
        if aside is None:
            continue
        old = sheets.get(folded_name(name))
        if old is not None and is_referred(grid, name):
            _fill(old, aside)
            aside.delete()
            continue
        aside.visible = True
        if old is not None:
            old.delete()
        aside.name = name


def is_referred(grid: Grid, name: str) -> bool:
    """Whether a formula of the author's reads the sheet: deleting it would break the formula."""
    called = {folded_name(quoted_sheet(name)) + "!", f"'{folded_name(name)}'!"}
    generated = {folded_name(other) for other in GENERATED}
    return any(
        cell.formula is not None and any(call in folded_name(cell.formula) for call in called)
        for sheet in grid.sheets
        if folded_name(sheet.name) not in generated
        for cell in sheet.cells.values()
    )


def sheets_of(book: xw.Book) -> Sheets:
    """Return the sheets of a workbook by folded name, asked for once."""
    return {folded_name(sheet.name): sheet for sheet in book.sheets}


def copied_beside(
    sheet: xw.Sheet, book: xw.Book, *, before: xw.Sheet | None = None, after: xw.Sheet | None = None
) -> xw.Sheet:
    """Copy a sheet into a workbook; Excel makes the copy the active sheet, and so it is found.

    xlwings' own copy asks for the name of every sheet, twice.
    """
    sheet.impl.copy(before=before and before.impl, after=after and after.impl)
    return book.sheets.active


def hide(sheet: xw.Sheet) -> None:
    """Hide a sheet so that it is not among those a user can show again."""
    sheet.impl.visible = VERY_HIDDEN


def _put_before(book: xw.Book, old: xw.Sheet, new: xw.Sheet, aside: str | None) -> None:
    """Copy ``new`` to where ``old`` is; ``old`` gets the name ``aside``, or is deleted."""
    name = old.name
    copied = copied_beside(new, book, before=old)
    if aside is None:
        old.delete()
    else:
        old.name = aside
        hide(old)
    copied.name = name


def _fill(target: xw.Sheet, source: xw.Sheet) -> None:
    """Replace what a sheet shows, without the sheet itself being another."""
    target.clear()
    source.used_range.copy(target.range("A1"))


@contextmanager
def _opened(book: xw.Book, pages: Sequence[Page]) -> Iterator[xw.Book]:
    """Open a workbook of the pages; it is closed, and its file removed, whatever happens."""
    with build_folder() as folder:
        path = folder / f"{folder.name}.xlsx"
        path.write_bytes(render(pages, title="xl_asn"))
        source = book.app.books.open(path)
        try:
            yield source
        finally:
            source.close()
