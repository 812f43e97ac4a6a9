"""Whether a file may be read at all: what it is, and whether it is whole and harmless.

Nothing is inflated here but the beginnings of parts and a few small lists, so the guard costs
about a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers.expat import ExpatError

from xl_asn.files.reading.catalogue import Unreadable, file_finding
from xl_asn.files.reading.file_code import FileCode
from xl_asn.files.reading.file_codes import FILE_CODES
from xl_asn.files.reading.package_read import (
    CONTENT_TYPES,
    ContentTypes,
    Relation,
    content_types,
    main_part,
    relations,
)
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.signature import refuse_other_formats
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.files.reading.xml_read import local, new_parser, stepwise
from xl_asn.model.findings import Finding

__all__ = ["FILE_CODES", "FileCode", "inspect"]

#: Extensions that promise macros, and those that promise none.
_MACRO_EXTENSIONS: Final = frozenset({".xlsm", ".xltm", ".xlam"})
_PLAIN_EXTENSIONS: Final = frozenset({".xlsx", ".xltx"})
_PROLOG_BYTES: Final = 512
_XML_NAMES: Final = (".xml", ".rels")
#: A prolog that clearly holds no DOCTYPE: an optional declaration in a plain encoding, and then
#: the root element. Anything else is left to a real parser.
_PLAIN_PROLOG: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*
    (?:<\?xml\ [^<>?]*?(?:encoding\s*=\s*["'](?:utf-8|us-ascii|iso-8859-1)["'][^<>?]*)?\?>)?
    \s*<[A-Za-z_]""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_DOCUMENTS: Final = (
    ("wordprocessingml", "ett Word-dokument"),
    ("presentationml", "en PowerPoint-presentation"),
    ("ms-word", "ett Word-dokument"),
    ("ms-powerpoint", "en PowerPoint-presentation"),
)


def opened(snapshot: Snapshot) -> Parts:
    """Open a snapshot that may be a workbook.

    Raises:
        Unreadable: it is another kind of file, or its container is damaged or made to do harm.
    """
    refuse_other_formats(snapshot.data)
    return Parts.open(snapshot.data)


def inspect(snapshot: Snapshot, parts: Parts | None = None) -> tuple[Finding, ...]:
    """Check a snapshot before it is read; ``parts`` is what it was opened to, if it was.

    Returns:
        Findings: one ``F1xx`` of severity *fel* when the file must not be read, and otherwise
        any number of ``F2xx`` that let it pass.
    """
    try:
        return tuple(_flags(snapshot, parts or opened(snapshot)))
    except Unreadable as refusal:
        return (refusal.finding(),)


def _flags(snapshot: Snapshot, parts: Parts) -> Iterator[Finding]:
    types, book = _workbook(parts)
    for part in parts.names:
        if part.casefold().endswith(_XML_NAMES):
            _refuse_doctype(parts, part)
    links = relations(parts, book)
    yield from _extension(snapshot, types.of(book))
    yield from _macros(parts, snapshot, links, types.of(book))
    yield from _external(parts, links)
    embedded = [part for part in parts.names if "/embeddings/" in part.casefold()]
    if embedded:
        yield file_finding("F205", f"{len(embedded)} st.")


def _workbook(parts: Parts) -> tuple[ContentTypes, str]:
    if CONTENT_TYPES not in parts:
        raise Unreadable(code="F110", detail=f"zip-arkivet saknar {CONTENT_TYPES}")
    types = content_types(parts)
    book = main_part(parts, types)
    if book is None:
        raise Unreadable(code="F110", detail="arbetsboksdelen saknas")
    kind = types.of(book)
    for mark, words in _OTHER_DOCUMENTS:
        if mark in kind:
            raise Unreadable(code="F110", detail=words)
    if "sheet.binary" in kind or book.casefold().endswith(".bin"):
        raise Unreadable(code="F113")
    return types, book


def _refuse_doctype(parts: Parts, part: str) -> None:
    if _PLAIN_PROLOG.match(parts.head(part, _PROLOG_BYTES)):
        return
    root_seen = False

    def see(*_: object) -> None:
        nonlocal root_seen
        root_seen = True

    parser = new_parser(part)
    parser.StartElementHandler = see
    try:
        # By small steps at first: past the root there is nothing to look for.
        for _ in stepwise(parser, parts.chunks(part), part, first=_PROLOG_BYTES):
            if root_seen:
                return
    except ExpatError:
        # Ill-formed, but not a DOCTYPE: for the reader to say, should it need this part.
        return


def _extension(snapshot: Snapshot, kind: str) -> Iterator[Finding]:
    suffix = snapshot.path.suffix.casefold()
    with_macros = "macroenabled" in kind.casefold()
    proper = ".xlsm" if with_macros else ".xlsx"
    if suffix not in _MACRO_EXTENSIONS | _PLAIN_EXTENSIONS:
        yield file_finding("F206", f"den heter {suffix or 'ingenting'} men är en {proper}")
    elif kind and with_macros != (suffix in _MACRO_EXTENSIONS):
        closed = f"den heter {suffix} men är en {proper}, och Excel öppnar den inte"
        yield file_finding("F206", closed)


def _macros(
    parts: Parts, snapshot: Snapshot, links: tuple[Relation, ...], kind: str
) -> Iterator[Finding]:
    suffix = snapshot.path.suffix.casefold()
    has_project = any(part.casefold().endswith("vbaproject.bin") for part in parts.names)
    # A workbook with macros by its own word has just been told of, if it is named as one without.
    told = "macroenabled" in kind.casefold() and suffix in _PLAIN_EXTENSIONS
    if has_project and suffix not in _MACRO_EXTENSIONS and not told:
        yield file_finding("F201", suffix or "borttagen")
    if any(link.kind in ("xlMacrosheet", "xlIntlMacrosheet") for link in links):
        yield file_finding("F204")


def _external(parts: Parts, links: tuple[Relation, ...]) -> Iterator[Finding]:
    linked = [link.target for link in links if link.kind == "externalLink" and not link.external]
    # A part that many links lead to is looked at once, and so is what is left of its fault.
    kind_of = {part: _link_kind(parts, part) for part in dict.fromkeys(linked) if part in parts}
    kinds = [kind_of[part] for part in linked if part in kind_of]
    files = sum(kind != "ddeLink" for kind in kinds)
    if files:
        yield file_finding("F202", "en annan fil" if files == 1 else f"{files} andra filer")
    if "ddeLink" in kinds:
        yield file_finding("F203")


def _link_kind(parts: Parts, part: str) -> str:
    """Return the name of the first element inside an external link: what it links to."""
    names: list[str] = []
    parser = new_parser(part)
    parser.StartElementHandler = lambda name, _: names.append(local(name))
    try:
        for _ in stepwise(parser, parts.chunks(part), part):
            if len(names) > 1:
                break
    except ExpatError:
        pass  # What could be parsed decides; the link itself is never followed.
    return names[1] if len(names) > 1 else ""
