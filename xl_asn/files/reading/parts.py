"""The zip container of a workbook: its parts by name, inflated within limits.

Python's own zipfile reads the directory; the rest is checked here, because what zipfile checks
differs between Python versions (the overlap of CVE-2024-0450 is one case).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, MutableMapping
from io import BytesIO
from itertools import pairwise
from typing import Final, NamedTuple, Self, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xl_asn.files.reading.catalogue import Unreadable

MIB: Final = 1024 * 1024
#: The largest part, and the largest sum of parts, once inflated (bytes).
MAX_PART_BYTES: Final = 256 * MIB
MAX_TOTAL_BYTES: Final = 512 * MIB
#: A part this large must not have shrunk more than this many times. Honest sheets of repeated
#: values shrink a hundredfold; small ones may shrink more and do no harm.
MAX_RATIO: Final = 200
RATIO_FROM_BYTES: Final = 32 * MIB
MAX_PARTS: Final = 10_000

_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_LOCAL_HEADER: Final = struct.Struct("<4s5HLLL2H")
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_ENCRYPTED_FLAG: Final = 0x1
_UTF8_FLAG: Final = 0x800
_INPUT_STEP: Final = 64 * 1024
_OUTPUT_STEP: Final = MIB

T = TypeVar("T")


def folded_part(name: str) -> str:
    """Return a part's name as packages compare names: in any letter case, escaped or not."""
    if "%" in name:
        from urllib.parse import unquote  # noqa: PLC0415 - few packages need it

        name = unquote(name)
    return name.casefold()


class ByName(MutableMapping[str, T]):
    """Something for each part of a package, by its name in any letter case, escaped or not.

    A name stays as it was first written, and so does the order.
    """

    def __init__(self, items: Iterable[tuple[str, T]] = ()) -> None:
        self._items: dict[str, tuple[str, T]] = {}
        self.update(items)

    def __getitem__(self, name: str) -> T:
        return self._items[folded_part(name)][1]

    def __setitem__(self, name: str, value: T) -> None:
        self._items[folded_part(name)] = self.named(name), value

    def __delitem__(self, name: str) -> None:
        del self._items[folded_part(name)]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items.values())

    def __len__(self) -> int:
        return len(self._items)

    def named(self, name: str) -> str:
        """Return a part's name as the package writes it; the name itself where there is none."""
        found = self._items.get(folded_part(name))
        return found[0] if found else name


class _Entry(NamedTuple):
    """Where one part lies in the file, and what it shall be once inflated."""

    name: str
    header: int
    start: int
    end: int
    size: int
    crc: int
    deflated: bool


class Parts:
    """The parts of a package, inflated when asked for. Names have forward slashes."""

    def __init__(self, data: bytes, entries: tuple[_Entry, ...]) -> None:
        self._data = data
        self._entries = ByName((entry.name, entry) for entry in entries)

    @classmethod
    def open(cls, data: bytes) -> Self:
        """Read the directory of a zip file and check it; nothing is inflated yet.

        Raises:
            Unreadable: the container is damaged, or made to deceive or to do harm.
        """
        if data.count(_DIRECTORY_ENTRY) > MAX_PARTS:
            raise Unreadable(code="F124", detail=f"fler än {MAX_PARTS} delar")
        try:
            with ZipFile(BytesIO(data)) as archive:
                listed = archive.infolist()
        except (BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise Unreadable(
                code="F120", detail="innehållsförteckningen går inte att läsa"
            ) from error
        entries = tuple(_checked(data, item) for item in listed if not _is_folder(item))
        _refuse_duplicates(entries)
        _refuse_overlap(entries)
        _refuse_bombs(entries)
        return cls(data, entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parts, in the order of the directory."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Return how many bytes a part is said to hold once inflated.

        Raises:
            Unreadable: there is no such part.
        """
        return self._entry(name).size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's content in pieces of at most 2 MiB.

        Raises:
            Unreadable: there is no such part, or it is not what the directory says.
        """
        entry = self._entry(name)
        size = crc = 0
        for chunk in _in_longer_pieces(self._inflated(entry)):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if size > entry.size:
                break
            yield chunk
        if size != entry.size or crc != entry.crc:
            raise Unreadable(code="F120", detail=f"{entry.name} är inte hel")

    def read(self, name: str) -> bytes:
        """Return a part's whole content; raises as :meth:`chunks` does."""
        return b"".join(self.chunks(name))

    def head(self, name: str, length: int) -> bytes:
        """Return the first ``length`` bytes of a part, or fewer, unchecked.

        Raises:
            Unreadable: there is no such part, or its beginning cannot be inflated.
        """
        entry = self._entry(name)
        packed = self._data[entry.start : min(entry.end, entry.start + length)]
        if not entry.deflated:
            return packed
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, length)
        except zlib.error as error:
            raise Unreadable(code="F120", detail=f"{entry.name} går inte att packa upp") from error

    def _entry(self, name: str) -> _Entry:
        entry = self._entries.get(name)
        if entry is None:
            raise Unreadable(code="F131", detail=name)
        return entry

    def _inflated(self, entry: _Entry) -> Iterator[bytes]:
        # Input goes in by small steps, since what zlib has not yet used is copied each time.
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        for position in range(entry.start, entry.end, _INPUT_STEP):
            packed = self._data[position : min(entry.end, position + _INPUT_STEP)]
            if not entry.deflated:
                yield packed
                continue
            more = True
            while more and not inflater.eof:
                try:
                    chunk = inflater.decompress(packed, _OUTPUT_STEP)
                except zlib.error as error:
                    raise Unreadable(
                        code="F120", detail=f"{entry.name} går inte att packa upp"
                    ) from error
                packed = inflater.unconsumed_tail
                # A full piece may leave some behind, although all that is packed has been taken.
                more = bool(packed) or len(chunk) == _OUTPUT_STEP
                if chunk:
                    yield chunk


def _in_longer_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces together, each as long as all that have gone before, or at least a step long.

    What is badly packed comes in small pieces, and a parser that waits for the end of something
    begins it anew with each piece that it gets.
    """
    waiting: list[bytes] = []
    held = given = 0
    for piece in pieces:
        waiting.append(piece)
        held += len(piece)
        if held >= min(given, _OUTPUT_STEP):
            yield waiting[0] if len(waiting) == 1 else b"".join(waiting)
            given += held
            held = 0
            waiting.clear()
    if waiting:
        yield b"".join(waiting)


def _is_folder(item: ZipInfo) -> bool:
    return item.orig_filename.endswith(("/", "\\")) and item.file_size == 0


def _checked(data: bytes, item: ZipInfo) -> _Entry:
    name = _safe_name(item.orig_filename)
    if item.flag_bits & _ENCRYPTED_FLAG:
        raise Unreadable(code="F127", detail=f"{name} är krypterad")
    if item.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unreadable(code="F127", detail=f"{name}, metod {item.compress_type}")
    header = item.header_offset
    try:
        fields = _LOCAL_HEADER.unpack_from(data, header)
    except struct.error as error:
        raise Unreadable(code="F120", detail=f"{name} saknas") from error
    name_start = header + _LOCAL_HEADER.size
    start = name_start + fields[9] + fields[10]
    end = start + item.compress_size
    if header < 0 or fields[0] != _LOCAL_MAGIC or end > len(data):
        raise Unreadable(code="F120", detail=f"{name} är avkapad")
    # Other programs go by the local header: it must name the same part as the directory does.
    encoding = "utf-8" if fields[2] & _UTF8_FLAG else "cp437"
    local_name = data[name_start : name_start + fields[9]].decode(encoding, "replace")
    if local_name.replace("\\", "/") != name:
        raise Unreadable(code="F121", detail=f"{name} heter också {local_name}")
    deflated = item.compress_type == ZIP_DEFLATED
    return _Entry(name, header, start, end, item.file_size, item.CRC, deflated)


def _safe_name(raw: str) -> str:
    # Some Windows programs write backslashes; they mean the same, and harm nobody.
    name = raw.replace("\\", "/")
    segments = name.split("/")
    if not segments[0] or ":" in segments[0] or ".." in segments or "\x00" in name:
        raise Unreadable(code="F121", detail=raw)
    return name


def _refuse_duplicates(entries: tuple[_Entry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        folded = folded_part(entry.name)
        if folded in seen:
            raise Unreadable(code="F122", detail=entry.name)
        seen.add(folded)


def _refuse_overlap(entries: tuple[_Entry, ...]) -> None:
    for one, next_one in pairwise(sorted(entries, key=lambda entry: entry.header)):
        if next_one.header < one.end:
            raise Unreadable(code="F123", detail=f"{one.name} och {next_one.name}")


def _refuse_bombs(entries: tuple[_Entry, ...]) -> None:
    for entry in entries:
        if entry.size > MAX_PART_BYTES:
            raise Unreadable(code="F124", detail=f"{entry.name} blir {entry.size // MIB} MiB")
        packed = max(entry.end - entry.start, 1)
        if entry.size > RATIO_FROM_BYTES and entry.size > MAX_RATIO * packed:
            raise Unreadable(
                code="F125", detail=f"{entry.name} växer {entry.size // packed} gånger"
            )
    total = sum(entry.size for entry in entries)
    if total > MAX_TOTAL_BYTES:
        raise Unreadable(code="F124", detail=f"tillsammans {total // MIB} MiB")
