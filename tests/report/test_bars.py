"""The chart of deviations per activity: its bars are rows of the table, largest deficit first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.exports.board_reports import example
from xl_asn.report.bars import MOST_BARS, Bar, largest
from xl_asn.report.blocks import Amount, Chart, ChartKind, Table


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("2021-02_manadsrapport", "Avvikelse helår"),
        ("2022-11_manadsrapport", "Avvikelse helår"),
        ("2018-04_delarsrapport", "Resultat helår"),
    ],
)
def test_the_bars_are_the_activities_of_the_table_with_the_same_amounts(
    name: str, column: str
) -> None:
    content = example(name).content
    chart = next(b for b in content if isinstance(b, Chart) and b.kind is ChartKind.BARS)
    amounts = {
        cell.cell: cell
        for table in content
        if isinstance(table, Table)
        for row in table.rows
        if not row.group
        for shown, cell in zip(table.columns, row.cells, strict=True)
        if shown.header == column and isinstance(cell, Amount)
    }
    assert len(chart.values) > 5
    assert [amounts[bar.cell].shown for bar in chart.values] == [bar.shown for bar in chart.values]
    values = [bar.value or Decimal(0) for bar in chart.values]
    assert values == sorted(values)
    assert min(values) < 0 < max(values)
    assert all(
        f"{label} {bar.shown}" in chart.alternative
        for label, bar in zip(chart.labels, chart.values, strict=True)
    )


def test_activities_of_the_same_name_are_told_apart_by_their_area() -> None:
    content = example("2018-04_delarsrapport").content
    chart = next(b for b in content if isinstance(b, Chart))
    assert len(set(chart.labels)) == len(chart.labels)
    assert {"Öppna insatser vuxna (IFO Myndighet)", "Öppna insatser vuxna (IFO Kommunal regi)"} <= {
        *chart.labels
    }


def test_of_very_many_bars_the_largest_are_kept() -> None:
    bars = [Bar(str(n), Decimal(n) * (-1) ** n) for n in range(60)]
    kept = largest(bars)
    assert {abs(bar.value) for bar in kept} == set(map(Decimal, range(60 - MOST_BARS, 60)))
    assert largest(bars[:3]) == bars[:3]
