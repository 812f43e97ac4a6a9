"""Cells and texts in the plain form that Excel writes, found by pattern and not by event.

A call from expat to Python for each element is most of what a sheet costs to read. The patterns
here cover the whole of what they read or are not used at all: anything that they do not know, if
only one character, leaves it all to the events. The parser sees every byte in either case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, TypeAlias

#: The largest part that is scanned, in bytes: it stands in memory whole.
MOST_SCANNED: Final = 32 * 1024 * 1024

_ATTRIBUTES: Final = r'(?: [A-Za-z:]+="[^"<>&]*")*+'
_CELL: Final = (
    r'<c r="(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})"(?: s="(?P<style>[0-9]+)")?'
    r'(?: t="(?P<type>[A-Za-z]+)")?'
    rf"(?:/>|>(?P<f><f{_ATTRIBUTES}(?:/>|>(?P<formula>[^<]*)</f>))?"
    r"(?:<v>(?P<value>[^<]+)</v>)?</c>)"
)
_ANY_CELL: Final = re.sub(r"\(\?P<\w+>", "(?:", _CELL)
_ROW: Final = rf"<row({_ATTRIBUTES})(?:/>|>((?:{_ANY_CELL})*+)</row>)"
_ONE_CELL: Final = re.compile(_CELL)
_ONE_ROW: Final = re.compile(_ROW)
_ALL_ROWS: Final = re.compile(f"(?:{_ROW})*+")
_ONE_ATTRIBUTE: Final = re.compile(r' ([A-Za-z:]+)="([^"]*)"')

_TEXT: Final = r'<si><t( xml:space="preserve")?>([^<]*)</t></si>'
_ONE_TEXT: Final = re.compile(_TEXT)
_ALL_TEXTS: Final = re.compile(rf"(?:{_TEXT})*+")
_DECLARATION: Final = re.compile(
    rb"""\s*<\?xml [^<>?]*encoding=["']utf-8["'][^<>?]*\?>\s*""", re.IGNORECASE
)

ScannedCell: TypeAlias = tuple[str, str, str, str, str, str, str]
"""Column, row, style, type, formula element, formula text, value; what is missing is empty."""


def divided_sheet(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a sheet's part before its cells, its cells, and what follows; cells may be empty."""
    head, opened, rest = data.partition(b"<sheetData>")
    body, closed, tail = rest.partition(b"</sheetData>")
    # A second list of cells is against all rules, and nothing that a pattern should decide on.
    if not closed or b"sheetData" in tail or _DECLARATION.match(head) is None:
        return data, b"", b""
    return head + opened, body, closed + tail


def scanned_rows(body: bytes) -> Iterator[tuple[dict[str, str], list[ScannedCell]]] | None:
    """Return the rows of plain cell data: attributes and cells; None when it is not all plain."""
    written = _plain(body, _ALL_ROWS)
    if written is None:
        return None
    return (
        (dict(_ONE_ATTRIBUTE.findall(attributes)), _ONE_CELL.findall(cells))
        for attributes, cells in _ONE_ROW.findall(written)
    )


def scanned_texts(data: bytes) -> Iterator[tuple[bool, str]] | None:
    """Return the texts of a plain list of strings, and whether each keeps the blanks at its ends.

    None when the list is not all plain: it has formatted texts, for one.
    """
    head, opened, rest = data.partition(b"<sst ")
    _, _, body = rest.partition(b">")
    body, closed, tail = body.rpartition(b"</sst>")
    if not opened or not closed or tail.strip() or not _DECLARATION.fullmatch(head):
        return None
    written = _plain(body, _ALL_TEXTS)
    if written is None:
        return None
    return ((bool(kept), unescape(piece)) for kept, piece in _ONE_TEXT.findall(written))


def _plain(body: bytes, pattern: re.Pattern[str]) -> str | None:
    """Return the text of a part of XML that the pattern covers whole; None for any other."""
    try:
        written = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # What XML would read otherwise than it stands: characters by number, line ends of Windows.
    if "&#" in written or "\r" in written or pattern.fullmatch(written) is None:
        return None
    return written
