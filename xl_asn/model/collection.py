"""What the sheet *Insamling* holds: who has answered, what was taken, and what is not settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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


class Candidate(NamedTuple):
    """One value that a cell might have: what the workbook says has no ``file``."""

    value: Value
    file: str = ""
    is_chosen: bool = False


class Conflict(NamedTuple):
    """A cell that only a person can settle.

    It has several values, or an answer that is emptied: then a candidate's value is None.
    """

    slot: Slot
    cell: CellRef
    base: Value
    candidates: tuple[Candidate, ...]


class Taken(NamedTuple):
    """An answer that was taken into the workbook. ``order`` is above 0 for a row that was added."""

    slot: Slot
    cell: CellRef
    before: Value
    after: Value
    recipient: str
    file: str
    at: datetime
    order: int = 0


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
