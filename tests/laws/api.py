"""The one place where these tests meet the program: a case, what is said of it, what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from tests.beside import beside, neighbours
from xl_asn.batch.judge import judge
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import Computed, compute
from xl_asn.case.examine import Examined, examine
from xl_asn.case.insight.guards import filled_cells, guards_of
from xl_asn.case.neighbours import Neighbours
from xl_asn.cycle.next_period.following import asked_period
from xl_asn.cycle.next_period.fresh import Before, NextPeriod, next_period
from xl_asn.documents.catalogue import document_types
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.load import load
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, Value

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - the user's own clock

__all__ = ["Case", "Computed", "Examined", "NextPeriod", "beside"]


def case_among(grid: Grid, others: Mapping[str, Grid]) -> Case:
    """Return a workbook's case where it lies among others, that it may name on *Start*."""
    return _case(grid, neighbours(others))


def _case(grid: Grid, found: Neighbours) -> Case:
    case = case_of(grid, found)
    assert isinstance(case, Case), case
    return case


def examined(case: Case) -> Examined:
    """Return what validera says of a workbook as it stands."""
    return examine(case, strict=True)


def computed(case: Case, now: datetime = NOW) -> Computed:
    """Return what Beräkna would write into a workbook."""
    return compute(case, now=now, strict=True)


def replaced_by(computed: Computed) -> list[tuple[str, Value, Value]]:
    """Return what a press replaced: the cell, what was there and what is there now."""
    return [(str(one.cell), one.before.value, one.after) for one in computed.replaced]


def next_month(case: Case, name: str, before: tuple[Case, str] | None = None) -> NextPeriod:
    """Return what makes a workbook the next period's.

    Args:
        case: the workbook.
        name: what the new one calls it.
        before: the report before the new one and its name, where that is another.
    """
    said = Before(*(before or (case, name)))
    period = said.case.document.period
    assert period is not None
    asked = asked_period(document_types()[case.document.key], period)
    return next_period(case, asked, said)


def sums_of(found: Examined) -> Mapping[str, Sequence[tuple[int, tuple[int, ...]]]]:
    """Return the rows that each sum row adds up, as numbers of rows, by sheet."""
    sums: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    for table in found.calculated.tables:
        numbers = [row.number for row in table.rows]
        for structure in found.calculated.structures.get(table.sheet, ()):
            operands = tuple(numbers[index] for index in structure.operands)
            sums.setdefault(table.sheet, []).append((numbers[structure.row], operands))
    return sums


def guards(case: Case, cell: str) -> tuple[str, ...]:
    """Return the rules that forklara says guard a cell."""
    before, ref = examined(case), CellRef.parse(cell)
    columns = dict(filled_cells(case.grid, before.document))
    return guards_of(case, before, ref, columns[ref]).codes


def reported(path: Path) -> tuple[Finding, ...]:
    """Compute a file as berakna does, write it, and return the findings that berakna tells of."""
    loaded = load(path)
    assert loaded.grid is not None
    assert loaded.data is not None
    told = computed(_case(loaded.grid, Neighbours.of_folder(path.parent)))
    path.write_bytes(saved(loaded.data, told.values, told.pages))
    return (*loaded.findings, *told.examined.findings)


def judged(path: Path) -> tuple[Finding, ...]:
    """Return what validera finds in a file."""
    return judge(path).findings
