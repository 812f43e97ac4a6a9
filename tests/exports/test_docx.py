"""The Word document: every figure, real headings and tables, in the template's own styles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx as word
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.exports.publications import (
    NAMES,
    everything,
    example,
    overview_texts,
    shown_texts,
    with_logo,
)
from xl_asn.exports.board_templates import shipped_template
from xl_asn.exports.docx import TEMPLATE, docx
from xl_asn.exports.publication import UnusableTemplateError
from xl_asn.report.blocks import Chart, Heading


@cache
def made(name: str) -> bytes:
    return docx(example(name))


def opened(data: bytes) -> Any:
    return word.Document(BytesIO(data))


def texts(document: Any) -> Iterator[str]:
    """Yield the text of every paragraph, in tables too, in the order of the document."""
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(
            "\n" if node.tag == qn("w:br") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"))
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_word_figure_and_status_stands_in_order(name: str) -> None:
    found = list(texts(opened(made(name))))
    assert set(overview_texts(example(name))) <= set(found)
    lines = iter(found)
    for shown in shown_texts(example(name)):
        assert any(shown in line for line in lines), shown


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_headings(name: str) -> None:
    wanted = [(b.level, b.text) for b in example(name).content if isinstance(b, Heading)]
    found = [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in opened(made(name)).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert found == wanted


def test_every_table_has_one_header_row_and_no_empty_or_merged_cell() -> None:
    for table in opened(made("2021-02_manadsrapport")).tables:
        header = table.rows[0]._tr.trPr
        assert header.find(qn("w:tblHeader")) is not None
        for cell in table._tbl.iter(qn("w:tc")):
            assert cell.find(qn("w:tcPr")).find(qn("w:gridSpan")) is None
            assert "".join(node.text or "" for node in cell.iter(qn("w:t"))).strip()


def test_pictures_have_the_alternative_text_of_their_numbers() -> None:
    charts = [b for b in example("2022-11_manadsrapport").content if isinstance(b, Chart)]
    shapes = opened(made("2022-11_manadsrapport")).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [c.alternative for c in charts]


def test_language_title_and_running_text() -> None:
    document = opened(made("2022-11_manadsrapport"))
    assert document.core_properties.title == "Månadsrapport november 2022"
    language = next(document.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "sv-SE"
    assert "Månadsrapport november 2022" in document.sections[0].header.paragraphs[0].text
    assert "Innehåll" in [paragraph.text for paragraph in document.paragraphs]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert docx(example("2022-11_manadsrapport")) == made("2022-11_manadsrapport")


def test_nothing_that_an_author_wrote_is_markup() -> None:
    lines = list(texts(opened(docx(everything()))))
    assert sum("{{ rapport }} {% if %} #let" in line for line in lines) > 30


def test_a_draft_says_so_on_every_page() -> None:
    document = opened(docx(example("2022-11_manadsrapport", draft=True)))
    assert document.sections[0].header.paragraphs[0].text == "UTKAST"


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


def without_place(document: Any) -> None:
    paragraph = next(p for p in document.paragraphs if "rapport" in p.text)
    paragraph._p.getparent().remove(paragraph._p)


def protected(document: Any) -> None:
    protection = OxmlElement("w:documentProtection")
    protection.set(qn("w:edit"), "readOnly")
    protection.set(qn("w:enforcement"), "1")
    document.settings.element.append(protection)


def with_macros() -> bytes:
    target = BytesIO(shipped_template(TEMPLATE))
    with ZipFile(target, "a") as package:
        package.writestr("word/vbaProject.bin", b"")
    return target.getvalue()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (with_text("{{ tittel }}"), "{{ tittel }} i mallen är okänd"),
        (with_text("{{ titel"), "felskriven"),
        (with_text("{{ rapport.x() }} {% for %}"), "felskriven"),
        (edited(without_style), "saknar formatmallarna ASN Fotnot"),
        (edited(without_place), "saknar {{ rapport }}"),
        (with_macros(), "innehåller makron"),
        (edited(protected), "Mallen är skyddad"),
        (with_logo(shipped_template(TEMPLATE), "word/media/logo.png"), "Bilden logo.png i mallen"),
        (b"PK nonsense", "inget Word-dokument"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_why(template: bytes, said: str) -> None:
    with pytest.raises(UnusableTemplateError, match=said.replace("{", r"\{").replace("}", r"\}")):
        docx(replace(example("2022-11_manadsrapport"), template=template))


def test_a_municipality_keeps_its_own_looks() -> None:
    def change(document: Any) -> None:
        document.styles["Heading 1"].font.name = "Georgia"

    own = replace(example("2022-11_manadsrapport"), template=edited(change))
    assert opened(docx(own)).styles["Heading 1"].font.name == "Georgia"
