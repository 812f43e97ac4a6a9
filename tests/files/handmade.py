"""Workbooks made by hand, part by part, so that a test can break exactly one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TypeAlias
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Content: TypeAlias = str | bytes


def zipped(parts: Mapping[str, Content], method: int = ZIP_DEFLATED) -> bytes:
    """Return a zip file of ``parts``, in their order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relationships(*links: tuple[str, str, str]) -> str:
    """Return a relationship part of (key, kind, target)."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for key, kind, target in links
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """Return a worksheet part around the content of its ``sheetData``."""
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def book_parts(  # noqa: PLR0913 - one argument for each part of a workbook
    sheets: Mapping[str, str] | str,
    *,
    strings: Iterable[str] = (),
    formats: Mapping[int, str] | None = None,
    styles: Iterable[int] = (0,),
    states: Mapping[str, str] | None = None,
    names: str = "",
    book_properties: str = "",
    book_type: str = BOOK_TYPE,
) -> dict[str, Content]:
    """Return the parts of a workbook.

    Args:
        sheets: worksheet parts by sheet name; a bare string is the rows of the one sheet Blad1.
        strings: the content of each ``si``.
        formats: custom number formats by their number.
        styles: the number format of each cell style.
        states: hidden or veryHidden, by sheet name.
        names: the content of ``definedNames``.
        book_properties: what stands before the sheets in the workbook part.
        book_type: the content type of the workbook part.
    """
    by_name = {"Blad1": sheet(sheets)} if isinstance(sheets, str) else sheets
    listed = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{number}' r:id='rId{number}'"
        f" state='{(states or {}).get(name, 'visible')}'/>"
        for number, name in enumerate(by_name, start=1)
    )
    links = [
        (f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, len(by_name) + 1)
    ]
    links += [
        ("rId101", "sharedStrings", "sharedStrings.xml"),
        ("rId102", "styles", "styles.xml"),
    ]
    custom = "".join(
        f"<numFmt numFmtId='{key}' formatCode={quoteattr(code)}/>"
        for key, code in (formats or {}).items()
    )
    cell_styles = "".join(f"<xf numFmtId='{key}'/>" for key in styles)
    items = "".join(f"<si>{item}</si>" for item in strings)
    parts: dict[str, Content] = {
        "[Content_Types].xml": content_types(book_type),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book_properties}'
            f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relationships(*links),
        "xl/styles.xml": (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts>'
            f"<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>{cell_styles}</cellXfs>"
            "<dxfs><dxf><numFmt numFmtId='14' formatCode='0'/></dxf></dxfs></styleSheet>"
        ),
        "xl/sharedStrings.xml": f'{DECLARATION}<sst xmlns="{MAIN}">{items}</sst>',
    }
    for number, content in enumerate(by_name.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = content
    return parts


def content_types(book_type: str = BOOK_TYPE) -> str:
    """Return a content type part for a workbook part of ``book_type``."""
    family = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {
        "workbook": book_type,
        "styles": f"{family}.styles+xml",
        "sharedStrings": f"{family}.sharedStrings+xml",
        "worksheets/sheet1": f"{family}.worksheet+xml",
    }
    rows = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>'
        for name, kind in overrides.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


#: A small honest workbook: a title, a header and two rows.
HONEST_ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>IFO</t></is></c><c r="B4"><v>-78885</v></c></row>'
    '<row r="5"><c r="A5" t="str"><f>A4</f><v>IFO</v></c><c r="B5"><f>B4*2</f></c></row>'
)
HONEST_STRINGS = ("<t>Nettokostnad</t>", "<t>Verksamhet</t>", "<r><t>Ut</t></r><r><t>fall</t></r>")


def honest_parts() -> dict[str, Content]:
    """Return the parts of a small honest workbook."""
    return book_parts(HONEST_ROWS, strings=HONEST_STRINGS)
