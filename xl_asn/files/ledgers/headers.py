"""The headers of a ledger that is a table, and the periods that its cells and headers name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from xl_asn.model.grid import folded_name
from xl_asn.model.periods import read_month

_ALIASES: Final = {
    "account": "konto kontonr kontonummer kontokod slag",
    "name": "konto(t) kontonamn kontotext kontobenämning kontobeskrivning benämning",
    "responsibility": "ansvar ansv ansvarskod enhet kostnadsställe kst",
    "activity": "verksamhet vht verks verksamhetskod",
    "project": "projekt proj projektkod",
    "counterpart": "motpart motp motpartskod",
    "year": "år räkenskapsår bokföringsår redovisningsår",
    "period": "period månad bokföringsperiod bokfperiod perioden",
    "actual": "utfall belopp saldo utfallbelopp bokfört",
    "budget": "budget budgetbelopp budg",
}
_MEANT: Final = {name: field for field, names in _ALIASES.items() for name in names.split()}
CODES: Final = ("account", "responsibility", "activity", "project", "counterpart")
_BESIDE_MONTHS: Final = ("utfall", "belopp", "period")
_WORDS: Final = re.compile(r"[^\W_]+")
#: A year, where no more digits than those of a month and a day stand after it.
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\d{2}(?!\d)|\d{4}(?!\d)|(?!\d))")
_MOST_TOP: Final = 30
#: As many as a month with its year has, and a day.
_DIGITS: Final = (6, 8)
_LONGEST_PERIOD: Final = 40


class Header(NamedTuple):
    """The row of headers: where it is, its columns by field, and those of months by number."""

    row: int
    fields: Mapping[str, int]
    months: Mapping[int, int]
    shown: Mapping[str, str]
    other_years: tuple[str, ...] = ()
    """The years of columns that are months of other years."""

    @property
    def is_usable(self) -> bool:
        """Whether a ledger can be read below it."""
        has_amounts = "actual" in self.fields or "budget" in self.fields
        return "account" in self.fields and (
            bool(self.months) or (has_amounts and "period" in self.fields)
        )

    @property
    def places(self) -> tuple[int, ...]:
        """Return the columns that are read, in order."""
        return tuple(sorted({*self.fields.values(), *self.months.values()}))


def header_of(rows: Sequence[Sequence[str]], year: int) -> Header:
    """Return the row of headers among the first rows of a table; the fullest one."""
    found = (_header(at, row, year) for at, row in enumerate(rows[:_MOST_TOP]))
    return max(
        found, key=lambda one: (one.is_usable, len(one.fields) + len(one.months), -one.row),
        default=Header(0, {}, {}, {}),
    )  # fmt: skip


def _header(at: int, row: Sequence[str], year: int) -> Header:
    fields: dict[str, int] = {}
    months: dict[int, int] = {}
    shown: dict[str, str] = {}
    for column, text in enumerate(row):
        field = _MEANT.get("".join(folded_name(text).replace(".", "").split()))
        month = None if field else read_period(text, year)
        if field is not None and field not in fields:
            fields[field] = column
            shown[field] = text
        elif month is not None and month not in months:
            months[month] = column
    others = {} if not months else {
        year_of(text) for text in row if read_period(text, year) is None and _is_month(text)
    }  # fmt: skip
    return Header(at, fields, months, shown, tuple(sorted(others)))


def _is_month(text: str) -> bool:
    """Whether a text is a month of the year that it names."""
    found = year_of(text)
    return bool(found) and read_period(text, int(found)) is not None


def read_period(text: str, year: int) -> int | None:
    """Return the month that a text says, of a year; None for none, or one of another year.

    ``202211``, ``2022-11``, ``2022-11-30``, ``11``, ``nov``, ``nov 2022``, ``nov-22`` and ``Utfall
    nov`` all say November.
    """
    words = [word.casefold() for word in _WORDS.findall(text[:_LONGEST_PERIOD])]
    left = [word for word in words if word not in _BESIDE_MONTHS]
    first = left[0] if left else ""
    if first == str(year) and len(left) > 1:
        return read_month(left[1])
    if first.startswith(str(year)) and len(first) in _DIGITS and len(left) == 1:
        return read_month(first[4:6])
    named = [word for word in left if word not in {str(year), f"{year % 100:02}"}]
    alone = named if len(left) > 1 else left
    return read_month(alone[0]) if len(alone) == 1 else None


def year_of(text: str) -> str:
    """Return the year that a period names: ``202211``, ``2022-11``, ``nov 2022``; else nothing."""
    found = _YEAR.search(text) if len(text) <= _LONGEST_PERIOD else None
    return found[0] if found else ""
