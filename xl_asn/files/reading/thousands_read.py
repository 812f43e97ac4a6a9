"""The cells whose number format shows thousands, ``#,##0,``: what is seen is no more the number.

They are read when somebody asks, and only in a workbook that has such a format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.fills_read import styled_cells
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.xml_read import local, new_parser, run

#: A comma right after the last digit of a format, as it stands in the part.
_SIGN: Final = re.compile(rb"[0#?],+(?![0#?,])")
#: What in a format says nothing of the digits: quotes, escaped characters, colours and locales.
_DECORATION: Final = re.compile(r'"[^"]*"?|[\\_*].|\[[^\]]*\]?')
_COMMAS: Final = re.compile(r"[0#?](,+)(?![0#?,])")


def shows_thousands(code: str) -> bool:
    """Return whether a number format shows a thousandth of the number, and nothing smaller."""
    found = _COMMAS.search(_DECORATION.sub("", code).partition(";")[0])
    return found is not None and len(found[1]) == 1


@dataclass(frozen=True)
class SheetThousands:
    """Where the cells of a sheet that show thousands are found; called, it gives their places."""

    parts: Parts
    sheet: str
    styles: str | None

    def __call__(self) -> frozenset[tuple[int, int]]:
        """Read the one-based (row, column) of each; none where they cannot be told."""
        if self.styles is None or self.styles not in self.parts:
            return frozenset()
        try:
            styles = _styles(self.parts.read(self.styles), self.styles)
            if not styles:
                return frozenset()
            shown = dict.fromkeys(styles, "")
            return frozenset(styled_cells(self.parts.read(self.sheet), self.sheet, shown))
        except Unreadable:
            return frozenset()  # the numbers themselves have been read


@lru_cache(maxsize=8)  # workbooks that come from one master have their styles in common
def _styles(data: bytes, part: str) -> frozenset[str]:
    """Return the style numbers, as cells write them, whose number format shows thousands."""
    if _SIGN.search(data) is None:
        return frozenset()
    formats: dict[str, str] = {}
    used: list[str] = []
    opened: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        parent = opened[-1] if opened else ""
        opened.append(name)
        if name == "numFmt" and parent == "numFmts":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and parent == "cellXfs":
            used.append(attributes.get("numFmtId", ""))

    def end(_tag: str) -> None:
        opened.pop()

    parser = new_parser(part)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    run(parser, (data,), part)
    return frozenset(
        str(at) for at, key in enumerate(used) if shows_thousands(formats.get(key, ""))
    )
