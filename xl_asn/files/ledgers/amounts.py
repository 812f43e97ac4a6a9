"""Amounts as a column writes them, exactly: whole öre, or why there are none.

A column is judged as a whole: ``1.234`` is a thousand in one and a krona in another, and only the
others of its column tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.model.ledger import ORE

_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u2009]+")
_MINUS: Final = re.compile("[\u2010-\u2015\u2212]")
_POINT_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?")
_COMMA_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?")
#: Between blanks stand three digits: "12 34" is two numbers, or a slip.
_BLANK_GROUPS: Final = re.compile(r"[-+(]? ?\d{1,3}(?: \d{3})+(?:[.,]\d+)? ?[-)]?")
_PARTED: Final = re.compile(r"\d \d")
#: A thousand, or a krona with three decimals: another of the column must tell.
_EITHER: Final = re.compile(r"-?\d{1,3}[.,]\d{3}")
#: What some systems write of a number that has no öre left, and means none. One nought after two
#: decimals is not among them: "1.000" may be a thousand.
_ZERO_TAIL: Final = re.compile(r"(-?\d+[.,]\d{2})00+")
#: The same where a point can only part off decimals.
_NOUGHTS: Final = re.compile(r"(\.\d{2})0+$")
_USUAL: Final = re.compile(r"-?[0-9]{1,15}[.,][0-9]{2}")
_KRONOR: Final = re.compile(r"-?[0-9]{1,15}\.[0-9]{2}")
_LONGEST: Final = 30
_MOST_DECIMALS: Final = 2
#: A lone dash is how Excel's own format shows nothing.
_NOTHING: Final = ("", "-")


class Amounts(NamedTuple):
    """The öre of each text, and the texts that are none; ``is_mixed`` where nobody can tell."""

    known: Mapping[str, int]
    unreadable: frozenset[str]
    is_mixed: bool = False


class _Way(Enum):
    """How an amount parts its thousands and its öre."""

    WHOLE = "1234"
    COMMA = "1234,50"
    POINT = "1234.50"
    POINT_GROUPS = "1.234,50"
    COMMA_GROUPS = "1,234.50"


#: What cannot stand in one column, since nobody can tell what a comma or a point means there.
_APART: Final = (
    {_Way.COMMA, _Way.POINT}, {_Way.POINT, _Way.POINT_GROUPS}, {_Way.COMMA, _Way.COMMA_GROUPS},
    {_Way.POINT_GROUPS, _Way.COMMA_GROUPS},
)  # fmt: skip


def read_amounts(texts: Iterable[str]) -> Amounts:
    """Return what the texts of a column mean; a blank one is nothing."""
    known: dict[str, int] = {}
    unreadable: set[str] = set()
    ways: set[_Way] = set()
    unclear: set[str] = set()
    is_clear = False
    for text in set(texts):
        if _USUAL.fullmatch(text):  # as nearly all are written
            known[text] = int(text[:-3] + text[-2:])
            ways.add(_Way.COMMA if text[-3] == "," else _Way.POINT)
            is_clear = True
            continue
        plain = _plain(text)
        if plain in _NOTHING:
            known[text] = 0
            continue
        read = _read(plain)
        if read is None:
            unreadable.add(text)
            continue
        known[text], way = read
        ways.add(way)
        if way is not _Way.WHOLE and not is_clear:
            is_unclear = _EITHER.fullmatch(plain) is not None
            is_clear = not is_unclear
            unclear.update([text] if is_unclear else [])
    if not is_clear:
        unreadable |= unclear
        known = {text: ore for text, ore in known.items() if text not in unclear}
    return Amounts(known, frozenset(unreadable), any(apart <= ways for apart in _APART))


def read_amount(text: str) -> int | None:
    """Return the öre of one amount with a point before its decimals; None where it is none."""
    if _KRONOR.fullmatch(text):  # as nearly all are written
        return int(text.replace(".", ""))
    read = _read(_NOUGHTS.sub(r"\1", _plain(text)))
    return read[0] if read is not None and read[1] in {_Way.WHOLE, _Way.POINT} else None


def _read(plain: str) -> tuple[int, _Way] | None:
    """Return the öre of an amount and how it is written; None where it is none."""
    sign, digits = (-1, plain[1:]) if plain[:1] == "-" else (1, plain)
    if digits.isdecimal():
        return sign * int(digits) * ORE, _Way.WHOLE
    for mark, way in ((",", _Way.COMMA), (".", _Way.POINT)):
        whole, found, part = digits.partition(mark)
        if found and whole.isdecimal() and part.isdecimal() and len(part) <= _MOST_DECIMALS:
            return sign * (int(whole) * ORE + int(part.ljust(_MOST_DECIMALS, "0"))), way
    groups, mark, way = (".", ",", _Way.POINT_GROUPS)
    if not _POINT_GROUPS.fullmatch(digits):
        groups, mark, way = (",", ".", _Way.COMMA_GROUPS)
        if not _COMMA_GROUPS.fullmatch(digits):
            return None
    whole, _, part = digits.replace(groups, "").partition(mark)
    return sign * (int(whole) * ORE + int(part.ljust(_MOST_DECIMALS, "0"))), way


def _plain(text: str) -> str:
    """Return an amount with a plain minus before it, without blanks and needless noughts.

    What is no amount, whatever its column says, is a question mark.
    """
    if text.isascii() and text[-1:].isdecimal() and " " not in text and len(text) <= _LONGEST:
        shown = text.removeprefix("+")  # as nearly all are written
    else:
        if len(text) > 2 * _LONGEST:
            return "?"
        shown = _MINUS.sub("-", _BLANKS.sub(" ", text.strip()))
        if _PARTED.search(shown) and not _BLANK_GROUPS.fullmatch(shown):
            return "?"
        shown = shown.replace(" ", "")
        if shown.startswith("(") and shown.endswith(")"):
            shown = f"-{shown[1:-1]}"
        if len(shown) > 1 and shown.endswith("-"):
            shown = f"-{shown[:-1]}"
        shown = shown.removeprefix("+")
        if len(shown) > _LONGEST or not shown.isascii():
            return "?"
    if shown[-1:] != "0":
        return shown
    tail = _ZERO_TAIL.fullmatch(shown)
    return tail[1] if tail else shown
