"""The sheet *Spårning*: every computed figure with its value, its formula in words and its inputs.

It is also the program's memory: what *Beräkna* wrote, and the author's own figure that it
replaced. So nothing that a person wrote is lost, and a second press changes nothing. The sheet may
be sorted: a line is found by what its row is, and one that has been changed by hand is kept, but
not believed. Below, under headings of their own, stand the checksums of an adopted report, and what
ny-period did when it made the workbook; each press writes it again as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.adoption import Seal
from xl_asn.model.findings import Finding
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Value, cell_of, folded_name, quoted_sheet
from xl_asn.model.identity import RowKey
from xl_asn.model.memory import NO_LOG, NOTHING, Line, Log, Memory, Moved
from xl_asn.model.money import read_count
from xl_asn.model.page import Page, Placed
from xl_asn.model.results import Result, cell_value
from xl_asn.pages.check_page import collapsed, number_style
from xl_asn.pages.seal_lines import KIND as SEALED
from xl_asn.pages.seal_lines import read_seal, seal_lines
from xl_asn.pages.sheet_styles import (
    BODY,
    FAINT,
    GROUP,
    LINK,
    ListColumn,
    header_row,
    list_page,
)

NAME: Final = "Spårning"
_INPUTS: Final = 3
"""Columns of links to inputs; neighbours are one range, so that more are rare."""
_TOLD: Final = (
    ListColumn("Blad", 16),
    ListColumn("Cell", 8),
    ListColumn("Rad", 34),
    ListColumn("Kolumn", 18),
    ListColumn("Värde", 13, number=True),
    ListColumn("Formel", 44),
    ListColumn("I cellen", 18),
    ListColumn("Ersatte", 12, number=True),
    ListColumn("Ersatt formel", 15),
    ListColumn("Anmärkning", 40),
    *(ListColumn(f"Indata {number}", 24) for number in range(1, _INPUTS + 1)),
)
_REMEMBERED: Final = (
    ListColumn("Nyckel", 46),
    ListColumn("Indata då", 22),
    ListColumn("Period", 12),
    ListColumn("Prövas", 8),
    ListColumn("Kontrollsumma", 14),
)
"""What a later *Beräkna* finds a line by; an older version wrote none of it."""
COLUMNS: Final = (*_TOLD, *_REMEMBERED)
_PLACES: Final = {column.header: number for number, column in enumerate(COLUMNS, 1)}
_KIND: Final = _PLACES["I cellen"]
_NARROW: Final = 14
"""A longer text has no room in the column of what was replaced."""
_FIRST_INPUT: Final = len(_TOLD) - _INPUTS + 1
_FIRST_REMEMBERED: Final = len(_TOLD) + 1
_LEAD: Final = "Så är varje siffra uträknad. Ersatte visar vad som stod i cellen innan."
_HEADER_ROW: Final = header_row(("", ""))
_WRITTEN: Final = "skrivet av Beräkna"
_OWN: Final = "författarens"
_FETCHED: Final = "hämtat"
_LEFT: Final = "raden finns inte"
_SAME: Final = "lika"
_YES: Final = "ja"
_ACCEPTED: Final = "godtagen fråga"
_MOVED: Final = "ny period"
_LEFT_NOTE: Final = (
    "Raden är borttagen eller har fått ett annat namn, eller så är den här raden på Spårning "
    "ändrad för hand. Det som stod i cellen innan finns kvar här."
)
_INDENTED: Final = BODY._replace(indent=1, horizontal="left")
_RIGHT: Final = BODY._replace(horizontal="right")


class TrailEntry(NamedTuple):
    """One figure, and what is remembered of it; nothing where the cell is not the program's.

    ``is_fetched`` tells one that is from the ledger, and no computed one.
    """

    result: Result
    line: Line | None = None
    is_fetched: bool = False


def trail_page(
    entries: Sequence[TrailEntry],
    left: Iterable[Line],
    version: str,
    findings: Iterable[Finding] = (),
    amounts: AbstractSet[CellRef] = frozenset(),
    log: Log = NO_LOG,
    seal: Seal | None = None,
) -> Page:
    """Lay out the trail: the figures, the questions that are accepted, and what has no row left.

    ``amounts`` are the cells whose number is no share, however small it is. ``seal`` is of a report
    that is adopted. ``log`` is what ny-period did; it stands last.
    """
    rows = [
        _entry_cells(row, entry, share=entry.result.cell not in amounts)
        for row, entry in enumerate(entries, 1)
    ]
    accepted = (finding for finding in findings if finding.is_accepted)
    rows += [_accepted_cells(row, f) for row, f in enumerate(accepted, len(rows) + 1)]
    rows += [_left_cells(row, line) for row, line in enumerate(left, len(rows) + 1)]
    if seal is not None:
        rows += _seal_cells(len(rows) + 1, seal)
    if log.heading:
        rows.append(_log_heading(len(rows) + 1, log.heading))
        shares = {str(cell) for cell in amounts}
        rows += [
            _moved_cells(row, one, share=_address(one) not in shares)
            for row, one in enumerate(log.moved, len(rows) + 1)
        ]
    leads = (_LEAD, f"Skrivet av xl_asn {version}.")
    return list_page(NAME, leads, COLUMNS, rows, filtered=True, printed=len(_TOLD))


def _entry_cells(row: int, entry: TrailEntry, *, share: bool) -> list[Placed]:
    result, line = entry.result, entry.line
    cells = [
        Placed(row, 1, result.cell.sheet, BODY),
        Placed(row, 2, result.cell.address, LINK, link=str(result.cell)),
        Placed(row, 3, result.row, BODY),
        Placed(row, 4, result.column, BODY),
        _value(row, 5, cell_value(result.value), share=share),
        Placed(row, 6, result.formula, _INDENTED),
        Placed(row, 7, _FETCHED if entry.is_fetched else _OWN if line is None else _WRITTEN, BODY),
    ]
    if line is not None:
        cells += [*_replaced_cells(row, line, share=share), *_remembered_cells(row, line)]
    if result.note:
        cells.append(Placed(row, 10, result.note, BODY))
    cells += [
        Placed(row, column, shown, LINK, link=address)
        for column, (shown, address) in enumerate(_linked(result), _FIRST_INPUT)
    ]
    return cells


def _replaced_cells(row: int, line: Line, *, share: bool) -> list[Placed]:
    """Return the cells that show what stood there before."""
    cells: list[Placed] = []
    if not line.replaced.is_blank:
        if line.replaced.value == cell_of(line.written).value:
            cells.append(Placed(row, 8, _SAME, _RIGHT))
        elif line.replaced.value is not None:
            cells.append(_value(row, 8, line.replaced.value, share=share))
    if line.replaced.formula:
        cells.append(Placed(row, 9, "=" + line.replaced.formula, BODY))
    return cells


def _remembered_cells(row: int, line: Line) -> list[Placed]:
    held = (line.key.text, line.inputs, line.period, _YES if line.stands else "", line.mark)
    return [
        Placed(row, column, value, FAINT)
        for column, value in enumerate(held, _FIRST_REMEMBERED)
        if value
    ]


def _left_cells(row: int, line: Line) -> list[Placed]:
    """Return what is kept of a line whose row has gone."""
    return [
        Placed(row, 1, line.key.sheet, BODY),
        Placed(row, 2, str(line.row_number), BODY),
        Placed(row, 3, line.label, BODY),
        Placed(row, 4, line.column, BODY),
        _value(row, 5, line.written, share=False),
        Placed(row, 6, line.formula, _INDENTED),
        Placed(row, 7, _LEFT, BODY),
        *_replaced_cells(row, line, share=False),
        Placed(row, 10, _LEFT_NOTE, BODY),
        *_remembered_cells(row, line),
    ]


def _accepted_cells(row: int, finding: Finding) -> list[Placed]:
    """Return who accepted a question, when and why, in the columns of the figures."""
    sheet, address = finding.place
    told = finding.waiver.as_json() if finding.waiver else {}
    signed = " ".join(filter(None, (told.get("signatur"), told.get("datum"))))
    link = str(finding.cell) if finding.cell else None
    return [
        Placed(row, 1, sheet or "–", BODY),
        Placed(row, 2, address or "–", LINK if link else BODY, link=link),
        Placed(row, 3, f"{finding.code} {finding.name}", BODY),
        Placed(row, 4, _ACCEPTED, BODY),
        Placed(row, 6, finding.message, _INDENTED),
        Placed(row, 10, f"Godtagen av {signed}: {told.get('motivering')}", BODY),
    ]


def _seal_cells(first: int, seal: Seal) -> list[list[Placed]]:
    lines = seal_lines(seal, (column.header for column in _TOLD))
    return [
        [
            Placed(row, _PLACES[header], value, style)
            for header, (value, style) in line.items()
            if value != ""
        ]
        for row, line in enumerate(lines, first)
    ]


def _log_heading(row: int, heading: str) -> list[Placed]:
    return [
        *(
            Placed(row, column, None, GROUP)
            for column in range(2, len(_TOLD) + 1)
            if column != _KIND
        ),
        Placed(row, 1, heading, GROUP),
        Placed(row, _KIND, _MOVED, GROUP),
    ]


def _moved_cells(row: int, one: Moved, *, share: bool) -> list[Placed]:
    """Return a cell that ny-period changed, in the columns of the figures."""
    link = _address(one) if _is_address(one) else None
    cells = [
        Placed(row, 1, one.sheet, BODY),
        Placed(row, 2, one.address, LINK if link else BODY, link=link),
        Placed(row, 3, one.row, BODY),
        Placed(row, 4, one.column, BODY),
        _value(row, 5, one.after, share=share),
        Placed(row, 6, one.why, _INDENTED),
        Placed(row, _KIND, _MOVED, BODY),
        _value(row, 8, one.before, share=share)
        if len(str(one.before)) <= _NARROW
        else Placed(row, 10, one.before, BODY),
    ]
    return [cell for cell in cells if cell.value not in {None, ""}]


def _is_address(one: Moved) -> bool:
    """Whether a line still tells of cells: somebody may have written on the sheet."""
    try:
        for part in one.address.split(":"):
            CellRef.parse(f"{quoted_sheet(one.sheet)}!{part}")
    except ValueError:
        return False
    return bool(one.sheet)


def _address(one: Moved) -> str:
    return f"{quoted_sheet(one.sheet)}!{one.address}"


def _linked(result: Result) -> list[tuple[str, str]]:
    """Return the links to the inputs; what has no column of its own is named in the last."""
    links = collapsed(result.inputs)
    if len(links) <= _INPUTS:
        return links
    shown, address = links[_INPUTS - 1]
    more = ", ".join(text for text, _ in links[_INPUTS:])
    return [*links[: _INPUTS - 1], (f"{shown}, {more}", address)]


def _value(row: int, column: int, value: Value, *, share: bool) -> Placed:
    style = number_style(value, share=share) if isinstance(value, Decimal) else _RIGHT
    return Placed(row, column, value, style)


def read_trail(grid: Grid) -> Memory:
    """Read what an earlier *Beräkna* wrote; nothing is there when the sheet holds no lines.

    The sheet of an older version lacks the columns that lines are found by: its lines are known by
    label and row number.
    """
    sheet = grid.sheet(NAME)
    if sheet is None:
        return NOTHING
    columns = {folded_name(cell.text): column for column, cell in sheet.row(_HEADER_ROW).items()}
    place = {c.header: columns.get(folded_name(c.header), 0) for c in COLUMNS}
    if not all(place[column.header] for column in _TOLD):
        return NOTHING
    is_older = not all(place[column.header] for column in _REMEMBERED)
    heading, moved = "", []
    lines: list[Line] = []
    left: list[Line] = []
    ignored: list[Line] = []
    seals: list[Mapping[str, Cell]] = []
    for number, cells in sheet.rows():
        held = {header: cells.get(column, BLANK) for header, column in place.items()}
        kind = held["I cellen"].text
        if number > _HEADER_ROW and kind == SEALED and not is_older:
            seals.append(held)
        if number > _HEADER_ROW and kind == _MOVED:
            if held["Cell"].is_blank:
                heading = held["Blad"].text
            else:
                moved.append(_moved(held))
        if number <= _HEADER_ROW or kind not in {_WRITTEN, _LEFT}:
            continue
        line = _line(held)
        believed = is_older or line.mark == held["Kontrollsumma"].text
        (ignored if not believed else left if kind == _LEFT else lines).append(line)
    log = Log(heading, tuple(moved)) if heading else NO_LOG
    return Memory(
        tuple(lines), tuple(left), tuple(ignored), is_there=True, log=log, seal=read_seal(seals)
    )


def _moved(held: Mapping[str, Cell]) -> Moved:
    return Moved(
        held["Blad"].text,
        held["Cell"].text,
        held["Rad"].text,
        held["Kolumn"].text,
        held["Anmärkning" if held["Ersatte"].is_blank else "Ersatte"].value,
        held["Värde"].value,
        held["Formel"].text,
    )


def _line(held: Mapping[str, Cell]) -> Line:
    sheet, key = held["Blad"].text, held["Nyckel"].text
    digits = "".join(filter(str.isdecimal, held["Cell"].text))
    computed, before = held["Värde"], held["Ersatte"]
    formula = held["Ersatt formel"].text.removeprefix("=") or None
    if before.text == _SAME:
        before = computed
    return Line(
        RowKey.parse(sheet, key) if key else RowKey(sheet, ()),
        held["Rad"].text,
        held["Kolumn"].text,
        read_count(digits) or 0,
        computed.value,
        before._replace(formula=formula, hidden=False),
        held["Formel"].text,
        held["Indata då"].text,
        held["Period"].text,
        held["Prövas"].text == _YES,
    )
