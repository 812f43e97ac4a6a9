"""Units and activities that have ended: they leave, or what replaced them takes their place.

Only what the registers *Organisation* and *Verksamheter* say for certain is done. Else the row is
asked for: its name is emptied, and whoever writes the month says what replaced it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from xl_asn.cycle.next_period.changes import Changes, Told
from xl_asn.cycle.next_period.policy import Turn
from xl_asn.cycle.next_period.remarks import ROW_ENDED, UNIT_ENDED
from xl_asn.documents.document import Document
from xl_asn.documents.registers import RegisterRow
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheets.activities import Activities
from xl_asn.documents.sheets.organisation import UNIT, Register
from xl_asn.model.amounts import RowKind
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, cell_of, folded_name
from xl_asn.model.listing import listed
from xl_asn.rules.rule import Rule

_OF_ROWS: Final = frozenset({RowKind.ROW, RowKind.OF_WHICH})


class Ended(NamedTuple):
    """One that has ended: when, as far as is known, and the names of those that replaced it.

    ``alone`` tells that its one heir is certain: it replaced this one, and perhaps others.
    """

    name: str
    last_day: date | None
    heirs: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return when it ended, as the end of a sentence about it."""
        if self.last_day is not None:
            return f"gällde till {self.last_day}"
        return f"är ersatt av {listed(self.heirs)}"


def leave_units(document: Document, turn: Turn, changes: Changes) -> Iterator[Finding]:
    """Let the units that have ended leave the sheets where units report; yield what is asked."""
    register = Register.of(document)
    for spec, table in document.tables() if register else ():
        field = next(
            (n for n in table.columns if table.declared[n].choices_from == UNIT.choices_from), None
        )
        if field is None or field not in spec.key:
            continue
        others = tuple(name for name in spec.key if name != field)
        said = _Said(UNIT_ENDED, "Enheten", "Organisation")
        leaving = _Leaving(table, field, others, said, changes, partial(_unit_meant, register))
        ended = {}
        for row in table:
            name = row.get(field)
            if name and name not in ended:
                ended[name] = _ended_unit(register, name, turn)
        yield from leaving.carried_out([(row, ended.get(row.get(field))) for row in table])


def leave_rows(document: Document, turn: Turn, changes: Changes) -> Iterator[Finding]:
    """Let the activities that have ended leave the sheets of amounts; yield what is asked.

    Amounts are a year's so far: in the year when an activity ended its row stays, under the name of
    the one that replaced it where that is certain.
    """
    register = Activities.of(document)
    for spec, table in document.tables() if register.rows else ():
        if not spec.row.holds_amounts:
            continue
        field = spec.key[-1]
        said = _Said(ROW_ENDED, "Raden", "Verksamheter")
        meant = partial(_row_meant, register, table.sheet)
        leaving = _Leaving(table, field, ("area",), said, changes, meant)
        rows = []
        for area, row in table.by_area():
            ended = None
            if row.get(field) and row.get("kind") in _OF_ROWS:
                ended = _ended_row(register, (table.sheet, area, row.get(field)), turn)
            rows.append((row, ended))
        yield from leaving.carried_out(rows, stays=not turn.is_new_year)


def _unit_meant(register: Register, name: str) -> str:
    unit = register.find(name)
    return name if unit is None else unit.name


def _row_meant(register: Activities, sheet: str, name: str) -> str:
    found = register.find(sheet, "", name)
    return name if found is None else found.label


def _ended_unit(register: Register, name: str, turn: Turn) -> Ended | None:
    unit = register.find(name)
    heirs = [heir for heir in register.successors(name) if heir is not unit]
    known = _ended(unit.row if unit else None, [heir.row for heir in heirs], turn)
    return None if known is None else Ended(name, known[0], known[1])


def _ended_row(register: Activities, place: tuple[str, str, str], turn: Turn) -> Ended | None:
    found = register.find(*place)
    heirs = [heir for heir in register.successors(*place) if heir is not found]
    known = _ended(found, heirs, turn)
    return None if known is None else Ended(place[2], known[0], known[1])


def _ended(
    own: RegisterRow | None, heirs: Sequence[RegisterRow], turn: Turn
) -> tuple[date | None, tuple[str, ...]] | None:
    """Return the last day and the heirs of one that has ended before the new period; else None.

    One without a last day has ended where a heir has begun since the old period.
    """
    there = [heir for heir in heirs if heir.is_valid_in(turn.new)]
    names = tuple(dict.fromkeys(heir.label for heir in there))
    last: date | None = own.get("valid_to") if own is not None else None
    if last is not None:
        return (last, names) if last < turn.new.start else None
    begun = [day for heir in there if (day := heir.get("valid_from")) is not None]
    return (None, names) if any(day > turn.old.end for day in begun) else None


class _Said(NamedTuple):
    """What is said of those that have ended: the rule, what they are, and where it stands."""

    rule: Rule
    what: str
    register: str


class _Leaving(NamedTuple):
    """One sheet that rows may leave: the field of their name, and what else tells them.

    ``meant`` gives the register's own name for one that a row has.
    """

    table: Rows[Row]
    field: str
    others: tuple[str, ...]
    said: _Said
    changes: Changes
    meant: Callable[[str], str]

    def carried_out(
        self, rows: Sequence[tuple[Row, Ended | None]], *, stays: bool = False
    ) -> Iterator[Finding]:
        taken = {self._key(row, row.get(self.field)) for row, ended in rows if ended is None}
        asked: dict[str, list[CellRef]] = {}
        known: dict[str, Ended] = {}
        for row, ended in rows:
            if ended is None:
                continue
            key = self._key(row, ended.heirs[0]) if len(ended.heirs) == 1 else None
            if key is None:
                known[ended.name] = ended
                asked.setdefault(ended.name, []).append(row.cell(self.field))
                if not stays:
                    self._put(row, self.field, None, f"{ended.name} {ended.words}: ersatt av?")
            elif key not in taken:
                taken.add(key)
                why = f"ersätter {ended.name}, enligt bladet {self.said.register}"
                self._put(row, self.field, ended.heirs[0], why)
            elif not stays:
                self._clear(row, f"{ended.name} {ended.words}")
        for name, cells in asked.items():
            yield self._question(known[name], cells, stays=stays)

    def _key(self, row: Row, name: str | None) -> tuple[str, ...]:
        held = (cell_of(row.get(other)).text for other in self.others)
        return (*map(folded_name, held), folded_name(self.meant(name or "")))

    def _put(self, row: Row, field: str, value: str | None, why: str) -> None:
        told = Told(row.label, self.table.declared[field].header, why)
        self.changes.put(row.cell(field), value, told)

    def _clear(self, row: Row, why: str) -> None:
        for field in self.table.columns:
            if not self.changes.now(row.cell(field)).is_blank:
                self._put(row, field, None, why)

    def _question(self, ended: Ended, cells: Sequence[CellRef], *, stays: bool) -> Finding:
        heirs = (
            f"Bladet {self.said.register} säger att {listed(ended.heirs)} ersatte den"
            if ended.heirs
            else f"Bladet {self.said.register} säger inte vad som har ersatt den"
        )
        if stays:
            message = (
                f"{self.said.what} {ended.name} {ended.words}. {heirs}. Beloppen räknas från årets"
            )
            message += " början, så raden står kvar året ut."
            remedy = "Skriv årets belopp på rätt rad, och ta bort raden om den är tom."
        else:
            rows = "raden" if len(cells) == 1 else f"{len(cells)} rader"
            message = (
                f"{self.said.what} {ended.name} {ended.words}. {heirs}: namnet är tömt på {rows}."
            )
            remedy = "Skriv vad som har ersatt den, eller töm hela raden om inget har gjort det."
        return self.said.rule.finding(message, remedy, cell=cells[0], inputs=tuple(cells[1:]))
