"""*Jämför med förra*: the sheet *Jämförelse*, with what has changed since the previous report."""

from __future__ import annotations

from typing import Final

from xl_asn.batch.time_limit import LONGEST_SECONDS
from xl_asn.case.comparing.compare import compare
from xl_asn.case.comparing.previous import previous_of
from xl_asn.case.comparing.sides import Given
from xl_asn.case.own_cells import shows
from xl_asn.excel.answers import Outcome, RefusedError, done
from xl_asn.excel.hung_on import hung_on
from xl_asn.excel.limited import limited
from xl_asn.excel.live_pages import Sheets, replace_pages, sheets_of
from xl_asn.excel.master import refuse_other
from xl_asn.excel.opened_book import OpenedBook, case_of_book, opened_book
from xl_asn.excel.session import refuse_unwritable, saved_in
from xl_asn.model.comparison import Comparison
from xl_asn.model.comparison_sheet import NAME, is_comparison, is_marked
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid, folded_name
from xl_asn.pages.comparison_page import Books, comparison_page
from xl_asn.report.comparison import sentences

_TIMES: Final = 2
"""Two workbooks are computed."""


def compare_book() -> Outcome:
    """Compare with the report that *Start* names, and write the sheet where it says another thing.

    Raises:
        ToldError: there is no such report, nothing can be compared, or the sheet is the author's.
    """
    with opened_book("jämför med förra rapporten …") as at:
        refuse_other(at.grid)
        sheets = sheets_of(at.book)
        _refuse_the_authors(at.grid, sheets)
        with limited(_TIMES * LONGEST_SECONDS):
            comparison = _comparison(at)
            # A link to the other file would lead from where the page is written, not from here.
            page = comparison_page(comparison, Books(before=None, after=""))
        changed = not shows(at.grid, page)
        if changed:
            refuse_unwritable(at.book, sheets, [NAME], structure=True)
            replace_pages(at.book, sheets, at.grid, [page], keep=False)
    lead = f"Jämfört med {comparison.before.file}."
    if not changed:
        lead += " Jämförelsen är densamma som förra gången, och ingenting är skrivet."
    return done(f"{lead} {' '.join(sentences(comparison))} Se bladet {NAME}.")


def _refuse_the_authors(grid: Grid, sheets: Sheets) -> None:
    """See to it that nothing of the author's is written over.

    Raises:
        RefusedError: a sheet of the name is hers, or something on it is.
    """
    sheet = grid.sheet(NAME)
    if sheet is None:
        return
    if is_comparison(sheet) and not any(hung_on(sheets[folded_name(sheet.name)], sheet)):
        return
    whose = "har något eget på sig" if is_marked(sheet) else "är ditt eget"
    message = (
        f"Bladet {sheet.name} {whose}, och skrivs inte över. Byt namn på bladet och tryck Jämför "
        "med förra igen. Ingenting är ändrat."
    )
    raise RefusedError(message)


def _comparison(at: OpenedBook) -> Comparison:
    case = case_of_book(at.book, at.grid)
    if isinstance(case, Finding):
        message = f"{case.message} {case.remedy}"
        raise RefusedError(message)
    folder = saved_in(at.book)
    own = folder / at.book.name if folder else None
    return compare(previous_of(case, own), Given(case, at.book.name))
