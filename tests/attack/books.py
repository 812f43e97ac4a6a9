"""Workbooks spoilt by hand: an example's parts, with one thing of ours in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape

from workbooks.build import EXAMPLES

MONTH = "2022-11_manadsrapport.xlsx"
HALF = "2018-04_delarsrapport.xlsx"
PLAN = "2020_namndplan.xlsx"
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET = re.compile(r'<sheet name="([^"]+)" sheetId="\d+"(?: state="\w+")? r:id="(rId\d+)"/>')


def _parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return MappingProxyType({entry: archive.read(entry) for entry in archive.namelist()})


@cache
def _example(name: str) -> Mapping[str, bytes]:
    return _parts(EXAMPLES / name)


class Book:
    """A copy of an example, or of a file, part by part.

    Each change gives the book back, so that they chain.
    """

    def __init__(self, name: str | Path = MONTH) -> None:
        self.parts: dict[str, bytes] = dict(
            _example(name) if isinstance(name, str) else _parts(name)
        )
        self.suffix = Path(name).suffix

    @property
    def data(self) -> bytes:
        """Return the workbook's bytes, which are the same whenever they are made."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    @property
    def sheets(self) -> Mapping[str, str]:
        """Return the part of each sheet, by the sheet's name."""
        links = self.parts["xl/_rels/workbook.xml.rels"].decode()
        return {
            name: "xl/" + re.findall(rf'Id="{key}"[^>]*Target="([^"]+)"', links)[0]
            for name, key in _SHEET.findall(self.parts["xl/workbook.xml"].decode())
        }

    def saved(self, path: Path) -> Path:
        """Write the workbook to a file."""
        path.write_bytes(self.data)
        return path

    def part(self, name: str, content: str | bytes) -> Book:
        """Put a part in."""
        self.parts[name] = content.encode() if isinstance(content, str) else content
        return self

    def swapped(self, part: str, old: str, new: str) -> Book:
        """Put a text in another's place, once, which must be there."""
        content = self.parts[part].decode()
        assert old in content, (part, old)
        self.parts[part] = content.replace(old, new, 1).encode()
        return self

    def text(self, sheet: str, address: str, text: str) -> Book:
        """Write a text into a cell, whatever it holds."""
        held = _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        inside = f'<is><t xml:space="preserve">{escape(held)}</t></is>'
        return self.cell(sheet, address, inside, "inlineStr")

    def number(self, sheet: str, address: str, digits: str) -> Book:
        """Write digits into a cell, as they are."""
        return self.cell(sheet, address, f"<v>{digits}</v>")

    def cell(self, sheet: str, address: str, inside: str, kind: str = "", more: str = "") -> Book:
        """Write a cell's XML; its style stays."""
        part = self.sheets[sheet]
        content = self.parts[part].decode()
        style = re.search(rf'<c r="{address}"(?: s="(\d+)")?', content)
        kept = f' s="{style[1]}"' if style and style[1] else ""
        typed = f' t="{kind}"' if kind else ""
        new = f'<c r="{address}"{kept}{typed}{more}>{inside}</c>'
        self.parts[part] = _placed(content, address, new).encode()
        return self

    def addresses(self, sheet: str, rows: range) -> list[str]:
        """Return the addresses of a sheet's filled cells in some rows."""
        found = re.findall(
            r'<c r="([A-Z]+)(\d+)"[^>]*[^/]>', self.parts[self.sheets[sheet]].decode()
        )
        return [f"{letters}{row}" for letters, row in found if int(row) in rows]

    def start(self, name: str, text: str) -> Book:
        """Write a value on *Start*, by its defined name."""
        book = self.parts["xl/workbook.xml"].decode()
        place = re.findall(rf'<definedName name="{name}">\'Start\'!\$B\$(\d+)<', book)[0]
        return self.text("Start", f"B{place}", text)


def _placed(content: str, address: str, new: str) -> str:
    """Return a sheet with a cell in the place of the one of its address, or where it would be."""
    cell = re.compile(rf'<c r="{address}"(?:[^>]*/>|[^>]*>.*?</c>)', re.DOTALL)
    if cell.search(content):
        return cell.sub(lambda _: new, content, count=1)
    letters, row = re.findall(r"([A-Z]+)(\d+)", address)[0]
    found = re.search(rf'<row r="{row}"[^>]*?(/>|>(.*?)</row>)', content, re.DOTALL)
    if found is None or found[1] == "/>":
        return _with_row(content, int(row), new, found)
    for one in re.finditer(r'<c r="([A-Z]+)\d+"', found[2]):
        if (len(one[1]), one[1]) > (len(letters), letters):
            at = found.start(2) + one.start()
            return content[:at] + new + content[at:]
    return content[: found.end(2)] + new + content[found.end(2) :]


def _with_row(content: str, row: int, cell: str, empty: re.Match[str] | None) -> str:
    """Return a sheet with a row of one cell, which it lacked or which was empty."""
    new = f'<row r="{row}">{cell}</row>'
    if empty is not None:
        return content[: empty.start()] + new + content[empty.end() :]
    below = (one for one in re.finditer(r'<row r="(\d+)"', content) if int(one[1]) > row)
    after = next(below, None)
    at = after.start() if after else content.index("</sheetData>")
    return content[:at] + new + content[at:]
