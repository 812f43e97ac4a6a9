"""*Gå till nästa fel*: the findings of *Kontroll*, cell by cell, in the order of the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_asn.excel.answers import Outcome, RefusedError, done
from xl_asn.excel.live_book import read_sheet
from xl_asn.excel.live_pages import sheets_of
from xl_asn.excel.session import active_book, active_cell, the_app
from xl_asn.model.grid import CellRef, Sheet, folded_name, quoted_sheet
from xl_asn.pages.check_page import NAME as CHECK
from xl_asn.pages.sheet_styles import ACCEPTED

if TYPE_CHECKING:
    import xlwings as xw

_SEVERITY, _CODE, _CELL, _MESSAGE = range(1, 5)
_NO_SHEET: Final = "Bladet Kontroll saknas. Tryck Beräkna, så skapas det."
_NONE: Final = "Det finns inga fynd att gå till. Tryck Kontrollera om du har ändrat något."


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding as it stands on *Kontroll*."""

    cell: CellRef
    code: str
    severity: str
    message: str


def listed_findings(check: Sheet) -> list[Listed]:
    """Return the findings that have a cell and are not accepted, in the order of *Kontroll*."""
    found: list[Listed] = []
    group = ""
    for _, cells in check.rows():
        texts = {column: cell.text for column, cell in cells.items()}
        if _CODE not in texts and _CELL not in texts:
            group = texts.get(_SEVERITY, group)
            continue
        try:
            ref = CellRef.parse(f"{quoted_sheet(group)}!{texts.get(_CELL, '')}")
        except ValueError:
            continue
        if texts.get(_SEVERITY) == ACCEPTED[1]:
            continue
        severity = texts.get(_SEVERITY, "").lstrip("■▲● ")
        found.append(Listed(ref, texts.get(_CODE, ""), severity, texts.get(_MESSAGE, "")))
    return found


def next_finding() -> Outcome:
    """Select the next cell with a finding in the active workbook."""
    app = the_app()
    book = active_book(app)
    return done(go_to_next(book, active_cell(app, book)))


def go_to_next(book: xw.Book, here: CellRef | None) -> str:
    """Select the next cell with a finding, and return the sentence that tells it.

    Raises:
        RefusedError: there is no *Kontroll*, or no finding to go to.
    """
    sheets = sheets_of(book)
    check = sheets.get(folded_name(CHECK))
    if check is None:
        raise RefusedError(_NO_SHEET)
    order = {name: place for place, name in enumerate(sheets)}
    findings = [
        listed
        for listed in listed_findings(read_sheet(check, CHECK))
        if folded_name(listed.cell.sheet) in order
    ]
    if not findings:
        raise RefusedError(_NONE)

    def place(ref: CellRef) -> tuple[int, int, int]:
        return order[folded_name(ref.sheet)], ref.row, ref.column

    ordered = sorted(findings, key=lambda listed: place(listed.cell))
    start = place(here) if here is not None else (-1, 0, 0)
    after = [listed for listed in ordered if place(listed.cell) > start]
    chosen = (after or ordered)[0]
    cells = list(dict.fromkeys(listed.cell for listed in ordered))
    number = cells.index(chosen.cell) + 1
    hidden = _select(sheets[folded_name(chosen.cell.sheet)], chosen.cell)
    return (
        f"{number} av {len(cells)}: {chosen.severity} {chosen.code} i {chosen.cell}. "
        f"{chosen.message}{hidden}"
    )


def _select(sheet: xw.Sheet, ref: CellRef) -> str:
    if int(sheet.visible) not in {-1, 1}:
        return " Bladet är dolt: högerklicka på en bladflik och välj Ta fram."
    sheet.activate()
    cell = sheet.range(ref.address)
    cell.select()
    return " Raden är dold, kanske av ett filter." if cell.rows.hidden else ""
