"""The tables that the mutation experiment spoils: each with what is said of it as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from tests.beside import checked
from tests.laws.sheets import with_cells
from workbooks.build import EXAMPLES
from xl_asn.calculation.adding_up.identities import Identity, printed_values
from xl_asn.case.examine import Examined
from xl_asn.files.reading.reader import read
from xl_asn.model.amounts import AmountTable
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, number

#: The published reports with amounts that add up, and the month without a fault, in mnkr.
REPORTS = (
    "2018-04_delarsrapport",
    "2021-02_manadsrapport",
    "2022-11_manadsrapport",
    "2026-10_manadsrapport",
)
MONTHS = ("2021-02", "2022-11", "2023-07")


def examined(grid: Grid) -> Examined:
    """Check a document that is known to be one of ours."""
    answer = checked(grid)
    if isinstance(answer, Finding):
        raise SystemExit(answer.message)
    return answer


@cache
def report(name: str) -> Grid:
    """Return an example, faults included."""
    return read(Path(EXAMPLES / f"{name}.xlsm").read_bytes())


def example(month: str) -> Grid:
    """Return a published monthly report, faults included."""
    return report(f"{month}_manadsrapport")


@cache
def published(month: str) -> Examined:
    """Return a published monthly report as checked."""
    return examined(example(month))


def with_amounts(grid: Grid, amounts: Mapping[CellRef, Decimal]) -> Grid:
    """Return the grid with some amounts told otherwise."""
    return with_cells(grid, {cell: number(value) for cell, value in amounts.items()})


def amounts_of(document: Examined) -> dict[CellRef, Decimal]:
    """Return every amount of a document by its cell."""
    return {
        cell: value
        for table in document.calculated.tables
        for cell, value in printed_values(table).items()
    }


def identities_of(document: Examined) -> tuple[Identity, ...]:
    """Return every identity of a document."""
    return tuple(i for sheet in document.calculated.identities.values() for i in sheet)


@dataclass(frozen=True)
class Subject:
    """One table to spoil: the workbook that it stands in, and that workbook as checked."""

    title: str
    grid: Grid
    before: Examined
    table: AmountTable

    @cached_property
    def values(self) -> Mapping[CellRef, Decimal]:
        """Return the table's amounts by cell."""
        return printed_values(self.table)

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Return the identities of the table; inner sums come before those that add them up."""
        return tuple(self.before.calculated.identities[self.table.sheet])

    @cached_property
    def inputs(self) -> frozenset[CellRef]:
        """Return the amounts that a person types: those of columns without a formula."""
        return frozenset(f.cell for _, column, f in self.table.figures() if not column.plus)

    def reached(self, cells: Iterable[CellRef]) -> set[CellRef]:
        """Return the sums that cells are part of, and the sums of those."""
        moved, sums = set(cells), set[CellRef]()
        for identity in self.identities:
            if identity.kind != "rad" and moved & {cell for _, cell in identity.terms}:
                sums.add(identity.result)
                moved.add(identity.result)
        return sums


def subjects(title: str, grid: Grid) -> Iterator[Subject]:
    """Yield the tables of a workbook whose amounts stand in some identity."""
    before = examined(grid)
    for table in before.calculated.tables:
        if before.calculated.identities.get(table.sheet):
            yield Subject(f"{title} {table.sheet}", grid, before, table)


@cache
def all_subjects() -> Mapping[str, Subject]:
    """Return the tables of every report by their title."""
    found = (one for name in REPORTS for one in subjects(name.partition("_")[0], report(name)))
    return {subject.title: subject for subject in found}
