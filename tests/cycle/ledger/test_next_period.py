"""A new period's *Underlag* is empty, and what the ledger said is read from the report before."""

from __future__ import annotations

from datetime import datetime

from tests.cycle.forms.returning import written
from tests.cycle.ledger.making import LATER, NOW, Line, asking, lines, of_csv
from tests.cycle.next_period.made import NOVEMBER, after, case_of, made, november, pressed
from xl_asn.case.own_cells import with_cells
from xl_asn.cycle.ledger.fetching import fetched
from xl_asn.model.grid import CellRef, Grid, cell_of
from xl_asn.pages.basis_page import in_the_way, read_basis

_DECEMBER = [one._replace(month=12) for one in lines() if one.month == 11]


def _fetched(grid: Grid, ledger: list[Line], at: datetime = NOW) -> Grid:
    case = asking(case=case_of(grid))
    found = fetched(case, [of_csv(ledger)], now=at)
    return written(case, found.values, found.page).grid


def _turned() -> tuple[Grid, Grid]:
    """Return November as it was fetched, and the December that ny-period makes of it."""
    old = pressed(_fetched(november(), list(lines())))
    return old, after(old, made(case_of(old)))


def test_december_begins_with_an_empty_underlag_and_asks_what_has_changed_since_november() -> None:
    old, new = _turned()
    assert read_basis(old) is not None
    assert read_basis(new) is None
    assert in_the_way(new) == ""
    late = Line("41510", "5010", "5100", "", 9, 7_700_000)
    case = case_of(new, {NOVEMBER: old})
    found = fetched(case, [of_csv([*lines(), *_DECEMBER, late])], now=LATER)
    (said,) = (one.message for one in found.findings if one.code == "H106")
    assert "september 2022 konto 5010 med −77 tkr" in said
    assert not [one for one in found.findings if one.code == "H103"]


def test_what_she_has_written_on_underlag_follows_with_it() -> None:
    old, _ = _turned()
    sheet = old.sheet("Underlag")
    assert sheet is not None
    note = CellRef("Underlag", sheet.last_row + 3, 1)
    noted = with_cells(old, {note: cell_of("fråga ekonomi om 4510")})
    new = after(noted, made(case_of(noted)))
    assert new.at(note).text == "fråga ekonomi om 4510"
