"""The sheet *Organisation*: which unit a name means, and when the unit existed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Final, NamedTuple

from xl_asn.documents.columns import TEXT, Column
from xl_asn.documents.document import Document
from xl_asn.documents.registers import ALIAS, REPLACES, VALID_FROM, VALID_TO, RegisterRow, by_name
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.periods import Period

UNIT = Column(
    "Enhet", TEXT, "Enhetens namn, som det står på bladet Organisation.", width=44,
    choices_from="Organisation.Enhet",
)  # fmt: skip


class OrganisationRow(RegisterRow):
    """A row of *Organisation*: a unit, its other names and the dates it existed."""

    unit: Annotated[
        str | None, Column("Enhet", TEXT, "Enhetens namn.", required=True, width=44)
    ] = None
    alias: Annotated[
        str | None, ALIAS.but(help="Andra namn som enheten kallas, åtskilda med semikolon.")
    ] = None
    valid_from: Annotated[date | None, VALID_FROM] = None
    valid_to: Annotated[date | None, VALID_TO] = None
    replaces: Annotated[
        str | None, REPLACES.but(help="Enheten som den här ersatte, eller flera med semikolon.")
    ] = None

    @property
    def label(self) -> str:
        """Return the unit's name."""
        return self.unit or ""


ORGANISATION: Final = SheetSpec(
    "Organisation", OrganisationRow, key=("unit",), required=True,
    help="Skriv en rad för varje enhet, med andra namn som den har haft.",
)  # fmt: skip


class Unit(NamedTuple):
    """A unit as the register has it; ``names`` are its own name and its aliases."""

    row: OrganisationRow
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the unit's own name."""
        return self.row.unit or ""

    def existed_in(self, period: Period) -> bool:
        """Whether the unit existed on any day of a period; without dates it always did."""
        return self.row.is_valid_in(period)

    def is_named_in(self, text: str) -> bool:
        """Whether a text names the unit, by its name or an alias, also with an ending."""
        folded = folded_name(text)
        return any(folded_name(name) in folded for name in self.names)


@dataclass(frozen=True)
class Register:
    """The sheet *Organisation*; empty where it holds nothing, and then no name can be tried."""

    units: tuple[Unit, ...] = ()

    @classmethod
    def of(cls, document: Document) -> Register:
        """Return a document's register."""
        rows = document.rows_of(OrganisationRow)
        return cls(tuple(Unit(row, row.names) for row in rows if row.unit))

    def __bool__(self) -> bool:
        """Whether it holds anything."""
        return bool(self.units)

    @cached_property
    def _by_name(self) -> Mapping[str, Unit]:
        return by_name(self.units, lambda unit: unit.names)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name and alias, in the order of the sheet."""
        return tuple(name for unit in self.units for name in unit.names)

    def find(self, name: str) -> Unit | None:
        """Return the unit that a name means; a unit's own name comes before another's alias."""
        return self._by_name.get(folded_name(name))

    def successors(self, name: str) -> tuple[Unit, ...]:
        """Return the units that say that they replaced the one of a name."""
        unit = self.find(name)
        names = {folded_name(n) for n in (name, *(unit.names if unit else ()))}
        return tuple(u for u in self.units if names & set(map(folded_name, u.row.replaced)))

    def aliases(self, name: str) -> frozenset[str]:
        """Return a unit's other names, that of the one unit that it alone replaced among them."""
        unit = self.find(name)
        if unit is None:
            return frozenset()
        replaced = unit.row.replaced
        alone = len(replaced) == 1 and len(self.successors(replaced[0])) == 1
        return frozenset((*unit.names, *(replaced if alone else ())))


def reporting_units(document: Document) -> dict[str, CellRef]:
    """Return every unit with a result in the report, as written, and the first cell of each."""
    units: dict[str, CellRef] = {}
    for row in _unit_rows(document):
        units.setdefault(str(row.unit), row.cell("unit"))  # type: ignore[attr-defined] # by name
    return units


def _unit_rows(document: Document) -> Iterator[Row]:
    """Yield the rows that give a unit's result for a goal."""
    for row in document.table("Enhetsresultat") or ():
        if row.get("unit"):
            yield row
