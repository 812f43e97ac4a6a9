"""The Word document: every figure, real headings and tables, in the template's own styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx as word
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from tests.exports.board_reports import (
    COMMENT,
    LONG_NAME,
    NAMES,
    TITLE,
    document_of,
    example,
    extreme,
    overview_texts,
    shown_texts,
    with_logo,
)
from xl_asn.exports.board_report import BoardReport, UnusableTemplateError
from xl_asn.exports.board_templates import shipped_template
from xl_asn.exports.docx import TEMPLATE, docx
from xl_asn.exports.docx_blocks import by_group
from xl_asn.report.blocks import (
    NOTHING,
    Block,
    BulletList,
    CellValue,
    Chart,
    Heading,
    Overview,
    Paragraph,
    Strip,
    Table,
    YearPanels,
)

#: What Word counts widths in.
_TWIP = 635


def opened(data: bytes) -> Any:
    return word.Document(BytesIO(data))


@cache
def written(name: str) -> Any:
    """Return the document of a report, as python-docx reads it; nobody changes it."""
    return opened(document_of(name, "docx"))


def texts(document: Any) -> Iterator[str]:
    """Yield the text of every paragraph, in tables too, in the order of the document."""
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(
            "\n" if node.tag == qn("w:br") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"))
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_word_figure_and_status_stands_in_order(name: str) -> None:
    found = list(texts(written(name)))
    assert set(overview_texts(example(name))) <= set(found)
    text, place = "\n".join(found), 0
    for shown in shown_texts(example(name)):  # a bullet's lead and its text stand in one paragraph
        place = text.find(shown, place)
        assert place >= 0, shown
        place += len(shown)


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_headings(name: str) -> None:
    wanted = [(b.level, b.text) for b in example(name).content if isinstance(b, Heading)]
    found = [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in written(name).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert found == wanted


def shown(cell: CellValue) -> str:
    return (cell if isinstance(cell, str) else cell.shown) or NOTHING


def grids(blocks: Iterable[Block]) -> Iterator[list[list[str]]]:
    """Yield what every table of a document must hold, cell by cell, the header first."""
    for block in blocks:
        match block:
            case Overview():
                goals = [[goal.name, goal.assessment.shown] for goal in block.goals]
                yield [["Mål", "Bedömning"], *goals]
            case Strip():
                names = [f"{month.name}{month.mark}" for month in block.months]
                yield [names, [month.shown for month in block.months]]
            case Table():
                header = [column.header for column in block.columns]
                for part in by_group(block):
                    yield [header, *([shown(cell) for cell in row.cells] for row in part.rows)]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_every_table_is_what_the_calculation_says(name: str) -> None:
    found = [
        [["".join(texts_of(cell)) for cell in row.cells] for row in table.rows]
        for table in written(name).tables
    ]
    assert found == list(grids(example(name).content))


def texts_of(cell: Any) -> Iterator[str]:
    for node in cell._tc.iter(qn("w:t"), qn("w:br")):
        yield "\n" if node.tag == qn("w:br") else node.text or ""


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_one_header_row_and_no_empty_or_merged_cell(name: str) -> None:
    for table in written(name).tables:
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(repeated) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        for cell in table._tbl.iter(qn("w:tc")):
            assert cell.find(qn("w:tcPr")).find(qn("w:gridSpan")) is None
            assert "".join(node.text or "" for node in cell.iter(qn("w:t"))).strip()


@pytest.mark.parametrize("name", NAMES)
def test_columns_fill_the_width_and_hold_their_words(name: str) -> None:
    document = written(name)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        widths = [column.width for column in table.columns]
        assert abs(room - sum(widths)) <= _TWIP * len(widths)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                for run in cell.paragraphs[0].runs:
                    size = (run.font.size or Pt(9.5)).pt
                    parts = [node.text for node in run._r.iter(qn("w:t"))]  # apart at joints
                    text = re.sub(r"(?<=[●▲■–]) ", "_", "-".join(filter(None, parts)))
                    longest = max(map(len, re.split(r"[ \n-]", text)))
                    assert longest > 24 or longest * size * 0.45 <= Length(width).pt, text


def test_a_row_stays_on_a_page_and_no_line_is_empty() -> None:
    document = written("2018-04_delarsrapport")
    rows = [row for table in document.tables for row in table.rows]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    pictures = {shape._inline.getparent() for shape in document.inline_shapes}
    assert pictures
    for paragraph in document.paragraphs:
        assert paragraph.text or pictures & {*paragraph._p.iter(qn("w:drawing"))}


def test_word_can_give_the_contents_their_page_numbers() -> None:
    document = written("2022-11_manadsrapport")
    (code,) = [n.text for n in document.element.body.iter(qn("w:instrText"))]
    assert code.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"]
    marks = {n.get(qn("w:name")) for n in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [n.get(qn("w:anchor")) for n in document.element.body.iter(qn("w:hyperlink"))]
    assert len(links) == len(set(links)) > 10
    assert set(links) <= marks


@pytest.mark.parametrize("name", NAMES)
def test_pictures_have_the_alternative_text_of_their_numbers(name: str) -> None:
    alternatives: list[str] = []
    for block in example(name).content:
        match block:
            case Chart():
                alternatives.append(block.alternative)
            case YearPanels():
                alternatives += (panel.alternative for panel in block.panels)
    shapes = written(name).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == alternatives


def test_language_title_and_running_text() -> None:
    document = written("2022-11_manadsrapport")
    assert document.core_properties.title == "Månadsrapport november 2022"
    language = next(document.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "sv-SE"
    assert "Månadsrapport november 2022" in document.sections[0].header.paragraphs[0].text
    assert "Innehåll" in [paragraph.text for paragraph in document.paragraphs]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert docx(example("2022-11_manadsrapport")) == document_of("2022-11_manadsrapport", "docx")


def test_the_running_header_has_diary_number_and_date() -> None:
    title = replace(TITLE, dated=date(2022, 12, 6))
    blocks = (title, Heading(1, "1 Avsnitt"))
    header = opened(docx(BoardReport(blocks))).sections[0].header
    assert header.paragraphs[0].text == "Månadsrapport november 2022\t2022/17  2022-12-06"


def test_nothing_that_an_author_wrote_is_markup() -> None:
    lines = list(texts(written("everything")))
    assert sum("{{ rapport }} {% if %} #let" in line for line in lines) > 30


def test_forty_goals_and_sixty_units_and_a_long_comment_are_whole() -> None:
    found = list(texts(written("extrem")))
    lines = iter(found)
    for shown in shown_texts(extreme()):
        assert any(shown in line for line in lines), shown
    assert set(overview_texts(extreme())) <= set(found)
    assert {LONG_NAME, *COMMENT.split("<br>")} <= set(found)
    assert found.count("Enhet 59") == 1


def test_a_section_without_data_leaves_no_heading_and_no_empty_table() -> None:
    found = [block.text for block in extreme().content if isinstance(block, Heading)]
    assert not [text for text in found if "händelser" in text or "årshjul" in text]
    blocks = (TITLE, Heading(1, "1 Avsnitt"), BulletList(()), Paragraph("Inget att redovisa."))
    document = opened(docx(BoardReport(blocks)))
    assert [p.text for p in document.paragraphs][-2:] == ["1 Avsnitt", "Inget att redovisa."]


def test_a_draft_says_so_on_every_page() -> None:
    document = opened(docx(example("2022-11_manadsrapport", draft=True)))
    assert document.sections[0].header.paragraphs[0].text == "UTKAST"


def test_a_draft_says_so_in_every_header_of_the_template() -> None:
    def change(document: Any) -> None:
        document.sections[0].different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        document.add_section()

    own = replace(example("2022-11_manadsrapport", draft=True), template=edited(change))
    with ZipFile(BytesIO(docx(own))) as package:
        headers = [package.read(n) for n in package.namelist() if n.startswith("word/header")]
    assert [header.count(b"UTKAST") for header in headers] == [1, 1, 1]


def edited(change: Callable[[Any], None]) -> bytes:
    """Return the shipped template with a change that a municipality might make."""
    document, target = opened(shipped_template(TEMPLATE)), BytesIO()
    change(document)
    document.save(target)
    return target.getvalue()


def with_text(text: str) -> bytes:
    return edited(lambda document: document.add_paragraph(text))


def without_style(document: Any) -> None:
    styles = document.styles
    styles.element.remove(styles["ASN Fotnot"].element)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def without_place(document: Any) -> None:
    paragraph = next(p for p in document.paragraphs if "rapport" in p.text)
    paragraph._p.getparent().remove(paragraph._p)


def protected(document: Any) -> None:
    protection = OxmlElement("w:documentProtection")
    protection.set(qn("w:edit"), "readOnly")
    protection.set(qn("w:enforcement"), "1")
    document.settings.element.append(protection)


def in_a_table(document: Any) -> None:
    without_place(document)
    document.add_table(1, 1).cell(0, 0).text = "{{ rapport }}"


def in_the_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].add_run("{{ tittel }}")


def in_the_properties(document: Any) -> None:
    document.core_properties.title = "{{ titel.__class__ }}"


def fetching(*instruction: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        paragraph = document.sections[0].footer.paragraphs[0]
        begin = OxmlElement("w:fldChar")
        begin.set(qn("w:fldCharType"), "begin")
        paragraph.add_run()._r.append(begin)
        for part in instruction:
            text = OxmlElement("w:instrText")
            text.text = part
            paragraph.add_run()._r.append(text)

    return change


def related(kind: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document.part.relate_to("https://annan.se/x", f"{_OFFICE}/{kind}", is_external=True)

    return change


def test_a_link_may_be_pressed_and_an_attached_template_is_let_go() -> None:
    def change(document: Any) -> None:
        related("hyperlink")(document)
        key = document.part._settings_part.relate_to(
            "file:///server/Kommun.dotm", f"{_OFFICE}/attachedTemplate", is_external=True
        )
        attached = OxmlElement("w:attachedTemplate")
        attached.set(qn("r:id"), key)
        document.settings.element.insert(0, attached)

    made = docx(replace(example("2022-11_manadsrapport"), template=edited(change)))
    with ZipFile(BytesIO(made)) as package:
        everything = b"".join(map(package.read, package.namelist()))
    assert b"annan.se" in everything
    assert b"attachedTemplate" not in everything
    assert b"Kommun.dotm" not in everything


def with_macros() -> bytes:
    target = BytesIO(shipped_template(TEMPLATE))
    with ZipFile(target, "a") as package:
        package.writestr("word/vbaProject.bin", b"")
    return target.getvalue()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (with_text("{{ tittel }}"), "{{ tittel }} i mallen är okänd"),
        (with_text("{{ lipsum }}"), "{{ lipsum }} i mallen är okänd"),
        (with_text("{{ range }} {{ cycler }}"), "{{ cycler }}, {{ range }} i mallen är okänd"),
        (
            edited(fetching("DDE", "AUTO c:\\\\cmd")),
            "Mallen har fältet DDEAUTO i en sidfot",
        ),
        (edited(fetching(" include", "text ", "x.docx")), "fältet INCLUDETEXT"),
        (edited(related("image")), "en länkad bild (https://annan.se/x) i brödtexten"),
        (edited(related("oleObject")), "länkat objekt (https://annan.se/x)"),
        (edited(related("aFChunk")), "(altChunk) (https://annan.se/x)"),
        (with_text("{{ titel"), "felskriven"),
        (with_text("{{ rapport.x() }} {% for %}"), "felskriven"),
        (with_text("{{ titel.__class__ }}"), "mer än ett namn"),
        (with_text("{{ titel.upper() }}"), "mer än ett namn"),
        (with_text("{% for n in range(1000000000) %}{% endfor %}"), "mer än ett namn"),
        (edited(in_the_properties), "mer än ett namn"),
        (edited(in_the_header), "{{ tittel }} i mallen är okänd"),
        (with_text("{{ rapport }}"), "flera gånger"),
        (edited(in_a_table), "mitt i en text eller i en tabell"),
        (shipped_template("namndmall.xlsx"), "inget Word-dokument"),
        (b"", "inget Word-dokument"),
        (edited(without_style), "saknar formatmallarna ASN Fotnot"),
        (edited(without_place), "saknar {{ rapport }}"),
        (with_macros(), "innehåller makron"),
        (edited(protected), "Mallen är skyddad"),
        (with_logo(shipped_template(TEMPLATE), "word/media/logo.png"), "Bilden logo.png i mallen"),
        (b"PK nonsense", "inget Word-dokument"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_why(template: bytes, said: str) -> None:
    with pytest.raises(UnusableTemplateError, match=re.escape(said)):
        docx(replace(example("2022-11_manadsrapport"), template=template))


def test_a_municipality_keeps_its_own_looks() -> None:
    def change(document: Any) -> None:
        document.styles["Heading 1"].font.name = "Georgia"

    own = replace(example("2022-11_manadsrapport"), template=edited(change))
    assert opened(docx(own)).styles["Heading 1"].font.name == "Georgia"
