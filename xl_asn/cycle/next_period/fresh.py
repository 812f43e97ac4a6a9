"""The next period's workbook: what to write in a copy of this one, and what there is to say of it.

First the policy, then the registers, then what comes from the reports before and from the plan.
What comes of it is read as any workbook is, so that *Kontroll* shows what is left to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xl_asn import __version__
from xl_asn.case.archived import archive_of
from xl_asn.case.calculating import calculated_of
from xl_asn.case.case import Case, Plan, earlier_of, parameters_of
from xl_asn.case.examine import Examined, examine
from xl_asn.case.left_to_do import left_of, said_on_start
from xl_asn.case.neighbours import named
from xl_asn.case.new_masters import until_computed
from xl_asn.case.own_cells import REPORT, is_occupied, with_cells
from xl_asn.cycle.next_period import saying
from xl_asn.cycle.next_period.budget import budget_from, budget_on, budget_sheets, plan_for
from xl_asn.cycle.next_period.changes import Change, Changes, Told
from xl_asn.cycle.next_period.following import Asked
from xl_asn.cycle.next_period.forecasts import fill_forecasts
from xl_asn.cycle.next_period.formulas import recomputed
from xl_asn.cycle.next_period.leaving import leave_rows, leave_units
from xl_asn.cycle.next_period.logged import log_of
from xl_asn.cycle.next_period.policy import Turn, carry_out
from xl_asn.cycle.next_period.starting import lead_to_archive, start_anew
from xl_asn.documents.carrying import Act
from xl_asn.documents.document import Document
from xl_asn.documents.earlier import earlier_document
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.basis import NAME as BASIS
from xl_asn.model.collection import Collection
from xl_asn.model.collection_sheet import NAME as COLLECTION
from xl_asn.model.collection_sheet import is_collection
from xl_asn.model.comparison_sheet import NAME as COMPARISON
from xl_asn.model.comparison_sheet import is_comparison
from xl_asn.model.findings import Finding
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, Value, number
from xl_asn.model.memory import Line, Memory
from xl_asn.model.page import Page
from xl_asn.model.told import ToldError
from xl_asn.pages.basis_page import in_the_way, page_until_fetched
from xl_asn.pages.check_page import check_page
from xl_asn.pages.collection_page import collection_page
from xl_asn.pages.comparison_page import page_until_compared
from xl_asn.pages.trail_page import TrailEntry, trail_page
from xl_asn.rules.shared.chain import Chain, Earlier, Ended

NO_PERIOD: Final = (
    "Arbetsboken säger inte vilken period den gäller. Skriv År och Period på bladet Start."
)


_NOTHING: Final = Collection("", "")


class NextPeriod(NamedTuple):
    """What to write in a copy of a workbook so that it is the next period's.

    ``results`` are what formulas of the author's give, which stay; None where nobody can tell
    before Excel has opened it. ``examined`` is what there is to say of the workbook as it then is:
    what is left to write. ``findings`` is what ny-period itself has to say.
    """

    asked: Asked
    values: Mapping[CellRef, Value]
    results: Mapping[CellRef, Decimal | None]
    pages: tuple[Page, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    examined: Examined

    def as_json(self, file: str) -> Mapping[str, Any]:
        """Return the answer as the contract writes it; ``file`` is where the workbook is put."""
        return {
            "fil": file,
            "ändrade": [change.as_json() for change in self.changes],
            "fynd": [finding.as_json() for finding in self.findings],
        }


class Before(NamedTuple):
    """The report before the new one: its case, and what the new workbook calls it."""

    case: Case
    name: str


@our_arithmetic()
def next_period(
    case: Case, asked: Asked, before: Before, led: Callable[[str], str] = str
) -> NextPeriod:
    """Return what makes a workbook the next period's. Nothing is written here.

    Args:
        case: the workbook that a copy is made of.
        asked: the new period.
        before: the report before it: mostly the same workbook.
        led: what the new workbook calls a file that this one calls by a name: the same, where both
            lie in one folder.

    Raises:
        ToldError: the workbook does not say which period it is of.
    """
    if case.document.period is None:
        raise ToldError(NO_PERIOD)
    return _Work(case, asked, before, Turn(case.document.period, asked.period)).done(led)


class _Work:
    """One workbook on its way to the next period."""

    def __init__(self, case: Case, asked: Asked, before: Before, turn: Turn) -> None:
        self._case, self._asked, self._before, self._turn = case, asked, before, turn
        self._old = examine(case)
        self._changes = Changes(case.grid)

    def done(self, led: Callable[[str], str]) -> NextPeriod:
        said = [*self._carried_over(led)]
        plan, told = self._plan(led)
        said += told
        chain = Chain(self._links())
        document = self._read(self._grid)
        filled = fill_forecasts(document, chain.last_forecast(self._turn.new.year), self._changes)
        changed, grid = tuple(self._changes), self._grid
        results = recomputed(grid, [change.cell for change in changed], document)
        grid = with_cells(grid, _shown(grid, results))
        lines = {**self._lines_of(grid), **filled}
        fresh = self._fresh(grid, chain, plan, lines)
        examined = examine(fresh)
        pages = self._pages(examined, lines, changed)
        left = tuple(page.name for page in pages if is_occupied(self._case.grid, page))
        said += self._said(examined, left)
        return NextPeriod(
            self._asked,
            {
                **{change.cell: change.after for change in changed},
                **said_on_start(fresh, left_of(fresh, examined.document)),
            },
            results,
            tuple(page for page in pages if page.name not in left),
            changed,
            saying.in_order(said),
            examined,
        )

    def _carried_over(self, led: Callable[[str], str]) -> Iterator[Finding]:
        """Carry out what the columns and the registers say; yield what is asked."""
        document, turn, changes = self._case.document, self._turn, self._changes
        carry_out(document, self._old.calculated, turn, changes)
        yield from leave_units(document, turn, changes)
        yield from leave_rows(document, turn, changes)
        followed = document.start.plan
        plan = led(followed) if followed and not turn.is_new_year else None
        start_anew(document.start, self._asked, self._before.name, plan, changes)
        lead_to_archive(document.start, led, changes)

    @property
    def _grid(self) -> Grid:
        """Return the cells as they have become so far."""
        return with_cells(self._case.grid, self._changes.cells)

    def _read(self, grid: Grid) -> Document:
        return type(self._case.document).read(grid)

    def _plan(self, led: Callable[[str], str]) -> tuple[Plan, list[Finding]]:
        """Return the plan that the new report follows; at a new year its budget is taken."""
        case, turn = self._case, self._turn
        if not turn.is_new_year:
            return case.plan, []
        document = self._read(self._grid)
        found = plan_for(case, document, turn.old.year)
        place = case.document.start.place("plan")
        taken: list[tuple[str, int]] = []
        followed = Plan()
        if found is not None:
            name, plan = found
            if place is not None:
                told = Told("", "Nämndplan", f"nämndplanen för {turn.new.year}")
                self._changes.put(place, led(name), told)
            taken.append((f"nämndplanen {name}", budget_from(plan, document, self._changes)))
            followed = Plan(plan, calculated_of(plan, parameters_of(plan, case.board))[0])
        taken += [
            (f"bladet {sheet.name}", budget_on(sheet, document, self._changes))
            for sheet in budget_sheets(case.grid, document)
        ]
        if document.looks_ahead:
            return followed, []
        return followed, [*saying.of_budget(taken, turn.new.year, place)]

    def _links(self) -> Iterator[Earlier | Ended]:
        """Yield the reports before the new one: the one that it names, and those before that."""
        case, name = self._before
        if case is not self._case:
            earlier = earlier_document(self._read(self._grid), case.grid)
            if not isinstance(earlier, Document):
                return
        yield earlier_of(case.document, name, case.board)
        yield from case.chain

    def _lines_of(self, grid: Grid) -> Mapping[CellRef, Line]:
        """Return what *Beräkna* wrote and what stands; a month that has been is history."""
        history = {
            CellRef(table.sheet, 0, number)
            for spec, table in self._case.document.tables()
            for name, number in table.columns.items()
            if spec.carried(table.declared[name]).act is Act.MONTH
        }
        return {
            cell: line
            for cell, line in self._old.recalled.ours.items()
            if cell._replace(row=0) not in history
            and grid.at(cell).value == self._case.grid.at(cell).value
        }

    def _fresh(self, grid: Grid, chain: Chain, plan: Plan, lines: Mapping[CellRef, Line]) -> Case:
        document, case = self._read(grid), self._case
        parameters = parameters_of(document, case.board)
        name = named(case.grid, "archive")
        left = self._old.recalled.left
        return replace(
            case,
            grid=grid,
            document=document,
            parameters=parameters,
            chain=chain,
            plan=plan,
            archive=archive_of(document, name, case.neighbours, parameters),
            memory=Memory(tuple(lines.values()), left, is_there=True),
        )

    def _pages(
        self, examined: Examined, lines: Mapping[CellRef, Line], changed: tuple[Change, ...]
    ) -> tuple[Page, ...]:
        """Return the program's own sheets: what is left to write, what is remembered, no report."""
        log = log_of(changed, self._heading)
        results = examined.calculated.results
        entries = [TrailEntry(r, lines[r.cell]) for r in results if r.cell in lines]
        amounts = examined.amount_cells
        version = f"{__version__}, regelverk {self._case.board.used}"
        left = self._old.recalled.left
        compared, collected, fetched = map(self._case.grid.sheet, (COMPARISON, COLLECTION, BASIS))
        return (
            check_page(examined.findings, (), amounts),
            trail_page(entries, left, version, examined.findings, amounts, log),
            until_computed(REPORT),
            *([page_until_compared()] if compared and is_comparison(compared) else []),
            # The answers were to the old report, and a new workbook is bound by a new name.
            *([collection_page(_NOTHING)] if collected and is_collection(collected) else []),
            # What has changed since the last time is read from the old report.
            *([page_until_fetched()] if fetched and not in_the_way(self._case.grid) else []),
        )

    @property
    def _heading(self) -> str:
        new, old, name = self._asked.period.label, self._turn.old.label, self._before.name
        if self._before.case is self._case:
            return f"Ny period: {new}, gjord av {name} ({old})"
        return f"Ny period: {new}, gjord av arbetsboken för {old}. Förra rapporten är {name}"

    def _said(self, examined: Examined, left: tuple[str, ...]) -> Iterator[Finding]:
        document = examined.document
        yield from saying.of_period(self._asked, type(document), document)
        yield from self._of_old()
        yield from saying.of_strip(document, self._turn)
        yield from saying.of_kept(self._changes)
        yield from saying.of_columns(document, self._asked.period)
        yield from saying.of_sheets(left, examined)
        yield from saying.of_waivers(self._case.waivers, examined)

    def _of_old(self) -> Iterator[Finding]:
        """Yield what is to be known of the report before, which may be another workbook."""
        case = self._before.case
        period = case.document.period
        if period is not None:
            yield from saying.of_old(self._old if case is self._case else examine(case), period)


def _shown(grid: Grid, results: Mapping[CellRef, Decimal | None]) -> Mapping[CellRef, Cell]:
    """Return formulas with what they give; one that nobody can tell is not computed."""
    return {
        cell: BLANK._replace(kind=CellKind.UNCOMPUTED, formula=grid.at(cell).formula)
        if value is None
        else number(value)._replace(formula=grid.at(cell).formula)
        for cell, value in results.items()
    }
