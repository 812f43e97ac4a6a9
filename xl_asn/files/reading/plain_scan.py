"""Cells and texts in the plain form that Excel writes, found by pattern and not by event.

A call from expat to Python for each element is most of what a sheet costs to read. The patterns
here cover the whole of what they read or are not used at all: anything that they do not know, if
only one character, leaves it all to the events. What they cover is well-formed by their own
form, so that the parser need not see it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, TypeAlias

#: The largest part that is scanned, in bytes: it stands in memory whole.
MOST_SCANNED: Final = 32 * 1024 * 1024

_ATTRIBUTES: Final = r'(?: [A-Za-z:]++="[^"<>&]*+")*+'
#: One address is one place: no row number begins with a zero.
_PLACE: Final = r'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"'
_STYLE_AND_TYPE: Final = r'(?: s="([0-9]++)")?+(?: t="([A-Za-z]++)")?+'
_VALUE_CELL: Final = rf"{_PLACE}{_STYLE_AND_TYPE}><v>([^<]++)</v></c>"
_BLANK_CELL: Final = r'<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?: s="[0-9]++")?+/>'
_OTHER_CELL: Final = (
    rf"{_PLACE}{_STYLE_AND_TYPE}(?:/>|>(?:"
    r'(<is><t(?: xml:space="preserve")?>)([^<]*+)</t></is></c>|'
    rf"(<f{_ATTRIBUTES}(?:/>|>([^<]*+)</f>))(?:<v>([^<]++)</v>)?</c>|</c>))"
)
_ROW: Final = rf'(</row>)|<row(?: r="([1-9][0-9]{{0,6}}+)")?+({_ATTRIBUTES})(/)?>'
#: Nearly all cells hold a value and nothing else: they are asked for first.
_TOKEN: Final = re.compile(
    rf"{_VALUE_CELL}|((?:{_BLANK_CELL})++)|{_ROW}|{_OTHER_CELL}|(.+)", re.DOTALL
)
_ROW_END: Final = "</row>"
_PIECE: Final = 1024 * 1024
"""About how many characters are taken apart at a time: what they become takes many times more."""
_ADDRESS: Final = re.compile(r'<c r="([A-Z]++)([0-9]++)"')
_ATTRIBUTE: Final = re.compile(r' ([A-Za-z:]++)="([^"]*+)"')

_TEXT: Final = r'<si><t( xml:space="preserve")?>([^<]*+)</t></si>'
_ONE_TEXT: Final = re.compile(rf"{_TEXT}|(.+)", re.DOTALL)
_BLANKS: Final = " \t\r\n"
_ALL_ATTRIBUTES: Final = re.compile(_ATTRIBUTES)
_DECLARATION: Final = re.compile(
    # Of a bounded length: a declaration that says its encoding again and again has many beginnings.
    rb"""\s*+<\?xml [^<>?]{0,200}encoding=["']utf-8["'][^<>?]{0,200}+\?>\s*+""",
    re.IGNORECASE,
)
#: Characters that no XML holds.
_FORBIDDEN: Final = bytes(set(range(32)) - set(b"\t\n\r"))
_FORBIDDEN_PAIRS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ENTITY: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")

ScannedToken: TypeAlias = tuple[str, ...]
"""A cell that holds a value: column letters, row, style, type, value; or blank cells as they are
written; or the end of a row; or the beginning of one: number, other attributes, whether it is
empty; or another cell: letters, row, style, type, what opens a text of its own, that text, formula
element, formula text, value beside it; or last, what is not plain. What is missing is empty."""


class NotPlainError(Exception):
    """Cell data that the patterns do not cover; nothing that was read of it counts."""


def divided_sheet(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a sheet's part before its cells, its cells, and what follows; cells may be empty."""
    head, opened, rest = data.partition(b"<sheetData>")
    body, closed, tail = rest.partition(b"</sheetData>")
    # A second list of cells is against all rules, and nothing that a pattern should decide on.
    if not closed or b"sheetData" in tail or _DECLARATION.match(head) is None:
        return data, b"", b""
    return head + opened, body, closed + tail


def scanned_tokens(body: bytes) -> Iterator[list[ScannedToken]]:
    """Yield the rows and cells of plain cell data as they follow, some whole rows at a time.

    Whoever reads them sees to it that cells stand in rows and rows not in rows.

    Raises:
        NotPlainError: the data, or what follows of it, is not plain.
    """
    written = _plain(body)
    if written is None:
        raise NotPlainError
    start = 0
    while start < len(written):
        found = written.find(_ROW_END, start + _PIECE)
        end = len(written) if found < 0 else found + len(_ROW_END)
        yield _TOKEN.findall(written, start, end)
        start = end


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of an element in the plain form.

    Raises:
        NotPlainError: one is written twice, which no XML has.
    """
    found = _ATTRIBUTE.findall(written)
    attributes = dict(found)
    if len(attributes) < len(found):
        raise NotPlainError
    return attributes


def blank_places(written: str) -> list[tuple[str, str]]:
    """Return column letters and row of blank cells that follow each other."""
    return _ADDRESS.findall(written)


def own_text(opened: str, written: str) -> str:
    """Return the text of a cell that holds one of its own, by how its element is opened."""
    text = unescape(written) if "&" in written else written
    return text if "preserve" in opened else text.strip(_BLANKS)


def scanned_texts(data: bytes) -> list[str] | None:
    """Return the texts of a plain list of strings, without the blanks at ends that are not kept.

    None when the list is not all plain: it has formatted texts, for one.
    """
    head, opened, rest = data.partition(b"<sst ")
    attributes, _, body = rest.partition(b">")
    body, closed, tail = body.rpartition(b"</sst>")
    if not opened or not closed or tail.strip() or not _DECLARATION.fullmatch(head):
        return None
    written, own = _plain(body), _plain(b" " + attributes)
    if written is None or own is None or _ALL_ATTRIBUTES.fullmatch(own) is None:
        return None
    try:
        attributes_of(own)
    except NotPlainError:
        return None
    found = _ONE_TEXT.findall(written)
    if any(strange for _, _, strange in found):
        return None
    texts = [piece if kept else piece.strip(_BLANKS) for kept, piece, _ in found]
    return [unescape(piece) for piece in texts] if "&" in written else texts


def _plain(body: bytes) -> str | None:
    """Return a stretch of XML as text, if its texts can be read as they stand; None if not."""
    # What XML would read otherwise: characters by number, line ends of Windows. What it would
    # not read at all: control characters, unknown entities, the end of a CDATA section.
    if b"\r" in body or b"]]>" in body or any(pair in body for pair in _FORBIDDEN_PAIRS):
        return None
    if b"&" in body and _ENTITY.search(body) is not None:
        return None
    if len(body.translate(None, _FORBIDDEN)) < len(body):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None
