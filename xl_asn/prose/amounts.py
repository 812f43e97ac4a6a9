"""Amounts tied to the rows and columns that their words name, and compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Final

from xl_asn.calculation.adding_up.rounding import printed_place
from xl_asn.calculation.calculated import Calculated
from xl_asn.model.amount_words import read_unit
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.amounts import Figure as Cell
from xl_asn.model.periods import Period
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Kind, Sign
from xl_asn.prose.measures import Measure
from xl_asn.prose.passages import Passage
from xl_asn.prose.precision import Hedge, interval
from xl_asn.prose.readings import Reading, read_after, read_before
from xl_asn.prose.statements import Judgement, Statement, Tie
from xl_asn.prose.subjects import Subject, Subjects
from xl_asn.prose.vocabulary import HEADINGS

#: What follows may be the cause of a part only: "förbättras med 1,4 mnkr genom en utbetalning".
_CAUSE: Final = re.compile(
    r"\s*,?\s*(?:på grund av|p\.?g\.?a|till följd av|t\.?f\.?a|tack vare|genom|beroende på|"
    r"beror på|främst|framför ?allt|för|från|via|i form av)\b",
    re.IGNORECASE,
)
#: Sections of *Sammanfattning* that are not about the board as a whole.
_NOT_THE_BOARD: Final = re.compile(r"åtgärd|fotnot", re.IGNORECASE)


@dataclass(frozen=True)
class Amounts:
    """What amounts can be tied to in one document."""

    subjects: Subjects
    calculated: Calculated
    period: Period | None

    @cached_property
    def read(self) -> Callable[[str], Reading]:
        """Return the reader of what stands before a figure; a heading stands before many."""
        return cache(partial(read_before, subjects=self.subjects, period=self.period))


@dataclass(frozen=True, slots=True)
class About:
    """What an amount is about: subject and measure, and how sure that is."""

    subject: Subject | None = None
    measure: Measure | None = None
    why: str = ""
    """Why the words leave doubt; empty where they do not."""
    named: bool = False
    """Whether the text names the subject itself."""
    told: bool = True
    """Whether the text's own words say anything of what the amount is."""
    likely: bool = False
    """Whether the cell is believed where the figure agrees, though the words leave doubt."""


@dataclass(frozen=True, slots=True)
class _Said:
    """An amount as the text means it: its size, and its sign where it has one (else 0)."""

    size: Decimal
    sign: int
    place: Decimal
    hedge: Hedge

    @property
    def value(self) -> Decimal:
        return self.size * (self.sign or 1)

    def fits(self, cell: Decimal, tolerance: Decimal, *, signed: bool) -> bool:
        if not interval(self.size, self.place, self.hedge, tolerance).holds(abs(cell)):
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
    about = _about(book, passage, clause, before, after, last)
    said, against = _said(clause, before, after)
    if clause.figure.kind is Kind.RANGE:
        return Statement(passage, clause, Judgement.UNTIED, "ett intervall"), about
    if about.subject is None or about.measure is None:
        why = about.why or "ingen rad eller kolumn nämns"
        return _untied(passage, clause, why, said, against), about
    ties = tuple(_ties(book, passage, about.subject, about.measure))
    if not ties:
        why = f"{about.measure.value} för {about.subject.name} finns inte i tabellerna"
        return _untied(passage, clause, why, said, against), about
    return _judged(passage, clause, about, said, against, ties), about


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
            # A cost is told without its minus; a deviation is not.
            loose = not signed and (clause.figure.sign is Sign.LOOSE or not difference)
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
    if about.why:
        return _untied(passage, clause, about.why, said, against)
    bare = difference and bool(said.size) and not said.sign
    return Statement(
        passage, clause, Judgement.DISAGREES, "", ties[0], said.value, bare, against, said.hedge
    )


def _signed(clause: Clause, said: _Said, cell: Decimal) -> bool:
    """Whether a reader sees the sign; a loose dash before a surplus was only a dash."""
    if clause.figure.sign is Sign.LOOSE and said.sign * cell < 0:
        return False
    return bool(said.sign)


def _said(clause: Clause, before: Reading, after: Reading) -> tuple[_Said, str]:
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
    sign = written or reading.sign or before.effect
    return _Said(size, sign, figure.place, before.hedge), against


def _about(
    book: Amounts,
    passage: Passage,
    clause: Clause,
    before: Reading,
    after: Reading,
    last: About | None,
) -> About:
    """Return what an amount is about: from its own words, then from what stands over it."""
    mentions = (*before.subjects, *after.subjects)
    named = [subject for mention in mentions for subject in mention.named]
    measure = _measure(before, after)
    if last is not None and before.says_nothing and after.says_nothing:
        return About(why="en del av beloppet före")
    if any(subject.unit for subject in named):
        return About(why="en enhet har inga belopp i tabellerna")
    if len(mentions) > 1:
        return About(why="flera rader nämns")
    if clause.lead_figure is not None and not named and measure is None:
        return About(why="en förklaring till beloppet över")
    over = last or _over(book, passage, clause)
    subject = named[0] if named else over.subject
    why = _doubt(clause, before, after) or over.why
    if measure is None and named and not _speaks_of(book, passage, named[0]):
        why = why or "en annan post nämns"
    if not clause.opens and last is None:
        why = why or "meningen är för lång"
    told = measure is not None or bool(before.sign)
    measure, unsure = _column(clause, before, after, over.measure, named=bool(named))
    why = why or unsure
    likely = bool(named) or (told and not clause.bullet)
    elsewhere = before.elsewhere or after.elsewhere
    return About(
        subject, measure, why, bool(named), told or bool(named), likely=likely and not elsewhere
    )


def _column(
    clause: Clause, before: Reading, after: Reading, over: Measure | None, *, named: bool
) -> tuple[Measure | None, str]:
    """Return what an amount measures, and why that is not sure; ``over`` is its place's measure."""
    own, why = _measure(before, after), ""
    measure = own or over
    if measure is None and named and clause.figure.sign in {Sign.PLUS, Sign.MINUS}:
        measure, why = Measure.DEVIATION, "ingen kolumn nämns"
    if own is None and before.changes and measure is not Measure.FORECAST_CHANGE:
        why = "en förändring av något som inte nämns"
    if (before.sign or after.sign) and measure is not None and not measure.is_difference:
        why = "en skillnad mot något som inte nämns"
    return measure, why


def _measure(before: Reading, after: Reading) -> Measure | None:
    """Return what the words around an amount measure: "prognosen är … bättre än budget"."""
    if after.measure is not None and after.measure.is_difference:
        if before.measure is Measure.FORECAST and after.measure is Measure.DEVIATION:
            return Measure.FORECAST_DEVIATION
        if before.measure is None or not before.measure.is_difference:
            return after.measure
    return before.measure or after.measure


def _doubt(clause: Clause, before: Reading, after: Reading) -> str:
    """Return why the words around an amount leave doubt about what it is; nothing if none."""
    if unknown := (*before.unknown, *after.unknown):
        return f"texten talar om något annat (”{unknown[-1]}”)"
    if clause.figure.broken:
        return "talet är delat på två rader"
    if _CAUSE.match(clause.after) and (not before.subjects or before.changes):
        return "en orsak anges, och beloppet kan vara en del"
    return ""


def _speaks_of(book: Amounts, passage: Passage, subject: Subject) -> bool:
    """Whether a name alone is enough: the row's own, or on *Sammanfattning* any activity's.

    A comment that names another row, or a post of the income statement, explains its own figure.
    """
    if passage.own_amounts:
        return any(row.label == passage.row for _, row in subject.rows)
    main = next(iter(book.calculated.tables), None)
    return any(table is main for table, _ in subject.rows)


def _over(book: Amounts, passage: Passage, clause: Clause) -> About:
    """Return what the text's place is about: the line over a bullet, the row, the heading."""
    heading = book.read(passage.heading)
    subject: Subject | None = None
    why = ""
    strange = [word for word in heading.unknown if word.casefold() not in HEADINGS]
    if strange and not heading.says_nothing:
        why = f"rubriken talar om något annat (”{strange[0]}”)"
    if passage.own_amounts:
        subject = book.subjects.row(passage.row)
    elif not passage.row and not _NOT_THE_BOARD.search(passage.heading):
        subject = book.subjects.board
        if heading.subjects:
            subject = heading.subjects[0].named[0]
    elif passage.goal is not None and not passage.unit:
        subject = book.subjects.board
    measure = heading.measure
    if clause.lead:
        lead = _lead(book, clause)
        if not lead.is_clear:
            why = f"raden över talar om något annat (”{lead.unknown[0]}”)"
        measure = lead.measure or measure
        if len(lead.subjects) == 1:
            subject = lead.subjects[0].named[0]
    return About(subject, measure, why)


def _lead(book: Amounts, clause: Clause) -> Reading:
    """Read the line over a bullet, up to its own figure."""
    text = clause.lead
    if (figure := clause.lead_figure) is not None:
        text = text[: max(0, figure.start - clause.lead_start)]
    return book.read(text.rstrip(" :"))


def _ties(book: Amounts, passage: Passage, subject: Subject, measure: Measure) -> Iterator[Tie]:
    """Yield the cells that an amount may be about, the most likely first."""
    rows = _own_rows(passage, subject.rows)
    for header in measure.headers:
        for table, row in rows:
            cell = row.figures.get(header)
            tie = cell and _tie(book.calculated, table, row, header, cell)
            if tie:
                yield tie


def _own_rows(
    passage: Passage, rows: Iterable[tuple[AmountTable, AmountRow]]
) -> list[tuple[AmountTable, AmountRow]]:
    """Return the very row that a comment stands on, where it is among them; else all."""
    known = list(rows)
    own = [
        (table, row)
        for table, row in known
        if passage.own_amounts
        and any(
            figure.cell.sheet == passage.cell.sheet and figure.cell.row == passage.cell.row
            for figure in row.figures.values()
        )
    ]
    return own or known


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
    # In a table of mnkr the last place is 100 tkr or more, and the text may be finer than that.
    place = printed_place(table.decimals[header], value / scale)
    tolerance = place * scale / 2 if unit else Decimal(0)
    return Tie(cell.cell, row.label, header, value, right, inputs, tolerance)
