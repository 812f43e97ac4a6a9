"""What is wrong within a worksheet part, given what the rest of the workbook holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

# Only for its types: what is walked here has been parsed already.
from xml.etree import ElementTree as ET

from xl_asn.files.changing.xml_spans import MAIN
from xl_asn.model.grid import column_number

_AREA: Final = re.compile(r"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_LONGEST_TEXT: Final = 32_767


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, one-based."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, written: str) -> Self | None:
        """Read ``A1`` or ``A1:C3``; None when it is neither."""
        match = _AREA.fullmatch(written)
        if match is None:
            return None
        left, top = column_number(match[1]), int(match[2])
        right = column_number(match[3]) if match[3] else left
        bottom = int(match[4]) if match[4] else top
        inside = 0 < top <= bottom <= _LAST_ROW and left <= right <= _LAST_COLUMN
        return cls(left, top, right, bottom) if inside else None

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """How many of each the workbook has, for a sheet to point to."""

    formats: int
    differential_formats: int
    strings: int
    sheet_names: frozenset[str]


def sheet_faults(sheet: ET.Element, limits: SheetLimits) -> Iterator[str]:
    """Yield what is wrong with the cells, merges, formats and links of a sheet."""
    yield from _cell_faults(sheet, limits)
    yield from _merge_faults(sheet)
    for rule in sheet.iter(f"{{{MAIN}}}cfRule"):
        if int(rule.get("dxfId", "-1")) >= limits.differential_formats:
            yield f"a conditional format uses dxf {rule.get('dxfId')}, which does not exist"
    for link in sheet.iter(f"{{{MAIN}}}hyperlink"):
        name = (link.get("location") or "").rpartition("!")[0]
        if len(name) > 1 and name.startswith("'") and name.endswith("'"):
            name = name[1:-1].replace("''", "'")
        if name and name.casefold() not in limits.sheet_names:
            yield f"{link.get('ref')}: a link to the sheet {name}, which does not exist"


def _cell_faults(sheet: ET.Element, limits: SheetLimits) -> Iterator[str]:
    last_row = 0
    for row in sheet.iter(f"{{{MAIN}}}row"):
        number = int(row.get("r", str(last_row + 1)))
        if number <= last_row:
            yield f"row {number} stands after row {last_row}"
        last_row = number
        last_column = 0
        for cell in row.iter(f"{{{MAIN}}}c"):
            address = cell.get("r", "")
            area = Area.parse(address)
            if area is None or area.top != number or area.left <= last_column:
                yield f"the cell {address!r} is out of order in row {number}"
            last_column = area.left if area else last_column
            yield from (f"{address}: {fault}" for fault in _content_faults(cell, limits))


def _content_faults(cell: ET.Element, limits: SheetLimits) -> Iterator[str]:
    if int(cell.get("s", "0")) >= limits.formats:
        yield f"the format {cell.get('s')} does not exist"
    kind, value = cell.get("t", "n"), cell.findtext(f"{{{MAIN}}}v")
    if kind == "s" and (value is None or not value.isdecimal() or int(value) >= limits.strings):
        yield f"the shared string {value} does not exist"
    if kind == "inlineStr" and cell.find(f"{{{MAIN}}}is") is None:
        yield "an inline string without a string"
    if kind == "n" and value is not None:
        try:
            float(value)
        except ValueError:
            yield f"{value!r} is no number"
    for text in cell.iter(f"{{{MAIN}}}t"):
        if len(text.text or "") > _LONGEST_TEXT:
            yield "the text is too long"


def _merge_faults(sheet: ET.Element) -> Iterator[str]:
    merged: list[Area] = []
    for element in sheet.iter(f"{{{MAIN}}}mergeCell"):
        area = Area.parse(element.get("ref", ""))
        if area is None:
            yield f"the merge {element.get('ref')} is no area"
            continue
        if any(area.meets(other) for other in merged):
            yield f"the merge {element.get('ref')} overlaps another"
        merged.append(area)
