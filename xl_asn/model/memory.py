"""What *Beräkna* remembers of a workbook: what it wrote, and what stood there before.

The memory follows rows and headers, never addresses. A figure of the author's that was replaced
stays a witness of what she meant: as long as the row's inputs and the period are what they were,
it is asked whether they are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Final, NamedTuple

from xl_asn.model.adoption import Seal
from xl_asn.model.grid import BLANK, Cell, CellRef, Value, cell_of
from xl_asn.model.identity import RowKey

_MARK_LENGTH: Final = 10


class Line(NamedTuple):
    """One computed cell as the last *Beräkna* left it.

    ``written`` is what was written and ``replaced`` what the author had there; ``formula`` is the
    calculation in words. ``inputs`` are the inputs of its row at that time, as text, and
    ``period`` the code of the report's period. ``stands`` tells that the replaced figure is still
    a witness. ``row_number`` and ``key`` are where and what the row was; a key without names is one
    that an older version wrote, which knew the row by its label and its number only.
    """

    key: RowKey
    label: str
    column: str
    row_number: int
    written: Value
    replaced: Cell = BLANK
    formula: str = ""
    inputs: str = ""
    period: str = ""
    stands: bool = False

    @property
    def mark(self) -> str:
        """Return a checksum of the line: one that a person has changed is not believed."""
        parts = (
            self.key.sheet, self.key.text, self.column, _told(cell_of(self.written)),
            _told(self.replaced), self.replaced.formula or "", self.inputs, self.period,
            "ja" if self.stands else "",
        )  # fmt: skip
        return sha256("\n".join(parts).encode()).hexdigest()[:_MARK_LENGTH]

    @property
    def replaced_something(self) -> bool:
        """Whether the author had something of her own there: it is kept whatever happens."""
        return self.replaced.formula is not None or (
            not self.replaced.is_blank and self.replaced.value != cell_of(self.written).value
        )


class Moved(NamedTuple):
    """Cells that ny-period has changed in this workbook: what was there, what became, and why.

    ``address`` is a cell's or, where many of a column were treated alike, a range's; then nothing
    is told of what was in them. Values are numbers or texts.
    """

    sheet: str
    address: str
    row: str
    column: str
    before: Value
    after: Value
    why: str


class Log(NamedTuple):
    """What ny-period did when it made the workbook; it stands until the workbook is replaced."""

    heading: str = ""
    moved: tuple[Moved, ...] = ()


NO_LOG: Final = Log()


class Memory(NamedTuple):
    """What stands on *Spårning*.

    ``left`` are lines whose row has gone, kept for what the author had there. ``ignored`` are
    lines that do not match their checksum. ``is_there`` tells whether there is a memory at all.
    ``log`` is what ny-period did: nobody's figure, and no ground for anything. ``seal`` is what the
    report held when it was adopted.
    """

    lines: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()
    ignored: tuple[Line, ...] = ()
    is_there: bool = False
    log: Log = NO_LOG
    seal: Seal | None = None


NOTHING: Final = Memory()


@dataclass(frozen=True)
class Recalled:
    """The memory as it is found on the sheets now.

    ``ours`` are the cells that still hold what was written, with their lines: nobody's own content.
    ``stale`` are those of them that what they follow from has left behind. ``said`` are the
    author's replaced cells that still witness. ``left`` are lines whose row is not found and that
    keep something of the author's; ``ignored`` those that do not match their checksum. ``is_lost``
    tells that the workbook has been computed, but that there is no memory of it.
    """

    ours: Mapping[CellRef, Line] = field(default_factory=dict)
    stale: tuple[CellRef, ...] = ()
    said: Mapping[CellRef, Cell] = field(default_factory=dict)
    left: tuple[Line, ...] = ()
    ignored: tuple[Line, ...] = ()
    is_lost: bool = False

    @property
    def testimony(self) -> Mapping[CellRef, Decimal]:
        """Return the replaced figures that still witness."""
        return {
            cell: held.value for cell, held in self.said.items() if isinstance(held.value, Decimal)
        }


RECALLED_NOTHING: Final = Recalled()


class Replaced(NamedTuple):
    """A cell of the author's that *Beräkna* has replaced, and what it wrote instead."""

    cell: CellRef
    before: Cell
    after: Value


def _told(cell: Cell) -> str:
    return f"{cell.kind.value}\t{cell.text}"
