"""What a sheet hands down to the page that takes its place: what is the sheet's, not the page's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from xl_asn.files.changing.xml_spans import (
    MAIN,
    Cut,
    Element,
    escaped,
    inserted_last,
    measured,
    spliced,
)
from xl_asn.files.reading.plain_scan import divided_sheet
from xl_asn.files.reading.xml_read import TRUE_WORDS

#: The elements of a worksheet after its cells, in the order that the format demands.
_ORDER: Final = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_HANDED_DOWN: Final = ("sheetProtection", "protectedRanges", "customSheetViews", "cellWatches")
#: How every footer of the program's own ends, in pages and in masters.
_OWN_FOOTER: Final = re.compile(r"&L.*&R.*Sida &P av &N", re.DOTALL)


class HandedDown(NamedTuple):
    """What a sheet hands down; attributes and elements as a part without prefixes writes them.

    Without the code name a macro workbook loses the tie between the sheet and its module, and two
    selected sheets would both be edited when the reader types in one. ``elements`` stand after the
    cells, by name: they say nothing of what stands in them. A header or footer is there only where
    it is somebody's own.
    """

    code_name: str = ""
    tab_colour: str = ""
    selected: bool = False
    elements: Mapping[str, bytes] = MappingProxyType({})

    @classmethod
    def of(cls, sheet: bytes) -> Self:
        """Read what is handed down by a worksheet part.

        Raises:
            NotUnderstood: the part is not well-formed.
        """
        data = without_cells(sheet)
        root = measured(data)
        properties, views = root.first("sheetPr"), root.first("sheetViews")
        colour = properties.first("tabColor") if properties else None
        name = properties.attributes.get("codeName") if properties else None
        return cls(
            code_name=f' codeName="{escaped(name)}"' if name else "",
            tab_colour=_attributes(colour) if colour else "",
            selected=any(
                view.attributes.get("tabSelected") in TRUE_WORDS
                for view in (views.named("sheetView") if views else ())
            ),
            elements={
                element.name: _plain(element, data)
                for element in root.children
                if element.name in _HANDED_DOWN
                or (element.name == "headerFooter" and _is_somebodys(element, data))
            },
        )


def with_elements(page: bytes, elements: Mapping[str, bytes]) -> bytes:
    """Return a page's sheet, as XlsxWriter writes it, with elements after its cells."""
    if not elements:
        return page
    short = without_cells(page)
    moved = len(page) - len(short)
    root = measured(short)
    after = [child for child in root.children if child.name in _ORDER]
    cuts = []
    for name in sorted(elements, key=_ORDER.index):
        place = _ORDER.index(name)
        same = root.first(name)
        later = next((c for c in after if _ORDER.index(c.name) > place), None)
        if same is not None:
            cuts.append(Cut(same.start, same.end, elements[name]))
        elif later is not None:
            cuts.append(Cut(later.start, later.start, elements[name]))
        else:
            cuts.append(inserted_last(root, elements[name], short))
    # All of them lie after the cells that were left out.
    return spliced(page, [Cut(c.start + moved, c.end + moved, c.paste) for c in cuts])


def without_cells(sheet: bytes) -> bytes:
    """Return a worksheet part without its cells, which need not be measured."""
    head, _, tail = divided_sheet(sheet)
    return head + tail


def _is_somebodys(header_footer: Element, data: bytes) -> bool:
    """Whether a header or footer says anything else than the program's own footer."""
    for child in header_footer.children:
        said = _text(child, data)
        if said.strip() and not (
            child.name == "oddFooter" and _OWN_FOOTER.fullmatch(said.replace("&amp;", "&"))
        ):
            return True
    return False


def _text(element: Element, data: bytes) -> str:
    return data[element.open_end : element.close_start].decode()


def _plain(element: Element, data: bytes) -> bytes:
    """Return an element written without prefixes, and without what leads out of the sheet."""
    inside = b"".join(_plain(child, data) for child in element.children if child.namespace == MAIN)
    if not element.children:
        inside = _text(element, data).encode()
    tag = element.name + _attributes(element)
    if not inside:
        return f"<{tag}/>".encode()
    return f"<{tag}>".encode() + inside + f"</{element.name}>".encode()


def _attributes(element: Element) -> str:
    """Return an element's own attributes as written; those of extensions are left out."""
    own = ((name, said) for name, said in element.attributes.items() if not name.startswith("{"))
    return "".join(f' {name}="{escaped(said)}"' for name, said in own)
