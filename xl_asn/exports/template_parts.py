"""A municipality's template as a package: its parts, and where each of them leads.

A template is a stranger's file until it has been looked through. It is opened within limits, like
every other file, and nothing of it is inflated here but its lists.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from xl_asn.exports.board_report import UnusableTemplateError
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.package_read import ContentTypes, Relation, content_types
from xl_asn.files.reading.parts import MIB, Parts, folded_part
from xl_asn.files.reading.signature import refuse_other_formats
from xl_asn.files.reading.xml_read import each_element
from xl_asn.model.characters import bounded, spelled

_MOST_PARTS: Final = 2_000
#: Of text, such as styles and paragraphs; our own template has less than one.
_MOST_XML_BYTES: Final = 16 * MIB
_MOST_BYTES: Final = 128 * MIB
_TEXTS: Final = (".xml", ".rels", ".vml")
_RELATIONS, _ROWS = "_rels/", ".rels"
_HYPERLINK: Final = "hyperlink"
#: Where a link may lead: somebody presses it, and a web browser or a mail program opens.
_PRESSED: Final = re.compile(r"(?i)(?:https?://|mailto:)[^\\]*|#.*")
_LONGEST: Final = 80

#: What a kind of link or embedding is called, where it may not stand in a template.
_WORDS: Final = {
    "aFChunk": "ett infogat dokument (altChunk)",
    "attachedToolbars": "egna verktygsfält",
    "control": "en ActiveX-kontroll",
    "activeXControlBinary": "en ActiveX-kontroll",
    "audio": "ett ljud",
    "connections": "en anslutning till data",
    "externalLink": "en länk till en annan arbetsbok",
    "extensibility": "egna menyer",
    "frame": "en ram",
    "image": "en länkad bild",
    "keyMapCustomizations": "egna kortkommandon",
    "media": "en film eller ett ljud",
    "oleObject": "ett inbäddat eller länkat objekt",
    "origin": "en digital signatur, som slutar gälla när mallen fylls i",
    "package": "ett inbäddat dokument",
    "queryTable": "en fråga till data utanför filen",
    "subDocument": "ett underdokument",
    "ui": "egna menyer",
    "vbaProject": "makron",
    "video": "en film",
    "webextension": "ett webbtillägg",
    "webextensiontaskpanes": "ett webbtillägg",
    "xlMacrosheet": "gamla Excel-makron",
    "xlIntlMacrosheet": "gamla Excel-makron",
}


#: What Word calls its parts.
_PLACES: Final = {
    "": "filen",
    "document": "brödtexten",
    "header": "ett sidhuvud",
    "footer": "en sidfot",
    "footnotes": "fotnoterna",
    "endnotes": "slutnoterna",
    "comments": "kommentarerna",
    "settings": "inställningarna",
    "websettings": "inställningarna",
    "styles": "formatmallarna",
    "chart": "ett diagram",
    "drawing": "en bild",
    "vmldrawing": "en bild",
    "sheet": "ett blad",
    "core": "egenskaperna",
    "custom": "egenskaperna",
    "app": "egenskaperna",
    "workbook": "arbetsboken",
}


class Link(NamedTuple):
    """Where a part leads: the part, ``""`` for the package itself, and the relationship."""

    source: str
    relation: Relation


class TemplateParts(NamedTuple):
    """A template that is no bomb: its parts, what each is, and all relationships."""

    parts: Parts
    types: ContentTypes
    links: tuple[Link, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the names of the parts that are XML."""
        return tuple(filter(self.is_text, self.parts.names))

    def is_text(self, name: str) -> bool:
        """Return whether a part is XML, by its name or by what the package says of it."""
        kind = self.types.of(name).partition(";")[0].strip().casefold()
        return folded_part(name).endswith(_TEXTS) or kind.endswith("xml")


def opened(data: bytes) -> TemplateParts:
    """Open a template.

    Raises:
        Unreadable: it is no package, or one that is made to do harm.
    """
    if not data:
        raise Unreadable("F105")
    refuse_other_formats(data)
    parts = Parts.open(data)
    if len(parts.names) > _MOST_PARTS:
        raise Unreadable("F124", f"fler än {_MOST_PARTS} delar")
    template = TemplateParts(parts, content_types(parts), tuple(_links(parts)))
    read = sum(map(parts.size, template.texts))
    if read > _MOST_XML_BYTES or sum(map(parts.size, parts.names)) > _MOST_BYTES:
        raise Unreadable("F124", f"{read // MIB} MiB text")
    return template


def _links(parts: Parts) -> Iterator[Link]:
    for name in parts.names:
        folder, found, file = folded_part(name).rpartition(_RELATIONS)
        if not found or not file.endswith(_ROWS):
            continue
        source = folder + file.removesuffix(_ROWS)
        if parts.size(name) > _MOST_XML_BYTES:
            raise Unreadable("F124", name)
        rows: list[dict[str, str]] = []
        each_element(parts.chunks(name), name, lambda _, attributes: rows.append(attributes))  # noqa: B023
        yield from (Link(source, Relation.of(row, folder)) for row in rows if "Target" in row)


def check_links(
    template: TemplateParts, allowed: Collection[str], let_go: Collection[str] = ()
) -> None:
    """See to it that a template leads only where its kind may.

    Args:
        template: the template.
        allowed: the kinds of relationships that parts may have to each other.
        let_go: those that are taken away from what is made, wherever they lead.

    Raises:
        UnusableTemplateError: it leads elsewhere, or something in it runs.
    """
    for source, link in template.links:
        if link.kind in let_go:
            continue
        outside = link.external or ":" in link.target
        pressed = link.kind == _HYPERLINK and is_pressed(link.target)
        if link.kind not in allowed or (outside and not pressed):
            what = _WORDS.get(link.kind, f"en okänd del ({shown(link.kind)})")
            if link.kind == _HYPERLINK:
                what = "en länk"
            refuse(f"{what} ({shown(link.target)})" if outside else what, source)


def is_pressed(target: str) -> bool:
    """Return whether a link leads where it may: to the web, to a mail address, or within."""
    return _PRESSED.fullmatch(target) is not None


def refuse(what: str, source: str) -> None:
    """Say what a template has that the board is not given, and in which part of it.

    Raises:
        UnusableTemplateError: always.
    """
    message = (
        f"Mallen har {what} i {place_of(source)}. Sådant kan hämta eller köra något när nämnden "
        "öppnar dokumentet, så mallen används inte. Ta bort det och spara mallen på nytt."
    )
    raise UnusableTemplateError(message)


def place_of(part: str) -> str:
    """Return what who writes in a part of a template calls it; its name where it has no other."""
    if "/glossary/" in part:
        return "byggblocken"
    stem = part.rpartition("/")[2].partition(".")[0].rstrip("0123456789").casefold()
    return _PLACES.get(stem) or shown(part)


def shown(text: str) -> str:
    """Return something of a template's as a sentence has it."""
    return spelled(bounded(text, _LONGEST))
