"""Characters that steer, hide or cannot be printed, and what each place that shows a text does.

A cell holds any character at all. What is read of it has one sort of line break and of blank
(:func:`with_lines`). A document has no character that steers (:func:`documented`), and the PDF
only what its font has (:func:`printed`). Where something is told about a text, on a screen or in a
list of findings, what nobody would see is spelled out (:func:`spelled`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from typing import Final

from xl_asn.model.folding import UNSEEN
from xl_asn.model.glyphs import glyphs

#: What nearly every text has no other than.
_USUAL: Final = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u017e–—…•−●▲■≥≤’”„→✓]*")
#: Each is a line break, whichever program wrote it.
_LINE_BREAK: Final = re.compile("[\r\v\f\u0085\u2028\u2029]")
_ODD: Final = re.compile("[\t\r\v\f\u0085\u2028\u2029\uf000-\uf0ff]")
_LONGEST_WORD: Final = 60
_TOO_LONG: Final = re.compile(rf"[^\s/\\?&=\u2010\u2013\u200b-]{{{_LONGEST_WORD + 1},}}")
#: So many signs are kept together, and no mark is parted from its letter.
_STRETCH: Final = re.compile(r".{5}(?![\u0300-\u036f\u200c\u200d\ufe00-\ufe0f])(?!$)")
_MAY_BREAK: Final = "\u200b"
#: What is left of a bullet of Word's: a letter of a symbol font, or its number in that font.
_BULLET: Final = re.compile(
    r"(?m)^([ \t\u00a0]*)(?:[o§*▪◦‣➢►✓✔❖](?=[ \u00a0]*\t)|o(?=[ \u00a0]{2})|[\uf000-\uf0ff])"
)
_BULLET_SIGN: Final = "•"
_UNSEEN: Final = re.compile(UNSEEN)
#: Unseen, and honest: they divide words or hold them together, or choose how a sign is drawn.
_WITHIN_WORDS: Final = frozenset("\u00ad\u200c\u200d\ufe0e\ufe0f")
#: Unseen, and come along with what is pasted; in a text that runs from left to right they do
#: nothing.
_COME_ALONG: Final = _WITHIN_WORDS | frozenset("\u034f\u061c\u200b\u200e\u200f\u2060\ufeff")
#: Of these a document needs those that say where a line may be broken, and a glyph of none.
_BREAKS: Final = frozenset("\u00ad\u200b")
_PASSED_OVER: Final = _COME_ALONG - _BREAKS
#: Unicode's categories of what steers, formats, is half a character, private, or not assigned.
_NOBODY_SEES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARK: Final = "Mn"
_SHORT: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_ONE_BYTE, _TWO_BYTES = 0xFF, 0xFFFF
#: The last two numbers of each 65 536 are no characters, and never will be.
_LAST_TWO: Final = 0xFFFE
_MOST_NUMBERS: Final = 8


def with_lines(text: str) -> str:
    """Return a text with one sort of line break, blanks for tabs, and bullets that are bullets.

    Place for place: what is found in it stands in the same place of the cell.
    """
    if _ODD.search(text) is None and "o  " not in text and "o\u00a0" not in text:
        return text
    text = _LINE_BREAK.sub("\n", text.replace("\r\n", " \n"))
    return _BULLET.sub(rf"\1{_BULLET_SIGN}", text).replace("\t", " ")


def documented(text: str) -> str:
    """Return a text as every document has it: nothing that steers, nothing that nobody can read.

    What is left out or replaced has been told when the workbook was checked (rule T146).
    """
    return text if _USUAL.fullmatch(text) else _replaced(text, in_documents)


def breakable(text: str) -> str:
    """Return a text in which no word is longer than any line, without places to be broken at."""
    if len(text) <= _LONGEST_WORD:
        return text
    return _TOO_LONG.sub(lambda word: _STRETCH.sub(rf"\g<0>{_MAY_BREAK}", word[0]), text)


def printed(text: str) -> str:
    """Return a text as the PDF has it: a document for a blind reader has a glyph for each sign."""
    return text if _USUAL.fullmatch(text) else _replaced(text, on_paper)


def spelled(text: str, *, lines: bool = False) -> str:
    r"""Return a text in which what steers or is not seen is spelled out: ``\x1b``, ``\u202e``.

    A line break is spelled out too, unless ``lines`` are to be kept.
    """
    if _USUAL.fullmatch(text) and (lines or "\n" not in text):
        return text
    return "".join(sign if lines and sign == "\n" else _spelled(sign) for sign in text)


def in_cells(text: str) -> str:
    """Return a text as a cell that we write has it: what no document can hold is spelled out."""
    if _USUAL.fullmatch(text):
        return text
    lines = with_lines(text)
    return "".join(sign if in_documents(sign) == sign else _spelled(sign) for sign in lines)


def spelled_in_json(written: str) -> str:
    r"""Return JSON with what is not seen spelled as JSON does, ``\u202e``: it means the same."""
    if _USUAL.fullmatch(written):
        return written
    return "".join(
        json.dumps(sign)[1:-1] if sign != "\n" and is_unseen(sign) else sign for sign in written
    )


def bounded(text: str, most: int) -> str:
    """Return a text of at most so many characters, and how many more there were."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text) - most} tecken till)"


def is_usual(text: str) -> bool:
    """Whether every sign of a text is one that all places show as it is."""
    return _USUAL.fullmatch(text) is not None


def comes_along(sign: str) -> bool:
    """Whether a sign is unseen and does no harm: nobody misses it where it is not shown."""
    return sign in _COME_ALONG


def is_unseen(sign: str) -> bool:
    """Whether a sign steers or is not seen, so that it is spelled out where a text is told of."""
    if sign in _WITHIN_WORDS:
        return False
    return unicodedata.category(sign) in _NOBODY_SEES or _UNSEEN.fullmatch(sign) is not None


@lru_cache(maxsize=4096)
def in_documents(sign: str) -> str | None:
    """Return what a sign is in a document: itself or nothing; None for one that nobody can read."""
    if sign == "\n" or sign in _COME_ALONG:
        return sign
    match unicodedata.category(sign):
        case "Cc" | "Cs":
            return ""
        case "Co":
            return None
        case "Cn" if ord(sign) & _LAST_TWO == _LAST_TWO or "\ufdd0" <= sign <= "\ufdef":
            return None
    return "" if _UNSEEN.fullmatch(sign) else sign


@lru_cache(maxsize=4096)
def on_paper(sign: str) -> str | None:
    """Return what a sign is in the PDF: itself, one like it, or nothing; None without a glyph."""
    if sign == "\n" or sign in _BREAKS or (sign in glyphs() and sign not in _PASSED_OVER):
        return sign
    if sign in _PASSED_OVER or unicodedata.category(sign) == _MARK:
        return ""
    if (kept := in_documents(sign)) != sign:
        return kept
    alike = unicodedata.normalize("NFKC", sign).replace("\u2010", "-")
    return alike if glyphs().issuperset(alike) else None


def _replaced(text: str, shown: Callable[[str], str | None]) -> str:
    """Return a text as its signs are shown; of those that are not, their numbers."""
    return "".join(
        _numbered("".join(run)) if is_lost else "".join(filter(None, map(shown, run)))
        for is_lost, run in groupby(text, lambda sign: shown(sign) is None)
    )


def _numbered(signs: str) -> str:
    """Return ``[tecken U+1F600]``, or the first numbers of many and how many more there are."""
    numbers = " ".join(map(number_of, signs[:_MOST_NUMBERS]))
    more = len(signs) - _MOST_NUMBERS
    return f"[tecken {numbers} och {more} till]" if more > 0 else f"[tecken {numbers}]"


def number_of(sign: str) -> str:
    """Return a sign's number as Unicode writes it: ``U+1F600``."""
    return f"U+{ord(sign):04X}"


@lru_cache(maxsize=4096)
def _spelled(sign: str) -> str:
    number = ord(sign)
    if not is_unseen(sign):
        return sign
    if number <= _ONE_BYTE:
        return _SHORT.get(sign, rf"\x{number:02x}")
    return rf"\u{number:04x}" if number <= _TWO_BYTES else rf"\U{number:08x}"
