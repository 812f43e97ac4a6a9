"""What the sheet *Underlag* holds: what a ledger gave each row of the workbook, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.grid import Sheet, folded_name
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import ORE, Codes
from xl_asn.model.money import rounded

NAME: Final = "Underlag"
WRITTEN: Final = "Bladet skrivs av Hämta utfall"
"""What the program's own begins a line with, in the first column below the title."""
MONTHS: Final = 12
_LAST_LEAD: Final = 40
KRONOR: Final = 1_000
"""So many kronor are one tkr, in which a unit of amounts says how large it is."""


class Fate(Enum):
    """What has become of some postings on a sheet; the values are words of *Underlag*."""

    TAKEN = "hämtat"
    LEFT_OUT = "utelämnas"
    UNTAKEN = "ingen rad tar"
    CONTESTED = "två rader tar"


class BasisLine(NamedTuple):
    """All postings of the same codes that one rule has given a row, in öre by month.

    ``row`` is None for what no row has. ``months`` have the report's sign, and ``budget`` is the
    whole year's; ``sign`` is −1 where that is the opposite of the ledger's. ``why`` is why
    something is left out.
    """

    sheet: str
    row: RowKey | None
    fate: Fate
    codes: Codes
    name: str
    months: tuple[int, ...]
    budget: int = 0
    order: int = 0
    sign: int = -1
    lines: int = 0
    why: str = ""

    @property
    def total(self) -> int:
        """Return the sum of the months."""
        return sum(self.months)


class Source(NamedTuple):
    """A source that was read; ``total`` is all up to the last month, with the report's sign."""

    name: str
    format: str
    total: int
    organisation: str = ""
    is_budget: bool = False


class Basis(NamedTuple):
    """The whole of *Underlag*.

    ``last`` is the last month that counts, and ``anyway`` what did not agree and was taken all the
    same.
    """

    at: datetime
    year: int
    last: int
    sources: tuple[Source, ...]
    lines: tuple[BasisLine, ...]
    anyway: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the sheets that something was shared out on, in order."""
        return tuple(dict.fromkeys(line.sheet for line in self.lines))

    @property
    def actual(self) -> int:
        """Return the whole of what was read but for budgets, in öre, with the report's sign."""
        return sum(source.total for source in self.sources if not source.is_budget)

    def of_row(self, key: RowKey) -> tuple[BasisLine, ...]:
        """Return the lines of a row and of its parts."""
        wanted = key.folded
        name = folded_name(key.names[-1]) if key.names else ""
        return tuple(
            line
            for line in self.lines
            if line.row is not None
            and folded_name(line.sheet) == folded_name(key.sheet)
            and (
                line.row.folded == wanted
                or (bool(name) and folded_name(line.row.parent) == name
                    and line.row.area == key.area)
            )
        )  # fmt: skip

    def given(self, sheet: str) -> int:
        """Return what the rows of a sheet have been given, in öre."""
        return sum(line.total for line in self.lines
                   if line.sheet == sheet and line.fate is Fate.TAKEN)  # fmt: skip

    def gap(self, sheet: str) -> int:
        """Return what a sheet lacks of the ledger: neither given nor left out, in öre."""
        fates = {Fate.TAKEN, Fate.LEFT_OUT}
        known = (one for one in self.lines if one.sheet == sheet and one.fate in fates)
        return self.actual - sum(line.total for line in known)

    def by_month(self) -> Mapping[tuple[Codes, int], int]:
        """Return the sums by codes and month, in öre with the ledger's sign.

        They are those of one sheet: each has them all.
        """
        found: dict[tuple[Codes, int], int] = defaultdict(int)
        for line in self.lines:
            if line.sheet == self.sheets[0]:
                for month, amount in enumerate(line.months, 1):
                    if amount:
                        found[line.codes, month] += line.sign * amount
        return dict(found)

    def budgets(self) -> Mapping[str, int]:
        """Return the year's budget by account, in öre with the report's sign."""
        found: dict[str, int] = defaultdict(int)
        for line in self.lines:
            if line.sheet == self.sheets[0]:
                found[line.codes.account] += line.budget
        return dict(found)


def in_unit(amount: int, unit: AmountUnit) -> Decimal:
    """Return öre in a unit of amounts, rounded as the board's tables are."""
    return rounded(exactly(amount, unit), unit.decimals)


def exactly(amount: int, unit: AmountUnit) -> Decimal:
    """Return öre in a unit of amounts, with all of their decimals."""
    return unit.of(Decimal(amount) / (ORE * KRONOR))


def blocks(lines: Iterable[BasisLine]) -> Iterator[tuple[BasisLine, tuple[BasisLine, ...]]]:
    """Yield the lines of each row, or of what no row has, with the first of them before them."""
    found: dict[tuple[str, Fate, RowKey | None], list[BasisLine]] = {}
    for line in lines:
        found.setdefault((line.sheet, line.fate, line.row), []).append(line)
    for of_row in found.values():
        yield of_row[0], tuple(of_row)


def is_basis(sheet: Sheet) -> bool:
    """Whether a sheet is the program's *Underlag*, and no sheet of that name of somebody's own."""
    return (
        folded_name(sheet.name) == folded_name(NAME)
        and sheet.cell(1, 1).text == NAME
        and any(sheet.cell(row, 1).text.startswith(WRITTEN) for row in range(2, _LAST_LEAD + 1))
    )
