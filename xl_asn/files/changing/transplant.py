"""A sheet that XlsxWriter wrote, made to stand in another workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Self

#: A cell as XlsxWriter writes it, up to its content, or whole where it is a shared string.
_CELL: Final = re.compile(r'(<c r="[A-Z]+[0-9]+")(?: s="([0-9]+)")?(?: t="s"><v>([0-9]+)</v></c>)?')
_STRING: Final = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_ROWS: Final = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s/>]")
_CODE_NAME: Final = re.compile(rb'<(?:[\w.-]+:)?sheetPr\b[^>]*?\bcodeName="([^"]*)"')
_TAB_COLOUR: Final = re.compile(rb"<(?:[\w.-]+:)?tabColor\b([^>]*?)/?>")
_SELECTED: Final = re.compile(rb'<(?:[\w.-]+:)?sheetView\b[^>]*?\btabSelected="(?:1|true)"')
_PROTECTION: Final = re.compile(rb"<(?:[\w.-]+:)?sheetProtection\b([^>]*?)/?>")
_ATTRIBUTE: Final = re.compile(r'\s[A-Za-z]+="[^"]*"')


class HandedDown(NamedTuple):
    """What a sheet hands down to the page that takes its place; attributes as written.

    Without the code name a macro workbook loses the tie between the sheet and its module, and two
    selected sheets would both be edited when the reader types in one.
    """

    code_name: str = ""
    tab_colour: str = ""
    protection: str = ""
    selected: bool = False

    @classmethod
    def of(cls, sheet: bytes) -> Self:
        """Read what is handed down by a worksheet part."""
        rows = _ROWS.search(sheet)
        head, tail = (sheet[: rows.start()], sheet[rows.end() :]) if rows else (sheet, b"")
        tail = tail[tail.rfind(b"sheetData>") + 1 :]
        name = _CODE_NAME.search(head)
        return cls(
            code_name=f' codeName="{name[1].decode()}"' if name else "",
            tab_colour=_attributes(_TAB_COLOUR.search(head)),
            protection=_attributes(_PROTECTION.search(tail)),
            selected=_SELECTED.search(head) is not None,
        )


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
    if handed_down.protection:
        end = "</sheetData>" if "</sheetData>" in after else "/>"
        after = after.replace(end, f"{end}<sheetProtection{handed_down.protection}/>", 1)
    return (before + rows + after).encode()


def _attributes(match: re.Match[bytes] | None) -> str:
    """Return a tag's own attributes as written; those of extensions need a prefix, left out."""
    return "".join(_ATTRIBUTE.findall(match[1].decode())) if match else ""
