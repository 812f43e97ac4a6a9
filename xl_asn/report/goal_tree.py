"""Section *Måluppfyllelse*: what can be counted, then each goal with what lies below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from xl_asn.documents.sheets.assignments import AssignmentRow
from xl_asn.documents.sheets.goal_tree import TreeGoalRow
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.model.amounts import RowKind
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import Answer, Measure, Trend, Unmeasured
from xl_asn.model.money import decimals_of
from xl_asn.model.statuses import Graded
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Assessment,
    Block,
    BulletList,
    Callout,
    CellValue,
    ColumnKind,
    Footnote,
    Heading,
    Item,
    Overview,
    OverviewGoal,
    Share,
    Table,
    TableColumn,
    TableRow,
    YearPanel,
)
from xl_asn.report.completed import Completed
from xl_asn.report.counted import counted_conclusions
from xl_asn.report.declared import declared_columns
from xl_asn.report.over_years import panel, panels, year_of
from xl_asn.report.texts import prose

_GOAL_COLUMNS = (
    TableColumn("Mål", ColumnKind.LONG_TEXT),
    TableColumn("Bedömning", ColumnKind.STATUS),
    TableColumn("Kommentar", ColumnKind.LONG_TEXT),
)
_ASSIGNMENT_COLUMNS = (
    TableColumn("Uppdrag", ColumnKind.LONG_TEXT),
    TableColumn("Status", ColumnKind.STATUS),
    TableColumn("Kommentar", ColumnKind.LONG_TEXT),
)
_OVERRIDE_MARK = "1)"
_MOST_BESIDE = 250
"""A longer comment, in characters, stands below the table: a narrow column is hard to read."""


def tree_goals(completed: Completed) -> Iterator[Block]:
    """Yield the overview, the goals area by area, and the assignments."""
    rows = completed.rows(TreeGoalRow)
    strategic = [row for row in rows if row.kind is GoalLevel.STRATEGIC]
    counted = counted_conclusions(completed)
    if strategic or counted:
        yield Heading(2, "Översikt")
    if strategic:
        yield Overview(tuple(_overview(completed, row) for row in strategic))
    if counted:
        yield BulletList(tuple(Item(text) for text in counted))
    for area, goals in groupby(strategic, lambda row: row.area or ""):
        if area:
            yield Heading(2, f"Målområde: {area}")
        for goal in goals:
            below = completed.of_goal(TreeGoalRow, goal.number, "above")
            yield from _goal(completed, goal, below)
    yield from _assignments(completed)


def _overview(completed: Completed, row: TreeGoalRow) -> OverviewGoal:
    name = row.short_name or row.text
    return OverviewGoal(
        f"{_number(row)}: {name}", Assessment(_status(completed, row), cell=row.place("assessment"))
    )


def _number(row: TreeGoalRow) -> str:
    return "" if row.number is None else f"{row.number:f}"


def _status(completed: Completed, row: TreeGoalRow) -> Graded | None:
    return completed.graded(row, "assessment")


def _goal(completed: Completed, goal: TreeGoalRow, below: Sequence[TreeGoalRow]) -> Iterator[Block]:
    """Yield a strategic goal with the goals and indicators below it."""
    yield Heading(3, f"{_number(goal)}. {goal.text}")
    family = (goal, *below)
    long = any(len(_said(row)) > _MOST_BESIDE for row in family)
    columns = _GOAL_COLUMNS[:2] if long else _GOAL_COLUMNS
    shown = (_goal_row(completed, row)[: len(columns)] for row in family)
    kinds = (RowKind.RESULT if r.kind is GoalLevel.STRATEGIC else RowKind.ROW for r in family)
    yield Table("Mål", columns, tuple(map(TableRow, shown, kinds)))
    if long:
        for row in family:
            if _said(row):
                yield from prose(f"{_named(row)}\n{_said(row)}", lead=True)
    results = {r.tree_goal.number: r for r in completed.calculated.follow_up.tree_goals}
    for row in family:
        result = results.get(int(row.number or 0))
        if result is None:
            continue
        if result.tree_goal.override is not None:
            yield Footnote(_OVERRIDE_MARK, f"{row.label}: {result.explanation}.")
        elif result.computed is not None:
            yield Callout(f"{row.label}: {result.explanation}.")
    indicators = (
        row
        for number in {row.number for row in family}
        for row in completed.of_goal(IndicatorRow, number)
    )
    yield from _indicators(completed, sorted(indicators, key=lambda row: row.row_number))


def _goal_row(completed: Completed, row: TreeGoalRow) -> tuple[CellValue, ...]:
    mark = _OVERRIDE_MARK if row.override and row.reason and row.override_by else ""
    status = Assessment(_status(completed, row), mark, row.place("assessment"))
    return _named(row), status, _said(row) or NOTHING


def _named(row: TreeGoalRow) -> str:
    return f"{row.kind.value if row.kind else 'Mål'}: {row.text}"


def _said(row: TreeGoalRow) -> str:
    return "\n".join(text for text in (row.sentence, row.comment) if text)


def _panel(row: IndicatorRow, years: Sequence[str], cells: Sequence[CellValue]) -> YearPanel | None:
    """Return the chart of an indicator as its row of the table tells it."""
    outcomes = tuple(zip(years, cells[1 : 1 + len(years)], strict=True))
    if row.municipal_target is None:
        return panel(row, outcomes, (("Mål", cells[1 + len(years)]),))
    own, municipal = (
        measured(target, row.measure) for target in (row.target, row.municipal_target)
    )
    return panel(row, outcomes, (("Nämndens mål", own), ("Kommunens mål", municipal)))


def _indicators(completed: Completed, rows: Sequence[IndicatorRow]) -> Iterator[Block]:
    if not rows:
        return
    earlier = rows[0].of_series("earlier")
    period = completed.document.period
    now = f"Utfall {period.short_label} {period.year}" if period else "Utfall"
    headers = (*(column.header for _, column in earlier), now, "Målvärde")
    columns = (
        TableColumn("Indikator", ColumnKind.LONG_TEXT),
        *(TableColumn(header, ColumnKind.SHARE) for header in headers),
        TableColumn("Bedömning", ColumnKind.STATUS),
        TableColumn("Trend"),
    )
    shown = [_indicator(completed, row, earlier) for row in rows]
    yield Table("Indikatorer", columns, tuple(shown))
    years = [*(year_of(column.header) for _, column in earlier), year_of(now)]
    yield from panels(
        (row, _panel(row, years, made.cells)) for row, made in zip(rows, shown, strict=True)
    )
    for row in rows:
        if row.comment:
            yield from prose(f"{row.label}\n{row.comment}", lead=True)


def _indicator(
    completed: Completed, row: IndicatorRow, earlier: Sequence[tuple[str, object]]
) -> TableRow:
    values = {name: getattr(row, name) for name, _ in earlier}
    values["outcome"] = completed.value(row, "outcome")
    decimals = max(map(_share_decimals, values.values()), default=0)
    outcomes = [
        measured(value, row.measure, decimals, row.place(name)) for name, value in values.items()
    ]
    status = completed.graded(row, "assessment")
    trend = completed.value(row, "trend")
    label = f"– {row.label}" if row.part_of else row.label
    cells: tuple[CellValue, ...] = (
        label,
        *outcomes,
        _targets(row),
        Assessment(status, cell=row.place("assessment")) if status else NOTHING,
        trend.value if isinstance(trend, Trend) else NOTHING,
    )
    return TableRow(cells, RowKind.OF_WHICH if row.part_of else RowKind.ROW)


def _targets(row: IndicatorRow) -> CellValue:
    own, municipal = (
        measured(row.target, row.measure, cell=row.place("target")),
        measured(row.municipal_target, row.measure),
    )
    if row.municipal_target is None:
        return own
    return f"{_shown(own)} nämnden\n{_shown(municipal)} kommunen"


def _shown(cell: CellValue) -> str:
    return cell if isinstance(cell, str) else cell.shown


def _share_decimals(value: object) -> int:
    """Return how many decimals a share takes as per cent, one at most."""
    return min(decimals_of((value * 100).normalize()), 1) if isinstance(value, Decimal) else 0


def measured(
    value: object, measure: Measure | None, decimals: int = 0, cell: CellRef | None = None
) -> CellValue:
    """Return an outcome or a target as its measure is printed, or why there is none."""
    match value:
        case Unmeasured() | Answer():
            return str(value.value)
        case Decimal() if measure is Measure.SHARE:
            return Share(value, decimals=max(decimals, _share_decimals(value)), cell=cell)
        case Decimal():
            return Amount(value, decimals=decimals_of(value.normalize()), cell=cell)
    return NOTHING


def _assignments(completed: Completed) -> Iterator[Block]:
    rows = completed.rows(AssignmentRow)
    declared = declared_columns(completed, rows)
    for kind, group in groupby(rows, lambda row: row.kind or "Uppdrag"):
        yield Heading(2, kind)
        cells = [
            (
                row.label,
                completed.assessment(row, "status"),
                row.comment or NOTHING,
                *declared.cells(row),
            )
            for row in group
        ]
        columns = (*_ASSIGNMENT_COLUMNS, *declared.headings)
        yield Table(kind, columns, tuple(TableRow(row) for row in cells))
