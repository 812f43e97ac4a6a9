"""The case: a workbook and everything that an answer about it rests on, read once.

Every caller gets it from :func:`case_of`: the command line, the buttons, the batch, a machine of
the cluster and the audit package. So they compare with the same reports, know the same plan and
remember the same, and the same bytes give the same answer from every door.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.case.archived import archive_of
from xl_asn.case.boards import board_of
from xl_asn.case.calculating import calculated_of
from xl_asn.case.forms.known import form_finding, is_form, is_left_of_form
from xl_asn.case.neighbours import (
    NO_NEIGHBOURS,
    Found,
    Neighbours,
    Place,
    named,
)
from xl_asn.case.own_cells import document_of, with_cells
from xl_asn.documents.catalogue import document_type_of
from xl_asn.documents.document import Document
from xl_asn.documents.earlier import Mismatch, Missing, Reason, earlier_document
from xl_asn.documents.followed_plan import plan_of
from xl_asn.documents.sheets.archived import is_archive
from xl_asn.documents.sheets.parameters import ParameterRow
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.memory import Memory
from xl_asn.model.waivers import Waiver
from xl_asn.pages.check_page import read_waivers
from xl_asn.pages.trail_page import read_trail
from xl_asn.parameters.board import Parameter
from xl_asn.parameters.chosen import Chosen
from xl_asn.parameters.dated import Parameters
from xl_asn.rules.isolating import Isolation, Told
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.chain import Chain, Earlier, Ended
from xl_asn.rules.shared.named_archive import NamedArchive
from xl_asn.rules.stopping import Stopped

_LOG: Final = logging.getLogger(__name__)

#: What a previous report that is missing is called; the plan's absence is a rule's (V168).
_CODES: Final = {
    Reason.NOT_THERE: "F220",
    Reason.UNREADABLE: "F221",
    Reason.TOO_FAR: "F222",
    Reason.NO_FOLDER: "F223",
}
NOT_A_MASTER: Final = Rule("S100", "ingen-mall", Severity.ERROR)


class Plan(NamedTuple):
    """The plan that a document names: as read, with what follows from it, or why there is none."""

    document: Document | None = None
    calculated: Calculated | None = None
    fault: str = ""


@dataclass(frozen=True)
class Case:
    """One workbook under judgement.

    ``grid`` is the workbook as it is, without what the buttons keep hidden in it, and ``document``
    the same as read. ``memory`` is what *Beräkna* remembers, and ``waivers`` what people accept.
    """

    grid: Grid
    document: Document
    board: Chosen
    parameters: Parameters
    chain: Chain
    plan: Plan
    archive: NamedArchive
    memory: Memory
    waivers: tuple[Waiver, ...]
    neighbours: Neighbours = field(repr=False)
    stopped: tuple[Stopped, ...] = ()
    """What could not be done with what some cells hold; they are read as unreadable."""

    def telling(self, told: Told) -> Case:
        """Return the case as it is when some cells hold something else."""
        if not told:
            return self
        grid = with_cells(self.grid, told)
        document = type(self.document).read(grid)
        parameters = parameters_of(document, self.board)
        return replace(self, grid=grid, document=document, parameters=parameters)

    def with_grid(self, grid: Grid) -> Case | Finding:
        """Return the case of another workbook in the same place, which may name the same others."""
        return case_of(grid, self.neighbours)

    @property
    def stopped_at(self) -> frozenset[CellRef]:
        """Return the cells that something has stopped at."""
        return frozenset(cell for one in self.stopped for cell in one.cells)

    @property
    def period(self) -> str:
        """Return the code of the document's period; empty where *Start* does not say it."""
        return self.document.period.code if self.document.period else ""

    @property
    def chain_fault(self) -> Finding | None:
        """Return what is said of a previous report that is named and cannot be had."""
        fault = self.chain.fault
        if fault is None or not isinstance(fault.why, Missing):
            return None
        missing, cell = fault.why, self.document.start.place("previous_report")
        return file_finding(_CODES[missing.reason], missing.detail or missing.name, cell)


@our_arithmetic()
def case_of(grid: Grid, neighbours: Neighbours = NO_NEIGHBOURS) -> Case | Finding:
    """Return the case of a workbook; a finding when it is no master of ours at all.

    ``neighbours`` are the workbooks that it may name. None is read before it is needed: of the
    chain only the previous report is, as long as no rule asks for more, and the archive is not.
    """
    grid = document_of(grid)
    try:
        return _case_of(grid, neighbours)
    except MemoryError:
        raise
    except Exception as error:
        _LOG.exception("reading the document stopped")
        told = Isolation(grid).stops_at(lambda told: _can_be_read(grid, neighbours, told))
        read = _case_of(with_cells(grid, told), neighbours) if told else None
        if not isinstance(read, Case):
            raise
        stopped = Stopped("Läsningen", type(error).__name__, tuple(told))
        return replace(read, stopped=(stopped,))


def _can_be_read(grid: Grid, neighbours: Neighbours, told: Told) -> bool:
    try:
        _case_of(with_cells(grid, told), neighbours)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - that is what is asked
        return False
    return True


def _case_of(grid: Grid, neighbours: Neighbours) -> Case | Finding:
    declared = document_type_of(grid)
    if is_form(grid) or (declared is None and is_left_of_form(grid)):
        return form_finding(grid)
    if is_archive(grid):
        return NOT_A_MASTER.finding(
            "Arbetsboken är ett arkiv från xl-asn arkiv, och ingen rapport.",
            "Ange en av rapporterna som arkivet är gjort av.",
        )
    if declared is None:
        return NOT_A_MASTER.finding(
            "Arbetsboken är ingen mall från xl_asn: inget av mallens blad finns i den.",
            "Skapa en ny mall med xl-asn mall och för över uppgifterna till den.",
        )
    document = declared.read(grid)
    board = board_of(grid, neighbours, neighbours.place)
    parameters = parameters_of(document, board)
    return Case(
        grid,
        document,
        board,
        parameters,
        Chain(_links(document, grid, neighbours)),
        _plan(document, grid, neighbours),
        archive_of(document, named(grid, "archive"), neighbours, parameters),
        read_trail(grid),
        read_waivers(grid),
        neighbours,
    )


@our_arithmetic()
def parameters_of(document: Document, board: Chosen) -> Parameters:
    """Return the parameters on the period's last day, the workbook's own before its board's."""
    own = [
        Parameter(
            row.name, row.value, row.valid_from, row.source or "",
            None if row.goal is None else int(row.goal), row.cell("value"),
        )
        for row in document.rows_of(ParameterRow)
        if row.name and row.value is not None and row.valid_from
    ]  # fmt: skip
    day = document.period.end if document.period else date.max
    return Parameters.of(own, day, board.board, document.scale)


def _links(document: Document, grid: Grid, neighbours: Neighbours) -> Iterator[Earlier | Ended]:
    """Yield the reports before a document, each found where the one that names it lies."""
    place: Place | None = neighbours.place
    while name := named(grid, "previous_report"):
        found = neighbours.find(name, place)
        if isinstance(found, Missing):
            yield Ended(name, found)
            return
        grid, place = document_of(found.grid), found.place
        earlier = earlier_document(document, grid)
        if isinstance(earlier, Mismatch):
            yield Ended(name, earlier)
        if not isinstance(earlier, Document):
            return
        yield earlier_of(earlier, name, board_of(grid, neighbours, place))
        document = earlier


def earlier_of(document: Document, name: str, board: Chosen) -> Earlier:
    """Return an earlier report as the one after it sees it; ``name`` is what that one calls it."""
    return Earlier(
        document, name, lambda: calculated_of(document, parameters_of(document, board))[0]
    )


def _plan(document: Document, grid: Grid, neighbours: Neighbours) -> Plan:
    name = named(grid, "plan")
    if not name:
        return Plan()
    found = neighbours.find(name, neighbours.place)
    if not isinstance(found, Found):
        return Plan(fault=found.words)
    grid = document_of(found.grid)
    plan = plan_of(document, grid)
    match plan:
        case str():
            return Plan(fault=plan)
        case Document():
            board = board_of(grid, neighbours, found.place)
            return Plan(plan, calculated_of(plan, parameters_of(plan, board))[0])
    return Plan()
