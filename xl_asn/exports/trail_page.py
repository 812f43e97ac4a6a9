"""The sheet *Spårning*: every computed figure with its value, its formula in words and its inputs.

It is also the program's memory: what *Beräkna* wrote, and the author's own figure that it
replaced. So nothing that a person wrote is lost, and a second press changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from decimal import Decimal
from typing import Final

from xl_asn.exports.check_page import collapsed, number_look
from xl_asn.exports.sheet_looks import BODY, HEADER, LEAD, LINK, TITLE
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Value, folded_name
from xl_asn.model.page import Page, Placed
from xl_asn.model.results import Result

NAME: Final = "Spårning"
_HEADERS: Final = (
    "Blad", "Cell", "Rad", "Kolumn", "Värde", "Formel", "I cellen", "Ersatte", "Ersatt formel",
    "Anmärkning", "Indata",
)  # fmt: skip
_WIDTHS: Final = (17, 8, 34, 19, 13, 52, 15, 13, 16, 36, 24)
_HEADER_ROW: Final = 5
_MARK_ROW: Final = 3
_WRITTEN: Final = "skrivet av Beräkna"
_OWN: Final = "författarens"
_MARK: Final = "Underlagets kontrollsumma: "


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One computed figure: the result, whether it was written, and what it replaced."""

    result: Result
    written: bool
    replaced: Cell = BLANK


@dataclass(frozen=True)
class Trail:
    """What an earlier *Beräkna* wrote: per cell the value and what stood there before.

    ``mark`` is the checksum of what the author had written then; empty when there is no trail.
    """

    mark: str = ""
    written: Mapping[CellRef, tuple[Value, Cell]] = field(default_factory=dict)


def trail_page(entries: Sequence[TrailEntry], mark: str, version: str) -> Page:
    """Lay out the trail."""
    cells = [
        Placed(1, 1, NAME, TITLE),
        Placed(
            2, 1, "Så är varje siffra uträknad. Ersatte visar vad som stod i cellen innan.", LEAD
        ),
        Placed(_MARK_ROW, 1, f"{_MARK}{mark}. xl_asn {version}.", changed(LEAD, size=9)),
        *(Placed(_HEADER_ROW, c, h, HEADER) for c, h in enumerate(_HEADERS, 1)),
    ]
    for row, entry in enumerate(entries, _HEADER_ROW + 1):
        cells += _entry_cells(row, entry)
    return Page(
        NAME,
        tuple(cells),
        widths=dict(enumerate(_WIDTHS, 1)),
        repeat_rows=(_HEADER_ROW, _HEADER_ROW),
        frozen_rows=_HEADER_ROW,
        landscape=True,
        footer="&LSpårning&RSida &P av &N",
        filter_range=(_HEADER_ROW, 1, _HEADER_ROW + max(len(entries), 1), len(_HEADERS)),
    )


def _entry_cells(row: int, entry: TrailEntry) -> list[Placed]:
    result = entry.result
    cells = [
        Placed(row, 1, result.cell.sheet, BODY),
        Placed(row, 2, result.cell.address, LINK, link=str(result.cell)),
        Placed(row, 3, result.row, BODY),
        Placed(row, 4, result.column, BODY),
        _value(row, 5, result.value),
        Placed(row, 6, result.formula, BODY),
        Placed(row, 7, _WRITTEN if entry.written else _OWN, BODY),
    ]
    if entry.written and not entry.replaced.is_blank:
        if entry.replaced.value is not None:
            cells.append(_value(row, 8, entry.replaced.value))
        if entry.replaced.formula:
            cells.append(Placed(row, 9, "=" + entry.replaced.formula, BODY))
    if result.note:
        cells.append(Placed(row, 10, result.note, BODY))
    cells += [
        Placed(row, column, shown, LINK, link=address)
        for column, (shown, address) in enumerate(collapsed(result.inputs), len(_HEADERS))
    ]
    return cells


def _value(row: int, column: int, value: Value) -> Placed:
    look = number_look(value) if isinstance(value, Decimal) else BODY
    return Placed(row, column, value, look)


def read_trail(grid: Grid) -> Trail:
    """Read what an earlier *Beräkna* wrote; an empty trail when the sheet holds none."""
    sheet = grid.sheet(NAME)
    if sheet is None:
        return Trail()
    mark = sheet.cell(_MARK_ROW, 1).text.removeprefix(_MARK).partition(".")[0]
    columns = {folded_name(cell.text): column for column, cell in sheet.row(_HEADER_ROW).items()}
    if not all(folded_name(header) in columns for header in _HEADERS):
        return Trail()
    place = {header: columns[folded_name(header)] for header in _HEADERS}
    written: dict[CellRef, tuple[Value, Cell]] = {}
    for number, cells in sheet.rows():
        if number <= _HEADER_ROW or cells.get(place["I cellen"], BLANK).text != _WRITTEN:
            continue
        name = cells.get(place["Blad"], BLANK).text
        try:
            ref = CellRef.parse(f"'{name}'!{cells.get(place['Cell'], BLANK).text}")
        except ValueError:
            continue
        formula = cells.get(place["Ersatt formel"], BLANK).text.removeprefix("=") or None
        replaced = changed(cells.get(place["Ersatte"], BLANK), formula=formula, hidden=False)
        written[ref] = cells.get(place["Värde"], BLANK).value, replaced
    return Trail(mark, written)
