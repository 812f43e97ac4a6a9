"""Number formats of cells: Swedish separators wherever the file is opened, and a real minus."""

from __future__ import annotations

from typing import Final

_POINTS = " %-enheter"
_SWEDISH: Final = "[$-41D]"
_PERCENT: Final = "\u00a0%"


def amount_format(decimals: int = 0, *, signed: bool = False) -> str:
    """Return the format of an amount; ``signed`` prints + where the sign is news."""
    fraction = "." + "0" * decimals if decimals else ""
    return _format("#,##0" + fraction, "0" + fraction, signed=signed)


def share_format(decimals: int = 0, *, signed: bool = False) -> str:
    """Return the format of a share of 0 to 1 as per cent."""
    digits = "0" + ("." + "0" * decimals if decimals else "") + _PERCENT
    return _format(digits, digits, signed=signed)


def points_format() -> str:
    """Return the format of a difference between shares: ``+1,8 %-enheter``."""
    return _format(f'0.0"{_POINTS}"', f'0.0"{_POINTS}"', signed=True)


def _format(digits: str, nothing: str, *, signed: bool) -> str:
    plus = "+" if signed else ""
    return f"{_SWEDISH}{plus}{digits};{_SWEDISH}\u2212{digits};{_SWEDISH}{nothing}"
