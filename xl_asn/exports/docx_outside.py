"""What a Word template may hold: what shows something, and nothing that fetches or runs.

Parts, links and fields are held against what is known to be needed and to be harmless. What is not
known is refused by its name; a few links are taken away, for the document is whole without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple, NoReturn

from xl_asn.exports.board_report import UnusableTemplateError
from xl_asn.exports.docx_fields import Fields, check_field
from xl_asn.exports.template_markup import Markup
from xl_asn.exports.template_parts import (
    TemplateParts,
    check_links,
    opened,
    shown,
)
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.package_read import main_part
from xl_asn.files.reading.parts import MIB
from xl_asn.files.reading.xml_read import local
from xl_asn.model.listing import listed

#: What parts of a document are to each other, by the last word of the relationship.
_ALLOWED: Final = frozenset({
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "classificationlabels", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable",
    "font", "theme", "themeOverride", "numbering", "header", "footer", "footnotes", "endnotes",
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "documenttasks", "people",
    "image",
    "hdphoto", "hyperlink", "customXml", "customXmlProps", "glossaryDocument", "diagramData",
    "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "chart", "chartStyle",
    "chartColorStyle", "chartUserShapes",
})  # fmt: skip
#: What is taken away, and how that is told.
_LET_GO: Final = {
    "attachedTemplate": "länken till den mall som mallen gjordes ur",
    "mailMergeSource": "kopplingen till en datakälla för massutskick",
    "mailMergeHeaderSource": "kopplingen till en datakälla för massutskick",
    "recipientData": "kopplingen till en datakälla för massutskick",
    "printerSettings": "skrivarens inställningar",
}
LET_GO: Final = frozenset(_LET_GO)
#: The elements that go with what is taken away.
LET_GO_ELEMENTS: Final = ("attachedTemplate", "linkStyles", "mailMerge", "printerSettings")
#: Elements that run or fetch with no link of their own, and what they are called.
_RUNNING: Final = {
    "frameset": "ramar",
    "entryMacro": "ett fält som kör ett makro",
    "exitMacro": "ett fält som kör ett makro",
    "saveThroughXslt": "en omvandling när dokumentet sparas",
    "OLEObject": "ett inbäddat eller länkat objekt",
    "control": "en ActiveX-kontroll",
    "ocx": "en ActiveX-kontroll",
    "altChunk": "ett infogat dokument (altChunk)",
    "subDoc": "ett underdokument",
}
_INSTRUCTIONS: Final = frozenset({"instrText", "delInstrText"})
_MAIN: Final = "wordprocessingml.document.main+xml"
_MACROS: Final = "vbaproject.bin"
_ENCODINGS: Final = frozenset({"utf-8", "us-ascii", "ascii", ""})
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_NO_DOCUMENT: Final = "Mallen är inget Word-dokument. Spara den i Word som .docx och försök igen."
_OTHER_KINDS: Final = {
    "F111": "Mallen är låst med ett lösenord. Ta bort det i Word (Arkiv, Info, Skydda dokument) "
    "och spara.",
    "F119": "Mallen är krypterad av sin känslighetsetikett. Välj en etikett utan kryptering i Word "
    "och spara.",
    "F126": "Mallen innehåller en DOCTYPE i {}, och det gör inget dokument från Word. Öppna den i "
    "Word och spara på nytt.",
    "F124": "Mallen är för stor ({}). Ta bort det som inte behövs i den och spara.",
    "F125": "Mallen är packad så hårt att den kan vara gjord för att skada ({}). Öppna den i Word "
    "och spara på nytt.",
}
_ODD: Final = (
    "Mallen är byggd på ett sätt som Word inte gör ({}). Öppna den i Word och spara på nytt."
)
_ODD_KINDS: Final = {"F121", "F122", "F123", "F127", "F130"}


#: The parts that are filled in, and those that nobody is shown, by the end of their content type.
_FILLED: Final = (
    _MAIN,
    "wordprocessingml.header+xml",
    "wordprocessingml.footer+xml",
    "wordprocessingml.footnotes+xml",
    "core-properties+xml",
)
_UNSEEN: Final = ("application/xml", "relationships+xml", "customXmlProperties+xml")
#: What is filled in takes its time for each byte; a template of five hundred pages has less.
_MOST_FILLED_BYTES: Final = 4 * MIB
_HEAD: Final = 512
_GLOSSARY: Final = "/glossary/"


class Examined(NamedTuple):
    """A Word template with nothing in it that fetches or runs.

    ``filled`` are the texts of the parts that are filled in, ``others`` those that somebody may see
    besides, both by part. ``let_go`` is what is taken away, in words.
    """

    filled: Mapping[str, str]
    others: Mapping[str, str]
    let_go: tuple[str, ...]


def examined(data: bytes) -> Examined:
    """Look a template through.

    Raises:
        UnusableTemplateError: it is no Word document, or one that fetches or runs something.
    """
    try:
        template = opened(data)
        _check_kind(template)
        check_links(template, _ALLOWED, LET_GO)
        types = {name: template.types.of(name) for name in template.texts}
        _check_size(template, types)
        texts = {name: _text_of(template, name) for name in types}
    except Unreadable as error:
        message = _OTHER_KINDS.get(error.code) or (
            _ODD if error.code in _ODD_KINDS else _NO_DOCUMENT
        )
        raise UnusableTemplateError(message.format(shown(error.detail))) from error
    found = {link.relation.kind for link in template.links}
    words = dict.fromkeys(said for kind, said in _LET_GO.items() if kind in found)
    filled = {
        name: text
        for name, text in texts.items()
        if types[name].endswith(_FILLED) and _GLOSSARY not in name.casefold()
    }
    others = {
        name: text
        for name, text in texts.items()
        if name not in filled and not types[name].endswith(_UNSEEN)
    }
    return Examined(filled, others, tuple(words))


def remarks(data: bytes) -> tuple[str, ...]:
    """Return sentences of what the document that is made of a template will not have of it.

    Raises:
        UnusableTemplateError: the template is one that cannot be used.
    """
    words = examined(data).let_go
    return (f"Detta i mallen följer inte med i dokumentet: {listed(words)}.",) if words else ()


def _check_kind(template: TemplateParts) -> None:
    if any(name.casefold().endswith(_MACROS) for name in template.parts.names):
        _no_macros()
    main = main_part(template.parts, template.types)
    kind = template.types.of(main) if main else ""
    if "macroEnabled" in kind:
        _no_macros()
    if kind.endswith("template.main+xml"):
        message = "Mallen är sparad som Word-mall (.dotx). Öppna den i Word och spara som .docx."
        raise UnusableTemplateError(message)
    if not kind.endswith(_MAIN):
        raise UnusableTemplateError(_NO_DOCUMENT)


def _check_size(template: TemplateParts, types: Mapping[str, str]) -> None:
    filled = (name for name, kind in types.items() if kind.endswith(_FILLED))
    read = sum(map(template.parts.size, filled))
    if read > _MOST_FILLED_BYTES:
        raise Unreadable("F124", f"{read // MIB} MiB text")


def _no_macros() -> NoReturn:
    message = "Mallen innehåller makron. Spara den i Word som .docx, utan makron."
    raise UnusableTemplateError(message)


def _text_of(template: TemplateParts, name: str) -> str:
    """Return all text of a part and of its attributes, after looking through what it holds."""
    head = template.parts.head(name, _HEAD)
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii", "replace").casefold() if declared else ""
    wide = b"\0" in head[:4] or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide or encoding not in _ENCODINGS:
        raise Unreadable("F130", f"{name} är inte i UTF-8")
    part = _Part(template, name)
    part.read()
    part.fields.close()
    for instruction in part.fields.said:
        check_field(instruction, name)
    return "".join(part.held)


class _Part(Markup):
    """A part of a Word document: its fields, and all text as a reader of placeholders meets it."""

    running = _RUNNING

    def __init__(self, template: TemplateParts, name: str) -> None:
        super().__init__(template, name)
        self.fields = Fields()
        self.held: list[str] = []
        self._instructs = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        super().start(element, attributes)
        if element == "fldChar":
            kind = {local(key): value for key, value in attributes.items()}.get("fldCharType", "")
            steps = {"begin": self.fields.begin, "separate": self.fields.result}
            steps.get(kind, self.fields.end)()
        elif element in _INSTRUCTIONS:
            self._instructs = True

    def attribute(self, element: str, key: str, value: str) -> None:
        super().attribute(element, key, value)
        if key == "instr":
            self.fields.said.append(value)
        if "{" in value:
            self.held.append(f"\n{value}\n")

    def end(self, element: str) -> None:
        super().end(element)
        if element in _INSTRUCTIONS:
            self._instructs = False

    def text(self, text: str) -> None:
        super().text(text)
        if self._instructs:
            self.fields.add(text)
        self.held.append(text)
