"""What the patterns of figures are made of: blanks, dashes, and words that belong to numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from xl_asn.model.arithmetic import quotient
from xl_asn.model.statuses import COLOURS as SCALE_OF_COLOURS
from xl_asn.model.statuses import Scale, Status

COLOURS: Final = {
    "grön": Status.GREEN, "grönt": Status.GREEN, "gröna": Status.GREEN,
    "gul": Status.YELLOW, "gult": Status.YELLOW, "gula": Status.YELLOW,
    "röd": Status.RED, "rött": Status.RED, "röda": Status.RED,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class StatusWords:
    """The words that a text may say a status with, in small letters, and what each is.

    A colour is read wherever it stands. A word of a board's own is read in "från svag till god",
    and where something is told to be it and no more is said: "en god samverkan" is no status.
    ``own`` has the board's own words in all their forms, without the colours.
    """

    known: Mapping[str, Status]
    own: Mapping[str, Status] = field(default_factory=dict)

    @property
    def pattern(self) -> str:
        """Return the pattern of one of the words, for a move between two."""
        return _any_of(self.known)

    @property
    def lit(self) -> str:
        """Return the pattern of what something can be told to be."""
        return f"(?:{COLOUR}|{self._alone})" if self.own else COLOUR

    @property
    def told(self) -> str:
        """Return the pattern of a board's own word with the verb before it; none for colours."""
        if not self.own:
            return "(?!)"
        return rf"(?<!\w){_SAID}:?{BLANK}{{1,2}}(?P<own_word>{self._alone})"

    @property
    def _alone(self) -> str:
        return f"{_any_of(self.own)}{_NO_MORE}"


def _any_of(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"


@cache
def status_words(scale: Scale) -> StatusWords:
    """Return the words of a scale, the colours among them."""
    if scale is SCALE_OF_COLOURS:
        return StatusWords(COLOURS)
    own = {
        word.casefold(): status
        for status in reversed(scale.goals)
        for word in (status.value, status.plural)
    }
    forms = {form: status for word, status in own.items() for form in _forms(word)}
    alone = {word: status for word, status in {**forms, **own}.items() if word not in COLOURS}
    return StatusWords({**COLOURS, **own}, alone)


#: How an adjective ends when it is said of a unit, of a goal and of many; the longest counts.
_ENDINGS: Final = (
    ("dd", "tt", "dda"), ("ad", "at", "ade"), ("id", "it", "ida"), ("nd", "nt", "nda"),
    ("ld", "lt", "lda"), ("rd", "rt", "rda"), ("d", "tt", "da"), ("", "t", "a"),
)  # fmt: skip


def _forms(word: str) -> Iterator[str]:
    """Yield how else a word may be said: "svagt" and "svaga", "uppfylld" and "uppfyllda".

    What is no word is among them, and harms nothing: no text has it.
    """
    for one, *others in _ENDINGS:
        if word.endswith(one):
            yield from (f"{word.removesuffix(one)}{other}" for other in others)
            break
    for ends in _ENDINGS:
        if word.endswith(ends[1]):
            yield from (f"{word.removesuffix(ends[1])}{other}" for other in ends)


def told_plainly(text: str) -> str:
    """Return a text, place for place, with every rare blank as a hard one and dash as a long one.

    A set of characters from all over Unicode is what takes a pattern longest to compile, and the
    patterns of figures have two hundred of them.
    """
    for blank in _RARE_BLANKS:
        text = text.replace(blank, "\u00a0")
    for dash in _RARE_DASHES:
        text = text.replace(dash, "\u2014")
    return text


#: The blanks and dashes that the patterns know: see :func:`told_plainly`.
BLANK: Final = "[ \t\u00a0]"
#: Between a number and its unit: blanks, and one line break at most.
GAP: Final = rf"{BLANK}{{0,3}}(?:\r?\n{BLANK}{{0,3}})?"
DASHES: Final = "-\u2013\u2014"
DASH: Final = f"[{DASHES}]"
_RARE_BLANKS: Final = (
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_RARE_DASHES: Final = "\u2010\u2011\u2012\u2015\u2212\ufe58\ufe63\uff0d"
COLOUR: Final = "(?:" + "|".join(sorted(COLOURS, key=len, reverse=True)) + r")(?!\w)"
#: The words of boards that have none of their own.
COLOUR_WORDS: Final = status_words(SCALE_OF_COLOURS)
#: What tells a status, and what may stand between that and the word.
_SAID: Final = (
    r"(?:är|blir|blev|bedöms|bedömdes|status(?:en)?|bedömning(?:en)?)"
    rf"(?:{BLANK}(?:är|blir|som|vara|bli|nu|fortsatt|fortfarande|också|åter|därmed|till)){{0,3}}"
)
#: After a board's own word: the sentence ends, or turns to something else.
_NO_MORE: Final = (
    rf"(?={BLANK}{{0,2}}(?:[.,;:!)\r\n]|$)|"
    rf"{BLANK}{{1,2}}(?:och|men|medan|samt|status|(?:för|inom){BLANK}mål)(?!\w))"
)
#: Units of time, as they follow a number.
PERIODS: Final = (
    "år|årig|åriga|åring|åringar|månad|månader|månaders|vecka|veckor|veckors|dag|dagar|dygn|timme|"
    "timmar|minuter|kvartal|gång|gånger|ggr|mån"
)
_BUDGET: Final = r"(?:(?:års|helårs|period)?budget(?:en)?|budgeterat)(?!\w)"
#: A deviation or a change of nothing, in words.
LEVEL: Final = (
    rf"(?:i{BLANK}{{1,2}}(?:nivå|linje|paritet|enlighet|fas){BLANK}{{1,2}}med|enligt|"
    rf"följer|följa|håller|hålla|(?:ligger|ligga|landar|landa){BLANK}{{1,2}}på){BLANK}{{1,2}}"
    rf"(?:(?:den|sin){BLANK}{{1,2}})?{_BUDGET}|plus{BLANK}?/?{BLANK}?minus{BLANK}{{1,2}}noll(?!\w)|"
    rf"(?:är|ligger|går){BLANK}{{1,2}}i{BLANK}{{1,2}}balans(?!\w)|"
    rf"(?:landar?|hamnar?){BLANK}{{1,2}}på{BLANK}{{1,2}}noll(?!\w)|"
    rf"noll{BLANK}{{1,2}}i{BLANK}{{1,2}}avvikelse(?!\w)|"
    rf"oförändra(?:d|t|de)(?!\w)|resultat{BLANK}{{1,2}}i{BLANK}{{1,2}}balans(?!\w)|"
    rf"nollresultat(?:et)?(?!\w)|ingen{BLANK}{{1,2}}(?:budget|prognos)?avvikelse(?!\w)"
)
#: What a whole of something is told to be of another: "dubbelt så stort som", "har halverats".
TIMES: Final = {
    "lika": Decimal(1), "tredjedel": quotient(Decimal(1), 3), "fjärdedel": Decimal(1) / 4,
    "dubbelt": Decimal(2), "hälften": Decimal("0.5"), "tredubbelt": Decimal(3),
    "halvera": Decimal("0.5"), "fördubbla": Decimal(2), "tredubbla": Decimal(3),
}  # fmt: skip
AS_MUCH: Final = (
    rf"(?:(?<=lika)|{BLANK}{{1,2}}så){BLANK}{{1,2}}(?:stor[at]?|hög[at]?|låg[at]?|mycket|lite[nt]?|många)"
    rf"{BLANK}{{1,2}}som(?!\w)"
)
CHANGED_TIMES: Final = r"(?:halvera|fördubbla|tredubbla)(?:ts?|des?|s|d)(?!\w)"
#: What a text counts, after the number.
COUNTED: Final = (
    rf"{BLANK}{{1,2}}(?:av{BLANK}{{1,2}}(?:målen|enheterna|målområdena)|"
    rf"(?:nämnd)?mål(?:en|områden|områdena|område)?|enhet(?:er|erna)?)(?!\w)"
)
WHOLES: Final = r"(?:alla|samtliga|inget|ingen|inga)(?!\w)"
#: Words between what is counted and its colour, and the colour.
LIT: Final = (
    rf"(?:{BLANK}{{1,2}}(?:är|har|bedöms|blir|får|visar|nu|fortsatt|fortfarande|som|också|vara|"
    rf"status|statusen)){{0,4}}{BLANK}{{1,2}}{COLOUR}"
)
