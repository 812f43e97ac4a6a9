"""``python -m tests.mutation_after``: the same mistakes once *Beräkna* has been pressed.

An input is spoilt, Beräkna is pressed, a word on another sheet is changed, and Beräkna is pressed
again. The press replaces the author's own deviations, which were what told of the mistake. A
mistake that was named first before is *kept* when the first new finding, beside those of the
report that was not spoilt, still lies on the spoilt cell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial

from tests.laws import api
from tests.laws.press import written
from tests.laws.sheets import with_cells
from tests.mutation import (
    MISTAKES,
    MONTHS,
    Outcome,
    amounts_of,
    example,
    new_findings,
    outcomes_of_cell,
    print_kinds,
    print_unnamed,
    published,
    with_amounts,
)
from xl_asn.model.grid import CellRef, Grid, cell_of

WORD = CellRef("Händelser", 6, 2)
"""A text that no amount has anything to do with."""


def inputs_of(month: str) -> list[CellRef]:
    """Return the amounts of a report that a person types: those of columns without a formula."""
    computed = {
        figure.cell
        for table in published(month).calculated.tables
        for _, column, figure in table.figures()
        if column.plus
    }
    return sorted(amounts_of(published(month)).keys() - computed)


def pressed_twice(grid: Grid) -> Grid:
    """Return the workbook after Beräkna, a word changed elsewhere, and Beräkna again."""
    once = written(grid, api.computed(api.beside(grid)))
    changed = with_cells(once, {WORD: cell_of(f"{once.at(WORD).text} Mer.")})
    return written(changed, api.computed(api.beside(changed)))


@cache
def unspoilt(month: str) -> api.Examined:
    """Return what is found in a report that was pressed and not spoilt."""
    return api.examined(api.beside(pressed_twice(example(month))))


def afters_of_cell(month: str, cell: CellRef) -> list[Outcome]:
    """Make every mistake in one input, and press, where it was named first before."""
    return [
        pressed_outcome(month, before)
        for before in outcomes_of_cell(month, cell)
        if before.named and before.beyond_rounding
    ]


def pressed_outcome(month: str, before: Outcome) -> Outcome:
    """Return what is said of a mistake once all has been pressed."""
    wrong = MISTAKES[before.mistake](amounts_of(published(month))[before.cell])
    spoilt = pressed_twice(with_amounts(example(month), {before.cell: wrong}))
    new = new_findings(unspoilt(month), api.examined(api.beside(spoilt)))
    return replace(
        before,
        first=next((finding.cell for finding in new), None),
        said=tuple(f"{finding.code} {finding.cell}: {finding.message}" for finding in new),
    )


def afterwards(month: str, every: int = 1) -> Iterator[Outcome]:
    """Do so for every input of a report, or for every n:th, in parallel."""
    cells = inputs_of(month)[::every]
    if every > 1:
        for cell in cells:
            yield from afters_of_cell(month, cell)
        return
    with ProcessPoolExecutor() as pool:
        for outcomes in pool.map(partial(afters_of_cell, month), cells, chunksize=8):
            yield from outcomes


def main() -> None:
    """Run the whole experiment and print its tables; ``-v`` lists what is named no longer."""
    everything: list[Outcome] = []
    print(f"  {'':34} {'först':>7} {'funna':>7} {'':7} {'kvar':>7}")
    for month in MONTHS:
        outcomes = list(afterwards(month))
        everything += outcomes
        print(f"{month}: {len({o.cell for o in outcomes})} inmatade belopp")
        print_kinds(outcomes, "alla som nämndes först")
    print("Alla rapporter, efter Beräkna")
    print_kinds(everything, "alla som nämndes först")
    if "-v" in sys.argv:
        print_unnamed(everything)


if __name__ == "__main__":
    main()
