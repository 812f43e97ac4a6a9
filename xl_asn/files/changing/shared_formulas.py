"""Formulas that span cells: what must happen before a value takes one cell's place.

The first cell of a shared formula holds it for the others, which otherwise point at nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from typing import Final

from xl_asn.files.changing.edited_sheet import Places, address_of, area_of, place_of
from xl_asn.files.changing.xml_spans import (
    Cut,
    Element,
    NotUnderstood,
    escaped,
    measured,
    prefixed,
    spliced,
)

#: A formula that spans cells.
_SPANNING: Final = re.compile(rb"""\st\s*=\s*["'](?:shared|array|dataTable)["']""")


class SpannedCell(ValueError):  # noqa: N818 - it says what happened, as our others do
    """A cell cannot be written alone: it is part of an array formula or a data table."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def released(sheet: bytes, targets: Collection[str]) -> bytes:
    """Return a sheet in which each target cell can be overwritten without hurting another.

    Where a target is the first cell of a shared formula, the others get the formula themselves.
    A formula that is alone in its area may go, and with it what the cell says of metadata (``cm``)
    or a rich value (``vm``): the parts that these point into stay, as Excel leaves them too.

    Raises:
        SpannedCell: a target is part of an array formula or a data table of more than one cell.
        NotUnderstood: a shared formula cannot be taken apart.
    """
    if not _SPANNING.search(sheet):
        return sheet
    cells = list(_cells(measured(sheet)))
    places = Places(map(place_of, targets))
    firsts: dict[str, tuple[str, str]] = {}
    for cell, formula in cells:
        address = cell.attributes.get("r", "")
        kind = formula.attributes.get("t") if formula else None
        if formula is None or kind is None:
            continue
        if kind in {"array", "dataTable"}:
            _refuse_within(formula.attributes.get("ref", address), places)
        elif kind == "shared" and address in targets and "ref" in formula.attributes:
            firsts[formula.attributes["si"]] = address, _text(sheet, formula)
    cuts = [
        Cut(formula.start, formula.end, _own_formula(sheet, cell, formula, firsts))
        for cell, formula in cells
        if formula is not None
        and formula.attributes.get("t") == "shared"
        and formula.attributes.get("si") in firsts
        and cell.attributes.get("r") not in targets
    ]
    return spliced(sheet, cuts)


def _cells(sheet: Element) -> Iterator[tuple[Element, Element | None]]:
    rows = sheet.first("sheetData")
    for row in rows.named("row") if rows else ():
        for cell in row.named("c"):
            yield cell, cell.first("f")


def _text(sheet: bytes, formula: Element) -> str:
    # html, not xml.sax: one pass over XML's five entities just the same, 36 ms less to import.
    return html.unescape(sheet[formula.open_end : formula.close_start].decode())


def _own_formula(
    sheet: bytes, cell: Element, formula: Element, firsts: dict[str, tuple[str, str]]
) -> bytes:
    """Return the formula of a cell that shared another's, written out."""
    text = _text(sheet, formula)
    if not text:
        text = _translated(*firsts[formula.attributes["si"]], cell.attributes["r"])
    return prefixed(f"<f>{escaped(text)}</f>".encode(), formula.prefix)


def _translated(origin: str, text: str, address: str) -> str:
    # Imported late: few workbooks need it.
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415

    try:
        return str(Translator("=" + text, origin).translate_formula(address)).removeprefix("=")
    except (TokenizerError, TranslatorError, IndexError) as error:  # the last at a stray )
        message = f"the shared formula in {origin} cannot be moved to {address}"
        raise NotUnderstood(message) from error


def _refuse_within(area: str, targets: Places) -> None:
    """Refuse targets in an area of more than one cell; a formula alone in its area may go."""
    if ":" not in area:
        return
    first, last = area_of(area)
    if first != last:
        for place in targets.within(first, last):
            raise SpannedCell(address_of(*place))
