"""What an Excel template may hold: what shows something, and nothing that fetches or runs."""

from __future__ import annotations

from typing import Final

from xl_asn.exports.board_report import UnusableTemplateError
from xl_asn.exports.template_parts import TemplateParts, check_links, opened, refuse, shown
from xl_asn.files.making.formulas import asks_outside
from xl_asn.files.reading.package_read import main_part
from xl_asn.files.reading.xml_read import local, new_parser, run

#: What parts of a workbook are to each other, by the last word of the relationship.
_ALLOWED: Final = frozenset({
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "classificationlabels", "worksheet", "chartsheet", "styles", "theme", "themeOverride",
    "sharedStrings", "calcChain", "sheetMetadata", "drawing", "vmlDrawing", "comments",
    "threadedComment", "person", "image", "hdphoto", "hyperlink", "table", "printerSettings",
    "chart", "chartStyle", "chartColorStyle", "chartUserShapes", "chartEx", "diagramData",
    "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "ctrlProp", "slicer",
    "slicerCache", "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "customXml",
    "customXmlProps", "customProperty", "font",
})  # fmt: skip
_FORMULAS: Final = frozenset({
    "f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula",
    "totalsRowFormula",
})  # fmt: skip
_NO_WORKBOOK: Final = "Mallen går inte att läsa. Spara den i Excel som .xlsx och försök igen."
_MACROS: Final = "Mallen innehåller makron. Spara den i Excel som .xlsx, utan makron."
_RUNNING: Final = {"ddeLink": "en länk till ett annat program (DDE)", "oleObject": "ett objekt"}


def check_outside(data: bytes) -> None:
    """Look a template through.

    Raises:
        UnusableTemplateError: something in it fetches or runs.
        Unreadable: it is no package, or is one that is made to do harm.
    """
    template = opened(data)
    if any(name.casefold().endswith("vbaproject.bin") for name in template.parts.names):
        raise UnusableTemplateError(_MACROS)
    main = main_part(template.parts, template.types)
    kind = template.types.of(main) if main else ""
    if "macroEnabled" in kind:
        raise UnusableTemplateError(_MACROS)
    if not kind.endswith("spreadsheetml.sheet.main+xml"):
        raise UnusableTemplateError(_NO_WORKBOOK)
    check_links(template, _ALLOWED)
    for name in template.texts:
        _check_part(template, name)


def _check_part(template: TemplateParts, name: str) -> None:
    held: list[str] = []
    inside = False

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal inside
        element = local(element)
        if what := _RUNNING.get(element):
            refuse(what, name)
        inside = element in _FORMULAS
        held.clear()

    def text(piece: str) -> None:
        if inside:
            held.append(piece)

    def end(_: str) -> None:
        nonlocal inside
        if inside and held:
            formula = "".join(held)
            if asked := asks_outside(formula):
                refuse(f"en formel med {shown(asked)}", name)
        inside = False

    parser = new_parser(name)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    run(parser, template.parts.chunks(name), name)
