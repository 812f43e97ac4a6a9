"""Amounts as a column writes them, exactly: whole öre, or why there are none.

A column is judged as a whole: ``1.234`` is a thousand in one and a krona in another, and only the
others of its column tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.ledger import ORE

_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u2009]+")
_MINUS: Final = re.compile("[\u2010-\u2015\u2212]")
_WHOLE: Final = re.compile(r"-?\d+")
_COMMA: Final = re.compile(r"-?\d+,\d{1,2}")
_POINT: Final = re.compile(r"-?\d+\.\d{1,2}")
#: Between blanks stand three digits: "12 34" is two numbers or a slip.
_BLANK_GROUPS: Final = re.compile(r"[-+(]? ?\d{1,3}(?: \d{3})+(?:[.,]\d+)? ?[-)]?")
_POINT_GROUPS: Final = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?")
_COMMA_GROUPS: Final = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?")
#: One sign and three digits after it: a thousand, or a krona with three decimals.
_EITHER: Final = re.compile(r"-?\d{1,3}[.,]\d{3}")
#: What some systems write of a number that has no öre left, and means none. A single nought more
#: than two decimals is not among them: "1.000" may be a thousand.
_ZERO_TAIL: Final = re.compile(r"(-?\d+[.,]\d{2})00+")
#: The same where the point is known to part off the decimals.
_NOUGHTS: Final = re.compile(r"(\.\d{2})0+$")
_LONGEST: Final = 30


class Amounts(NamedTuple):
    """The öre of each text, and the texts that are none; ``is_mixed`` where nobody can tell."""

    known: Mapping[str, int]
    unreadable: frozenset[str]
    is_mixed: bool = False


def read_amounts(texts: Iterable[str]) -> Amounts:
    """Return what the texts of a column mean; a blank one is nothing."""
    plain = {text: _plain(text) for text in set(texts)}
    shown = set(plain.values())
    by_comma, by_point = (_some(sign, shown) for sign in (_COMMA, _POINT))
    point_groups, comma_groups = (_some(sign, shown) for sign in (_POINT_GROUPS, _COMMA_GROUPS))
    is_mixed = (
        (by_comma and by_point)
        or (by_point and point_groups)
        or (by_comma and comma_groups)
        or (point_groups and comma_groups)
    )
    # Another of the column must show that the sign parts thousands: "1.234" alone tells nobody.
    is_unclear = not any(_tells(text) for text in shown)
    known: dict[str, int] = {}
    unreadable: set[str] = set()
    for text, one in plain.items():
        number = None if is_unclear and _EITHER.fullmatch(one) else _number(one)
        if number is None:
            unreadable.add(text)
        else:
            known[text] = _ore(number)
    return Amounts(known, frozenset(unreadable), is_mixed)


def _some(sort: re.Pattern[str], shown: Iterable[str]) -> bool:
    return any(sort.fullmatch(text) for text in shown)


def _tells(text: str) -> bool:
    """Whether an amount shows by itself which of its signs part thousands, or that one does not."""
    if _EITHER.fullmatch(text):
        return False
    sorts = (_COMMA, _POINT, _POINT_GROUPS, _COMMA_GROUPS)
    return any(sort.fullmatch(text) for sort in sorts)


def _number(shown: str) -> str | None:
    """Return an amount as :class:`Decimal` reads it; None where it is none."""
    if shown in {"", "-"}:  # a lone dash is how Excel's own format shows nothing
        return "0"
    if _WHOLE.fullmatch(shown) or _POINT.fullmatch(shown):
        return shown
    if _COMMA.fullmatch(shown):
        return shown.replace(",", ".")
    if _POINT_GROUPS.fullmatch(shown):
        return shown.replace(".", "").replace(",", ".")
    return shown.replace(",", "") if _COMMA_GROUPS.fullmatch(shown) else None


def read_amount(text: str) -> int | None:
    """Return the öre of one amount with a point before its decimals; None where it is none."""
    shown = _NOUGHTS.sub(r"\1", _plain(text))
    return _ore(shown) if _WHOLE.fullmatch(shown) or _POINT.fullmatch(shown) else None


def _plain(text: str) -> str:
    """Return an amount with a plain minus before it, without blanks and needless noughts.

    What is no amount whatever its column says is a question mark.
    """
    shown = _MINUS.sub("-", _BLANKS.sub(" ", text.strip()))[: _LONGEST + 1]
    if len(shown) > _LONGEST or not shown.isascii():
        return "?"
    if re.search(r"\d \d", shown) and not _BLANK_GROUPS.fullmatch(shown):
        return "?"
    shown = shown.replace(" ", "")
    if shown.startswith("(") and shown.endswith(")"):
        shown = f"-{shown[1:-1]}"
    if len(shown) > 1 and shown.endswith("-"):
        shown = f"-{shown[:-1]}"
    shown = shown.removeprefix("+")
    tail = _ZERO_TAIL.fullmatch(shown)
    return tail[1] if tail else shown


def _ore(text: str) -> int:
    return int(Decimal(text) * ORE)
