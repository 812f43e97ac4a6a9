"""One document from grid to findings, results and pages: the same for file, Excel and test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xl_asn.calculation.amounts import budget_deviation
from xl_asn.calculation.whole import Calculated, calculate
from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.documents.sections import ParameterRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.goals import BudgetDeviation, Policy
from xl_asn.model.grid import Grid
from xl_asn.parameters.dated import Parameter, Parameters, UnusableParameterError
from xl_asn.rules.catalogue import check
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

NOT_A_MASTER = Rule("S100", "ingen-mall", Severity.ERROR)


@dataclass(frozen=True)
class Examined:
    """A document that has been read, calculated and checked."""

    grid: Grid
    document: Document
    calculated: Calculated
    findings: tuple[Finding, ...]


def examine(grid: Grid, *, strict: bool = False) -> Examined | Finding:
    """Read, calculate and check a workbook; a finding when it is no master of ours at all.

    ``strict`` lets a crashing rule crash, as tests want it.
    """
    declared = document_type_of(grid)
    if declared is None:
        return NOT_A_MASTER.finding(
            "Arbetsboken är ingen mall från xl_asn: inget av mallens blad finns i den.",
            "Skapa en ny mall med xl-asn mall och för över uppgifterna till den.",
        )
    document = declared.read(grid)
    policies, unusable = _policies(document)
    tables = document.amount_tables()
    inputs = document.goal_inputs(policies, _deviation(document))
    calculated = calculate(tables, inputs, document.products(), policies)
    context = Context(grid, document, calculated, unusable)
    return Examined(grid, document, calculated, check(context, strict=strict))


def _deviation(document: Document) -> BudgetDeviation | None:
    """Return the board's budget deviation, from the first table that tells it."""
    deviations = (budget_deviation(table) for table in document.amount_tables())
    return next((deviation for deviation in deviations if deviation is not None), None)


def _policies(
    document: Document,
) -> tuple[Mapping[int, Policy], tuple[UnusableParameterError, ...]]:
    """Return each goal's policy on the period's last day, and the parameters nobody can use."""
    rows = document.table("Regler")
    own = [
        Parameter(
            row.name, row.value, row.valid_from, row.source or "",
            None if row.goal is None else int(row.goal), row.cell("value"),
        )
        for row in rows or ()
        if isinstance(row, ParameterRow) and row.name and row.value is not None and row.valid_from
    ]  # fmt: skip
    day = document.period.end if document.period else date.max
    parameters = Parameters.of(own, day)
    policies: dict[int, Policy] = {}
    unusable: dict[Parameter, UnusableParameterError] = {}
    for goal in document.table("Mål") or ():
        if goal.number is None:
            continue
        try:
            policies[int(goal.number)] = parameters.policy(int(goal.number))
        except UnusableParameterError as error:
            unusable.setdefault(error.parameter, error)
    return policies, tuple(unusable.values())
