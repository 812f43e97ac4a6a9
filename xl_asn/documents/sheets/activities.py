"""The sheet *Verksamheter*: which names mean the same activity or post of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Final

from xl_asn.documents.columns import TEXT, Column
from xl_asn.documents.document import Document
from xl_asn.documents.registers import ALIAS, REPLACES, VALID_FROM, VALID_TO, RegisterRow, by_name
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.grid import folded_name
from xl_asn.model.identity import RowKey


class ActivityRow(RegisterRow):
    """A row of *Verksamheter*: an activity or a post of a sheet, and its other names.

    A row without an area is about the name in any area of the sheet.
    """

    sheet: Annotated[
        str | None,
        Column("Blad", TEXT, "Bladet som raden står på, till exempel Nettokostnad.",
               required=True, width=20),
    ] = None  # fmt: skip
    area: Annotated[
        str | None,
        Column("Område", TEXT, "Området som raden hör till. Tomt betyder alla områden på bladet.",
               width=26),
    ] = None  # fmt: skip
    name: Annotated[
        str | None,
        Column("Rad", TEXT, "Radens namn på bladet, som det är nu.", required=True, width=38),
    ] = None
    alias: Annotated[
        str | None, ALIAS.but(help="Andra namn på samma rad, åtskilda med semikolon.")
    ] = None
    valid_from: Annotated[date | None, VALID_FROM] = None
    valid_to: Annotated[date | None, VALID_TO] = None
    replaces: Annotated[
        str | None, REPLACES.but(help="Raden som den här ersatte, eller flera med semikolon.")
    ] = None

    @property
    def label(self) -> str:
        """Return the name of the row that this one is about."""
        return self.name or ""


ACTIVITIES: Final = SheetSpec(
    "Verksamheter", ActivityRow, key=("valid_from", "sheet", "area", "name"), optional=True,
    help="Skriv en rad för varje verksamhet eller post som har bytt namn eller organisation.",
)  # fmt: skip


@dataclass(frozen=True)
class Activities:
    """The sheet *Verksamheter*; empty where the workbook has none, and then a name means itself.

    A row is asked for by sheet, area and name, as people compare names. What the register says of
    that area goes before what it says of any area of the sheet. ``former`` are the rows that are
    not valid on the day that :meth:`on` was asked for.
    """

    rows: tuple[ActivityRow, ...] = ()
    former: tuple[ActivityRow, ...] = ()

    @classmethod
    def now(cls, document: Document) -> Activities:
        """Return a document's register as it is on the period's last day."""
        register = cls.of(document)
        return register.on(document.period.end) if register.rows and document.period else register

    @classmethod
    def of(cls, document: Document) -> Activities:
        """Return a document's register, whatever the dates of its rows."""
        rows = document.rows_of(ActivityRow)
        return cls(tuple(row for row in rows if row.sheet and row.name))

    def on(self, day: date) -> Activities:
        """Return the register as it is on a day."""
        everything = (*self.rows, *self.former)
        return Activities(
            tuple(row for row in everything if row.is_valid_on(day)),
            tuple(row for row in everything if not row.is_valid_on(day)),
        )

    def find(self, sheet: str, area: str, name: str) -> ActivityRow | None:
        """Return what the register says of a row; a row's own name goes before another's alias."""
        return _found(self._by_place, sheet, area, name)

    def names(self, sheet: str, area: str, name: str) -> tuple[str, ...]:
        """Return every name of the row that a name means, its present one first."""
        found = self.find(sheet, area, name)
        return (name,) if found is None else found.names

    def replaced(self, sheet: str, area: str, name: str) -> tuple[str, ...]:
        """Return the names that a row replaced: one renamed or split, or several joined."""
        found = self.find(sheet, area, name)
        return () if found is None else found.replaced

    def successors(self, sheet: str, area: str, name: str) -> tuple[ActivityRow, ...]:
        """Return the rows that replaced the one of a name: two or more where it was split.

        The other names of the old row are known also when it is no longer valid.
        """
        old = self.find(sheet, area, name) or _found(self._former_by_place, sheet, area, name)
        gone = {folded_name(n) for n in (name, *(old.names if old else ()))}
        return tuple(
            row
            for row in self.rows
            if _place(row) in _places(sheet, area) and gone & set(map(folded_name, row.replaced))
        )

    def aliases(self, key: RowKey) -> Collection[str]:
        """Return a row's other names, that of the one row that it alone replaced among them."""
        place = _asked(key)
        replaced = self.replaced(*place)
        shared = set(self.parts(key))
        return {*self.names(*place), *replaced} - shared

    def parts(self, key: RowKey) -> Collection[str]:
        """Return the names of the rows that a row was split off from, or that it joins."""
        sheet, area, name = _asked(key)
        replaced = self.replaced(sheet, area, name)
        if len(replaced) > 1:
            return replaced
        return tuple(old for old in replaced if len(self.successors(sheet, area, old)) > 1)

    @cached_property
    def _by_place(self) -> _ByPlace:
        return _by_place(self.rows)

    @cached_property
    def _former_by_place(self) -> _ByPlace:
        return _by_place(self.former)


_Place = tuple[str, str]
_ByPlace = Mapping[_Place, Mapping[str, ActivityRow]]


def _asked(key: RowKey) -> tuple[str, str, str]:
    """Return the sheet, the area and the name of a row."""
    *areas, name = key.names or ("",)
    return key.sheet, areas[0] if areas else "", name


def _place(row: ActivityRow) -> _Place:
    return folded_name(row.sheet or ""), folded_name(row.area or "")


def _places(sheet: str, area: str) -> tuple[_Place, _Place]:
    """Return where the register may tell of a row: with its own area, and with none."""
    return (folded_name(sheet), folded_name(area)), (folded_name(sheet), "")


def _by_place(rows: Iterable[ActivityRow]) -> _ByPlace:
    by_place: dict[_Place, list[ActivityRow]] = {}
    for row in rows:
        by_place.setdefault(_place(row), []).append(row)
    return {place: by_name(found, lambda row: row.names) for place, found in by_place.items()}


def _found(known: _ByPlace, sheet: str, area: str, name: str) -> ActivityRow | None:
    wanted = folded_name(name)
    for place in _places(sheet, area):
        if place in known and wanted in known[place]:
            return known[place][wanted]
    return None
