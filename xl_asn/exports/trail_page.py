"""The sheet *Spårning*: every computed figure with its value, its formula in words and its inputs.

It is also the program's memory: what *Beräkna* wrote, and the author's own figure that it
replaced. So nothing that a person wrote is lost, and a second press changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from dataclasses import replace as changed
from decimal import Decimal
from typing import Final

from xl_asn.exports.check_page import collapsed, number_look
from xl_asn.exports.sheet_looks import BODY, LINK, ListColumn, header_row, list_page
from xl_asn.model.findings import Finding
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Value, cell_of, folded_name
from xl_asn.model.page import Page, Placed
from xl_asn.model.results import Result, cell_value

NAME: Final = "Spårning"
_INPUTS: Final = 3
"""Columns of links to inputs; neighbours are one range, so that more are rare."""
_COLUMNS: Final = (
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
_HEADERS: Final = tuple(column.header for column in _COLUMNS)
_FIRST_INPUT: Final = len(_COLUMNS) - _INPUTS + 1
_LEAD: Final = "Så är varje siffra uträknad. Ersatte visar vad som stod i cellen innan."
_MARK_ROW: Final = 3
_HEADER_ROW: Final = header_row(("", ""))
_WRITTEN: Final = "skrivet av Beräkna"
_OWN: Final = "författarens"
_SAME: Final = "lika"
_ACCEPTED: Final = "godtagen fråga"
_INDENTED: Final = changed(BODY, indent=1, horizontal="left")
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


def trail_page(
    entries: Sequence[TrailEntry],
    mark: str,
    version: str,
    findings: Iterable[Finding] = (),
    amounts: AbstractSet[CellRef] = frozenset(),
) -> Page:
    """Lay out the trail: the figures, and then the questions that somebody has accepted.

    ``amounts`` are the cells whose number is no share, however small it is.
    """
    rows = [
        _entry_cells(row, entry, share=entry.result.cell not in amounts)
        for row, entry in enumerate(entries, 1)
    ]
    accepted = (finding for finding in findings if finding.is_accepted)
    rows += [_accepted_cells(row, f) for row, f in enumerate(accepted, len(rows) + 1)]
    leads = (_LEAD, f"{_MARK}{mark}. xl_asn {version}.")
    return list_page(NAME, leads, _COLUMNS, rows, filtered=True)


def _entry_cells(row: int, entry: TrailEntry, *, share: bool) -> list[Placed]:
    result, value = entry.result, cell_value(entry.result.value)
    cells = [
        Placed(row, 1, result.cell.sheet, BODY),
        Placed(row, 2, result.cell.address, LINK, link=str(result.cell)),
        Placed(row, 3, result.row, BODY),
        Placed(row, 4, result.column, BODY),
        _value(row, 5, value, share=share),
        Placed(row, 6, result.formula, _INDENTED),
        Placed(row, 7, _WRITTEN if entry.written else _OWN, BODY),
    ]
    if entry.written and not entry.replaced.is_blank:
        if entry.replaced.value == cell_of(value).value:
            cells.append(Placed(row, 8, _SAME, changed(BODY, horizontal="right")))
        elif entry.replaced.value is not None:
            cells.append(_value(row, 8, entry.replaced.value, share=share))
        if entry.replaced.formula:
            cells.append(Placed(row, 9, "=" + entry.replaced.formula, BODY))
    if result.note:
        cells.append(Placed(row, 10, result.note, BODY))
    cells += [
        Placed(row, column, shown, LINK, link=address)
        for column, (shown, address) in enumerate(_linked(result), _FIRST_INPUT)
    ]
    return cells


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


def _linked(result: Result) -> list[tuple[str, str]]:
    """Return the links to the inputs; what has no column of its own is named in the last."""
    links = collapsed(result.inputs)
    if len(links) <= _INPUTS:
        return links
    shown, address = links[_INPUTS - 1]
    more = ", ".join(text for text, _ in links[_INPUTS:])
    return [*links[: _INPUTS - 1], (f"{shown}, {more}", address)]


def _value(row: int, column: int, value: Value, *, share: bool) -> Placed:
    look = changed(BODY, horizontal="right")
    if isinstance(value, Decimal):
        look = number_look(value, share=share)
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
        computed = cells.get(place["Värde"], BLANK)
        before = cells.get(place["Ersatte"], BLANK)
        before = computed if before.text == _SAME else before
        written[ref] = computed.value, changed(before, formula=formula, hidden=False)
    return Trail(mark, written)
