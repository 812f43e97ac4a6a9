"""Headers with a unit or a month in them: "Utfall (tkr)" is Utfall, "Prognos nov" is Prognos."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.grid import folded_name
from xl_asn.model.periods import read_month

_PARTS: Final = re.compile(r"[^\s(),;:\[\]]+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_RANGE: Final = re.compile(r"[-/]")
_OTHERS: Final = frozenset({"i", "kr", "kronor", "sek", "%", "procent", "tom", "t.o.m."})


def told_with_more(header: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the headers among ``known`` that are a header with a unit, month or year added."""
    name = _bare(header)
    return tuple(one for one in known if name and _bare(one) == name)


def unit_in(header: str) -> AmountUnit | None:
    """Return the unit of money that a header names, or None."""
    units = (read_unit(part) for part in _PARTS.findall(folded_name(header)))
    return next((unit for unit in units if unit), None)


def _bare(header: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTS.findall(folded_name(header)) if not _is_added(part))


def _is_added(part: str) -> bool:
    if part in _OTHERS or _YEAR.fullmatch(part) or read_unit(part):
        return True
    return all(not name.isdecimal() and read_month(name) for name in _RANGE.split(part))
