"""What the words around a figure say: whom it is about, what it measures, and what is not known.

A reading is *clear* when every word is understood. Only then may a figure that differs from the
table raise an alarm: one unknown word ("utbetalt", "för en placering") and the figure is about
something that the table does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xl_asn.model.folding import small_letters
from xl_asn.model.periods import MONTH_NAMES, Period, read_month
from xl_asn.prose.directions import Direction, directions_in, names_a_reference
from xl_asn.prose.measures import MONTH, Measure, effect_of, measures_in, sign_words_in
from xl_asn.prose.names import Mention
from xl_asn.prose.precision import Hedge, hedge_before
from xl_asn.prose.subjects import Subject, Subjects
from xl_asn.prose.vocabulary import PLAIN

_MONTHLY: Final = re.compile(rf"\b(i|under|för|per|t\.?o\.?m\.?|till och med)? ?({MONTH})")
_MONTHS: Final = tuple(name[:3] for name in MONTH_NAMES)
_SO_FAR: Final = frozenset({"per", "till och med", "tom", "t.o.m.", "t.o.m", "tom."})
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WORD: Final = re.compile(r"[^\W_]+")
#: Where what follows a figure no longer says what the figure is about.
_TURNS: Final = re.compile(
    r"[,.;:()\n\u2013\u2014!?]|"
    r"\b(?:på grund av|till följd av|tack vare|berodde|beror|beroende|förklaras|orsakas|hänger|"
    r"vilket|som|eftersom|och|men|medan|samt|genom|varav|där|då|främst|framför|framförallt|framför|huvudsakligen)\b",
    re.IGNORECASE,
)
#: Beginnings of words that make a figure a cause, a part or a change of what the row has.
_ELSEWHERE: Final = re.compile(
    r"beror|berodde|avser|utgör|öka|minska|högre|lägre|höj|sänk|dyrare|billigare|fler|färre|"
    r"kostnad|intäkt|bidrag|statsbidrag|konsult|placering|ersättning|utbetal|hälften|del\b|delar|"
    r"motsvarande|tidigare|föregående|förra|fjol|ifjol|(?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"(?:prognos)?(?:förbättr|försämr)|(?:för)?stärk|försvag", re.IGNORECASE
)
_NEW_LEVEL: Final = re.compile(r"\btill\s*$")
_IN_MONTH: Final = re.compile(rf" ({MONTH})$")
_BLANKS: Final = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\r\n]")


class Reading(NamedTuple):
    """What a stretch of text says.

    ``sign`` is 1 or −1 where a word gives it ("underskott"), 0 otherwise; ``effect`` the same for
    what changed costs or income do. ``unknown`` are the words that nobody here understands.
    """

    subjects: tuple[Mention[Subject], ...] = ()
    measure: Measure | None = None
    sign: int = 0
    sign_word: str = ""
    effect: int = 0
    direction: Direction | None = None
    """Which way it differs, where a word says so."""
    of_result: bool = False
    """Whether a result is named, of which more is better."""
    compared: bool = False
    """Whether it is told what it is compared with: the budget, or the forecast before."""
    hedge: Hedge = Hedge.EXACT
    unknown: tuple[str, ...] = ()
    elsewhere: bool = False
    """Whether a word says that the figure is something else than the row's own: a cause, a change
    of it, another month or year."""

    @property
    def is_clear(self) -> bool:
        """Whether every word is understood."""
        return not self.unknown

    @property
    def changes(self) -> bool:
        """Whether something is said to get better or worse, and not how it stands."""
        return _CHANGE.match(self.sign_word) is not None

    @property
    def says_nothing(self) -> bool:
        """Whether the words name neither whom nor what."""
        return not self.subjects and self.measure is None


def read_before(text: str, subjects: Subjects, period: Period | None) -> Reading:
    """Read what stands before a figure."""
    plain = _BLANKS.sub(" ", text)
    hedge, end = hedge_before(plain)
    return _read(plain[:end], subjects, period, hedge)


def read_after(text: str, subjects: Subjects, period: Period | None) -> Reading:
    """Read what stands right after a figure, up to where the sentence turns to something else."""
    plain = _BLANKS.sub(" ", text)
    turn = _turn(plain, subjects)
    return _read(plain[:turn], subjects, period, Hedge.EXACT)


def _turn(text: str, subjects: Subjects) -> int:
    """Return where a text turns to something else; the "och" within a name is no turn."""
    names = None
    for turn in _TURNS.finditer(text):
        if turn[0].casefold() != "och":
            return turn.start()
        names = subjects.book.find(text) if names is None else names
        if not any(name.start < turn.start() < name.end for name in names):
            return turn.start()
    return len(text)


def _unknown_words(
    text: str, typed: str, taken: list[tuple[int, int]], period: Period | None
) -> Iterator[str]:
    """Yield the words that nobody has taken and that say something, but the period's own year."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word not in PLAIN and _free(taken, found.start(), found.end()):
            is_own_year = _YEAR.fullmatch(word) and period and int(word) == period.year
            if not is_own_year:
                yield typed[found.start() : found.end()]


def _read(typed: str, subjects: Subjects, period: Period | None, hedge: Hedge) -> Reading:
    if not typed.strip():  # as after every second figure: "IFO −5,3 mnkr."
        return Reading(hedge=hedge)
    return _read_words(typed, subjects, period, hedge)


def _read_words(typed: str, subjects: Subjects, period: Period | None, hedge: Hedge) -> Reading:
    text = small_letters(typed)
    mentions = subjects.book.find(typed)
    taken = [(mention.start, mention.end) for mention in mentions]
    measures = [m for m in measures_in(text) if _free(taken, m[0], m[1])]
    signs = sign_words_in(text)
    taken += [(start, end) for start, end, _ in (*measures, *signs)]
    directions = [d for d in directions_in(text, typed) if _free(taken, d.start, d.end)]
    taken += [(d.start, d.end) for d in directions]
    unknown = _of_another_time(text, typed, measures, taken, period)
    elsewhere = bool(unknown)
    unknown += _unknown_words(text, typed, taken, period)
    compared = names_a_reference(text)
    named = [measure for _, _, measure in measures]
    if not named and any("resultat" in text[m.start : m.end] for m in mentions):
        named.append(Measure.RESULT)  # "nämndens resultat" names both whose and what
    measure = _measure(named, bool(signs), compared)
    if measure is Measure.FORECAST_CHANGE and Measure.ACTUAL in named:
        unknown.append("utfall")  # it has not been forecast
    unknown += [direction.word for direction in directions[1:]]
    words = [typed[start:end] for start, end, _ in signs]
    changes = [word for word in words if _CHANGE.match(word)]
    if changes and (_NEW_LEVEL.search(text) or measure not in {None, Measure.FORECAST_CHANGE}):
        # "underskottet har förbättrats med", "prognosen har förbättrats till": another figure
        unknown.append(changes[0])
        elsewhere = True
    return Reading(
        mentions,
        measure,
        _one_sign(signs),
        next(iter(changes or words), ""),
        effect_of(text),
        next(iter(directions), None),
        Measure.RESULT in named,
        compared or measure is Measure.FORECAST_CHANGE,
        hedge,
        tuple(unknown),
        elsewhere or any(_ELSEWHERE.match(word) for word in unknown),
    )


def _one_sign(signs: Sequence[tuple[int, int, int]]) -> int:
    """Return the sign that every word says; 0 where they say different ones, or none does."""
    values = {sign for _, _, sign in signs}
    return values.pop() if len(values) == 1 else 0


def _of_another_time(
    text: str,
    typed: str,
    measures: Sequence[tuple[int, int, Measure]],
    taken: list[tuple[int, int]],
    period: Period | None,
) -> list[str]:
    """Return what is said of another time than the report's; every month read is then taken."""
    others: list[str] = []
    for found in _MONTHLY.finditer(text) if any(map(text.__contains__, _MONTHS)) else ():
        if _free(taken, *found.span(2)):
            taken.append(found.span())
            if not _is_of_period(found, period):
                others.append(typed[found.start() : found.end()].strip())
    return others + [
        typed[start:end]
        for start, end, _ in measures
        if not _is_since_last(text[start:end], period)
    ]


def _measure(named: list[Measure], changed: bool, compared: bool) -> Measure | None:  # noqa: FBT001
    """Return the one measure of a stretch; "underskott mot budget" says one thing twice."""
    distinct = list(dict.fromkeys(named))
    if Measure.FORECAST_CHANGE in distinct:
        return Measure.FORECAST_CHANGE
    if len(distinct) > 1:
        # "en nettokostnad på 5 mnkr enligt prognosen": the other word says which column
        distinct = [measure for measure in distinct if measure is not Measure.NET_COST]
    if Measure.DEVIATION in distinct or (compared and _BUDGETS & set(distinct)):
        more = set(distinct) - {Measure.DEVIATION, Measure.RESULT}
        rest = more - _BUDGETS if changed or compared else more
        return _BY_ITS_TIME.get(frozenset(rest), None if changed or compared else distinct[-1])
    return distinct[-1] if distinct else None


_BUDGETS: Final = frozenset({Measure.BUDGET, Measure.YEAR_BUDGET})
#: A deviation, by what else is named: of the forecast, or so far.
_BY_ITS_TIME: Final = {
    frozenset[Measure](): Measure.DEVIATION,
    frozenset({Measure.FORECAST}): Measure.FORECAST_DEVIATION,
    frozenset({Measure.FORECAST_DEVIATION}): Measure.FORECAST_DEVIATION,
    frozenset({Measure.ACTUAL}): Measure.PERIOD_DEVIATION,
    frozenset({Measure.PERIOD_DEVIATION}): Measure.PERIOD_DEVIATION,
}


def _is_of_period(found: re.Match[str], period: Period | None) -> bool:
    """Whether a month says no more than that the figure is this report's, up to its month."""
    month = read_month(found[2][:3])
    said = found[1] or ""
    return period is not None and month == period.last_month and said in {*_SO_FAR, ""}


def _is_since_last(phrase: str, period: Period | None) -> bool:
    """Whether "föregående prognos i maj" is the forecast before this report's."""
    named = _IN_MONTH.search(phrase)
    if named is None or period is None:
        return True
    return read_month(named[1][:3]) == (period.first_month - 2) % 12 + 1


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= first or start >= last for first, last in taken)
