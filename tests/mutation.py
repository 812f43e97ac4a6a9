"""``python -m tests.mutation``: mistakes made in every table of amounts, and what is said of them.

The mistakes are those of :mod:`tests.mutation_operators`, one at a time, in places drawn by a seed;
``--all`` makes them in every place. The whole document is checked each time. A mistake is *found*
when a finding comes that was not there before, and *named first* when the first such finding points
at what is wrong. A right cell is *accused* when an error says which figure another cell should
have, and a row is named by *chance* when a difference is said to equal a row that is not its cause.

A change that rounding alone could have made cannot be found, and one in a cell that no identity
holds has nothing to be held against: both are counted apart. A table of single units changed in
one operand shows that rounding raises nothing.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import product
from random import Random

from tests.mutation_operators import OPERATORS, Spoilt
from tests.mutation_tables import (
    REPORTS,
    Subject,
    all_subjects,
    amounts_of,
    examined,
    identities_of,
    report,
    with_amounts,
)
from xl_asn.calculation.adding_up.twins import witnesses
from xl_asn.case.examine import Examined
from xl_asn.case.insight.guards import fault_of
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.money import decimals_of

SEED = 1
MOST = 25
"""So many places of each mistake in each table unless told otherwise: some two minutes' work."""

NAMES_A_ROW = "lika stor som raden "
ACCUSES_NONE = ("oförklarad", "inte har sökts", "olika underlag", "på bladet", NAMES_A_ROW)
"""What a finding says that points at a cell only because it must stand somewhere."""
SUSPECTS = (" verkar ", "att stämma")
"""What it says when that very figure should be another."""


@dataclass(frozen=True)
class Outcome:
    """What was said of one mistake."""

    operator: str
    subject: str
    spoilt: Spoilt
    new: tuple[Finding, ...]
    right: frozenset[CellRef]
    """The amounts that nothing is wrong with: neither spoilt, nor in a row at fault before."""

    @property
    def counts(self) -> bool:
        """Whether the mistake can be found: it is larger than what rounding makes."""
        return self.spoilt.in_identity and self.spoilt.beyond_rounding

    @property
    def found(self) -> bool:
        """Whether anything new was said."""
        return bool(self.new)

    @property
    def named(self) -> bool:
        """Whether the first new finding points at what is wrong."""
        return bool(self.new) and self.new[0].cell in self.spoilt.places

    @property
    def accused(self) -> tuple[Finding, ...]:
        """Return the errors that say which figure a right cell should have."""
        return tuple(
            finding
            for finding in self.new
            if finding.severity is Severity.ERROR
            and finding.expected is not None
            and finding.cell in self.right
            and not any(words in finding.message for words in ACCUSES_NONE)
            and not self._only_tells(finding)
        )

    def _only_tells(self, finding: Finding) -> bool:
        """Whether a finding holds the spoilt amount against what it adds up to, and no more."""
        told = any(cell in self.spoilt.places for cell in finding.inputs)
        return told and not any(words in finding.message for words in SUSPECTS)

    @property
    def rows_named(self) -> tuple[Finding, ...]:
        """Return the findings that say that a difference equals a row."""
        return tuple(finding for finding in self.new if NAMES_A_ROW in finding.message)

    @property
    def by_chance(self) -> tuple[Finding, ...]:
        """Return those that name a row that is not the cause."""
        right = f"{NAMES_A_ROW}{self.spoilt.row}."
        return tuple(
            finding
            for finding in self.rows_named
            if not self.spoilt.row or right not in finding.message
        )


def new_findings(before: Examined, after: Examined, spoilt: Spoilt) -> tuple[Finding, ...]:
    """Return the errors and questions that were not there before, in the order shown."""
    known = {fault_of(_moved(finding, spoilt)) for finding in before.findings}
    return tuple(
        finding
        for finding in after.findings
        if finding.severity is not Severity.INFO and fault_of(finding) not in known
    )


def _moved(finding: Finding, spoilt: Spoilt) -> Finding:
    return finding if finding.cell is None else replace(finding, cell=spoilt.moved(finding.cell))


def outcome(operator: str, subject: Subject, spoilt: Spoilt) -> Outcome:
    """Check a workbook with a mistake in it."""
    after = examined(spoilt.grid)
    new = new_findings(subject.before, after, spoilt)
    faulty = {
        (cell.sheet, spoilt.moved(cell).row)
        for finding in subject.before.findings
        if finding.severity is Severity.ERROR
        for cell in (finding.cell, *finding.consequences)
        if cell is not None
    }
    right = {cell for cell in amounts_of(after) if (cell.sheet, cell.row) not in faulty}
    return Outcome(operator, subject.title, spoilt, new, frozenset(right - set(spoilt.places)))


def experiment(
    operator: str, subject: Subject, most: int | None = MOST, seed: int = SEED
) -> Iterator[Outcome]:
    """Make one sort of mistake in a table, in at most so many places, drawn by the seed."""
    places = list(OPERATORS[operator](subject))
    if most is not None and most < len(places):
        draw = Random(f"{seed} {operator} {subject.title}")  # noqa: S311 - to be drawn again
        places = draw.sample(places, most)
    for place in places:
        yield outcome(operator, subject, place())


@dataclass(frozen=True)
class Tally:
    """How the mistakes of one sort went: how many, and of those that count what was said."""

    made: int = 0
    outside: int = 0
    """Of those made, how many stand in no identity."""
    within: int = 0
    """And how many rounding alone could have made."""
    found: int = 0
    named: int = 0
    accused: int = 0
    rows_named: int = 0
    by_chance: int = 0
    said: tuple[str, ...] = ()
    """What was said wrongly, or where nothing was."""

    @property
    def tried(self) -> int:
        """Return how many could be found."""
        return self.made - self.outside - self.within

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def line(self) -> str:
        """Return the figures as a line of the table."""
        shares = (
            f"{count:5} {count / self.tried:6.1%}" if self.tried else f"{'–':>12}"
            for count in (self.found, self.named)
        )
        return (
            f"{self.tried:7} {' '.join(shares)} {self.accused:8} "
            f"{self.by_chance:4}/{self.rows_named:<4} {self.within:7} {self.outside:7}"
        )


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Return how the mistakes went. A right cell may be accused whatever the mistake."""
    return sum(map(_one, outcomes), Tally())


def _one(outcome: Outcome) -> Tally:
    counts = outcome.counts
    return Tally(
        1,
        not outcome.spoilt.in_identity,
        outcome.spoilt.in_identity and not counts,
        counts and outcome.found,
        counts and outcome.named,
        bool(outcome.accused),
        len(outcome.rows_named),
        len(outcome.by_chance),
        tuple(_complaints(outcome)),
    )


def _complaints(outcome: Outcome) -> Iterator[str]:
    """Yield what is amiss with what was said, for ``-v``."""
    at = f"{outcome.operator} {min(outcome.spoilt.places, default='-')}"
    if outcome.counts and not outcome.named:
        said = [f"{f.code} {f.cell}: {f.message}" for f in outcome.new[:2]]
        yield f"{'inte först' if said else 'tyst'}  {at} → {' | '.join(said)}"
    yield from (f"anklagad  {at} → {f.code} {f.cell}: {f.message}" for f in outcome.accused)
    yield from (f"slump  {at} → {f.code} {f.cell}: {f.message}" for f in outcome.by_chance)


def tally_of(most: int | None, seed: int, job: tuple[str, str]) -> Tally:
    """Make one sort of mistake in one table, both given by name."""
    title, operator = job
    return tally(experiment(operator, all_subjects()[title], most, seed))


HEAD = (
    f"{'':26} {'prövade':>7} {'funna':>12} {'först':>12} {'anklagad':>8} {'slump av':>9} "
    f"{'avrundn':>7} {'inget':>7}"
)


def exact(name: str) -> Grid:
    """Return a report as if no figure had been rounded: every identity holds exactly."""
    document = examined(report(name))
    values = amounts_of(document)
    for _ in range(4):
        for identity in identities_of(document):
            values[identity.result] = identity.expected(values)
    return with_amounts(report(name), values)


def rounding(name: str, every: int = 1) -> tuple[int, list[str]]:
    """Return how many operands were changed by one unit, up and down, and what was said of it.

    An amount that a twin sheet repeats must agree exactly and is left out.
    """
    grid = exact(name)
    before = examined(grid)
    values = amounts_of(before)
    repeated = witnesses(before.calculated.tables)
    operands = {cell for identity in identities_of(before) for _, cell in identity.terms}
    units = {table.sheet: last_place(table.printed.values()) for table in before.calculated.tables}
    changes = [
        (cell, units[cell.sheet] * sign)
        for cell in sorted(operands - repeated.keys())
        for sign in (-1, 1)
    ][::every]
    said = []
    for cell, unit in changes:
        changed = with_amounts(grid, {cell: values[cell] + unit})
        spoilt = Spoilt(changed, {cell}, in_identity=True, beyond_rounding=False)
        new = new_findings(before, examined(spoilt.grid), spoilt)
        said += [f"{cell} {unit:+}: {finding.message}" for finding in new]
    return len(changes), said


def last_place(values: Iterable[Decimal]) -> Decimal:
    """Return one unit of the last place that the amounts are printed with."""
    return Decimal(1).scaleb(-max(map(decimals_of, values)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the experiment and print its tables; ``-v`` lists what was said wrongly."""
    asked = asked_for(arguments)
    jobs = list(product(all_subjects(), OPERATORS))
    total = dict.fromkeys(OPERATORS, Tally())
    with ProcessPoolExecutor() as pool:
        tallies = pool.map(partial(tally_of, asked.most, asked.seed), jobs)
        for (title, operator), here in zip(jobs, tallies, strict=True):
            if operator == next(iter(OPERATORS)):
                print(f"{title}\n{HEAD}")
            print(f"  {operator:24} {here.line}", flush=True)
            total[operator] += here
    print(f"Alla blad\n{HEAD}")
    for operator, here in total.items():
        print(f"  {operator:24} {here.line}")
    everything = sum(total.values(), Tally())
    print(f"  {'allt':24} {everything.line}")
    for name in REPORTS:
        changes, said = rounding(name, 1 if asked.most is None else 5)
        print(f"{name}: ±1 i en term {changes} gånger, {len(said)} fynd")
        everything += Tally(said=tuple(said))
    if asked.verbose:
        print(*everything.said, sep="\n")


def asked_for(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--most", type=int, default=MOST, help="places a mistake and table")
    parser.add_argument("--all", dest="most", action="store_const", const=None)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("-v", dest="verbose", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
