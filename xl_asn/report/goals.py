"""Section *Mål*: the overview, then each goal with its units, its strip and its comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xl_asn.calculation.rollup import decimals_against
from xl_asn.documents.sheets.goals import GoalIndicatorRow, GoalRow, UnitRow
from xl_asn.model.goals import GoalResult, Override
from xl_asn.model.statuses import Status
from xl_asn.report.blocks import (
    Assessment,
    Block,
    Callout,
    CellValue,
    ColumnKind,
    Footnote,
    Heading,
    Overview,
    OverviewGoal,
    Share,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed
from xl_asn.report.declared import declared_columns
from xl_asn.report.months import months_by_goal, strip
from xl_asn.report.texts import prose

_OVERRIDE_MARK = "1)"
_GATE_DECIMALS = 1
_UNITS_SHARE = "Enheternas resultat"
"""What the share measures where the author has not named an indicator."""
_GATE = "Spärr: begränsar målets bedömning"

_GOAL_COLUMNS = (
    TableColumn("Nämndmål", ColumnKind.LONG_TEXT),
    TableColumn("Indikator"),
    TableColumn("Utfall", ColumnKind.SHARE),
    TableColumn("Målnivå", ColumnKind.SHARE),
    TableColumn("Bedömning", ColumnKind.STATUS),
)
_UNIT_COLUMNS = (TableColumn("Enhet"), TableColumn("Bedömning", ColumnKind.STATUS))
_COMMENT_COLUMN = TableColumn("Kommentar", ColumnKind.LONG_TEXT)


def goals(completed: Completed) -> Iterator[Block]:
    """Yield the overview and every goal; nothing when there are no goals."""
    rows = completed.rows(GoalRow)
    if not rows:
        return
    period = completed.document.period
    when = "årets" if period is not None and period.is_year else "månadens"
    yield Heading(2, f"Översyn {when} resultat")
    yield Overview(tuple(_overview(completed, goal) for goal in rows))
    yield from months_by_goal(completed, {goal.number: _overview_name(goal) for goal in rows})
    told = len({_text(goal) for goal in rows}) == len(rows)
    for goal in rows:
        yield from _goal(completed, goal, by_text=told)


def _overview(completed: Completed, goal: GoalRow) -> OverviewGoal:
    own = completed.status(goal, "overview")
    # A blank cell explains nothing: the goal's own assessment is what is shown, and what is told.
    place = goal.place("overview" if own else "assessment")
    shown = Assessment(own or _status(completed, goal), cell=place)
    return OverviewGoal(_overview_name(goal), shown)


def _overview_name(goal: GoalRow) -> str:
    return ": ".join(filter(None, (_number(goal), goal.short_name or goal.area or "")))


def _text(goal: GoalRow) -> str:
    return goal.municipal_goal or goal.area or goal.short_name or ""


def _goal(completed: Completed, goal: GoalRow, *, by_text: bool) -> Iterator[Block]:
    """Yield one goal; where several have one municipal goal, each has its own name before it."""
    result = completed.goal(goal.number)
    own = "" if by_text else goal.area or goal.short_name or ""
    parts = dict.fromkeys(filter(None, (own, _text(goal))))
    yield Heading(2, ". ".join(filter(None, (_number(goal), ": ".join(parts)))))
    yield _goal_table(completed, goal, result)
    if result is not None and result.override is not None:
        yield _override_note(result, result.override)
    if result is not None:
        yield Callout(result.explanation)
    yield from _units(completed, goal)
    yield from strip(completed, goal.number)
    yield from prose(goal.comment)


def _number(goal: GoalRow) -> str:
    return "" if goal.number is None else str(int(goal.number))


def _goal_table(completed: Completed, goal: GoalRow, result: GoalResult | None) -> Table:
    overridden = result is not None and result.override is not None
    declared = declared_columns(completed, [goal])
    target = goal.target if result is None else result.target
    units = completed.of_goal(UnitRow, goal.number)
    rows = [
        TableRow(
            (
                goal.board_goal or "",
                goal.indicator or (_UNITS_SHARE if units else ""),
                replace(
                    _share(completed.amount(goal, "share"), target, result),
                    cell=goal.place("share"),
                ),
                Share(target, cell=goal.place("target")),
                Assessment(
                    _status(completed, goal),
                    _OVERRIDE_MARK if overridden else "",
                    goal.place("assessment"),
                ),
                *declared.cells(goal),
            )
        )
    ]
    rows += [
        TableRow((*_gate(completed, row), *("" for _ in declared.columns)))
        for row in completed.of_goal(GoalIndicatorRow, goal.number)
    ]
    columns = (*_GOAL_COLUMNS, *declared.headings)
    return Table("Målets utfall och bedömning", columns, tuple(rows))


def _gate(completed: Completed, row: GoalIndicatorRow) -> tuple[CellValue, ...]:
    outcome, decimals = completed.amount(row, "outcome"), _GATE_DECIMALS
    result = completed.goal(row.goal)
    if outcome is not None and result is not None and result.gate is not None:
        limits = completed.calculated.policies[result.number].gate_limits.values()
        decimals = decimals_against(outcome, *limits, least=decimals)
    return (
        _GATE,
        row.label,
        Share(outcome, signed=True, decimals=decimals, cell=row.place("outcome")),
        Share(row.target, decimals=_GATE_DECIMALS, cell=row.place("target")),
        completed.assessment(row, "assessment"),
    )


def _status(completed: Completed, goal: GoalRow) -> Status | None:
    """Return the goal's status, also where the sheet has no column that shows it."""
    result = completed.goal(goal.number)
    return completed.status(goal, "assessment") or (result.status if result else None)


def _share(own: Decimal | None, target: Decimal | None, result: GoalResult | None) -> Share:
    """Return the goal's share, with the decimals it takes to see on which side of the target."""
    if result is None or result.share is None:
        return Share(own)
    share = result.share
    decimals = 0 if target is None else decimals_against(share, target)
    return Share(share, decimals=decimals, counts=(result.green, result.with_outcome))


def _override_note(result: GoalResult, override: Override) -> Footnote:
    by = f"{override.by} {override.decided or ''}".strip()
    rules = result.computed.value if result.computed else "ingen bedömning"
    reason = override.reason.rstrip(". ")
    text = f"Bedömningen är överstyrd av {by}: {reason}. Reglerna ger {rules}."
    return Footnote(_OVERRIDE_MARK, text)


def _units(completed: Completed, goal: GoalRow) -> Iterator[Table]:
    units = completed.of_goal(UnitRow, goal.number)
    if not units:
        return
    commented = any(row.comment for row in units)
    declared = declared_columns(completed, units)
    rows: list[TableRow] = []
    for row in units:
        cells: list[CellValue] = [row.label, completed.assessment(row, "assessment")]
        if commented:
            cells.append(row.comment or "")
        rows.append(TableRow((*cells, *declared.cells(row))))
    columns = (*_UNIT_COLUMNS, _COMMENT_COLUMN) if commented else _UNIT_COLUMNS
    yield Table("Enheternas bedömning", (*columns, *declared.headings), tuple(rows))
