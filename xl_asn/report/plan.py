"""Sections of a plan: goals with indicators, ground requirements, assignments, funds, documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby

from xl_asn.calculation.plan import fund_changes
from xl_asn.documents.columns import Column
from xl_asn.documents.sheets.assignments import PlanAssignmentRow
from xl_asn.documents.sheets.funds import BudgetRow, FundRow
from xl_asn.documents.sheets.goal_tree import PlanGoalRow
from xl_asn.documents.sheets.indicators import PlanIndicatorRow
from xl_asn.documents.sheets.steering import SteeringRow
from xl_asn.documents.sheets.text_sections import GroundRow, InvestmentRow, TextRow
from xl_asn.documents.sheets.year_wheel import PlanYearRow
from xl_asn.model.amounts import Figure, RowKind
from xl_asn.model.goal_tree import GoalLevel
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import Measure
from xl_asn.model.money import decimals_of
from xl_asn.model.plan import FundChange
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Block,
    CellValue,
    ColumnKind,
    Count,
    Heading,
    Origin,
    Share,
    Table,
    TableColumn,
    TableRow,
)
from xl_asn.report.completed import Completed
from xl_asn.report.declared import declared_amounts, declared_columns
from xl_asn.report.goal_tree import measured
from xl_asn.report.over_years import panel, panels, year_of
from xl_asn.report.plain import plain_table
from xl_asn.report.text_sections import texts
from xl_asn.report.texts import prose

_MOST_DECIMALS = 2
_CHANGE = "anslaget − anslaget året före"
_SHARE = "anslaget / anslaget året före − 1"
_LATEST_INDEXING = "den prisuppräkning som senast angetts"
_BEYOND = "anslaget − anslaget året före × (1 + prisuppräkningen)"
_INDEXING = (
    "Utöver prisuppräkning är vad som är kvar av förändringen när anslaget året före har räknats "
    "upp. Ett år utan egen prisuppräkning har den senaste som angetts."
)


def written(model: type[TextRow], completed: Completed) -> Iterator[Block]:
    """Yield a sheet of texts."""
    yield from texts(completed.rows(model))


def goals(completed: Completed) -> Iterator[Block]:
    """Yield the strategic goals by area, each with its board goals and their indicators."""
    rows = [row for row in completed.rows(PlanGoalRow) if row.kind is GoalLevel.STRATEGIC]
    yield from _areas(completed, rows)


def ground(completed: Completed) -> Iterator[Block]:
    """Yield the texts on the ground requirements, and the requirements with their indicators."""
    yield from written(GroundRow, completed)
    rows = [row for row in completed.rows(PlanGoalRow) if row.kind is GoalLevel.GROUND]
    yield from _areas(completed, rows)


def _areas(completed: Completed, rows: Sequence[PlanGoalRow]) -> Iterator[Block]:
    for area, group in groupby(rows, lambda row: row.area or ""):
        if area:
            yield Heading(2, area)
        for goal in group:
            yield Heading(3, f"{goal.kind.value if goal.kind else 'Mål'}: {goal.text}")
            yield from _content(completed, goal)
            if goal.number is None:
                continue
            for below in completed.of_goal(PlanGoalRow, goal.number, "above"):
                yield Heading(4, f"{below.kind.value if below.kind else 'Mål'}: {below.text}")
                yield from _content(completed, below)


def _content(completed: Completed, goal: PlanGoalRow) -> Iterator[Block]:
    if goal.comment:
        yield from prose(goal.comment)
    rows = completed.of_goal(PlanIndicatorRow, goal.number)
    if not rows or goal.number is None:
        return
    earlier = [
        (name, column)
        for name, column in rows[0].of_series("earlier")
        if any(getattr(row, name) is not None for row in rows)
    ]
    period = completed.document.period
    target = f"Mål {period.year}" if period else "Mål"
    columns = (
        TableColumn("Indikator", ColumnKind.LONG_TEXT),
        TableColumn("Kolada-id"),
        *(TableColumn(column.header, ColumnKind.SHARE) for _, column in earlier),
        TableColumn(target, ColumnKind.SHARE),
    )
    shown = [_indicator(row, earlier) for row in rows]
    yield Table("Indikatorer", columns, tuple(shown))
    years = [year_of(column.header) for _, column in earlier]
    yield from panels(
        (row, panel(row, tuple(zip(years, cells[2:-1], strict=True)), ((target, cells[-1]),)))
        for row, cells in zip(rows, (made.cells for made in shown), strict=True)
    )
    for row in rows:
        if row.comment:
            yield from prose(f"{row.label}\n{row.comment}", lead=True)


def _indicator(row: PlanIndicatorRow, earlier: Sequence[tuple[str, Column]]) -> TableRow:
    values = [getattr(row, name) for name, _ in earlier]
    decimals = 0
    if row.measure is Measure.SHARE:
        decimals = max(map(_decimals, values), default=0)
    label = row.label if row.basis is None else f"{row.label} ({row.basis})"
    cells: tuple[CellValue, ...] = (
        f"– {label}" if row.part_of else label,
        row.kolada_id or NOTHING,
        *(
            measured(value, row.measure, decimals, row.place(name))
            for value, (name, _) in zip(values, earlier, strict=True)
        ),
        measured(row.target, row.measure, cell=row.place("target")),
    )
    return TableRow(cells, RowKind.OF_WHICH if row.part_of else RowKind.ROW)


def _decimals(value: object) -> int:
    """Return the decimals of a baseline as per cent, as it was typed but two at most."""
    if not isinstance(value, Decimal):
        return 0
    return min(decimals_of((value * 100).normalize()), _MOST_DECIMALS)


def assignments(completed: Completed) -> Iterator[Block]:
    """Yield the assignments by their source."""
    columns = [TableColumn("Uppdrag", ColumnKind.LONG_TEXT)]
    rows = completed.rows(PlanAssignmentRow)
    commented = any(row.comment for row in rows)
    if commented:
        columns.append(TableColumn("Kommentar", ColumnKind.LONG_TEXT))
    declared = declared_columns(completed, rows)
    columns += declared.headings
    for kind, group in groupby(rows, lambda row: row.kind or "Uppdrag"):
        yield Heading(2, kind)
        shown = [
            TableRow(
                (row.label, *((row.comment or NOTHING,) if commented else ()), *declared.cells(row))
            )
            for row in group
        ]
        yield Table(kind, tuple(columns), tuple(shown))


def resources(completed: Completed) -> Iterator[Block]:
    """Yield the funds year by year, investments and the operating budget."""
    yield from _funds(completed)
    investments = tuple(texts(completed.rows(InvestmentRow), level=3))
    if investments:
        yield Heading(2, "Aktuella investeringar under perioden")
        yield from investments
    budget = completed.rows(BudgetRow)
    if budget:
        yield Heading(2, "Driftbudget")
        declared = declared_amounts(completed, budget)
        yield Table(
            f"Belopp i {completed.unit}.",
            (
                TableColumn("Område"),
                TableColumn("Post"),
                *declared.headings,
            ),
            tuple(
                TableRow(
                    (
                        row.area or NOTHING,
                        row.label,
                        *declared.amounts(row, 1),
                    ),
                    row.kind or RowKind.ROW,
                )
                for row in budget
            ),
        )
        for row in budget:
            if row.comment:
                yield from prose(f"{row.area or row.label}\n{row.comment}", lead=True)


def _funds(completed: Completed) -> Iterator[Block]:
    changes = {
        c.fund.amount.cell: c for c in fund_changes(completed.calculated.follow_up.source.funds)
    }
    columns = (
        TableColumn("År", ColumnKind.COUNT),
        TableColumn("Slag"),
        TableColumn(f"Anslag ({completed.unit})", ColumnKind.AMOUNT),
        TableColumn("Förändring", ColumnKind.AMOUNT),
        TableColumn("Förändring i procent", ColumnKind.SHARE),
        TableColumn("Prisuppräkning", ColumnKind.SHARE),
        TableColumn("Utöver prisuppräkning", ColumnKind.AMOUNT),
    )
    for area, group in groupby(completed.rows(FundRow), lambda row: row.area or ""):
        rows = [*group]
        yield Heading(2, area)
        shown = [_fund(row, changes) for row in rows]
        yield Table(_INDEXING, columns, tuple(shown))
        for row in rows:
            if row.comment:
                yield from prose(row.comment)


def _fund(row: FundRow, changes: Mapping[CellRef, FundChange]) -> TableRow:
    place = row.place("amount")
    change = changes.get(place) if place else None
    indexing = change.indexing if change else None
    amounts = (change.fund.amount.cell, change.before.amount.cell) if change else ()
    beyond = (*amounts, indexing.cell) if indexing else amounts
    shares = partial(Share, decimals=1)
    signed = partial(Amount, signed=True, decimals=1)
    return TableRow(
        (
            Count(row.year, row.place("year")),
            row.kind or NOTHING,
            Amount(row.amount, decimals=1, cell=place),
            signed(change.change if change else None, origin=Origin(_CHANGE, amounts)),
            shares(change.share if change else None, signed=True, origin=Origin(_SHARE, amounts)),
            _indexing(row, indexing),
            signed(change.beyond if change else None, origin=Origin(_BEYOND, beyond)),
        )
    )


def _indexing(row: FundRow, latest: Figure | None) -> Share:
    """Return the year's own price indexing, or the latest that was given before it."""
    place = row.place("indexing")
    if latest is None or latest.cell == place:
        return Share(row.indexing, decimals=1, cell=place)
    return Share(latest.value, decimals=1, origin=Origin(_LATEST_INDEXING, (latest.cell,)))


def year(completed: Completed) -> Iterator[Block]:
    """Yield the year wheel."""
    yield from plain_table(completed, PlanYearRow, "Årets aktiviteter i styrprocessen")


def documents(completed: Completed) -> Iterator[Block]:
    """Yield the steering documents by group, with what is older than the limit in words."""
    policy = completed.calculated.follow_up.policy
    limit = policy.plan.oldest_document if policy else None
    declared = declared_columns(completed, completed.rows(SteeringRow))
    columns = (
        TableColumn("Dokument", ColumnKind.LONG_TEXT),
        TableColumn("Antaget eller reviderat", ColumnKind.COUNT),
        TableColumn("Ålder (år)", ColumnKind.COUNT),
        TableColumn("Anmärkning"),
        *declared.headings,
    )
    for name, group in groupby(completed.rows(SteeringRow), lambda row: row.group or ""):
        if name:
            yield Heading(2, name)
        shown = []
        for row in group:
            age = completed.amount(row, "age")
            old = age is not None and limit is not None and age > limit
            notes = (row.note, f"Äldre än {limit} år" if old else None)
            said = "\n".join(text for text in notes if text)
            years = Count(row.year, row.place("year")), Count(age, row.place("age"))
            shown.append(TableRow((row.label, *years, said or NOTHING, *declared.cells(row))))
        yield Table(name or "Styrdokument", columns, tuple(shown))
