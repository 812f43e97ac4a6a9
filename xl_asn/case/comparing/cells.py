"""What a cell of a row holds, for a comparison: how it is said and measured, and of what time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from xl_asn.documents.columns import AMOUNT, OUTCOME, SHARE, SIGNED_AMOUNT, SIGNED_SHARE, Column
from xl_asn.documents.rows import Row
from xl_asn.documents.sheets.volumes import VolumeRow
from xl_asn.model.comparison import Measured
from xl_asn.model.indicators import Measure
from xl_asn.model.money import share_decimals, show_exact, show_share
from xl_asn.model.periods import Period
from xl_asn.model.statuses import Graded

_MONEY: Final = (AMOUNT, SIGNED_AMOUNT)
_SHARES: Final = (SHARE, SIGNED_SHARE)


def said(value: Any) -> str:
    """Return what a cell holds, in words."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Decimal():
            return show_exact(value)
        case date():
            return value.isoformat()
    return str(getattr(value, "value", value))


def shown(value: Any, measured: Measured) -> str:
    """Return a figure, or what stands in its place, as people read it."""
    if not isinstance(value, Decimal):
        return said(value)
    if measured is Measured.SHARE:
        return show_share(value, min(share_decimals(value), 1))
    return show_exact(value)


def graded(value: Any) -> Graded | None:
    """Return a value that is a status; None for any other."""
    return value if isinstance(value, Graded) else None


def are_numbers(*values: Any) -> bool:
    """Whether values are numbers, as far as there are any."""
    return all(value is None or isinstance(value, Decimal) for value in values)


def is_money(row: Row, column: Column) -> bool:
    """Whether a column of a row holds amounts of money: a volume is counted."""
    return column.kind in _MONEY and not isinstance(row, VolumeRow)


def measured_as(row: Row, column: Column) -> Measured:
    """Return what a figure in a column of a row is."""
    if column.kind in _SHARES:
        return Measured.SHARE
    if column.kind is OUTCOME and row.get("measure") in {None, Measure.SHARE}:
        return Measured.SHARE
    return Measured.AMOUNT if is_money(row, column) else Measured.NUMBER


def is_of_series(row: Row, field: str, *, computed: bool = False) -> bool:
    """Whether a field is one of a series of years or periods."""
    return any(
        name == field and bool(column.computed) is computed
        for series in type(row).series_fields
        for name, column in row.of_series(series)
    )


def key_of(row: Row, header: str) -> tuple[int, ...]:
    """Return the year, or the year and the months, that a header of a series carries."""
    keys: Iterable[tuple[int, ...] | None] = (s.key(header) for s in type(row).series)
    return next((key for key in keys if key is not None), ())


def is_before(key: tuple[int, ...], period: Period) -> bool:
    """Whether a column's year, or its period, had ended when the report's own began to end."""
    match key:
        case [year]:
            return year < period.year
        case [year, _, last]:
            return (year, last) < (period.year, period.last_month)
    return False
