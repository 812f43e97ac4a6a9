"""The workbook part: its sheets in order, its defined names, its calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xl_asn.files.reading.catalogue import Unreadable, too_many
from xl_asn.files.reading.package_read import Relation
from xl_asn.files.reading.xml_read import TRUE_WORDS, local, new_parser, run
from xl_asn.model.folding import composed
from xl_asn.model.grid import CellRef

_BUILT_IN = "_xlnm."
_WORKSHEET = "worksheet"
#: The most sheets and defined names that a workbook may list: far more than any report, and few
#: enough to be compared with each other.
_MOST_SHEETS = 1_000
_MOST_NAMES = 100_000


class SheetEntry(NamedTuple):
    """A sheet at its place in the workbook, with the part that it is in."""

    position: int
    name: str
    hidden: bool
    part: str
    is_worksheet: bool


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it; ``relation`` is the key of the link to its part."""

    name: str
    relation: str
    hidden: bool


@dataclass(slots=True)
class BookPart:
    """What the workbook part says, in its own order."""

    sheets: list[ListedSheet] = field(default_factory=list)
    since_1904: bool = False
    #: Defined names and what they stand for; those of one sheet only come second.
    book_names: list[tuple[str, str]] = field(default_factory=list)
    sheet_names: list[tuple[str, str]] = field(default_factory=list)

    def add_sheet(self, sheet: ListedSheet) -> None:
        """Add the next sheet.

        Raises:
            Unreadable: there are too many.
        """
        if len(self.sheets) >= _MOST_SHEETS:
            raise too_many(_MOST_SHEETS, "blad")
        self.sheets.append(sheet)

    def add_name(self, attributes: Mapping[str, str], text: str) -> None:
        """Add a defined name of the workbook, or of one of its sheets.

        Raises:
            Unreadable: there are too many.
        """
        if len(self.sheet_names) + len(self.book_names) >= _MOST_NAMES:
            raise too_many(_MOST_NAMES, "namngivna områden")
        names = self.sheet_names if "localSheetId" in attributes else self.book_names
        names.append((attributes.get("name", ""), text))

    def linked(self, links: Iterable[Relation]) -> Iterator[SheetEntry]:
        """Yield the sheets in order, each with its part by the links of the workbook part.

        Raises:
            Unreadable: a sheet has none.
        """
        by_key = {link.key: link for link in links}
        for position, sheet in enumerate(self.sheets):
            link = by_key.get(sheet.relation)
            if link is None or link.external:
                raise Unreadable(code="F131", detail=f"bladet {sheet.name}")
            is_worksheet = link.kind == _WORKSHEET
            yield SheetEntry(position, sheet.name, sheet.hidden, link.target, is_worksheet)

    def cell_names(self) -> Mapping[str, CellRef]:
        """Return the defined names that stand for one cell on a listed sheet.

        A name of the whole workbook goes before one of a single sheet, as Excel has it.
        """
        listed = {sheet.name.casefold(): sheet.name for sheet in self.sheets}
        found: dict[str, CellRef] = {}
        for name, meaning in (*self.book_names, *self.sheet_names):
            ref = _single_cell(meaning)
            sheet = listed.get(ref.sheet.casefold()) if ref else None
            if ref and sheet is not None and not name.startswith(_BUILT_IN):
                key = composed(name)
                found.setdefault(key, CellRef(sheet, ref.row, ref.column))
        return found


def read_book(chunks: Iterable[bytes], part: str) -> BookPart:
    """Read the workbook part, called ``part``, from its content.

    Raises:
        Unreadable: it is damaged or not well-formed, it lists no sheet, or two by one name.
    """
    book, parser = BookPart(), new_parser(part)
    characters: list[str] = []
    defined: list[dict[str, str]] = []
    extensions = 0  # they have elements by the same names: a workbookPr without the calendar

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal extensions
        name = local(tag)
        if name == "extLst":
            extensions += 1
        if extensions:
            return
        match name:
            case "sheet":
                book.add_sheet(_listed(attributes))
            case "workbookPr":
                book.since_1904 = attributes.get("date1904") in TRUE_WORDS
            case "definedName":
                defined.append(attributes)
                characters.clear()
                parser.CharacterDataHandler = characters.append

    def end(tag: str) -> None:
        nonlocal extensions
        if local(tag) == "extLst":
            extensions -= 1
        elif local(tag) == "definedName" and defined:
            book.add_name(defined.pop(), "".join(characters))
            parser.CharacterDataHandler = None

    parser.StartElementHandler, parser.EndElementHandler = start, end
    run(parser, chunks, part)
    _refuse_unlisted(book)
    return book


def _listed(attributes: dict[str, str]) -> ListedSheet:
    # The link is r:id, whatever prefix the writer gave to that namespace.
    keys = (value for key, value in attributes.items() if local(key) == "id")
    hidden = attributes.get("state", "visible") != "visible"
    return ListedSheet(attributes.get("name", ""), next(keys, ""), hidden)


def _refuse_unlisted(book: BookPart) -> None:
    if not book.sheets:
        raise Unreadable(code="F138")
    seen: set[str] = set()
    for sheet in book.sheets:
        folded = sheet.name.casefold()
        if folded in seen:
            raise Unreadable(code="F137", detail=sheet.name)
        seen.add(folded)


def _single_cell(meaning: str) -> CellRef | None:
    try:
        return CellRef.parse(meaning.strip().removeprefix("="))
    except ValueError:
        return None
