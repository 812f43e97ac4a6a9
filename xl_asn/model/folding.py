"""Characters that nobody sees, or that look like others: folded before anything is compared.

A soft hyphen, a zero-width space or a byte order mark comes along when somebody pastes from Word,
a web page or a PDF. A name with one in it looks the same as the name without it, and is the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Unicode's *Default_Ignorable_Code_Point*, as a pattern: shown as nothing at all.
UNSEEN: Final = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LONGEST_COMPOSED: Final = 1_000
_UNSEEN: Final = re.compile(f"{UNSEEN}+")

#: Every dash that is typed or pasted for a hyphen or a minus, the plain one first.
DASHES: Final = (
    "-\u02d7\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2796\ufe58\ufe63\uff0d"
)


def visible(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    if text.isascii():
        return text
    try:  # nearly all Swedish: of what Windows types the soft hyphen alone is unseen
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _UNSEEN.sub("", text)
    return text.replace("\u00ad", "")


def small_letters(text: str) -> str:
    """Return a text in small letters, place for place: one that folds to two is left as it is."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := letter.casefold()) == 1 else letter for letter in text)


def with_plain_dashes(text: str) -> str:
    """Return a text with every sort of dash as the one on the keyboard, place for place."""
    if not text.isascii():
        for dash in DASHES[1:]:
            text = text.replace(dash, DASHES[0])
    return text


def composed(text: str) -> str:
    """Return a text in one Unicode form (NFC), in a time that grows with its length.

    A row of accents is sorted as it is composed, which takes the square of its length: what is
    longer than any name is taken piece by piece.
    """
    pieces = range(0, len(text), _LONGEST_COMPOSED)
    return "".join(unicodedata.normalize("NFC", text[at : at + _LONGEST_COMPOSED]) for at in pieces)


def plain(text: str) -> str:
    """Return a text in one Unicode form, with plain dashes and single blanks, nothing unseen."""
    if not text.isascii():
        text = with_plain_dashes(visible(composed(text)))
    return " ".join(text.split())
