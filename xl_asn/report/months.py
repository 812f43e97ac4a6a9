"""A goal's months: its own strip, and all goals month by month as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xl_asn.documents.sheets.goals import STRIP_FIELDS, StripRow
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.report.blocks import (
    NOTHING,
    Assessment,
    CellValue,
    ColumnKind,
    Footnote,
    Strip,
    StripMonth,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed

_YEAR_MARK = "*"
#: Fewer goals than this have nothing to be compared with.
_LEAST_GOALS = 2
#: More columns than this cannot be read on a page.
_MOST_GOALS = 8


def months_by_goal(
    completed: Completed, names: Mapping[Decimal | None, str]
) -> Iterator[Table | Footnote]:
    """Yield the statuses of all goals month by month, up to the last month that any goal has.

    ``names`` are the goals of the table by number, in its order.
    """
    strips = {row.goal: row for row in completed.rows(StripRow) if row.goal in names}
    shown = {number: _months(completed, row) for number, row in strips.items()}
    reached = (n for months in shown.values() for n, m in enumerate(months, 1) if m.status)
    last = max(reached, default=0)
    if not _LEAST_GOALS <= len(shown) <= _MOST_GOALS or not last:
        return
    columns = (
        TableColumn("Månad"),
        *(TableColumn(names[number], ColumnKind.STATUS) for number in names if number in shown),
    )
    rows = []
    for month in range(last):
        cells: list[CellValue] = []
        for number in names:
            if number in shown:
                place = shown[number][month]
                cells.append(
                    Assessment(place.status, place.mark, place.cell)
                    if place.status or not place.upcoming
                    else NOTHING
                )
        rows.append(TableRow((MONTH_HEADERS[month], *cells)))
    yield Table("Målen månad för månad", columns, tuple(rows))
    yield from _year_note(completed, *shown.values())


def strip(completed: Completed, number: Decimal | None) -> Iterator[Strip | Footnote]:
    """Yield a goal's twelve months; nothing where it has no row of them."""
    rows = completed.of_goal(StripRow, number)
    if not rows or number is None:
        return
    months = _months(completed, rows[0])
    yield Strip("Måluppfyllelse per månad", months)
    yield from _year_note(completed, months)


def _months(completed: Completed, row: StripRow) -> tuple[StripMonth, ...]:
    period = completed.document.period
    months = []
    for month, name in enumerate(STRIP_FIELDS, 1):
        status = completed.status(row, name)
        ahead = period is None or month > period.last_month
        mark = _YEAR_MARK if ahead and period is not None and status is not None else ""
        upcoming = ahead and status is None
        months.append(StripMonth(MONTH_HEADERS[month - 1], status, upcoming, mark, row.place(name)))
    return tuple(months)


def _year_note(completed: Completed, *strips: tuple[StripMonth, ...]) -> Iterator[Footnote]:
    """Say which months of rolling strips belong to the year before."""
    period = completed.document.period
    months = sorted({n for months in strips for n, month in enumerate(months, 1) if month.mark})
    if period is None or not months:
        return
    names = [MONTH_HEADERS[month - 1].lower() for month in months]
    whole = len(names) > 1 and months == list(range(months[0], months[-1] + 1))
    said = f"{names[0]}–{names[-1]}" if whole else ", ".join(names)
    yield Footnote(_YEAR_MARK, f"{said} avser {period.year - 1}")
