"""What an amount is about: whose it is, what it measures, and how sure the words leave that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Final, NamedTuple

from xl_asn.calculation.calculated import Calculated
from xl_asn.model.periods import Period
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Kind, Sign
from xl_asn.prose.measures import Measure
from xl_asn.prose.names import Mention, is_form_of
from xl_asn.prose.passages import Passage
from xl_asn.prose.readings import Reading, read_before
from xl_asn.prose.signs import sign_of
from xl_asn.prose.subjects import Subject, Subjects
from xl_asn.prose.vocabulary import HEADINGS

#: What follows may be the cause of a part only: "förbättras med 1,4 mnkr genom en utbetalning".
_CAUSE: Final = re.compile(
    r"\s*,?\s*(?:på grund av|p\.?g\.?a|till följd av|t\.?f\.?a|tack vare|genom|beroende på|"
    r"beror på|förklaras|orsakas|hänger ihop|hänger samman|främst|framför ?allt|"
    r"för(?! (?:hel(?:a )?året|året|perioden|nämnden|förvaltningen|verksamheten|området))|"
    r"från(?! \S{0,20}budget)|via|i form av)\b",
    re.IGNORECASE,
)
#: "Underskottet är 5,3 mnkr för barn- och ungdomsvård": the row, and no cause.
_FOR: Final = re.compile(r"\s*(?:för|inom)\s+", re.IGNORECASE)
_AND: Final = re.compile(r"(?:,|,?\s+(?:och|samt))\s+", re.IGNORECASE)
_ENDS: Final = re.compile(r"\s*(?:[.!]?\s*$|(?:,|,?\s+(?:och|samt))\s+$)", re.IGNORECASE)
#: "Underskottet på 5,3 mnkr beror på" is the whole of it, and what it comes of.
_THE_WHOLE: Final = re.compile(r"(?:skottet|avvikelsen|resultatet)\b", re.IGNORECASE)
#: "Den största avvikelsen, −9,5 mnkr, finns på": whose it is comes later.
_LARGEST: Final = re.compile(r"\b(?:största|minsta|högsta|lägsta)\b", re.IGNORECASE)
_SO_FAR: Final = re.compile(r"\butfallet?\b", re.IGNORECASE)
_OF_THE_YEAR: Final = re.compile(r"\b(?:hel)?årsbudget", re.IGNORECASE)
_INCOME_OF_A_ROW: Final = "radens intäkter finns inte i tabellen"
_WHO: Final = re.compile(r"^\s*(?:verksamheten|området) ", re.IGNORECASE)
_EXPLAINED: Final = re.compile(
    r"\s*(?:beror|förklaras|orsakas|hänger|tack vare|på grund av|till följd av)\b", re.IGNORECASE
)
_AMOUNTS_TO: Final = re.compile(
    r"\b(?:uppgår|uppgick|uppgå|uppgått)(?:\s+\S{1,20}){0,3}?\s+till\b", re.IGNORECASE
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


class About(NamedTuple):
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
    """Whether the cell is believed where the figure agrees, though something else is unsure."""
    gross: bool = False
    """Whether the text says "kostnaderna" of a row that has its net cost: told of much the same."""
    sign: int = 0
    """What the words say of the sign, for the next amount of a list."""


def about_of(
    book: Amounts,
    passage: Passage,
    clause: Clause,
    before: Reading,
    after: Reading,
    last: About | None,
) -> About:
    """Return what an amount is about: from its own words, then from what stands over it."""
    before, own = _row_after(passage, clause, before, after, last)
    mentions, gross = _without_totals(passage, (*before.subjects, *after.subjects))
    named = named_in(mentions)
    measure = _measure(before, after)
    if why := _nothing(clause, before, after, last, mentions, named):
        return About(why=why)
    over = last or _over(book, passage, clause)
    subject = named[0] if named else over.subject
    whole = measure is None and bool(named) and _tells_the_whole(passage, clause)
    strange = _strange(passage, before, after, named=bool(named))
    why = _doubt(clause, before, strange, whole=whole, own=own) or over.why
    if measure is None and not whole and named and not _speaks_of(book, passage, named[0]):
        why = why or "en annan post nämns"
    why = why or ("meningen är för lång" if not clause.opens and last is None else "")
    told = whole or measure is not None or bool(before.sign)
    place = Measure.NET_COST if whole else over.measure
    measure, unsure = _column(clause, before, after, place, named=bool(named))
    sign, unclear = sign_of(before, after, subject, measure)
    why = why or unclear or unsure or gross
    likely = bool(named) or (told and not clause.bullet)
    unclear = unclear or (gross if gross == _INCOME_OF_A_ROW else "")
    return About(
        subject,
        measure,
        why,
        bool(named),
        told or bool(named),
        likely=likely and not (strange or unclear or before.elsewhere or after.elsewhere),
        gross=bool(gross) and why == gross != _INCOME_OF_A_ROW,
        sign=sign or (over.sign if last else 0),
    )


def _nothing(
    clause: Clause,
    before: Reading,
    after: Reading,
    last: About | None,
    mentions: Sequence[Mention[Subject]],
    named: Sequence[Subject],
) -> str:
    """Return why an amount is of nothing that the tables have, or nothing."""
    if last is not None and before.says_nothing and after.says_nothing:
        return "en del av beloppet före"
    if any(subject.unit for subject in named):
        return "en enhet har inga belopp i tabellerna"
    if len(mentions) > 1:
        return "flera rader nämns"
    if clause.lead_figure is not None and not named and _measure(before, after) is None:
        return "en förklaring till beloppet över"
    return ""


def named_in(mentions: Sequence[Mention[Subject]]) -> list[Subject]:
    """Return what is named; a name that is a row's too is not the unit's."""
    named = [subject for mention in mentions for subject in mention.named]
    return [subject for subject in named if not subject.unit] or named


def _without_totals(
    passage: Passage, mentions: Sequence[Mention[Subject]]
) -> tuple[Sequence[Mention[Subject]], str]:
    """Return the rows that are named, less "kostnaderna" where it is of one of them or the own."""
    rows = [mention for mention in mentions if not mention.named[0].total]
    if len(rows) == len(mentions) or not (rows or passage.own_amounts):
        return mentions, ""
    if any("intäkt" in mention.named[0].name.casefold() for mention in mentions):
        return rows, _INCOME_OF_A_ROW
    return rows, "kostnaden kan vara en annan än nettokostnaden"


def _tells_the_whole(passage: Passage, clause: Clause) -> bool:
    """Whether a text tells how large a named row is: "personalkostnaderna uppgår till"."""
    told = clause.figure.sign is Sign.NONE and _AMOUNTS_TO.search(clause.before) is not None
    return told and not passage.own_amounts and not clause.bullet


def _strange(passage: Passage, before: Reading, after: Reading, *, named: bool) -> tuple[str, ...]:
    """Return the words that nobody understands; a comment may call its own row by its words."""
    unknown = (*before.unknown, *after.unknown)
    if not passage.own_amounts or named:
        return unknown
    own = passage.row.casefold().split()
    return tuple(w for w in unknown if not any(is_form_of(w.casefold(), word) for word in own))


def _column(
    clause: Clause, before: Reading, after: Reading, over: Measure | None, *, named: bool
) -> tuple[Measure | None, str]:
    """Return what an amount measures, and why that is not sure; ``over`` is its place's measure."""
    own, why = _measure(before, after), ""
    if clause.figure.kind is Kind.LEVEL:
        return _level_of(clause, before, own)
    measure = own or over
    if measure is None and named and clause.figure.sign in {Sign.PLUS, Sign.MINUS}:
        measure, why = Measure.DEVIATION, "ingen kolumn nämns"
    if measure is None and named and not clause.figure.value:
        measure = Measure.DEVIATION
    if own is None and before.changes and measure is not Measure.FORECAST_CHANGE:
        why = "en förändring av något som inte nämns"
    if (before.sign or after.sign) and measure is not None and not measure.may_lose:
        why = "en skillnad mot något som inte nämns"
    return measure, why


def _level_of(clause: Clause, before: Reading, own: Measure | None) -> tuple[Measure | None, str]:
    """Return what is told to be nothing: "i nivå med budget" of what, "oförändrad" since when."""
    if clause.figure.word.startswith("oförändra"):
        if own in {Measure.FORECAST, Measure.FORECAST_CHANGE}:
            return Measure.FORECAST_CHANGE, ""
        return None, "det sägs inte vad som är oförändrat"
    if before.measure is Measure.FORECAST or own is Measure.FORECAST_DEVIATION:
        return Measure.FORECAST_DEVIATION, ""
    if before.measure is Measure.ACTUAL or own is Measure.PERIOD_DEVIATION:
        return Measure.PERIOD_DEVIATION, ""
    if own in {None, Measure.DEVIATION, Measure.NET_COST, Measure.RESULT}:
        return Measure.DEVIATION, ""
    return None, "budgeten jämförs med något som inte finns i tabellerna"


#: Whose deviation it is, by what the sentence began with.
_DEVIATIONS: Final = {
    Measure.FORECAST: Measure.FORECAST_DEVIATION,
    Measure.ACTUAL: Measure.PERIOD_DEVIATION,
}


def _measure(before: Reading, after: Reading) -> Measure | None:
    """Return what the words around an amount measure: "prognosen är … bättre än budget"."""
    if after.measure is Measure.FORECAST_CHANGE and before.direction and before.direction.change:
        return after.measure
    if after.measure is not None and after.measure.is_difference:
        if after.measure is Measure.DEVIATION and before.measure in _DEVIATIONS:
            return _DEVIATIONS[before.measure]
        if before.measure is None or not before.measure.is_difference:
            return after.measure
    return before.measure or after.measure


def _row_after(
    passage: Passage, clause: Clause, before: Reading, after: Reading, last: About | None
) -> tuple[Reading, bool]:
    """Return what is said before an amount, and whether "för" after it names its own row.

    In "5,3 mnkr för A och 1,6 mnkr för B" the A before the second amount is of the first. A
    comment that names another row so may tell a part of its own.
    """
    if len(after.subjects) != 1 or before.changes or passage.own_amounts:
        return before, False
    named = after.subjects[0]
    own = _FOR.fullmatch(clause.after, 0, named.start) and _ENDS.match(clause.after, named.end)
    if not own or last is None:
        return before, bool(own) and not before.subjects
    if len(before.subjects) != 1:
        return before, False
    other = before.subjects[0]
    if _FOR.fullmatch(clause.before, 0, other.start) and _AND.fullmatch(clause.before, other.end):
        return before._replace(subjects=()), True
    return before, False


def _doubt(
    clause: Clause, before: Reading, strange: tuple[str, ...], *, whole: bool, own: bool
) -> str:
    """Return why the words around an amount leave doubt about what it is; nothing if none."""
    if strange:
        return f"texten talar om något annat (”{strange[-1]}”)"
    if _LARGEST.search(clause.before) and not before.subjects:
        return "raden nämns efter beloppet"
    if _SO_FAR.search(clause.before) and _OF_THE_YEAR.search(clause.before + clause.after):
        return "utfallet hittills jämförs med hela årets budget"
    if clause.figure.broken:
        return "talet är delat på två rader"
    definite = (
        _THE_WHOLE.search(clause.before)
        and _EXPLAINED.match(clause.after)
        and not (before.changes or before.direction)
    ) or _WHO.search(clause.before)
    if (
        _CAUSE.match(clause.after)
        and not (definite or own)
        and (not before.subjects or before.changes or whole or any(map(str.isdecimal, clause.rest)))
    ):
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
