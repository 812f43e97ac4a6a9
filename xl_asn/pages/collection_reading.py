"""The sheet *Insamling* read: what the program wrote there, and what people chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple, Self

from xl_asn.model.collection import (
    Candidate,
    Collection,
    Conflict,
    ExtraRow,
    Fate,
    HandedOut,
    Settled,
    State,
    Status,
    Taken,
)
from xl_asn.model.collection_sheet import NAME, is_collection
from xl_asn.model.forms import Slot
from xl_asn.model.grid import BLANK, Cell, CellRef, Grid, Sheet, Value, folded_name
from xl_asn.model.identity import RowKey
from xl_asn.model.money import read_count
from xl_asn.model.statuses import without_symbol
from xl_asn.pages.collection_layout import (
    CHOOSES,
    CONFLICTS,
    EXTRAS,
    HANDED_OUT,
    IDENTITY,
    LOG,
    SECTIONS,
    SETTLED,
    STATUSES,
    THE_WORKBOOK,
    Section,
    read_moment,
    read_value,
)

_LEADS: Final = 3
_NEVER: Final = datetime(1900, 1, 1)  # noqa: DTZ001 - somebody has changed when it was
_HEADINGS: Final = {folded_name(section.heading): section for section in SECTIONS}


def read_collection(grid: Grid) -> Collection | None:
    """Read *Insamling*; None where the workbook has none, or one that is somebody's own."""
    sheet = grid.sheet(NAME)
    if sheet is None or not is_collection(sheet):
        return None
    lines: dict[Section, list[_Held]] = {section: [] for section in SECTIONS}
    for held in _held(sheet):
        lines[held.section].append(held)
    ids = next(iter(lines[IDENTITY]), None)
    return Collection(
        ids.text("Arbetsbok") if ids else "",
        ids.text("Utskick") if ids else "",
        tuple(_status(held) for held in lines[STATUSES]),
        tuple(conflict for conflict, _ in _conflicts(lines[CONFLICTS])),
        tuple(_extras(lines[EXTRAS])),
        tuple(_logged(held) for held in lines[LOG]),
        tuple(_handed_out(held) for held in lines[HANDED_OUT]),
        tuple(Settled(conflict, at or _NEVER) for conflict, at in _conflicts(lines[SETTLED])),
    )


def strays(sheet: Sheet) -> tuple[CellRef, ...]:
    """Return the cells of *Insamling* that the program has not written: they would go with it."""
    ours = {(row, 1) for row in range(1, _LEADS + 1)}
    for line in _lines(sheet):
        ours |= {(line.row, column) for column in line.columns.values()}
    return tuple(
        CellRef(sheet.name, *place)
        for place, cell in sorted(sheet.cells.items())
        if cell.formula is not None or (place not in ours and not cell.is_blank)
    )


class _Held(NamedTuple):
    """A line of a section: its cells by header."""

    section: Section
    cells: Mapping[str, Cell]

    @classmethod
    def of(cls, section: Section, columns: Mapping[str, int], cells: Mapping[int, Cell]) -> Self:
        held = {header: cells[at] for header, at in columns.items() if at in cells}
        return cls(section, held)

    def cell(self, header: str) -> Cell:
        return self.cells.get(header, BLANK)

    def text(self, header: str) -> str:
        return self.cell(header).text

    def value(self, header: str) -> Value:
        return read_value(self.cell(header), self.cell(f"{header} kodat"))

    def count(self, header: str) -> int:
        return read_count(self.text(header)) or 0

    @property
    def slot(self) -> Slot:
        return Slot(RowKey.parse(self.text("Blad"), self.text("Nyckel")), self.text("Kolumn"))

    @property
    def place(self) -> CellRef:
        """Return the cell that a line is about, where it said it was then."""
        try:
            return CellRef.parse(self.text("Cell"))
        except ValueError:
            return CellRef(self.text("Blad"), 1, 1)

    @property
    def file(self) -> str:
        """Return the file, empty for the workbook itself."""
        header = "Ur fil" if self.section is LOG else "Fil"
        return "" if self.text(header) == THE_WORKBOOK else self.text(header)


class _Line(NamedTuple):
    """A line that is the program's: a heading, the headers below it, or what they hold."""

    row: int
    section: Section
    columns: Mapping[str, int]
    is_held: bool


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """Yield the program's lines; each section's headers stand right below its heading."""
    section: Section | None = None
    columns: Mapping[str, int] = {}
    for row, cells in sheet.rows():
        if all(cell.is_blank for cell in cells.values()):
            continue
        if (found := _heading(cells)) is not None:
            section, columns = found, {}
            yield _Line(row, section, {section.heading: 1}, is_held=False)
        elif section is not None and not columns:
            columns = _columns(section, cells)
            yield _Line(row, section, columns, is_held=False)
        elif section is not None and not cells.get(columns.get(section.told_by, 0), BLANK).is_blank:
            yield _Line(row, section, columns, is_held=True)


def _held(sheet: Sheet) -> Iterator[_Held]:
    for line in _lines(sheet):
        if line.is_held:
            yield _Held.of(line.section, line.columns, sheet.row(line.row))


def _heading(cells: Mapping[int, Cell]) -> Section | None:
    """Return the section that a row begins: its heading stands there and nothing else."""
    told = [column for column, cell in cells.items() if not cell.is_blank]
    return _HEADINGS.get(folded_name(cells[1].text)) if told == [1] else None


def _columns(section: Section, cells: Mapping[int, Cell]) -> Mapping[str, int]:
    by_name = {folded_name(header): header for header in section.headers if header}
    found: dict[str, int] = {}
    for column, cell in sorted(cells.items()):
        header = by_name.get(folded_name(cell.text))
        if header is not None:
            found.setdefault(header, column)
    return found


def _status(held: _Held) -> Status:
    word = without_symbol(folded_name(held.text("Svar")))
    last_day = held.cell("Senast").value
    return Status(
        held.text("Mottagare"),
        held.text("Enhet"),
        read_moment(held.text("Skickat")),
        next((state for state in State if state.value == word), State.MISSING),
        held.text("Besvarade av"),
        held.text("Fil"),
        read_moment(held.text("Läst")),
        held.text("Anmärkning"),
        held.count("Besvarade"),
        held.count("Frågade"),
        held.text("E-post"),
        last_day if isinstance(last_day, date) else None,
    )


def _conflicts(lines: Iterable[_Held]) -> Iterator[tuple[Conflict, datetime | None]]:
    """Yield a conflict for each cell, with its candidates, and when it was settled."""
    by_slot: dict[tuple[object, ...], list[_Held]] = {}
    for held in lines:
        slot = held.slot
        key = slot.row.folded, folded_name(slot.column), held.text("Avgjort")
        by_slot.setdefault(key, []).append(held)
    for of_slot in by_slot.values():
        first = of_slot[0]
        conflict = Conflict(
            first.slot, first.place, first.value("Utdelat"), tuple(map(_candidate, of_slot))
        )
        yield conflict, read_moment(first.text("Avgjort"))


def _candidate(held: _Held) -> Candidate:
    said = held.text("Val")
    is_chosen = folded_name(said) == folded_name(CHOOSES)
    return Candidate(
        held.value("Värde"), held.file, is_chosen, held.text("Mottagare"), "" if is_chosen else said
    )


def _extras(lines: Iterable[_Held]) -> Iterator[ExtraRow]:
    by_order: dict[str, list[_Held]] = {}
    for held in lines:
        by_order.setdefault(held.text("Ordning"), []).append(held)
    for of_row in by_order.values():
        first = of_row[0]
        values = {held.text("Kolumn"): held.value("Värde") for held in of_row}
        yield ExtraRow(first.text("Mottagare"), first.text("Blad"), values, first.text("Fil"))


def _logged(held: _Held) -> Taken:
    word = held.text("Läge")
    return Taken(
        held.slot,
        held.place,
        held.value("Före"),
        held.value("Efter"),
        held.text("Mottagare"),
        held.file,
        read_moment(held.text("När")) or _NEVER,
        held.count("Ordning"),
        next((fate for fate in Fate if fate.value == word), Fate.STANDS),
    )


def _handed_out(held: _Held) -> HandedOut:
    return HandedOut(held.slot, held.value("Utdelat"), held.text("Mottagare"))
