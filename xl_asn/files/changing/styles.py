"""Formats of one workbook moved into another: what the other has already is used again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from xl_asn.files.changing.xml_spans import (
    Cut,
    Element,
    Key,
    NotUnderstood,
    escaped,
    inserted_last,
    key_of,
    measured,
    prefixed,
    spliced,
)

_COUNT: Final = re.compile(rb"""(\scount\s*=\s*["'])[0-9]*(["'])""")
_FIRST_OWN_NUMBER_FORMAT: Final = 164
_RESERVED_FILLS: Final = 2
"""Excel paints fills 0 and 1 as none and grey whatever stands there."""


class Adopted(NamedTuple):
    """A workbook's styles after taking in another's, and where each cell format went."""

    styles: bytes
    formats: Mapping[int, int]


def adopt(styles: bytes, other: bytes) -> Adopted:
    """Take the cell formats of ``other`` into ``styles``, appending only what is not there.

    Args:
        styles: the ``styles.xml`` that grows.
        other: the ``styles.xml`` of a workbook that XlsxWriter has written.

    Raises:
        NotUnderstood: a list that every workbook has is missing.
    """
    ours, theirs = measured(styles), measured(other)
    number_formats = _NumberFormats(styles, ours)
    fonts, fills, borders, formats = (
        _Collection(styles, ours, name) for name in ("fonts", "fills", "borders", "cellXfs")
    )
    moved: dict[str, Mapping[int, int]] = {
        "numFmtId": number_formats.take(theirs),
        "fontId": fonts.take(other, theirs),
        "fillId": fills.take(other, theirs, reserved=_RESERVED_FILLS),
        "borderId": borders.take(other, theirs),
    }
    taken = formats.take(other, theirs, moved)
    cuts = (number_formats.cut(), fonts.cut(), fills.cut(), borders.cut(), formats.cut())
    return Adopted(spliced(styles, [cut for cut in cuts if cut]), taken)


def _pointing(element: Element, moved: Mapping[str, Mapping[int, int]]) -> Mapping[str, str]:
    """Return what a cell format says, pointing to where the things it names have gone."""
    return {
        **element.attributes,
        "xfId": "0",
        **{
            name: str(places.get(int(element.attributes[name]), int(element.attributes[name])))
            for name, places in moved.items()
            if name in element.attributes
        },
    }


def _written(name: str, attributes: Mapping[str, str], children: list[Element]) -> bytes:
    tag = name + "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
    inside = b"".join(_written(c.name, c.attributes, c.children) for c in children)
    if not inside:
        return f"<{tag}/>".encode()
    return f"<{tag}>".encode() + inside + f"</{name}>".encode()


class _Collection:
    """One list of ``styles.xml``: what is there by what it says, and what is to be appended."""

    def __init__(self, data: bytes, root: Element, name: str) -> None:
        element = root.first(name)
        if element is None:
            message = f"styles.xml has no {name}"
            raise NotUnderstood(message)
        self._data = data
        self._name = name
        self._element = element
        self._places: dict[Key, int] = {}
        for place, child in enumerate(element.children):
            self._places.setdefault(child.key, place)
        self._next = len(element.children)
        self._added: list[bytes] = []

    def take(
        self,
        other: bytes,
        theirs: Element,
        moved: Mapping[str, Mapping[int, int]] | None = None,
        *,
        reserved: int = 0,
    ) -> Mapping[int, int]:
        """Take in the other's list, and return where each of its items stands here.

        ``moved`` tells where the things that the items name have gone, if they name any.
        """
        source = theirs.first(self._name)
        places: dict[int, int] = {}
        for index, child in enumerate(source.children if source else ()):
            if index < reserved:
                places[index] = index
                continue
            said = child.attributes if moved is None else _pointing(child, moved)
            key = key_of(child.name, said, child.children)
            if key not in self._places:
                self._places[key] = self._next
                self._next += 1
                self._added.append(
                    other[child.start : child.end]
                    if moved is None
                    else _written(child.name, said, child.children)
                )
            places[index] = self._places[key]
        return places

    def cut(self) -> Cut | None:
        """Return the cut that appends what is new and counts it."""
        return _grown(self._data, self._element, b"".join(self._added), self._next)


class _NumberFormats:
    """The number formats: those below 164 mean the same in every workbook and have no entry."""

    def __init__(self, data: bytes, root: Element) -> None:
        self._data = data
        self._root = root
        self._element = root.first("numFmts")
        self._codes: dict[str, int] = {}
        for child in self._element.children if self._element else ():
            code, id_ = child.attributes.get("formatCode", ""), child.attributes.get("numFmtId")
            if id_ is not None:
                self._codes.setdefault(code, int(id_))
        self._added: list[bytes] = []

    def take(self, theirs: Element) -> Mapping[int, int]:
        """Take in the other's own number formats, and return their ids here."""
        source = theirs.first("numFmts")
        ids: dict[int, int] = {}
        for child in source.children if source else ():
            code = child.attributes["formatCode"]
            if code not in self._codes:
                free = max(self._codes.values(), default=0) + 1
                self._codes[code] = max(free, _FIRST_OWN_NUMBER_FORMAT)
                attributes = {"numFmtId": str(self._codes[code]), "formatCode": code}
                self._added.append(_written("numFmt", attributes, []))
            ids[int(child.attributes["numFmtId"])] = self._codes[code]
        return ids

    def cut(self) -> Cut | None:
        """Return the cut that appends what is new, in a list made for it where there was none."""
        added = b"".join(self._added)
        if self._element is not None:
            count = len(self._element.children) + len(self._added)
            return _grown(self._data, self._element, added, count)
        if not added:
            return None
        made = f'<numFmts count="{len(self._added)}">'.encode() + added + b"</numFmts>"
        place = self._root.open_end
        return Cut(place, place, prefixed(made, self._root.prefix))


def _grown(data: bytes, element: Element, added: bytes, count: int) -> Cut | None:
    """Append to a list and count it anew; its tag may carry extensions' attributes: keep them."""
    if not added:
        return None
    grown = inserted_last(element, prefixed(added, element.prefix), data)
    tag = _COUNT.sub(rb"\g<1>%d\2" % count, data[element.start : element.open_end], count=1)
    if element.is_empty_tag:
        return Cut(grown.start, grown.end, _COUNT.sub(rb"\g<1>%d\2" % count, grown.paste, count=1))
    inside = data[element.open_end : element.close_start]
    return Cut(element.start, element.close_start, tag + inside + grown.paste)
