"""A case evaluated: what is ours and unchanged read as blank, and what follows from all the rest.

Two doors ask two questions. *validera* asks of the bytes as they are: an author's figure in a
computed cell is her own, and what follows from something changed is old. *Beräkna* asks of what it
leaves: there the computed cells are its own, and what it replaced is a witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.amounts import signed_inputs
from xl_asn.calculation.calculated import NOTHING_CALCULATED, Calculated
from xl_asn.calculation.carried_risks import carried_risks
from xl_asn.calculation.earlier import (
    PREVIOUS_FORECAST,
    carried,
    carried_forecasts,
    is_carried,
    same_rows,
)
from xl_asn.case.adopting import adoption_of
from xl_asn.case.calculating import calculated_of
from xl_asn.case.case import Case
from xl_asn.case.own_cells import is_writable, stored, with_cells
from xl_asn.case.remembering import Writing, find_lines, kept, ours, still_said
from xl_asn.documents.document import Document
from xl_asn.documents.identity import places
from xl_asn.documents.sheets.activities import Activities
from xl_asn.model.adoption import Adoption
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, Value
from xl_asn.model.linear import linear_terms
from xl_asn.model.memory import RECALLED_NOTHING, Line, Recalled, Replaced
from xl_asn.model.results import Result, cell_value
from xl_asn.parameters.dated import UnusableParameterError
from xl_asn.rules.shared.plan_link import followed_risks

#: Totals of totals of formulas: each round may find that one more is old.
_MOST_ROUNDS: Final = 5

COMPUTING: Final = "Uträkningen"
"""What evaluating is called where it stops."""


class Evaluated(NamedTuple):
    """A case with what follows from it, ready to be checked.

    ``grid`` and ``document`` are read with the blanks that are meant. ``adoption`` is that of the
    report, where it is adopted.
    """

    grid: Grid
    document: Document
    calculated: Calculated
    unusable: tuple[UnusableParameterError, ...]
    recalled: Recalled
    adoption: Adoption | None = None


class Pressed(NamedTuple):
    """What a press leaves: the case evaluated as it then is, and what it writes.

    ``values`` are all the cells that are the program's, ``lines`` what is remembered of them, and
    ``replaced`` what the author had in them that is not what was written. ``renewed`` are the
    cells filled from an earlier report that says something else than the last time.
    """

    evaluated: Evaluated
    values: Mapping[CellRef, Value]
    lines: Mapping[CellRef, Line]
    replaced: tuple[Replaced, ...]
    renewed: tuple[CellRef, ...]


@our_arithmetic()
def evaluate(case: Case) -> Evaluated:
    """Evaluate a case as its bytes are."""
    work = _Evaluation(case)
    reading = work.read(dict.fromkeys(work.ours, BLANK))
    stale = tuple(_stale(work.ours, reading.calculated))
    recalled = Recalled(
        work.ours, stale, work.said, kept(case.memory, work.unpaired), case.memory.ignored,
        is_lost=not case.memory.is_there and bool(case.document.start.computed_at),
    )  # fmt: skip
    return work.evaluated(reading, recalled)._replace(adoption=adoption_of(case))


def unevaluated(case: Case) -> Evaluated:
    """Return a case of which nothing could be computed: what it says can still be read."""
    return Evaluated(case.grid, case.document, NOTHING_CALCULATED, (), RECALLED_NOTHING)


@our_arithmetic()
def press(case: Case) -> Pressed:
    """Evaluate a case as *Beräkna* leaves it."""
    work = _Evaluation(case)
    blanks = dict.fromkeys(work.ours, BLANK)
    reading = work.read(blanks)
    for _ in range(_MOST_ROUNDS):
        wanted = dict.fromkeys((*work.ours, *work.replaces(reading)), BLANK)
        if wanted == blanks:
            break
        blanks = wanted
        reading = work.read(blanks)
    written = frozenset(work.written(reading))
    results = [result for result in reading.calculated.results if result.cell in written]
    values: dict[CellRef, Value] = dict.fromkeys(work.ours)
    values |= {result.cell: cell_value(result.value) for result in results}
    lines = Writing(case.grid, work.ours, case.period).lines(case.document, results, values)
    gone = (line for cell, line in work.ours.items() if cell not in lines)
    left = kept(case.memory, (*work.unpaired, *gone))
    said = {cell: line.replaced for cell, line in lines.items() if line.stands}
    evaluated = work.evaluated(reading, Recalled(lines, (), said, left))
    evaluated = evaluated._replace(adoption=adoption_of(case, values, seals=True))
    return Pressed(
        evaluated, values, lines, tuple(_replaced(case, work.ours, values)), work.renewed(results)
    )


def _stale(lines: Mapping[CellRef, Line], calculated: Calculated) -> Iterator[CellRef]:
    """Yield the cells of ours that would now be written otherwise, as they are calculated."""
    for result in calculated.results:
        line = lines.get(result.cell)
        if line is not None and stored(cell_value(result.value)) != stored(line.written):
            yield result.cell
    yield from (cell for cell in lines if cell not in calculated.by_cell)


def _replaced(
    case: Case, lines: Mapping[CellRef, Line], values: Mapping[CellRef, Value]
) -> Iterator[Replaced]:
    for cell, value in values.items():
        before = case.grid.at(cell)
        if cell not in lines and not before.is_blank and before.value != stored(value):
            yield Replaced(cell, before, value)


class _Reading(NamedTuple):
    """A document read with some cells told otherwise, and what follows from it.

    ``formulas`` are the computed cells where the author has a right formula of her own.
    """

    grid: Grid
    document: Document
    calculated: Calculated
    unusable: tuple[UnusableParameterError, ...]
    formulas: AbstractSet[CellRef]


class _Evaluation:
    """One case on the way to being evaluated: its rows, what is ours in them, and the register."""

    def __init__(self, case: Case) -> None:
        self._case = case
        rows = tuple(places(case.document, {line.key.sheet for line in case.memory.lines}))
        self._register = Activities.now(case.document)
        found = find_lines(case.memory, rows, self._register.aliases)
        self.unpaired = found.unpaired
        self.ours = ours(case.grid, found.lines)
        self.said = still_said(self.ours, rows, case.period)

    def evaluated(self, reading: _Reading, recalled: Recalled) -> Evaluated:
        testimony = dict(self._testimony(reading, recalled.testimony)) if recalled.said else {}
        calculated = replace(reading.calculated, testimony=testimony)
        return Evaluated(reading.grid, reading.document, calculated, reading.unusable, recalled)

    def _testimony(
        self, reading: _Reading, said: Mapping[CellRef, Decimal]
    ) -> Iterator[tuple[CellRef, Decimal]]:
        """Yield the replaced figures that say anything of their rows.

        A change since the last forecast does not where the report itself says what that was.
        """
        agreed = set(self._agreed(reading)) if said else set()
        for table in reading.calculated.tables:
            for _, column, figure in table.figures():
                repeats = (
                    PREVIOUS_FORECAST in column.minus and (table.sheet, figure.cell.row) in agreed
                )
                if figure.cell in said and column.plus and not repeats:
                    yield figure.cell, said[figure.cell]

    def _agreed(self, reading: _Reading) -> Iterator[tuple[str, int]]:
        """Yield sheet and number of the rows whose previous forecast the last report has too."""
        period = reading.document.period
        earlier = self._case.chain.last_forecast(period.year) if period else None
        if earlier is None:
            return
        for same in same_rows(reading.calculated.tables, earlier.forecasts, self._register):
            for row, then in same.pairs:
                printed, was = row.figures.get(PREVIOUS_FORECAST), then.figures[same.then.forecast]
                if printed and printed.value in {None, earlier.calculated.value(was)}:
                    yield same.table.sheet, row.number

    def read(self, told: Mapping[CellRef, Cell]) -> _Reading:
        """Read the document with some cells told otherwise, the author's old formulas among them.

        A right formula whose stored result is old counts as what it will show; one that passes
        over an amount in text is not old, and shows what it shows.
        """
        reading = self._read_once(told)
        for _ in range(_MOST_ROUNDS):
            right = self._right(reading.calculated)
            old = {
                r.cell: BLANK
                for r in reading.calculated.results
                if r.cell in right
                and r.cell not in told
                and self._case.grid.at(r.cell).value != stored(cell_value(r.value))
                and not self._rests_on_text(r)
            }
            reading = reading._replace(formulas=right)
            if not old:
                break
            told = {**told, **old}
            reading = self._read_once(told)
        return reading

    def _rests_on_text(self, result: Result) -> bool:
        return any(self._case.grid.at(cell).kind is CellKind.TEXT for cell in result.inputs)

    def _read_once(self, told: Mapping[CellRef, Cell]) -> _Reading:
        case = self._case
        grid = with_cells(case.grid, told) if told else case.grid
        document = case.document.read_again(grid, {cell.sheet for cell in told})
        carried = tuple(self._carried(document))
        calculated, unusable = calculated_of(document, case.parameters, carried)
        results = (*calculated.results, *self._planned(document))
        # A cell has one result, also where two goals of one number share it.
        by_cell = {result.cell: result for result in results}
        calculated = replace(calculated, results=tuple(by_cell.values()))
        return _Reading(grid, document, calculated, unusable, frozenset())

    def _planned(self, document: Document) -> Iterator[Result]:
        """Yield what the plan gives for blank cells."""
        plan = self._case.plan
        if plan.document is not None and plan.calculated is not None:
            year = plan.document.period.label if plan.document.period else ""
            risks = followed_risks(plan.document, plan.calculated, document)
            yield from carried_risks(risks, year)

    def written(self, reading: _Reading) -> Iterator[CellRef]:
        """Yield the cells that *Beräkna* writes: all that are computed, but a right formula.

        A cell that is part of an array formula, or that a merge covers, is the author's.
        """
        for result in reading.calculated.results:
            if result.cell in reading.formulas or self._shows(result):
                continue
            blank = not result.fills or reading.grid.at(result.cell).is_blank
            if blank and is_writable(self._case.grid, result.cell):
                yield result.cell

    def replaces(self, reading: _Reading) -> Iterator[CellRef]:
        """Yield the cells that are written and where the author has something."""
        return (cell for cell in self.written(reading) if not self._case.grid.at(cell).is_blank)

    def _shows(self, result: Result) -> bool:
        """Whether a formula of the author's gives just what would be written."""
        held = self._case.grid.at(result.cell)
        return held.formula is not None and held.value == stored(cell_value(result.value))

    def renewed(self, results: Iterable[Result]) -> tuple[CellRef, ...]:
        """Return the cells filled from an earlier report that now says something else."""
        return tuple(
            result.cell
            for result in results
            if result.column == PREVIOUS_FORECAST
            and result.cell in self.ours
            and stored(cell_value(result.value)) != stored(self.ours[result.cell].written)
        )

    def _carried(self, document: Document) -> Iterator[Result]:
        """Yield what an earlier report gives for blanks; what it gave stands when it is gone."""
        tables = [t for t in document.amount_tables() if t.has(PREVIOUS_FORECAST)]
        period = document.period
        if not tables or period is None:
            return
        earlier = self._case.chain.last_forecast(period.year)
        if earlier is not None:
            same = same_rows(tables, earlier.forecasts, self._register)
            yield from carried_forecasts(same, earlier.calculated.value, earlier.label)
            return
        for cell, line in self.ours.items():
            was = line.written
            if (
                line.period == self._case.period
                and isinstance(was, Decimal)
                and is_carried(line.formula)
            ):
                yield carried(cell, line.label, was, line.formula)

    def _right(self, calculated: Calculated) -> AbstractSet[CellRef]:
        """Return the computed cells where the author has a formula that does the same."""
        right = set()
        tables = {table.sheet: table for table in calculated.tables}
        sheets = {name: self._case.grid.sheet(name) for name in tables}
        for result in calculated.results:
            sheet = sheets.get(result.cell.sheet)
            held = sheet.cells.get((result.cell.row, result.cell.column)) if sheet else None
            if held is not None and held.formula is not None:
                wanted = signed_inputs(result, tables)
                if self._does(held.formula, result.cell.sheet, wanted):
                    right.add(result.cell)
        return right

    def _does(self, formula: str, sheet: str, wanted: Mapping[CellRef, int]) -> bool:
        """Whether a formula adds just what is wanted; what else it names must be blank."""
        terms = linear_terms(formula)
        if terms is None or not wanted:
            return False
        places = {(cell.row, cell.column): sign for cell, sign in wanted.items()}
        extra = (CellRef(sheet, *place) for place in terms.keys() - places.keys())
        return all(terms.get(place) == sign for place, sign in places.items()) and all(
            self._case.grid.at(cell).is_blank for cell in extra
        )
