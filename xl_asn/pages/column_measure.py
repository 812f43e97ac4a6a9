"""How much room text takes: Excel does not fit the height of merged rows, so it is computed.

Widths are Arial's, in thousandths of the type size, with a margin: what a
printer and a screen draw differs by some per cent, and a line too many is better than a line cut
off.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

_WIDTHS: Final = {
    191: "'",
    222: "ijl’",
    278: " !,./:;I[]ft·\u00a0",
    333: "()-`r”“",
    350: "•",
    355: '"',
    389: "*",
    500: "Jcksvxyz",
    556: "#0123456789?L_abdeghnopquåäöéü–§≥≤",
    584: "+<=>~−",
    604: "●■",
    611: "FTZ",
    667: "&ABEKPSVXYÅÄÉ",
    722: "CDHNRUw",
    778: "GOQÖ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—▲@",
}
_BY_CHARACTER: Final = {c: width for width, chars in _WIDTHS.items() for c in chars}
_UNKNOWN: Final = 780
_LONGEST_WORD: Final = 40
#: More characters than a line of a page can hold.
_MEASURED: Final = 400
_MARGIN: Final = 1.04
_BOLD: Final = 1.07
_LINE: Final = 1.32
_PIXEL: Final = 0.75
_PADDING: Final = 5.5
_SENTENCE_END: Final = re.compile(r"[.!?:]\s")
#: Where a long word of a header may be divided.
_JOINTS: Final = re.compile(r"(?i)(?<=^prognos)(?=\w)|(?<=^kontroll)(?=\w)|(?<=^kommun)(?=\w)")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how many points a text on one line takes."""
    thousandths = (_of_word if len(text) <= _LONGEST_WORD else _thousandths)(text)
    return thousandths / 1000 * size * _MARGIN * (_BOLD if bold else 1)


def _thousandths(text: str) -> int:
    return sum(_BY_CHARACTER.get(character, _UNKNOWN) for character in text)


# Most of what is measured are words, and they come again and again.
_of_word = lru_cache(maxsize=16_384)(_thousandths)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the lines that a text makes in a cell ``width`` points wide."""
    return list(_lines(text, width, size, bold=bold))


def _lines(text: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    room = max(width - _PADDING, size)
    blank = text_width(" ", size, bold=bold)
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for word in paragraph.split(" "):
            wide = text_width(word[:_MEASURED], size, bold=bold)
            if line and taken + blank + wide <= room:
                line, taken = f"{line} {word}", taken + blank + wide
                continue
            if line:
                yield line
            line, taken = word, wide
            if taken > room:
                *cut, line = _cut(word, room, size, bold=bold)
                yield from cut
                taken = text_width(line, size, bold=bold)
        yield line


def _cut(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield a word that no line holds in parts that each take about the room of one.

    Of a word that no language has no more is measured at a time than a line could hold.
    """
    start = 0
    while True:
        ahead = word[start : start + _MEASURED]
        wide = text_width(ahead, size, bold=bold)
        if wide <= room and start + len(ahead) == len(word):
            yield ahead
            return
        kept = max(1, min(len(ahead), math.floor(len(ahead) * room / wide)))
        yield ahead[:kept]
        start += kept


def height_of(lines: int, size: float, padding: float) -> float:
    """Return the height of a row that holds so many lines, in whole pixels of a screen."""
    return math.ceil((lines * size * _LINE + padding) / _PIXEL) * _PIXEL


def width_of_cell(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a cell that holds a text without wrapping its lines."""
    return _PADDING + max(text_width(line, size, bold=bold) for line in text.split("\n"))


def divided(header: str, width: float, size: float) -> str:
    """Return a header with a word too long for its column divided at a joint."""
    words = header.split(" ")
    for number, word in enumerate(words):
        if width_of_cell(word, size, bold=True) > width:
            words[number] = _JOINTS.sub("-\n", word, count=1)
    return " ".join(words)


def at_joints(header: str) -> list[str]:
    """Return a header in the parts that a hyphen may stand between at the end of a line."""
    return [part for part in _JOINTS.split(header) if part]


def parts_of_words(header: str) -> list[str]:
    """Return the pieces of a header that cannot be divided further."""
    return [part for word in header.split() for part in _JOINTS.sub("- ", word, count=1).split()]


def pieces(text: str, width: float, size: float, most: int, *, bold: bool = False) -> Iterator[str]:
    """Yield a long text as pieces of at most ``most`` lines, cut after a sentence if possible.

    A row of a sheet has a greatest height, and a page is broken between rows only. No more of the
    text is laid out for a piece than the piece holds.
    """
    ahead = (most + 2) * _MEASURED
    while True:
        lines = list(islice(_lines(text[:ahead], width, size, bold=bold), most + 1))
        if len(lines) <= most:
            yield text
            return
        length = sum(len(line) + 1 for line in lines[:most])
        head = text[: max(1, length - 1)]
        ends = [found.end() for found in _SENTENCE_END.finditer(head)]
        if ends and ends[-1] > length // 2:
            length = ends[-1]
        yield text[:length].rstrip()
        text = text[length:].lstrip()
        if not text:
            return
