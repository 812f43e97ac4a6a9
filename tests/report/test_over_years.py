"""Indicators over the years: which of them are drawn, and what their charts say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.beside import checked
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding
from xl_asn.report.blocks import Block, Heading, Share, Table, YearPanel, YearPanels
from xl_asn.report.compose import compose

EXAMPLES = Path(__file__).parents[2] / "workbooks" / "exempel"
HEADERS = (
    "| Mål | Indikator | Måttyp | Riktning | Utfall 2015 | Utfall 2016 | Utfall | Målvärde | "
    "Kommunens målvärde | Del av |\n|---|---|---|---|---|---|---|---|---|---|\n"
)


def blocks_of(source: str) -> tuple[Block, ...]:
    examined = checked(read_markdown(source))
    assert not isinstance(examined, Finding)
    return compose(examined.document, examined.calculated)


def panels_of(*rows: str) -> list[YearPanel]:
    """Return the charts of an interim report of April 2017 with one goal and these indicators."""
    indicators = "".join(f"| 1 | {row} |\n" for row in rows)
    source = f"""
## Start

| Fält | Värde |
|---|---|
| Dokumenttyp | Delårsrapport |
| År | 2017 |
| Period | apr |

## Mål

| Nr | Måltyp | Strategiskt mål | Målområde | Kort namn | Kommunmål |
|---|---|---|---|---|---|
| 1 | Strategiskt mål | | Område | Mål | Målet |

## Indikatorer

{HEADERS}{indicators}
"""
    blocks = (block for block in blocks_of(source) if isinstance(block, YearPanels))
    return [panel for block in blocks for panel in block.panels]


def test_a_chart_has_the_years_the_target_and_the_direction() -> None:
    (panel,) = panels_of("Sjukfrånvaro | Andel | Lägre är bättre | 7,8 % | 5,8 % | 7,1 % | 5 % | |")
    assert panel.years == ("2015", "2016", "jan–apr 2017")
    assert panel.shown == ("7,8\u00a0%", "5,8\u00a0%", "7,1\u00a0%")
    assert [target.shown for target in panel.targets] == ["Mål: 5\u00a0%"]
    assert panel.direction == "Lägre är bättre"
    assert panel.scale == (Decimal(0), Decimal("0.078"))
    assert panel.alternative.replace("\u00a0", " ") == (
        "Stapeldiagram. Sjukfrånvaro. Utfall 2015: 7,8 %; 2016: 5,8 %; jan–apr 2017: 7,1 %. "
        "Mål: 5 %. Lägre är bättre."
    )


def test_a_year_that_was_not_measured_says_so_and_a_blank_one_first_or_last_is_left_out() -> None:
    (panel,) = panels_of(
        "Nöjda | Andel | Högre är bättre | - | 53 % | Mätning ännu inte genomförd | 90 % | |"
    )
    assert panel.years == ("2016", "jan–apr 2017")
    assert panel.shown == ("53\u00a0%", "Mätning ännu inte genomförd")
    assert "jan–apr 2017: mätning ännu inte genomförd." in panel.alternative


def test_two_targets_are_named_by_whose_they_are() -> None:
    (panel,) = panels_of("Frånvaro | Andel | Lägre är bättre | | 6 % | 7 % | 5 % | 4 % |")
    told = [target.shown.replace("\u00a0", " ") for target in panel.targets]
    assert told == ["Nämndens mål: 5 %", "Kommunens mål: 4 %"]


@pytest.mark.parametrize(
    "row",
    [
        "Ensam | Antal | Högre är bättre | | | 4 | | |",
        "Bara mål | Antal | Högre är bättre | | | | 5 | |",
        "Inget | Andel | Högre är bättre | | | Mätning ännu inte genomförd | 90 % | |",
        "Svar | Ja/Nej | | Nej | Ja | Ja | Ja | |",
    ],
)
def test_nothing_is_drawn_where_there_is_nothing_to_compare(row: str) -> None:
    assert panels_of(row) == []


def test_one_outcome_is_compared_with_its_target() -> None:
    (panel,) = panels_of("Processer | Antal | Högre är bättre | | | 4 | 5 | |")
    assert (panel.shown, panel.scale) == (("4",), (Decimal(0), Decimal(5)))


def test_an_indicator_and_its_parts_have_one_scale() -> None:
    total, part, other = panels_of(
        "Frånvaro | Andel | Lägre är bättre | | 6 % | 7 % | | |",
        "Kort | Andel | Lägre är bättre | | 2 % | 3 % | | | Frånvaro",
        "Annat | Andel | Lägre är bättre | | 20 % | 30 % | | |",
    )
    assert total.scale == part.scale == (Decimal(0), Decimal("0.07"))
    assert other.scale == (Decimal(0), Decimal("0.3"))


def test_a_long_name_is_shortened_in_the_picture_and_whole_in_its_text() -> None:
    name = "Andel " * 40
    (panel,) = panels_of(f"{name}| Antal | Högre är bättre | | 3 | 4 | 5 | |")
    assert len(panel.title) <= 100
    assert name.strip() in panel.alternative


@pytest.mark.parametrize(("name", "drawn"), [("2018-04_delarsrapport", 9), ("2020_namndplan", 13)])
def test_the_charts_of_an_example_follow_the_table_of_the_same_figures(
    name: str, drawn: int
) -> None:
    blocks = blocks_of((EXAMPLES / f"{name}.md").read_text(encoding="utf-8"))
    count = 0
    table: Table | None = None
    for block in blocks:
        if isinstance(block, Heading):
            table = None
        if isinstance(block, Table):
            table = block
        if isinstance(block, YearPanels):
            assert table is not None
            cells = {cell for row in table.rows for cell in row.cells}
            for panel in block.panels:
                count += 1
                assert {value for value in panel.outcomes if isinstance(value, Share)} <= cells
                assert all(
                    shown in panel.alternative for shown in panel.shown if shown[0].isdigit()
                )
    assert count == drawn
