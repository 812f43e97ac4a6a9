"""Compound files (OLE), as encrypted workbooks and those of the old format are kept in."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of streams by their path; each is padded to be no small one."""
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _END, 0]]
    kids: dict[int, list[int]] = {0: []}
    folders = {"": 0}
    contents: list[bytes] = []
    start = 0
    for path, content in streams.items():
        *above, name = path.split("/")
        parent = 0
        for depth, folder in enumerate(above):
            key = "/".join(above[: depth + 1])
            if key not in folders:
                folders[key] = len(entries)
                kids[parent].append(len(entries))
                kids[len(entries)] = []
                entries.append([folder, 1, _NONE, 0, 0])
            parent = folders[key]
        held = content.ljust(4096, b"\0")
        held += b"\0" * (-len(held) % _SECTOR)
        kids[parent].append(len(entries))
        entries.append([name, 2, _NONE, start, len(held)])
        contents.append(held)
        start += len(held) // _SECTOR
    directory = b"".join(_entry(entry, number, kids) for number, entry in enumerate(entries))
    directory += b"\0" * (-len(directory) % _SECTOR)
    return _file(contents, directory)


def _entry(entry: list[object], number: int, kids: Mapping[int, list[int]]) -> bytes:
    """Return an entry; siblings hang to the right of each other, which is a tree too."""
    name, kind, _, start, size = entry
    wide = str(name).encode("utf-16-le") + b"\0\0"
    right = _NONE
    for brothers in kids.values():
        if number in brothers[:-1]:
            right = brothers[brothers.index(number) + 1]
    below = kids.get(number) or [_NONE]
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ", wide.ljust(64, b"\0"), len(wide), kind, 1, _NONE, right,
        below[0], b"", 0, b"", b"", start, size,
    )  # fmt: skip


def _file(contents: list[bytes], directory: bytes) -> bytes:
    table: list[int] = []
    for held in (*contents, directory):
        count = len(held) // _SECTOR
        table += [*range(len(table) + 1, len(table) + count), _END]
    first_directory = sum(len(held) for held in contents) // _SECTOR
    sectors = -(-(len(table) + 1) // 127)
    fat_start = len(table)
    table += [_FAT] * sectors
    table += [_FREE] * (-len(table) % 128)
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, sectors, first_directory, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    listed = [*range(fat_start, fat_start + sectors)]
    listed += [_FREE] * (109 - len(listed))
    return (
        head
        + struct.pack("<109I", *listed)
        + b"".join(contents)
        + directory
        + struct.pack(f"<{len(table)}I", *table)
    )
