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
_POINT_GROUPS: Final = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_COMMA_GROUPS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
#: What some systems write of a number that has no öre left, and means none.
_ZERO_TAIL: Final = re.compile(r"(-?\d+[.,]\d{2})0+")
_LONGEST: Final = 30


class Amounts(NamedTuple):
    """The öre of each text, and the texts that are none; ``is_mixed`` where nobody can tell."""

    known: Mapping[str, int]
    unreadable: frozenset[str]
    is_mixed: bool = False


def read_amounts(texts: Iterable[str]) -> Amounts:
    """Return what the texts of a column mean; a blank one is nothing."""
    plain = {text: _plain(text) for text in set(texts)}
    by_comma = any(_COMMA.fullmatch(p) for p in plain.values())
    by_point = any(_POINT.fullmatch(p) for p in plain.values())
    point_groups = any(_POINT_GROUPS.fullmatch(p) for p in plain.values())
    comma_groups = any(_COMMA_GROUPS.fullmatch(p) for p in plain.values())
    is_mixed = (
        (by_comma and by_point)
        or (by_point and point_groups)
        or (by_comma and comma_groups)
        or (point_groups and comma_groups)
    )
    known: dict[str, int] = {}
    unreadable: set[str] = set()
    for text, shown in plain.items():
        if not shown:
            known[text] = 0
        elif _WHOLE.fullmatch(shown) or _POINT.fullmatch(shown):
            known[text] = _ore(shown)
        elif _COMMA.fullmatch(shown):
            known[text] = _ore(shown.replace(",", "."))
        elif _POINT_GROUPS.fullmatch(shown):
            known[text] = _ore(shown.replace(".", "").replace(",", "."))
        elif _COMMA_GROUPS.fullmatch(shown):
            known[text] = _ore(shown.replace(",", ""))
        else:
            unreadable.add(text)
    return Amounts(known, frozenset(unreadable), is_mixed)


def read_amount(text: str) -> int | None:
    """Return the öre of one amount with a point before its decimals; None where it is none."""
    shown = _plain(text)
    return _ore(shown) if _WHOLE.fullmatch(shown) or _POINT.fullmatch(shown) else None


def _plain(text: str) -> str:
    """Return an amount with a plain minus before it, without blanks and needless noughts."""
    shown = _MINUS.sub("-", _BLANKS.sub("", text))[: _LONGEST + 1]
    if shown.startswith("(") and shown.endswith(")"):
        shown = f"-{shown[1:-1]}"
    if shown.endswith("-"):
        shown = f"-{shown[:-1]}"
    shown = shown.removeprefix("+")
    tail = _ZERO_TAIL.fullmatch(shown)
    if len(shown) > _LONGEST or not shown.isascii():
        return "?"
    return tail[1] if tail else shown


def _ore(text: str) -> int:
    return int(Decimal(text) * ORE)
