"""What a package says about its parts: content types and relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from xl_asn.files.reading.parts import Parts, folded_part
from xl_asn.files.reading.xml_read import each_element

CONTENT_TYPES: Final = "[Content_Types].xml"

#: Workbooks that come from one master have these parts in common, to the byte.
_REMEMBERED: Final = 64
#: The largest part that is remembered, in bytes.
_MOST_REMEMBERED: Final = 64 * 1024


class Relation(NamedTuple):
    """A link from one part to another, or out of the package, or to a place (``#Rapport!A1``).

    ``kind`` is the last word of the relationship type, which Transitional and Strict share.
    """

    key: str
    kind: str
    target: str
    external: bool

    @classmethod
    def of(cls, attributes: Mapping[str, str], folder: str) -> Self:
        """Read a ``Relationship`` of a part that lies in ``folder``."""
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External" or target.startswith("#")
        return cls(
            attributes.get("Id", ""),
            attributes.get("Type", "").rpartition("/")[2],
            target if external else resolved(folder, target),
            external,
        )


class ContentTypes(NamedTuple):
    """The content type of each part: by its name, or else by its extension (both folded)."""

    by_name: Mapping[str, str]
    by_extension: Mapping[str, str]

    def of(self, part: str) -> str:
        """Return the content type of a part; empty when it is not declared."""
        folded = folded_part(part)
        return self.by_name.get(folded) or self.by_extension.get(folded.rpartition(".")[2], "")


def content_types(parts: Parts) -> ContentTypes:
    """Read the declared content types.

    Raises:
        Unreadable: the part is missing, or not well-formed.
    """
    if parts.size(CONTENT_TYPES) <= _MOST_REMEMBERED:
        return types_in(parts.read(CONTENT_TYPES))
    return _content_types(parts.chunks(CONTENT_TYPES))


@lru_cache(maxsize=_REMEMBERED)
def types_in(data: bytes) -> ContentTypes:
    """Return the content types that the part of that name declares."""
    return _content_types((data,))


def _content_types(chunks: Iterable[bytes]) -> ContentTypes:
    by_name: dict[str, str] = {}
    by_extension: dict[str, str] = {}

    def see(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if name == "Override":
            by_name[folded_part(resolved("", attributes.get("PartName", "")))] = kind
        elif name == "Default":
            by_extension[attributes.get("Extension", "").casefold()] = kind

    each_element(chunks, CONTENT_TYPES, see)
    return ContentTypes(MappingProxyType(by_name), MappingProxyType(by_extension))


def relations(parts: Parts, source: str) -> tuple[Relation, ...]:
    """Read the relationships of part ``source`` (of the package: the empty name).

    A part without relationships has none; that is no fault.

    Raises:
        Unreadable: the relationships are not well-formed.
    """
    part = relations_part(source)
    if part not in parts:
        return ()
    if parts.size(part) <= _MOST_REMEMBERED:
        return relations_in(parts.read(part), source)
    return _relations(parts.chunks(part), source)


def relations_part(source: str) -> str:
    """Return the name of the part that holds the relationships of a part, or of the package."""
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


@lru_cache(maxsize=_REMEMBERED)
def relations_in(data: bytes, source: str) -> tuple[Relation, ...]:
    """Return the relationships that the relationships part of ``source`` holds."""
    return _relations((data,), source)


def _relations(chunks: Iterable[bytes], source: str) -> tuple[Relation, ...]:
    found: list[Relation] = []
    folder = source.rpartition("/")[0]

    def see(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            found.append(Relation.of(attributes, folder))

    each_element(chunks, relations_part(source), see)
    return tuple(found)


def related(links: Iterable[Relation], kind: str) -> str | None:
    """Return the part that the first relationship of a kind leads to; None when there is none."""
    return next((link.target for link in links if link.kind == kind and not link.external), None)


def main_part(parts: Parts, types: ContentTypes) -> str | None:
    """Return the name of the part that is the document itself; None when there is none."""
    for link in relations(parts, ""):
        if link.kind == "officeDocument" and link.target in parts:
            return link.target
    named = (part for part, kind in types.by_name.items() if kind.endswith(".main+xml"))
    return next((part for part in named if part in parts), None)


def resolved(folder: str, target: str) -> str:
    """Return the part name that ``target`` means when it stands in ``folder``."""
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else f"{folder}/{target}"
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    return "/".join(segments)
