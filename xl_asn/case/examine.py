"""A case checked: what there is to say of a workbook, the same for file, Excel and test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xl_asn.calculation.calculated import Calculated
from xl_asn.case.case import Case
from xl_asn.case.evaluating import Evaluated, evaluate
from xl_asn.documents.document import Document
from xl_asn.documents.shares import amount_cells
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.memory import Recalled
from xl_asn.rules.catalogue import check
from xl_asn.rules.context import Context


@dataclass(frozen=True)
class Examined:
    """A document that has been read, calculated and checked.

    ``grid`` and ``document`` are as they were judged: what is the program's own and unchanged reads
    as blank.
    """

    grid: Grid
    document: Document
    calculated: Calculated
    findings: tuple[Finding, ...]
    recalled: Recalled

    @cached_property
    def amount_cells(self) -> frozenset[CellRef]:
        """Return the cells whose number is no share, however small it is."""
        return amount_cells(self.document)


def examine(case: Case, *, strict: bool = False) -> Examined:
    """Check a workbook as its bytes are.

    ``strict`` lets a crashing rule crash, as tests want it.
    """
    return checked(case, evaluate(case), strict=strict)


def checked(case: Case, evaluated: Evaluated, *, strict: bool = False) -> Examined:
    """Check a case that has been evaluated as somebody asks of it."""
    context = Context(
        evaluated.grid,
        evaluated.document,
        evaluated.calculated,
        evaluated.unusable,
        chain=case.chain,
        board=case.board,
        parameters=case.parameters,
        waivers=case.waivers,
        recalled=evaluated.recalled,
        plan=case.plan.document,
        plan_calculated=case.plan.calculated,
        plan_fault=case.plan.fault,
    )
    fault = case.chain_fault
    findings = check(context, strict=strict, known=() if fault is None else (fault,))
    return Examined(
        evaluated.grid, evaluated.document, evaluated.calculated, findings, evaluated.recalled
    )
