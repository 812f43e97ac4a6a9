"""One document from grid to findings, results and pages: the same for file, Excel and test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from xl_asn import __version__
from xl_asn.calculation.amounts import budget_deviation
from xl_asn.calculation.carried_risks import carried_risks
from xl_asn.calculation.margins import Margin
from xl_asn.calculation.whole import Calculated, calculate, with_follow_up
from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.documents.earlier import Mismatch, earlier_document
from xl_asn.documents.namndplan import Namndplan
from xl_asn.documents.sections import ParameterRow
from xl_asn.documents.shares import amount_cells
from xl_asn.documents.sister import plan_of
from xl_asn.exports.check_page import check_page, read_waivers, summary
from xl_asn.exports.report_page import report_page
from xl_asn.exports.trail_page import TrailEntry, read_trail, trail_page
from xl_asn.generated import checksum, document_of, shows, still_ours, stored, with_cells
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goals import BudgetDeviation, Policy
from xl_asn.model.grid import BLANK, CellRef, Grid, Value
from xl_asn.model.page import Page
from xl_asn.model.results import cell_value
from xl_asn.model.waivers import Waiver
from xl_asn.parameters.dated import (
    Parameter,
    Parameters,
    UnusableParameterError,
)
from xl_asn.report.blocks import Block
from xl_asn.report.compose import compose
from xl_asn.rules.catalogue import check
from xl_asn.rules.context import Context
from xl_asn.rules.plan_link import followed_risks
from xl_asn.rules.rule import Rule
from xl_asn.rules.waivers import fallen

NOT_A_MASTER = Rule("S100", "ingen-mall", Severity.ERROR)


@dataclass(frozen=True)
class Examined:
    """A document that has been read, calculated and checked."""

    grid: Grid
    document: Document
    calculated: Calculated
    findings: tuple[Finding, ...]

    @cached_property
    def amount_cells(self) -> frozenset[CellRef]:
        """Return the cells whose number is no share, however small it is."""
        return amount_cells(self.document)


def examine(
    grid: Grid,
    *,
    previous: Grid | Finding | None = None,
    plan: Grid | str | None = None,
    strict: bool = False,
) -> Examined | Finding:
    """Read, calculate and check a workbook; a finding when it is no master of ours at all.

    ``previous`` is the previous report, or the finding that says why the one named is not there;
    it becomes one of the document's. ``plan`` is the plan that the document names, or why the one
    named is not there, as the end of a sentence. ``strict`` lets a crashing rule crash, as tests
    want it.
    """
    grid = document_of(grid)
    waivers = read_waivers(grid)
    ours = still_ours(grid, read_trail(grid)) if waivers else frozenset()
    return _examined(grid, (previous, plan), waivers, ours, strict=strict)


def _examined(
    grid: Grid,
    beside: tuple[Grid | Finding | None, Grid | str | None],
    waivers: tuple[Waiver, ...],
    ours: frozenset[CellRef],
    *,
    strict: bool,
) -> Examined | Finding:
    """Examine a document, with the previous report and the plan ``beside`` it.

    ``ours`` are the cells that hold what the program wrote.
    """
    previous, plan = beside
    declared = document_type_of(grid)
    if declared is None:
        return NOT_A_MASTER.finding(
            "Arbetsboken är ingen mall från xl_asn: inget av mallens blad finns i den.",
            "Skapa en ny mall med xl-asn mall och för över uppgifterna till den.",
        )
    document = declared.read(grid)
    parameters = _parameters(document)
    calculated, unusable = _calculated(document, parameters)
    context = Context(
        grid, document, calculated, unusable, parameters=parameters, waivers=waivers, written=ours
    )
    known: tuple[Finding, ...] = ()
    match previous:
        case Finding():
            known = (previous,)
        case Grid():
            context = _beside(context, document_of(previous))
    if plan is not None:
        context = _following(context, plan)
    findings = check(context, strict=strict, known=known)
    return Examined(grid, document, context.calculated, findings)


def _calculated(
    document: Document, parameters: Parameters
) -> tuple[Calculated, tuple[UnusableParameterError, ...]]:
    """Return what follows from a document's inputs, and the parameters that nobody can use."""
    policies, unusable = _policies(document, parameters)
    inputs = document.goal_inputs(policies, _deviation(document))
    tables, products = document.amount_tables(), document.products()
    calculated = calculate(tables, inputs, products, policies)
    if type(document).follow_up is Document.follow_up:
        return calculated, unusable  # a type that has nothing to follow up
    try:
        policy = parameters.follow_up()
    except UnusableParameterError as error:
        return calculated, (*unusable, error)
    return with_follow_up(calculated, document.follow_up(), policy), unusable


def _beside(context: Context, previous: Grid) -> Context:
    """Return the context with the previous report beside the document, where it can be compared."""
    earlier = earlier_document(context.document, previous)
    match earlier:
        case Mismatch():
            return replace(context, mismatch=earlier)
        case Document():
            calculated, _ = _calculated(earlier, _parameters(earlier))
            return replace(context, previous=earlier, previous_calculated=calculated)
        case _:
            return context


def _following(context: Context, plan: Grid | str) -> Context:
    """Return the context with the plan that the document follows up, where it can be compared.

    The plan's risk values are carried to the document's risks that have none.
    """
    found = plan if isinstance(plan, str) else plan_of(context.document, document_of(plan))
    match found:
        case str():
            return replace(context, plan_fault=found)
        case Namndplan():
            planned, _ = _calculated(found, _parameters(found))
            calculated = context.calculated
            year = found.period.label if found.period else ""
            carried = carried_risks(followed_risks(found, planned, context.document), year)
            return replace(
                context,
                calculated=replace(calculated, results=(*calculated.results, *carried)),
                plan=found,
                plan_calculated=planned,
            )
    return context


def _deviation(document: Document) -> BudgetDeviation | None:
    """Return the board's budget deviation, from the first table that tells it."""
    deviations = (budget_deviation(table) for table in document.amount_tables())
    return next((deviation for deviation in deviations if deviation is not None), None)


def _parameters(document: Document) -> Parameters:
    """Return the parameters on the period's last day, the workbook's own before the shipped."""
    rows = document.table("Regler")
    own = [
        Parameter(
            row.name, row.value, row.valid_from, row.source or "",
            None if row.goal is None else int(row.goal), row.cell("value"),
        )
        for row in rows or ()
        if isinstance(row, ParameterRow) and row.name and row.value is not None and row.valid_from
    ]  # fmt: skip
    return Parameters.of(own, document.period.end if document.period else date.max)


def _policies(
    document: Document, parameters: Parameters
) -> tuple[Mapping[int, Policy], tuple[UnusableParameterError, ...]]:
    """Return the policy of each goal with units, and the parameters that nobody can use."""
    policies: dict[int, Policy] = {}
    unusable: dict[Parameter, UnusableParameterError] = {}
    for goal in document.goal_numbers():
        try:
            policies[goal] = parameters.policy(goal)
        except UnusableParameterError as error:
            unusable.setdefault(error.parameter, error)
    for limit in parameters.unusable_limits():
        unusable.setdefault(limit.parameter, limit)
    return policies, tuple(unusable.values())


@dataclass(frozen=True)
class Computed:
    """What *Beräkna* does to a workbook: values for its cells, and pages for its own sheets.

    ``values`` and ``pages`` hold only what differs from the workbook: both are empty when
    nothing has changed since the last time, and then nothing is written. ``blocks`` is the report
    itself, and ``report`` its page in the workbook.
    """

    examined: Examined
    values: Mapping[CellRef, Value]
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    report: Page

    @property
    def title(self) -> str:
        """Return the document's title: "Månadsrapport november 2022"."""
        document = self.examined.document
        return f"{document.title} {document.period.label if document.period else ''}".strip()

    def as_json(self, file_findings: Iterable[Finding] = ()) -> Mapping[str, Any]:
        """Return goals, computed cells and findings as the contract writes them."""
        calculated = self.examined.calculated
        return {
            "mål": [
                *(
                    {**goal.as_json(), **_ways(calculated.margins.get(goal.number))}
                    for goal in calculated.goals
                ),
                *(aim.as_json() for aim in calculated.follow_up.aims),
            ],
            "beräknat": [result.as_json() for result in calculated.results],
            "fynd": [f.as_json() for f in (*file_findings, *self.examined.findings)],
        }


def _ways(margin: Margin | None) -> Mapping[str, Any]:
    """Return what would make a goal green and what would make it fall; None when nobody knows."""
    return {
        "till_grön": margin and margin.to_green.as_json(),
        "marginal": margin and margin.to_fall.as_json(),
    }


def compute(
    grid: Grid,
    *,
    now: datetime,
    previous: Grid | Finding | None = None,
    plan: Grid | str | None = None,
    strict: bool = False,
) -> Computed | Finding:
    """Compute a workbook: what to write, and where. The grid itself is not changed.

    ``previous`` and ``plan`` are as for :func:`examine`.

    Computed columns are replaced. Totals, overview and strip are filled in where they are blank,
    and followed up only as long as they still hold what the program wrote. As long as the author
    has changed nothing, her replaced figures are checked again, so that the same findings stand.
    """
    grid = document_of(grid)
    trail = read_trail(grid)
    ours = still_ours(grid, trail)
    unchanged = checksum(grid, ours, previous, plan) == trail.mark
    base = with_cells(grid, {ref: trail.written[ref][1] if unchanged else BLANK for ref in ours})
    waivers = read_waivers(grid)
    examined = _examined(base, (previous, plan), waivers, ours, strict=strict)
    if isinstance(examined, Finding):
        return examined
    left = fallen(waivers, examined.findings)
    findings = tuple(_dated(finding, now) for finding in examined.findings)
    examined = replace(examined, findings=findings)
    values: dict[CellRef, Value] = {ref: base.at(ref).value for ref in ours}
    entries: list[TrailEntry] = []
    for result in examined.calculated.results:
        author = base.at(result.cell)
        written = not result.fills or author.is_blank
        if written:
            values[result.cell] = cell_value(result.value)
        told = replace(result, note=examined.calculated.remarks.get(result.cell, ""))
        entries.append(TrailEntry(told, written, author if written else BLANK))
    mark = checksum(grid, values.keys(), previous, plan)
    blocks = compose(examined.document, examined.calculated)
    report = report_page(blocks)
    amounts = examined.amount_cells
    pages = (
        check_page(findings, left, amounts),
        trail_page(entries, mark, __version__, findings, amounts),
        report,
    )
    start = examined.document.start
    if (outcome := start.place("outcome")) is not None:
        values[outcome] = summary(findings)
    different = {ref: v for ref, v in values.items() if grid.at(ref).value != stored(v)}
    new = tuple(page for page in pages if not shows(grid, page))
    if (different or new) and (computed_at := start.place("computed_at")) is not None:
        different[computed_at] = f"{now:%Y-%m-%d %H:%M}"
    return Computed(examined, different, new, blocks, report)


def _dated(finding: Finding, now: datetime) -> Finding:
    """Return the finding with the day of its acceptance, where the author left it to us."""
    if not finding.is_accepted or finding.waiver is None or finding.waiver.day is not None:
        return finding
    return replace(finding, waiver=replace(finding.waiver, day=now.date()))
