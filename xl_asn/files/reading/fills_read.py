"""The cells that are filled with one of the traffic light's colours, read when somebody asks.

Only cells of such styles are looked for, and none at all in a workbook that has no green and no red
one: a plain sheet is not read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.merges_read import whole_number
from xl_asn.files.reading.palette import Palette
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.xml_read import each_element, local, new_parser, run
from xl_asn.model.colours import light_of
from xl_asn.model.grid import column_number
from xl_asn.model.statuses import Status

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
#: A cell as most writers write it; a sheet with any other is read by events.
_CELL: Final = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})" s="(%b)"'
_MOST_ASKED: Final = 64
"""So many styles are asked for by name: a pattern tries each of them at every cell."""
_OTHER_CELL: Final = re.compile(rb'<c (?!r="[A-Z0-9]+"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?/?>)')
_PREFIXED: Final = (b":c ", b":c>")
_TELLING: Final = frozenset({Status.GREEN, Status.RED})


@dataclass(frozen=True)
class SheetFills:
    """Where the fills of a sheet are found: its part, the styles and, where there is one, a theme.

    Called, it gives the colour of each filled cell by one-based (row, column), as six hexadecimal
    digits; nothing where the fills cannot be told.
    """

    parts: Parts
    sheet: str
    styles: str | None
    theme: str | None

    def __call__(self) -> Mapping[tuple[int, int], str]:
        """Read the sheet's fills."""
        if self.styles is None or self.styles not in self.parts:
            return {}
        try:
            known = self.theme is not None and self.theme in self.parts
            theme = self.parts.read(self.theme) if known and self.theme else b""
            coloured = _coloured(self.parts.read(self.styles), theme, self.styles)
            return (
                styled_cells(self.parts.read(self.sheet), self.sheet, coloured) if coloured else {}
            )
        except Unreadable:
            return {}  # a colour is help and no content: the cells themselves have been read


@lru_cache(maxsize=8)  # workbooks that come from one master have their styles in common
def _coloured(styles: bytes, theme: bytes, part: str) -> Mapping[str, str]:
    """Return the colour of each style, by its number as cells write it, that is one of the lights.

    Nothing without a green or a red one: a yellow alone marks what is left to do.
    """
    reader = _Styles(Palette(theme))
    parser = new_parser(part)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    run(parser, (styles,), part)
    found = {
        str(at): colour
        for at, fill in enumerate(reader.styles)
        if (colour := reader.colour(fill)) and light_of(colour) is not None
    }
    return found if _TELLING & {light_of(colour) for colour in found.values()} else {}


class _Styles:
    """The fills of a style sheet, and which of them each cell style has."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._list = ""
        self._fills: list[dict[str, str] | None] = []
        self._is_solid = False
        self.styles: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        # The same elements stand in differential styles, where they mean nothing to a cell.
        match local(tag):
            case "fills" | "cellXfs" | "indexedColors" as opened:
                self._list = opened
            case "fill" if self._list == "fills":
                self._fills.append(None)
            case "patternFill" if self._list == "fills":
                self._is_solid = attributes.get("patternType") == "solid"
            case "fgColor" if self._list == "fills" and self._is_solid and self._fills:
                self._fills[-1] = attributes
            case "xf" if self._list == "cellXfs":
                self.styles.append(attributes.get("fillId", "0"))
            case "rgbColor" if self._list == "indexedColors":
                self._palette.add_indexed(attributes.get("rgb", ""))

    def end(self, tag: str) -> None:
        """See an element end."""
        if local(tag) == self._list:
            self._list = ""

    def colour(self, fill: str) -> str:
        """Return the colour of a fill by its number; empty for none."""
        at = whole_number(fill)
        colour = self._fills[at] if at < len(self._fills) else None
        return self._palette.colour(colour) if colour else ""


def styled_cells(data: bytes, part: str, coloured: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """Return what is told of the style of each cell, by place; cells of other styles are none."""
    plain = not any(sign in data for sign in _PREFIXED) and _OTHER_CELL.search(data) is None
    if plain:
        wanted = {style.encode(): told for style, told in coloured.items()}
        asked = b"|".join(wanted) if len(wanted) <= _MOST_ASKED else rb"[0-9]+"
        return {
            (int(row), column_number(letters.decode())): wanted[style]
            for letters, row, style in map(re.Match.groups, re.finditer(_CELL % asked, data))
            if style in wanted
        }
    found: dict[tuple[int, int], str] = {}

    def see(name: str, attributes: dict[str, str]) -> None:
        place = _ADDRESS.fullmatch(attributes.get("r", "")) if name == "c" else None
        colour = coloured.get(attributes.get("s", "0"))
        if place is not None and colour is not None:
            found[int(place[2]), column_number(place[1])] = colour

    each_element((data,), part, see)
    return found
