"""What differs between two folders of answers: one difference a place, with a shape to group by."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.equality.probe import ANSWER

_ZIPS = frozenset({".xlsx", ".xlsm", ".docx", ".zip"})
_LOG = re.compile(r"\S*xl-asn-\w+\.log")
_NUMBER = re.compile(r"\d+(?:[\s,.]\d+)*")
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the answers part: what was compared, how they differ, and for which file."""

    kind: str
    told: str
    where: str

    @property
    def shape(self) -> tuple[str, str]:
        """Return what it has in common with others: all but the numbers."""
        return self.kind, _NUMBER.sub("N", self.told)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much was compared, by kind, and what differs."""

    compared: Counter[str]
    differences: tuple[Difference, ...]

    def differing(self) -> Counter[str]:
        """Return in how many answers of each kind something differs."""
        return Counter(kind for kind, _ in {(d.kind, d.where) for d in self.differences})


def compare(base: Path, new: Path) -> Comparison:
    """Compare two folders of answers, file by file."""
    compared: Counter[str] = Counter()
    found: list[Difference] = []
    for name in sorted(_files(base) | _files(new)):
        where, command, inner = _place(name)
        before, after = (folder / name for folder in (base, new))
        if not before.exists() or not after.exists():
            kind = f"{command} {'status' if inner == ANSWER else Path(inner).suffix}"
            side = "only in the base" if before.exists() else "only in the new"
            compared[kind] += 1
            found.append(Difference(kind, f"{inner}: {side}", where))
            continue
        for kind, old, now in _aspects(command, inner, before.read_bytes(), after.read_bytes()):
            compared[kind] += 1
            found += [Difference(kind, s, where) for s in _shapes(kind, old, now) if old != now]
    return Comparison(compared, tuple(found))


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def _place(name: str) -> tuple[str, str, str]:
    """Return the input's name, the command and the file within the command's folder."""
    group, *rest = name.split("/")
    if len(rest) == 2:  # a command about the whole group
        return group, rest[0], rest[1]
    book, command, *inner = rest
    return f"{group}/{book}", command.partition(" ")[0], "/".join(inner)


def _aspects(
    command: str, inner: str, before: bytes, after: bytes
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield what is compared of a file, each with its kind."""
    if inner != ANSWER:
        yield f"{command} {Path(inner).suffix}", before, after
        return
    old, new = json.loads(before), json.loads(after)
    for key in ("status", "stdout", "stderr"):
        texts = [_LOG.sub("LOG", str(answer[key])).encode() for answer in (old, new)]
        yield f"{command} {key}", texts[0], texts[1]


def _shapes(kind: str, before: bytes, after: bytes) -> Iterator[str]:
    if before == after:
        return
    suffix = kind.rpartition(" ")[2]
    if suffix in _ZIPS:
        yield from _members(before, after)
    elif suffix == ".pdf":
        yield _pdf(before, after)
    elif suffix == "status":
        yield f"{before.decode()} → {after.decode()}"
    else:
        try:
            yield from dict.fromkeys(_json("", json.loads(before), json.loads(after)))
        except ValueError:
            yield _excerpts(before, after)


def _members(before: bytes, after: bytes) -> Iterator[str]:
    """Yield a shape for each part that differs, of packages within packages too."""
    try:
        old, new = (_parts(data) for data in (before, after))
    except zipfile.BadZipFile:
        yield "not a zip on one side"
        return
    if list(old) != list(new):
        yield f"parts: {sorted(old.keys() ^ new.keys()) or 'another order'}"
    alike = True
    for name in old.keys() & new.keys():
        if old[name] != new[name]:
            alike = False
            inner = _shapes(f"x {Path(name).suffix}", old[name], new[name])
            yield from (f"{name}: {shape}" for shape in inner)
    if alike and list(old) == list(new):
        yield "the parts are the same, their zip is not"


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pdf(before: bytes, after: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - only where bytes differ

    old, new = (
        "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).encode()
        for data in (before, after)
    )
    return "bytes differ, the text is the same" if old == new else _excerpts(old, new)


def _json(path: str, old: Any, new: Any) -> Iterator[str]:
    """Yield the paths where two answers part; a finding is told by its code."""
    if isinstance(old, dict) and isinstance(new, dict):
        inside = f"{path}[{old['kod']}]" if "kod" in old and old["kod"] == new.get("kod") else path
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in old or key not in new:
                yield f"{inside}.{key}: only in the {'base' if key in old else 'new'}"
            else:
                yield from _json(f"{inside}.{key}", old[key], new[key])
        if list(old) != list(new) and old == new:
            yield f"{inside}: another order of keys"
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(path, old, new)
    elif old != new or type(old) is not type(new):
        yield f"{path}: {_excerpts(str(old).encode(), str(new).encode())}"


def _lists(path: str, old: list[Any], new: list[Any]) -> Iterator[str]:
    olds, news = _keyed(old), _keyed(new)
    for key in olds.keys() - news.keys():
        yield f"{path}[{key[0]}]: only in the base"
    for key in news.keys() - olds.keys():
        yield f"{path}[{key[0]}]: only in the new"
    for key in olds.keys() & news.keys():
        yield from _json(path, olds[key], news[key])
    if old != new and olds == news:
        yield f"{path}: another order"


def _keyed(rows: list[Any]) -> dict[tuple[str, ...], Any]:
    """Return rows by what they are: a finding by code and cell, others by number."""
    seen: Counter[str] = Counter()
    keyed: dict[tuple[str, ...], Any] = {}
    for number, row in enumerate(rows):
        code = row.get("kod") if isinstance(row, dict) else None
        what = f"{code} {row['blad']}!{row['cell']}" if code and "cell" in row else ""
        seen[what] += 1
        keyed[(str(code), what, str(seen[what])) if what else ("", str(number))] = row
    return keyed


def _excerpts(before: bytes, after: bytes) -> str:
    """Return the first place where two texts part, and a little around it."""
    if before == after:
        return "the same"
    at = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = max(0, at - _AROUND // 2)
    old, new = (data[start : at + _AROUND].decode("utf-8", "replace") for data in (before, after))
    return f"”{old}” → ”{new}”"
