"""The add-in: the ribbon tab ASN, which acts on whatever workbook is active."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from xl_asn.files.changing.package import ROOT, Package
from xl_asn.files.making.build_folder import build_folder
from xl_asn.files.making.vba import (
    BUTTON_MODULES,
    checked,
    filled,
    macro,
    server_module,
    vba_source,
)
from xl_asn.files.reading.package_read import relations_part

_RIBBON: Final = "customUI/customUI14.xml"
_RIBBON_RELATIONSHIP: Final = (
    '<Relationship Id="rIdRibbon" Target="customUI/customUI14.xml"'
    ' Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
)
_END: Final = b"</Relationships>"
_PROPERTIES: Final = "docProps/core.xml"

#: In place of those of pyOpenVBA's blank file; Excel shows title and description among add-ins.
_OURS: Final = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>xl_asn</dc:title>\
<dc:creator>xl_asn</dc:creator>\
<dc:description>Fliken ASN: kontrollera, beräkna och exportera nämndens rapporter.</dc:description>\
<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>\
</cp:coreProperties>
"""


def build_addin(functions: Mapping[str, str] | None = None) -> bytes:
    """Build ``xl_asn.xlam``; the same sources give the same bytes.

    Args:
        functions: VBA modules by name that let Excel call worksheet functions.

    Raises:
        UnusableMacroError: a source cannot be put into a workbook.
    """
    from pyopenvba import ExcelFile  # noqa: PLC0415 - only those who build need it

    with build_folder() as folder:
        path = Path(folder, "xl_asn.xlam")
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            book.set_module(
                "ThisWorkbook", book.get_module("ThisWorkbook") + macro("ThisWorkbook.cls")
            )
            project.add_module("xlwings", server_module())
            for name in (*BUTTON_MODULES, "XlAsnRibbon"):
                project.add_module(name, macro(f"{name}.bas"))
            for name, source in (functions or {}).items():
                project.add_module(name, vba_source(source, name))
            book.save()
        package = Package.from_bytes(checked(path))
    package.parts[_PROPERTIES] = _OURS.encode()
    package.parts[_RIBBON] = filled("ribbon.xml").encode()
    name = relations_part(ROOT)
    head, end, tail = package.parts[name].rpartition(_END)
    package.parts[name] = head + _RIBBON_RELATIONSHIP.encode() + end + tail
    return package.to_bytes()
