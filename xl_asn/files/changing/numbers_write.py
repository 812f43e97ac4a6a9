"""Amounts and dates as the numbers that a cell holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from xl_asn.model.arithmetic import FIFTEEN

_LARGEST: Final = Decimal("9.99999999999999E+307")

_EPOCH_1900: Final = datetime(1899, 12, 31)  # noqa: DTZ001 - cells know no time zones
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_BEFORE_THE_DAY_THAT_NEVER_WAS: Final = 59
_DAY: Final = timedelta(days=1)


def kept(amount: Decimal) -> Decimal:
    """Return a number at the fifteen digits that Excel keeps.

    Raises:
        ValueError: it is not a finite number, or larger than a cell holds.
    """
    if not amount.is_finite() or amount.copy_abs() > _LARGEST:
        message = f"{amount} is not a number that a cell can hold"
        raise ValueError(message)
    rounded = FIFTEEN.plus(amount)
    whole = rounded == rounded.to_integral_value()
    return Decimal(int(rounded)) if whole else rounded.normalize(FIFTEEN)


def serial_of(day: date, *, since_1904: bool) -> Decimal:
    """Return the serial number of a day, or of a moment without time zone.

    Raises:
        ValueError: the day is before the first that the workbook can hold.
    """
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    past = moment.replace(tzinfo=None) - (_EPOCH_1904 if since_1904 else _EPOCH_1900)
    if past < (timedelta(0) if since_1904 else _DAY):
        message = f"{day} is before the first day of the workbook"
        raise ValueError(message)
    # Excel's 1900 calendar has a 29 February, which never was.
    skipped = not since_1904 and past.days > _LAST_BEFORE_THE_DAY_THAT_NEVER_WAS
    return kept(past.days + skipped + Decimal(past.seconds) / 86_400)
