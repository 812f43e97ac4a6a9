"""Folders of made reports: November 2022 with the figures of other months put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tests.attack.books import MONTH, Book
from tests.laws.worlds import example
from xl_asn.documents.catalogue import document_types
from xl_asn.model.periods import MONTH_NAMES

SHEETS = ("Nettokostnad", "Resultaträkning")
ROWS = range(6, 18)
TOTAL = 17
"""The row of *Resultat ASN* on both sheets."""
_COLUMNS = MappingProxyType({"outcome": "D", "budget": "E", "forecast": "G", "year_budget": "H"})
_WHOLE = Decimal(1)
#: How the year comes: a little more each month of the autumn. December is the whole.
SHARES = tuple(
    map(
        Decimal,
        [
            "0.07",
            "0.14",
            "0.22",
            "0.30",
            "0.38",
            "0.46",
            "0.52",
            "0.60",
            "0.69",
            "0.79",
            "0.90",
            "1",
        ],
    )
)


class Told(NamedTuple):
    """What a made report says of a row; None leaves the cell blank."""

    outcome: Decimal | None
    budget: Decimal | None
    forecast: Decimal | None
    year_budget: Decimal | None


Says = Callable[[Decimal, int], Told]
"""What is said of a row of a year's budget, by the month."""


def year_of(*, dark: str = "0", final: str = "1.01", shares: tuple[Decimal, ...] = SHARES) -> Says:
    """Return a year that ends at ``final`` of its budget, forecast so much too dark all along.

    A forecast that is 0.02 too dark is below the closing figure by 2 % of the closing figure.
    """

    def says(budget: Decimal, month: int) -> Told:
        closing = _whole(budget * Decimal(final))
        forecast = closing - _whole(abs(closing) * Decimal(dark))
        share = shares[month - 1]
        if month == len(shares):
            forecast = closing
        return Told(_whole(closing * share), _whole(budget * month / 12), forecast, budget)

    return says


def _whole(value: Decimal) -> Decimal:
    return value.quantize(_WHOLE)


@cache
def budgets() -> Mapping[tuple[str, int], Decimal]:
    """Return the year's budget of each row of the example that has one."""
    document = document_types()["manadsrapport"].read(example("2022-11"))
    return {
        (table.sheet, row.number): figure.value
        for table in document.amount_tables()
        for row in table.rows
        if (figure := row.figures["Årsbudget"]).value
    }


def report(year: int, month: int, says: Says, board: str = "", **start: str) -> Book:
    """Return a report with every row's figures of a month."""
    book = Book(MONTH)
    _year(book, year)
    book.start("Period", MONTH_NAMES[month - 1][:3])
    if board:
        book.start("Nämnd", board)
    for name, text in start.items():
        book.start(name, text)
    for (sheet, row), budget in budgets().items():
        for field, value in says(budget, month)._asdict().items():
            put(book, sheet, f"{_COLUMNS[field]}{row}", value)
    return book


def put(book: Book, sheet: str, address: str, value: Decimal | int | None) -> None:
    """Write an amount, or nothing."""
    if value is None:
        book.cell(sheet, address, "")
    else:
        book.number(sheet, address, str(value))


def _year(book: Book, year: int) -> None:
    names = book.parts["xl/workbook.xml"].decode()
    (row,) = re.findall(r"<definedName name=\"År\">'Start'!\$B\$(\d+)<", names)
    book.number("Start", f"B{row}", str(year))


def name_of(year: int, month: int) -> str:
    """Return what a report's file is called."""
    return f"{year}-{month:02}_manadsrapport.xlsx"


def written(
    folder: Path, year: int, months: Iterable[int], says: Says, board: str = ""
) -> list[Path]:
    """Write the reports of some months of a year into a folder; return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        report(year, month, says, board).saved(folder / name_of(year, month)) for month in months
    ]


WHOLE = range(1, 13)
