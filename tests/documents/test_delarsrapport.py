"""The interim report as declared: periods, columns that the headers carry, and what is read."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.documents.reading import table_of
from tests.files.integrity import faults
from xl_asn.case.new_masters import master_of, new_master
from xl_asn.documents.delarsrapport import Delarsrapport
from xl_asn.documents.inputs import follow_up
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.sheets.indicators import IndicatorRow
from xl_asn.documents.sheets.volumes import VolumeRow
from xl_asn.files.reading.markdown import HEADER_ROW, read_markdown
from xl_asn.model.indicators import Unmeasured
from xl_asn.model.periods import Period

SOURCE = Path(__file__).parents[2] / "workbooks" / "exempel" / "2018-04_delarsrapport.md"


def test_a_tertial_is_of_the_year_so_far() -> None:
    april = Period(2018, 1, 4)
    for text in ("jan-apr", "januari–april", "apr", "1-4"):
        assert Delarsrapport.period_of(2018, text) == april
    assert Delarsrapport.period_of(2018, "aug") == Period(2018, 1, 8)
    for text in ("nov", "mar-apr", "helår", "tertial"):
        assert Delarsrapport.period_of(2018, text) is None
    assert Manadsrapport.period_of(2018, "apr") == Period(2018, 4, 4)


@pytest.mark.parametrize(
    ("day", "expected"), [("2018-03-01", "jan-apr"), ("2018-06-01", "jan-aug"),
                          ("2018-11-01", "jan-aug")],
)  # fmt: skip
def test_a_new_report_is_for_the_period_that_is_near(day: str, expected: str) -> None:
    assert Delarsrapport.period_on(date.fromisoformat(day)) == expected
    assert Manadsrapport.period_on(date(2018, 11, 1)) == "nov"


def test_columns_carry_their_years_and_periods_in_the_headers() -> None:
    report = Delarsrapport.read(read_markdown(SOURCE.read_text(encoding="utf-8")))
    survey = table_of(report, IndicatorRow).rows[0]
    fields = [(c.header, getattr(survey, name)) for name, c in survey.of_series("earlier")]
    assert fields == [
        ("Utfall 2015", Unmeasured.NOT_MADE),
        ("Utfall 2016", Decimal("0.77")),
        ("Utfall 2017", Decimal("0.78")),
    ]
    assert (table_of(report, IndicatorRow).strangers, table_of(report, IndicatorRow).missing) == (
        (),
        (),
    )
    volume = table_of(report, VolumeRow).rows[0]
    assert [c.header for _, c in volume.of_series("count")] == [
        "jan–apr 2016", "jan–apr 2017", "jan–apr 2018",
    ]  # fmt: skip
    (measure, *_) = follow_up(report).volumes
    assert [(c.header, c.words) for c in measure.changes] == [
        ("Förändring jan–apr 2017", "jan–apr 2017 / jan–apr 2016 − 1"),
        ("Förändring", "jan–apr 2018 / jan–apr 2017 − 1"),
    ]


def test_years_are_read_in_order_wherever_the_columns_stand() -> None:
    source = """
## Indikatorer

| Utfall 2017 | Indikator | Utfall | utfall  2015 | Utfall 20 |
|-------------|-----------|--------|--------------|-----------|
| 3           | Rutiner   | 4      | 1            | 9         |
"""
    table = table_of(Delarsrapport.read(read_markdown(source)), IndicatorRow)
    (row,) = table
    assert [getattr(row, name) for name, _ in row.of_series("earlier")] == [Decimal(1), Decimal(3)]
    assert table.strangers == ("Utfall 20",)


def test_a_cell_under_a_year_that_cannot_be_read_is_an_issue_with_its_cell() -> None:
    source = """
## Indikatorer

| Indikator | Utfall 2017 | Utfall |
|-----------|-------------|--------|
| Rutiner   | ungefär tre | 4      |
"""
    (issue,) = Delarsrapport.read(read_markdown(source)).issues
    assert (issue.fault, str(issue.cell)) == ("text_in_number", "Indikatorer!B6")
    assert issue.subject == "Utfall 2017 för Rutiner"


def test_a_new_master_has_the_columns_of_its_period_and_is_whole() -> None:
    data = new_master(Delarsrapport, 2026, "jan-aug", macros=True)
    assert data == new_master(Delarsrapport, 2026, "jan-aug", macros=True)
    assert faults(data) == ()
    book = openpyxl.load_workbook(io.BytesIO(data))
    headers = {name: [cell.value for cell in book[name][HEADER_ROW]] for name in book.sheetnames}
    years = [text for text in headers["Indikatorer"] if str(text).startswith("Utfall 2")]
    assert years == ["Utfall 2023", "Utfall 2024", "Utfall 2025"]
    assert headers["Volymer"] == [
        "Mått", "jan–aug 2024", "jan–aug 2025", "jan–aug 2026", "Förändring jan–aug 2025",
        "Förändring",
    ]  # fmt: skip
    lists = {
        str(rule.prompt): str(rule.formula1)
        for rule in book["Start"].data_validations.dataValidation
    }
    assert '"jan-apr,jan-aug"' in lists.values()
    sources = [
        str(rule.formula1)
        for name in book.sheetnames
        for rule in book[name].data_validations.dataValidation
        if rule.type == "list" and str(rule.formula1).startswith("'")
    ]
    assert sources
    assert all(source.split("!")[0].strip("'") in book.sheetnames for source in sources)


def test_numbers_of_a_row_are_shown_by_its_kind_of_measure() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(master_of(Delarsrapport, read_markdown(SOURCE.read_text(encoding="utf-8"))))
    )
    rules = [
        (str(rule.formula[0]), str(rule.dxf.numFmt.formatCode))
        for conditional in book["Indikatorer"].conditional_formatting
        for rule in conditional.rules
        if rule.type == "expression" and rule.dxf is not None and rule.dxf.numFmt is not None
    ]
    assert {formula for formula, _ in rules} == {'$D6="Andel"', '$D6="Belopp"', '$D6="Antal"'}
    assert all("%" in shown for formula, shown in rules if "Andel" in formula)


def test_only_the_parameters_of_the_type_are_on_its_sheet_of_rules() -> None:
    source = master_of(Delarsrapport, read_markdown(SOURCE.read_text(encoding="utf-8")))
    sheet = openpyxl.load_workbook(io.BytesIO(source))["Regler"]
    names = {row[0].value for row in sheet.iter_rows(min_row=HEADER_ROW + 1)}
    assert "Sannolikhet Hög" in names
    assert "Spärr" not in names
