"""The year's budget at a new year: from the board's plan, or a sheet that says that it is that.

The plan is one that *Start* names, or the next year's of that name. A sheet is the author's own, as
"Ursprunglig budget 2023" or "Reviderad budget 2023", with the headers of the table that it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PureWindowsPath
from typing import Final

from xl_asn.calculation.pairing import pair_rows
from xl_asn.case.case import Case
from xl_asn.case.neighbours import Found
from xl_asn.case.own_cells import document_of
from xl_asn.cycle.next_period.changes import Changes, Told
from xl_asn.documents.document import Document
from xl_asn.documents.followed_plan import plan_of
from xl_asn.documents.identity import Place, places_on
from xl_asn.documents.sheets.economy import YEAR_BUDGET
from xl_asn.documents.sheets.funds import BudgetRow
from xl_asn.documents.table import read_table
from xl_asn.model.grid import Grid, Sheet, folded_name
from xl_asn.model.identity import Identified, RowKey

_BUDGET: Final = "budget"
_REVISED: Final = "revider"


def plan_names(named: str, old: int, new: int) -> Iterator[str]:
    """Yield what the new year's plan may be called: as before, or with the year another."""
    if not named:
        return
    yield named
    name = PureWindowsPath(named).name
    if str(old) in name:
        yield named[: len(named) - len(name)] + name.replace(str(old), str(new))


def plan_for(case: Case, document: Document, old_year: int) -> tuple[str, Document] | None:
    """Return the plan that the new year's first report follows, and what it is called.

    ``case`` is the old report's, which names its own year's plan or already the next one's.
    """
    if document.period is None:
        return None
    named = (case.document.start.plan or "").strip("\"'”")
    for name in plan_names(named, old_year, document.period.year):
        found = case.neighbours.find(name, case.neighbours.place)
        if isinstance(found, Found):
            plan = plan_of(document, document_of(found.grid))
            if isinstance(plan, Document):
                return name, plan
    return None


def budget_from(plan: Document, document: Document, changes: Changes) -> int:
    """Take the year's budget of each post that the plan has too; return how many there were."""
    budgets = [
        place
        for spec in plan.sheets
        if issubclass(spec.row, BudgetRow)
        for place in places_on(plan, spec)
    ]
    rows = [
        place
        for spec in document.sheets
        if spec.row.holds_amounts and not issubclass(spec.row, BudgetRow)
        for place in places_on(document, spec)
        if place.cell(YEAR_BUDGET.header) is not None
    ]
    factor = plan.start.amount_unit.thousands / document.start.amount_unit.thousands
    count = 0
    for then, here in _paired(budgets, rows):
        budget = then.row.get("budget")
        cell = here.cell(YEAR_BUDGET.header)
        if budget is not None and cell is not None:
            why = f"Årsbudget i nämndplanen, {then.row.cell('budget')}"
            told = Told(here.row.label, YEAR_BUDGET.header, why)
            changes.put(cell, budget * factor, told)
            count += 1
    return count


def _paired(budgets: list[Place], rows: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Yield the posts of both, as far as their names tell; the plan's sheet has another name."""
    by_sheet: dict[str, list[Place]] = {}
    for place in rows:
        by_sheet.setdefault(place.known.key.sheet, []).append(place)
    for sheet, here in by_sheet.items():
        then = [
            replace(place.known, key=place.known.key._replace(sheet=sheet)) for place in budgets
        ]
        found = pair_rows(then, [place.known for place in here])
        for before, now in found.pairs:
            if now not in found.guessed:
                yield budgets[before], here[now]


def budget_sheets(grid: Grid, document: Document) -> tuple[Sheet, ...]:
    """Return the author's sheets with the budget of a document's year, a revised one last."""
    declared = {folded_name(spec.name) for spec in document.sheets}
    year = str(document.period.year) if document.period else ""
    named = [
        sheet
        for sheet in grid.sheets
        if _BUDGET in (name := folded_name(sheet.name)) and year in name and name not in declared
    ]
    return tuple(sorted(named, key=lambda sheet: _REVISED in folded_name(sheet.name)))


def budget_on(sheet: Sheet, document: Document, changes: Changes) -> int:
    """Take the year's budget from a sheet of the author's; return how many rows it was for."""
    count = 0
    for spec in document.sheets:
        field = next((n for n, c in spec.columns.items() if c.header == YEAR_BUDGET.header), None)
        if field is None or not spec.row.holds_amounts:
            continue
        table, _ = read_table(sheet, sheet.name, spec.row)
        if not table.columns.keys() >= {field, spec.key[-1]}:
            continue
        rows = list(table.by_area())
        then = [
            Identified(RowKey(spec.name, (area, row.label)), row.label, at)
            for at, (area, row) in enumerate(rows)
        ]
        here = list(places_on(document, spec))
        found = pair_rows(then, [place.known for place in here])
        for before, now in found.pairs:
            budget, cell = rows[before][1].get(field), here[now].cell(YEAR_BUDGET.header)
            if now not in found.guessed and budget is not None and cell is not None:
                why = f"Årsbudget på bladet {sheet.name}"
                changes.put(cell, budget, Told(here[now].row.label, YEAR_BUDGET.header, why))
                count += 1
    return count
