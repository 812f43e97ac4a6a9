"""Something that a person hangs on a sheet, put there part by part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.files.built_master import parts
from tests.files.handmade import OFFICE, relationships, zipped

#: The elements that a person's things bring, in the order of the format, among those of a page.
_ORDER = (
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "customSheetViews",
    "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
    "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "customProperties", "cellWatches",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
    "tableParts", "extLst",
)  # fmt: skip


@dataclass(frozen=True)
class Hanging:
    """Something to hang on a sheet.

    ``elements`` go into the sheet by name, ``links`` are (key, kind or whole type, target) of the
    sheet, ``anchors`` go into its drawing with ``drawn`` as the drawing's links, and ``beside`` are
    parts with their content types. ``in_book`` are links of the workbook part.
    """

    elements: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str, str], ...] = ()
    anchors: str = ""
    drawn: tuple[tuple[str, str, str], ...] = ()
    beside: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    in_book: tuple[tuple[str, str, str], ...] = ()
    cells: str = ""


def hung(data: bytes, sheet: str, drawing: str, hanging: Hanging) -> bytes:
    """Return a workbook with something hung on the sheet whose part is given.

    The sheet must have a drawing, whose part is ``drawing``: one is all that a sheet can have.
    """
    held = parts(data)
    held[sheet] = with_cells(
        in_order(held[sheet].decode(), hanging.elements), hanging.cells
    ).encode()
    _link(held, sheet, hanging.links)
    if hanging.anchors:
        end = b"</xdr:wsDr>"
        held[drawing] = held[drawing].replace(end, hanging.anchors.encode() + end)
        _link(held, drawing, hanging.drawn)
    _link(held, "xl/workbook.xml", hanging.in_book)
    types = held["[Content_Types].xml"].decode()
    for name, (content, kind) in hanging.beside.items():
        held[name] = content
        types = types.replace(
            "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        )
    held["[Content_Types].xml"] = types.encode()
    return zipped(held)


def in_order(sheet: str, elements: Mapping[str, str]) -> str:
    """Return a sheet with elements after its cells, where the format wants them."""
    for name, written in elements.items():
        later = _ORDER[_ORDER.index(name) + 1 :]
        place = re.compile("|".join([*(f"<{other}[ />]" for other in later), "</worksheet>"]))
        tail = sheet.index("</sheetData>")
        found = place.search(sheet, tail)
        assert found is not None
        sheet = sheet[: found.start()] + written + sheet[found.start() :]
    return sheet


def with_cells(sheet: str, cells: str) -> str:
    """Return a sheet with cells more in a row of their own, far below."""
    row = f'<row r="900">{cells}</row></sheetData>'
    return sheet.replace("</sheetData>", row) if cells else sheet


def _link(held: dict[str, bytes], part: str, links: tuple[tuple[str, str, str], ...]) -> None:
    if not links:
        return
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    written = held[rels].decode() if rels in held else relationships()
    for key, kind, target in links:
        whole = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
        outside = ' TargetMode="External"' if target.startswith("http") else ""
        row = f'<Relationship Id="{key}" Type="{whole}" Target="{target}"{outside}/>'
        written = written.replace("</Relationships>", row + "</Relationships>")
    held[rels] = written.encode()


def anchor(inside: str, number: int, kind: str = "twoCellAnchor") -> str:
    """Return an anchor of a drawing around what it holds; ``{id}`` in it is the shape's."""
    start = (
        "<xdr:from><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:from>"
    )
    end = start.replace("from", "to").replace(">8<", ">12<")
    size = '<xdr:ext cx="900000" cy="900000"/>'
    where = {
        "twoCellAnchor": start + end,
        "oneCellAnchor": start + size,
        "absoluteAnchor": '<xdr:pos x="0" y="0"/>' + size,
    }[kind]
    return f"<xdr:{kind}>{where}{inside}<xdr:clientData/></xdr:{kind}>".replace("{id}", str(number))
