"""The sheet *Utskick* as it is meant: each recipient with the rows that she is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from xl_asn.documents.asked_rows import (
    AskedRows,
    can_be_handed_out,
    is_of_amounts,
    is_of_events,
    is_of_units,
)
from xl_asn.documents.document import Document
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.hand_outs import HAND_OUTS, HandOutRow, listed_in
from xl_asn.model.emails import email_of
from xl_asn.model.file_names import folded_stem
from xl_asn.model.grid import CellRef, Grid, folded_name


class Recipient(NamedTuple):
    """Somebody who is asked: her name, her address, and what she answers for.

    ``email`` is empty where there is none that a letter may go to. ``units`` are the names that the
    register has, ``areas`` as they are written, and ``sheets`` the declared names of the sheets,
    in the workbook's order. ``cell`` is the name's own on *Utskick*.
    """

    name: str
    email: str
    units: tuple[str, ...]
    areas: tuple[str, ...]
    sheets: tuple[str, ...]
    last_day: date | None
    cell: CellRef


class Entry(NamedTuple):
    """A row of *Utskick*: as it is written, and as it is understood."""

    row: HandOutRow
    recipient: Recipient
    unknown_sheets: tuple[str, ...] = ()

    def cell(self, field: str) -> CellRef:
        """Return the cell of one of the row's fields; the name's where there is no such column."""
        return self.row.place(field) or self.recipient.cell


@dataclass(frozen=True)
class HandOut:
    """Everybody who is asked, in the order of the sheet; false where the workbook asks nobody."""

    document: Document
    grid: Grid

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.entries)

    @cached_property
    def asked(self) -> AskedRows:
        """Return the rows that somebody can be asked for."""
        return AskedRows(self.document)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the rows of *Utskick* that name a recipient."""
        return tuple(self._entry(row) for row in self.document.rows_of(HandOutRow) if row.recipient)

    def _entry(self, row: HandOutRow) -> Entry:
        name = " ".join((row.recipient or "").split())
        units, areas = self._units(row), self._distinct(listed_in(row.areas))
        sheets, unknown = self._sheets(row, has_units=bool(units), has_areas=bool(areas))
        place = row.place("email")
        email = "" if place is None else email_of(self.typed(place))
        cell = row.cell("recipient")
        recipient = Recipient(name, email, units, areas, sheets, row.last_day, cell)
        return Entry(row, recipient, unknown)

    def typed(self, cell: CellRef) -> str:
        """Return a cell's text with all that nobody sees in it."""
        value = self.grid.at(cell).value
        return value if isinstance(value, str) else self.grid.at(cell).text

    def _units(self, row: HandOutRow) -> tuple[str, ...]:
        names = (self.asked.shown_unit(name) for name in listed_in(row.units))
        return self._distinct(tuple(names))

    @staticmethod
    def _distinct(names: Sequence[str]) -> tuple[str, ...]:
        return tuple({folded_name(name): name for name in reversed(names)}.values())[::-1]

    def _sheets(
        self, row: HandOutRow, *, has_units: bool, has_areas: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the sheets that a row asks for, and what it names that nobody can be asked for."""
        written = listed_in(row.sheets)
        known = {folded_name(spec.name): spec.name for spec in self.asked.specs}
        wanted = {folded_name(name) for name in written}
        if not written:
            wanted = {folded_name(s) for s in self._default(has_units=has_units, areas=has_areas)}
        sheets = tuple(name for folded, name in known.items() if folded in wanted)
        return sheets, tuple(name for name in written if folded_name(name) not in known)

    def _default(self, *, has_units: bool, areas: bool) -> Iterator[str]:
        """Yield what is asked for where no sheet is named."""
        amounts = (spec.name for spec in self.asked.specs if is_of_amounts(spec))
        if has_units:
            yield from (s.name for s in self.asked.specs if is_of_units(s) or is_of_events(s))
        if areas:
            yield from list(amounts)[:1]

    def spec(self, sheet: str) -> SheetSpec:
        """Return a declared sheet that can be handed out, by its name."""
        return next(spec for spec in self.asked.specs if spec.name == sheet)

    def numbers(self, recipient: Recipient, spec: SheetSpec) -> tuple[int, ...]:
        """Return the numbers of the rows of a sheet that a recipient is asked for, in order."""
        if spec.name not in recipient.sheets:
            return ()
        if not is_of_amounts(spec):
            return tuple(row.row_number for row in self.asked.of_units(spec, recipient.units))
        found = {row.number for area in recipient.areas for row in self.asked.of_area(spec, area)}
        return tuple(sorted(found))

    @cached_property
    def asked_of(self) -> Mapping[tuple[str, int], tuple[Entry, ...]]:
        """Return who is asked for each row, by sheet and number; events are nobody's alone."""
        found: dict[tuple[str, int], list[Entry]] = {}
        specs = tuple(spec for spec in self.asked.specs if not is_of_events(spec))
        for entry in self.entries:
            for spec in () if entry.row.row_number in self.twice else specs:
                for number in self.numbers(entry.recipient, spec):
                    found.setdefault((spec.name, number), []).append(entry)
        return {place: tuple(entries) for place, entries in found.items()}

    @cached_property
    def twice(self) -> Mapping[int, Entry]:
        """Return the earlier row of each row whose recipient has one, by the row's number."""
        first: dict[str, Entry] = {}
        found: dict[int, Entry] = {}
        for entry in self.entries:
            earlier = first.setdefault(folded_name(entry.recipient.name), entry)
            if earlier is not entry:
                found[entry.row.row_number] = earlier
        return found

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        """Return those whom a form can be made for, in the order of the sheet.

        Nobody is guessed: a row that is wrong, and one that asks for nothing, makes no form.
        """
        names = Counter(folded_name(entry.recipient.name) for entry in self.entries)
        files = Counter(folded_stem(entry.recipient.name) for entry in self.entries)
        return tuple(
            entry.recipient
            for entry in self.entries
            if names[folded_name(entry.recipient.name)] == 1
            and files[folded_stem(entry.recipient.name)] == 1
            and not entry.unknown_sheets
            and not any(self.unknown_units(entry))
            and not any(self.unknown_areas(entry))
            and not self.misplaced(entry)
            and self.asks_for_anything(entry)
        )

    def unknown_units(self, entry: Entry) -> Iterator[str]:
        """Yield the units of a row that neither the register nor the results know."""
        yield from (unit for unit in entry.recipient.units if not self.asked.knows_unit(unit))

    def unknown_areas(self, entry: Entry) -> Iterator[str]:
        """Yield the areas of a row that none of its sheets of amounts has."""
        specs = self.amounts(entry)
        for area in entry.recipient.areas if specs else ():
            if any(map(self.asked.typed, specs)) and not any(
                self.asked.of_area(spec, area) for spec in specs
            ):
                yield area

    def amounts(self, entry: Entry) -> tuple[SheetSpec, ...]:
        """Return the sheets that a row's areas are looked for on."""
        every = tuple(spec for spec in self.asked.specs if is_of_amounts(spec))
        return tuple(s for s in every if s.name in entry.recipient.sheets) or every[:1]

    def misplaced(self, entry: Entry) -> tuple[SheetSpec, ...]:
        """Return the sheets that a row asks for without the unit or the area that they need."""
        recipient = entry.recipient
        return tuple(
            spec
            for spec in map(self.spec, recipient.sheets)
            if (is_of_amounts(spec) and not recipient.areas)
            or (is_of_units(spec) and not recipient.units)
        )

    def asks_for_nobody(self, entry: Entry) -> bool:
        """Whether a row has neither unit nor area, and is not about events alone."""
        recipient = entry.recipient
        if recipient.units or recipient.areas or entry.unknown_sheets:
            return False
        specs = tuple(map(self.spec, recipient.sheets))
        return not specs or not all(map(is_of_events, specs))

    def blank_sheets(self, entry: Entry) -> Iterator[tuple[str, SheetSpec]]:
        """Yield each known unit or area of a row that has nothing to answer on a sheet."""
        for spec in map(self.spec, entry.recipient.sheets):
            if is_of_events(spec):
                continue
            of_area = is_of_amounts(spec)
            wrong = {*(self.unknown_areas(entry) if of_area else self.unknown_units(entry))}
            for name in entry.recipient.areas if of_area else entry.recipient.units:
                if name not in wrong and not (
                    self.asked.of_area(spec, name) if of_area else self.asked.of_units(spec, [name])
                ):
                    yield name, spec

    def asks_for_anything(self, entry: Entry) -> bool:
        """Whether a form of a row has any cell to answer."""
        return not self.asks_for_nobody(entry) and any(
            is_of_events(spec) or self.numbers(entry.recipient, spec)
            for spec in map(self.spec, entry.recipient.sheets)
        )


def hand_out_of(document: Document, grid: Grid) -> HandOut:
    """Return a document's hand-out; ``grid`` is the workbook that it was read from."""
    return HandOut(document, grid)


def has_hand_out(document: Document) -> bool:
    """Whether a type of document has anything to hand out."""
    return any(map(can_be_handed_out, document.sheets)) and HAND_OUTS.name in {
        spec.name for spec in document.sheets
    }
