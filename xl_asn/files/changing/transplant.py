"""A sheet that XlsxWriter wrote, made to stand in another workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from xl_asn.files.changing.handed_down import HandedDown, with_elements

#: A cell as XlsxWriter writes it, up to its content, or whole where it is a shared string.
_CELL: Final = re.compile(r'(<c r="[A-Z]+[0-9]+")(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)</v></c>)?')
_STRING: Final = re.compile(r"<si>(.*?)</si>", re.DOTALL)


def written_strings(shared_strings: bytes | None) -> Sequence[str]:
    """Return the markup inside each shared string that XlsxWriter wrote."""
    return _STRING.findall(shared_strings.decode()) if shared_strings else ()


def transplanted(
    sheet: bytes, strings: Sequence[str], formats: Mapping[int, int], handed_down: HandedDown
) -> bytes:
    """Return a scratch sheet with the formats of its new workbook.

    Strings are put in the cells themselves: the new workbook's shared strings need not change.
    """
    shown = {str(old): f' s="{new}"' if new else "" for old, new in formats.items()}
    held = [f' t="inlineStr"><is>{string}</is></c>' for string in strings]

    def cell(match: re.Match[str]) -> str:
        opened, style, string = match.groups()
        opened += shown[style or "0"]
        return opened if string is None else opened + held[int(string)]

    before, rows, after = _CELL.sub(cell, sheet.decode()).partition("<sheetData")
    before = before.replace(' tabSelected="1"', "")
    if handed_down.selected:
        before = before.replace("<sheetView ", '<sheetView tabSelected="1" ', 1)
    colour = f"<tabColor{handed_down.tab_colour}/>" if handed_down.tab_colour else ""
    before = before.replace("<sheetPr>", f"<sheetPr{handed_down.code_name}>{colour}", 1)
    return with_elements((before + rows + after).encode(), handed_down.elements)
