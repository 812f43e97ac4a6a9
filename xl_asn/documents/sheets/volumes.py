"""The sheet *Volymer*: numbers of cases in each period that its headers carry, and the changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar, Final

from xl_asn.documents.columns import AMOUNT, SIGNED_SHARE, TEXT, Column, Computed, Series
from xl_asn.documents.document import Document
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.model.amounts import Figure
from xl_asn.model.follow_up import Change, Volume
from xl_asn.model.grid import folded_name
from xl_asn.model.number_formats import share_format
from xl_asn.model.periods import Period

_PERIODS_BACK: Final = 3
_CHANGE: Final = "Förändring "
_YEAR_DIGITS: Final = 4


def _period_of(header: str) -> Period | None:
    months, _, year = " ".join(header.split()).rpartition(" ")
    is_year = year.isdecimal() and len(year) == _YEAR_DIGITS
    return Period.read(int(year), months) if is_year else None


def _count_key(header: str) -> tuple[int, ...] | None:
    period = _period_of(header)
    return None if period is None else (period.year, period.first_month, period.last_month)


def _change_key(header: str) -> tuple[int, ...] | None:
    word, _, period = folded_name(header).partition(" ")
    return _count_key(period) if word == folded_name(_CHANGE) else None


def _count_headers(period: Period) -> tuple[str, ...]:
    years = range(period.year - _PERIODS_BACK + 1, period.year + 1)
    return tuple(f"{period.short_label} {year}" for year in years)


def _change_headers(period: Period) -> tuple[str, ...]:
    return tuple(_CHANGE + header for header in _count_headers(period)[1:-1])


CHANGE: Final = Column(
    "Förändring", SIGNED_SHARE, "Den senaste perioden jämförd med perioden före.",
    computed=Computed("perioden / perioden före − 1"), number_format=share_format(signed=True),
    width=12,
)  # fmt: skip


class VolumeRow(Row):
    """A row of *Volymer*: one measure, its number in each period and the change between them."""

    series: ClassVar[tuple[Series, ...]] = (
        Series(
            "count",
            Column("(period)", AMOUNT, "Antalet i perioden. Rubriken är perioden: jan–apr 2018."),
            _count_key,
            "change",
            _count_headers,
        ),
        Series(
            "change_to",
            CHANGE.but(header="Förändring (period)", help="Perioden jämförd med perioden före."),
            _change_key,
            "change",
            _change_headers,
        ),
    )

    measure: Annotated[
        str | None, Column("Mått", TEXT, "Vad som räknas.", required=True, width=44)
    ] = None
    change: Annotated[Decimal | None, CHANGE] = None


VOLUMES: Final = SheetSpec(
    "Volymer", VolumeRow, key=("measure",),
    help="Antal ärenden per period. Lägg till en kolumn för varje period som jämförs.",
)  # fmt: skip


def volumes(document: Document) -> tuple[Volume, ...]:
    """Return the measures with the changes that the sheet has a column for."""
    return tuple(Volume(row.label, tuple(_changes(row))) for row in document.rows_of(VolumeRow))


def _changes(row: VolumeRow) -> Iterator[Change]:
    counts = row.of_series("count")
    shown = {_change_key(column.header): name for name, column in row.of_series("change_to")}
    for (before, earlier), (after, later) in pairwise(counts):
        names = [shown.get(_count_key(later.header))]
        if after == counts[-1][0]:
            names.append("change")
        for name in names:
            if name is not None and row.has(name):
                yield Change(
                    row.declared()[name].header,
                    row.cell(name),
                    Figure(row.cell(before), getattr(row, before), row.readable(before)),
                    Figure(row.cell(after), getattr(row, after), row.readable(after)),
                    f"{later.header} / {earlier.header} − 1",
                    getattr(row, name),
                )
