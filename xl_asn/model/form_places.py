"""Where the cells of a form stand, and what the form says of itself when it comes back."""

from __future__ import annotations

from typing import Final, NamedTuple

from xl_asn.model.forms import Binding, Slot
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.identity import RowKey

#: The sheets of a form, and the names of the two cells that end it.
START: Final = "Start"
ANSWERS: Final = "Svar"
GUIDANCE: Final = "Vägledning"
BINDING: Final = "xl_asn"
DONE: Final = "Klar"
BY: Final = "Lämnat_av"


class AskedCell(NamedTuple):
    """A cell that is answered: what of the workbook it asks for, and where it stood when made.

    ``header`` is its column's in the form and ``key`` what its row is called there, the cells that
    tell the row from others joined by `` › ``. ``base`` is what stood in it.
    """

    slot: Slot
    header: str
    key: str
    cell: CellRef
    base: Value = None


class ShownCell(NamedTuple):
    """A locked cell of a row, and what it showed when the form was made."""

    row: RowKey
    header: str
    key: str
    cell: CellRef
    value: Value = None


class FreeCell(NamedTuple):
    """A cell of a row that is free to write in: ``order`` counts a sheet's free rows from 1."""

    sheet: str
    column: str
    header: str
    key: str
    cell: CellRef
    order: int


class Places(NamedTuple):
    """Where everything stands in a form when it is made."""

    asked: tuple[AskedCell, ...] = ()
    shown: tuple[ShownCell, ...] = ()
    free: tuple[FreeCell, ...] = ()


class Damage(NamedTuple):
    """What is wrong with the hidden sheet of a form, as a Swedish sentence, and the cell there.

    ``is_fatal`` tells that nothing in the form can be trusted to be what it says.
    """

    message: str
    cell: CellRef
    is_fatal: bool = False


class Bound(NamedTuple):
    """What a form says of itself: what it was made of, and where its cells stood.

    Lines that somebody has altered are left out, each with a damage of its own. ``terms`` are those
    of its :class:`~xl_asn.model.forms.Form`, and ``sheet`` is what the hidden sheet is called.
    """

    binding: Binding
    places: Places
    damages: tuple[Damage, ...] = ()
    terms: tuple[tuple[str, Value], ...] = ()
    sheet: str = BINDING

    @property
    def is_usable(self) -> bool:
        """Whether what it says of itself can be believed."""
        return not any(damage.is_fatal for damage in self.damages)
