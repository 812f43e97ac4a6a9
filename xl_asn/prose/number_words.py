"""Numbers in words: "sju" is 7, "trettiofem" is 35."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xl_asn.prose.marks import BLANK

_ONES: Final = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS: Final = (
    "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio",
)  # fmt: skip
_DIGIT: Final = "|".join(("ett", *_ONES[1:10]))

_TO_NINETEEN: Final = {"ett": 1} | {word: number for number, word in enumerate(_ONES)}
#: Every word from 0 to 100, and its number.
_NUMBERS: Final[Mapping[str, Decimal]] = {
    word: Decimal(number) for word, number in _TO_NINETEEN.items()
} | {
    "hundra": Decimal(100),
    **{
        tens + ones: Decimal(ten * 10 + one)
        for ten, tens in enumerate(_TENS, 2)
        for ones, one in (("", 0), *_TO_NINETEEN.items())
        if one in range(10) and ones != "noll"
    },
}

#: A number in words from 0 to 100, for use inside a pattern.
NUMBER_WORD: Final = (
    rf"(?:(?:{'|'.join(_TENS)})(?:{_DIGIT})?|{'|'.join(reversed(_ONES))}|ett|hundra)(?!\w)"
)

#: The same before a unit of money, halves and all: "två och en halv", "en knapp".
LOOSE_NUMBER: Final = (
    rf"(?:en{BLANK}{{1,2}}(?:halv|dryg|knapp)(?!\w)|"
    rf"{NUMBER_WORD}(?:{BLANK}{{1,2}}och{BLANK}{{1,2}}en{BLANK}{{1,2}}halv(?!\w))?)"
)


def read_number_word(word: str) -> Decimal | None:
    """Return the number that a word stands for, 0 to 100; None for any other word."""
    return _NUMBERS.get(word.casefold())


def read_loose_number(text: str) -> Decimal | None:
    """Return the number of "två och en halv", "en halv" and "en knapp": words before a unit."""
    whole, *rest = text.casefold().split()
    if not rest:
        return read_number_word(whole)
    if rest[-1] == "halv":
        return Decimal("0.5") + (_NUMBERS[whole] if len(rest) > 1 else 0)
    return read_number_word(whole)
