"""What has changed in the rows that two workbooks share: figures, statuses, texts and history."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xl_asn.calculation.earlier import PREVIOUS_FORECAST
from xl_asn.case.comparing.cells import (
    are_numbers,
    graded,
    is_before,
    is_money,
    is_of_series,
    key_of,
    measured_as,
    said,
    shown,
)
from xl_asn.case.comparing.changes import Change, GoalMove, Unread, WordsChange
from xl_asn.case.comparing.pairing import Pair, SheetBeside
from xl_asn.case.comparing.sides import One, plain
from xl_asn.documents.columns import Column, Difference
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.funds import FundRow
from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.goals import GoalRow, StripRow, UnitRow
from xl_asn.model.comparison import (
    ColourChange,
    FigureChange,
    HistoryChange,
    Measured,
    UnitMove,
    are_alike,
)
from xl_asn.model.grid import folded_name
from xl_asn.model.indicators import Unmeasured
from xl_asn.model.money import last_place, rounded
from xl_asn.model.statuses import Graded

_SHOWN_SHARE: Final = 3
"""The decimals of a share that are ever printed: 0,6 % is 0.006."""
_OF_LAST_REPORT: Final = "forecast_change"
_NONE: Final = "–"
_GOALS: Final = (GoalRow, TreeGoalRow)
_ASSESSMENT, _OVERRIDE = "assessment", "override"
_PLAIN_STATUS: Final = frozenset({"bedömning", "status"})


class _Field(NamedTuple):
    """A column that both sheets have: its field in each, and how it is declared."""

    before: str
    after: str
    column: Column


class Values:
    """The rows of two workbooks, value by value.

    ``is_forward`` tells two periods apart from two drafts: what a report repeats of the one before
    it is then another, and no change. ``same_unit`` is False where amounts cannot be compared.
    """

    def __init__(self, before: One, after: One, *, is_forward: bool, same_unit: bool) -> None:
        """Take the two, computed."""
        self._before, self._after = before, after
        self._is_forward, self._same_unit = is_forward, same_unit
        self._period = after.document.period
        self._coarsest = Decimal(1).scaleb(-after.completed.decimals)

    def changes(self, sheet: SheetBeside) -> Iterator[Change]:
        """Yield what differs in the rows of a sheet, in their order; a strip is left out."""
        if not sheet.pairs or issubclass(sheet.spec.row, StripRow):
            return
        fields = tuple(self._fields(sheet.pairs[0]))
        for pair in sheet.pairs:
            if isinstance(pair.after.row, _GOALS):
                yield from self._goal(pair)
            for field in fields:
                yield from self._change(pair, field)

    def _fields(self, pair: Pair) -> Iterator[_Field]:
        """Yield the columns that both have; the year's forecast whatever its header."""
        then, now = pair.before, pair.after
        forecasts = type(then.row).forecast_header, type(now.row).forecast_header
        for header, field in now.fields.items():
            other = then.fields.get(header)
            if other is None and header == forecasts[1]:
                other = then.fields.get(forecasts[0])
            if other is None or field not in now.table.columns or other not in then.table.columns:
                continue
            column = now.table.declared[field]
            if is_money(now.row, column) and not self._same_unit:
                continue
            if self._is_forward and (field == _OF_LAST_REPORT or header == PREVIOUS_FORECAST):
                continue
            yield _Field(other, field, column)

    def _change(self, pair: Pair, field: _Field) -> Iterator[Change]:
        then, now = pair.before.row, pair.after.row
        if not (then.readable(field.before) and now.readable(field.after)):
            yield from _unread(pair, field)
            return
        before = self._before.completed.value(then, field.before)
        after = self._after.completed.value(now, field.after)
        if before is after or before == after:
            return
        if field.column.computed is not None and (before is None or after is None):
            return  # what it follows from is told
        if self._is_history(now, field):
            yield from self._history(pair, field, before, after)
        elif isinstance(before, Graded) or isinstance(after, Graded):
            if not are_alike(graded(before), graded(after)):
                yield from self._colour(pair, field, before, after)
        elif are_numbers(before, after):
            yield from self._figure(pair, field, before, after)
        elif said(before).split() != said(after).split():
            yield WordsChange(
                now.cell(field.after).sheet,
                plain(now),
                field.column.header,
                now.cell(field.after),
                then.cell(field.before),
                said(before),
                said(after),
            )

    def _figure(
        self, pair: Pair, field: _Field, before: Decimal | None, after: Decimal | None
    ) -> Iterator[FigureChange]:
        measured = measured_as(pair.after.row, field.column)
        if before is not None and after is not None and self._looks_alike(measured, before, after):
            return
        then, now = pair.before.row, pair.after.row
        kind = now.get("kind")
        yield FigureChange(
            now.cell(field.after).sheet,
            plain(now),
            field.column.header,
            before,
            after,
            now.cell(field.after),
            then.cell(field.before),
            measured,
            bool(getattr(kind, "is_sum", False)),
            isinstance(field.column.computed, Difference)
            or is_of_series(now, field.after, computed=True),
        )

    def _looks_alike(self, measured: Measured, before: Decimal, after: Decimal) -> bool:
        """Whether two figures are one, as finely as they are printed."""
        if measured is Measured.SHARE:
            return rounded(before, _SHOWN_SHARE) == rounded(after, _SHOWN_SHARE)
        if measured is Measured.AMOUNT:
            place = min(last_place(before, after), self._coarsest)
            return abs(after - before) <= place / 2 and before != after
        return False

    def _colour(
        self, pair: Pair, field: _Field, before: Any, after: Any
    ) -> Iterator[ColourChange | GoalMove]:
        row, name = pair.after.row, field.after
        then, now = graded(before), graded(after)
        cell = row.cell(name)
        if isinstance(row, UnitRow) and row.goal is not None:
            yield GoalMove(row.goal, UnitMove(plain(row), then, now, cell))
            return
        if isinstance(row, _GOALS) and not self._is_apart(pair, name, then, now):
            return
        header = field.column.header
        what = plain(row)
        if folded_name(header) not in _PLAIN_STATUS:
            what = f"{what}, {header.casefold()}"
        yield ColourChange(what, then, now, cell)

    def _is_apart(self, pair: Pair, name: str, then: Graded | None, now: Graded | None) -> bool:
        """Whether another status of a goal has not just followed its assessment."""
        before, after = self._statuses(pair)
        if name == _ASSESSMENT:
            return False
        if name == _OVERRIDE:
            return are_alike(before, after)
        return (then, now) != (before, after) and now is not None and then is not None

    def _goal(self, pair: Pair) -> Iterator[ColourChange]:
        """Yield the change of a goal's assessment: that which somebody has decided, if any."""
        before, after = self._statuses(pair)
        if not are_alike(before, after) and pair.after.row.has(_ASSESSMENT):
            row = pair.after.row
            name = _OVERRIDE if row.get(_OVERRIDE) else _ASSESSMENT
            yield ColourChange(plain(row), before, after, row.cell(name))

    def _statuses(self, pair: Pair) -> tuple[Graded | None, Graded | None]:
        return (
            status_of(self._before, pair.before.row),
            status_of(self._after, pair.after.row),
        )

    def _is_history(self, row: Row, field: _Field) -> bool:
        """Whether a column, or a row of funds, tells of a time before the report's own."""
        period = self._period
        if period is None or field.column.computed is not None:
            return False
        if isinstance(row, FundRow):
            is_outcome = folded_name(row.kind or "") == "utfall"
            return field.after == "amount" and is_outcome and (row.year or 0) < period.year
        if not is_of_series(row, field.after):
            return False
        return is_before(key_of(row, field.column.header), period)

    def _history(
        self, pair: Pair, field: _Field, before: Any, after: Any
    ) -> Iterator[HistoryChange]:
        if self._is_forward and (before is None or isinstance(before, Unmeasured)):
            return  # it was not told, and is now
        measured = measured_as(pair.after.row, field.column)
        both = isinstance(before, Decimal) and isinstance(after, Decimal)
        if both and self._looks_alike(measured, before, after):
            return
        yield HistoryChange(
            f"{field.column.header} för {plain(pair.after.row)}",
            shown(before, measured) or _NONE,
            shown(after, measured) or _NONE,
            pair.after.row.cell(field.after),
        )


def _unread(pair: Pair, field: _Field) -> Iterator[Unread]:
    if not pair.before.row.readable(field.before):
        yield Unread(pair.before.row.cell(field.before), is_before=True)
    if not pair.after.row.readable(field.after):
        yield Unread(pair.after.row.cell(field.after), is_before=False)


def status_of(one: One, row: Row) -> Graded | None:
    """Return a goal's status as published: that which somebody has decided, or the assessment."""
    override = row.get(_OVERRIDE)
    return graded(override) or one.completed.graded(row, _ASSESSMENT)
