"""``python -m tests.mutation``: every amount of the examples changed in turn, and what is said.

Four mistakes are made in each amount cell, one at a time: two digits the other way round, the
other sign, ten times as much, and 20 more. The whole document is checked each time. A mistake is
*found* when a finding comes that was not there before, and *named* when the first such finding
points at the changed cell. A change that rounding alone could have made cannot be found, and is
counted apart: it is larger than rounding when some identity of the cell leaves less than half of
it as tolerance. A table of single units changed in one operand shows that rounding raises nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from tests.beside import checked
from workbooks.build import EXAMPLES
from xl_asn.calculation.adding_up.identities import Identity, printed_values
from xl_asn.calculation.adding_up.slips import transpositions
from xl_asn.calculation.adding_up.structure import sum_structures
from xl_asn.calculation.adding_up.twins import witnesses
from xl_asn.case.examine import Examined
from xl_asn.case.insight.guards import fault_of
from xl_asn.files.reading.reader import read
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Grid, number

MONTHS = ("2021-02", "2022-11", "2023-07")


def transposed(value: Decimal) -> Decimal:
    """Return a figure with its last two different neighbouring digits swapped."""
    return [value, *transpositions(value)][-1]


MISTAKES: Mapping[str, Callable[[Decimal], Decimal]] = {
    "omkastade siffror": transposed,
    "fel tecken": lambda value: -value,
    "gånger tio": lambda value: value * 10,
    "plus 20": lambda value: value + 20,
}


@dataclass(frozen=True)
class Outcome:
    """What was said of one mistake; ``first`` is the cell that the first new finding names."""

    mistake: str
    cell: CellRef
    in_identity: bool
    beyond_rounding: bool
    first: CellRef | None
    said: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether anything new was said."""
        return bool(self.said)

    @property
    def named(self) -> bool:
        """Whether the changed cell was the first one named."""
        return self.first == self.cell


@cache
def example(month: str) -> Grid:
    """Return a published report, faults included."""
    return read(Path(EXAMPLES / f"{month}_manadsrapport.xlsm").read_bytes())


def examined(grid: Grid) -> Examined:
    """Check a document that is known to be one of ours."""
    answer = checked(grid)
    if isinstance(answer, Finding):
        raise SystemExit(answer.message)
    return answer


@cache
def published(month: str) -> Examined:
    """Return a published report as checked."""
    return examined(example(month))


def with_amounts(grid: Grid, amounts: Mapping[CellRef, Decimal]) -> Grid:
    """Return the grid with some amounts told otherwise."""
    sheets = []
    for sheet in grid.sheets:
        here = {(c.row, c.column): number(v) for c, v in amounts.items() if c.sheet == sheet.name}
        sheets.append(replace(sheet, cells={**sheet.cells, **here}) if here else sheet)
    return replace(grid, sheets=tuple(sheets))


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


def new_findings(before: Examined, after: Examined) -> tuple[Finding, ...]:
    """Return the errors and questions that were not there before, in the order shown."""
    known = {fault_of(finding) for finding in before.findings}
    return tuple(
        finding
        for finding in after.findings
        if finding.severity is not Severity.INFO and fault_of(finding) not in known
    )


def outcomes_of_cell(month: str, cell: CellRef) -> list[Outcome]:
    """Make every mistake in one cell of a report."""
    before = published(month)
    value = amounts_of(before)[cell]
    parts = [i for i in identities_of(before) if cell in i.cells]
    outcomes = []
    for name, mistake in MISTAKES.items():
        wrong = mistake(value)
        if wrong == value:
            continue
        new = new_findings(before, examined(with_amounts(example(month), {cell: wrong})))
        outcomes.append(
            Outcome(
                name,
                cell,
                bool(parts),
                any(abs(wrong - value) > 2 * identity.tolerance for identity in parts),
                next((finding.cell for finding in new), None),
                tuple(f"{finding.code} {finding.cell}: {finding.message}" for finding in new),
            )
        )
    return outcomes


def experiment(month: str, every: int = 1) -> Iterator[Outcome]:
    """Make every mistake in every amount of a report, or in every n:th amount, in parallel."""
    cells = sorted(amounts_of(published(month)))[::every]
    if every > 1:
        for cell in cells:
            yield from outcomes_of_cell(month, cell)
        return
    with ProcessPoolExecutor() as pool:
        for outcomes in pool.map(partial(outcomes_of_cell, month), cells, chunksize=8):
            yield from outcomes


def exact(month: str) -> Grid:
    """Return a report as if no figure had been rounded: every identity holds exactly."""
    document = published(month)
    values = amounts_of(document)
    for _ in range(4):
        for identity in identities_of(document):
            values[identity.result] = identity.expected(values)
    return with_amounts(example(month), values)


def rounding(month: str, every: int = 1) -> tuple[int, list[str]]:
    """Return how many operands were changed by one unit, up and down, and what was said of it.

    An amount that a twin sheet repeats must agree exactly and is left out.
    """
    grid = exact(month)
    before = examined(grid)
    values = amounts_of(before)
    repeated = witnesses(before.calculated.tables)
    operands = {cell for identity in identities_of(before) for _, cell in identity.terms}
    changes = [(cell, unit) for cell in sorted(operands - repeated.keys()) for unit in (-1, 1)][
        ::every
    ]
    said = []
    for cell, unit in changes:
        after = examined(with_amounts(grid, {cell: values[cell] + unit}))
        said += [f"{cell} {unit:+}: {finding.message}" for finding in new_findings(before, after)]
    return len(changes), said


def omissions(month: str) -> tuple[int, int, int]:
    """Leave each row out of its sum and of what the sum is added to, in every column.

    The report is taken as if nothing had been rounded. Returns how many rows were left out, how
    many of them were found, and how many findings say which row it is. Rows of nothing but zeros
    are passed over, and so are sums of one row.
    """
    grid = exact(month)
    before = examined(grid)
    values = amounts_of(before)
    sums = [identity for identity in identities_of(before) if identity.kind == "summa"]
    tried = found = told = 0
    for table in before.calculated.tables:
        for structure in sum_structures(table):
            for row in (table.rows[i] for i in structure.operands):
                changed = dict(values)
                for header, figure in row.figures.items():
                    reached = {table.rows[structure.row].figures[header].cell}
                    for identity in sums:  # inner sums come first
                        if reached & {cell for _, cell in identity.terms}:
                            reached.add(identity.result)
                    for cell in reached & values.keys():
                        changed[cell] -= figure.value or 0
                if changed == values or len(structure.operands) == 1:
                    continue
                tried += 1
                new = new_findings(before, examined(with_amounts(grid, changed)))
                found += bool(new)
                told += any(f"lika stor som raden {row.label}" in f.message for f in new)
    return tried, found, told


def print_kinds(outcomes: Sequence[Outcome], everything: str) -> None:
    """Print one line for each kind of mistake, and one for ``everything``."""
    for name in MISTAKES:
        print(table_row(name, [o for o in outcomes if o.mistake == name]))
    print(table_row(everything, outcomes))


def print_unnamed(outcomes: Iterable[Outcome]) -> None:
    """Print the mistakes that were not named first, with what was said instead."""
    for outcome in outcomes:
        if not outcome.named:
            print(outcome.mistake, outcome.cell, "→", *outcome.said[:2], sep="  ")


def table_row(title: str, outcomes: Sequence[Outcome]) -> str:
    """Return one line of the table: how many, found and named first."""
    total = len(outcomes)
    found = sum(outcome.found for outcome in outcomes)
    named = sum(outcome.named for outcome in outcomes)
    if not total:
        return f"  {title:34} {total:7}"
    return f"  {title:34} {total:7} {found:7} {found / total:7.1%} {named:7} {named / total:7.1%}"


def main() -> None:
    """Run the whole experiment and print its tables; ``-v`` lists what was not named first."""
    everything: list[Outcome] = []
    print(f"  {'':34} {'ändrade':>7} {'funna':>7} {'':7} {'först':>7}")
    for month in MONTHS:
        outcomes = list(experiment(month))
        everything += outcomes
        counted = [o for o in outcomes if o.beyond_rounding]
        print(f"{month}: {len({o.cell for o in outcomes})} belopp")
        print_kinds(counted, "alla större än avrundning")
        rest = [o for o in outcomes if o.in_identity and not o.beyond_rounding]
        print(table_row("inom avrundning", rest))
        print(table_row("i inget samband", [o for o in outcomes if not o.in_identity]))
        changes, said = rounding(month)
        print(f"  {'±1 i en term':34} {changes:7} {len(said):7}")
        if "-v" in sys.argv:
            print(*said, sep="\n")
        tried, found, told = omissions(month)
        print(f"  {'utelämnad rad':34} {tried:7} {found:7} {'':7} {told:7}")
    counted = [o for o in everything if o.beyond_rounding]
    print("Alla rapporter")
    print_kinds(counted, "alla större än avrundning")
    if "-v" in sys.argv:
        print_unnamed(counted)
        print(Counter(code.split()[0] for o in counted for code in o.said[:1]))


if __name__ == "__main__":
    main()
