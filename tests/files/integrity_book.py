"""What is wrong between the parts of a workbook: sheets, names, formats, strings, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

# Our own bytes, and expat expands no external entities.
from xml.etree import ElementTree as ET

from tests.files.integrity_sheet import Area, SheetLimits, sheet_faults
from xl_asn.files.changing.book import Book
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.xml_spans import MAIN, Element, measured

_LONGEST_NAME: Final = 31
_FORBIDDEN: Final = frozenset("[]:*?/\\")
_LISTS: Final = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_BUILT_IN_FORMATS: Final = 164


def book_faults(package: Package) -> Iterator[str]:
    """Yield what is wrong with a well-formed package as a workbook."""
    book = Book(package)
    root = measured(package.parts[book.part])
    if misnamed := tuple(_sheet_list_faults(root)):
        yield from misnamed
        return
    sheets = book.sheets
    names = [sheet.name for sheet in sheets]
    yield from _defined_name_faults(root, len(sheets))
    yield from _style_faults(package, book)
    limits = SheetLimits(
        formats=_count(package, book, "styles", "cellXfs"),
        differential_formats=_count(package, book, "styles", "dxfs"),
        strings=_count(package, book, "sharedStrings", None),
        sheet_names=frozenset(name.casefold() for name in names),
    )
    selected = 0
    contents: dict[str, ET.Element] = {}
    for sheet in sheets:
        if sheet.is_worksheet and sheet.part in package.parts:
            content = ET.fromstring(package.parts[sheet.part])  # noqa: S314
            contents[sheet.part] = content
            yield from (f"{sheet.name}: {fault}" for fault in sheet_faults(content, limits))
            views = content.iter(f"{{{MAIN}}}sheetView")
            selected += any(view.get("tabSelected") in {"1", "true"} for view in views)
    if selected > 1:
        yield f"{selected} sheets are selected: Excel would edit them all at once"
    yield from _table_faults(package, contents, _all_names(root))


def _sheet_list_faults(root: Element) -> Iterator[str]:
    container = root.first("sheets")
    listed = [child.attributes for child in container.named("sheet")] if container else []
    for name, times in Counter(sheet["name"].casefold() for sheet in listed).items():
        if times > 1:
            yield f"{times} sheets are named {name}"
    for id_, times in Counter(sheet["sheetId"] for sheet in listed).items():
        if times > 1:
            yield f"{times} sheets have the id {id_}"
    for sheet in listed:
        if not 0 < len(sheet["name"]) <= _LONGEST_NAME or _FORBIDDEN & set(sheet["name"]):
            yield f"{sheet['name']}: not a name that a sheet can have"
    if not any(sheet.get("state") in {None, "visible"} for sheet in listed):
        yield "no sheet is visible"


def _defined_names(root: Element) -> list[Element]:
    container = root.first("definedNames")
    return container.children if container else []


def _all_names(root: Element) -> frozenset[str]:
    return frozenset(name.attributes.get("name", "").casefold() for name in _defined_names(root))


def _defined_name_faults(root: Element, sheets: int) -> Iterator[str]:
    scopes: Counter[tuple[str, str | None]] = Counter()
    for element in _defined_names(root):
        name, scope = element.attributes.get("name", ""), element.attributes.get("localSheetId")
        scopes[name.casefold(), scope] += 1
        if scope is not None and int(scope) >= sheets:
            yield f"the name {name} belongs to sheet {scope} of {sheets}"
    for (name, scope), times in scopes.items():
        if times > 1:
            yield f"the name {name} is defined {times} times in scope {scope}"


def _count(package: Package, book: Book, kind: str, collection: str | None) -> int:
    part = package.target(book.part, kind)
    if part is None or part not in package.parts:
        return 0
    root = measured(package.parts[part])
    found = root if collection is None else root.first(collection)
    return len(found.children) if found else 0


def _style_faults(package: Package, book: Book) -> Iterator[str]:
    part = package.target(book.part, "styles")
    if part is None or part not in package.parts:
        yield "the workbook has no styles"
        return
    root = measured(package.parts[part])
    lists: Mapping[str, list[Element]] = {child.name: child.children for child in root.children}
    for child in root.children:
        count = child.attributes.get("count")
        if count is not None and int(count) != len(child.children):
            yield f"{child.name}: says {count}, holds {len(child.children)}"
    own = {element.attributes.get("numFmtId") for element in lists.get("numFmts", ())}
    for name in ("cellStyleXfs", "cellXfs"):
        for index, element in enumerate(lists.get(name, ())):
            for attribute, target in _LISTS.items():
                place = int(element.attributes.get(attribute, "0"))
                if place >= len(lists.get(target, ())):
                    yield f"{name} {index}: {attribute} {place} does not exist"
            number_format = element.attributes.get("numFmtId", "0")
            if int(number_format) >= _BUILT_IN_FORMATS and number_format not in own:
                yield f"{name} {index}: numFmtId {number_format} does not exist"
            if int(element.attributes.get("xfId", "0")) >= len(lists.get("cellStyleXfs", ())):
                yield f"{name} {index}: xfId does not exist"


@dataclass(frozen=True, slots=True)
class _Table:
    part: str
    sheet: str
    element: ET.Element


def _tables(package: Package, sheets: Mapping[str, ET.Element]) -> Iterator[_Table]:
    for sheet in sheets:
        for relationship in package.relationships(sheet):
            if relationship.kind == "table" and relationship.target in package.parts:
                content = package.parts[relationship.target]
                yield _Table(relationship.target, sheet, ET.fromstring(content))  # noqa: S314


def _table_faults(
    package: Package, sheets: Mapping[str, ET.Element], defined: frozenset[str]
) -> Iterator[str]:
    tables = list(_tables(package, sheets))
    for what, attribute in (("id", "id"), ("name", "displayName")):
        for value, times in Counter(
            table.element.get(attribute, "").casefold() for table in tables
        ).items():
            if times > 1:
                yield f"{times} tables have the {what} {value}"
    strings = _shared_strings(package)
    for table in tables:
        name = table.element.get("displayName", "")
        if name.casefold() in defined:
            yield f"the table {name} has the name of a defined name"
        yield from (
            f"{table.part}: {fault}"
            for fault in _header_faults(table.element, sheets[table.sheet], strings)
        )


def _header_faults(table: ET.Element, sheet: ET.Element, strings: list[str]) -> Iterator[str]:
    area = Area.parse(table.get("ref", ""))
    if area is None:
        yield f"{table.get('ref')} is no area"
        return
    columns = [column.get("name", "") for column in table.iter(f"{{{MAIN}}}tableColumn")]
    if len(columns) != area.right - area.left + 1:
        yield f"{len(columns)} columns in the area {table.get('ref')}"
    if table.get("headerRowCount") == "0":
        return
    shown = _texts_in_row(sheet, area.top, strings)
    for place, column in enumerate(columns, area.left):
        if shown.get(place) != column.replace("_x000a_", "\n"):
            yield f"the column {column!r} has the header cell {shown.get(place)!r}"


def _texts_in_row(sheet: ET.Element, number: int, strings: list[str]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for row in sheet.iter(f"{{{MAIN}}}row"):
        if row.get("r") != str(number):
            continue
        for cell in row:
            area = Area.parse(cell.get("r", ""))
            value = cell.findtext(f"{{{MAIN}}}v", "")
            if area is None:
                continue
            if cell.get("t") == "s" and value.isdecimal() and int(value) < len(strings):
                texts[area.left] = strings[int(value)]
            else:
                inline = "".join(t.text or "" for t in cell.iter(f"{{{MAIN}}}t"))
                texts[area.left] = inline or value
    return texts


def _shared_strings(package: Package) -> list[str]:
    content = package.parts.get("xl/sharedStrings.xml")
    if content is None:
        return []
    items = ET.fromstring(content).iter(f"{{{MAIN}}}si")  # noqa: S314
    return ["".join(t.text or "" for t in item.iter(f"{{{MAIN}}}t")) for item in items]
