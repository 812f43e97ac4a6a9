"""Amounts tied to the rows and columns that their words name, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.rounding import printed_place
from xl_asn.calculation.calculated import Calculated
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.amounts import Figure as Cell
from xl_asn.model.money import decimals_of
from xl_asn.prose.about import About, Amounts, about_of
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Kind, Sign
from xl_asn.prose.measures import Measure
from xl_asn.prose.passages import Passage
from xl_asn.prose.precision import Hedge, interval, level_tolerance, span
from xl_asn.prose.readings import Reading, read_after
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.prose.subjects import Subject

#: Columns that say how large a row is.
_BASES: Final = ("Årsbudget", "Årsbidrag", "Budget")


class _Said(NamedTuple):
    """An amount as the text means it: its size, and its sign where it has one (else 0)."""

    size: Decimal
    sign: int
    place: Decimal
    hedge: Hedge
    high: Decimal | None = None
    """The other end of a span; ``size`` is then the lower one."""

    @property
    def value(self) -> Decimal:
        return self.size * (self.sign or 1)

    def fits(self, cell: Decimal, tolerance: Decimal, *, signed: bool) -> bool:
        if self.high is None:
            within = interval(self.size, self.place, self.hedge, tolerance)
        else:
            within = span(self.size, self.high, self.place, tolerance)
        if not within.holds(abs(cell)):
            return False
        return not signed or not self.sign or not cell or not self.size or self.sign * cell > 0


def tie_amount(
    book: Amounts, passage: Passage, clause: Clause, last: About | None
) -> tuple[Statement, About]:
    """Tie one amount; ``last`` is what the amount before it in the sentence was about.

    Returns:
        The statement, and what it is about, for the next one.
    """
    before = book.read(clause.before)
    after = read_after(clause.after, book.subjects, book.period)
    about = about_of(book, passage, clause, before, after, last)
    said, against = _said(clause, before, after, about)
    if clause.figure.value is None:
        return Statement(passage, clause, Judgement.UNTIED, "ett intervall"), about
    if clause.figure.listed and not clause.paired:
        why = "det framgår inte vilket belopp i uppräkningen som är vems"
        return _untied(passage, clause, why, said, against), about
    if clause.figure.kind is Kind.LEVEL and not _stands_alone(clause):
        why = "meningen har ett belopp också"
        return Statement(passage, clause, Judgement.UNTIED, why), about
    if about.subject is None or about.measure is None:
        why = about.why or "ingen rad eller kolumn nämns"
        return _untied(passage, clause, why, said, against), about
    ties = tuple(ties_of(book, passage, about.subject, about.measure))
    if clause.figure.kind is Kind.LEVEL:
        ties = tuple(tie._replace(tolerance=level_tolerance(tie.base)) for tie in ties)
    if not ties:
        why = f"{about.measure.value} för {about.subject.name} finns inte i tabellerna"
        return _untied(passage, clause, why, said, against), about
    return _judged(passage, clause, about, said, against, ties), about


def _stands_alone(clause: Clause) -> bool:
    """Whether the sentence has no other figure: "enligt budget" says nothing beside an amount."""
    around = clause.sentence_before + clause.rest
    return clause.previous is None and not any(map(str.isdecimal, around))


def _untied(passage: Passage, clause: Clause, why: str, said: _Said, against: str) -> Statement:
    return Statement(
        passage,
        clause,
        Judgement.UNTIED,
        why,
        value=said.value,
        against_word=against,
        hedge=said.hedge,
    )


def _judged(
    passage: Passage, clause: Clause, about: About, said: _Said, against: str, ties: tuple[Tie, ...]
) -> Statement:
    assert about.measure is not None  # noqa: S101 - the caller has tied it to a column
    difference = about.measure.is_difference
    for signed in (True, False) if about.likely or not about.why else ():
        for tie in ties:
            values = [v for v in (tie.value, tie.right) if isinstance(v, Decimal)]
            # A cost is told without its minus; a deviation and a result are not.
            loose = not signed and (clause.figure.sign is Sign.LOOSE or not about.measure.may_lose)
            if any(said.fits(value, tie.tolerance, signed=not loose) for value in values):
                bare = difference and bool(said.size) and not _signed(clause, said, values[0])
                return Statement(
                    passage,
                    clause,
                    Judgement.AGREES,
                    "",
                    tie,
                    said.value,
                    bare,
                    against,
                    said.hedge,
                )
    opposite = about.gross and any(
        isinstance(tie.value, Decimal) and said.fits(tie.value, tie.tolerance, signed=False)
        for tie in ties
    )
    if (about.why and not opposite) or _several_alike(about.subject):
        why = about.why or "flera rader heter så"
        return _untied(passage, clause, why, said, against)
    bare = difference and bool(said.size) and not said.sign
    return Statement(
        passage, clause, Judgement.DISAGREES, "", ties[0], said.value, bare, against, said.hedge
    )


def _several_alike(subject: Subject | None) -> bool:
    """Whether a table has more than one row of a name: the text may mean them together."""
    sheets = [table.sheet for table, _ in subject.rows] if subject else []
    return len(sheets) > len(set(sheets))


def _signed(clause: Clause, said: _Said, cell: Decimal) -> bool:
    """Whether a reader sees the sign; a loose dash before a surplus was only a dash."""
    if clause.figure.sign is Sign.LOOSE and said.sign * cell < 0:
        return False
    return bool(said.sign)


def _said(clause: Clause, before: Reading, after: Reading, about: About) -> tuple[_Said, str]:
    """Return what the amount means, and the word that its sign contradicts."""
    figure = clause.figure
    size = abs(figure.value or Decimal(0))
    written = {Sign.PLUS: 1, Sign.MINUS: -1, Sign.LOOSE: -1}.get(figure.sign, 0)
    reading = before if before.sign else after
    against = ""
    if written and reading.sign and reading.is_clear and size and figure.sign is not Sign.LOOSE:
        against = reading.sign_word if written == 1 and reading.sign == -1 else ""
        if written == -1 and reading.sign == 1:
            against = reading.sign_word
    hedge = before.hedge if figure.hedge is Hedge.EXACT else figure.hedge
    high = abs(figure.other) if figure.other is not None else None
    return _Said(size, written or about.sign, figure.place, hedge, high), against


def ties_of(book: Amounts, passage: Passage, subject: Subject, measure: Measure) -> Iterator[Tie]:
    """Yield the cells that an amount may be about, the most likely first."""
    rows = _own_rows(passage, subject)
    for header in measure.headers:
        for table, row in rows:
            cell = row.figures.get(header)
            tie = cell and _tie(book.calculated, table, row, header, cell)
            if tie:
                yield tie


def _own_rows(passage: Passage, subject: Subject) -> Sequence[tuple[AmountTable, AmountRow]]:
    """Return the very row that a comment stands on, where it is among them; else all."""
    if passage.own_amounts:
        own = subject.by_place.get((passage.cell.sheet, passage.cell.row))
        if own is not None:
            return [own]
    return subject.rows


def _tie(
    calculated: Calculated, table: AmountTable, row: AmountRow, header: str, cell: Cell
) -> Tie | None:
    """Return the tie to one cell, in tkr; None where it holds no amount."""
    unit = read_unit(table.unit)
    scale = unit.thousands if unit else Decimal(1)
    result = calculated.by_cell.get(cell.cell)
    right = result.value * scale if result and isinstance(result.value, Decimal) else None
    if not cell.readable or (cell.value is None and right is None):
        return None
    value = cell.value * scale if cell.value is not None else right
    assert value is not None  # noqa: S101 - one of the two is known
    inputs = result.inputs if result and cell.value is None else ()
    base = next((row.figures[h].value for h in _BASES if h in row.figures), None)
    # In a table of mnkr the last place is 100 tkr or more, and the text may be finer than that.
    place = printed_place(table.decimals[header], value / scale)
    tolerance = place * scale / 2 if unit else Decimal(0)
    told = unit or AmountUnit.TKR
    return Tie(
        cell.cell, row.label, header, value, right, inputs, tolerance, base and base * scale,
        told, 0 if told is AmountUnit.TKR else decimals_of(place),
    )  # fmt: skip
