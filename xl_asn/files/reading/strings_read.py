"""The texts of a workbook: shared strings, and strings written into a cell."""

from __future__ import annotations

import re
from typing import Final

from xl_asn.files.reading.catalogue import Unreadable, too_many
from xl_asn.files.reading.parts import MIB, Parts
from xl_asn.files.reading.plain_scan import MOST_SCANNED, scanned_texts
from xl_asn.files.reading.xml_read import local, new_parser, run
from xl_asn.model.grid import Cell, text

#: The most text that one workbook may hold, in characters.
MAX_TEXT: Final = 256 * MIB

#: The longest text that Excel has room for in a cell, in characters. A longer one is no cell's, and
#: whatever looks for words and amounts in it would go on for minutes.
_LONGEST_TEXT: Final = 32_767
_SHOWN: Final = 20

#: Excel writes characters that XML does not allow as ``_x000D_``.
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_XML_BLANKS: Final = " \t\r\n"


class TextBudget:
    """How much text may still be read from a workbook, in characters."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def spend(self, *texts: str) -> None:
        """Count texts as read.

        Raises:
            Unreadable: the workbook holds more text than is read, or a text no cell has room for.
        """
        lengths = [len(text) for text in texts]
        self._left -= sum(lengths)
        if self._left < 0:
            raise Unreadable(code="F136")
        if max(lengths, default=0) > _LONGEST_TEXT:
            begins = " ".join(max(texts, key=len)[:_SHOWN].split())
            raise too_many(_LONGEST_TEXT, "tecken i en cell", f", den som börjar ”{begins}…”")


def unescaped(value: str) -> str:
    """Return a text with its ``_xHHHH_`` escapes as the characters they stand for."""
    if "_x" not in value:
        return value
    decoded = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    # Two escaped halves make one character; a half alone can be written nowhere.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class StringItem:
    """Gathers one string: its plain text, or its rich-text runs; reading aids are left out.

    ``characters`` is the list that expat's character data goes into; what is not within a ``t``
    is not used.
    """

    def __init__(self, characters: list[str]) -> None:
        self._characters = characters
        self._pieces: list[str] = []
        self._reading_aid = False
        self._keeps_blanks = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See an element, by its local name, begin within the string."""
        if tag == "t":
            self._characters.clear()
            self._keeps_blanks = attributes.get("xml:space") == "preserve"
        elif tag == "rPh":
            self._reading_aid = True

    def end(self, tag: str) -> None:
        """See an element end within the string."""
        if tag == "t" and not self._reading_aid:
            piece = "".join(self._characters)
            # As Excel does: blanks at the ends are layout unless they are said to be kept.
            self._pieces.append(piece if self._keeps_blanks else piece.strip(_XML_BLANKS))
        elif tag == "rPh":
            self._reading_aid = False

    def take(self) -> str:
        """Return the string gathered so far, and begin the next."""
        value = unescaped("".join(self._pieces))
        self._pieces.clear()
        self._reading_aid = False
        return value


def shared_strings(parts: Parts, part: str | None, budget: TextBudget) -> tuple[Cell, ...]:
    """Return the shared strings in order, each as the text cell that shows it.

    Raises:
        Unreadable: the part is missing, damaged, not well-formed or too large.
    """
    if part is None:
        return ()
    if parts.size(part) <= MOST_SCANNED:
        texts = scanned_texts(parts.read(part))
        if texts is not None:
            values = [unescaped(value) for value in texts]
            budget.spend(*values)
            return tuple(map(text, values))
    return tuple(_strings_by_event(parts, part, budget))


def _counted(value: str, budget: TextBudget) -> Cell:
    budget.spend(value)
    return text(value)


def _strings_by_event(parts: Parts, part: str, budget: TextBudget) -> list[Cell]:
    cells: list[Cell] = []
    characters: list[str] = []
    item = StringItem(characters)

    def end(tag: str) -> None:
        tag = local(tag)
        if tag == "si":
            cells.append(_counted(item.take(), budget))
        else:
            item.end(tag)

    parser = new_parser(part)
    parser.StartElementHandler = lambda tag, attributes: item.start(local(tag), attributes)
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters.append
    run(parser, parts.chunks(part), part)
    return cells
