"""Masters: everything on an input sheet follows from the declared columns."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Annotated

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.files.integrity import faults
from xl_asn.case.new_masters import master_of, new_master
from xl_asn.documents.columns import AMOUNT, TEXT, Column
from xl_asn.documents.document import Document
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.activities import ACTIVITIES, ActivityRow
from xl_asn.documents.sheets.parameters import ParameterRow
from xl_asn.documents.start import Start
from xl_asn.files.making.cell_styles import COMPUTED, INPUT
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import Grid
from xl_asn.parameters.known import gate_limit

HEADER_ROW = 5
DEMANDED = [spec for spec in Manadsrapport.sheets if not spec.optional]
REGISTER = """
## Verksamheter

| Blad         | Område | Rad             | Alias | Gäller från | Gäller till | Ersätter   |
|--------------|--------|-----------------|-------|-------------|-------------|------------|
| Nettokostnad |        | Socialpsykiatri |       | 2022-01-01  |             | Psykiatrin |
"""


@pytest.fixture(scope="module")
def master() -> bytes:
    return new_master(Manadsrapport, 2026, "nov")


@pytest.fixture(scope="module")
def book(master: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(master))


def test_the_package_is_whole_and_the_same_each_time(master: bytes) -> None:
    assert faults(master) == ()
    assert new_master(Manadsrapport, 2026, "nov") == master


def test_sheets_stand_in_the_declared_order(book: Workbook) -> None:
    declared = [spec.name for spec in DEMANDED]
    assert book.sheetnames == ["Start", *declared, "Kontroll", "Spårning", "Rapport"]


def test_an_optional_sheet_is_made_only_where_the_content_has_it(master: bytes) -> None:
    built = master_of(Manadsrapport, read_markdown(REGISTER))
    assert faults(built) == ()
    grid, lean = read(built), read(master)
    assert [s.name for s in grid.sheets if lean.sheet(s.name) is None] == ["Verksamheter"]
    (row,) = Manadsrapport.read(grid).rows_of(ActivityRow)
    assert (row.name, row.valid_from, row.replaced) == (
        "Socialpsykiatri", date(2022, 1, 1), ("Psykiatrin",),
    )  # fmt: skip
    linked = {cell.text for cell in grid.sheets[0].cells.values()}
    assert "Verksamheter" in linked
    assert "Verksamheter" not in {cell.text for cell in lean.sheets[0].cells.values()}


def test_a_sheet_of_ones_own_with_an_optional_name_is_no_such_sheet() -> None:
    own = read_markdown("## Verksamheter\n\n| Fråga | Svar |\n|---|---|\n| Vem? | Lisa |\n")
    assert read(master_of(Manadsrapport, own)).sheet("Verksamheter") is None


def test_each_sheet_has_title_help_headers_and_an_excel_table(book: Workbook) -> None:
    for spec in DEMANDED:
        found = book[spec.name]
        assert found["A1"].value == spec.name
        assert str(found["A2"].value).startswith(spec.help)
        headers = [cell.value for cell in found[HEADER_ROW]]
        assert headers == [column.header for column in spec.columns.values()]
        (table,) = found.tables.values()
        assert table.headerRowCount == 1
        assert table.ref.startswith(f"A{HEADER_ROW}:")
        assert str(found.freeze_panes).endswith(str(HEADER_ROW + 1))
        assert found.page_setup.paperSize == 9
        assert found.sheet_properties.pageSetUpPr is not None
        assert found.sheet_properties.pageSetUpPr.fitToPage
        assert found.page_setup.fitToHeight == 0
        assert found.page_setup.fitToWidth in {None, 1}, "one page is what it means when not said"
        assert found.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_input_and_computed_cells_have_different_named_styles(book: Workbook) -> None:
    for spec in DEMANDED:
        for index, column in enumerate(spec.columns.values(), 1):
            cell = book[spec.name].cell(HEADER_ROW + 1, index)
            assert cell.style == (COMPUTED if column.computed else INPUT), (
                spec.name,
                column.header,
            )
            assert cell.number_format == column.shown_format
    assert {INPUT, COMPUTED} <= set(book.named_styles)


def test_every_column_tells_its_help_and_closed_lists_are_lists(book: Workbook) -> None:
    for spec in DEMANDED:
        rules = {
            str(rule.sqref).split(":")[0]: rule
            for rule in book[spec.name].data_validations.dataValidation
        }
        for index, column in enumerate(spec.columns.values(), 1):
            rule = rules[book[spec.name].cell(HEADER_ROW + 1, index).coordinate]
            assert rule.prompt == column.help
            assert rule.promptTitle == column.header
            if column.choices:
                assert rule.type == "list"
                assert str(rule.formula1).strip('"').split(",") == list(column.choices)
            elif column.choices_from:
                assert rule.type == "list"
                assert str(rule.formula1).startswith(f"'{column.choices_from.split('.')[0]}'!")
            elif column.minimum is not None:
                assert rule.type == "decimal"


def test_statuses_get_colour_and_a_symbol_before_the_word(book: Workbook) -> None:
    formats = [
        rule.dxf
        for conditional in book["Enhetsresultat"].conditional_formatting
        for rule in conditional.rules
    ]
    shown = {dxf.numFmt.formatCode for dxf in formats if dxf is not None and dxf.numFmt}
    assert shown == {'"● "@', '"▲ "@', '"■ "@', '"– "@'}


def test_a_gate_is_shown_with_the_decimals_that_decide(book: Workbook) -> None:
    """−1,004 % against a limit of −1 % must not be shown as −1,0 %."""
    rules = [
        rule
        for conditional in book["Målindikatorer"].conditional_formatting
        for rule in conditional.rules
        if "ROUND(C6," in "".join(rule.formula)
    ]
    assert [rule.priority for rule in rules] == sorted(rule.priority for rule in rules)
    shown = [rule.dxf.numFmt.formatCode.partition(";")[0] for rule in rules]
    assert shown == [f"[$-41D]+0.{'0' * decimals}\u00a0%" for decimals in (4, 3, 2)]
    assert f'="{gate_limit("")[:6]}"' in rules[0].formula[0]
    assert "Regler!$A$6:" in rules[0].formula[0]
    assert "(ROUND(C6,3)>=Regler!$C$6:$C$206)<>(C6>=" in rules[-1].formula[0]


def test_start_names_every_value(master: bytes, book: Workbook) -> None:
    grid = read(master)
    for column in Start.declared().values():
        assert column.anchor in grid.names
        assert column.anchor in book.defined_names
    start, issues = Start.from_grid(grid)
    assert issues == ()
    assert (start.year, start.period, start.unit) == (Decimal(2026), "nov", "tkr")
    assert start.document_type == "Månadsrapport"


def test_the_shipped_rules_are_on_the_sheet_with_their_sources(master: bytes) -> None:
    rules = tuple(Manadsrapport.read(read(master)).rows_of(ParameterRow))
    assert {row.name for row in rules} >= {"Metod", "Målnivå", "Spärr", "Spärr Gul från"}
    assert all(row.source and row.valid_from for row in rules)


class ListRow(Row):
    name: Annotated[
        str | None, Column("Namn", TEXT, "Ett namn.", choices_from="Verksamheter.Rad")
    ] = None


class ListDocument(Document):
    title = "Prov"

    sheets = (SheetSpec("Prov", ListRow, help="Ett prov."), ACTIVITIES)


def test_no_list_is_taken_from_a_sheet_that_may_be_lacking() -> None:
    built = openpyxl.load_workbook(io.BytesIO(master_of(ListDocument, Grid(()))))
    rules = built["Prov"].data_validations.dataValidation
    assert [rule.type for rule in rules if rule.prompt == "Ett namn."] == [None]


class PlainRow(Row):
    name: Annotated[str | None, Column("Namn", TEXT, "Ett namn.")] = None
    added: Annotated[Decimal | None, Column("Tillagd", AMOUNT, "En ny kolumn på en rad.")] = None


class PlainDocument(Document):
    title = "Prov"

    sheets = (SheetSpec("Prov", PlainRow, help="Ett prov."),)


def test_a_new_column_is_one_line() -> None:
    built = openpyxl.load_workbook(io.BytesIO(master_of(PlainDocument, Grid(()))))
    assert [cell.value for cell in built["Prov"][HEADER_ROW]] == ["Namn", "Tillagd"]
    prompts = {rule.prompt for rule in built["Prov"].data_validations.dataValidation}
    assert "En ny kolumn på en rad." in prompts
