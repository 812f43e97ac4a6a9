"""The policy that stands beside each column, carried out for every sheet of a document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.cycle.next_period.changes import Changes, Told
from xl_asn.documents.carrying import STEPPED, Act, Carry
from xl_asn.documents.columns import Column
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row, Rows
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.goals import GoalRow
from xl_asn.model.periods import Period, read_month
from xl_asn.model.results import cell_value

EMPTIED: Final = "töms: skrivs för varje period"
_NEW_YEAR: Final = "töms: nytt år"
_TAKEN: Final = "{} i {}"
_ASSESSED: Final = "bedömningen i {}"
_LATER: Final = "töms: efter {}"
_STEPPED: Final = "nytt år"
_PLANNED: Final = "planerat för {}"


class Turn(NamedTuple):
    """From which period to which."""

    old: Period
    new: Period

    @property
    def is_new_year(self) -> bool:
        """Whether the new period is of another year."""
        return self.old.year != self.new.year


def carry_out(document: Document, calculated: Calculated, turn: Turn, changes: Changes) -> None:
    """Carry out the policy of every column; one that nobody declared is the author's own."""
    statuses = _statuses(document, calculated)
    for spec, table in document.tables():
        for name in table.columns:
            column = table.declared[name]
            work = _Work(spec, table, name, column, spec.carried(column), turn)
            match work.carry.over(new_year=turn.is_new_year):
                case Act.EMPTY:
                    work.empty(changes)
                case Act.TAKE:
                    work.take(changes, calculated)
                case Act.MONTH:
                    work.month(changes, statuses)
                case Act.STEP:
                    work.step(changes)
                case Act.ROLL:
                    work.roll(changes)


def is_forecast(spec: SheetSpec, column: Column) -> bool:
    """Whether a column repeats the forecast, which the chain of reports gives."""
    return spec.row.holds_amounts and column.carried.source == spec.row.forecast_header != ""


class _Work(NamedTuple):
    """One column of one sheet, and what is to be done with it."""

    spec: SheetSpec
    table: Rows[Row]
    name: str
    column: Column
    carry: Carry
    turn: Turn

    def empty(self, changes: Changes) -> None:
        always = self.carry.act is Act.EMPTY
        self._clear(changes, EMPTIED if always else _NEW_YEAR)

    def take(self, changes: Changes, calculated: Calculated) -> None:
        """Take another column's values; over a new year they must be of the year just before."""
        fields = {column.header: name for name, column in self.table.declared.items()}
        source = fields.get(self.carry.source)
        if (
            source is None
            or source not in self.table.columns
            or is_forecast(self.spec, self.column)
            or self._years > 1
        ):
            self._clear(changes, EMPTIED)
            return
        by_cell = calculated.by_cell
        why = _TAKEN.format(self.carry.source, self.turn.old.month_label)
        if self.turn.is_new_year:
            why = _TAKEN.format(self.carry.source, self.turn.old.year)
        for row in self.table:
            cell = row.cell(source)
            found = by_cell.get(cell)
            value = cell_value(found.value) if found else changes.before(cell).value
            changes.put(row.cell(self.name), value, Told(row.label, self.column.header, why))

    def month(self, changes: Changes, statuses: Mapping[Decimal, str]) -> None:
        """Let the strip's own months say what was assessed, and the months after it nothing."""
        number, old = read_month(self.column.header) or 0, self.turn.old
        if number in old.months:
            for row in self.table:
                status = statuses.get(row.get("goal"))
                if status is not None:
                    told = Told(row.label, self.column.header, _ASSESSED.format(old.month_label))
                    changes.put(row.cell(self.name), status, told)
        elif number > old.last_month:
            self._clear(changes, _LATER.format(old.month_label))

    def step(self, changes: Changes) -> None:
        """Let each row be of as many years later as the new period is."""
        for row in self.table:
            year = row.get(self.name)
            if isinstance(year, Decimal):
                told = Told(row.label, self.column.header, _STEPPED)
                changes.put(row.cell(self.name), year + self._years, told)

    def roll(self, changes: Changes) -> None:
        """Let each row have what was planned for the year that it is of from now on."""
        step = next((n for n, c in self.table.declared.items() if c.carried is STEPPED), "")
        planned = {
            (row.get(self.spec.key[0]), row.get(step)): row.get(self.name) for row in self.table
        }
        for row in self.table:
            year = row.get(step)
            if not isinstance(year, Decimal):
                continue  # nobody can tell which year it is of
            later = year + self._years
            value = planned.get((row.get(self.spec.key[0]), later))
            why = _PLANNED.format(later) if value is not None else EMPTIED
            changes.put(row.cell(self.name), value, Told(row.label, self.column.header, why))

    @property
    def _years(self) -> int:
        return self.turn.new.year - self.turn.old.year

    def _clear(self, changes: Changes, why: str) -> None:
        for row in self.table:
            changes.put(row.cell(self.name), None, Told(row.label, self.column.header, why))


def _statuses(document: Document, calculated: Calculated) -> Mapping[Decimal, str]:
    """Return what each goal was assessed as, by its number: as overridden, computed or printed."""
    statuses: dict[Decimal, str] = {}
    outcomes = {goal.number: goal.status for goal in calculated.goals}
    for row in document.rows_of(GoalRow):
        if row.number is not None:
            status = row.override or outcomes.get(int(row.number)) or row.assessment
            if status is not None:
                statuses.setdefault(row.number, status.value)
    return statuses
