"""The workbook that a button works on, and Excel kept still while it does."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_asn.excel.answers import RefusedError, logged
from xl_asn.excel.loading import xlwings
from xl_asn.excel.native import told
from xl_asn.model.grid import CellRef, folded_name

if TYPE_CHECKING:
    import xlwings as xw

_NO_BOOK = "Ingen arbetsbok är öppen. Öppna rapportens arbetsbok och försök igen."
_CHART_SHEET = "Ett diagramblad är aktivt. Gå till ett vanligt blad i arbetsboken och försök igen."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user is: the sheet, and what is selected on it."""

    sheet: str
    address: str


def the_app() -> xw.App:
    """Return the Excel that the button was pressed in.

    Raises:
        RefusedError: no Excel is running.
    """
    module = xlwings()
    try:
        app: xw.App | None = module.Book.caller().app
    except Exception:  # noqa: BLE001 - xlwings has no narrower one: it was not called from Excel
        app = _only_app(module)
    if app is None:
        raise RefusedError(_NO_BOOK)
    return app


def _only_app(xlwings: Any) -> xw.App | None:
    """Return the active Excel where Python was started beside it.

    Raises:
        RefusedError: another Excel holds a workbook of the same name: which is meant, is unknown.
    """
    app: xw.App | None = xlwings.apps.active if xlwings.engines.active is not None else None
    if app is None or not len(app.books):
        return app
    name = app.books.active.name
    named = [book for other in xlwings.apps for book in other.books if book.name == name]
    if len(named) > 1:
        message = f"Två öppna arbetsböcker heter {name}. Stäng den ena och försök igen."
        raise RefusedError(message)
    return app


def active_book(app: xw.App) -> xw.Book:
    """Return the workbook that the user is in.

    Raises:
        RefusedError: there is none, or a chart sheet is in the way.
    """
    book = app.books.active if len(app.books) else None
    if book is None or told(book, usual=book) is None:  # only hidden workbooks are open
        raise RefusedError(_NO_BOOK)
    if folded_name(book.sheets.active.name) not in {folded_name(s.name) for s in book.sheets}:
        raise RefusedError(_CHART_SHEET)
    return book


def saved_in(book: xw.Book) -> Path | None:
    """Return the folder of a workbook's file, or None where it has none on this computer.

    A workbook that was never saved has no folder, and one on SharePoint or OneDrive has an address
    on the web in place of a path.
    """
    try:
        path = Path(book.fullname)
    except Exception:  # noqa: BLE001 - xlwings raises many things for an address on the web
        return None
    return path.parent if path.is_absolute() and path.is_file() else None


def has_unsaved(book: xw.Book) -> bool:
    """Whether a workbook holds something that its file does not; Excel for Mac has to be asked."""
    saved = told(book, "Saved")
    if saved is None:
        ask = told(book, "saved", "get", usual=lambda: True)
        saved = ask()
    return not saved


def active_cell(app: xw.App, book: xw.Book) -> CellRef | None:
    """Return the first cell of the selection; None when a picture or a chart is selected."""
    selected = app.selection
    if selected is None:
        return None
    return CellRef(book.sheets.active.name, selected.row, selected.column)


def refuse_unwritable(
    book: xw.Book, sheets: Mapping[str, xw.Sheet], touched: Iterable[str], *, structure: bool
) -> None:
    """Make sure that the workbook can be written into, before anything is.

    Raises:
        RefusedError: the workbook or a sheet is protected, and what to do about it.
    """
    if told(book, "ReadOnly", usual=False):
        message = (
            f"{book.name} är öppnad skrivskyddad. Spara den under ett annat namn, eller öppna den "
            "för redigering, och försök igen."
        )
        raise RefusedError(message)
    if structure and told(book, "ProtectStructure", usual=False):
        message = (
            "Arbetsbokens struktur är skyddad. Välj Granska, Skydda arbetsbok för att ta bort "
            "skyddet och försök igen."
        )
        raise RefusedError(message)
    for name in sorted(touched):
        sheet = sheets.get(folded_name(name))
        if sheet is not None and told(sheet, "ProtectContents", usual=False):
            message = (
                f"Bladet {name} är skyddat. Välj Granska, Ta bort bladets skydd och försök igen."
            )
            raise RefusedError(message)


@contextmanager
def still(app: xw.App, book: xw.Book, doing: str) -> Iterator[None]:
    """Keep Excel still: nothing is redrawn, recalculated or asked, and all is set back after.

    The status bar says what is going on. Everything is restored whatever happens, also the
    selection, and one setting that cannot be restored does not keep the others from it.
    """
    place = _place(app, book)
    settings = ("screen_updating", "calculation", "enable_events", "display_alerts", "status_bar")
    before = {name: getattr(app, name) for name in settings}
    # Else a formula that an undo puts back would spread to the blanks of a table's column.
    typing = told(app, "AutoCorrect")
    spreads = typing is not None and typing.AutoFillFormulasInLists
    try:
        app.screen_updating = False
        app.status_bar = f"xl_asn: {doing}"
        app.enable_events = False
        app.display_alerts = False
        if spreads:
            typing.AutoFillFormulasInLists = False
        if before["calculation"] != "automatic":
            app.calculate()  # the figures are read as the formulas would have them now
        else:
            app.calculation = "manual"
        yield
    finally:
        _tried(lambda: _return_to(book, place))
        if spreads:
            _tried(lambda: setattr(typing, "AutoFillFormulasInLists", True))
        for name in reversed(settings):
            _tried(lambda name=name: setattr(app, name, before[name]))  # type: ignore[misc]


def _place(app: xw.App, book: xw.Book) -> Place:
    selected = app.selection
    return Place(book.sheets.active.name, selected.address if selected is not None else "A1")


def _return_to(book: xw.Book, place: Place) -> None:
    sheet = book.sheets[place.sheet]
    book.activate()
    sheet.activate()
    sheet.range(place.address).select()


def _tried(action: Callable[[], object]) -> None:
    try:
        action()
    except Exception:  # noqa: BLE001 - the rest is to be restored too
        logged(traceback.format_exc())
