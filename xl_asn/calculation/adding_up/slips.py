"""Slips of the pen: how a wrong figure was probably made from the right one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from xl_asn.model.money import decimals_of

_TEN, _THOUSAND = 10, 1000


class Slip(Enum):
    """How a figure was probably mistyped; the values are the sentences that say so."""

    SIGN = "Tecknet verkar vara fel"
    TENFOLD = "Beloppet verkar vara tio gånger för stort"
    TENTH = "Beloppet verkar vara tio gånger för litet"
    KRONOR = "Beloppet verkar vara tusen gånger för stort"
    TRANSPOSED = "Siffrorna verkar vara omkastade"
    EXTRA = "En siffra verkar vara för mycket"
    MISSING = "En siffra verkar saknas"
    DIGIT = "En siffra verkar vara felskriven"

    @property
    def plainness(self) -> int:
        """Return how plainly it tells the wrong figure from others: 0 the plainest.

        Nearly any figure is another but for a digit; few are another with two of them changed.
        """
        if self in {Slip.EXTRA, Slip.MISSING, Slip.DIGIT}:
            return 2
        return 1 if self is Slip.TRANSPOSED else 0


def slip_between(found: Decimal, meant: Decimal) -> Slip | None:
    """Return the slip that makes the figure found of the figure meant, or None for no known one."""
    if found == meant or not found or not meant:
        return None
    if found == -meant:
        return Slip.SIGN
    for factor, slip in ((_TEN, Slip.TENFOLD), (_THOUSAND, Slip.KRONOR)):
        if found == meant * factor:
            return slip
    if found * _TEN == meant:
        return Slip.TENTH
    if (found < 0) is not (meant < 0):
        return None
    return _digit_slip(*_digits(found, meant))


def _digits(found: Decimal, meant: Decimal) -> tuple[str, str]:
    """Return both figures' digits with as many decimals."""
    places = max(decimals_of(found), decimals_of(meant))
    one, other = (str(int(abs(value).scaleb(places))) for value in (found, meant))
    return one, other


def _digit_slip(found: str, meant: str) -> Slip | None:
    if sorted(found) == sorted(meant):
        return Slip.TRANSPOSED
    if len(found) == len(meant):
        one_off = sum(a != b for a, b in zip(found, meant, strict=True)) == 1
        return Slip.DIGIT if one_off and len(found) > 1 else None
    if len(found) == len(meant) + 1 and meant in _one_less(found):
        return Slip.EXTRA
    if len(found) + 1 == len(meant) and found in _one_less(meant):
        return Slip.MISSING
    return None


def _one_less(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1 :] for i in range(len(digits))}


def plain_slips(found: Decimal) -> tuple[Decimal, ...]:
    """Return the figures that a lost sign or a misplaced zero may have made the found one of."""
    return (-found, found * _TEN, found / _TEN, found / _THOUSAND)


def transpositions(found: Decimal) -> Iterator[Decimal]:
    """Yield the figures with two neighbouring digits the other way round."""
    places = decimals_of(found)
    digits = str(int(abs(found).scaleb(places)))
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            yield Decimal(swapped).scaleb(-places).copy_sign(found)
