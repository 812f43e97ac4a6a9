"""How much of a report is still what the previous one said, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.events import EventRow
from xl_asn.documents.sheets.goals import UnitRow
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.rules.shared.paired_rows import paired_rows

_LEAST: Final = Decimal("0.8")
"""The share of a part that must be unchanged before it is said to be."""
_ACTUALS: Final = ("actual", "funding", "net_cost")
_FORECASTS: Final = ("forecast", "year_forecast")
_COMMENT: Final = "kommentar"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: how many cells or rows it has, and those that are as they were."""

    total: int = 0
    same: tuple[CellRef, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether the part is what it was, but for a few that may have been mended."""
        return bool(self.total) and len(self.same) >= _LEAST * self.total

    @property
    def is_mostly_new(self) -> bool:
        """Whether more than half of it is new."""
        return 2 * len(self.same) < self.total

    @property
    def count(self) -> str:
        """Return how much of it is as it was: ``13 av 13``."""
        return f"{len(self.same)} av {self.total}"


class Unchanged(NamedTuple):
    """The parts of a report beside the previous one.

    ``actuals`` and ``forecasts`` are the rows that have any but zero. ``date`` is the report's
    date, unchanged where it is the previous report's or lies no later than its period.
    """

    events: Part
    statuses: Part
    texts: Part
    actuals: Part
    forecasts: Part
    date: Part


def unchanged_since(document: Document, previous: Document) -> Unchanged:
    """Compare a report with the previous one."""
    return Unchanged(
        unchanged_events(document, previous),
        _part(_statuses(document, previous)),
        _prose(document, previous, _commented),
        _part(_amounts(document, previous, _ACTUALS)),
        _part(_amounts(document, previous, _FORECASTS)),
        _date(document, previous),
    )


def unchanged_events(document: Document, previous: Document) -> Part:
    """Return the events that the previous report has too, word for word."""
    return _prose(document, previous, lambda spec: ("event",) if spec.row is EventRow else ())


def has_actuals(document: Document) -> bool:
    """Whether a report has any actual but zero."""
    return any(True for _ in _amounts(document, document, _ACTUALS))


def _part(cells: Iterable[tuple[CellRef, bool]]) -> Part:
    told = tuple(cells)
    return Part(len(told), tuple(cell for cell, same in told if same))


def _prose(
    document: Document, previous: Document, fields: Callable[[SheetSpec], tuple[str, ...]]
) -> Part:
    """Return the texts of some columns that stood, word for word, in the same column then."""
    return _part(
        (row.cell(field), _plain(row.get(field)) in known)
        for spec, table in document.tables()
        for field in fields(spec)
        for known in ({_plain(old.get(field)) for old in previous.table(spec.name) or ()},)
        for row in table
        if _plain(row.get(field))
    )


def _commented(spec: SheetSpec) -> tuple[str, ...]:
    """Return the columns that are written anew each period: comments, and texts with a heading."""
    return tuple(
        field
        for field, column in spec.columns.items()
        if folded_name(column.header).startswith(_COMMENT)
        or (field == "text" and "section" in spec.columns)
    )


def _plain(text: Any) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def _statuses(document: Document, previous: Document) -> Iterator[tuple[CellRef, bool]]:
    for row, old in _pairs(document, previous, lambda spec: spec.row is UnitRow):
        status = row.get("assessment")
        if status is not None:
            yield row.cell("assessment"), old is not None and old.get("assessment") is status


def _amounts(
    document: Document, previous: Document, fields: tuple[str, ...]
) -> Iterator[tuple[CellRef, bool]]:
    """Yield the first such amount of each row that has any but zero, and whether all are equal."""
    for row, old in _pairs(document, previous, lambda spec: spec.row.holds_amounts):
        held = [field for field in fields if row.get(field)]
        if held:
            same = old is not None and all(row.get(field) == old.get(field) for field in held)
            yield row.cell(held[0]), same


def _pairs(
    document: Document, previous: Document, wanted: Callable[[SheetSpec], bool]
) -> Iterator[tuple[Row, Row | None]]:
    for spec in document.sheets:
        if wanted(spec):
            yield from paired_rows(document, previous, spec)


def _date(document: Document, previous: Document) -> Part:
    day, place = document.start.date, document.start.place("date")
    if day is None or place is None:
        return Part()
    period = previous.period
    stale = day == previous.start.date or (period is not None and day <= period.end)
    return _part([(place, stale)])
