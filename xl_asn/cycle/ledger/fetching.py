"""From the ledger: what to write in the workbook, what *Underlag* then says, and what is asked.

Nothing is written here. The same workbook and the same sources give the same, and once that is
written there is nothing more to write. Where a control fails nothing is to be written at all,
unless somebody has said so; then it stands on *Underlag*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xl_asn.calculation.posting import mapped
from xl_asn.case.case import Case
from xl_asn.case.own_cells import is_writable, shows, stored
from xl_asn.cycle.ledger import checks, codes
from xl_asn.cycle.ledger.codes import told
from xl_asn.cycle.ledger.earlier import earlier_basis
from xl_asn.cycle.ledger.of_rules import of_rules
from xl_asn.cycle.ledger.row_sums import RowSum, row_sums
from xl_asn.cycle.ledger.suggesting import suggested_postings
from xl_asn.documents.posting import ACTUAL, Postings
from xl_asn.documents.sheets.posting_rules import POSTING_RULES
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.amounts import AmountTable
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.basis import MONTHS, Basis, BasisLine, Fate, Source, exactly, in_unit
from xl_asn.model.findings import Finding, Severity, json_number, worst
from xl_asn.model.grid import CellRef, Value, cell_of, folded_name
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes, Ledger, Mapped, Posting, PostingRule, Share
from xl_asn.model.listing import listed
from xl_asn.model.page import Page
from xl_asn.pages.basis_page import basis_page, in_the_way

_BUDGET, _YEAR_BUDGET = "Budget", "Årsbudget"
_MOST_NAMED: Final = 5


class Row(NamedTuple):
    """A cell that is written: what stood there and what is to stand."""

    cell: CellRef
    before: Value
    after: Value


class Fetched(NamedTuple):
    """What a fetch comes to.

    ``page`` is *Underlag*, and None where it is to stay as it is. ``is_refused`` tells that a
    control has failed and no figure is to be written; ``page`` is then *Kontering* as a suggestion,
    where the workbook has none.
    """

    rows: tuple[Row, ...]
    page: Page | None
    basis: Basis | None
    findings: tuple[Finding, ...]
    unit: AmountUnit
    is_refused: bool = False

    @property
    def values(self) -> Mapping[CellRef, Value]:
        """Return what is written, by cell."""
        return {row.cell: row.after for row in self.rows}

    def as_json(self) -> Mapping[str, Any]:
        """Return the answer as the contract writes it; the control is unrounded."""
        return {
            "rader": [
                {"cell": str(row.cell), "före": _in_json(row.before), "efter": _in_json(row.after)}
                for row in self.rows
            ],
            "kontroll": self._control(),
            "fynd": [finding.as_json() for finding in self.findings],
        }

    def _control(self) -> Mapping[str, Any]:
        basis = self.basis
        if basis is None:
            return {"huvudbok": None, "fördelat": {}, "skillnad": {}}
        given = {sheet: basis.given(sheet) for sheet in basis.sheets}
        gaps = {sheet: basis.gap(sheet) for sheet in basis.sheets}
        return {
            "huvudbok": json_number(exactly(basis.actual, self.unit)),
            "fördelat": {s: json_number(exactly(a, self.unit)) for s, a in given.items()},
            "skillnad": {s: json_number(exactly(a, self.unit)) for s, a in gaps.items()},
        }


def _in_json(value: Value) -> Any:
    return json_number(value) if isinstance(value, Decimal) else value


@our_arithmetic()
def fetched(
    case: Case,
    actuals: Sequence[Ledger],
    budgets: Sequence[Ledger] = (),
    *,
    now: datetime,
    anyway: bool = False,
) -> Fetched:
    """Take what some ledgers give into a workbook.

    Args:
        case: the workbook, with its sheet *Kontering*.
        actuals: what has been booked.
        budgets: what was budgeted.
        now: when it is read, to the second.
        anyway: whether it is taken although a control fails.
    """
    unit = read_unit(case.document.start.unit or "") or AmountUnit.TKR
    fault, period = _fault(case, (*actuals, *budgets)), case.document.period
    if fault or period is None:
        page = suggested_postings(case) if fault and fault[0].code == codes.SUGGESTED else None
        return Fetched((), page, None, fault, unit, is_refused=True)
    work = _Work(case, tuple(actuals), tuple(budgets), unit, period.year, period.last_month)
    return work.done(now, anyway=anyway)


def _fault(case: Case, ledgers: Sequence[Ledger]) -> tuple[Finding, ...]:
    """Return why nothing can be taken at all."""
    told_of = [one for ledger in ledgers for one in ledger.findings]
    if worst(told_of) is Severity.ERROR:
        return tuple(dict.fromkeys(told_of))
    if case.document.period is None:
        return (told(codes.NO_PERIOD, cell=case.document.start.place("period")),)
    way = in_the_way(case.grid)
    if way:
        return (told(codes.OWN_SHEET, way),)
    if Postings(case.document).rules:
        return ()
    lacks = case.grid.sheet(POSTING_RULES.name) is None
    return (told(codes.SUGGESTED if lacks else codes.NO_RULES), *of_rules(case))


class _Work(NamedTuple):
    case: Case
    actuals: tuple[Ledger, ...]
    budgets: tuple[Ledger, ...]
    unit: AmountUnit
    year: int
    last: int

    def done(self, now: datetime, *, anyway: bool) -> Fetched:
        rules = Postings(self.case.document).rules
        sheets = tuple(dict.fromkeys(rule.sheet for rule in rules))
        all_booked = [p for ledger in self.actuals for p in ledger.postings]
        booked = _merged(p for p in all_booked if p.month <= self.last)
        planned = _merged(p for ledger in self.budgets for p in ledger.postings)
        given = [mapped(booked, rules, sheet) for sheet in sheets]
        budgeted = [mapped(planned, rules, sheet) for sheet in sheets] if planned else []
        before = earlier_basis(self.case)
        findings = list(self._findings(given, booked, before))
        asked = of_rules(self.case)
        failed = checks.failing((*findings, *asked))
        basis = self._basis(given, budgeted, now, [one.message for one in failed])
        basis, page = self._page(basis, before.own)
        rows, hers = self._rows(given, budgeted)
        findings += [*hers, *self._other_budget(rows), *self._about_budget(basis, before.own)]
        if rows and self.budgets and (anyway or not failed):
            asked = of_rules(self.case, {row.cell: row.after for row in rows})
        findings += asked
        findings.sort(key=_gravity)
        if failed and not anyway:
            return Fetched((), None, basis, tuple(findings), self.unit, is_refused=True)
        return Fetched(tuple(rows), page, basis, tuple(findings), self.unit)

    def _page(self, basis: Basis, own: Basis | None) -> tuple[Basis, Page | None]:
        """Return *Underlag*, and None where it says the same already but for when."""
        if own is not None:
            same = basis._replace(at=own.at)
            if shows(self.case.grid, basis_page(same, self._place)):
                return same, None
        return basis, basis_page(basis, self._place)

    def _findings(
        self, given: Sequence[Mapped], booked: Sequence[Posting], before: Any
    ) -> Iterator[Finding]:
        ledgers = (*self.actuals, *self.budgets)  # of one file both tell the same
        yield from dict.fromkeys(one for ledger in ledgers for one in ledger.findings)
        for ledger in self.actuals:
            yield from checks.of_source(ledger, self.last, self.year, before.organisation)
        for one in given:
            yield from checks.of_sheet(one, self.unit)
        names = {code: name for ledger in self.actuals for code, name in ledger.names.items()}
        yield from checks.new_codes(given, booked, self.last, names, self.unit)
        yield from checks.changed_months(before.months, booked, self.last, self.year, self.unit)

    def _basis(
        self,
        given: Sequence[Mapped],
        budgeted: Sequence[Mapped],
        now: datetime,
        anyway: Sequence[str],
    ) -> Basis:
        names = {c: n for ledger in (*self.actuals, *self.budgets) for c, n in ledger.names.items()}
        sources = [
            *(self.source_of(one, is_budget=False) for one in self.actuals),
            *(self.source_of(one, is_budget=True) for one in self.budgets),
        ]
        plans = {one.sheet: one for one in budgeted}
        lines = [line for one in given for line in _lines(one, plans.get(one.sheet), names)]
        at = now.replace(microsecond=0, tzinfo=None)
        return Basis(at, self.year, self.last, tuple(sources), tuple(lines), tuple(anyway))

    def source_of(self, ledger: Ledger, *, is_budget: bool) -> Source:
        last = MONTHS if is_budget else self.last
        total = -sum(p.amount for p in ledger.postings if p.month <= last)
        return Source(ledger.source, ledger.format, total, ledger.organisation, is_budget)

    def _rows(
        self, given: Sequence[Mapped], budgeted: Sequence[Mapped]
    ) -> tuple[list[Row], list[Finding]]:
        """Return the cells that are to be another, and what is told of those that are not ours."""
        rows: list[Row] = []
        hers: list[CellRef] = []
        wanted = [(one, ACTUAL, self.last) for one in given]
        wanted += [(one, _BUDGET, self.last) for one in budgeted]
        wanted += [(one, _YEAR_BUDGET, MONTHS) for one in budgeted]
        for one, header, last in wanted:
            table = self._table(one.sheet)
            if table is None or not table.has(header):
                continue
            booked = {
                key: sum(share.amount for share in shares if share.posting.month <= last)
                for key, shares in one.rows.items()
            }
            for found in row_sums(table, header, booked, self.unit):
                self._put(table, header, found, rows, hers)
        if not hers:
            return rows, []
        return rows, [told(codes.HERS, listed([str(c) for c in hers[:_MOST_NAMED]]), cell=hers[0])]

    def _put(
        self, table: AmountTable, header: str, found: RowSum, rows: list[Row], hers: list[CellRef]
    ) -> None:
        cell = table.amounts.cell(header, found.at)
        held = self.case.grid.at(cell)
        after = in_unit(found.amount, self.unit)
        if held.formula is not None or not is_writable(self.case.grid, cell):
            if held.value != stored(after):
                hers.append(cell)
        elif held.value != stored(after):
            rows.append(Row(cell, held.value, after))

    def _table(self, sheet: str) -> AmountTable | None:
        tables = self.case.document.amount_tables()
        return next((t for t in tables if folded_name(t.sheet) == folded_name(sheet)), None)

    def _place(self, key: RowKey) -> CellRef | None:
        """Return the cell of a row's *Utfall*."""
        table = self._table(key.sheet)
        for at, row in enumerate(table.rows) if table else ():
            if RowKey(key.sheet, (row.area, row.label), row.parent).folded == key.folded:
                return table.amounts.cell(ACTUAL, at) if table else None
        return None

    def _other_budget(self, rows: Iterable[Row]) -> Iterator[Finding]:
        """Yield, in one finding, the year's budgets that stood there and are another."""
        tables = {t.sheet: t for t in self.case.document.amount_tables() if t.has(_YEAR_BUDGET)}
        wrong = [
            row
            for row in rows
            if row.before is not None
            and row.cell.sheet in tables
            and row.cell.column == tables[row.cell.sheet].amounts.places[_YEAR_BUDGET]
        ]
        if wrong:
            parts = [
                f"{row.cell} var {cell_of(row.before).text} och är {cell_of(row.after).text}"
                for row in wrong[:_MOST_NAMED]
            ]
            cells = [row.cell for row in wrong]
            yield told(codes.BUDGET_MONTHS, listed(parts), cell=cells[0], inputs=tuple(cells[1:]))

    def _about_budget(self, basis: Basis, before: Basis | None) -> Iterator[Finding]:
        """Yield that the budget is another than the last time."""
        if not self.budgets or before is None:
            return
        old, new = before.budgets(), basis.budgets()
        gaps = {
            account: new.get(account, 0) - old.get(account, 0)
            for account in sorted({*old, *new})
            if any(old.values())
        }
        wrong = [(account, gap) for account, gap in gaps.items() if gap]
        if wrong:
            parts = [
                f"konto {account} med {checks.shown(gap, self.unit)}"
                for account, gap in wrong[:_MOST_NAMED]
            ]
            yield told(codes.BUDGET_CHANGED, listed(parts))


def _merged(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Return the postings of all sources as one, in order."""
    sums: dict[tuple[Codes, int], list[int]] = defaultdict(lambda: [0, 0])
    for posting in postings:
        held = sums[posting.codes, posting.month]
        held[0] += posting.amount
        held[1] += posting.lines
    return tuple(
        Posting(codes_, month, amount, lines)
        for (codes_, month), (amount, lines) in sorted(sums.items())
    )


class _Line(NamedTuple):
    fate: Fate
    rule: PostingRule | None
    codes: Codes


def _lines(given: Mapped, plan: Mapped | None, names: Mapping[str, str]) -> Iterator[BasisLine]:
    """Yield the lines of a sheet on *Underlag*: rows in the order of *Kontering*."""
    months: dict[_Line, list[int]] = defaultdict(lambda: [0] * MONTHS)
    counts: dict[_Line, int] = defaultdict(int)
    budgets: dict[_Line, int] = defaultdict(int)
    for line, share_sign, posting in _each(given):
        # A source without months has all of it in the last.
        months[line][(posting.month or MONTHS) - 1] += share_sign * posting.amount
        counts[line] += posting.lines
    for line, share_sign, posting in _each(plan) if plan is not None else ():
        budgets[line] += share_sign * posting.amount
    order = [Fate.TAKEN, Fate.LEFT_OUT, Fate.UNTAKEN, Fate.CONTESTED]

    def place(line: _Line) -> tuple[Any, ...]:
        rule = line.rule
        placed = (rule.order, rule.line) if rule else (0, 0)
        return order.index(line.fate), *placed, line.codes

    for line in sorted({*months, *budgets}, key=place):
        rule = line.rule
        yield BasisLine(
            given.sheet,
            rule.row if rule else None,
            line.fate,
            line.codes,
            names.get(line.codes.account, ""),
            tuple(months[line]),
            budgets[line],
            rule.order if rule else 0,
            rule.sign if rule else -1,
            counts[line],
            rule.why if rule and line.fate is Fate.LEFT_OUT else "",
        )


def _each(given: Mapped) -> Iterator[tuple[_Line, int, Posting]]:
    """Yield every posting of a sheet with what has become of it, and its sign in the report."""
    for shares, fate in (
        *((shares, Fate.TAKEN) for shares in given.rows.values()), (given.left_out, Fate.LEFT_OUT),
    ):  # fmt: skip
        for share in shares:
            yield _of(share, fate)
    for posting in given.untaken:
        yield _Line(Fate.UNTAKEN, None, posting.codes), -1, posting
    for posting, _ in given.contested:
        yield _Line(Fate.CONTESTED, None, posting.codes), -1, posting


def _of(share: Share, fate: Fate) -> tuple[_Line, int, Posting]:
    return _Line(fate, share.rule, share.posting.codes), share.rule.sign, share.posting


def _gravity(finding: Finding) -> int:
    return tuple(Severity).index(finding.severity)


def control_sentence(found: Fetched, sheet: str) -> str:
    """Return whether a sheet has all that the ledger has, as a sentence."""
    basis, unit = found.basis, found.unit
    if basis is None:
        return ""
    given, gap = basis.given(sheet), basis.gap(sheet)
    left_out = basis.actual - given - gap
    beside = f", {checks.shown(left_out, unit)} utelämnas" if left_out else ""
    verdict = "stämmer" if not gap else f"skillnad {checks.shown(gap, unit)}"
    return (
        f"{sheet}: huvudboken {checks.shown(basis.actual, unit)}, fördelat "
        f"{checks.shown(given, unit)}{beside}: {verdict}."
    )
