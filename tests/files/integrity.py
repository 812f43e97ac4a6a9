"""What is wrong with a package that we have built; LibreOffice opens broken ones without a word.

The sentences are for developers: nothing that a user's file can do should bring them up.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Final

# Our own bytes, and expat expands no external entities.
from xml.etree import ElementTree as ET

from tests.files.integrity_book import book_faults
from xl_asn.files.changing.package import ROOT, Package
from xl_asn.files.changing.xml_spans import OFFICE_RELATIONSHIPS
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.package_read import CONTENT_TYPES, relations_part

_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_SHAPE_TYPE: Final = re.compile(rb'<v:shape\b[^>]*\btype="#([^"]+)"')
_SHAPE_TYPE_ID: Final = re.compile(rb'<v:shapetype\b[^>]*\bid="([^"]+)"')
_SHAPE_ID: Final = re.compile(rb'<v:shape\b[^>]*\bid="([^"]+)"')


def faults(data: bytes) -> tuple[str, ...]:
    """Return everything found wrong with a workbook's package; empty when it is whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            broken = archive.testzip()
        package = Package.from_bytes(data)
    except (zipfile.BadZipFile, Unreadable) as error:
        return (f"not a zip package: {error}",)
    if broken is not None:
        return (f"{broken}: damaged in the zip",)
    if CONTENT_TYPES not in package.parts:
        return ("there is no [Content_Types].xml",)
    ill_formed = tuple(_ill_formed(package))
    if ill_formed:
        return ill_formed
    try:
        return (
            *_content_type_faults(package),
            *_relationship_faults(package),
            *_drawn_shape_faults(package),
            *book_faults(package),
        )
    # An index that is no number, a missing attribute, a sheet without a part.
    except (ValueError, KeyError, Unreadable) as error:
        return (f"cannot be checked: {error}",)


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _ill_formed(package: Package) -> Iterator[str]:
    for name, content in package.parts.items():
        if not _is_xml(name):
            continue
        prefixes: set[str] = set()
        ignorable = ""
        try:
            for event, found in ET.iterparse(io.BytesIO(content), ("start-ns", "start")):  # noqa: S314
                if event == "start-ns":
                    prefixes.add(found[0])
                else:
                    ignorable = ignorable or found.get(_IGNORABLE, "")
        except ET.ParseError as error:
            yield f"{name}: not well-formed, {error}"
        for prefix in sorted(set(ignorable.split()) - prefixes):
            yield f"{name}: mc:Ignorable names the undeclared prefix {prefix}"


def _content_type_faults(package: Package) -> Iterator[str]:
    typed = package.content_types()
    for name in package.parts:
        if name != CONTENT_TYPES and not typed.of(name):
            yield f"{name}: no content type"
    root = ET.fromstring(package.parts[CONTENT_TYPES])  # noqa: S314
    named = Counter(element.get("PartName", "") for element in root if "PartName" in element.attrib)
    for name, times in named.items():
        if times > 1:
            yield f"{name}: {times} content types"
        if name.removeprefix("/") not in package.parts:
            yield f"{name}: a content type, but no part"


def _relationship_faults(package: Package) -> Iterator[str]:
    for name in (ROOT, *package.parts):
        ids = Counter(relationship.key for relationship in package.relationships(name))
        for relationship in package.relationships(name):
            if not relationship.external and relationship.target not in package.parts:
                yield f"{name}: {relationship.key} leads to {relationship.target}, which is missing"
        for id_, times in ids.items():
            if times > 1:
                yield f"{name}: {times} relationships are called {id_}"
        if _is_xml(name):
            yield from _dangling_ids(name, package.parts[name], ids)
    always = map(package.parts.named, (CONTENT_TYPES, relations_part(ROOT)))
    reached = {*package.reached_from(ROOT), *always}
    for name in package.parts:
        if name not in reached:
            yield f"{name}: nothing leads to it"


def _dangling_ids(name: str, content: bytes, ids: Counter[str]) -> Iterator[str]:
    for element in ET.fromstring(content).iter():  # noqa: S314
        for attribute, value in element.attrib.items():
            if attribute.startswith("{" + OFFICE_RELATIONSHIPS + "}") and value not in ids:
                yield f"{name}: {value} is no relationship of it"


def _drawn_shape_faults(package: Package) -> Iterator[str]:
    """Check old drawings by their text: Excel's own are not always well-formed."""
    for name, content in package.parts.items():
        if not name.endswith(".vml"):
            continue
        for used in sorted(
            set(_SHAPE_TYPE.findall(content)) - set(_SHAPE_TYPE_ID.findall(content))
        ):
            yield f"{name}: the shape type {used.decode()} is not defined"
        for id_, times in Counter(_SHAPE_ID.findall(content)).items():
            if times > 1:
                yield f"{name}: {times} shapes are called {id_.decode()}"
