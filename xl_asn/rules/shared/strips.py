"""Strips laid out in time: a rolling strip's later months belong to the year before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.goals import STRIP_FIELDS, StripRow
from xl_asn.model.grid import CellRef
from xl_asn.model.periods import MONTH_HEADERS, Period
from xl_asn.model.statuses import Status

Month = tuple[int, int]
"""Year and month, 1 to 12."""


class StripCell(NamedTuple):
    """One filled month of a goal's strip."""

    status: Status
    cell: CellRef


def month_name(month: Month) -> str:
    """Return a month as a strip heads it, with its year: ``okt 2022``."""
    return f"{MONTH_HEADERS[month[1] - 1].lower()} {month[0]}"


def strip_rows(document: Document) -> Mapping[Decimal, StripRow]:
    """Return the first strip of each goal that has one, by the goal's number."""
    rows: dict[Decimal, StripRow] = {}
    for row in document.table("Månadsstatus") or ():
        if isinstance(row, StripRow) and row.goal is not None:
            rows.setdefault(row.goal, row)
    return rows


def filled_months(row: StripRow, period: Period) -> Mapping[Month, StripCell]:
    """Return a strip's filled months; those after the period's last are of the year before."""
    filled: dict[Month, StripCell] = {}
    for number, (name, status) in enumerate(zip(STRIP_FIELDS, row.months, strict=True), 1):
        if status is not None:
            year = period.year if number <= period.last_month else period.year - 1
            filled[year, number] = StripCell(status, row.cell(name))
    return filled
