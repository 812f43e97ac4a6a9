"""The workbook part: its sheets, and the defined names that belong to a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from xl_asn.files.changing.package import ROOT, Package
from xl_asn.files.changing.xml_spans import (
    MAIN,
    OFFICE_RELATIONSHIPS,
    Cut,
    Element,
    NotUnderstood,
    escaped,
    inserted_last,
    measured,
    prefixed,
    root_namespace,
    spliced,
)
from xl_asn.files.reading.book_read import BookPart, SheetEntry, read_book
from xl_asn.files.reading.xml_read import TRUE_WORDS
from xl_asn.model.grid import folded_name

#: The names that a sheet's print set-up and filter own.
PAGE_NAMES: Final = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")
_WORKSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_EMPTY_SHEET: Final = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
#: What stands before the defined names in a workbook part, nearest first.
_BEFORE_NAMES: Final = ("externalReferences", "functionGroups", "sheets")
_BEFORE_CALCULATION: Final = ("definedNames", *_BEFORE_NAMES)
_FULL_CALCULATION: Final = re.compile(rb"""\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")
_NO_SHEETS: Final = "the workbook lists no sheets"
_RELATIONSHIPS_PREFIX: Final = re.compile(
    rb"""\sxmlns:([\w.-]+)\s*=\s*["']""" + OFFICE_RELATIONSHIPS.encode() + rb"""["']"""
)
_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


class OwnName(NamedTuple):
    """A defined name of one sheet, as written."""

    name: str
    written: str
    hidden: bool = False


class Book:
    """The workbook part of a package, read again after each change."""

    def __init__(self, package: Package) -> None:
        """Find the workbook part.

        Raises:
            NotUnderstood: there is none, or it is ISO Strict, which has other namespaces.
        """
        self._package = package
        part = package.target(ROOT, "officeDocument")
        if part is None or part not in package.parts:
            message = "the package has no workbook"
            raise NotUnderstood(message)
        self.part = part
        namespace = root_namespace(package.parts[part])
        if namespace != MAIN:
            message = f"the workbook's namespace is {namespace}"
            raise NotUnderstood(message)

    @property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """Return the sheets in order."""
        return tuple(self._said().linked(self._package.relationships(self.part)))

    def sheet(self, name: str) -> SheetEntry | None:
        """Return the sheet of a name, exactly or else as people read names; None if missing."""
        sheets = self.sheets
        exact = next((sheet for sheet in sheets if sheet.name == name), None)
        near = (s for s in sheets if folded_name(s.name) == folded_name(name))
        return exact or next(near, None)

    @property
    def counts_from_1904(self) -> bool:
        """Whether day 0 is in 1904, as in old workbooks from a Mac."""
        return self._said().since_1904

    def append_sheet(self, name: str) -> SheetEntry:
        """Add an empty worksheet last, and return it."""
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.parts[part] = _EMPTY_SHEET
        id_ = self._package.relate(self.part, "worksheet", part)
        written = self._package.parts[self.part]
        root = self._root()
        container = root.first("sheets")
        if container is None:
            raise NotUnderstood(_NO_SHEETS)
        numbers = (int(child.attributes["sheetId"]) for child in container.children)
        declared = _RELATIONSHIPS_PREFIX.search(written[root.start : root.open_end])
        reference = (
            f'{declared[1].decode()}:id="{id_}"'
            if declared
            else (f'xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="{id_}"')
        )
        number = max(numbers, default=0) + 1
        element = f'<sheet name="{escaped(name)}" sheetId="{number}" {reference}/>'
        cut = inserted_last(container, prefixed(element.encode(), container.prefix), written)
        self._package.parts[self.part] = spliced(written, [cut])
        self._package.declare([(part, _WORKSHEET)])
        return self.sheets[-1]

    def compute_at_opening(self) -> None:
        """Let Excel compute every formula anew when it opens the workbook."""
        written = self._package.parts[self.part]
        root = self._root()
        found = root.first("calcPr")
        if found is None:
            before = next((c for name in _BEFORE_CALCULATION for c in root.named(name)), None)
            if before is None:
                raise NotUnderstood(_NO_SHEETS)
            made = prefixed(b'<calcPr fullCalcOnLoad="1"/>', root.prefix)
            cut = Cut(before.end, before.end, made)
        elif found.attributes.get("fullCalcOnLoad") in TRUE_WORDS:
            return
        else:
            tag = _FULL_CALCULATION.sub(b"", written[found.start : found.open_end])
            name_end = 1 + len(found.prefix) + bool(found.prefix) + len("calcPr")
            added = tag[:name_end] + b' fullCalcOnLoad="1"' + tag[name_end:]
            cut = Cut(found.start, found.open_end, added)
        self._package.parts[self.part] = spliced(written, [cut])

    def drop_calculation_chain(self) -> str | None:
        """Forget in which order formulas were computed; Excel makes a new chain when it opens.

        Returns:
            The part that held the chain; None when there was none.
        """
        chain = self._package.target(self.part, "calcChain")
        if chain is not None:
            self._package.unrelate(self.part, chain)
            self._package.parts.pop(chain, None)
            self._package.declare(())
        return chain

    def own_names(self, position: int) -> tuple[OwnName, ...]:
        """Return the print and filter names of the sheet at a position."""
        written = self._package.parts[self.part]
        return tuple(
            OwnName(
                name=element.attributes["name"],
                written=written[element.open_end : element.close_start].decode(),
                hidden=element.attributes.get("hidden") in TRUE_WORDS,
            )
            for element in _own_name_elements(self._root().first("definedNames"), position)
        )

    def set_own_names(self, wanted: Mapping[int, tuple[OwnName, ...]]) -> None:
        """Give the sheets at some positions these print and filter names, and no other such."""
        written = self._package.parts[self.part]
        root = self._root()
        container = root.first("definedNames")
        cuts: list[Cut] = []
        missing: list[str] = []
        kept = len(container.children) if container else 0
        for position, names in sorted(wanted.items()):
            left = {name.name: name for name in names}
            for element in _own_name_elements(container, position):
                name = left.pop(element.attributes["name"], None)
                if name is None:
                    cuts.append(Cut(element.start, element.end, b""))
                    kept -= 1
                elif written[element.open_end : element.close_start] != name.written.encode():
                    new = prefixed(_defined_name(name, position).encode(), element.prefix)
                    cuts.append(Cut(element.start, element.end, new))
            missing += (_defined_name(name, position) for name in left.values())
        if container is not None and not kept and not missing:
            cuts = [Cut(container.start, container.end, b"")]
        elif missing:
            cuts.append(_added_names(root, container, "".join(missing).encode(), written))
        self._package.parts[self.part] = spliced(written, cuts)

    def _root(self) -> Element:
        return measured(self._package.parts[self.part])

    def _said(self) -> BookPart:
        return _said(self._package.parts[self.part], self.part)


@lru_cache(maxsize=8)  # asked again after each change, and most leave this part alone
def _said(written: bytes, part: str) -> BookPart:
    return read_book((written,), part)


def holds_formulas(sheet: bytes) -> bool:
    """Whether a worksheet part has a formula in any cell."""
    return _FORMULA.search(sheet) is not None


def _own_name_elements(names: Element | None, position: int) -> list[Element]:
    return [
        element
        for element in (names.named("definedName") if names else ())
        if element.attributes.get("name") in PAGE_NAMES
        and element.attributes.get("localSheetId") == str(position)
    ]


def _defined_name(name: OwnName, position: int) -> str:
    hidden = ' hidden="1"' if name.hidden else ""
    opened = f'<definedName name="{name.name}" localSheetId="{position}"{hidden}>'
    return f"{opened}{name.written}</definedName>"


def _added_names(root: Element, container: Element | None, added: bytes, data: bytes) -> Cut:
    if container is not None:
        return inserted_last(container, prefixed(added, container.prefix), data)
    before = next((child for name in _BEFORE_NAMES for child in root.named(name)), None)
    if before is None:
        raise NotUnderstood(_NO_SHEETS)
    made = b"<definedNames>" + added + b"</definedNames>"
    return Cut(before.end, before.end, prefixed(made, root.prefix))
