"""The report as a Word document: the board's template filled in with the report's blocks.

The template says how everything looks: its placeholders are filled in by docxtpl, and the blocks
stand where ``{{ rapport }}`` stands, in the template's own styles.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from xl_asn.exports.board_report import BoardReport, UnusableTemplateError
from xl_asn.exports.board_templates import check_pictures, shipped_template
from xl_asn.exports.docx_blocks import STYLES, Writer
from xl_asn.exports.docx_outside import LET_GO, LET_GO_ELEMENTS, examined
from xl_asn.exports.docx_placeholders import CONTENT, check_placeholders, filled_in
from xl_asn.report.blocks import Title

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from docx.text.paragraph import Paragraph as WordParagraph
    from docxtpl import DocxTemplate

TEMPLATE: Final = "namndmall.docx"
#: The same report gives the same bytes, whenever it is written.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_DRAFT: Final = "UTKAST"
_DRAFT_SIZE: Final = 14
_DRAFT_INK: Final = "76131F"


def docx_files(board_report: BoardReport) -> Mapping[str, bytes]:
    """Return the report's one file."""
    return {".docx": docx(board_report)}


def docx(board_report: BoardReport) -> bytes:
    """Return a report as a Word document.

    Raises:
        UnusableTemplateError: when the template is no Word document, fetches or runs anything, is
            protected, lacks a style or the report's place, or has a placeholder that nobody knows
            or a logo that is no picture.
    """
    source = board_report.template
    if source is None:
        source = shipped_template(TEMPLATE)
    check_placeholders(examined(source))
    check_pictures(source)
    template = _opened(source)
    _let_go(template.get_docx())
    if board_report.draft:
        _mark_draft(template.get_docx())
    filled_in(template, _values(board_report.title))
    document = template.docx
    _check_styles(document)
    writer = Writer(document, _place(document))
    writer.write(board_report.content, contents=not board_report.plain)
    _describe(document, board_report.title)
    return _saved(document)


#: What ``{{ rapport }}`` becomes until the blocks take its place; no author writes it.
_MARKER: Final = "\u2063rapport\u2063"


def _place(document: Document) -> WordParagraph:
    """Return the one paragraph that the report stands in place of.

    Raises:
        UnusableTemplateError: when it holds more, stands in a table, or is one of several.
    """
    from docx.oxml.ns import qn

    found = [p for p in document.paragraphs if p.text.strip() == _MARKER]
    everywhere = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    if not found or everywhere.count(_MARKER) > 1:
        how = "flera gånger" if found else "mitt i en text eller i en tabell"
        message = f"Mallen har {{{{ rapport }}}} {how}. Ställ den ensam i ett eget stycke, en gång."
        raise UnusableTemplateError(message)
    return found[0]


def _values(title: Title) -> dict[str, str]:
    return {
        "titel": title.text,
        "dokument": title.document,
        "period": title.period,
        "namnd": title.board,
        "forvaltning": title.administration,
        "datum": title.dated.isoformat() if title.dated else "",
        "diarienummer": title.reference,
        CONTENT: _MARKER,
    }


def _opened(data: bytes) -> DocxTemplate:
    import docx as word
    from docxtpl import DocxTemplate

    try:
        opened = word.Document(BytesIO(data))
    except (BadZipFile, KeyError, SyntaxError, ValueError) as error:  # lxml's faults are of syntax
        message = "Mallen är inget Word-dokument. Spara den i Word som .docx och försök igen."
        raise UnusableTemplateError(message) from error
    if _is_protected(opened):
        message = (
            "Mallen är skyddad. Ta bort skyddet i Word (Granska, Begränsa redigering) och spara."
        )
        raise UnusableTemplateError(message)
    return DocxTemplate(BytesIO(data))


def _let_go(document: Document) -> None:
    """Take away the links that a document is whole without, with the elements that hold them."""
    parts = [*document.part.package.iter_parts()]
    for part in parts:
        let_go = [k for k, link in part.rels.items() if link.reltype.rpartition("/")[2] in LET_GO]
        for key in let_go:
            del part.rels[key]
        if let_go:
            _take_out(part, LET_GO_ELEMENTS)
            for about in parts:  # tells the name of the template's own template once more
                if about.content_type.endswith("extended-properties+xml"):
                    _take_out(about, ("Template",))


def _take_out(part: Part, names: Collection[str]) -> None:
    """Take the elements of some names out of a part, also of one that is kept as bytes."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml.parser import parse_xml

    known = getattr(part, "element", None)
    root: Any = parse_xml(part.blob) if known is None else known
    for element in [one for one in root.iterdescendants("{*}*") if _name(one) in names]:
        element.getparent().remove(element)
    if known is None:
        part._blob = serialize_part_xml(root)  # noqa: SLF001 - no public way


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_protected(document: Document) -> bool:
    """Return whether Word would let nobody write in the document; a mere setting does not."""
    from docx.oxml.ns import qn

    found = document.settings.element.find(qn("w:documentProtection"))
    return found is not None and found.get(qn("w:enforcement")) in {"1", "true", "on"}


def _check_styles(document: Document) -> None:
    have = {style.name for style in document.styles}
    if lacking := [name for name in STYLES if name not in have]:
        message = (
            f"Mallen saknar formatmallarna {', '.join(lacking)}. "
            f"Utgå från {TEMPLATE}, som har alla som behövs."
        )
        raise UnusableTemplateError(message)


def _mark_draft(document: Document) -> None:
    """Mark every page; docxtpl takes the running texts out of reach when it has filled them in."""
    from docx.shared import Pt, RGBColor

    for header in _headers(document):
        run = header.paragraphs[0].insert_paragraph_before().add_run(_DRAFT)
        run.bold, run.font.size = True, Pt(_DRAFT_SIZE)
        run.font.color.rgb = RGBColor.from_string(_DRAFT_INK)


def _headers(document: Document) -> Iterator[Any]:
    """Yield every header that a page may have, each once: a section may go on with the last's."""
    for number, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        yield from (h for h in headers if not (number and h.is_linked_to_previous))


def _describe(document: Document, title: Title) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = title.text, title.board, "sv-SE"
    properties.subject = title.period


def _saved(document: Document) -> bytes:
    """Return the document's bytes, with the parts in order and no clock in them."""
    written, steady = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(steady, "w") as target:
        for part in _in_order(source.infolist()):
            entry = ZipInfo(part.filename, _EPOCH)
            entry.compress_type = part.compress_type
            entry.external_attr = part.external_attr
            entry.create_system = 3  # zipfile writes the platform's, and Windows is not Linux
            target.writestr(entry, source.read(part))
    return steady.getvalue()


def _in_order(parts: Iterable[ZipInfo]) -> list[Any]:
    """Return the parts with the list of content types first, as Word writes them."""
    return sorted(parts, key=lambda part: (part.filename != "[Content_Types].xml", part.filename))
