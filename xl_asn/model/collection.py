"""What the sheet *Insamling* holds: who has answered, what was taken, and what is not settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from xl_asn.model.forms import Slot
from xl_asn.model.grid import CellRef, Value


class State(Enum):
    """How far a recipient has come."""

    MISSING = "saknas"
    BEGUN = "påbörjat"
    DONE = "klart"
    LATE = "försenat"
    REFUSED = "avvisat"
    CONFLICT = "konflikt"


class Status(NamedTuple):
    """One recipient of *Utskick*: of ``asked`` cells so many are ``answered``."""

    recipient: str
    unit: str
    sent: datetime | None
    state: State
    by: str = ""
    file: str = ""
    read: datetime | None = None
    remark: str = ""
    answered: int = 0
    asked: int = 0
    email: str = ""
    last_day: date | None = None


class Candidate(NamedTuple):
    """One value that a cell might have: what the workbook says has no ``file``.

    ``said`` is what somebody has written in *Val* where it is another word than the one that
    chooses.
    """

    value: Value
    file: str = ""
    is_chosen: bool = False
    recipient: str = ""
    said: str = ""


class Conflict(NamedTuple):
    """A cell that only a person can settle.

    It has several values, or an answer that is emptied: then a candidate's value is None.
    """

    slot: Slot
    cell: CellRef
    base: Value
    candidates: tuple[Candidate, ...]

    @property
    def answers(self) -> tuple[Candidate, ...]:
        """Return the candidates that have been answered."""
        return tuple(one for one in self.candidates if one.file)

    @property
    def is_emptied(self) -> bool:
        """Whether all that is asked is if the cell is to be blank."""
        return all(one.value is None for one in self.answers)


class Settled(NamedTuple):
    """A conflict that somebody has settled: the candidate that is chosen says how."""

    conflict: Conflict
    at: datetime


class Fate(Enum):
    """What has become of an answer that was taken."""

    STANDS = ""
    BACK = "ångrat"
    """It was taken back: the cell got what stood before."""
    LEFT = "inte ångrat, ändrat efteråt"
    """It was to be taken back, but the cell held something else by then."""


class Taken(NamedTuple):
    """An answer that was taken into the workbook. ``order`` is above 0 for a row that was added.

    ``file`` is empty where somebody has settled a conflict for what the workbook said.
    """

    slot: Slot
    cell: CellRef
    before: Value
    after: Value
    recipient: str
    file: str
    at: datetime
    order: int = 0
    fate: Fate = Fate.STANDS


class ExtraRow(NamedTuple):
    """A row that a recipient added where the workbook has none: told, and never taken by itself."""

    recipient: str
    sheet: str
    values: Mapping[str, Value]
    file: str


class HandedOut(NamedTuple):
    """What stood in a cell when it was handed out, and to whom."""

    slot: Slot
    base: Value
    recipient: str


class Collection(NamedTuple):
    """The whole of *Insamling*. ``master`` and ``batch`` are drawn at random, see ``Binding``."""

    master: str
    batch: str
    statuses: tuple[Status, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    extras: tuple[ExtraRow, ...] = ()
    log: tuple[Taken, ...] = ()
    handed_out: tuple[HandedOut, ...] = ()
    settled: tuple[Settled, ...] = ()
