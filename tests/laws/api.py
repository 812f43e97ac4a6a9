"""The one place where these tests meet the program: a case, what is said of it, what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from tests.beside import Case, beside
from xl_asn.batch.judge import judge
from xl_asn.files.load import Loaded, load
from xl_asn.files.plan import named_plan, plan_from
from xl_asn.files.previous import previous_from, previous_report
from xl_asn.files.save import saved
from xl_asn.insight.guards import filled_cells, guards_of
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, Value
from xl_asn.workflow import Computed, Examined, compute, examine

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - the user's own clock

__all__ = ["Case", "Computed", "Examined", "beside"]


def case_among(grid: Grid, others: Mapping[str, Grid]) -> Case:
    """Return a workbook's case where it lies among others, that it may name on *Start*."""

    def fetch(name: str) -> Loaded | None:
        found = others.get(name)
        return None if found is None else Loaded(Path(name), name, None, found, (), None)

    return Case(grid, previous_from(grid, fetch).content, plan_from(grid, fetch))


def examined(case: Case) -> Examined:
    """Return what validera says of a workbook as it stands."""
    found = examine(case.grid, previous=case.previous, plan=case.plan, strict=True)
    assert isinstance(found, Examined), found
    return found


def computed(case: Case, now: datetime = NOW) -> Computed:
    """Return what Beräkna would write into a workbook."""
    found = compute(case.grid, now=now, previous=case.previous, plan=case.plan, strict=True)
    assert isinstance(found, Computed), found
    return found


def replaced_by(computed: Computed) -> list[tuple[str, Value, Value]]:
    """Return what a press tells that it replaced: the cell, what was there and what is there now.

    Today it tells nothing.
    """
    del computed
    return []


def sums_of(found: Examined) -> Mapping[str, Sequence[tuple[int, tuple[int, ...]]]]:
    """Return the rows that each sum row adds up, as numbers of rows, by sheet."""
    sums: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    for table in found.calculated.tables:
        numbers = [next(iter(row.figures.values())).cell.row for row in table.rows]
        for structure in found.calculated.structures.get(table.sheet, ()):
            operands = tuple(numbers[index] for index in structure.operands)
            sums.setdefault(table.sheet, []).append((numbers[structure.row], operands))
    return sums


def guards(case: Case, cell: str) -> tuple[str, ...]:
    """Return the rules that forklara says guard a cell."""
    before, wanted = examined(case), CellRef.parse(cell)
    cells = dict(filled_cells(case.grid, before.document))
    ref, column = wanted, cells[wanted]
    return guards_of(case.grid, before, ref, column, case.previous).codes


def reported(path: Path) -> tuple[Finding, ...]:
    """Compute a file as berakna does, write it, and return the findings that berakna tells of."""
    loaded = load(path)
    assert loaded.grid is not None
    assert loaded.data is not None
    previous = previous_report(loaded.grid, path.parent).content
    plan = named_plan(loaded.grid, path.parent)
    told = computed(Case(loaded.grid, previous, plan))
    path.write_bytes(saved(loaded.data, told.values, told.pages))
    return (*loaded.findings, *told.examined.findings)


def judged(path: Path) -> tuple[Finding, ...]:
    """Return what validera finds in a file."""
    return judge(path).findings
