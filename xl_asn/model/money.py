"""Numbers as Swedish text, in and out.

Out: hard space for thousands, decimal comma, a real minus, a hard space before ``%``.
In: anything a person types that can mean only one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from xl_asn.model.arithmetic import FIFTEEN, LONGEST, MOST_DIGITS, is_figure
from xl_asn.model.folding import DASHES, visible, with_plain_dashes

HARD_SPACE = "\u00a0"
MINUS = "\u2212"

_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?(?: ?%)?")
_POINT = re.compile(r"(?<=\d)\.(?=\d{1,2}(?: ?%)?$)")
_NOTHING = re.compile(r"(?:\+-|±) ?0")
_WHOLE = Decimal(1)
_MOST_SHARE_DECIMALS = 2
_MOST_COUNT_DIGITS = 9


def is_dash(text: str) -> bool:
    """Whether ``text`` is the lone dash by which a table says "no amount"."""
    plain = visible(text).strip()
    return len(plain) == 1 and plain in DASHES


def read_number(text: str) -> Decimal | None:
    """Read a Swedish number, ``-78 885``, ``4,9`` or ``60 %`` (0.60); None for anything else.

    A full stop is a decimal sign only before one or two digits (``12.69 %``): "1.234" is one
    thousand to one reader and one to another, and is refused. ``+-0`` is nothing. A number that no
    figure can be (:func:`~xl_asn.model.arithmetic.is_figure`) is not read either.
    """
    plain = _written(text)
    if not plain or len(plain) > LONGEST:
        return None
    digits = plain.rstrip("% ").replace(" ", "").replace(",", ".")
    value = Decimal(digits)
    if len(digits) > MOST_DIGITS:
        value = FIFTEEN.plus(value)
    if plain.endswith("%"):
        value = FIFTEEN.divide(value, Decimal(100))
    if not value:
        return abs(value)  # nothing has no sign
    return value if is_figure(value) else None


def is_number(text: str) -> bool:
    """Whether a text is written as a number, also one that no figure can be."""
    return bool(_written(text))


def _written(text: str) -> str:
    """Return a number with a decimal comma and plain signs; nothing where a text is none."""
    plain = in_plain_blanks(with_plain_dashes(visible(text).strip()))
    if _NOTHING.fullmatch(plain):
        return "0"
    if "," not in plain:
        plain = _POINT.sub(",", plain)
    plain = re.sub(r"^([+-]) ", r"\1", plain)
    return plain if _NUMBER.fullmatch(plain) else ""


def read_count(text: str) -> int | None:
    """Return the whole number that a text of nothing but digits says; None for any other text.

    Digits of every script are digits, here and in an amount; raised and circled ones are none.
    One of more than nine digits counts nothing that there is.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_COUNT_DIGITS else None


def in_plain_blanks(text: str) -> str:
    """Return a text with every sort of blank as the one on the keyboard, place for place."""
    return text if text.isascii() else _BLANKS.sub(" ", text)


def rounded(value: Decimal, decimals: int = 0) -> Decimal:
    """Round half away from zero, as the published tables are rounded."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def show_number(value: Decimal, decimals: int = 0, *, signed: bool = False) -> str:
    """Print a number in Swedish: ``−78 885``, and ``+255`` when ``signed``."""
    shown = rounded(value, decimals)
    sign = MINUS if shown < 0 else "+" if signed and shown > 0 else ""
    whole, _, fraction = f"{abs(shown):,.{decimals}f}".partition(".")
    return sign + whole.replace(",", HARD_SPACE) + ("," + fraction if fraction else "")


def show_exact(value: Decimal, *, signed: bool = False) -> str:
    """Print a number with the decimals that it has, and no more."""
    return show_number(value, decimals_of(value), signed=signed)


def show_share(share: Decimal, decimals: int = 0, *, signed: bool = False) -> str:
    """Print a share of 0 to 1 as per cent: ``80 %``, ``−0,6 %``."""
    return show_number(share * 100, decimals, signed=signed) + HARD_SPACE + "%"


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number was written with."""
    if value.same_quantum(_WHOLE):  # nearly all amounts
        return 0
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def are_whole(values: Iterable[Decimal | None]) -> bool:
    """Whether every amount among some cells was written without decimals, told of all at once."""
    return all(map(_WHOLE.same_quantum, filter(None, values)))


def share_decimals(share: Decimal) -> int:
    """Return how many decimals a share was written with as per cent; 33,3 % has one."""
    return min(max(0, decimals_of(share) - 2), _MOST_SHARE_DECIMALS)


def last_place(*values: Decimal) -> Decimal:
    """Return one unit of the last printed place shared by ``values``: 1 for whole numbers."""
    return Decimal(1).scaleb(-min(map(decimals_of, values), default=0))


def rounding_tolerance(terms: int, unit: Decimal) -> Decimal:
    """Return how far rounding alone can part a printed sum from its ``terms`` printed terms.

    Each printed number is at most half a unit from the true one, the sum too: (n + 1) / 2 units.
    A sum of one term is the same number printed twice and must agree exactly.
    """
    return Decimal(0) if terms <= 1 else Decimal(terms + 1) / 2 * unit
