"""A sheet as wolfxl leaves it: put right where Excel would stumble, and compared."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Mapping
from typing import Final

from xl_asn.files.xml_spans import Cut, Element, NotUnderstood, cell_text, measured, spliced
from xl_asn.model.grid import column_number

_TEXT_CELL: Final = re.compile(
    rb'<((?:[\w.-]+:)?)c (r="([A-Z]+[0-9]+)"[^>]*?) t="str"([^>]*)><\1v>[^<]*</\1v></\1c>'
)
_LETTERS: Final = re.compile("[A-Z]+")


def with_texts(sheet: bytes, texts: Mapping[str, str]) -> bytes:
    """Return the sheet with texts, by address, as cells that say so.

    wolfxl writes them as results of formulas that are not there, where Excel drops blanks at the
    ends, and cannot write control characters.

    Raises:
        NotUnderstood: a text that wolfxl was given is not where it should be.
    """
    left = dict(texts)

    def text_cell(match: re.Match[bytes]) -> bytes:
        prefix, before, address, after = match.groups()
        text = left.pop(address.decode(), None)
        if text is None:
            return match[0]
        inside = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>'
        filled = inside % (prefix, prefix, cell_text(text).encode(), prefix, prefix)
        opened = b'<%bc %b%b t="inlineStr">' % (prefix, before, after)
        return opened + filled + b"</%bc>" % prefix

    sheet = _TEXT_CELL.sub(text_cell, sheet) if left else sheet
    if left:
        message = f"no text was written in {', '.join(sorted(left))}"
        raise NotUnderstood(message)
    return sheet


def in_order(sheet: bytes) -> bytes:
    """Return the sheet with the cells of each row from left to right.

    wolfxl puts a cell that was not there last in its row, which Excel calls a damaged file.
    """
    cuts: list[Cut] = []
    for row in _rows(measured(sheet)):
        places = [(_column(cell), cell) for cell in row.named("c")]
        ordered = sorted(places, key=lambda place: place[0])
        if ordered != places:
            cells = b"".join(sheet[cell.start : cell.end] for _, cell in ordered)
            cuts.append(Cut(row.open_end, row.close_start, cells))
    return spliced(sheet, cuts)


def untouched(sheet: bytes, targets: Collection[str]) -> tuple[object, ...]:
    """Return what an edit must leave alone: all but the target cells and the sheet's measure."""
    root = measured(sheet)
    data = root.first("sheetData")
    if data is None:
        message = "a worksheet has no rows"
        raise NotUnderstood(message)
    head = sheet[: data.start]
    measure = root.first("dimension")
    if measure is not None:
        head = head[: measure.start] + head[measure.end :]
    head = head.removeprefix(codecs.BOM_UTF8)  # wolfxl leaves it out, and nobody misses it
    cells: dict[str | None, bytes] = {}
    looks: dict[str | None, dict[str, str]] = {}
    for row in data.named("row"):
        left = [cell for cell in row.named("c") if cell.attributes.get("r") not in targets]
        look = {name: said for name, said in row.attributes.items() if name not in {"r", "spans"}}
        if left or look:
            looks[row.attributes.get("r")] = look
        cells |= {cell.attributes.get("r"): sheet[cell.start : cell.end] for cell in left}
    return head, sheet[data.end :], cells, looks


def _rows(root: Element) -> list[Element]:
    data = root.first("sheetData")
    return list(data.named("row")) if data else []


def _column(cell: Element) -> int:
    letters = _LETTERS.match(cell.attributes.get("r", ""))
    if letters is None:
        message = "a cell has no address"
        raise NotUnderstood(message)
    return column_number(letters[0])
