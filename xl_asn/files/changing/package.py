"""A workbook file as what it is: named parts in a zip, with content types and relationships."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import unquote

from xl_asn.files.changing.xml_spans import (
    OFFICE_RELATIONSHIPS,
    Cut,
    Element,
    escaped,
    inserted_last,
    measured,
    prefixed,
    spliced,
)

CONTENT_TYPES: Final = "[Content_Types].xml"
ROOT: Final = ""
"""The part that stands for the package itself, whose relationships are ``_rels/.rels``."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NO_RELATIONSHIPS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_RELATIONSHIP_ID: Final = re.compile(r"rId([0-9]+)")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part; ``target`` is a part's name, or an address outside the package."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """Parts by name, in the order of the zip. Same parts, same bytes out."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Open a package; folders in the zip are left out, they are not parts.

        Raises:
            zipfile.BadZipFile: not a zip, a part is damaged, or two parts have one name.
        """
        package = cls()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename in package.parts:
                    message = f"two parts are named {entry.filename}"
                    raise zipfile.BadZipFile(message)
                if not entry.is_dir():
                    package.parts[entry.filename] = _content(archive, entry)
        return package

    def to_bytes(self) -> bytes:
        """Return the package as a zip, with a fixed time on every part."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                entry.create_system = 0  # zipfile writes the platform's, and Windows is not Linux
                archive.writestr(entry, content)
        return file.getvalue()

    def relationships(self, part: str = ROOT) -> tuple[Relationship, ...]:
        """Return the relationships of a part, or of the package."""
        written = self.parts.get(relationships_part(part))
        if written is None:
            return ()
        return tuple(
            Relationship(
                id=element.attributes.get("Id", ""),
                type=element.attributes.get("Type", ""),
                target=_target(part, element),
                external=_is_external(element),
            )
            for element in measured(written).named("Relationship")
        )

    def target(self, part: str, type_ending: str) -> str | None:
        """Return the part that the first relationship of a type points to."""
        found = (r.target for r in self.relationships(part) if r.type.endswith(type_ending))
        return next(found, None)

    def relate(self, part: str, kind: str, target: str, *, identity: str | None = None) -> str:
        """Add a relationship to another part, and return its id: ``identity`` or the next free."""
        name = relationships_part(part)
        written = self.parts.get(name, _NO_RELATIONSHIPS)
        root = measured(written)
        used = {element.attributes.get("Id", "") for element in root.children}
        numbers = [int(match[1]) for id_ in used if (match := _RELATIONSHIP_ID.fullmatch(id_))]
        identity = identity or f"rId{max(numbers, default=0) + 1}"
        folder = posixpath.dirname(part) or "."
        relative = posixpath.relpath(target, folder)
        element = (
            f'<Relationship Id="{identity}" Type="{OFFICE_RELATIONSHIPS}/{kind}"'
            f' Target="{escaped(relative)}"/>'
        )
        cut = inserted_last(root, prefixed(element.encode(), root.prefix), written)
        self.parts[name] = spliced(written, [cut])
        return identity

    def unrelate(self, part: str, target: str) -> None:
        """Take away the relationships from a part to another."""
        name = relationships_part(part)
        written = self.parts[name]
        gone = (
            Cut(element.start, element.end, b"")
            for element in measured(written).children
            if not _is_external(element) and _target(part, element) == target
        )
        self.parts[name] = spliced(written, gone)

    def declare(self, types: Iterable[tuple[str, str]]) -> None:
        """Give parts their content types, and forget those of parts that are no longer here.

        What is declared already stays as it is written, so that a second time changes nothing.
        """
        written = self.parts[CONTENT_TYPES]
        root = measured(written)
        cuts: list[Cut] = []
        known: dict[str, str] = {}
        for element in root.named("Override"):
            name = element.attributes.get("PartName", "").removeprefix("/")
            if name not in self.parts:
                cuts.append(Cut(element.start, element.end, b""))
            known[name] = element.attributes.get("ContentType", "")
        added = "".join(
            f'<Override PartName="/{escaped(name)}" ContentType="{content_type}"/>'
            for name, content_type in types
            if known.get(name) != content_type
        )
        if added:
            cuts.append(inserted_last(root, prefixed(added.encode(), root.prefix), written))
        self.parts[CONTENT_TYPES] = spliced(written, cuts)

    def content_types(self) -> dict[str, str]:
        """Return the content type of every part that has one."""
        root = measured(self.parts[CONTENT_TYPES])
        by_ending = {
            element.attributes.get("Extension", "").lower(): element.attributes["ContentType"]
            for element in root.named("Default")
        }
        by_name = {
            element.attributes.get("PartName", "").removeprefix("/"): element.attributes[
                "ContentType"
            ]
            for element in root.named("Override")
        }
        found = {
            name: by_name.get(name) or by_ending.get(name.rpartition(".")[2].lower())
            for name in self.parts
            if name != CONTENT_TYPES
        }
        return {name: content_type for name, content_type in found.items() if content_type}

    def reached_from(self, part: str) -> Iterator[str]:
        """Yield the parts that relationships lead to from a part, and their relationship parts."""
        seen = {part}
        waiting = [part]
        while waiting:
            current = waiting.pop()
            if relationships_part(current) in self.parts:
                yield relationships_part(current)
            for relationship in self.relationships(current):
                if not relationship.external and relationship.target not in seen:
                    seen.add(relationship.target)
                    waiting.append(relationship.target)
                    yield relationship.target

    def free_name(self, pattern: str) -> str:
        """Return the first part name of a pattern, such as ``xl/charts/chart{}.xml``, not taken."""
        taken = {name.lower() for name in self.parts}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        message = f"{entry.filename} cannot be unpacked"
        raise zipfile.BadZipFile(message) from error


def relationships_part(part: str) -> str:
    """Return the name of the part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _is_external(element: Element) -> bool:
    """Whether it leads out of the package, or (``#Rapport!A1``) to a place and not to a part."""
    outside = element.attributes.get("TargetMode") == "External"
    return outside or element.attributes.get("Target", "").startswith("#")


def _target(part: str, element: Element) -> str:
    target = element.attributes.get("Target", "")
    if _is_external(element):
        return target
    joined = posixpath.join("/", posixpath.dirname(part), unquote(target))
    return posixpath.normpath(joined).lstrip("/")
