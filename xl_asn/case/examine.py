"""A case checked: what there is to say of a workbook, the same for file, Excel and test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from xl_asn.calculation.calculated import Calculated
from xl_asn.case.case import Case
from xl_asn.case.evaluating import COMPUTING, Evaluated, evaluate, unevaluated
from xl_asn.case.settling import settled
from xl_asn.documents.document import Document
from xl_asn.documents.shares import amount_cells
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.collection import Conflict
from xl_asn.model.collection_sheet import NAME as COLLECTION
from xl_asn.model.correction import NO_CORRECTIONS, Corrections
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.memory import Recalled
from xl_asn.rules.catalogue import check
from xl_asn.rules.context import Context
from xl_asn.rules.hushed import hushed
from xl_asn.rules.isolating import Told
from xl_asn.rules.stopping import STOPPED, Stopped


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


@our_arithmetic()
def examine(case: Case, *, strict: bool = False) -> Examined:
    """Check a workbook as its bytes are.

    ``strict`` lets a crashing rule crash, as tests want it.

    Raises:
        MemoryError: there is no more; of a rule or a calculation nothing else is raised.
    """
    if strict:
        return checked(case, evaluate(case))
    evaluated, case = settled(case, evaluate, COMPUTING, unevaluated)
    return checked(case, evaluated, again=evaluate)


@our_arithmetic()
def checked(
    case: Case,
    evaluated: Evaluated,
    *,
    again: Callable[[Case], Evaluated] | None = None,
    stopped: Iterable[Stopped] = (),
) -> Examined:
    """Check a case that has been evaluated as somebody asks of it.

    ``again`` evaluates it alike without cells that a rule stops at; without it a rule that stops
    raises. ``stopped`` is what has stopped beside the case's own.
    """
    corrections = _corrections(case)

    def telling(told: Told) -> Context:
        left = case.telling(told)
        return _context(left, evaluated if again is None else again(left), corrections)

    fault = case.chain_fault
    known = () if fault is None else (fault,)
    findings = check(
        _context(case, evaluated, corrections),
        strict=again is None,
        known=known,
        again=telling,
        stopped=(*case.stopped, *stopped),
    )
    gone = {cell for one in case.stopped for cell in one.cells}
    findings = tuple(f for f in findings if f.code == STOPPED.code or f.cell not in gone)
    findings = hushed(findings, evaluated.grid)
    return Examined(
        evaluated.grid, evaluated.document, evaluated.calculated, findings, evaluated.recalled
    )


def _corrections(case: Case) -> Corrections:
    """Return what is corrected; what it takes to compare is loaded only where anything is."""
    before = case.chain.first
    if not (case.document.start.corrects or (before and before.document.start.corrects)):
        return NO_CORRECTIONS
    from xl_asn.case.correcting import corrections_of  # noqa: PLC0415 - seldom needed

    return corrections_of(case)


def _context(case: Case, evaluated: Evaluated, corrections: Corrections) -> Context:
    return Context(
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
        archive=case.archive,
        corrections=corrections,
        unsettled=_unsettled(case),
        adoption=evaluated.adoption,
    )


def _unsettled(case: Case) -> tuple[Conflict, ...]:
    """Return what *Insamling* asks; what finds that is loaded only where there is one."""
    if case.grid.sheet(COLLECTION) is None:
        return ()
    from xl_asn.case.forms.slot_places import unsettled  # noqa: PLC0415 - seldom needed

    return unsettled(case)
