"""Pages → an existing workbook, each in place of the sheet that has its name.

Not through a library: none keeps every other part byte-equal. Here the pages are rendered into a
scratch workbook and its parts are grafted in. The master's other parts are not touched, and
replacing pages by equal pages gives the very same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from xl_asn.files.changing.book import Book
from xl_asn.files.changing.handed_down import HandedDown
from xl_asn.files.changing.package import ROOT, Package
from xl_asn.files.changing.styles import adopt
from xl_asn.files.changing.transplant import transplanted, written_strings
from xl_asn.files.changing.xml_spans import NotUnderstood
from xl_asn.files.making.render import render
from xl_asn.files.reading.book_read import SheetEntry
from xl_asn.files.reading.hung_on import hung_on
from xl_asn.files.reading.package_read import relations_part
from xl_asn.model.grid import folded_name
from xl_asn.model.page import Page

#: Where the parts that a page brings with it are put, by the last step of their content type.
_NAMES: Final = {
    "drawing+xml": "xl/drawings/drawing{}.xml",
    "chart+xml": "xl/charts/chart{}.xml",
}


class NotReplaceable(ValueError):  # noqa: N818 - it says what happened, as our others do
    """The workbook cannot take the pages, for instance where a chart sheet has a page's name."""


class Occupied(NotReplaceable):
    """Somebody has hung ``things`` on the sheet of a page, and they would go with it."""

    def __init__(self, sheet: str, things: Sequence[str]) -> None:
        super().__init__(f"{sheet}: {', '.join(things)}")
        self.sheet = sheet
        self.things = tuple(things)


def replace_pages(package: Package, pages: Sequence[Page]) -> None:
    """Put pages in place of the sheets of the same names.

    A sheet keeps its position, id, visibility, code name, tab colour, protection, custom views and
    a header or footer of somebody's own; what the program wrote there is gone, with its charts. A
    page whose sheet is missing is appended last. The workbook may be .xlsx or .xlsm.

    Raises:
        Occupied: on a sheet is something of somebody's that would go with it.
        NotReplaceable: two pages have one name, or a sheet of a page's name is no worksheet.
        NotUnderstood: a part that must change is not XML that can be changed safely.
        Unreadable: a part is damaged in the zip, or its relationships are not well-formed.
        ValueError: a page cannot be rendered.
    """
    if not pages:
        return
    book = Book(package)
    places = _places(book, pages)
    _refuse_occupied(package, places)
    named = [replace(page, name=place.name) for page, place in zip(pages, places, strict=True)]
    scratch = Package.from_bytes(render(named, title="", date_1904=book.counts_from_1904))
    source = Book(scratch)
    styles_part = _styles_part(package, book)
    adopted = adopt(package.parts[styles_part], scratch.parts[_styles_part(scratch, source)])
    package.parts[styles_part] = adopted.styles

    strings = written_strings(scratch.parts.get("xl/sharedStrings.xml"))
    handed = [HandedDown.of(package.parts[place.part]) for place in places]
    _clear(package, [place.part for place in places])
    types: list[tuple[str, str]] = []
    for sheet, place, handed_down in zip(source.sheets, places, handed, strict=True):
        page = scratch.parts[sheet.part]
        package.parts[place.part] = transplanted(page, strings, adopted.formats, handed_down)
        types += _bring(scratch, package, sheet.part, place.part)
    package.declare(types)
    book.set_own_names(
        {place.position: source.own_names(index) for index, place in enumerate(places)}
    )


def _places(book: Book, pages: Sequence[Page]) -> list[SheetEntry]:
    """Return each page's sheet in the master, made where it is missing."""
    names = [folded_name(page.name) for page in pages]
    if len(set(names)) < len(names):
        message = "two pages have one name"
        raise NotReplaceable(message)
    places: list[SheetEntry] = []
    for page in pages:
        place = book.sheet(page.name) or book.append_sheet(page.name)
        if not place.is_worksheet:
            message = f"{place.name} is not a worksheet"
            raise NotReplaceable(message)
        places.append(place)
    return places


def _refuse_occupied(package: Package, places: Sequence[SheetEntry]) -> None:
    for place in places:
        things = hung_on(place.part, package.read, package.relationships)
        if things:
            raise Occupied(place.name, things)


def _styles_part(package: Package, book: Book) -> str:
    part = package.target(book.part, "styles")
    if part is None or part not in package.parts:
        message = "the workbook has no styles"
        raise NotUnderstood(message)
    return part


def _clear(package: Package, sheets: Sequence[str]) -> None:
    """Take away what only these sheets led to: drawings, charts, comments, buttons, tables."""
    owned = {part for sheet in sheets for part in package.reached_from(sheet)}
    for sheet in sheets:
        package.parts.pop(relations_part(sheet), None)
    for part in owned.difference(package.reached_from(ROOT)):
        package.parts.pop(part, None)


def _bring(
    scratch: Package, package: Package, source: str, target: str
) -> Iterator[tuple[str, str]]:
    """Copy the parts that a scratch part leads to, and yield their names and content types."""
    types = scratch.content_types()
    for relationship in scratch.relationships(source):
        if relationship.external:
            package.relate(
                target,
                relationship.kind,
                relationship.target,
                identity=relationship.key,
                external=True,
            )
            continue
        content_type = types.of(relationship.target)
        name = package.free_name(_NAMES[content_type.rpartition(".")[2]])
        package.parts[name] = scratch.parts[relationship.target]
        package.relate(target, relationship.kind, name, identity=relationship.key)
        yield name, content_type
        yield from _bring(scratch, package, relationship.target, name)
