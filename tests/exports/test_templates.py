"""A stranger's template is filled in with nothing foreign in what comes of it, or refused."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.attack.excel_templates import EXCEL
from tests.attack.foreign import foreign
from tests.attack.word_templates import WORD, Template
from tests.exports.board_reports import TITLE
from xl_asn.exports import docx, xlsx
from xl_asn.exports.board_report import BoardReport, UnusableTemplateError
from xl_asn.exports.board_templates import shipped_template
from xl_asn.exports.documents import files_of
from xl_asn.exports.docx_outside import remarks
from xl_asn.report.blocks import Heading, Paragraph

_REPORT = BoardReport((TITLE, Heading(1, "1 Avsnitt"), Paragraph("Inget att redovisa.")))


def _parts(name: str) -> dict[str, bytes]:
    with ZipFile(BytesIO(shipped_template(name))) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def _made(data: bytes, kind: str) -> bytes:
    return files_of(replace(_REPORT, template=data), kind)[f".{kind}"]


def _hold(template: Template, data: bytes, kind: str) -> bytes:
    """Hold a template to what shall come of it, and return what does."""
    if not template.refused:
        made = _made(data, kind)
        assert [*foreign(made)] == []
        return made
    with pytest.raises(UnusableTemplateError, match=template.refused) as told:
        _made(data, kind)
    said = str(told.value)
    assert said.isprintable()
    assert len(said) < 600
    assert re.fullmatch(r"[A-ZÅÄÖ].*\.", said)
    return b""


@pytest.mark.parametrize("template", WORD.values(), ids=WORD.keys())
def test_a_word_template(template: Template) -> None:
    data = template.make(_parts(docx.TEMPLATE))
    made = _hold(template, data, "docx")
    if made:
        said = " ".join(remarks(data))
        assert re.search(template.told, said) if template.told else said == ""
        with ZipFile(BytesIO(made)) as archive:
            assert b"{{ titel" not in archive.read("word/document.xml")


@pytest.mark.parametrize("template", EXCEL.values(), ids=EXCEL.keys())
def test_an_excel_template(template: Template) -> None:
    _hold(template, template.make(_parts(xlsx.TEMPLATE)), "xlsx")


@pytest.mark.parametrize(
    "name",
    ["fält-dde", "fält-delat", "fält-enkelt", "infogat-utifrån", "bild-länkad", "bild-vml-href",
     "objekt-inbäddat", "länk-fil", "makron", "docm", "mallens-mall-webb"],
)  # fmt: skip
def test_what_is_foreign_is_seen_in_the_template_itself(name: str) -> None:
    assert [*foreign(WORD[name].make(_parts(docx.TEMPLATE)))]


@pytest.mark.parametrize(
    "name",
    ["excel-dde", "excel-länk-ut", "excel-formel-webservice", "excel-formel-dde", "excel-lista",
     "excel-formel-länk-fil", "excel-namn-webservice", "excel-makron"],
)  # fmt: skip
def test_what_is_foreign_is_seen_in_the_workbook_itself(name: str) -> None:
    assert [*foreign(EXCEL[name].make(_parts(xlsx.TEMPLATE)))]


def test_the_templates_are_many() -> None:
    assert sum(bool(template.refused or template.told) for template in WORD.values()) > 150
    assert sum(bool(template.refused) for template in EXCEL.values()) > 31
