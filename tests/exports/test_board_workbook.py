"""The board's workbook: the template's own styles and sheets, every figure a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection

from tests.exports.board_reports import NAMES, document_of, example, with_logo
from tests.files.integrity import faults
from xl_asn.exports.board_report import BoardReport, UnusableTemplateError
from xl_asn.exports.board_templates import shipped_template
from xl_asn.exports.xlsx import TEMPLATE, xlsx_files
from xl_asn.report.blocks import Amount, Table


def made(board_report: BoardReport) -> bytes:
    return xlsx_files(board_report)[".xlsx"]


@cache
def workbook(name: str) -> Any:
    return load_workbook(BytesIO(document_of(name, "xlsx")))


@pytest.mark.parametrize("name", NAMES)
def test_every_amount_is_a_number_on_the_report_sheet(name: str) -> None:
    cells = [c.value for row in workbook(name)["Rapport"].iter_rows() for c in row]
    found = {float(value) for value in cells if isinstance(value, int | float)}
    for block in example(name).content:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if isinstance(cell, Amount) and cell.value is not None:
                        assert float(cell.value) in found


def test_the_cover_is_filled_in_and_a_draft_says_so() -> None:
    cover = workbook("2022-11_manadsrapport")["Försättsblad"]
    shown = [cell.value for row in cover.iter_rows() for cell in row if cell.value]
    assert shown[:2] == ["Månadsrapport november 2022", "Arbetsmarknads- och socialnämnden"]
    assert "UTKAST" not in shown
    colours = {cell.fill.fill_type for row in cover.iter_rows() for cell in row if not cell.value}
    assert colours == {None}
    draft = load_workbook(BytesIO(made(example("2022-11_manadsrapport", draft=True))))
    assert draft["Försättsblad"]["B16"].value == "UTKAST"
    assert "UTKAST" in [cell.value for cell in draft["Rapport"][1]]


def test_the_package_is_whole_and_holds_no_macro_and_no_formula() -> None:
    data = document_of("everything", "xlsx")
    assert not faults(data)
    with ZipFile(BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "vba" in name.casefold()]
    sheet = load_workbook(BytesIO(data))["Rapport"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def edited(change: Callable[[Any], None]) -> bytes:
    """Return the shipped template with a change that a municipality might make."""
    template, target = load_workbook(BytesIO(shipped_template(TEMPLATE))), BytesIO()
    change(template)
    template.save(target)
    return target.getvalue()


def own_looks(template: Any) -> None:
    for style in template._named_styles:
        if style.name == "ASN Rubrik":
            style.font = Font(name="Georgia", size=10, color=Color(theme=4, tint=-0.25))
    template["Försättsblad"]["B2"] = "Kommunens egen text"


def test_a_municipality_keeps_its_own_looks_and_words() -> None:
    own = replace(example("2022-11_manadsrapport"), template=edited(own_looks))
    written = load_workbook(BytesIO(made(own)))
    assert written["Försättsblad"]["B2"].value == "Kommunens egen text"
    heading = next(
        cell
        for row in written["Rapport"].iter_rows()
        for cell in row
        if cell.value == "1 Viktiga händelser i november"
    )
    assert (heading.font.name, heading.font.color.rgb) == ("Georgia", "FF376092")


@pytest.mark.parametrize(("font", "wider"), [("Calibri", 1), ("VERDANA", 1.2), ("Egen Sans", 1.2)])
def test_a_wider_font_is_set_smaller_and_fits_where_the_other_did(font: str, wider: float) -> None:
    def in_font(template: Any) -> None:
        for style in template._named_styles:
            if style.name.startswith("ASN"):
                style.font = Font(name=font, size=10, color=style.font.color)

    shipped = workbook("2022-11_manadsrapport")["Rapport"]
    own = replace(example("2022-11_manadsrapport"), template=edited(in_font))
    written = load_workbook(BytesIO(made(own)))["Rapport"]
    told = [cell for row in shipped.iter_rows() for cell in row if cell.value is not None]
    for cell in told:
        beside = written[cell.coordinate]
        assert beside.font.name == font
        assert cell.font.size * 0.95 < beside.font.size * wider <= cell.font.size


def without_style(template: Any) -> None:
    next(style for style in template._named_styles if style.name == "ASN Gul").name = "Min gula"


def unknown_name(template: Any) -> None:
    place = "'Försättsblad'!$B$20"
    template.defined_names["Tittel"] = DefinedName("Tittel", attr_text=place)


def name_of_a_merged_cell(template: Any) -> None:
    template["Försättsblad"].merge_cells("B8:E8")
    template.defined_names["Titel"] = DefinedName("Titel", attr_text="'Försättsblad'!$B$8:$E$8")


def names_of_its_own(template: Any) -> None:
    for name, meaning in {"Lista": "'Försättsblad'!$B$30:$B$40", "Moms": "0.25"}.items():
        template.defined_names[name] = DefinedName(name, attr_text=meaning)
    template["Försättsblad"].print_area = "A1:C30"


@pytest.mark.parametrize("change", [name_of_a_merged_cell, names_of_its_own])
def test_a_template_may_merge_its_cells_and_have_names_of_its_own(
    change: Callable[[Any], None],
) -> None:
    own = replace(example("2022-11_manadsrapport"), template=edited(change))
    assert load_workbook(BytesIO(made(own)))["Försättsblad"]["B8"].value == own.title.text


def name_that_leads_nowhere(template: Any) -> None:
    template.defined_names["Titel"] = DefinedName("Titel", attr_text="#REF!")


def covered_cell(template: Any) -> None:
    template["Försättsblad"].merge_cells("A8:E8")


def protected(template: Any) -> None:
    template.security = WorkbookProtection(lockStructure=True)


def with_macros() -> bytes:
    target = BytesIO(shipped_template(TEMPLATE))
    with ZipFile(target, "a") as package:
        package.writestr("xl/vbaProject.bin", b"")
    return target.getvalue()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (edited(without_style), "saknar cellformaten ASN Gul"),
        (edited(unknown_name), "Tittel i mallen är okänd"),
        (edited(name_that_leads_nowhere), "Namnet Titel i mallen leder inte till någon cell"),
        (edited(covered_cell), "B8 går inte att skriva i"),
        (edited(protected), "är skyddad"),
        (with_logo(shipped_template(TEMPLATE), "xl/media/logo.jpeg"), "Bilden logo.jpeg i mallen"),
        (with_macros(), "innehåller makron"),
        (b"PK nonsense", "går inte att läsa"),
        (b"", "går inte att läsa"),
        (shipped_template("namndmall.docx"), "går inte att läsa"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_why(template: bytes, said: str) -> None:
    with pytest.raises(UnusableTemplateError, match=said):
        made(replace(example("2022-11_manadsrapport"), template=template))
