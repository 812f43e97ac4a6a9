"""How much a written figure leaves open: its last digit, and words such as "drygt".

The widths are a reading of everyday Swedish, and the only place where they stand. They are kept
wide: a word that says "about" must never raise an alarm that a person would call petty.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.members import Members


class Hedge(Members):
    """A word that widens a figure."""

    EXACT = "exakt"
    ABOUT = "cirka"
    OVER = "drygt"
    UNDER = "närmare"
    AT_LEAST = "mer än"
    AT_MOST = "högst"


_WORDS: Final = tuple(
    (hedge, re.compile(rf"\b(?:{pattern})\s*$", re.IGNORECASE))
    for hedge, pattern in (
        (Hedge.ABOUT, r"cirka|circa|ca\.?|c:a|omkring|ungefär|runt|kring|i storleksordningen|typ"),
        (Hedge.OVER, r"drygt|strax över|något över|lite över|dryga"),
        (
            Hedge.UNDER,
            r"närmare|nästan|knappt|knappa|nära|inemot|uppemot|strax under|inte fullt|bortåt",
        ),
        (Hedge.AT_LEAST, r"mer än|mera än|över|minst|åtminstone|fler än"),
        (Hedge.AT_MOST, r"mindre än|under|högst|maximalt|max|som mest|färre än"),
    )
)
#: What these end with: nearly no text does, and then none of them is looked for.
_LAST_WORDS: Final = (
    "cirka", "circa", "ca", "ca.", "c:a", "omkring", "ungefär", "runt", "kring",
    "storleksordningen", "typ", "drygt", "över", "dryga", "närmare", "nästan", "nära", "inemot",
    "knappt", "knappa", "uppemot", "under", "fullt", "bortåt", "än", "minst", "åtminstone",
    "högst", "maximalt", "max", "mest",
)  # fmt: skip
#: The longest of them is shorter than this: only the end of a text need be read.
_LONGEST: Final = 30
#: "Cirka 5 mnkr" is 4 to 6: one step of the last digit, and for large figures a twentieth.
_ABOUT_STEPS: Final = Decimal(1)
_ABOUT_SHARE: Final = Decimal("0.05")
#: "Drygt 5 mnkr" reaches to where one would say 6; a tenth where the digits are many.
_BEYOND_STEPS: Final = Decimal(1)
_BEYOND_SHARE: Final = Decimal("0.1")
#: "Cirka 300 tkr" is told in round hundreds, and gives way as far as a fifth.
_ROUND_SHARE: Final = Decimal("0.2")
#: "Mellan 1 och 2 mnkr": an end in whole units is written so, and gives way by a twentieth.
_END_SHARE: Final = Decimal("0.05")
#: "Tre gånger så stort" is 2,25 to 3,75 times; "drygt" and "nästan" reach to half as much more.
_TIMES_SHARE: Final = Decimal("0.25")
_TIMES_BEYOND: Final = Decimal("0.5")
_TIMES_CLOSE: Final = Decimal("0.05")
#: "I nivå med budget": half a mnkr, or for large rows half a hundredth of the budget.
_LEVEL: Final = Decimal(500)
_LEVEL_SHARE: Final = Decimal("0.005")
#: One mnkr, in tkr: a span in whole ones is told in round numbers.
_WHOLE_UNIT: Final = Decimal(1000)
_NOTHING: Final = Decimal(0)


class Interval(NamedTuple):
    """What a written figure may stand for, without its sign; ``high`` None has no end."""

    low: Decimal
    high: Decimal | None

    def holds(self, size: Decimal) -> bool:
        """Whether the interval has tolerance for a size; both ends belong to it."""
        return self.low <= size and (self.high is None or size <= self.high)


def hedge_before(text: str) -> tuple[Hedge, int]:
    """Return the widening word that a text ends with, and where it begins."""
    offset = max(0, len(text) - _LONGEST)
    end = text[offset:]
    if end.rstrip().casefold().endswith(_LAST_WORDS):
        for hedge, pattern in _WORDS:
            if found := pattern.search(end):
                return hedge, offset + found.start()
    return Hedge.EXACT, len(text)


def interval(
    size: Decimal, place: Decimal, hedge: Hedge = Hedge.EXACT, tolerance: Decimal = _NOTHING
) -> Interval:
    """Return what a size may stand for, written to a place: −5,3 mnkr is 5 250 to 5 350 tkr.

    A figure right between two is rounded to the one or the other, so both ends belong.
    ``tolerance`` is how far the figure that it is compared with may itself be rounded.
    """
    below = above = place / 2
    if hedge is Hedge.ABOUT:
        below = above = max(place * _ABOUT_STEPS, size * _ABOUT_SHARE, _round(size, place))
    elif hedge in {Hedge.OVER, Hedge.UNDER}:
        beyond = max(place * _BEYOND_STEPS, size * _BEYOND_SHARE, _round(size, place))
        below, above = (below, beyond) if hedge is Hedge.OVER else (beyond, above)
    low = _NOTHING if hedge is Hedge.AT_MOST else max(size - below - tolerance, _NOTHING)
    return Interval(low, None if hedge is Hedge.AT_LEAST else size + above + tolerance)


def _round(size: Decimal, place: Decimal) -> Decimal:
    """Return how far about a round number reaches: one of its last digit that is not a zero."""
    digits = str(size // place) if size else ""
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(place.scaleb(zeros), size * _ROUND_SHARE) if zeros else _NOTHING


_TURNED: Final = {
    Hedge.OVER: Hedge.UNDER,
    Hedge.UNDER: Hedge.OVER,
    Hedge.AT_LEAST: Hedge.AT_MOST,
    Hedge.AT_MOST: Hedge.AT_LEAST,
}


def span(low: Decimal, high: Decimal, place: Decimal, tolerance: Decimal = _NOTHING) -> Interval:
    """Return what "mellan 1 och 2 mnkr" may stand for, in the unit of its ends.

    An end with decimals is rounded, and gives way by half its last digit.
    """
    whole = place >= _WHOLE_UNIT
    slack = (place * _END_SHARE if whole else place / 2) + tolerance
    return Interval(max(low - slack, _NOTHING), high + slack)


def level_tolerance(base: Decimal | None) -> Decimal:
    """Return how far from budget "i nivå med budget" may be, in tkr, for a budget in tkr."""
    return max(_LEVEL, abs(base or _NOTHING) * _LEVEL_SHARE)


def times_interval(times: Decimal, hedge: Hedge, *, shrunk: bool = False) -> Interval:
    """Return how many times "tre gånger så stort" may be; "mer än halverats" is less than half."""
    hedge = _TURNED.get(hedge, hedge) if shrunk else hedge
    near, far, close = (times * share for share in (_TIMES_SHARE, _TIMES_BEYOND, _TIMES_CLOSE))
    low, high = {
        Hedge.OVER: (times - close, times + far),
        Hedge.UNDER: (times - far, times + close),
        Hedge.AT_LEAST: (times - close, None),
        Hedge.AT_MOST: (_NOTHING, times + close),
    }.get(hedge, (times - near, times + near))
    return Interval(low, high)
