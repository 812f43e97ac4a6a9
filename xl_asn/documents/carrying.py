"""What a new period takes over of a column: declared beside it, and carried out in ``cycle``."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple


class Act(Enum):
    """What is done with a column's cells when the next period's workbook is made of this one."""

    KEEP = "behålls"
    EMPTY = "töms"
    TAKE = "tar värdet i {}"
    MONTH = "månadens bedömning förs in, senare månader töms"
    STEP = "räknas upp med ett år"
    ROLL = "tar det som var planerat för året"
    OWN = "skrivs av ny-period"


class Carry(NamedTuple):
    """What is done within a year, and at the turn of one where that is something else.

    ``source`` is the header that a value is taken from, in the same row.
    """

    act: Act
    at_new_year: Act | None = None
    source: str = ""

    def over(self, *, new_year: bool) -> Act:
        """Return what is done, over a new year or not."""
        return self.at_new_year if new_year and self.at_new_year is not None else self.act

    @property
    def words(self) -> str:
        """Return what is done as the handbook says it: "behålls; töms vid nytt år"."""
        said = self.act.value.format(self.source)
        if self.at_new_year is None or self.at_new_year is self.act:
            return said
        return f"{said}; {self.at_new_year.value.format(self.source)} vid nytt år"


KEEP: Final = Carry(Act.KEEP)
EMPTY: Final = Carry(Act.EMPTY)
OWN: Final = Carry(Act.OWN)
YEARLY: Final = Carry(Act.KEEP, Act.EMPTY)
"""What holds for a year at a time."""
MONTH: Final = Carry(Act.MONTH, Act.EMPTY)
"""A month of a strip, whose header is the month."""

STEPPED: Final = Carry(Act.KEEP, Act.STEP)
"""A year that a row of a plan is about."""
ROLLED: Final = Carry(Act.KEEP, Act.ROLL)
"""What a row of a plan has of its year: it takes that of the row of the year that it becomes."""


def taken_from(header: str) -> Carry:
    """Return that a column takes what another one of its row had; not over a year."""
    return Carry(Act.TAKE, Act.EMPTY, header)


def taken_at_new_year(header: str) -> Carry:
    """Return that a column takes what another one of its row had when the year is another."""
    return Carry(Act.KEEP, Act.TAKE, header)
