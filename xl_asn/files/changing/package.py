"""A workbook file that is changed: its parts by name, with content types and relationships."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Self

from xl_asn.files.changing.xml_spans import (
    OFFICE_RELATIONSHIPS,
    Cut,
    escaped,
    inserted_last,
    measured,
    prefixed,
    spliced,
)
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.package_read import (
    CONTENT_TYPES,
    ContentTypes,
    Relation,
    related,
    relations_in,
    relations_part,
    resolved,
    types_in,
)
from xl_asn.files.reading.parts import ByName, Parts, folded_part

ROOT: Final = ""
"""The part that stands for the package itself, whose relationships are ``_rels/.rels``."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NO_RELATIONSHIPS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_RELATIONSHIP_ID: Final = re.compile(r"rId([0-9]+)")


class Package:
    """Parts by name, in the order of the zip. Same parts, same bytes out."""

    def __init__(self, parts: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self.parts = ByName(parts.items())

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Open a package; folders in the zip are left out, they are not parts.

        Raises:
            Unreadable: not a zip, a part is damaged, or two parts have one name.
        """
        parts = Parts.open(data)
        return cls({name: parts.read(name) for name in parts.names})

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

    def read(self, name: str) -> bytes:
        """Return the content of a part.

        Raises:
            Unreadable: there is no such part.
        """
        if name not in self.parts:
            raise Unreadable(code="F131", detail=name)
        return self.parts[name]

    def relationships(self, part: str = ROOT) -> tuple[Relation, ...]:
        """Return the relationships of a part, or of the package.

        Raises:
            Unreadable: they are not well-formed.
        """
        written = self.parts.get(relations_part(part))
        found = relations_in(written, part) if written is not None else ()
        return tuple(link._replace(target=self.parts.named(link.target)) for link in found)

    def target(self, part: str, kind: str) -> str | None:
        """Return the part that the first relationship of a kind leads to."""
        return related(self.relationships(part), kind)

    def relate(
        self,
        part: str,
        kind: str,
        target: str,
        *,
        identity: str | None = None,
        external: bool = False,
    ) -> str:
        """Add a relationship, and return its id: ``identity`` or the next free.

        ``target`` is another part, or what is ``external``, such as an address to write to.
        """
        name = relations_part(part)
        written = self.parts.get(name, _NO_RELATIONSHIPS)
        root = measured(written)
        used = {element.attributes.get("Id", "") for element in root.children}
        numbers = [int(match[1]) for id_ in used if (match := _RELATIONSHIP_ID.fullmatch(id_))]
        identity = identity or f"rId{max(numbers, default=0) + 1}"
        folder = posixpath.dirname(part) or "."
        relative = target if external else posixpath.relpath(target, folder)
        mode = ' TargetMode="External"' if external else ""
        element = (
            f'<Relationship Id="{identity}" Type="{OFFICE_RELATIONSHIPS}/{kind}"'
            f' Target="{escaped(relative)}"{mode}/>'
        )
        cut = inserted_last(root, prefixed(element.encode(), root.prefix), written)
        self.parts[name] = spliced(written, [cut])
        return identity

    def unrelate(self, part: str, target: str) -> None:
        """Take away the relationships from a part to another."""
        name = relations_part(part)
        written = self.parts[name]
        folder = posixpath.dirname(part)
        found = ((e, Relation.of(e.attributes, folder)) for e in measured(written).children)
        gone = (
            Cut(element.start, element.end, b"")
            for element, link in found
            if not link.external and self.parts.named(link.target) == target
        )
        self.parts[name] = spliced(written, gone)

    def declare(self, types: Iterable[tuple[str, str]]) -> None:
        """Give parts their content types, and forget those of parts that are no longer here.

        What is declared already stays as it is written, so that a second time changes nothing.
        """
        written = self.parts[CONTENT_TYPES]
        root = measured(written)
        cuts = [
            Cut(element.start, element.end, b"")
            for element in root.named("Override")
            if resolved("", element.attributes.get("PartName", "")) not in self.parts
        ]
        known = self.content_types().by_name
        added = "".join(
            f'<Override PartName="/{escaped(name)}" ContentType="{content_type}"/>'
            for name, content_type in types
            if known.get(folded_part(name)) != content_type
        )
        if added:
            cuts.append(inserted_last(root, prefixed(added.encode(), root.prefix), written))
        self.parts[CONTENT_TYPES] = spliced(written, cuts)

    def content_types(self) -> ContentTypes:
        """Return what the package says of its parts' types."""
        return types_in(self.parts[CONTENT_TYPES])

    def reached_from(self, part: str) -> Iterator[str]:
        """Yield the parts that relationships lead to from a part, and their relationship parts."""
        seen = {part}
        waiting = [part]
        while waiting:
            current = waiting.pop()
            own = self.parts.named(relations_part(current))
            if own in self.parts:
                yield own
            for relationship in self.relationships(current):
                if not relationship.external and relationship.target not in seen:
                    seen.add(relationship.target)
                    waiting.append(relationship.target)
                    yield relationship.target

    def free_name(self, pattern: str) -> str:
        """Return the first part name of a pattern, such as ``xl/charts/chart{}.xml``, not taken."""
        number = 1
        while pattern.format(number) in self.parts:
            number += 1
        return pattern.format(number)
