"""*Ny period*: the next period's workbook from the open one, in a new file that is opened.

It is made of the file, as the command makes it, so that what is the author's is copied byte for
byte; and the new workbook names that file as the report before it. So what she has not saved is
asked for first. Nothing is written in the open workbook.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_asn.batch.time_limit import LONGEST_SECONDS
from xl_asn.cycle.next_period.book import NextBook, Wanted, next_book
from xl_asn.excel.answers import MOST_SHOWN, Outcome, RefusedError, done, fitting, logged
from xl_asn.excel.limited import limited
from xl_asn.excel.live_book import read_book
from xl_asn.excel.live_pages import sheets_of
from xl_asn.excel.marks import unmark
from xl_asn.excel.master import refuse_other
from xl_asn.excel.own_files import opened, publish_new, refuse_open
from xl_asn.excel.session import active_book, has_unsaved, saved_in, the_app
from xl_asn.model.findings import Finding, Severity

if TYPE_CHECKING:
    import xlwings as xw

_TIMES: Final = 3
"""The workbook is read and checked as it is, and once more as it becomes: as the command has it."""


def make_next() -> Outcome:
    """Make the next period's workbook beside the open one, and open it.

    Raises:
        ToldError: it cannot be made, or there is a file of its name; then nothing is written.
    """
    app = the_app()
    book = active_book(app)
    file = _file_of(book)
    refuse_other(read_book(book))
    with limited(_TIMES * LONGEST_SECONDS):
        made = next_book(file, Wanted())
    refuse_open(app, made.target)
    publish_new(made.target, made.data, "tryck Ny period")
    return done(_told(made, is_open=_opened(app, made.target)))


def _opened(app: xw.App, path: Path) -> bool:
    """Open the new workbook; what cannot be opened is made all the same."""
    try:
        # What was found in the old period is noted in cells of the copy too.
        unmark(sheets_of(opened(app, path)))
    except Exception:  # noqa: BLE001 - Excel has many
        logged(traceback.format_exc())
        return False
    return True


def _file_of(book: xw.Book) -> Path:
    """Return the file of a workbook, which holds all that is in it.

    Raises:
        RefusedError: it has none on this computer, or there is something that is not saved.
    """
    folder = saved_in(book)
    if folder is None:
        message = (
            f"{book.name} har ingen fil i en mapp på den här datorn: den har aldrig sparats, eller "
            "ligger på SharePoint eller OneDrive. Spara den i en mapp på datorn och tryck Ny "
            "period igen."
        )
        raise RefusedError(message)
    if has_unsaved(book):
        message = (
            f"{book.name} har ändringar som inte är sparade. Den nya perioden görs av filen, så "
            "spara först och tryck sedan Ny period igen. Ingenting är skrivet."
        )
        raise RefusedError(message)
    return folder / Path(book.fullname).name


def _told(made: NextBook, *, is_open: bool) -> str:
    """Return what was done, and where; what is asked, and what is left to write."""
    emptied, written, kept = (
        sum(getattr(sheet, name) for sheet in made.sheets)
        for name in ("emptied", "written", "kept")
    )
    opened_too = "är öppnad" if is_open else "gick inte att öppna: öppna den själv"
    counts = f"{emptied} celler är tömda, {written} är skrivna och {kept} står kvar"
    before = (
        f"{made.target.name} är arbetsboken för {made.new}, gjord av {made.old}. Den ligger i "
        f"{made.target.parent} och {opened_too}. {counts}. Bladet Spårning visar dem sist, cell "
        "för cell."
    )
    after = (
        f"Kvar att skriva för {made.new}: {made.left}. Det står på bladet Kontroll. Den gamla "
        "arbetsboken är orörd."
    )
    return " ".join((before, *_asked(made.findings, MOST_SHOWN - len(before) - len(after)), after))


def _asked(findings: Sequence[Finding], room: int) -> Sequence[str]:
    """Return what is asked, as much as there is room for, and how much more there is."""
    asked = [finding for finding in findings if finding.severity is not Severity.INFO]
    told = [f"Fråga: {finding.message} {finding.remedy}" for finding in asked]
    return fitting(told, room, _more)


def _more(count: int) -> str:
    questions = "1 fråga" if count == 1 else f"{count} frågor"
    return f"{questions} till visar xl-asn ny-period med --torr och --ut ANNAN_FIL."
