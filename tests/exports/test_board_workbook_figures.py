"""The sheet Rapport read back: every word, figure and status is what the calculation says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import accumulate
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.exports.board_reports import COMMENT, LONG_NAME, NAMES, document_of, named
from tests.files.integrity import faults
from xl_asn.model.money import rounded
from xl_asn.model.number_formats import amount_format, share_format
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    BulletList,
    Callout,
    CellValue,
    Chart,
    ChartKind,
    Count,
    Footnote,
    Heading,
    Overview,
    Paragraph,
    Share,
    Strip,
    Table,
    YearPanels,
)

PUBLICATIONS = (*NAMES, "extrem")


@cache
def report_sheet(name: str) -> Any:
    return load_workbook(BytesIO(document_of(name, "xlsx")))["Rapport"]


@cache
def rows(name: str) -> list[list[Any]]:
    """Return what stands on the sheet, row by row, without cells and rows where nothing does."""
    held = [
        [cell for cell in row if cell.value is not None] for row in report_sheet(name).iter_rows()
    ]
    return [row for row in held if row]


def packed(text: str) -> str:
    return "".join(text.replace("-\n", "").split())


def figure(cell: CellValue) -> tuple[Decimal | str, str | None]:
    """Return what a cell must hold and the format it must have: a number that is one, or text."""
    match cell:
        case Amount(value=Decimal() as value, decimals=decimals, signed=signed):
            shown = value if rounded(value, decimals) else Decimal(0)
            return shown, amount_format(decimals, signed=signed)
        case Share(value=Decimal() as value, decimals=decimals, signed=signed, counts=None):
            shown = value if rounded(value, decimals + 2) else Decimal(0)
            return shown, share_format(decimals, signed=signed)
        case Count(value=Decimal() as value):
            return value, "0"
        case str():
            return cell or NOTHING, None
        case _:
            return cell.shown, None


def is_row(found: list[Any], wanted: tuple[CellValue, ...]) -> bool:
    """Whether a row of the sheet is a row of a table; a long text goes on below."""
    if len(found) != len(wanted):
        return False
    for cell, value in zip(found, wanted, strict=True):
        expected, number_format = figure(value)
        if isinstance(expected, str):
            if not (
                isinstance(cell.value, str) and packed(expected).startswith(packed(cell.value))
            ):
                return False
        elif not (
            isinstance(cell.value, int | float)
            and float(expected) == pytest.approx(cell.value, rel=1e-12, abs=1e-12)
            and cell.number_format == number_format
        ):
            return False
    return True


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_every_row_of_every_table_stands_in_order_whole(name: str) -> None:
    sheet = iter(rows(name))
    count = 0
    for block in named(name).content:
        if not isinstance(block, Table):
            continue
        header = [packed(column.header) for column in block.columns]
        assert any([packed(str(c.value)) for c in row] == header for row in sheet), block.caption
        for row in block.rows:
            if row.group:
                assert any([c.value for c in found] == [*row.cells] for found in sheet), row
            else:
                assert any(is_row(found, row.cells) for found in sheet), row
                count += 1
    assert count > 50


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_overviews_strips_and_charts_hold_the_same(name: str) -> None:
    sheet = [[cell.value for cell in row] for row in rows(name)]
    for block in named(name).content:
        match block:
            case Overview():
                for first in range(0, len(block.goals), 4):
                    goals = block.goals[first : first + 4]
                    at = sheet.index([goal.name for goal in goals])
                    assert sheet[at + 1] == [goal.assessment.shown for goal in goals]
            case Strip():
                names = [f"{month.name}{month.mark}" for month in block.months]
                statuses = ["Bedömning", *(month.shown for month in block.months)]
                assert [block.header, *names] in sheet
                assert statuses in sheet
            case Chart():
                header = [block.label_header, packed(block.value_header)]
                at = next(
                    n
                    for n, row in enumerate(sheet[1:], 1)
                    if row[0] == block.labels[0]
                    and [packed(str(value)) for value in sheet[n - 1][:2]] == header
                )
                for row, label, amount in zip(sheet[at:], block.labels, block.values, strict=False):
                    assert (row[0], row[1]) == (label, pytest.approx(float(amount.value or 0)))


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_the_native_charts_draw_the_numbers(name: str) -> None:
    sheet = report_sheet(name)
    content = named(name).content
    charts = [block for block in content if isinstance(block, Chart)]
    panels = [panel for block in content if isinstance(block, YearPanels) for panel in block.panels]
    bars = [drawn for drawn in sheet._charts if drawn.barDir == "bar"]
    years = [drawn for drawn in sheet._charts if drawn.barDir == "col"]
    assert (len(bars), len(years)) == (len(charts), len(panels))
    for drawn, block in zip(bars, charts, strict=True):
        wanted = [float(amount.value) for amount in block.values if amount.value is not None]
        found = [column(sheet[values_of(series)]) for series in drawn.series]
        if block.kind is ChartKind.BRIDGE:  # each step from one level to the next
            levels = [*accumulate(wanted[:-1])]
            assert found[:2] == [pytest.approx(levels[:-1]), pytest.approx(levels[1:])]
        else:
            assert found == [pytest.approx(wanted)]
    for drawn, panel in zip(years, panels, strict=True):
        (series,) = drawn.series
        measured = [
            float(outcome.value or 0) for outcome in panel.outcomes if not isinstance(outcome, str)
        ]
        held = column(sheet[values_of(series)])
        assert [v for v in held if isinstance(v, int | float)] == pytest.approx(measured)


def column(cells: Any) -> list[Any]:
    """Return the values of a column of cells, or of the one cell that it is."""
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


def values_of(series: Any) -> str:
    """Return the cells on the sheet that a series is drawn of."""
    address: str = series.val.numRef.f.partition("!")[2].replace("$", "")
    return address


def written(content: tuple[Any, ...]) -> Iterator[str]:
    for block in content:
        match block:
            case Heading() | Callout():
                yield block.text
            case Footnote():
                yield f"{block.mark} {block.text}"
            case Paragraph():
                yield f"{block.lead}{block.text}"
            case BulletList():
                for item in block.items:
                    yield f"•{item.lead}{item.text}{''.join(f'–{text}' for text in item.items)}"


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_every_text_stands_in_order_whole(name: str) -> None:
    texts = [str(cell.value) for row in rows(name) for cell in row]
    whole, place = packed("".join(texts)), 0
    for text in written(named(name).content):
        place = whole.find(packed(text), place)
        assert place >= 0, text


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_the_package_is_whole_and_no_text_is_a_formula(name: str) -> None:
    assert not faults(document_of(name, "xlsx"))
    assert all(cell.data_type != "f" for row in rows(name) for cell in row)


def test_what_an_author_typed_is_text_however_long_and_odd() -> None:
    texts = "".join(packed(str(cell.value)) for row in rows("extrem") for cell in row)
    assert packed(COMMENT.replace("<br>", "")) in texts
    assert packed(LONG_NAME)[:150] in texts
