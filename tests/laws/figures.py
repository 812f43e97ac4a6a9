"""Which figures a message about amounts may tell of, found anew from the cells as they are now.

A figure may stand in a cell of the workbook, or in one that it is compared with. Or it follows
from what must add up: the difference of a row, the sum of rows, or what one of their cells would
have to be. Nothing here asks the program how it calculates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from tests.laws.tables import CHECK, REPORT, Table, tables, trail
from xl_asn.calculation.adding_up.slips import slip_between
from xl_asn.documents.columns import Difference, Factors
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, Grid, folded_name

Values: TypeAlias = Mapping[CellRef, Decimal]
Sums: TypeAlias = Mapping[str, Sequence[tuple[int, tuple[int, ...]]]]
"""The rows that each sum row adds up, by sheet; inner sums come first."""
Followed: TypeAlias = tuple[CellRef | None, Decimal]
"""A figure that follows from others, and the cell that would hold it; None for a difference."""

_ABOUT_WORDS = {"C105", "C106", "C107", "C110"}
"""Rules among C1xx that count units or compare statuses, and tell of no amounts."""
_RESULTS = {"resultat", "total"}
_LAST_ARITHMETIC = 129
_LARGEST_SHARE = 10
_ROUNDED_ROWS = 7
"""How far rounding parts a sum of a dozen rows from what is printed, in units."""

_DAY = re.compile(r"\b\d{4}-\d\d(-\d\d)?\b")
_NAMED = re.compile(r"\d.*[^\W\d]|[^\W\d].*\d", re.DOTALL)
_COUNT = re.compile(
    r"\b(?:mål|rad|rader|rad nummer|av|kl|nr) \d+\b|"
    r"\b\d+ (?:summor|summa|samband|rader|rad|celler|cell|tal|kolumner|kolumn|blad|enheter|enhet|"
    r"ställen|gånger|månader|belopp|siffror|fynd|mål|av|poster|villkor)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,])[+−-]?(?P<digits>\d{1,3}(?:\u00a0\d{3})*(?:,\d+)?)(?P<share>\u00a0%)?(?![\w])"
)


def is_arithmetic(finding: Finding) -> bool:
    """Whether a finding is about amounts that do or do not add up."""
    code = finding.code
    known = code.startswith("C1") and int(code[1:]) <= _LAST_ARITHMETIC
    return known and code not in _ABOUT_WORDS


def told_figures(finding: Finding, labels: Iterable[str]) -> set[Decimal]:
    """Return the figures that a finding tells of, without signs; not counts, days and names."""
    text = f"{finding.message} {finding.remedy}"
    for label in labels:
        text = text.replace(label, "…")
    text = _COUNT.sub("…", _DAY.sub("…", text))
    told = {abs(value) for value in (finding.found, finding.expected) if value is not None}
    for found in _NUMBER.finditer(text):
        value = Decimal(found["digits"].replace("\u00a0", "").replace(",", "."))
        told.add(value / 100 if found["share"] else value)
    if finding.found is not None and finding.expected is not None:
        told.discard(abs(finding.found - finding.expected))  # as founded as the two of them
    return told


def labels_with_digits(grid: Grid) -> list[str]:
    """Return the texts of a workbook with digits beside letters, longest first."""
    texts = {
        cell.text
        for sheet in grid.sheets
        for cell in sheet.cells.values()
        if isinstance(cell.value, str) and _NAMED.search(cell.text)
    }
    return sorted(texts, key=lambda text: (-len(text), text))


@dataclass
class Founded:
    """What figures there are: anywhere, without signs, and what each amount cell may have to be."""

    anywhere: set[Decimal] = field(default_factory=set)
    of_cell: dict[CellRef, set[Decimal]] = field(default_factory=dict)

    def add(self, followed: Iterable[Followed]) -> None:
        for cell, figure in followed:
            self.anywhere.add(abs(figure))
            if cell is not None:
                self.of_cell.setdefault(cell, set()).add(figure)

    def holds(self, figure: Decimal) -> bool:
        """Whether a figure, without its sign, stands or follows anywhere; a share but for shown."""
        return figure in self.anywhere or any(
            figure == round(known, places)
            for known in self.anywhere
            if figure < _LARGEST_SHARE and known < _LARGEST_SHARE
            for places in (2, 3, 4)
        )

    def expects(self, finding: Finding) -> bool:
        """Whether the figure that a finding would have in its cell follows from anything there.

        A row or a sum gives a figure a few units wrong; a slip of the pen tells which it was.
        """
        found, expected = finding.found, finding.expected
        if not expected:
            return True
        if finding.cell not in self.of_cell:
            return self.holds(abs(expected))
        known = self.of_cell[finding.cell]
        near = any(abs(expected - value) <= _ROUNDED_ROWS for value in known)
        is_slip = found is not None and slip_between(found, expected) is not None
        return expected in known or (near and is_slip)


def unfounded(
    grid: Grid, findings: Sequence[Finding], sums: Sums, beside: Sequence[Grid] = ()
) -> list[tuple[Finding, Decimal]]:
    """Return each figure told that neither stands anywhere nor follows from anything.

    ``sums`` are the rows that each sum row of the workbook adds up, all of them.
    """
    asked = [finding for finding in findings if is_arithmetic(finding)]
    if not asked:
        return []
    labels = labels_with_digits(grid)
    known = founded(grid, asked, sums, beside)
    wrong = [(f, f.expected) for f in asked if f.expected is not None and not known.expects(f)]
    told = [
        (finding, figure)
        for finding in asked
        for figure in sorted(told_figures(finding, labels))
        if finding.expected is None or figure != abs(finding.expected)
    ]
    return [*wrong, *((finding, figure) for finding, figure in told if not known.holds(figure))]


def founded(grid: Grid, findings: Sequence[Finding], sums: Sums, beside: Sequence[Grid]) -> Founded:
    """Return every figure that stands in a cell or follows from the cells."""
    known = Founded({Decimal(0), *_standing(grid, *beside)})
    then = _forecasts(beside)
    twins: dict[str, dict[CellRef, Decimal]] = {}
    for table in tables(grid):
        own = [*sums.get(table.name, ()), *_breakdowns(table)]
        for row, ref, replaced in _witnesses(grid, table):
            known.add([(ref, replaced)])
            known.add(_of_row(table, row, {**_printed(table), ref: replaced}, then))
        for values in _readings(table, own, then):
            known.add(values.items())
            for reading in (values, _corrected(table, own, values, findings)):
                known.add(_of_rows(table, reading, then))
                known.add(_of_sums(table, own, reading))
            for header, ref in _results(table):
                if ref in values:
                    twins.setdefault(header, {})[ref] = values[ref]
    for same in twins.values():
        known.add((ref, other) for ref in same for other in same.values())
    known.add(_in_their_columns(grid, findings))
    return known


def _standing(*grids: Grid) -> Iterator[Decimal]:
    """Yield every figure of a cell, without its sign, but what the program says of them."""
    for grid in grids:
        for sheet in grid.sheets:
            for cell in sheet.cells.values() if sheet.name not in {CHECK, REPORT} else ():
                if isinstance(cell.value, Decimal):
                    yield abs(cell.value)


def _results(table: Table) -> Iterator[tuple[str, CellRef]]:
    """Yield the cells that another sheet may repeat, by header."""
    for row in table.rows:
        for header in table.amounts if table.kind_of(row) in _RESULTS else ():
            yield header, table.ref(row, header)


def _in_their_columns(grid: Grid, findings: Iterable[Finding]) -> Iterator[Followed]:
    """Yield the figures that a finding's cell may have changed places with."""
    for finding in findings:
        for cell in finding.inputs:
            value = grid.at(cell).value
            column = finding.cell and (finding.cell.sheet, finding.cell.column)
            if isinstance(value, Decimal) and column == (cell.sheet, cell.column):
                yield finding.cell, value


def _corrected(
    table: Table,
    sums: Iterable[tuple[int, tuple[int, ...]]],
    values: Values,
    findings: Iterable[Finding],
) -> Values:
    """Return the figures as the findings would have them: one correction leads to others.

    No identity takes the figure of the cell that it gives, so that no correction founds itself.
    """
    found = dict(values)
    follows: set[CellRef] = set()
    for finding in findings:
        follows |= {cell for cell in finding.consequences if cell in found}
        if finding.cell in found and finding.expected is not None:
            found[finding.cell] = finding.expected
    computed = _computed(table, found)
    found |= {cell: computed[cell] for cell in follows}
    for row, operands in sums:
        for header in table.amounts:
            terms = [v for each in operands if (v := found.get(table.ref(each, header)))]
            if terms and table.ref(row, header) in follows:
                found[table.ref(row, header)] = sum(terms, Decimal(0))
    return found


def _breakdowns(table: Table) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each row that has *varav* rows below it, with those."""
    parts: dict[int, list[int]] = {}
    parent = 0
    for row in table.rows:
        if table.kind_of(row) == "varav":
            parts.setdefault(parent, []).append(row)
        else:
            parent = row
    yield from ((row, tuple(found)) for row, found in parts.items() if row)


def _printed(table: Table) -> dict[CellRef, Decimal]:
    return {
        table.ref(row, header): cell.value
        for row in table.rows
        for header in table.amounts
        if isinstance((cell := table.cell(row, header)).value, Decimal)
    }


def _readings(
    table: Table, sums: Iterable[tuple[int, tuple[int, ...]]], then: Mapping[str, Decimal]
) -> Iterator[Values]:
    """Yield the table's figures as they stand, and as its rows and sums would have them."""
    printed = _printed(table)
    before = dict(printed)
    if "Föregående prognos" in table.columns:
        for row in table.rows:
            place = table.ref(row, "Föregående prognos")
            if place not in before and folded_name(table.label_of(row)) in then:
                before[place] = then[folded_name(table.label_of(row))]
    summed = dict(before)
    for row, operands in sums:  # inner sums come first
        for header in table.amounts:
            terms = [v for each in operands if (v := summed.get(table.ref(each, header)))]
            if terms:
                summed.setdefault(table.ref(row, header), sum(terms, Decimal(0)))
    yield from (printed, before, _computed(table, summed))


def _computed(table: Table, values: Values) -> Values:
    """Return the figures with every computed column as its own row gives it."""
    found = dict(values)
    for header in table.computed:
        formula = table.declared[header].computed
        for row in table.rows:
            if isinstance(formula, Difference):
                expected = _difference(table, row, formula, values)
                if expected is not None:
                    found[table.ref(row, header)] = expected
    return found


def _difference(table: Table, row: int, formula: Difference, values: Values) -> Decimal | None:
    total = Decimal(0)
    for headers, sign in ((formula.plus, 1), (formula.minus, -1)):
        for header in headers:
            if header not in table.columns or table.ref(row, header) not in values:
                return None
            total += sign * values[table.ref(row, header)]
    return total


def _witnesses(grid: Grid, table: Table) -> Iterator[tuple[int, CellRef, Decimal]]:
    """Yield the figures that Spårning says were replaced, with the row and the cell of each.

    They are witnesses of what their own row was meant to be, and no terms of a sum. Until the next
    press the lines have the old addresses and names: one may be about any row of its name, or
    about any row at all where its name is gone.
    """
    for place, told in trail(grid):
        replaced, header = told["Ersatte"].value, told["Kolumn"].text
        if place.sheet == table.name and header in table.columns and isinstance(replaced, Decimal):
            named = [row for row in table.rows if table.label_of(row) == told["Rad"].text]
            yield from ((row, table.ref(row, header), replaced) for row in named or table.rows)


def _of_rows(table: Table, values: Values, then: Mapping[str, Decimal]) -> Iterator[Followed]:
    """Yield what a table's rows make of its figures."""
    for row in table.rows:
        yield from _of_row(table, row, values, then)


def _of_row(
    table: Table, row: int, values: Values, then: Mapping[str, Decimal]
) -> Iterator[Followed]:
    for header in table.computed:
        formula = table.declared[header].computed
        if isinstance(formula, Difference):
            terms = [(1, h) for h in formula.plus] + [(-1, h) for h in formula.minus]
            places = [(sign, table.ref(row, h)) for sign, h in terms if h in table.columns]
            yield from _solved(table.ref(row, header), places, values)
        elif isinstance(formula, Factors) and set(formula.headers) <= table.columns.keys():
            one, other = (table.cell(row, h).value for h in formula.headers)
            if isinstance(one, Decimal) and isinstance(other, Decimal):
                yield table.ref(row, header), one * other
    yield from _against_before(table, row, values, then)


def _of_sums(
    table: Table, sums: Iterable[tuple[int, tuple[int, ...]]], values: Values
) -> Iterator[Followed]:
    """Yield what a table's sums make of its figures, each of all its rows."""
    for row, operands in sums:
        for header in table.amounts:
            terms = [(1, table.ref(each, header)) for each in operands]
            yield from _solved(table.ref(row, header), terms, values)


def _against_before(
    table: Table, row: int, values: Values, then: Mapping[str, Decimal]
) -> Iterator[Followed]:
    """Yield what a row's forecast is beside its budget and the previous report."""
    of = {h: values.get(table.ref(row, h)) for h in table.amounts}
    forecast, budget = of.get("Prognos"), of.get("Årsbudget")
    if forecast is not None and budget:
        yield None, (forecast - budget) / abs(budget)
    was = then.get(folded_name(table.label_of(row)))
    if was is None:
        return
    if "Föregående prognos" in table.columns:
        yield table.ref(row, "Föregående prognos"), was
    if forecast is not None and "Prognosförändring" in table.columns:
        yield table.ref(row, "Prognosförändring"), forecast - was
    if forecast is not None and (change := of.get("Prognosförändring")) is not None:
        yield table.ref(row, "Föregående prognos"), forecast - change
        yield None, change - (forecast - was)


def _solved(
    result: CellRef, terms: Sequence[tuple[int, CellRef]], values: Values
) -> Iterator[Followed]:
    """Yield what terms make a result, how far it is from it, and what each would have to be."""
    known = [(sign, cell) for sign, cell in terms if cell in values]
    if not known:
        return
    expected = sum((sign * values[cell] for sign, cell in known), Decimal(0))
    yield result, expected
    if result in values:
        gap = values[result] - expected
        yield None, gap
        yield from ((cell, values[cell] + sign * gap) for sign, cell in known)


def _forecasts(beside: Iterable[Grid]) -> dict[str, Decimal]:
    """Return the forecasts of the reports before, by the row's name; the last one's go first."""
    found: dict[str, Decimal] = {}
    for grid in beside:
        for table in tables(grid):
            for row in table.rows if "Prognos" in table.columns else ():
                value = table.cell(row, "Prognos").value
                if isinstance(value, Decimal):
                    found.setdefault(folded_name(table.label_of(row)), value)
    return found
