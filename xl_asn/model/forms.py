"""A form that is handed out, and what comes back in it: values, without any file.

A form asks a recipient for cells of a workbook. A cell is told by its row's names and its column,
never by a place, and the form carries what stood there when it was made: with that a change in the
form and one in the workbook are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.identity import RowKey
from xl_asn.model.statuses import Graded


class Binding(NamedTuple):
    """What binds a form to the workbook that it was made of.

    ``form``, ``batch`` and ``master`` are drawn at random: the form's own, that of the hand-out and
    that of the workbook. ``period`` is a code, ``2022-11``; ``template`` the template version.
    """

    form: str
    batch: str
    master: str
    document_type: str
    period: str
    template: str
    recipient: str
    unit: str = ""
    area: str = ""


class Slot(NamedTuple):
    """A cell of the workbook that a recipient answers: its row, and its column's header there."""

    row: RowKey
    column: str


class AskedColumn(NamedTuple):
    """A column of answers: its header in the form, and what it is called in the workbook.

    ``graded`` are those of its ``choices`` that are statuses: they are coloured and explained.
    """

    header: str
    column: str
    choices: tuple[str, ...] = ()
    is_number: bool = False
    is_long: bool = False
    help: str = ""
    graded: tuple[Graded, ...] = ()


class ShownColumn(NamedTuple):
    """A column that is only read; ``is_key`` tells that it tells the row from the others.

    ``is_earlier`` tells that it is what was answered the last time: it stands after the answers.
    """

    header: str
    is_key: bool = False
    is_number: bool = False
    is_long: bool = False
    is_earlier: bool = False


class FormRow(NamedTuple):
    """A row of a form: what is shown, and what stood in the cells that are answered."""

    key: RowKey
    shown: tuple[Value, ...]
    base: tuple[Value, ...]


class Section(NamedTuple):
    """The rows of one sheet of the workbook in a form; ``free`` is how many blank rows follow."""

    sheet: str
    title: str
    lead: str
    shown: tuple[ShownColumn, ...]
    asked: tuple[AskedColumn, ...]
    rows: tuple[FormRow, ...]
    free: int = 0


class Form(NamedTuple):
    """A form, ready to be made into a workbook.

    ``to`` is where it is to be put when it is done, in words. ``terms`` are names and values that
    the workbook is judged by, for the same rules to judge the form.
    """

    binding: Binding
    board: str
    title: str
    period: str
    email: str
    last_day: date | None
    to: str
    unit: str
    sections: tuple[Section, ...]
    terms: tuple[tuple[str, Value], ...] = ()

    @property
    def cells(self) -> int:
        """Return how many cells are answered, free rows not counted."""
        return sum(len(section.asked) * len(section.rows) for section in self.sections)


class Answer(NamedTuple):
    """What a form says of one cell. ``cell`` is where it stands in the form.

    ``is_usable`` is false for what cannot be taken: one of the form's findings tells why.
    """

    slot: Slot
    base: Value
    value: Value
    cell: CellRef
    is_usable: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether it says anything else than what was handed out."""
        return self.value != self.base


class AddedRow(NamedTuple):
    """A row that the recipient has added: by the workbook's headers, what she wrote.

    ``order`` is 1 for the first one of the sheet. ``is_free`` tells a row that the form had room
    for, such as an event; any other is told of and never taken.
    """

    sheet: str
    order: int
    values: Mapping[str, Value]
    cell: CellRef
    is_free: bool


class Returned(NamedTuple):
    """A form as it has come back. ``findings`` are what there is to say of it, in its own cells."""

    binding: Binding
    answers: tuple[Answer, ...]
    added: tuple[AddedRow, ...]
    is_done: bool
    by: str
    findings: tuple[Finding, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether the recipient has written anything."""
        written = any(answer.is_changed for answer in self.answers)
        return self.is_done or bool(self.by or self.added) or written

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return what has to be mended in it."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def is_finished(self) -> bool:
        """Whether the recipient has said that she is done, and nothing has to be mended."""
        return self.is_done and not self.faults
