"""Which rows of a workbook a unit or an area means, by the names that its registers know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.activities import Activities
from xl_asn.documents.sheets.events import EventRow
from xl_asn.documents.sheets.goals import UnitRow
from xl_asn.documents.sheets.organisation import Register
from xl_asn.model.amounts import AmountRow, RowKind
from xl_asn.model.grid import folded_name

ALL: Final = "Alla"
"""The area that means every row of a sheet."""


def is_of_units(spec: SheetSpec) -> bool:
    """Whether a sheet has a row for what a unit answers of itself."""
    return issubclass(spec.row, UnitRow)


def is_of_events(spec: SheetSpec) -> bool:
    """Whether a sheet tells what has happened in the units."""
    return issubclass(spec.row, EventRow)


def is_of_amounts(spec: SheetSpec) -> bool:
    """Whether a sheet has a forecast for each of its rows."""
    return spec.row.holds_amounts and bool(spec.row.forecast_header)


def can_be_handed_out(spec: SheetSpec) -> bool:
    """Whether somebody can be asked for the rows of a sheet."""
    return is_of_units(spec) or is_of_events(spec) or is_of_amounts(spec)


@dataclass(frozen=True)
class AskedRows:
    """The rows of a document that somebody can be asked for, by unit and by area."""

    document: Document

    @cached_property
    def register(self) -> Register:
        """Return the register of units."""
        return Register.of(self.document)

    @cached_property
    def _activities(self) -> Activities:
        return Activities.now(self.document)

    @cached_property
    def specs(self) -> tuple[SheetSpec, ...]:
        """Return the sheets that can be handed out, in the document's order."""
        return tuple(spec for spec in self.document.sheets if can_be_handed_out(spec))

    def unit(self, name: str) -> str:
        """Return what tells a unit, folded: the register's own name for it where it has one."""
        found = self.register.find(name)
        return folded_name(found.name if found else name)

    def shown_unit(self, name: str) -> str:
        """Return a unit's name as the register writes it, or else as it is given."""
        found = self.register.find(name)
        return found.name if found else name

    @cached_property
    def _by_unit(self) -> Mapping[str, Mapping[str, tuple[Row, ...]]]:
        """Return the rows that name a unit by sheet and by what tells the unit, in sheet order."""
        sheets: dict[str, Mapping[str, tuple[Row, ...]]] = {}
        for spec in self.specs:
            found: dict[str, list[Row]] = {}
            for row in () if is_of_amounts(spec) else self.document.table(spec.name) or ():
                if unit := row.get("unit"):
                    found.setdefault(self.unit(unit), []).append(row)
            sheets[spec.name] = {unit: tuple(rows) for unit, rows in found.items()}
        return sheets

    @cached_property
    def reporting(self) -> Mapping[str, tuple[Row, ...]]:
        """Return the rows of each unit's own results, by what tells the unit, in sheet order."""
        found = (self._by_unit[spec.name] for spec in self.specs if is_of_units(spec))
        return next(found, {})

    def meant(self, name: str) -> str:
        """Return the unit whose results a name means.

        A unit that has none of its own, and was renamed, is the one that it became or was.
        """
        own = self.unit(name)
        if own in self.reporting:
            return own
        return self._renamed.get(own, own)

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """Return the one unit with results that each unit without them was renamed from or to."""
        pairs: dict[str, set[str]] = {}
        for unit in self.register.units:
            for other in self.register.aliases(unit.name):
                one, two = self.unit(unit.name), self.unit(other)
                for here, there in ((one, two), (two, one)):
                    if here != there and there in self.reporting:
                        pairs.setdefault(here, set()).add(there)
        return {here: next(iter(there)) for here, there in pairs.items() if len(there) == 1}

    def knows_unit(self, name: str) -> bool:
        """Whether a unit is in the register or has results; true where there is nothing to ask."""
        if not self.register and not self.reporting:
            return True
        own = self.unit(name)
        return self.register.find(name) is not None or own in self.reporting or own in self._renamed

    def of_units(self, spec: SheetSpec, names: Sequence[str]) -> tuple[Row, ...]:
        """Return the rows of some units on a sheet of results or of events, in sheet order."""
        by_unit = self._by_unit.get(spec.name, {})
        wanted = {unit for name in names for unit in (self.meant(name), self.unit(name))}
        rows = (row for unit in wanted for row in by_unit.get(unit, ()))
        return tuple(sorted(rows, key=lambda row: row.row_number))

    def typed(self, spec: SheetSpec) -> tuple[AmountRow, ...]:
        """Return the rows of a sheet of amounts that people type: those that are no sums."""
        table = self.document.table(spec.name)
        amounts = () if table is None else self.document.amount_tables()
        return tuple(
            row
            for found in amounts
            if table is not None and found.sheet == table.sheet
            for row in found.rows
            if not row.kind.is_sum and row.label
        )

    def areas(self, spec: SheetSpec) -> tuple[str, ...]:
        """Return the areas of a sheet that have rows to type in, each once and in sheet order."""
        named = {folded_name(row.area): row.area for row in reversed(self.typed(spec)) if row.area}
        return tuple(reversed(named.values()))

    def names(self, spec: SheetSpec) -> tuple[str, ...]:
        """Return what an area on *Utskick* may be called: the areas and the rows of a sheet."""
        return (*self.areas(spec), *(row.label for row in self.typed(spec)))

    def of_area(self, spec: SheetSpec, name: str) -> tuple[AmountRow, ...]:
        """Return the rows of an area, or else those of that name with what they are made of."""
        rows, wanted = self.typed(spec), folded_name(name)
        if wanted == folded_name(ALL):
            return rows
        return tuple(r for r in rows if folded_name(r.area) == wanted) or tuple(
            self._named(spec, rows, wanted)
        )

    def _named(
        self, spec: SheetSpec, rows: Sequence[AmountRow], wanted: str
    ) -> Iterator[AmountRow]:
        whole = ""
        for row in rows:
            is_part = row.kind is RowKind.OF_WHICH
            if not is_part or folded_name(row.parent) != whole:
                names = self._activities.names(spec.name, row.area, row.label)
                is_meant = wanted in map(folded_name, (row.label, *names))
                whole = folded_name(row.label) if is_meant and not is_part else ""
                if not is_meant:
                    continue
            yield row
