"""Charts in Word, which has pictures, and in Excel, which draws its own cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from tests.exports.board_reports import alternatives, document_of, example, named, of_blocks, panel
from tests.files.integrity import faults
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.documents import documents
from xl_asn.model.page import BarChart, BridgeChart, YearsChart
from xl_asn.pages.report_page import report_page
from xl_asn.report.blocks import Amount, Chart, ChartKind, YearPanel, YearPanels

WITH_YEARS = ("2018-04_delarsrapport", "2020_namndplan")


def panels_of(board_report: BoardReport) -> list[YearPanel]:
    blocks = (block for block in board_report.content if isinstance(block, YearPanels))
    return [panel for block in blocks for panel in block.panels]


@pytest.mark.parametrize("name", WITH_YEARS)
def test_word_has_a_picture_with_its_text_for_each_indicator(name: str) -> None:
    shapes = docx.Document(BytesIO(document_of(name, "docx"))).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert told == list(alternatives(example(name)))
    assert len(told) >= len(panels_of(example(name)))


@pytest.mark.parametrize("name", [*WITH_YEARS, "everything"])
def test_excel_draws_the_cells_of_the_page(name: str) -> None:
    board_report = named(name)
    page = report_page(board_report.blocks)
    values = {(cell.row, cell.column): cell.value for cell in page.cells}
    charts = [chart for chart in page.charts if isinstance(chart, YearsChart)]
    for drawn, chart in zip(panels_of(board_report), charts, strict=True):
        rows = range(chart.first_row, chart.last_row + 1)
        assert [values[row, chart.label_column] for row in rows] == list(drawn.years)
        assert [values[row, chart.value_column] for row in rows] == [
            outcome if isinstance(outcome, str) else outcome.value for outcome in drawn.outcomes
        ]
        for column, target in zip(chart.target_columns, drawn.targets, strict=False):
            assert {values[row, column] for row in rows} == {target.value.value}
        assert chart.alternative == drawn.alternative
        assert not [at for at in page.breaks if chart.at_row <= at < chart.last_row]
        assert chart.axis[0] <= drawn.scale[0] <= drawn.scale[1] <= Decimal(str(chart.axis[1]))


def test_an_axis_has_room_where_every_figure_is_nothing() -> None:
    none = replace(panel(1), outcomes=(Amount(Decimal(0)),), scale=(Decimal(0), Decimal(0)))
    page = report_page(of_blocks([YearPanels("Indikatorer", (none,))]).blocks)
    (chart,) = page.charts
    assert isinstance(chart, YearsChart)
    assert chart.axis[0] == 0 < chart.axis[1]


@pytest.mark.parametrize("name", WITH_YEARS)
def test_excel_has_a_native_chart_for_each_indicator(name: str) -> None:
    data = document_of(name, "xlsx")
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
    bars, steps = report_page(of_blocks(charts).blocks).charts
    assert isinstance(bars, BarChart)
    assert isinstance(steps, BridgeChart)
    assert list(bars.deficits) == [(amount.value or 0) < 0 for amount in charts[0].values]
    assert list(steps.surpluses) == [(amount.value or 0) > 0 for amount in charts[1].values[1:-1]]
    assert {True, False} == set(bars.deficits) == set(steps.surpluses)


def test_each_step_of_the_bridge_begins_where_the_one_before_it_ended() -> None:
    block = bridge_of("2022-11_manadsrapport")
    page = report_page(of_blocks([block]).blocks)
    (chart,) = page.charts
    assert isinstance(chart, BridgeChart)
    values = {(cell.row, cell.column): cell.value for cell in page.cells}
    reached = block.values[0].value
    for row in range(chart.first_row, chart.last_row + 1):
        before, step, after = (
            values[row, column]
            for column in (chart.before_column, chart.value_column, chart.after_column)
        )
        assert (before, isinstance(step, Decimal)) == (reached, True)
        assert isinstance(before, Decimal)
        assert isinstance(step, Decimal)
        assert before + step == after
        reached = before + step
    assert reached == block.values[-1].value
    low, high, _ = chart.axis
    assert low < float(reached or 0) < high <= 0


def test_a_bridge_is_drawn_by_bars_that_cover_each_other() -> None:
    (data,) = documents(of_blocks([bridge_of("2022-11_manadsrapport")]), ["xlsx"]).values()
    assert faults(data) == ()
    with ZipFile(BytesIO(data)) as package:
        (part,) = (package.read(n).decode() for n in package.namelist() if "charts/chart" in n)
    assert '<c:overlap val="100"/>' in part
    assert part.count("<c:ser>") == 3
    assert "<c:v>Före</c:v>" in part


def test_a_bridge_that_passes_zero_has_bars_from_zero() -> None:
    amounts = tuple(Amount(Decimal(n), signed=True) for n in (-100, 300, -50, 150))
    labels = ("Föregående prognos", "A", "B", "Prognos nu")
    block = replace(bridge_of("2022-11_manadsrapport"), labels=labels, values=amounts)
    (chart,) = report_page(of_blocks([block]).blocks).charts
    assert isinstance(chart, BarChart)
    assert chart.deficits == (False, True)


def bridge_of(name: str) -> Chart:
    charts = (block for block in example(name).content if isinstance(block, Chart))
    return next(chart for chart in charts if chart.kind is ChartKind.BRIDGE)
