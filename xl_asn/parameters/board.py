"""A board as data: its rules and limits, its words, its organisation and its names.

One file holds it all; :mod:`xl_asn.parameters.board_file` reads it. A workbook is made from one,
and carries on its own sheets what it was made with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple, Self

from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.statuses import COLOURS, Scale, Word, scale_of

_MARK: Final = re.compile(r"(?P<name>.*?)\s*\((?P<file>[^()]+), (?P<mark>[0-9a-f]{8})\)\s*")
_MARK_LENGTH: Final = 8
FILE_ENDING: Final = ".toml"


class Parameter(NamedTuple):
    """One value from a day on, for one goal or, with ``goal`` None, for all.

    Shares are 0 to 1. ``cell`` is None for a value of the board's file, and the cell of *Regler*
    otherwise.
    """

    name: str
    value: Decimal | str
    valid_from: date
    source: str
    goal: int | None = None
    cell: CellRef | None = None
    documents: tuple[str, ...] = ()
    """The document types that use it; empty for all."""

    @property
    def key(self) -> tuple[str, int | None, date]:
        """Return what may occur once."""
        return folded_name(self.name), self.goal, self.valid_from


@dataclass(frozen=True, slots=True)
class Names:
    """What a board is called, and what its amounts are written in."""

    board: str = ""
    short: tuple[str, ...] = ()
    """What the texts call the board."""
    administration: str = ""
    unit: str = "tkr"
    kolada: str = ""
    """The municipality's code in Kolada, four digits; empty where nobody has told it."""


class Goal(NamedTuple):
    """A goal that a new master begins with; ``target`` is a share of 0 to 1."""

    number: int
    area: str = ""
    short_name: str = ""
    municipal_goal: str = ""
    board_goal: str = ""
    indicator: str = ""
    target: Decimal | None = None


class Registered(NamedTuple):
    """Something with other names and dates: a unit, or a row of a sheet of amounts."""

    name: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: tuple[str, ...] = ()
    sheet: str = ""
    area: str = ""
    kind: str = ""
    """What kind of row of amounts it is: rad, varav, summa, resultat or total."""

    @property
    def has_history(self) -> bool:
        """Whether a register has anything to say of it."""
        return bool(self.aliases or self.valid_from or self.valid_to or self.replaces)

    def is_valid_on(self, day: date) -> bool:
        """Whether it is there on a day; without dates it always is."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Board:
    """A board as its file says it.

    ``place`` is the name of a shipped one, or the path of the file from the workbook's folder.
    ``sha256`` is that of the file's bytes.
    """

    place: str
    sha256: str
    rule_set: str
    names: Names = Names()
    words: tuple[Word, ...] = ()
    """The statuses, best first; none where the traffic light's own words serve."""
    parameters: tuple[Parameter, ...] = ()
    row_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What the texts call rows, by how the row's own name begins; all in small letters."""
    goals: tuple[Goal, ...] = ()
    units: tuple[Registered, ...] = ()
    activities: tuple[Registered, ...] = ()

    @property
    def mark(self) -> Mark:
        """Return how a workbook names the board that it was made with."""
        return Mark(self.rule_set, self.place, self.sha256[:_MARK_LENGTH])

    @property
    def scale(self) -> Scale:
        """Return the board's statuses."""
        return scale_of(self.words) or COLOURS

    def parameters_of(self, document: str) -> tuple[Parameter, ...]:
        """Return the parameters that a document type uses, in the order of the file."""
        return tuple(p for p in self.parameters if not p.documents or document in p.documents)

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Parameter]]:
        """Return the parameters by their folded names."""
        return parameters_by_name(self.parameters)


def parameters_by_name(parameters: Sequence[Parameter]) -> Mapping[str, Sequence[Parameter]]:
    """Return parameters by their folded names, in the order given."""
    named: dict[str, list[Parameter]] = {}
    for parameter in parameters:
        named.setdefault(folded_name(parameter.name), []).append(parameter)
    return named


class Mark(NamedTuple):
    """What *Start* says of the rules: "Nämnden 2026-01 (regler.toml, 0f3a12bc)".

    ``place`` and ``sha256`` are empty where it says no more than a name; ``sha256`` is the
    beginning of the file's hash when the workbook was made.
    """

    name: str
    place: str = ""
    sha256: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what a cell says; a path alone names the file to follow from now on."""
        if found := _MARK.fullmatch(text):
            return cls(found["name"], found["file"], found["mark"])
        text = text.strip().strip("\"'”")
        return cls("", text) if text.casefold().endswith(FILE_ENDING) else cls(text)

    @property
    def is_file(self) -> bool:
        """Whether it names a file, and no board that is shipped."""
        return self.place.casefold().endswith(FILE_ENDING)

    def __str__(self) -> str:
        return f"{self.name} ({self.place}, {self.sha256})" if self.place else self.name
