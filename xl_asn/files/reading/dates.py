"""Dates as workbooks store them: serial numbers in two systems, and ISO text."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

_EPOCH_1904: Final = date(1904, 1, 1)
#: Excel's 1900 calendar has a 29 February 1900, which never was: serial 60. Before it the days
#: count from 31 December 1899, and after it from the day before.
_EPOCH_EARLY_1900: Final = date(1899, 12, 31)
_EPOCH_1900: Final = date(1899, 12, 30)
_NEVER_WAS: Final = 60
_ISO_LENGTH: Final = len("2022-11-30")


def date_of_serial(serial: Decimal, *, since_1904: bool) -> date | None:
    """Return the day of a serial number, its time of day dropped.

    Returns:
        The date, or None where the number is no day: a bare time of day, a negative number, the
        day that never was, or one past the year 9999.
    """
    if not 0 <= serial < Decimal(date.max.toordinal()):
        return None
    days = int(serial)
    if since_1904:
        epoch = _EPOCH_1904
    elif days in (0, _NEVER_WAS):
        return None
    else:
        epoch = _EPOCH_1900 if days > _NEVER_WAS else _EPOCH_EARLY_1900
    try:
        return epoch + timedelta(days=days)
    except OverflowError:
        return None


def date_of_iso(value: str) -> date | None:
    """Return the day of an ISO 8601 date or date and time; None when it is neither."""
    day, rest = value[:_ISO_LENGTH], value[_ISO_LENGTH:]
    if rest and rest[0] not in "T Z+-":
        return None
    try:
        return date.fromisoformat(day) if len(day) == _ISO_LENGTH else None
    except ValueError:
        return None
