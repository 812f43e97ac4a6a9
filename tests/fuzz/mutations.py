"""Ways to spoil a workbook: in its zip, in the XML of its parts, or in its cells.

Every case is told by a seed and a number, and is the same bytes wherever it is made.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeAlias

from tests.files.handmade import zipped
from workbooks.build import EXAMPLES

Parts: TypeAlias = dict[str, bytes]

_PIECES = (
    b"", b"<", b">", b'"', b"&amp;", b"&b;", b"&#0;", b"&#128;", b"</c>", b"<c>", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"<?x?>", b"<!DOCTYPE a>", b'<c r="B9" t="s">', b"<v>1</v>", b"<row>",
    b"<is><t>", b"\0", b"\r\n", b"</worksheet>", b't="e"', b'r="ZZZ1"', b"sheetData", b"x:",
    b"9" * 50, b"<extLst>", b"-", b"\xc3\xa9", b"\xff", b"utf-16",
)  # fmt: skip
_VALUES = (
    b"", b" ", b"0", b"-0", b"1E400", b"1E-400", b"-1", b"0.1", b"1e9", b"9" * 400, b"NaN", b"inf",
    b"0x10", b"1,5", b"1 000", b"\xc2\xa0", b"\xe2\x88\x92\x35", b"#REF!", b"true", b"ett",
    b"60", b"2958466", b"_x0000_", b"_xD800_", b"=1+1", b"@x", b"\xf0\x9f\x98\x80", b"x" * 40_000,
)  # fmt: skip
_TYPES = (b"n", b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"z", b"")
_ADDRESSES = (b"A1", b"XFD1048576", b"XFE1", b"A0", b"a1", b"A1048577", b"1A", b"", b"$A$1", b"D6")
_ELEMENT = re.compile(rb"<[A-Za-z][^<>]*>")
_ATTRIBUTE = re.compile(rb' [A-Za-z:]+="[^"]*"')
_CELL = re.compile(rb"<c [^<>]*>(?:<f[^<>]*>[^<]*</f>)?<v>[^<]*</v></c>|<c [^<>]*/>")


@dataclass(frozen=True, slots=True)
class Case:
    """One spoilt workbook, and how it came about."""

    name: str
    data: bytes
    told: str


def case(seed: int, number: int) -> Case:
    """Return a case: an example spoilt once to three times at one level."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - anyone shall be able to make it again
    source = random.choice(sorted(EXAMPLES.glob("*.xls[xm]")))
    level, spoil = random.choice((("zip", _zip), ("xml", _xml), ("cell", _cell)))
    data, told = spoil(source, random)
    return Case(f"{seed}-{number}{source.suffix}", data, f"{source.name}, {level}: {told}")


def _zip(source: Path, random: Random) -> tuple[bytes, str]:
    data = bytearray(source.read_bytes())
    told = []
    for _ in range(random.randint(1, 3)):
        way = random.choice((_flip, _cut, _insert, _headers))
        data, what = way(data, random)
        told.append(what)
    return bytes(data), ", ".join(told)


def _flip(data: bytearray, random: Random) -> tuple[bytearray, str]:
    at = random.randrange(len(data))
    data[at] = random.randrange(256)
    return data, f"byte {at}"


def _cut(data: bytearray, random: Random) -> tuple[bytearray, str]:
    start = random.randrange(1, len(data))
    length = random.choice((1, 100, len(data)))
    return data[:start] + data[start + length :], f"{length} bytes away at {start}"


def _insert(data: bytearray, random: Random) -> tuple[bytearray, str]:
    at = random.randrange(len(data))
    return data[:at] + random.randbytes(random.choice((1, 8, 400))) + data[at:], f"more at {at}"


def _headers(data: bytearray, random: Random) -> tuple[bytearray, str]:
    """Change a field of an entry in the directory: sizes, offsets, names, flags, methods."""
    entries = [m.start() for m in re.finditer(b"PK\x01\x02|PK\x03\x04|PK\x05\x06", bytes(data))]
    at = random.choice(entries or [0]) + random.randrange(4, 46)
    if at < len(data):
        data[at] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
    return data, f"header byte {at}"


def _parts(source: Path) -> Parts:
    with zipfile.ZipFile(io.BytesIO(source.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _xml(source: Path, random: Random) -> tuple[bytes, str]:
    parts = _parts(source)
    told = []
    for _ in range(random.randint(1, 3)):
        name = random.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        way: Callable[[Parts, str, Random], str] = random.choice(
            (_piece, _piece, _element, _element, _attribute, _recoded, _lost)
        )
        told.append(f"{way(parts, name, random)} in {name}")
    return zipped(parts), ", ".join(told)


def _piece(parts: Parts, name: str, random: Random) -> str:
    content = parts[name]
    at = random.randint(0, len(content))
    piece = random.choice(_PIECES)
    parts[name] = content[:at] + piece + content[at + random.randint(0, 12) :]
    return f"{piece[:20]!r} at {at}"


def _element(parts: Parts, name: str, random: Random) -> str:
    """Take a tag away, write it twice, or put another tag of the part in its place."""
    tags = list(_ELEMENT.finditer(parts[name]))
    if not tags:
        return "nothing"
    tag = random.choice(tags)
    new = random.choice((b"", tag[0] * 2, random.choice(tags)[0]))
    parts[name] = parts[name][: tag.start()] + new + parts[name][tag.end() :]
    return f"{tag[0][:30]!r} to {new[:30]!r}"


def _attribute(parts: Parts, name: str, random: Random) -> str:
    found = list(_ATTRIBUTE.finditer(parts[name]))
    if not found:
        return "nothing"
    one = random.choice(found)
    value = random.choice((b"", b"0", b"-1", b"1" * 30, b"../../x", b"rId99", b"\xc3\xa5"))
    new = random.choice((b"", one[0] * 2, re.sub(rb'"[^"]*"', b'"' + value + b'"', one[0])))
    parts[name] = parts[name][: one.start()] + new + parts[name][one.end() :]
    return f"{one[0][:30]!r} to {new[:30]!r}"


def _recoded(parts: Parts, name: str, random: Random) -> str:
    encoding = random.choice(("utf-16", "utf-8-sig", "latin-1", "utf-7"))
    parts[name] = parts[name].decode("utf-8", "replace").encode(encoding, "replace")
    return encoding


def _lost(parts: Parts, name: str, random: Random) -> str:
    """Lose a part, empty it, or let another one stand in its place."""
    other = parts[random.choice(sorted(parts))]
    way = random.choice(("lost", "empty", "swapped"))
    if way == "lost":
        del parts[name]
    else:
        parts[name] = b"" if way == "empty" else other
    return way


def _cell(source: Path, random: Random) -> tuple[bytes, str]:
    parts = _parts(source)
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    told = []
    for _ in range(random.randint(1, 3)):
        name = random.choice(sheets)
        cells = list(_CELL.finditer(parts[name]))
        if not cells:
            continue
        cell = random.choice(cells)
        new = _other_cell(cell[0], random)
        parts[name] = parts[name][: cell.start()] + new + parts[name][cell.end() :]
        told.append(f"{cell[0][:60]!r} to {new[:60]!r} in {name}")
    return zipped(parts), ", ".join(told)


def _other_cell(cell: bytes, random: Random) -> bytes:
    found = re.search(rb'r="([^"]*)"', cell)
    address = found[1] if found and random.random() < 0.8 else random.choice(_ADDRESSES)
    kind, value = random.choice(_TYPES), random.choice(_VALUES)
    formula = random.choice((b"", b"", b"<f>1+1</f>", b'<f t="shared" si="9"/>', b"<f/>"))
    inside = random.choice((b"<v>%b</v>" % value, b"<is><t>%b</t></is>" % value, b"<v/>", b""))
    return b'<c r="%b" t="%b">%b%b</c>' % (address, kind, formula, inside)
