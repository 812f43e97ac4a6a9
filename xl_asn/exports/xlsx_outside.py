"""What an Excel template may hold: what shows something, and nothing that fetches or runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xl_asn.exports.board_report import UnusableTemplateError
from xl_asn.exports.template_markup import Markup
from xl_asn.exports.template_parts import TemplateParts, check_links, opened, refuse, shown
from xl_asn.files.making.formulas import asks_outside
from xl_asn.files.reading.package_read import main_part

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
        _Part(template, name).read()


class _Part(Markup):
    """A part of a workbook: its formulas."""

    running = _RUNNING

    def __init__(self, template: TemplateParts, name: str) -> None:
        super().__init__(template, name)
        self._formula: list[str] | None = None

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        super().start(element, attributes)
        if element in _FORMULAS:
            self._formula = []

    def text(self, text: str) -> None:
        super().text(text)
        if self._formula is not None:
            self._formula.append(text)

    def end(self, element: str) -> None:
        super().end(element)
        if element in _FORMULAS and self._formula is not None:
            if asked := asks_outside("".join(self._formula)):
                refuse(f"en formel med {shown(asked)}", self.name)
            self._formula = None
