"""The markup of a template's part, gone through once: what of it fetches or runs stops it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xl_asn.exports.template_parts import TemplateParts, is_pressed, refuse, shown
from xl_asn.files.reading.xml_read import local, new_parser, run

#: Elements that fetch or run in any kind of document with no link of their own, and their names.
_RUNNING: Final[Mapping[str, str]] = {
    "webVideoPr": "en film från webben",
    "script": "ett skript",
    "foreignObject": "en webbsida i en bild",
}
#: Where an address stands without a link: a picture fetches it, elsewhere somebody presses it.
_ADDRESSES: Final = frozenset({"src", "href", "althref"})
_PICTURES: Final = frozenset({"image", "imagedata", "fill"})
_LEADS_OUT: Final = re.compile(r"[:\\]|^//")
_STYLE_FETCHES: Final = re.compile(r"(?i)url\(\s*['\"]?(?!#|data:)|@import")
_STYLE: Final = "style"
_MACRO: Final = "macro"


class Markup:
    """Goes through a part. What a kind of document has besides is looked for by a class of it."""

    running: Mapping[str, str] = {}
    """The elements that fetch or run in this kind of document, and what they are called."""

    def __init__(self, template: TemplateParts, name: str) -> None:
        self.name = name
        self._template = template
        self._style: list[str] | None = None

    def read(self) -> None:
        """Go through the part.

        Raises:
            UnusableTemplateError: it fetches or runs something.
            Unreadable: it is damaged, or no XML of ours.
        """
        parser = new_parser(self.name)
        parser.StartElementHandler = lambda name, given: self.start(local(name), given)
        parser.EndElementHandler = lambda name: self.end(local(name))
        parser.CharacterDataHandler = self.text
        run(parser, self._template.parts.chunks(self.name), self.name)

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element, by its name without prefix."""
        if what := self.running.get(element) or _RUNNING.get(element):
            refuse(what, self.name)
        for key, value in attributes.items():
            self.attribute(element, local(key), value)
        if element == _STYLE:
            self._style = []

    def attribute(self, element: str, key: str, value: str) -> None:
        """Take an attribute, by its name without prefix."""
        if key in _ADDRESSES and _LEADS_OUT.search(value):
            pressed = key == "href" and element not in _PICTURES and is_pressed(value)
            if not pressed and not value.startswith("data:"):
                refuse(f"en länk ({shown(value)})", self.name)
        elif key == _STYLE and _STYLE_FETCHES.search(value):
            refuse("en bild med länk", self.name)
        elif key == _MACRO and value:
            refuse(f"något som kör makrot {shown(value)}", self.name)

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if element == _STYLE and self._style is not None:
            if _STYLE_FETCHES.search("".join(self._style)):
                refuse("en bild med länk", self.name)
            self._style = None

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._style is not None:
            self._style.append(text)
