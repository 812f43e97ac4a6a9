"""Words that say which way an amount differs: higher than budget, below it, grown since then.

A direction alone is no sign: higher costs are worse for the board, higher income is better. What
it means is told by the measure ("resultatet") or by the row that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from xl_asn.prose.measures import BUDGET

_ITS: Final = r"(?:(?:den|sin|sitt|årets|nämndens|tilldelad|beslutad) )?"
#: Comparatives, and verbs that say the same; a budget must stand beside "över" and "under".
_MORE: Final = (
    rf"högre|större|mer|mera|dyrare|(?:över|under)(?= {_ITS}{BUDGET})|"
    r"över(?:skrid(?:er|it|s|its|a)|skred|stig(?:er|it|s|a)|steg)"
)
_LESS: Final = (
    r"lägre|mindre|billigare|under(?:skrid(?:er|it|s|its|a)|skred|stig(?:er|it|s|a)|steg)"
)
_GROWN: Final = r"öka(?:t|de|r|s|ts|des)|stigit|växt|vuxit"
_SHRUNK: Final = r"minska(?:t|de|r|s|ts|des)|sjunkit|krympt"
#: Nearly no text has any of these, and then none of the words is looked for.
_STEMS: Final = (
    "högre", "större", "mer", "dyrare", "över", "under", "lägre", "mindre", "billigare", "öka",
    "stigit", "växt", "vuxit", "minska", "sjunkit", "krympt",
)  # fmt: skip


@cache
def _words() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<grown>{_GROWN})|(?P<shrunk>{_SHRUNK}))\b"
    )


@cache
def _reference() -> re.Pattern[str]:
    """Return against what a direction is: without one of these nobody knows."""
    return re.compile(
        r"\b(?:mot|från|jämfört med|i förhållande till|gentemot|än|över|under|"
        rf"(?:över|under)(?:skrid(?:er|it|a)|skred|stig(?:er|it|a)|steg)) {_ITS}{BUDGET}"
    )


class Direction(NamedTuple):
    """A word of direction in its place; ``way`` is 1 for more and −1 for less."""

    start: int
    end: int
    word: str
    way: int
    change: bool
    """Whether something has become more or less, and is not only so."""


def directions_in(text: str, typed: str) -> Iterator[Direction]:
    """Yield the words of a text in small letters that say which way something differs, in order.

    ``typed`` is the same text as it is typed: so a word is quoted.
    """
    if not any(map(text.__contains__, _STEMS)):
        return
    for found in _words().finditer(text):
        below = found[0] == "under"
        more = (found["more"] or found["grown"]) and not below
        change = bool(found["grown"] or found["shrunk"])
        word = typed[found.start() : found.end()]
        yield Direction(found.start(), found.end(), word, 1 if more else -1, change)


def names_a_reference(text: str) -> bool:
    """Whether a text says that something is compared with budget: "än budget", "över budget"."""
    return "budget" in text and _reference().search(text) is not None
