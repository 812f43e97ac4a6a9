"""*Hämta utfall*: from the ledger into the open workbook.

The ledger is the file beside the workbook that is called *huvudbok*, whatever its format, or else
the sheet *Huvudbok* that somebody has pasted it into. A control that fails refuses the fetch: with
``xl-asn hamta --anda`` it is taken all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_asn.batch.time_limit import LONGEST_SECONDS
from xl_asn.case.case import Case
from xl_asn.cycle.ledger.fetching import Fetched, control_sentence, fetched
from xl_asn.cycle.ledger.sources import SHEET, read_sources
from xl_asn.excel.answers import Outcome, RefusedError, counted_cells, done, said
from xl_asn.excel.forms import case_at, refuse_adopted_for_good, write_page
from xl_asn.excel.limited import limited
from xl_asn.excel.loading import allow_tables
from xl_asn.excel.opened_book import opened_book
from xl_asn.excel.session import saved_in
from xl_asn.model.grid import folded_name

if TYPE_CHECKING:
    import xlwings as xw

_TIMES: Final = 6
"""A ledger of a year is hundreds of thousands of lines."""
NAME: Final = "huvudbok"
_ENDINGS: Final = (".se", ".si", ".csv", ".txt", ".xlsx")
_REST: Final = "visar xl-asn hamta"


def fetch_actuals() -> Outcome:
    """Fetch, and write the figures and *Underlag* where no control fails.

    Raises:
        ToldError: there is no ledger, or the report is adopted.
    """
    with opened_book("hämtar ur huvudboken …") as at:
        case = case_at(at)
        source = _source(case, at.book)
        allow_tables()
        with limited(_TIMES * LONGEST_SECONDS):
            actuals, _ = read_sources(case, [source], None)
            found = fetched(case, actuals, now=datetime.now())  # noqa: DTZ005 - her own clock
        if found.is_refused and found.page is not None:
            write_page(at, {}, found.page)
            return done(said((), found.findings, (), _REST))
        if found.is_refused:
            raise RefusedError(said(["Ingenting är hämtat."], found.findings, (), _REST))
        if found.values:
            refuse_adopted_for_good(
                case, f"Hämta utfall skulle ändra {counted_cells(len(found.values))}."
            )
        if found.page is not None or found.values:
            write_page(at, found.values, found.page)
    end = ["Bladet Underlag visar vad varje rad består av. Tryck Beräkna."]
    return done(said(_told(found), found.findings, end, _REST))


def _source(case: Case, book: xw.Book) -> Path:
    """Return the ledger: a file beside the workbook, or else a sheet of it.

    Raises:
        RefusedError: there is none, or there are several.
    """
    folder = saved_in(book)
    beside = sorted(folder.iterdir()) if folder is not None else []
    found = [
        path
        for path in beside
        if folded_name(path.stem) == NAME and path.suffix.casefold() in _ENDINGS
    ]
    if len(found) > 1:
        names = " och ".join(path.name for path in found)
        message = f"Bredvid arbetsboken ligger {names}. Låt en av dem ligga kvar och tryck igen."
        raise RefusedError(message)
    if found:
        return found[0]
    sheet = case.grid.sheet(NAME)
    if sheet is not None:
        return Path(f"{SHEET}{sheet.name}")
    message = (
        f"Ingen huvudbok finns att hämta ur. Lägg filen {NAME}.csv eller {NAME}.se bredvid "
        f"arbetsboken, eller klistra in den på ett blad som heter {NAME.capitalize()}."
    )
    raise RefusedError(message)


def _told(found: Fetched) -> Iterator[str]:
    count = len(found.values)
    written = "är skriven" if count == 1 else "är skrivna"
    yield f"{counted_cells(count)} {written}." if count else "Inga siffror är ändrade."
    for sheet in found.basis.sheets if found.basis else ():
        yield control_sentence(found, sheet)
