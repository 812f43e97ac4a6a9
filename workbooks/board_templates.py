"""Build the board's templates: ``python -m workbooks.board_templates``.

They are a beginning: a municipality opens them in Word and Excel and gives them its own logo, fonts
and colours. The program keeps whatever they choose, as long as the placeholders, the named cells
and the styles are there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from xl_asn.exports.docx import TEMPLATE
from xl_asn.exports.xlsx import TEMPLATE as BOARD_WORKBOOK
from xl_asn.model.page import FONT, FONT_SIZE
from xl_asn.pages.report_styles import PALETTE

_FOLDER: Final = Path(__file__).parent
_GREEN, _INK, _QUIET = (RGBColor.from_string(c) for c in ("17505B", "1F1F1F", "595959"))
_TEXT_WIDTH: Final = Cm(17)
#: Name, style it is based on, size in points, bold, colour, points before and after.
_STYLES: Final = (
    ("Title", None, 26, True, _GREEN, 0, 8),
    ("Heading 1", None, 17, True, _GREEN, 22, 8),
    ("Heading 2", None, 12.5, True, _GREEN, 14, 4),
    ("Heading 3", None, 11, True, _INK, 10, 3),
    ("Heading 4", None, 10.5, True, _GREEN, 8, 3),
    ("ASN Text", "Normal", 10.5, False, _INK, 0, 6),
    ("ASN Lista", "List Bullet", 10.5, False, _INK, 0, 3),
    ("ASN Lista 2", "List Bullet 2", 10.5, False, _INK, 0, 2),
    ("ASN Tabellrubrik", "Normal", 9, False, _QUIET, 8, 3),
    ("ASN Tabelltext", "Normal", 9.5, None, None, 1, 1),
    ("ASN Fotnot", "Normal", 9, False, _QUIET, 2, 4),
    ("ASN Förklaring", "Normal", 10, False, _INK, 4, 6),
    ("ASN Innehåll", "Normal", 15, True, _GREEN, 18, 6),
    ("toc 1", "Normal", 10.5, True, _INK, 6, 2),
    ("toc 2", "Normal", 10.5, False, _INK, 0, 2),
)
#: Row, named cell, cell style and size in points; the rows above are the municipality's logo.
_COVER: Final = (
    (8, "Titel", "ASN Rubrik", 26),
    (10, "Nämnd", "ASN Text", 13),
    (11, "Förvaltning", "ASN Dämpad", 11),
    (13, "Diarienummer", "ASN Text", 10),
    (14, "Datum", "ASN Text", 10),
    (16, "Utkast", "ASN Röd", 18),
)
_PLAIN: Final = 13
#: What may stand below a shading in a paragraph's properties: Word wants them in this order.
_AFTER_SHADING: Final = (
    "w:tabs",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
)
_TABLE_STYLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ASNTabell">
  <w:name w:val="ASN Tabell"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:bottom w:val="single" w:sz="4" w:color="17505B"/>
    <w:insideH w:val="single" w:sz="4" w:color="C9D3D5"/>
  </w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="17505B"/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="17505B"/></w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="E4EDEE"/><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def main() -> None:
    """Write the templates."""
    _word()
    _excel()


def _excel() -> None:
    workbook = Workbook()
    # What the widths of columns are counted in; there is no public way to say it.
    normal = Font(name=FONT, size=FONT_SIZE)
    workbook._fonts[0] = workbook._named_styles["Normal"].font = normal  # noqa: SLF001
    cover: Any = workbook.active
    cover.title = "Försättsblad"
    for name, (ink, fill) in PALETTE.items():
        style = NamedStyle(name, font=Font(name=FONT, size=9, color=ink))
        if fill is not None:
            style.fill = PatternFill("solid", fgColor=fill)
        workbook.add_named_style(style)
    cover.sheet_view.showGridLines = False
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 4, 80
    for row, name, style, size in _COVER:
        cell = cover.cell(row, 2)
        cell.style = style
        cell.font = Font(name=FONT, size=size, bold=size > _PLAIN, color=cell.font.color)
        cell.fill = PatternFill(None)  # a cell that stays empty has no colour
        cover.row_dimensions[row].height = size * 1.5
        place = f"'{cover.title}'!$B${row}"
        workbook.defined_names[name] = DefinedName(name, attr_text=place)
    cover.page_setup.paperSize, cover.page_setup.orientation = 9, "portrait"
    workbook.properties.title, workbook.properties.language = "Nämndmall", "sv-SE"
    workbook.properties.creator = ""
    workbook.save(_FOLDER / BOARD_WORKBOOK)


def _word() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2)
    _add_styles(document)
    _running(section.header.paragraphs[0], "{{ titel }}", "{{ diarienummer }}  {{ datum }}")
    footer = section.footer.paragraphs[0]
    _running(footer, "{{ namnd }}", "Sida ")
    _field(footer, "PAGE")
    footer.add_run(" av ")
    _field(footer, "NUMPAGES")
    document.add_paragraph("{{ titel }}", style="Title")
    document.add_paragraph("{{ namnd }}", style="ASN Text")
    document.add_paragraph("{{ forvaltning }}", style="ASN Text")
    document.add_paragraph("{{ rapport }}", style="ASN Text")
    document.save(str(_FOLDER / TEMPLATE))


def _add_styles(document: Any) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), "sv-SE")
    defaults.append(language)
    styles["Normal"].font.name = FONT
    for name, base, size, bold, colour, before, after in _STYLES:
        have = {style.name for style in styles}
        style = styles[name] if name in have else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if base is not None:
            style.base_style = styles[base]
        font, spacing = style.font, style.paragraph_format
        font.name, font.size, font.bold = FONT, Pt(size), bold
        if colour is not None:
            font.color.rgb = colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
        spacing.keep_with_next = name.startswith(("Heading", "ASN Tabellrubrik")) or None
    for name in ("ASN Lista", "ASN Lista 2"):  # else no air between items of several lines
        apart = OxmlElement("w:contextualSpacing")
        apart.set(qn("w:val"), "0")
        styles[name].element.get_or_add_pPr().append(apart)
    styles["Heading 4"].font.italic = False
    styles["Header"].paragraph_format.space_after = Pt(10)
    for name in ("toc 1", "toc 2"):
        stops = styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    styles["ASN Förklaring"].font.italic = True
    styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    _fill(styles["ASN Förklaring"], "F2F6F6")
    _rule(styles["Heading 1"], "bottom")
    _rule(styles["Header"], "bottom")
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    styles.element.append(parse_xml(_TABLE_STYLE))


def _rule(style: Any, side: str) -> None:
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="6" w:space="3" '
        'w:color="17505B"/></w:pBdr>'
    )
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", *_AFTER_SHADING)


def _fill(style: Any, colour: str) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    style.element.get_or_add_pPr().insert_element_before(shading, *_AFTER_SHADING)


def _running(paragraph: Any, left: str, right: str) -> None:
    style = paragraph.style
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    style.font.size, style.font.color.rgb, style.font.name = Pt(9), _QUIET, FONT
    paragraph.add_run(f"{left}\t{right}")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no public fields


if __name__ == "__main__":
    main()
