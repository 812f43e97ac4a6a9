"""What the buttons do to the open workbook: the same workflow as the command line's."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Final

from xl_asn.documents.catalogue import document_types
from xl_asn.excel.answers import RefusedError, logged
from xl_asn.excel.live_book import read_book
from xl_asn.excel.live_cells import write_cells
from xl_asn.excel.live_pages import Sheets, replace_pages, sheets_of
from xl_asn.excel.marks import mark, unmark
from xl_asn.excel.master import is_older, refuse_other
from xl_asn.excel.session import (
    active_book,
    active_cell,
    refuse_unwritable,
    saved_in,
    still,
    the_app,
)
from xl_asn.excel.undo import put_back, remember
from xl_asn.exports.check_page import NAME as CHECK
from xl_asn.exports.check_page import summary
from xl_asn.files.previous import previous_report
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid, folded_name
from xl_asn.model.page import Page
from xl_asn.workflow import Computed, compute

if TYPE_CHECKING:
    import xlwings as xw

_LOG: Final = logging.getLogger(__name__)


def compute_book() -> str:
    """*Beräkna*: write the figures, the marks and the program's own sheets."""
    app = the_app()
    book = active_book(app)
    began = perf_counter()
    with still(app, book, "läser arbetsboken …"):
        grid = read_book(book)
        read = perf_counter()
        app.status_bar = "xl_asn: räknar och kontrollerar …"
        computed = _computed(book, grid)
        counted = perf_counter()
        app.status_bar = "xl_asn: skriver …"
        sheets = sheets_of(book)
        if computed.values or computed.pages:
            _write(book, sheets, grid, computed)
        mark(sheets, computed.examined.findings)
    _LOG.info(
        "read %.3f s, compute %.3f s, write %.3f s",
        read - began, counted - read, perf_counter() - counted,
    )  # fmt: skip
    if not computed.values and not computed.pages:
        return f"Ingenting har ändrats sedan förra gången: {_outcome(computed)}."
    return f"Beräkningen är klar: {_outcome(computed)}. Se bladet Kontroll."


def check_book() -> str:
    """*Kontrollera*: write *Kontroll* and the marks, and no figures."""
    app = the_app()
    book = active_book(app)
    with still(app, book, "kontrollerar …"):
        grid = read_book(book)
        computed = _computed(book, grid)
        pages = [page for page in computed.pages if page.name == CHECK]
        sheets = sheets_of(book)
        refuse_unwritable(book, sheets, [page.name for page in pages], structure=bool(pages))
        if pages:
            replace_pages(book, sheets, grid, pages, keep=False)
        mark(sheets, computed.examined.findings)
    return f"Kontrollen är klar: {_outcome(computed)}. Inga siffror är ändrade. Se bladet Kontroll."


def undo_book() -> str:
    """*Ångra Beräkna*: put back what the last *Beräkna* wrote over."""
    app = the_app()
    book = active_book(app)
    with still(app, book, "ångrar …"):
        grid = read_book(book)
        sheets = sheets_of(book)
        refuse_unwritable(book, sheets, (), structure=True)
        undone = put_back(book, sheets, grid)
        unmark(sheets_of(book))
    cells = "1 cell är återställd" if undone.restored == 1 else (
        f"{undone.restored} celler är återställda"
    )  # fmt: skip
    if undone.changed:
        kept = ", ".join(str(ref) for ref in undone.changed[:3])
        return f"Beräkningen är ångrad: {cells}. Du har själv ändrat {kept}, så det står kvar."
    return f"Beräkningen är ångrad: {cells}."


def export_report() -> str:
    """*Exportera*: write the report as a workbook of its own, beside the workbook."""
    from xl_asn.excel.own_files import folder_of, save_new  # noqa: PLC0415 - only for this button
    from xl_asn.files.render import render  # noqa: PLC0415

    app = the_app()
    book = active_book(app)
    with still(app, book, "exporterar rapporten …"):
        computed = _computed(book, read_book(book))
    name = book.name.rpartition(".")[0] or book.name
    data = render([computed.report], title=computed.title)
    path = save_new(folder_of(book), f"{name} rapport", ".xlsx", data)
    return f"Rapporten är sparad: {path}"


def make_master() -> str:
    """*Ny mall*: make a master and open it; from an older one, with its data moved over."""
    from xl_asn.excel.own_files import (  # noqa: PLC0415 - only for this button
        documents_folder,
        empty_master,
        folder_of,
        moved_master,
        opened,
        save_new,
    )

    app = the_app()
    book = _book_or_none(app)
    grid = read_book(book) if book is not None else Grid(())
    if book is not None and is_older(grid):
        name = book.name.rpartition(".")[0] or book.name
        data = moved_master(_declared(grid), grid)
        path = save_new(folder_of(book), f"{name} ny mall", ".xlsm", data)
        opened(app, path)
        return f"Uppgifterna är förda över till en ny mall: {path}. Den gamla är orörd."
    declared = next(iter(document_types().values()))
    name, data = empty_master(declared, datetime.now())  # noqa: DTZ005 - the user's own clock
    path = save_new(documents_folder(), name, ".xlsm", data)
    opened(app, path)
    return f"En ny mall är skapad och öppnad: {path}"


def explain_cell() -> str:
    """*Förklara cellen*: say what the active cell is."""
    from xl_asn.excel.explain import explain  # noqa: PLC0415 - only for this button

    app = the_app()
    book = active_book(app)
    ref = active_cell(app, book)
    if ref is None:
        message = "Markera en cell först, i stället för en bild eller ett diagram."
        raise RefusedError(message)
    grid = read_book(book)
    return explain(grid, _computed(book, grid), ref)


def _book_or_none(app: xw.App) -> xw.Book | None:
    try:
        return active_book(app)
    except RefusedError:
        return None


def _declared(grid: Grid) -> type:
    from xl_asn.documents.catalogue import document_type_of  # noqa: PLC0415

    return document_type_of(grid) or next(iter(document_types().values()))


def _computed(book: xw.Book, grid: Grid) -> Computed:
    refuse_other(grid)
    previous = previous_report(grid, saved_in(book)).content
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    computed = compute(grid, now=now, previous=previous)
    if isinstance(computed, Finding):
        message = f"{computed.message} {computed.remedy}"
        raise RefusedError(message)
    return computed


def _outcome(computed: Computed) -> str:
    return summary(computed.examined.findings)


def _write(book: xw.Book, sheets: Sheets, grid: Grid, computed: Computed) -> None:
    """Write what differs; when something goes wrong on the way, what was written is taken back."""
    pages: Sequence[Page] = computed.pages
    touched = {ref.sheet for ref in computed.values} | {page.name for page in pages}
    refuse_unwritable(book, sheets, touched, structure=True)
    new = [page.name for page in pages if folded_name(page.name) not in sheets]
    now = datetime.now()  # noqa: DTZ005 - the user's own clock
    remember(book, sheets, grid, computed.values, new, now)
    try:
        write_cells(book, grid, computed.values)
        replace_pages(book, sheets, grid, pages, keep=True)
    except Exception:
        _roll_back(book)
        raise


def _roll_back(book: xw.Book) -> None:
    try:
        put_back(book, sheets_of(book), read_book(book))
    except Exception:  # noqa: BLE001 - the first fault is the one to tell
        logged(traceback.format_exc())
