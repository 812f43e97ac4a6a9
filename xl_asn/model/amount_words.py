"""Amounts in words: "−5,3 mnkr" as an exact number of tkr, and back.

Three units are written: tkr, mnkr and mdkr. Authors type others (mnr, mkr, Mkr, Msek); those are
understood, and never printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.model.folding import plain
from xl_asn.model.money import HARD_SPACE, read_number, show_number


class AmountUnit(Enum):
    """A unit of money; the values are the words that are printed."""

    TKR = "tkr"
    MNKR = "mnkr"
    MDKR = "mdkr"

    @property
    def thousands(self) -> Decimal:
        """Return how many tkr one unit is."""
        return _THOUSANDS[self]

    def of(self, thousands: Decimal) -> Decimal:
        """Return an amount in tkr in this unit."""
        return thousands if self is AmountUnit.TKR else thousands / self.thousands

    @property
    def decimals(self) -> int:
        """Return how many decimals the board's texts print: whole tkr, else one."""
        return 0 if self is AmountUnit.TKR else 1


_THOUSANDS = {
    AmountUnit.TKR: Decimal(1),
    AmountUnit.MNKR: Decimal(1_000),
    AmountUnit.MDKR: Decimal(1_000_000),
}

#: Every word that is understood, without case.
_WORDS = {
    "tkr": AmountUnit.TKR,
    "ksek": AmountUnit.TKR,
    "tusen kr": AmountUnit.TKR,
    "tusen kronor": AmountUnit.TKR,
    "mnkr": AmountUnit.MNKR,
    "mnr": AmountUnit.MNKR,
    "mkr": AmountUnit.MNKR,
    "msek": AmountUnit.MNKR,
    "mn kr": AmountUnit.MNKR,
    "miljoner kr": AmountUnit.MNKR,
    "miljoner kronor": AmountUnit.MNKR,
    "miljon kronor": AmountUnit.MNKR,
    "mdkr": AmountUnit.MDKR,
    "miljarder kronor": AmountUnit.MDKR,
    "miljard kronor": AmountUnit.MDKR,
}

#: The words as a pattern tries them: the longest first.
UNIT_WORDS: Final = tuple(sorted(_WORDS, key=len, reverse=True))

_BLANK = "[ \u00a0\u202f\u2009]"
_SIGN = "[+\u00b1\u2212\u2013\u2011\u2010-]"
# At most five groups of thousands: a row of numbers is then read in linear time.
_DIGITS = rf"(?:\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,5}}|\d+)(?:,\d+)?"
_WORD = "|".join(word.replace(" ", _BLANK) for word in UNIT_WORDS)
_AMOUNT = re.compile(
    # A sign right after a letter or digit is a hyphen or a range ("april-5 mnkr", "2-3 mnkr").
    rf"(?<![\d.,])(?P<number>(?:(?<!\w){_SIGN}{_BLANK}?|(?<!\w)\+-{_BLANK}?)?{_DIGITS})"
    rf"{_BLANK}?(?P<word>{_WORD})(?!\w)",
    re.IGNORECASE,
)
_NO_SIGN = re.compile(rf"^(?:\u00b1|\+{_SIGN}){_BLANK}?")


class WrittenAmount(NamedTuple):
    """An amount as it stands in a text: the number in its own unit."""

    number: Decimal
    unit: AmountUnit

    @property
    def thousands(self) -> Decimal:
        """Return the amount in tkr, exactly."""
        return self.number * self.unit.thousands


def find_amounts(text: str) -> Iterator[WrittenAmount]:
    """Yield every amount with a unit that a text holds, in order."""
    for found in _AMOUNT.finditer(text):
        number = _read(found["number"])
        if number is not None:
            word = re.sub(_BLANK, " ", found["word"])
            yield WrittenAmount(number, _WORDS[word.casefold()])


def read_amount(text: str) -> WrittenAmount | None:
    """Read a text that is one amount with its unit and nothing else; None for any other text."""
    found = _AMOUNT.fullmatch(text.strip().rstrip("."))
    return next(find_amounts(found[0]), None) if found else None


def read_unit(text: str) -> AmountUnit | None:
    """Return the unit that a word stands for, or None."""
    return _WORDS.get(text) or _WORDS.get(plain(text).casefold())


def show_amount(
    thousands: Decimal,
    unit: AmountUnit = AmountUnit.MNKR,
    *,
    decimals: int | None = None,
    signed: bool = True,
) -> str:
    """Print an amount in tkr as the board's text does: ``−5,3 mnkr``, ``+4,9 mnkr``."""
    places = unit.decimals if decimals is None else decimals
    number = show_number(unit.of(thousands), places, signed=signed)
    return f"{number}{HARD_SPACE}{unit.value}"


def _read(text: str) -> Decimal | None:
    """Read a number; ``±`` and ``+-`` stand only before nothing: "+-0"."""
    unsigned = _NO_SIGN.sub("", text)
    number = read_number(unsigned)
    return None if unsigned != text and number else number
