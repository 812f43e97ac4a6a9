"""Small pictures of indicators: places in proportion, names apart, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from tests.exports.board_reports import NAMES, example, panel
from xl_asn.exports.year_pictures import drawn_years, layout
from xl_asn.report.blocks import Amount, Share, TargetLevel, YearPanel, YearPanels

PANELS = [
    pytest.param(panel, id=f"{name} {panel.title[:20]} {number}")
    for name in NAMES
    for block in example(name).content
    if isinstance(block, YearPanels)
    for number, panel in enumerate(block.panels)
]


def at(panel: YearPanel) -> Any:
    return layout(panel)


@pytest.mark.parametrize("panel", PANELS)
def test_columns_and_lines_are_in_proportion_to_the_figures(panel: YearPanel) -> None:
    made = at(panel)
    drawn = [
        (outcome.value, column["at"])
        for outcome, column in zip(panel.outcomes, made["columns"], strict=True)
        if not isinstance(outcome, str)
    ]
    drawn += [
        (t.value.value, line["at"]) for t, line in zip(panel.targets, made["targets"], strict=True)
    ]
    span = panel.scale[1] - panel.scale[0]
    unit = {
        round((place - made["zero"]) / float(value / span), 6) for value, place in drawn if value
    }
    assert len(unit) == 1
    assert all(0 <= place <= 1 for _, place in drawn)


@pytest.mark.parametrize("panel", PANELS)
def test_the_picture_shows_the_values_of_the_chart(panel: YearPanel) -> None:
    made = at(panel)
    shown = [column["text"] for column in made["columns"] if column["measured"]]
    assert shown == [o.shown for o in panel.outcomes if not isinstance(o, str)]
    unmeasured = {column["text"] for column in made["columns"] if not column["measured"]}
    assert unmeasured <= {"inte mätt", "–"}
    assert [f"{line['name']}: {line['value']}" for line in made["targets"]] == [
        target.shown for target in panel.targets
    ]


def test_names_of_lines_that_are_close_are_moved_apart() -> None:
    levels = (Decimal("0.40"), Decimal("0.41"), Decimal("0.5"))
    close = replace(
        panel(4), targets=tuple(TargetLevel(f"Mål {n}", Share(v)) for n, v in enumerate(levels))
    )
    names = sorted(line["name-at"] for line in at(close)["targets"])
    assert all(after - before >= 0.29 for before, after in pairwise(names))
    assert names[-1] <= 0.86


def test_the_same_chart_gives_the_same_bytes_and_nothing_is_drawn_of_nothing() -> None:
    assert drawn_years(panel(3)) == drawn_years(panel(3))
    assert drawn_years(panel(3), "png").startswith(b"\x89PNG")
    zero = replace(panel(1), outcomes=(Amount(Decimal(0)),), targets=(), scale=(Decimal(0),) * 2)
    assert drawn_years(zero).startswith(b"<svg")
