"""What the patterns of figures are made of: blanks, dashes, and words that belong to numbers."""

from __future__ import annotations

from typing import Final

from xl_asn.model.statuses import Status

COLOURS: Final = {
    "grön": Status.GREEN, "grönt": Status.GREEN, "gröna": Status.GREEN,
    "gul": Status.YELLOW, "gult": Status.YELLOW, "gula": Status.YELLOW,
    "röd": Status.RED, "rött": Status.RED, "röda": Status.RED,
}  # fmt: skip

BLANK: Final = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
#: Between a number and its unit: blanks, and one line break at most.
GAP: Final = rf"{BLANK}{{0,3}}(?:\r?\n{BLANK}{{0,3}})?"
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
DASH: Final = f"[{DASHES}]"
COLOUR: Final = "(?:" + "|".join(sorted(COLOURS, key=len, reverse=True)) + r")(?!\w)"
#: Units of time, as they follow a number.
PERIODS: Final = (
    "år|årig|åriga|åring|åringar|månad|månader|månaders|vecka|veckor|veckors|dag|dagar|dygn|timme|"
    "timmar|minuter|kvartal|gång|gånger|ggr|mån"
)
