"""Charts over years in Word, which has pictures, and in Excel, which draws its own cells."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from tests.exports.publications import alternatives, everything, example, of_blocks
from xl_asn.exporting import documents
from xl_asn.exports.publication import Publication
from xl_asn.exports.report_page import report_page
from xl_asn.files.integrity import faults
from xl_asn.model.page import BarChart, YearsChart
from xl_asn.report.blocks import Chart, YearPanel, YearPanels

WITH_YEARS = ("2018-04_delarsrapport", "2020_namndplan")


def panels_of(publication: Publication) -> list[YearPanel]:
    blocks = (block for block in publication.content if isinstance(block, YearPanels))
    return [panel for block in blocks for panel in block.panels]


@pytest.mark.parametrize("name", WITH_YEARS)
def test_word_has_a_picture_with_its_text_for_each_indicator(name: str) -> None:
    (data,) = documents(example(name), ["docx"]).values()
    shapes = docx.Document(BytesIO(data)).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert told == list(alternatives(example(name)))
    assert len(told) >= len(panels_of(example(name)))


@pytest.mark.parametrize("publication", [*map(example, WITH_YEARS), everything()])
def test_excel_draws_the_cells_of_the_page(publication: Publication) -> None:
    page = report_page(publication.blocks)
    values = {(cell.row, cell.column): cell.value for cell in page.cells}
    charts = [chart for chart in page.charts if isinstance(chart, YearsChart)]
    for panel, chart in zip(panels_of(publication), charts, strict=True):
        rows = range(chart.first_row, chart.last_row + 1)
        assert [values[row, chart.label_column] for row in rows] == list(panel.years)
        assert [values[row, chart.value_column] for row in rows] == [
            outcome if isinstance(outcome, str) else outcome.value for outcome in panel.outcomes
        ]
        for column, target in zip(chart.target_columns, panel.targets, strict=False):
            assert {values[row, column] for row in rows} == {target.value.value}
        assert chart.alternative == panel.alternative
        assert not [at for at in page.breaks if chart.at_row <= at < chart.last_row]
        assert chart.axis[0] <= panel.scale[0] <= panel.scale[1] <= Decimal(str(chart.axis[1]))


@pytest.mark.parametrize("name", WITH_YEARS)
def test_excel_has_a_native_chart_for_each_indicator(name: str) -> None:
    (data,) = documents(example(name), ["xlsx"]).values()
    assert faults(data) == ()
    with ZipFile(BytesIO(data)) as package:
        parts = [package.read(part).decode() for part in package.namelist() if "chart" in part]
    columns = [part for part in parts if '<c:barDir val="col"/>' in part]
    panels = panels_of(example(name))
    assert len(columns) == len(panels)
    with_target = [panel for panel in panels if panel.targets]
    assert sum("<c:lineChart>" in part for part in columns) == len(with_target)
    assert all(any(f"<c:v>{t.shown}</c:v>" in part for part in columns)
               for panel in with_target for t in panel.targets)  # fmt: skip


def test_a_deficit_has_its_own_colour_in_excel_as_in_the_pictures() -> None:
    charts = [b for b in example("2022-11_manadsrapport").content if isinstance(b, Chart)]
    page = report_page(of_blocks(charts).blocks)
    for block, drawn in zip(charts, page.charts, strict=True):
        assert isinstance(drawn, BarChart)
        bars = block.values[1:-1] if len(drawn.deficits) < len(block.values) else block.values
        assert list(drawn.deficits) == [(amount.value or 0) < 0 for amount in bars]
        assert {True, False} == set(drawn.deficits)
