"""Where the elements of an XML part lie, so that a part is changed by cutting and pasting bytes.

Parsing a part and writing it out again renames its prefixes, breaks ``mc:Ignorable`` and moves
white space. Here the part is only measured; everything outside a cut stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

# expat is safe here: a part with a DOCTYPE is refused, so there are no entities to expand.
from xml.parsers import expat

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Key: TypeAlias = tuple[str, tuple[tuple[str, str], ...], tuple["Key", ...]]

_OPEN_TAG: Final = re.compile(
    rb"""<([^\s/>]+)(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>"""
)
_TAG_NAME: Final = re.compile(rb"<(/?)(?=[A-Za-z])")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MOST_REMEMBERED: Final = 64 * 1024
"""The largest part whose elements are remembered, in bytes."""
_DEEPEST: Final = 500
"""How deep elements stand in each other at most. Honest ones: about twenty, in a drawing."""
_ENCODINGS: Final = frozenset({None, "utf-8", "us-ascii"})


class NotUnderstood(ValueError):  # noqa: N818 - it says what happened, as our others do
    """A part is not what spreadsheet programs write, or not safely changed."""


@dataclass(slots=True)
class Element:
    """An element and the byte offsets of its tags.

    Names are local names; attributes that have a namespace are named ``{namespace}name``.
    """

    prefix: bytes
    namespace: str
    name: str
    attributes: dict[str, str]
    start: int
    open_end: int
    close_start: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written ``<empty/>``."""
        return self.open_end == self.end

    @property
    def key(self) -> Key:
        """What it says, however it is written: equal elements have equal keys."""
        return key_of(self.name, self.attributes, self.children)

    def named(self, name: str) -> Iterator[Element]:
        """Yield the children of a local name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """Return the first child of a local name."""
        return next(self.named(name), None)


def key_of(name: str, attributes: Mapping[str, str], children: Iterable[Element]) -> Key:
    """Return the key of an element that says so."""
    return name, tuple(sorted(attributes.items())), tuple(child.key for child in children)


class Cut(NamedTuple):
    """Bytes from ``start`` to ``end`` give way to ``paste``."""

    start: int
    end: int
    paste: bytes


def measured(data: bytes) -> Element:
    """Return the root element of a part, with the offsets of everything in it.

    Raises:
        NotUnderstood: the part is not well-formed, not UTF-8, or has a document type.
    """
    return _known(data) if len(data) <= _MOST_REMEMBERED else _measured(data)


def root_namespace(data: bytes) -> str:
    """Return the namespace of a part's root element, without a look at what is in it.

    Raises:
        NotUnderstood: as :func:`measured` does, as far as the root.
    """
    survey = _Survey(data)

    def only_root(name: str, attributes: dict[str, str]) -> None:
        survey.parser.StartElementHandler = survey.parser.EndElementHandler = None
        survey.start(name, attributes)

    survey.parser.StartElementHandler = only_root
    return _surveyed(survey, data).namespace


def _measured(data: bytes) -> Element:
    return _surveyed(_Survey(data), data)


def _surveyed(survey: _Survey, data: bytes) -> Element:
    try:
        survey.parser.Parse(data, True)  # noqa: FBT003 - the C function takes no keywords
    except (expat.ExpatError, LookupError) as error:
        raise NotUnderstood(str(error)) from error
    return survey.roots[0]


# Nobody changes an element, and the same part is asked about again and again while it is edited.
_known = lru_cache(maxsize=64)(_measured)


class _Survey:
    """The handlers of one parse, and what they have found."""

    def __init__(self, data: bytes) -> None:
        self.roots: list[Element] = []
        self._data = data
        self._open: list[Element] = []
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self._end
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        start = self.parser.CurrentByteIndex
        tag = _OPEN_TAG.match(self._data, start)
        if tag is None:
            message = f"the tag at byte {start} cannot be measured"
            raise NotUnderstood(message)
        namespace, _, local = name.rpartition("}")
        element = Element(
            prefix=tag[1].rpartition(b":")[0],
            namespace=namespace,
            name=local,
            attributes={"{" + k if "}" in k else k: v for k, v in attributes.items()},
            start=start,
            open_end=tag.end(),
        )
        if tag[2]:
            element.close_start = element.end = tag.end()
        (self._open[-1].children if self._open else self.roots).append(element)
        self._open.append(element)
        if len(self._open) > _DEEPEST:
            message = f"the elements at byte {start} stand too deep in each other"
            raise NotUnderstood(message)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        if not element.end:
            element.close_start = self.parser.CurrentByteIndex
            element.end = self._data.index(b">", element.close_start) + 1

    @staticmethod
    def _declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            message = f"the encoding is {encoding}"
            raise NotUnderstood(message)

    @staticmethod
    def _doctype(*_: object) -> None:
        message = "the part has a document type"
        raise NotUnderstood(message)


def spliced(data: bytes, cuts: Iterable[Cut]) -> bytes:
    """Return ``data`` with the cuts made; insertions at one place keep the order given.

    Raises:
        ValueError: two cuts overlap.
    """
    pieces: list[bytes] = []
    position = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, cut.end)):
        if cut.start < position:
            message = f"cuts overlap at byte {cut.start}"
            raise ValueError(message)
        pieces += (data[position : cut.start], cut.paste)
        position = cut.end
    return b"".join((*pieces, data[position:]))


def inserted_last(parent: Element, written: bytes, data: bytes) -> Cut:
    """Return the cut that puts ``written`` last in ``parent``, opening an ``<empty/>`` one."""
    if not parent.is_empty_tag:
        return Cut(parent.close_start, parent.close_start, written)
    tag = data[parent.start : parent.end]
    name = tag[1:].split(None, 1)[0].rstrip(b"/>")
    opened = tag[:-2].rstrip() + b">"
    return Cut(parent.start, parent.end, opened + written + b"</" + name + b">")


def prefixed(written: bytes, prefix: bytes) -> bytes:
    """Return unprefixed elements written with ``prefix``, as the part around them is."""
    return _TAG_NAME.sub(rb"<\1" + prefix + b":", written) if prefix else written


def escaped(value: str) -> str:
    """Return text as element content or a quoted attribute holds it."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace('"', "&quot;")


def cell_text(value: str) -> str:
    """Return text as a cell's ``<t>`` holds it: what XML cannot say becomes ``_xHHHH_``."""
    value = _LOOKS_ESCAPED.sub("_x005F_", value)
    return escaped(_CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", value))
