"""``python -m tests.mutation_after``: the same mistakes once *Beräkna* has been pressed.

An input is spoilt, Beräkna is pressed, a word on another sheet is changed, and Beräkna is pressed
again. The press replaces the author's own deviations, which were what told of the mistake. A
mistake that was named first before is *kept* when the first new finding, beside those of the
report that was not spoilt, still lies on the spoilt cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from itertools import product

from tests.laws import api
from tests.laws.press import written
from tests.laws.sheets import with_cells
from tests.mutation import HEAD, Outcome, Tally, asked_for, experiment, new_findings, tally
from tests.mutation_operators import IN_A_CELL, Operator, emptied
from tests.mutation_tables import Subject, all_subjects
from xl_asn.model.grid import CellRef, Grid, cell_of

WORD = CellRef("Händelser", 6, 2)
"""A text that no amount has anything to do with."""
MISTAKES: Mapping[str, Operator] = {**IN_A_CELL, "tömd": emptied}


def monthly() -> Mapping[str, Subject]:
    """Return the tables of the monthly reports: those that have the text."""
    found = all_subjects().items()
    return {title: subject for title, subject in found if subject.grid.sheet(WORD.sheet)}


def pressed_twice(grid: Grid) -> Grid:
    """Return the workbook after Beräkna, a word changed elsewhere, and Beräkna again."""
    once = written(grid, api.computed(api.beside(grid)))
    changed = with_cells(once, {WORD: cell_of(f"{once.at(WORD).text} Mer.")})
    return written(changed, api.computed(api.beside(changed)))


@cache
def unspoilt(title: str) -> api.Examined:
    """Return what is found in a report that was pressed and not spoilt."""
    return api.examined(api.beside(pressed_twice(monthly()[title].grid)))


def afterwards(title: str, mistake: str, most: int | None, seed: int) -> Iterator[Outcome]:
    """Make a mistake in inputs of a table, and press, where it was named first before."""
    subject = monthly()[title]
    for before in experiment(mistake, subject, most, seed):
        if before.named and before.counts and subject.inputs.issuperset(before.spoilt.places):
            after = api.examined(api.beside(pressed_twice(before.spoilt.grid)))
            yield replace(before, new=new_findings(unspoilt(title), after, before.spoilt))


def tally_of(most: int | None, seed: int, job: tuple[str, str]) -> Tally:
    """Press after one sort of mistake in one table, both given by name."""
    return tally(afterwards(*job, most, seed))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the experiment and print its tables; ``-v`` lists what is named no longer."""
    asked = asked_for(arguments)
    most = None if asked.most is None else max(asked.most // 5, 1)
    jobs = list(product(monthly(), MISTAKES))
    total = dict.fromkeys(MISTAKES, Tally())
    with ProcessPoolExecutor() as pool:
        tallies = pool.map(partial(tally_of, most, asked.seed), jobs)
        for (_, mistake), here in zip(jobs, tallies, strict=True):
            total[mistake] += here
    print(f"Efter Beräkna, av dem som nämndes först\n{HEAD}")
    for mistake, here in total.items():
        print(f"  {mistake:24} {here.line}")
    everything = sum(total.values(), Tally())
    print(f"  {'allt':24} {everything.line}")
    if asked.verbose:
        print(*everything.said, sep="\n")


if __name__ == "__main__":
    main()
