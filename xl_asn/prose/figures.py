"""Every figure and colour word of a text, each with its place: what it is, and its value.

A text is read once, from left to right, with one pattern whose parts are all bounded, so that the
time grows with the length of the text and no faster. Whatever has digits and is no statement (a
year, a date, a paragraph of law, an age) is recognised first and set aside by its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from xl_asn.model.amount_words import read_unit
from xl_asn.model.members import Members
from xl_asn.model.money import decimals_of, read_number
from xl_asn.model.statuses import Status
from xl_asn.prose.beginnings import beginnings
from xl_asn.prose.marks import (
    BLANK,
    COLOUR,
    COLOUR_WORDS,
    COLOURS,
    DASH,
    GAP,
    TIMES,
    StatusWords,
)
from xl_asn.prose.number_words import read_loose_number, read_number_word
from xl_asn.prose.precision import Hedge
from xl_asn.prose.shapes import PARTS


class Kind(Members):
    """What a figure is; the values are the words a user sees."""

    AMOUNT = "belopp"
    RANGE = "intervall"
    LEVEL = "ingen skillnad"
    TIMES = "gånger så stort"
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

    @property
    def is_amount(self) -> bool:
        """Whether its value is money."""
        return self in _AMOUNTS

    @property
    def parts_a_sentence(self) -> bool:
        """Whether what stands before it and after it is about different things."""
        return self.is_statement and self is not Kind.LEVEL


_SAY_NOTHING: Final = frozenset({Kind.NUMBER, Kind.ASIDE, Kind.BARE_SIGN})
_AMOUNTS: Final = frozenset({Kind.AMOUNT, Kind.RANGE, Kind.LEVEL})


class Sign(Members):
    """How a figure's sign is written."""

    NONE = ""
    PLUS = "+"
    MINUS = "-"
    BOTH = "+-"
    LOOSE = "- "
    """A dash with a blank after it: a minus to one reader, a dash to another."""


class Figure(NamedTuple):
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
    hedge: Hedge = Hedge.EXACT
    """What a word within the figure widens it with: "en dryg miljon"."""
    broken: bool = False
    """Whether a line break parts the number, so that it may be two."""
    listed: int = 0
    """How many amounts the list has that says the unit once, with its last; 0 where none does."""


@cache
def _figure(words: StatusWords) -> re.Pattern[str]:
    word = words.pattern
    move = rf"\bfrån{BLANK}{{1,3}}(?P<m_from>{word}){GAP}till{GAP}(?P<m_to>{word})"
    parts = {name: part.replace(COLOUR, words.lit) for name, part in PARTS.items() if name in _LIT}
    parts = {**PARTS, **parts, "move": move, "own": words.told}
    return re.compile("|".join(f"(?P<{n}>{part})" for n, part in parts.items()))


#: What tells how many have a status, which may be a word of the board's own.
_LIT: Final = ("counted", "tally")
_ASIDE: Final = frozenset(
    {"datum", "lagrum", "nummer", "klockslag", "tid", "namn", "årtal", "ordning", "otydligt"}
)
_NEW_LINE: Final = re.compile(r"[\r\n]")
_ANY_DASH: Final = re.compile(DASH)


def figures_of(
    texts: Iterable[str], words: StatusWords = COLOUR_WORDS
) -> Iterator[tuple[Figure, ...]]:
    """Yield the figures of each text in order; none overlap, and no digit is left out."""
    known = tuple(texts)
    for typed, (text, places) in zip(known, beginnings(known, words), strict=True):
        yield tuple(_figures(typed, text, places, words)) if places else ()


def _figures(typed: str, text: str, places: Iterable[int], words: StatusWords) -> Iterator[Figure]:
    """Yield the figures of a text that is typed one way and read another, place for place."""
    end = 0
    figure = _figure(words)
    for place in places:
        found = figure.match(text, place) if place >= end else None
        if found is None:
            continue
        end = found.end()
        name = found.lastgroup or ""
        while name not in PARTS:  # an inner group closed last: find the part around it
            name = next(part for part in PARTS if found[part] is not None)
        if name == "amount":
            yield _amount(found, typed[found.start("a_unit") : found.end("a_unit")])
        elif name == "move":
            yield _move(found, words)
        elif name == "own":
            yield _own(found, words)
        elif name == "range" and (first := _first_of_two(found)):
            end = first.end  # the other is an amount of its own
            yield first
        else:
            yield _aside(found, name) if name in _ASIDE else _READERS[name](found)


def _aside(found: re.Match[str], what: str = "otydligt") -> Figure:
    return Figure(Kind.ASIDE, found.start(), found.end(), word=what)


def _amount(found: re.Match[str], typed_unit: str) -> Figure:
    number = read_loose_number(found["a_num"]) or _number(found["a_num"])
    unit = _unit(typed_unit)
    sign = _sign(found["a_sign"], found["a_loose"])
    if number is None or (sign is Sign.BOTH and number):
        # "±5 mnkr" is a span and no deviation; "4.915 tkr" is four thousand to one reader.
        return _aside(found) if number is None else _within(found)
    scale = scale_of_unit(unit)
    halves = "halv" in found["a_num"]
    value = number * scale
    return Figure(
        Kind.AMOUNT, found.start(), found.end(),
        -value if sign in {Sign.MINUS, Sign.LOOSE} else value,
        # Kronor are compared with a table in tkr: no finer than that table can tell.
        max(scale.scaleb(-decimals_of(number)) * (2 if halves else 1), Decimal(1)), sign,
        word=unit, hedge=_hedge(found["a_num"]), broken=bool(_NEW_LINE.search(found[0])),
    )  # fmt: skip


def _hedge(number: str) -> Hedge:
    words = number.split()
    return {"dryg": Hedge.OVER, "knapp": Hedge.UNDER}.get(words[-1], Hedge.EXACT)


def _unit(text: str) -> str:
    """Return a unit as typed, on one line; "miljoner" alone is of kronor."""
    word = " ".join(text.split())
    return f"{word} kronor" if word.casefold().startswith("mil") and " " not in word else word


def _within(found: re.Match[str]) -> Figure:
    """Return a span whose ends cannot be told apart from something else."""
    return Figure(Kind.RANGE, found.start(), found.end(), word=found[0])


def _first_of_two(found: re.Match[str]) -> Figure | None:
    """Return the 1,6 of "1,6 och 1,2 mnkr", which is a list and no span: it says no "mellan"."""
    low = read_number_word(found["r_low"]) or _number(found["r_low"])
    if found["r_to"] != "och" or found["r_two"] or not found["r_unit"] or low is None:
        return None
    sign = _sign(found["r_sign"] or found["r_first"], "")
    value = -low if sign is Sign.MINUS else low
    return Figure(Kind.NUMBER, found.start(), found.end("r_low"), value, sign=sign)


def _span(found: re.Match[str]) -> Figure:
    """Return a span of amounts, from its lower end to its higher; "från 1 till 2" is a move."""
    low, high = (
        read_number_word(found[name]) or _number(found[name]) for name in ("r_low", "r_high")
    )
    written = found["r_sign"] or found["r_first"]
    mixed = found["r_other"] and not written
    if low is None or high is None or not found["r_unit"] or mixed or low == high:
        return _within(found)
    unit = _unit(found["r_unit"])
    scale = scale_of_unit(unit)
    sign = _sign(written, "")
    low, high = sorted((low * scale, high * scale))
    place = scale.scaleb(-max(decimals_of(low / scale), decimals_of(high / scale)))
    return Figure(
        Kind.RANGE, found.start(), found.end(), -low if sign is Sign.MINUS else low, place,
        sign, -high if sign is Sign.MINUS else high, word=unit,
    )  # fmt: skip


def _times(found: re.Match[str]) -> Figure:
    word = next(found[name] for name in ("x_num", "x_word", "x_change") if found[name])
    known = next((TIMES[stem] for stem in TIMES if word.startswith(stem)), None)
    times = known or read_number_word(word) or _number(word)
    change = "förändring" if found["x_change"] else ""
    return Figure(Kind.TIMES, found.start(), found.end(), times, word=change)


def _level(found: re.Match[str]) -> Figure:
    return Figure(Kind.LEVEL, found.start(), found.end(), Decimal(0), word=found[0])


def scale_of_unit(unit: str) -> Decimal:
    """Return how many tkr a unit of money is, as it is typed; any other word is of kronor."""
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


def _counted(found: re.Match[str]) -> Figure:
    part, whole = (_whole(found[name]) for name in ("d_part", "d_whole"))
    return Figure(Kind.COUNT, found.start(), found.end(), part, other=whole)


def _tally(found: re.Match[str]) -> Figure:
    """Return "tre mål", or "alla mål": a part of a whole that the text does not number."""
    whole = _whole(found["t_whole"]) if found["t_whole"] else None
    part = _whole(found["t_part"]) if found["t_part"] else None
    if found["t_all"] in {"inget", "inga", "ingen"}:
        part = Decimal(0)
    if found["t_but"] and found["t_all"]:  # "alla mål utom ett": so many less than there are
        but = read_number_word(found["t_but"]) or Decimal(0)
        part = -but if part is None else but
    return Figure(Kind.COUNT, found.start(), found.end(), part, other=whole)


def _whole(text: str) -> Decimal | None:
    return Decimal(text) if text.isdecimal() else read_number_word(text)


def _move(found: re.Match[str], words: StatusWords) -> Figure:
    statuses = tuple(words.known[found[name]] for name in ("m_from", "m_to"))
    return Figure(Kind.MOVE, found.start(), found.end(), statuses=statuses)


def _status(found: re.Match[str]) -> Figure:
    status = COLOURS[found[0]]
    return Figure(Kind.STATUS, found.start(), found.end(), statuses=(status,))


def _own(found: re.Match[str], words: StatusWords) -> Figure:
    """Return a status in a board's own word; the verb before it is not of the figure."""
    word = found["own_word"]
    return Figure(
        Kind.STATUS, found.start("own_word"), found.end(), word=word, statuses=(words.own[word],)
    )


def _bare(found: re.Match[str]) -> Figure:
    return Figure(Kind.BARE_SIGN, found.start(), found.end(), word=found[0])


def _plain(found: re.Match[str]) -> Figure:
    number = _number(found["n_num"])
    if number is None:
        return _aside(found)
    sign = _sign(found["n_sign"], "")
    value = -number if sign is Sign.MINUS else number
    if sign is Sign.BOTH and not number:
        # "+/-0" says of a deviation that it is none to speak of, in whole mnkr.
        return Figure(Kind.AMOUNT, found.start(), found.end(), value, Decimal(1000), sign)
    return Figure(Kind.NUMBER, found.start(), found.end(), value, sign=sign)


def _sign(sign: str | None, blank: str | None) -> Sign:
    if not sign or sign == "+":
        return Sign.PLUS if sign else Sign.NONE
    plain = _ANY_DASH.sub("-", sign)
    if plain == "-":
        return Sign.LOOSE if blank else Sign.MINUS
    return Sign.BOTH


def _number(text: str) -> Decimal | None:
    """Read an unsigned number, line breaks and doubled blanks included."""
    whole, comma, fraction = text.partition(",")
    return read_number(" ".join(whole.split()) + comma + fraction.strip())


_READERS: Final = {
    "range": _span, "share": _share, "count": _count, "counted": _counted,
    "tally": _tally, "times": _times, "level": _level, "status": _status, "bare": _bare,
    "number": _plain,
}  # fmt: skip
