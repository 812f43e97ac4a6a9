"""How many times one amount is of another: "dubbelt så stort som", "har halverats sedan maj"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.grid import CellRef
from xl_asn.model.money import rounded
from xl_asn.model.statuses import Status
from xl_asn.prose.about import Amounts, named_in
from xl_asn.prose.amounts import ties_of
from xl_asn.prose.clauses import Clause
from xl_asn.prose.measures import Measure
from xl_asn.prose.passages import Passage
from xl_asn.prose.precision import times_interval
from xl_asn.prose.readings import Reading, read_after
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.prose.subjects import Subject


def tie_times(book: Amounts, passage: Passage, clause: Clause) -> Statement:
    """Tie one ratio to the two amounts that it is between; its value is how many times."""
    before, after = book.read(clause.before), read_after(clause.after, book.subjects, book.period)
    value = clause.figure.value or Decimal(0)
    why = _doubt(clause, before, after)
    ties = () if why else tuple(_ties(book, passage, clause, before, after))
    if not ties:
        why = why or "det sägs inte vilka belopp som jämförs"
        return Statement(passage, clause, Judgement.UNTIED, why, value=value)
    within = times_interval(value, before.hedge, shrunk=value < 1 and bool(clause.figure.word))
    fits = (tie for tie, _ in ties if isinstance(tie.value, Decimal) and within.holds(tie.value))
    if tie := next(fits, None):
        return Statement(passage, clause, Judgement.AGREES, "", tie, value)
    return Statement(passage, clause, Judgement.DISAGREES, ties[0][1], ties[0][0], value)


def _doubt(clause: Clause, before: Reading, after: Reading) -> str:
    if unknown := (*before.unknown, *after.unknown):
        return f"texten talar om något annat (”{unknown[-1]}”)"
    if clause.previous is not None or before.direction or after.direction:
        return "meningen jämför mer än två belopp"
    if max(len(before.subjects), len(after.subjects)) > 1:
        return "flera rader nämns"
    return ""


def _ties(
    book: Amounts, passage: Passage, clause: Clause, before: Reading, after: Reading
) -> Iterator[tuple[Tie, str]]:
    """Yield the ratios that a text may be about, each with the two amounts in words."""
    own = book.subjects.row(passage.row) if passage.own_amounts else book.subjects.board
    first = named_in(before.subjects)[0] if before.subjects else own
    second = named_in(after.subjects)[0] if after.subjects else first
    if first is None or second is None or first.unit or second.unit:
        return
    if clause.figure.word:  # "har halverats": of what it was
        if Measure.FORECAST_CHANGE in {before.measure, after.measure} and before.sign:
            yield from _since(book, passage, second if after.subjects else first, before.sign)
        return
    measure, other = before.measure, after.measure or before.measure
    if measure is None or other is None or (first == second and measure is other):
        return
    sign = after.sign or (before.sign if after.measure is None else 0)
    for one in ties_of(book, passage, first, measure):
        for two in ties_of(book, passage, second, other):
            alike = measure is not other or one.column == two.column
            if alike and _has_sign(one, before.sign) and _has_sign(two, sign):
                yield from _ratio(one, two.value, f"{two.column} för {two.row}", two.cell)


def _since(
    book: Amounts, passage: Passage, subject: Subject, sign: int
) -> Iterator[tuple[Tie, str]]:
    """Yield what a deviation is of the deviation in the forecast before."""
    changes = {
        (tie.cell.sheet, tie.cell.row): tie
        for tie in ties_of(book, passage, subject, Measure.FORECAST_CHANGE)
    }
    for now in ties_of(book, passage, subject, Measure.FORECAST_DEVIATION):
        change = changes.get((now.cell.sheet, now.cell.row))
        if change and _has_sign(now, sign):
            assert isinstance(now.value, Decimal)  # noqa: S101 - amounts are tied to amounts
            assert isinstance(change.value, Decimal)  # noqa: S101
            yield from _ratio(now, now.value - change.value, "i förra prognosen", change.cell)


def _has_sign(tie: Tie, sign: int) -> bool:
    return not sign or (isinstance(tie.value, Decimal) and tie.value * sign > 0)


def _ratio(
    one: Tie, other: Decimal | Status, called: str, cell: CellRef
) -> Iterator[tuple[Tie, str]]:
    if not isinstance(one.value, Decimal) or not isinstance(other, Decimal) or not other:
        return
    shown = [one.shown(value) for value in (one.value, other)]
    told = f"{one.column} för {one.row} är {shown[0]} och {called} {shown[1]}"
    times = rounded(abs(one.value / other), 2)
    column = f"{one.column}, antal gånger"
    yield Tie(one.cell, one.row, column, times, inputs=(one.cell, cell)), told
