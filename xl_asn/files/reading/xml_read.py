"""XML within a workbook: expat parsers that refuse a DOCTYPE and speak in our own faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NoReturn

# expat is safe here: without a DOCTYPE there are no entities to expand or to fetch.
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.parts import MIB, Parts

_TEXT_BUFFER: Final = 64 * 1024
_STEP: Final = MIB
#: The longest tag or comment that is read, in bytes. What is not at its end when a step is parsed
#: is parsed again with the next: no more of it may wait than costs a few times its own reading.
_LONGEST_TOKEN: Final = 16 * MIB
#: What a part may be written in. Any other name would be looked up among Python's own codecs.
_ENCODINGS: Final = frozenset({
    "utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "iso-8859-15",
    "windows-1252",
})  # fmt: skip
TRUE_WORDS: Final = frozenset({"1", "true", "on"})


def local(name: str) -> str:
    """Return an element or attribute name without its prefix.

    Transitional and ISO Strict workbooks differ in namespace, writers differ in prefix; the local
    names are the same in all.
    """
    return name.rpartition(":")[2] if ":" in name else name


def new_parser(part: str) -> XMLParserType:
    """Make a parser for ``part`` that raises :class:`Unreadable` at a DOCTYPE or odd encoding."""

    def refuse(*_: Any) -> NoReturn:
        raise Unreadable(code="F126", detail=part)

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            raise Unreadable(code="F130", detail=f"{part}, teckenkodningen {encoding}")

    parser = ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _TEXT_BUFFER
    parser.StartDoctypeDeclHandler = refuse
    parser.XmlDeclHandler = declared
    return parser


def run(parser: XMLParserType, chunks: Iterable[bytes], part: str) -> None:
    """Parse the content of ``part`` to its end.

    Raises:
        Unreadable: the part is missing, damaged, cut off or not well-formed.
    """
    try:
        for _ in stepwise(parser, chunks, part):
            pass
        parser.Parse(b"", True)  # noqa: FBT003 - positional only
    except ExpatError as error:
        raise Unreadable(code="F130", detail=f"{part}, rad {error.lineno}") from error


def stepwise(
    parser: XMLParserType, chunks: Iterable[bytes], part: str, first: int = _STEP
) -> Iterator[None]:
    """Parse the content of ``part`` by steps, for who may have seen enough after any of them.

    The first step is ``first`` bytes of each chunk, and each that follows as long as all before
    it: expat begins an unfinished tag or comment anew with every step, and that it does so is no
    more work than the reading itself.

    Raises:
        Unreadable: the part is missing or damaged, or a tag or comment has no end in sight.
        ExpatError: it is not well-formed.
    """
    fed = 0
    for chunk in chunks:
        start = 0
        while start < len(chunk):
            step = chunk[start : start + min(max(fed, first), _STEP)]
            parser.Parse(step, False)  # noqa: FBT003
            start += len(step)
            fed += len(step)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                most = f"{_LONGEST_TOKEN // MIB} MiB"
                raise Unreadable(code="F130", detail=f"{part}, en tagg är längre än {most}")
            yield


def each_element(
    chunks: Iterable[bytes], part: str, see: Callable[[str, dict[str, str]], object]
) -> None:
    """Call ``see`` with the local name and the attributes of every element of ``part``."""
    parser = new_parser(part)
    parser.StartElementHandler = lambda name, attributes: see(local(name), attributes)
    run(parser, chunks, part)


def root_element(parts: Parts, part: str) -> tuple[str, dict[str, str]]:
    """Return the local name and the attributes of a part's root; the rest is parsed all the same.

    Raises:
        Unreadable: the part is missing, damaged or not well-formed.
    """
    seen: list[tuple[str, dict[str, str]]] = []
    parser = new_parser(part)

    def see(name: str, attributes: dict[str, str]) -> None:
        seen.append((local(name), attributes))
        parser.StartElementHandler = None

    parser.StartElementHandler = see
    run(parser, parts.chunks(part), part)
    return seen[0]
