"""The reports before this one, each naming the one before it, read only as far as somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.document import Document
from xl_asn.documents.earlier import Mismatch, Missing
from xl_asn.model.amounts import AmountTable

MOST_LINKS: Final = 12
"""A board's year has so many months; nothing is compared over more than a year."""


@dataclass(frozen=True)
class Earlier:
    """An earlier report: as read, what it is called by the report that names it, what follows."""

    document: Document
    name: str
    calculate: Callable[[], Calculated]

    @cached_property
    def calculated(self) -> Calculated:
        """Return what follows from the report, calculated the first time that somebody asks."""
        return self.calculate()

    @property
    def label(self) -> str:
        """Return its period in words: "oktober 2022"."""
        return self.document.period.label if self.document.period else self.name

    @cached_property
    def forecasts(self) -> Mapping[str, AmountTable]:
        """Return its tables with any forecast, by their families."""
        return {
            table.family or table.sheet: table
            for table in self.calculated.tables
            if table.forecast
            and any(
                row.figures[table.forecast].value
                for row in table.rows
                if table.forecast in row.figures
            )
        }


class Ended(NamedTuple):
    """Why the chain goes no further where it was meant to: what is named, and what is wrong."""

    name: str
    why: Mismatch | Missing

    @property
    def words(self) -> str:
        """Return why, as the end of a sentence about the workbook."""
        return self.why.value if isinstance(self.why, Mismatch) else self.why.words


class Chain:
    """The earlier reports, the nearest first. Nothing is read before somebody asks for it."""

    def __init__(self, links: Iterator[Earlier | Ended]) -> None:
        self._links = links
        self._known: list[Earlier] = []
        self.ended: Ended | None = None

    def __iter__(self) -> Iterator[Earlier]:
        """Yield the earlier reports, reading on as far as they are asked for."""
        at = 0
        while at < len(self._known) or self._go_on():
            yield self._known[at]
            at += 1

    def _go_on(self) -> bool:
        if len(self._known) >= MOST_LINKS:
            return False
        link = next(self._links, None)
        if isinstance(link, Earlier):
            self._known.append(link)
            return True
        self.ended = self.ended or link
        return False

    @property
    def first(self) -> Earlier | None:
        """Return the report that the document itself names."""
        return next(iter(self), None)

    @property
    def fault(self) -> Ended | None:
        """Return why the document's own previous report cannot be compared with, if it cannot."""
        return None if self.first is not None else self.ended

    def last_of(self, key: str) -> Earlier | None:
        """Return the last report of a type, by its key, over those of other types."""
        return next((link for link in self if link.document.key == key), None)

    def last_forecast(self, year: int) -> Earlier | None:
        """Return the last report of a year that has a forecast; none of another year is asked."""
        for link in self:
            if link.document.period is None or link.document.period.year != year:
                return None
            if link.forecasts:
                return link
        return None


def no_chain() -> Chain:
    """Return the chain of a document that names no report before it."""
    return Chain(iter(()))
