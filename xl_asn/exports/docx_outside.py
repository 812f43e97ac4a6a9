"""What in a Word template would fetch or run something when the board opens the document."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from xl_asn.exports.board_report import UnusableTemplateError

if TYPE_CHECKING:
    from docx.document import Document

#: Where a field begins, and its instruction: whole, or divided between runs.
_FIELDS: Final = re.compile(
    rb'<(?:\w+:)?fldChar\b|<(?:\w+:)?instrText\b[^>]*>([^<]*)|\binstr="([^"]*)"'
)
_FETCHES: Final = re.compile(r"(?i)\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b")
#: Where a link may lead out of the document: it is followed by whoever presses it.
_PRESSED: Final = "hyperlink"
#: The template that the template was made from, often on a server that the reader cannot reach.
_ATTACHED: Final = "attachedTemplate"
#: Another document, poured in when this one is opened.
_POURED_IN: Final = "aFChunk"


def keep_within(document: Document) -> None:
    """Take away the link to an attached template; the document is whole without it.

    Raises:
        UnusableTemplateError: when the template fetches anything else from outside.
    """
    for part in document.part.package.iter_parts():
        for key, link in list(part.rels.items()):
            kind = link.reltype.rpartition("/")[2]
            if kind == _ATTACHED:
                part.drop_rel(key)
                part.rels.pop(key, None)
            elif kind == _POURED_IN or (link.is_external and kind != _PRESSED):
                where = link.target_ref if link.is_external else link.target_part.partname
                _refuse(f"en länk till {where}")
        is_text = str(part.partname).endswith(".xml")
        if is_text and (found := _FETCHES.search(_instructions(part.blob))):
            _refuse(f"fältet {found[0].upper()}")
    settings = document.settings.element
    for element in settings.xpath("w:attachedTemplate"):
        settings.remove(element)


def _instructions(xml: bytes) -> str:
    """Return the instructions of a part's fields, a blank before each."""
    found = _FIELDS.finditer(xml)
    said = (one[1] or one[2] or (b" " if b"fldChar" in one[0] else b"") for one in found)
    return unescape(b"".join(said).decode("utf-8", "replace"))


def _refuse(what: str) -> None:
    message = (
        f"Mallen hämtar innehåll utifrån när dokumentet öppnas: {what}. "
        "Ta bort det i Word, eller infoga innehållet i mallen, och spara."
    )
    raise UnusableTemplateError(message)
