"""Where the cells of a form stand in a workbook now: rows are found by their names alone.

Rows may have been inserted, sorted or moved since the form was handed out, and a unit or an
activity may have another name, if the registers say so. What they do not say is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.comparing.registers import Names
from xl_asn.case.forms.meaning import meaning_of
from xl_asn.case.own_cells import is_writable
from xl_asn.documents.columns import Column
from xl_asn.documents.document import Document
from xl_asn.documents.identity import Place, places_on
from xl_asn.model.collection import Conflict
from xl_asn.model.collection_sheet import NAME
from xl_asn.model.forms import Slot
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.identity import RowKey
from xl_asn.pages.collection_page import read_collection


class Spot(NamedTuple):
    """A cell of the workbook, with its row and its column; ``slot`` is what it is called now."""

    cell: CellRef
    slot: Slot
    column: Column


class SlotPlaces:
    """The cells of one workbook that forms ask for."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._document: Document = case.document
        self._names = Names.of(case.document)

    def spot(self, slot: Slot) -> Spot | None:
        """Return a slot's cell; None where its row or column is not there, or not told apart."""
        place = self.row(slot.row)
        header = None if place is None else self._header(place, slot.column)
        if place is None or header is None:
            return None
        cell = place.cell(header)
        if cell is None:
            return None
        column = place.table.declared[place.fields[header]]
        return Spot(cell, Slot(place.known.key, header), column)

    def row(self, key: RowKey) -> Place | None:
        """Return the row of a key, by its name or by one that the registers give; None for none."""
        exact = self._rows.get(key.folded, ())
        if exact:
            return exact[0] if len(exact) == 1 else None
        others = {
            place.row.row_number: place
            for alias in self._names.aliases(key)
            for place in self._rows.get(_named(key, alias).folded, ())
        }
        return next(iter(others.values())) if len(others) == 1 else None

    def is_hers(self, cell: CellRef) -> bool:
        """Whether a cell holds a formula of the author's, or cannot be written alone."""
        grid = self._case.grid
        return grid.at(cell).formula is not None or not is_writable(grid, cell)

    def is_doubled(self, key: RowKey) -> bool:
        """Whether several rows have the name of a key."""
        return len(self._rows.get(key.folded, ())) > 1

    @staticmethod
    def _header(place: Place, header: str) -> str | None:
        wanted = folded_name(header)
        return next((known for known in place.fields if folded_name(known) == wanted), None)

    @cached_property
    def _rows(self) -> dict[tuple[str, str], list[Place]]:
        found: dict[tuple[str, str], list[Place]] = {}
        for spec in self._document.sheets:
            for place in places_on(self._document, spec):
                found.setdefault(place.known.key.folded, []).append(place)
        return found


def _named(key: RowKey, name: str) -> RowKey:
    return key._replace(names=(*key.names[:-1], name))


def unsettled(case: Case) -> tuple[Conflict, ...]:
    """Return the conflicts of *Insamling* that still are, each at its cell as it stands now.

    One is settled where the workbook has come to hold what is answered. A cell that is not found
    is told where it was.
    """
    if case.grid.sheet(NAME) is None:
        return ()
    collection = read_collection(case.grid)
    return tuple(_unsettled(case, collection.conflicts)) if collection else ()


def _unsettled(case: Case, conflicts: tuple[Conflict, ...]) -> Iterator[Conflict]:
    places = SlotPlaces(case)
    for conflict in conflicts:
        spot = places.spot(conflict.slot)
        if spot is None:
            yield conflict
            continue
        says, now = meaning_of(spot.column), case.grid.at(spot.cell).value
        if any(says(one.value) != says(now) for one in conflict.answers):
            others = tuple(
                one if one.file else one._replace(value=now) for one in conflict.candidates
            )
            yield conflict._replace(cell=spot.cell, candidates=others)
