"""What the registers of both workbooks know of a row's other names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Self

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.activities import Activities
from xl_asn.documents.sheets.organisation import Register
from xl_asn.model.grid import folded_name
from xl_asn.model.identity import RowKey


@dataclass(frozen=True)
class Names:
    """The registers of rows and of units of two documents, asked as one.

    Either may know that a row has been renamed: whichever of the two is the one before, a row is
    told by what it is called, has been called, or came to be called.
    """

    activities: tuple[Activities, ...]
    units: tuple[Register, ...]
    is_same_year: bool = True
    """Whether both are of one year, as far as they say: a goal has its number for a year."""

    @classmethod
    def of(cls, *documents: Document) -> Self:
        """Return what the registers of some documents know."""
        years = {document.period.year for document in documents if document.period}
        return cls(
            tuple(Activities.now(document) for document in documents),
            tuple(Register.of(document) for document in documents),
            len(years) <= 1,
        )

    def aliases(self, key: RowKey) -> Collection[str]:
        """Return a row's other names, and those of the one row that it alone replaced."""
        return frozenset(self._aliases(key))

    def _aliases(self, key: RowKey) -> Iterator[str]:
        name = key.names[-1] if key.names else ""
        for register in self.activities:
            yield from register.aliases(key)
            yield from _heirs(register, key)
        for units in self.units:
            yield from units.aliases(name)
            for heir in units.successors(name):
                if _is_among(name, units.aliases(heir.name)):
                    yield heir.name

    def parts(self, key: RowKey) -> Collection[str]:
        """Return the names of the rows that a row was split off from, or that it joins."""
        return frozenset(part for register in self.activities for part in register.parts(key))


def _heirs(register: Activities, key: RowKey) -> Iterator[str]:
    """Yield the row that replaced a row, where it replaced no other."""
    areas, name = key.names[:-1], key.names[-1] if key.names else ""
    for heir in register.successors(key.sheet, areas[0] if areas else "", name):
        its = key._replace(names=(*areas, heir.name or ""))
        if _is_among(name, register.aliases(its)):
            yield heir.name or ""


def _is_among(name: str, names: Collection[str]) -> bool:
    return folded_name(name) in map(folded_name, names)
