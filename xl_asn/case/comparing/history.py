"""What the later workbook tells otherwise of what the earlier one reported."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xl_asn.calculation.earlier import PREVIOUS_FORECAST
from xl_asn.case.comparing.pairing import SheetBeside
from xl_asn.case.comparing.sides import One, plain
from xl_asn.case.comparing.values import status_of
from xl_asn.documents.sheets.goals import STRIP_FIELDS, GoalRow, StripRow
from xl_asn.model.comparison import ColourChange, HistoryChange, are_alike
from xl_asn.model.money import show_exact
from xl_asn.model.periods import MONTH_NAMES, Period
from xl_asn.model.statuses import Graded
from xl_asn.rules.shared.strips import Month, month_name

_NONE: Final = "–"


def strip_changes(
    sheet: SheetBeside, before: One, after: One
) -> Iterator[HistoryChange | ColourChange]:
    """Yield the months of the strips that are told otherwise.

    Of two drafts a month of the report's own is a colour; every other has been reported before. A
    report of an earlier period has reported its own months twice, and either of the two will do.
    """
    periods = before.document.period, after.document.period
    if periods[0] is None or periods[1] is None:
        return
    is_draft = periods[0] == periods[1]
    reported = {} if is_draft else _reported(before, periods[0])
    own = {(periods[1].year, month) for month in periods[1].months} if is_draft else set()
    for pair in sheet.pairs:
        row = pair.after.row
        if not isinstance(row, StripRow):
            return
        then, now = _months(before, pair.before.row, periods[0]), _months(after, row, periods[1])
        said = reported.get(row.goal, {})
        for month in sorted(then.keys() & now.keys()):
            was, (status, name) = then[month][0], now[month]
            if are_alike(was, status) or are_alike(status, said.get(month, was)):
                continue
            if month in own:
                what = f"{plain(row)}, {MONTH_NAMES[month[1] - 1]} i månadsstatusen"
                yield ColourChange(what, was, status, row.cell(name))
            elif is_draft or (was and (status or month[0] == periods[1].year)):
                what = f"{plain(row)}, {month_name(month)} i månadsstatusen"
                yield HistoryChange(what, _word(was), _word(status), row.cell(name))


def _word(status: Graded | None) -> str:
    return _NONE if status is None else status.value


def _months(one: One, row: object, period: Period) -> dict[Month, tuple[Graded | None, str]]:
    """Return a strip's months with their fields; those not yet reached are of the year before."""
    months: dict[Month, tuple[Graded | None, str]] = {}
    for number, name in enumerate(STRIP_FIELDS, 1):
        if isinstance(row, StripRow) and row.has(name):
            year = period.year if number <= period.last_month else period.year - 1
            months[year, number] = one.completed.graded(row, name), name
    return months


def _reported(one: One, period: Period) -> dict[Decimal | None, dict[Month, Graded]]:
    """Return the statuses that a report gave its goals for its own months, by goal."""
    found: dict[Decimal | None, dict[Month, Graded]] = {}
    for row in one.document.rows_of(GoalRow):
        status = status_of(one, row)
        if status is not None:
            found[row.number] = {(period.year, month): status for month in period.months}
    return found


def forecast_changes(sheet: SheetBeside, before: One, after: One) -> Iterator[HistoryChange]:
    """Yield the rows whose previous forecast is not the forecast that the report before gave."""
    for pair in sheet.pairs:
        then, now = pair.before, pair.after
        cell = now.cell(PREVIOUS_FORECAST)
        forecast = then.fields.get(type(then.row).forecast_header)
        if cell is None or forecast is None or pair.guessed:
            continue
        was = before.completed.amount(then.row, forecast)
        told = after.completed.amount(now.row, now.fields[PREVIOUS_FORECAST])
        if was is not None and told is not None and was != told:
            what = f"{PREVIOUS_FORECAST} för {plain(now.row)}"
            yield HistoryChange(what, show_exact(was), show_exact(told), cell)
