"""New masters: empty ones for a period, and full ones from a grid such as a Markdown document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from xl_asn.case.board_sheets import board_sheets, rules_sheet
from xl_asn.case.own_cells import GENERATED, with_cells
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.scale import scale_in
from xl_asn.documents.start import NO, Start
from xl_asn.documents.start import SHEET as START
from xl_asn.files.making.template import build_master
from xl_asn.model.grid import CellRef, Grid, Sheet, Value, cell_of
from xl_asn.model.page import Page, Placed
from xl_asn.pages.sheet_styles import LEAD, TITLE
from xl_asn.parameters.board import Board, Mark
from xl_asn.parameters.shipped import default_board

_UNTIL_COMPUTED = {
    "Kontroll": "Tryck Beräkna, så visas fynden här, med en länk till varje cell.",
    "Spårning": "Tryck Beräkna, så visas här hur varje siffra är uträknad.",
    "Rapport": "Tryck Beräkna, så skrivs rapporten här.",
}


def new_master(
    declared: type[Document],
    year: int,
    period: str,
    board: Board | None = None,
    *,
    macros: bool = False,
) -> bytes:
    """Build a master for a period, without figures: with what its board's file tells.

    Where nobody asks for a board it is empty, and has the rules of the shipped one.
    """
    start: dict[str, Value] = {"year": Decimal(year), "period": period}
    if board is None:
        return master_of(declared, Grid(()), start, macros=macros)
    if board.names.board:
        start["board"] = board.names.board
    if board.names.administration:
        start["administration"] = board.names.administration
    asked = declared.period_of(year, period)
    day = asked.end if asked else date(year, 12, 31)
    content = Grid(tuple(board_sheets(declared, board, day)))
    return master_of(declared, content, start, board, macros=macros)


def master_of(
    declared: type[Document],
    content: Grid,
    more: dict[str, Value] | None = None,
    board: Board | None = None,
    *,
    macros: bool = False,
) -> bytes:
    """Build a master that holds what a grid holds, as it stands there, faults included.

    What every master has is added where the grid is silent: type, versions, unit and rules.
    With ``macros`` it is an ``.xlsm`` with buttons, and otherwise an ``.xlsx``.
    """
    board = board or default_board()
    start: dict[str, Value] = {
        "document_type": declared.title,
        "unit": board.names.unit,
        "rule_set": str(board.mark),
        "template_version": str(declared.template_version()),
        "status": "Utkast",
        "since_last": NO,
        **(more or {}),
    }
    content = _with_start(_marked(content, board), start)
    if content.sheet("Regler") is None:
        content = replace(content, sheets=(*content.sheets, rules_sheet(declared, board)))
    pages = [until_computed(name) for name in GENERATED]
    return build_master(declared.worded(scale_in(content)), content, pages, macros=macros)


def until_computed(name: str) -> Page:
    """Return one of the program's own sheets as it is before the first *Beräkna*."""
    return Page(name, (Placed(1, 1, name, TITLE), Placed(2, 1, _UNTIL_COMPUTED[name], LEAD)))


def _marked(content: Grid, board: Board) -> Grid:
    """Return the grid with the board's mark where *Start* only names its file."""
    ref = Start.from_grid(content)[0].place("rule_set")
    if ref is None or Mark.read(content.at(ref).text) != Mark("", board.place):
        return content
    return with_cells(content, {ref: cell_of(str(board.mark))})


def _with_start(content: Grid, values: dict[str, Value]) -> Grid:
    """Return the grid with values on *Start*, by label, where it has none of its own.

    Every label is there, as in the master that is made of it: what is blank is left to write.
    """
    found = content.sheet(START)
    cells = dict(found.cells) if found else {}
    start, _ = Start.from_grid(content)
    row = max((place[0] for place in cells), default=0)
    for name, value in {**dict.fromkeys(Start.declared()), **values}.items():
        ref = start.place(name)
        if ref is None:
            row += 1
            cells[row, 1] = cell_of(Start.declared()[name].header)
            ref = CellRef(START, row, 2)
        if (ref.row, ref.column) not in cells:
            cells[ref.row, ref.column] = cell_of(value)
    others = tuple(sheet for sheet in content.sheets if sheet is not found)
    return Grid((Sheet(START, cells), *others), {})
