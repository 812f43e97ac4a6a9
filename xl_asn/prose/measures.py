"""What a figure measures, as Swedish texts say it: "avvikelse mot budget", "underskott"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from xl_asn.model.members import Members
from xl_asn.model.periods import MONTH_NAMES


class Measure(Members):
    """A measure of a row of amounts; the values are what a person calls it."""

    FORECAST_CHANGE = "prognosförändring"
    DEVIATION = "avvikelse"
    """From budget, for the year or so far: the texts seldom say which."""
    FORECAST_DEVIATION = "prognosavvikelse"
    PERIOD_DEVIATION = "avvikelse hittills"
    FORECAST = "prognos"
    ACTUAL = "utfall"
    YEAR_BUDGET = "årsbudget"
    BUDGET = "budget"
    RESULT = "resultat"
    NET_COST = "nettokostnad"

    @property
    def headers(self) -> tuple[str, ...]:
        """Return the columns that may hold the measure, the most likely first."""
        return _HEADERS[self]

    @property
    def is_difference(self) -> bool:
        """Whether a figure without a sign says only half of it."""
        return self in _DIFFERENCES

    @property
    def may_lose(self) -> bool:
        """Whether a plus or a minus says how it went: of a cost it is left out."""
        return self in _DIFFERENCES or self is Measure.RESULT


_HEADERS: Final = {
    Measure.FORECAST_CHANGE: ("Prognosförändring", "Förändring prognos"),
    Measure.DEVIATION: ("Prognosavvikelse", "Årsresultat", "Avvikelse", "Resultat"),
    Measure.FORECAST_DEVIATION: ("Prognosavvikelse", "Årsresultat"),
    Measure.PERIOD_DEVIATION: ("Avvikelse", "Resultat"),
    Measure.FORECAST: ("Prognos", "Årsprognos", "Årsresultat", "Prognosavvikelse"),
    Measure.ACTUAL: ("Utfall", "Nettokostnad"),
    Measure.YEAR_BUDGET: ("Årsbudget", "Årsbidrag"),
    Measure.BUDGET: ("Årsbudget", "Budget", "Årsbidrag", "Kommunbidrag"),
    Measure.RESULT: (
        "Resultat", "Årsresultat", "Prognosavvikelse", "Avvikelse", "Utfall", "Prognos",
    ),
    Measure.NET_COST: ("Utfall", "Nettokostnad", "Prognos", "Årsprognos"),
}  # fmt: skip
_DIFFERENCES: Final = frozenset(
    {
        Measure.FORECAST_CHANGE,
        Measure.DEVIATION,
        Measure.FORECAST_DEVIATION,
        Measure.PERIOD_DEVIATION,
    }
)

MONTH: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + r"|sept)\b"
_FORECAST: Final = r"(?:helårs|års)?prognos(?:en|ens|s|er|erna|ernas)?\b"
_LAST_TIME: Final = (
    r"(?:(?:den |vår )?(?:föregående|förra|senaste) (?:månads?)?"
    r"(?:rapport(?:en)?|månad(?:en)?|uppföljning(?:en)?)|förra gången)\b"
)
_EARLIER: Final = r"(?:den |vår )?(?:föregående|förra|tidigare|senaste)(?: månads| månadens)?"
_AGAINST: Final = r"(?:mot|från|jämfört med|i förhållande till|gentemot|sedan|än)"
#: Budget, and what is budgeted, as something is compared with it.
BUDGET: Final = r"(?:(?:helårs|års|period)?budget(?:en)?|budgeterat|budgeterade)\b"

_DIFFERENCE: Final = r"(?:avvikelsen?|förändring(?:en)?|skillnad(?:en)?)"
_TO_EARLIER: Final = rf"{_AGAINST} {_EARLIER} {_FORECAST}(?: i {MONTH})?"
_ALSO_CALLED: Final = r"(?: \(prognosförändring(?:en)?\))?"
_CHANGES: Final = (
    r"(?= (?:har |är |blir )?(?:\S{1,40} ){0,6}?(?:förbättra|försämra|(?:för)?stärk|försvaga))"
)

_LAST_TIMES: Final = ("föregående", "förra", "senaste")
_SINCE: Final = ("sedan", "jämfört med", "från", "än ")
_EARLIER_WORDS: Final = ("föregående", "förra", "tidigare", "senaste")
#: Phrases in this order; what an earlier one has taken, a later one does not see. A phrase is only
#: looked for where one of the parts of words before it stands in the text, in small letters.
_PHRASES: Final = tuple(
    (stems, rf"\b(?:{pattern})", measure)
    for stems, measure, pattern in (
        (_EARLIER_WORDS, Measure.FORECAST_CHANGE, rf"{_DIFFERENCE} {_TO_EARLIER}{_ALSO_CALLED}"),
        (("prognosförändring",), Measure.FORECAST_CHANGE,
         r"prognosförändring(?:en|ens|ar|arna)?\b"),
        (("prognosförbättring", "prognosförsämring"), Measure.FORECAST_CHANGE,
         r"prognos(?:förbättring|försämring)(?:en)?\b"),
        (_EARLIER_WORDS, Measure.FORECAST_CHANGE, _TO_EARLIER),
        (("förändring", "förbättring", "försämring"), Measure.FORECAST_CHANGE,
         rf"(?:förändring|förbättring|försämring)(?:en)? av {_FORECAST}"),
        (("förbättra", "försämra", "stärk", "försvaga"), Measure.FORECAST_CHANGE,
         _FORECAST + _CHANGES),
        (("förbättra", "försämra"), Measure.FORECAST_CHANGE,
         rf"(?:förbättra|försämra)(?:de|d) {_FORECAST}"),
        (_LAST_TIMES, Measure.FORECAST_CHANGE, rf"(?:{_AGAINST}|i) {_LAST_TIME}"),
        (_SINCE, Measure.FORECAST_CHANGE,
         rf"(?:sedan|jämfört med|från|än) (?:i )?(?:prognosen (?:i|per) )?{MONTH}"),
        (("prognosavvikelse",), Measure.FORECAST_DEVIATION, r"prognosavvikelse(?:n|ns|r)?\b"),
        (("prognostisera",), Measure.FORECAST_DEVIATION,
         r"prognostisera(?:t|d|de) (?=(?:under|över)skott)"),
        (("periodens", "ackumulerad", "hittillsvarande"), Measure.PERIOD_DEVIATION,
         r"(?:periodens|ackumulerade?|hittillsvarande) avvikelsen?\b"),
        (("hittills", "perioden"), Measure.PERIOD_DEVIATION,
         r"avvikelsen? (?:hittills|för perioden|i perioden)\b"),
        (("avvikelse",), Measure.DEVIATION, rf"avvikelsen? {_AGAINST} {BUDGET}"),
        (("budgetavvikelse",), Measure.DEVIATION, r"budgetavvikelse(?:n|ns|r)?\b"),
        (("budget",), Measure.DEVIATION, rf"{_AGAINST} {BUDGET}"),
        (("avvik",), Measure.DEVIATION, r"avvik(?:else(?:n|ns|r|rna)?|er|it|a)\b"),
        (("nettokostnad",), Measure.NET_COST, r"nettokostnad(?:en|ens|er|erna|ernas)?\b"),
        (("skott", "resultat"), Measure.DEVIATION,
         r"(?:under|över)skott(?:et|ets|en)?\b|(?:minus|plus)resultat(?:et)?\b"),
        (("prognos",), Measure.FORECAST, _FORECAST),
        (("back", "plus", "minus"), Measure.DEVIATION,
         r"(?:går?|gick|gått|ett) (?:back|plus|minus)\b"),
        (("utfall", "förbrukat"), Measure.ACTUAL, r"(?:utfall(?:et|ets)?|förbrukat)\b"),
        (("årsbudget",), Measure.YEAR_BUDGET,
         r"(?:helårs|års)budget(?:en|ens)?\b"),
        (("budget",), Measure.BUDGET, r"(?:period)?budget(?:en|ens)?\b"),
        (("resultat",), Measure.RESULT, r"(?:helårs|års)?resultat(?:et|ets)?\b"),
    )
)  # fmt: skip

#: Words that give a figure its sign: + is better for the board.
_SIGN_WORDS: Final = tuple(
    (stems, rf"\b{pattern}\b", sign)
    for stems, pattern, sign in (
        (("underskott",), r"underskott(?:et|ets|en)?", -1),
        (("överskott",), r"överskott(?:et|ets|en)?", 1),
        (("förbättr",), r"(?:prognos)?förbättr(?:ing|ingen|as|ats|ades|at|ar|ade|ad)", 1),
        (("försämr",), r"(?:prognos)?försämr(?:ing|ingen|as|ats|ades|at|ar|ade|ad)", -1),
        (("positiv", "plus"), r"(?:positiv[at]?|plus|plusresultat)", 1),
        (("negativ", "minus"), r"(?:negativ[at]?|minus|minusresultat)", -1),
        (("stärk",), r"(?:för)?stärk(?:s|t|ts|te|tes|er|as|ning|ningen)", 1),
        (("försvag",), r"försvag(?:as|ats|ades|at|ar|ning|ningen)", -1),
        (("back",), r"back", -1),
        (("bättre",), r"bättre", 1),
        (("sämre",), r"sämre", -1),
    )
)
#: What a change of costs or income does to the result.
_MORE: Final = r"\b(?:öka(?:de|d|t|r)|högre|större|mer|fler|dyrare)\b"
_LESS: Final = r"\b(?:minska(?:de|d|t|r)|lägre|mindre|färre|billigare)\b"
_COST: Final = r"[^.,;:]{0,40}kostnad"
_INCOME: Final = r"[^.,;:]{0,40}(?:intäkt|ersättning|statsbidrag)"
_CHANGED: Final = ("kostnad", "intäkt", "ersättning", "statsbidrag")
_EFFECTS: Final = (
    (_MORE + _COST, -1), (_LESS + _COST, 1), (_MORE + _INCOME, 1), (_LESS + _INCOME, -1),
    (r"\bmerkostnad", -1),
)  # fmt: skip
#: A text has few of the words: what it has not is not compiled either.
_compiled: Final = cache(re.compile)


#: Each part of a word, with the number of what is looked for where it stands.
_PHRASE_STEMS: Final = tuple((stem, n) for n, (stems, *_) in enumerate(_PHRASES) for stem in stems)
_SIGN_STEMS: Final = tuple((stem, n) for n, (stems, *_) in enumerate(_SIGN_WORDS) for stem in stems)


def measures_in(text: str) -> tuple[tuple[int, int, Measure], ...]:
    """Return the measures that a text in small letters names, with their places, in order."""
    found: list[tuple[int, int, Measure]] = []
    for number in sorted({n for stem, n in _PHRASE_STEMS if stem in text}):
        _, phrase, measure = _PHRASES[number]
        for match in _compiled(phrase).finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((match.start(), match.end(), measure))
    return tuple(sorted(found, key=lambda place: place[0]))


def sign_words_in(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the places of words that give a sign, and the sign: 1 or −1; in small letters."""
    return tuple(
        (match.start(), match.end(), sign)
        for number in sorted({n for stem, n in _SIGN_STEMS if stem in text})
        for _, word, sign in (_SIGN_WORDS[number],)
        for match in _compiled(word).finditer(text)
    )


def effect_of(text: str) -> int:
    """Return 1 or −1 where costs or income are said to change one way; 0 otherwise."""
    if not any(map(text.__contains__, _CHANGED)):
        return 0
    signs = {sign for change, sign in _EFFECTS if _compiled(change).search(text)}
    return signs.pop() if len(signs) == 1 else 0
