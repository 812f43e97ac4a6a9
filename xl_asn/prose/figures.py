"""Every figure and colour word of a text, each with its place: what it is, and its value.

A text is read once, from left to right, with one pattern whose parts are all bounded, so that the
time grows with the length of the text and no faster. Whatever has digits and is no statement (a
year, a date, a paragraph of law, an age) is recognised first and set aside by its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from xl_asn.model.amount_words import UNIT_WORDS, read_unit
from xl_asn.model.members import Members
from xl_asn.model.money import decimals_of, read_number
from xl_asn.model.periods import MONTH_NAMES
from xl_asn.model.statuses import Status
from xl_asn.prose.beginnings import beginnings
from xl_asn.prose.marks import (
    BLANK,
    COLOUR,
    COLOUR_WORDS,
    COLOURS,
    DASH,
    GAP,
    PERIODS,
    StatusWords,
)  # fmt: skip
from xl_asn.prose.number_words import NUMBER_WORD, read_number_word


class Kind(Members):
    """What a figure is; the values are the words a user sees."""

    AMOUNT = "belopp"
    RANGE = "intervall"
    SHARE = "procent"
    COUNT = "antal av"
    MOVE = "statusbyte"
    STATUS = "status"
    BARE_SIGN = "tecken utan tal"
    NUMBER = "tal"
    ASIDE = "inget påstående"

    @property
    def is_statement(self) -> bool:
        """Whether something is said that a table could tell too."""
        return self not in _SAY_NOTHING


_SAY_NOTHING: Final = frozenset({Kind.NUMBER, Kind.ASIDE, Kind.BARE_SIGN})


class Sign(Members):
    """How a figure's sign is written."""

    NONE = ""
    PLUS = "+"
    MINUS = "-"
    BOTH = "+-"
    LOOSE = "- "
    """A dash with a blank after it: a minus to one reader, a dash to another."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    ``value`` is in tkr for amounts and 0 to 1 for percentages, with its written sign; ``place``
    is one unit of its last written digit, in the same unit. ``other`` is the second number of a
    range or of "sex av sju". ``word`` is the unit as typed, or what a figure set aside is.
    """

    kind: Kind
    start: int
    end: int
    value: Decimal | None = None
    place: Decimal = Decimal(1)
    sign: Sign = Sign.NONE
    other: Decimal | None = None
    word: str = ""
    statuses: tuple[Status, ...] = ()
    broken: bool = False
    """Whether a line break parts the number, so that it may be two."""


_SIGN: Final = rf"(?:\+{BLANK}?/?{BLANK}?{DASH}|{DASH}/\+|\u00b1|\+|{DASH})"
_NUM: Final = (
    rf"(?:[0-9]{{1,3}}(?:(?:{BLANK}{{1,2}}|{BLANK}?\r?\n)[0-9]{{3}}(?![0-9])){{1,4}}|[0-9]{{1,12}})"
    r"(?:[.,](?:\r?\n)?[0-9]{1,6})?(?![0-9])(?![.,:][0-9])"
)
_SMALL: Final = r"[0-9]{1,5}(?:,[0-9]{1,2})?"
_KRONOR: Final = ("kronor", "sek", "kr")
_UNIT: Final = (
    "(?:" + "|".join(word.replace(" ", f"{BLANK}{{1,2}}") for word in (*UNIT_WORDS, *_KRONOR)) + ")"
    r"(?!\w)"
)
_MONTH: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + r"|sept)\b"
_YEAR: Final = "(?:19|20)[0-9]{2}"
_OF: Final = (
    rf"{BLANK}{{1,3}}av{BLANK}{{1,3}}"
    rf"(?:(?:de|våra|totalt|sammanlagt|nämndens){BLANK}{{1,3}})?"
)

#: The parts of the pattern, tried in this order at every place.
_PARTS: Final = {
    "datum": rf"(?<![\w.,])(?:{_YEAR}{DASH}[0-9]{{2}}{DASH}[0-9]{{2}}|"
             rf"{_YEAR}(?:{DASH}|/)(?:{_YEAR}|[0-9]{{2}})(?![0-9])(?!{GAP}{_UNIT})|"
             rf"[0-9]{{1,2}}(?::e)?{BLANK}{{1,2}}{_MONTH}(?:{BLANK}{{1,2}}{_YEAR})?|"
             r"[0-9]{1,2}/[0-9]{1,2}(?![0-9]))",
    "lagrum": rf"(?<![\w.,])(?:{_YEAR}:[0-9]{{1,4}}|[0-9]{{1,3}}{BLANK}?[a-z]?{BLANK}?kap\b\.?"
              rf"(?:{BLANK}{{0,2}}[0-9]{{1,3}}{BLANK}?[a-z]?{BLANK}?§{{1,2}})?|"
              rf"[0-9]{{1,3}}(?:{DASH}[0-9]{{1,3}})?{BLANK}?[a-z]?{BLANK}?§{{1,2}}|"
              rf"§{{1,2}}{BLANK}?[0-9]{{1,4}}(?:{DASH}[0-9]{{1,4}})?)",
    "nummer": r"(?<![\w.,])(?:[0-9]{6,8}[-\u2013+][0-9]{4}(?![0-9])|0[0-9]{1,3}-[0-9][0-9 ]{4,10})",
    "klockslag": rf"(?:\bkl\.?{BLANK}{{0,2}}[0-9]{{1,2}}(?:[.:][0-9]{{2}})?|"
                 r"(?<![\w.,])[0-9]{1,2}:[0-9]{2}(?![0-9]))",
    "tid": rf"(?<![\w.,])(?:{_SMALL}{BLANK}?{DASH}{BLANK}?)?(?:{_SMALL}|{NUMBER_WORD})"
    rf"{BLANK}{{0,2}}{DASH}?(?:{PERIODS})(?!\w)",
    "range": rf"(?:(?<!\w){_SIGN}{BLANK}?|(?<![\w.,]))(?:mellan{BLANK}{{1,3}})?{_NUM}{BLANK}{{0,2}}"
    rf"(?:{DASH}|till|och){BLANK}{{0,2}}(?:{_SIGN}{BLANK}?)?{_NUM}{GAP}"
    rf"(?:{_UNIT}|%|procent(?:enheter)?(?!\w))",
    "amount": rf"(?:(?<!\w)(?P<a_sign>{_SIGN})(?P<a_loose>{BLANK}{{0,2}})|(?<![\w.,]))"
              rf"(?P<a_num>{_NUM})(?P<a_gap>{GAP})(?P<a_unit>{_UNIT})",
    "share": rf"(?:(?<!\w)(?P<s_sign>{_SIGN})(?P<s_loose>{BLANK}{{0,2}})|(?<![\w.,]))"
             rf"(?P<s_num>{_NUM}|{NUMBER_WORD})(?P<s_gap>{GAP})"
             r"(?P<s_unit>%|procentenhet(?:er)?(?!\w)|procent(?!\w))",
    "bare": rf"(?<![\w)])(?P<b_sign>{_SIGN}){BLANK}{{0,2}}(?P<b_unit>{_UNIT})",
    "count": rf"(?<![\w.,])(?P<c_part>[0-9]{{1,4}}|{NUMBER_WORD}){_OF}"
             rf"(?P<c_whole>[0-9]{{1,4}}(?![0-9.,])|{NUMBER_WORD})",
    "move": "",  # by the scale
    "status": rf"(?<![\w-])(?P<colour>{COLOUR})",
    "namn": rf"(?<!\w)[^\W\d_]+(?:{DASH}(?=[0-9])(?![0-9]+(?:,[0-9]+)?{GAP}{_UNIT}))?[0-9]\w*",
    "årtal": rf"(?<![\w.,]){_YEAR}(?![\w.,:][0-9])(?![0-9])",
    "ordning": r"(?<![\w.,])[0-9]{1,3}:[ae](?!\w)|(?m:^)[ \t]{0,8}[0-9]{1,3}[.)](?=\s)",
    "number": rf"(?:(?<!\w)(?P<n_sign>{_SIGN}){BLANK}?|(?<![\w.,]))(?P<n_num>{_NUM})",
    "otydligt": r"[0-9](?:[0-9.,:/]*[0-9])?",
}  # fmt: skip


@cache
def _figure(words: StatusWords) -> re.Pattern[str]:
    word = words.pattern
    move = rf"\bfrån{BLANK}{{1,3}}(?P<m_from>{word}){GAP}till{GAP}(?P<m_to>{word})"
    parts = {**_PARTS, "move": move}
    return re.compile("|".join(f"(?P<{n}>{part})" for n, part in parts.items()), re.IGNORECASE)


_ASIDE: Final = frozenset(
    {"datum", "lagrum", "nummer", "klockslag", "tid", "namn", "årtal", "ordning", "otydligt"}
)
_NEW_LINE: Final = re.compile(r"[\r\n]")
_ANY_BLANK: Final = re.compile(rf"(?:{BLANK}|[\r\n])+")
_ANY_DASH: Final = re.compile(DASH)


def scan(text: str, words: StatusWords = COLOUR_WORDS) -> Iterator[Figure]:
    """Yield the figures of a text in order; none overlap, and no digit is left out."""
    end = 0
    figure = _figure(words)
    for place in beginnings(text, words):
        found = figure.match(text, place) if place >= end else None
        if found is None:
            continue
        end = found.end()
        name = found.lastgroup or ""
        while name not in _PARTS:  # an inner group closed last: find the part around it
            name = next(part for part in _PARTS if found[part] is not None)
        if name == "move":
            yield _move(found, words)
        else:
            yield _aside(found, name) if name in _ASIDE else _READERS[name](found)


def _aside(found: re.Match[str], what: str = "otydligt") -> Figure:
    return Figure(Kind.ASIDE, found.start(), found.end(), word=what)


def _amount(found: re.Match[str]) -> Figure:
    number = _number(found["a_num"])
    unit = " ".join(_ANY_BLANK.split(found["a_unit"]))
    sign = _sign(found["a_sign"], found["a_loose"])
    if number is None or (sign is Sign.BOTH and number):
        # "±5 mnkr" is a span and no deviation; "4.915 tkr" is four thousand to one reader.
        return _aside(found) if number is None else _span(found)
    scale = _scale(unit)
    value = number * scale
    return Figure(
        Kind.AMOUNT, found.start(), found.end(),
        -value if sign in {Sign.MINUS, Sign.LOOSE} else value,
        # Kronor are compared with a table in tkr: no finer than that table can tell.
        max(scale.scaleb(-decimals_of(number)), Decimal(1)), sign, word=unit,
        broken=bool(_NEW_LINE.search(found[0])),
    )  # fmt: skip


def _span(found: re.Match[str]) -> Figure:
    return Figure(Kind.RANGE, found.start(), found.end(), word=found[0])


def _scale(unit: str) -> Decimal:
    known = read_unit(unit)
    return known.thousands if known else Decimal("0.001")


def _share(found: re.Match[str]) -> Figure:
    number = read_number_word(found["s_num"]) or _number(found["s_num"])
    sign = _sign(found["s_sign"], found["s_loose"])
    if number is None:
        return _aside(found)
    value = number / 100
    return Figure(
        Kind.SHARE, found.start(), found.end(),
        -value if sign in {Sign.MINUS, Sign.LOOSE} else value,
        Decimal("0.01").scaleb(-decimals_of(number)), sign, word=found["s_unit"],
        broken=bool(_NEW_LINE.search(found["s_num"])),
    )  # fmt: skip


def _count(found: re.Match[str]) -> Figure:
    part, whole = (_whole(found[name]) for name in ("c_part", "c_whole"))
    return Figure(Kind.COUNT, found.start(), found.end(), part, other=whole)


def _whole(text: str) -> Decimal | None:
    return Decimal(text) if text.isdecimal() else read_number_word(text)


def _move(found: re.Match[str], words: StatusWords) -> Figure:
    statuses = tuple(words.known[found[name].casefold()] for name in ("m_from", "m_to"))
    return Figure(Kind.MOVE, found.start(), found.end(), statuses=statuses)


def _status(found: re.Match[str]) -> Figure:
    status = COLOURS[found[0].casefold()]
    return Figure(Kind.STATUS, found.start(), found.end(), statuses=(status,))


def _bare(found: re.Match[str]) -> Figure:
    return Figure(Kind.BARE_SIGN, found.start(), found.end(), word=found[0])


def _plain(found: re.Match[str]) -> Figure:
    number = _number(found["n_num"])
    if number is None:
        return _aside(found)
    sign = _sign(found["n_sign"], "")
    value = -number if sign is Sign.MINUS else number
    return Figure(Kind.NUMBER, found.start(), found.end(), value, sign=sign)


def _sign(sign: str | None, blank: str | None) -> Sign:
    plain = _ANY_DASH.sub("-", sign or "")
    if plain in {"", "+"}:
        return Sign.PLUS if plain else Sign.NONE
    if plain == "-":
        return Sign.LOOSE if blank else Sign.MINUS
    return Sign.BOTH


def _number(text: str) -> Decimal | None:
    """Read an unsigned number, line breaks and doubled blanks included."""
    whole, comma, fraction = text.partition(",")
    return read_number(" ".join(_ANY_BLANK.split(whole)) + comma + fraction.strip())


_READERS: Final = {
    "amount": _amount, "range": _span, "share": _share, "count": _count,
    "status": _status, "bare": _bare, "number": _plain,
}  # fmt: skip
