"""What the buttons do to the open workbook: the same workflow as the command line's."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Final

from xl_asn.batch.time_limit import LONGEST_SECONDS
from xl_asn.case.compute import Computed, compute
from xl_asn.case.examine import examine
from xl_asn.documents.catalogue import document_type_of, document_types
from xl_asn.documents.document import Document
from xl_asn.documents.start import SHEET as START
from xl_asn.excel.answers import Outcome, RefusedError, done, logged
from xl_asn.excel.limited import limited
from xl_asn.excel.live_book import read_book
from xl_asn.excel.live_cells import write_cells
from xl_asn.excel.live_pages import Sheets, replace_pages, sheets_of
from xl_asn.excel.marks import MOST_MARKS, mark, notes_of, unmark
from xl_asn.excel.master import is_older, refuse_other
from xl_asn.excel.native import told
from xl_asn.excel.opened_book import OpenedBook, case_of_book, opened_book
from xl_asn.excel.session import active_book, active_cell, refuse_unwritable, the_app
from xl_asn.excel.undo import put_back, remember
from xl_asn.model.findings import Finding, Severity, worst
from xl_asn.model.grid import Grid, folded_name
from xl_asn.model.page import Page
from xl_asn.pages.check_page import NAME as CHECK
from xl_asn.pages.check_page import check_page, read_waivers, summary
from xl_asn.rules.context import listed
from xl_asn.rules.waivers import lapsed

if TYPE_CHECKING:
    import xlwings as xw

_LOG: Final = logging.getLogger(__name__)


def compute_book() -> Outcome:
    """*Beräkna*: write the figures, the marks and the program's own sheets.

    Raises:
        AdoptedError: the report is adopted, and would be another; whether it may is asked.
    """
    return _written(anyway=False)


def compute_adopted() -> Outcome:
    """The same, also where the report is adopted."""
    return _written(anyway=True)


def _written(*, anyway: bool) -> Outcome:
    with opened_book("läser arbetsboken …") as at:
        began = perf_counter()
        at.app.status_bar = "xl_asn: räknar och kontrollerar …"
        computed = _computed(at.book, at.grid)
        if not anyway:
            computed.refuse_adopted()
        counted = perf_counter()
        at.app.status_bar = "xl_asn: skriver …"
        sheets = sheets_of(at.book)
        changed = bool(computed.values or computed.pages)
        if changed:
            _write(at.book, sheets, at.grid, computed)
        crowded = mark(sheets, computed.examined.findings)
        _LOG.info("compute %.3f s, write %.3f s", counted - began, perf_counter() - counted)
    if not changed:
        return _told(f"Ingenting har ändrats sedan förra gången: {_summary(computed)}.", computed)
    more = filter(
        None,
        (
            computed.replaced_sentence,
            computed.renewed_sentence,
            computed.published_sentence,
            computed.unready_sentence,
        ),
    )
    said = f"Beräkningen är klar: {_summary(computed)}. Se bladet Kontroll."
    return _told(" ".join((said + _unmarked(crowded), *more)), computed)


def check_book() -> Outcome:
    """*Kontrollera*: write *Kontroll* and the marks, and no figures."""
    with opened_book("kontrollerar …") as at:
        computed = _computed(at.book, at.grid)
        pages = [page for page in computed.pages if page.name == CHECK]
        sheets = sheets_of(at.book)
        refuse_unwritable(at.book, sheets, [page.name for page in pages], structure=bool(pages))
        if pages:
            replace_pages(at.book, sheets, at.grid, pages, keep=False)
        _tell_left(at, sheets, computed)
        crowded = mark(sheets, computed.examined.findings)
    said = f"Kontrollen är klar: {_summary(computed)}. Inga siffror är ändrade. Se bladet Kontroll."
    return _told(" ".join((said + _unmarked(crowded), *_waiting(computed))), computed)


def _tell_left(at: OpenedBook, sheets: Sheets, computed: Computed) -> None:
    """Write on *Start* what is left to write; one that is protected says what it said."""
    start = sheets.get(folded_name(START))
    if computed.told_left and not told(start, "ProtectContents", usual=False):
        write_cells(at.book, at.grid, computed.told_left)


def _waiting(computed: Computed) -> Iterator[str]:
    """Yield what to say where the answer is of figures that only *Beräkna* will write."""
    start = computed.examined.document.start
    stamps = {start.place(name) for name, column in start.declared().items() if column.computed}
    count = len(computed.values.keys() - stamps - computed.told_left.keys())
    if count:
        cells = "1 cell räknas" if count == 1 else f"{count} celler räknas"
        yield f"{cells} om när du trycker Beräkna."


def undo_book() -> Outcome:
    """*Ångra Beräkna*: put back what the last *Beräkna* wrote over."""
    with opened_book("ångrar …") as at:
        sheets = sheets_of(at.book)
        refuse_unwritable(at.book, sheets, (), structure=True)
        undone = put_back(at.book, sheets, at.grid)
        _keep_waivers(at)
        unmark(sheets_of(at.book))
    cells = "1 cell är återställd" if undone.restored == 1 else (
        f"{undone.restored} celler är återställda"
    )  # fmt: skip
    if undone.changed:
        kept = ", ".join(str(ref) for ref in undone.changed[:3])
        return done(
            f"Beräkningen är ångrad: {cells}. Du har själv ändrat {kept}, så det står kvar."
        )
    return done(f"Beräkningen är ångrad: {cells}.")


def _keep_waivers(at: OpenedBook) -> None:
    """Write *Kontroll* anew where undo would lose what people have written there since."""
    written = read_waivers(at.grid)
    if not written:
        return
    grid = read_book(at.book)
    restored = read_waivers(grid)
    if all(waiver in restored or waiver._replace(day=None) in restored for waiver in written):
        return
    kept = tuple(sheet for sheet in grid.sheets if folded_name(sheet.name) != folded_name(CHECK))
    check = at.grid.sheet(CHECK)
    before = replace(grid, sheets=(*kept, check) if check else kept)
    case = case_of_book(at.book, before)
    if isinstance(case, Finding):
        return
    examined = examine(case)
    left = lapsed(written, examined.findings)
    page = check_page(examined.findings, left, examined.amount_cells)
    replace_pages(at.book, sheets_of(at.book), grid, [page], keep=False)


def export_report() -> Outcome:
    """*Exportera*: write the board's document in every format, beside the workbook.

    Raises:
        DraftOfferError: there are errors; whether a draft will do is asked.
    """
    return _exported(draft=False)


def export_draft() -> Outcome:
    """The same whatever the errors, marked UTKAST on every page."""
    return _exported(draft=True)


def _exported(*, draft: bool) -> Outcome:
    from xl_asn.excel.board_documents import (  # noqa: PLC0415 - only for this button
        refuse_errors,
        save_documents,
    )

    with opened_book("exporterar rapporten …") as at:
        computed = _computed(at.book, at.grid)
        if not draft:
            refuse_errors(computed)
        said = save_documents(at.app, at.book, computed, draft=draft)
    return _told(said, computed)


def make_master() -> Outcome:
    """*Ny mall*: make a master and open it; from an older one, with its data moved over."""
    app = the_app()
    book = _book_or_none(app)
    grid = read_book(book) if book is not None else Grid(())
    declared = document_type_of(grid)
    if book is not None and declared is not None and is_older(grid):
        return _moved(app, book, grid, declared)
    from xl_asn.excel.own_files import (  # noqa: PLC0415 - only for this button
        USUAL_TYPE,
        documents_folder,
        empty_master,
        opened,
        save_new,
    )

    declared = declared or document_types()[USUAL_TYPE]
    name, data = empty_master(declared, datetime.now())  # noqa: DTZ005 - the user's own clock
    path = save_new(documents_folder(), name, ".xlsm", data)
    opened(app, path)
    return done(f"En ny mall är skapad och öppnad: {path}")


def _moved(app: xw.App, book: xw.Book, grid: Grid, declared: type[Document]) -> Outcome:
    """Move an older master's data to a new one beside it, and tell what stays in the old."""
    from xl_asn.case.older_masters import left_behind, moved_master  # noqa: PLC0415 - seldom needed
    from xl_asn.excel.own_files import folder_of, opened, save_new, stem_of  # noqa: PLC0415

    notes = {name: count for name, count in notes_of(book).items() if count}
    data = moved_master(declared, grid, macros=True)
    path = save_new(folder_of(book), f"{stem_of(book)} ny mall", ".xlsm", data)
    left = left_behind(grid, data, notes)
    opened(app, path)
    said = f"Uppgifterna är förda över till en ny mall: {path}. Den gamla är orörd."
    if left:
        said += f" Det här finns bara i den gamla: {', '.join(left)}."
    return done(said)


def explain_cell() -> Outcome:
    """*Förklara cellen*: say what the active cell is."""
    from xl_asn.excel.explain import explain  # noqa: PLC0415 - only for this button

    app = the_app()
    book = active_book(app)
    ref = active_cell(app, book)
    if ref is None:
        message = "Markera en cell först, i stället för en bild eller ett diagram."
        raise RefusedError(message)
    grid = read_book(book)
    return done(explain(grid, _computed(book, grid), ref))


def _book_or_none(app: xw.App) -> xw.Book | None:
    try:
        return active_book(app)
    except RefusedError:
        return None


def _computed(book: xw.Book, grid: Grid) -> Computed:
    refuse_other(grid)
    with limited(LONGEST_SECONDS):
        case = case_of_book(book, grid)
        if isinstance(case, Finding):
            message = f"{case.message} {case.remedy}"
            raise RefusedError(message)
        return compute(case, now=datetime.now())  # noqa: DTZ005 - the user's own clock


def _told(sentence: str, computed: Computed) -> Outcome:
    return done(sentence, has_errors=worst(computed.examined.findings) is Severity.ERROR)


def _unmarked(crowded: Sequence[str]) -> str:
    """Return what to say of sheets where not every cell with a finding has a mark."""
    if not crowded:
        return ""
    return (
        f" På {listed(crowded)} är bara de {MOST_MARKS} allvarligaste cellerna markerade; Gå till "
        "nästa fel går igenom alla."
    )


def _summary(computed: Computed) -> str:
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
