"""What is wrong with a board's file, told so that whoever wrote it can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from xl_asn.model.told import ToldError

Place: TypeAlias = tuple[str | int, ...]
"""Where something stands: its table, its number in it from 0, its key."""


class Fault(NamedTuple):
    """One fault: the line, from 1, what is wrong there, and what to do."""

    line: int
    message: str
    remedy: str


class FaultyBoardError(ToldError):
    """The file cannot be used; it tells every fault of it, in the order of the lines."""

    def __init__(self, place: str, faults: Iterable[Fault]) -> None:
        self.place = place
        self.faults = tuple(faults)
        super().__init__(*(f"{place} rad {f.line}: {f.message} {f.remedy}" for f in self.faults))
