"""Chains of previous reports that are not as they should be: a clear word or silence, no crash."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.laws.api import judged, reported
from tests.laws.books import workbook
from tests.laws.months import (
    NET,
    about,
    arithmetic,
    errors,
    found,
    month,
    place,
    press,
    shown,
    typed,
    year,
)
from tests.laws.walk import differences
from tests.laws.worlds import with_start
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import Grid

BEFORE = "A rad -900 -880 -20 . .", "B rad -400 -410 10 . .", "S total -1300 -1290 -10 . ."
NOW = (
    "A rad -910 -880 -30 -900 -10",
    "B rad -400 -410 10 -400 0",
    "S total -1310 -1290 -20 -1300 -10",
)
BLANK = "A rad -910 -880 -30 . .", "B rad -400 -410 10 . .", "S total -1310 -1290 -20 . ."
UNLIKE = "A rad -700 -680 -20 . .", "B rad -100 -110 10 . .", "S total -800 -790 -10 . ."


def november(previous: str) -> Grid:
    return month(year(*NOW), previous=previous)


def october(*rows: str, previous: str = "") -> Grid:
    return month(year(*rows), period="okt", day="2024-11-05", previous=previous)


def named(findings: list[Finding]) -> list[Finding]:
    """Return what is said of the previous report as such, at the cell that names it."""
    return [f for f in findings if f.cell and f.cell.sheet == "Start"]


def told(grid: Grid, others: Mapping[str, Grid]) -> list[Finding]:
    """Return what is found, before and after the press the same but for what the press mends."""
    after = press(grid, others)
    assert [*differences(found(after, others), found(press(after, others), others))] == []
    assert errors(arithmetic(found(after, others))) == []
    return found(grid, others)


@pytest.mark.parametrize("names", [("nov",), ("okt", "nov"), ("okt", "sep", "okt")])
def test_a_chain_with_a_loop_is_followed_once_round_and_no_more(names: tuple[str, ...]) -> None:
    one, *more = names
    others = {
        "okt": october(*BEFORE, previous=more[0] if more else ""),
        "sep": month(year(*BEFORE), period="sep", day="2024-10-05", previous="okt"),
        "nov": november(one),
    }
    said = told(november(one), others)
    assert errors(arithmetic(said)) == []
    assert len(named(said)) == (1 if one == "nov" else 0)


def test_a_missing_link_further_back_is_silent_and_one_at_hand_is_said() -> None:
    said = told(november("okt"), {"okt": october(*BEFORE, previous="sep")})
    assert [f for f in named(said) if f.severity is Severity.ERROR] == []
    assert arithmetic(said) == []
    (missing,) = named(told(november("okt"), {}))
    assert "okt" in missing.message
    assert missing.severity is not Severity.ERROR


@pytest.mark.parametrize("name", ["../../hemligt", "/etc/passwd", "C:\\rapport.xlsx"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "år" / "nov"
    folder.mkdir(parents=True)
    (tmp_path / "hemligt.xlsx").write_bytes(workbook(october(*UNLIKE)))
    path = folder / "nov.xlsx"
    path.write_bytes(workbook(november(name)))
    for said in (judged(path), reported(path), judged(path)):
        (near,) = named([*said])
        assert near.severity is not Severity.ERROR
        assert arithmetic(said) == []


def test_a_link_of_the_report_before_is_held_within_the_folder_too(tmp_path: Path) -> None:
    """September would have the forecasts, if it were looked for: October has none."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    bare = october("A rad . . . . .", "S total . . . . .", previous="../../sep")
    (folder / "okt.xlsx").write_bytes(workbook(bare))
    (tmp_path / "sep.xlsx").write_bytes(
        workbook(month(year(*UNLIKE), period="sep", day="2024-10-05"))
    )
    path = folder / "nov.xlsx"
    path.write_bytes(workbook(november("okt")))
    for said in (judged(path), reported(path)):
        assert errors(arithmetic(said)) == []
        assert not any("700" in f.message for f in said)


@pytest.mark.parametrize(
    "start",
    [{"board": "Byggnadsnämnden"}, {"unit": "mnkr"}, {"period": "dec"}, {"period": "nov"}],
    ids=["another board", "another unit", "a newer period", "the same period"],
)
def test_a_report_that_cannot_be_the_previous_one_is_said_and_not_compared_with(
    start: dict[str, str],
) -> None:
    other = with_start(october(*UNLIKE), **start)
    said = told(november("fel"), {"fel": other})
    assert errors(arithmetic(said)) == []
    assert [f.severity is Severity.ERROR for f in named(said)] == [False]
    blank = month(year(*BLANK), previous="fel")
    assert shown(press(blank, {"fel": other}), "A", "Föregående prognos") is None


def test_a_report_of_the_year_before_is_known_but_its_forecasts_are_not_compared_with() -> None:
    other = with_start(october(*UNLIKE), year=Decimal(2023))
    said = told(november("2023-10"), {"2023-10": other})
    assert arithmetic(said) == []
    assert [f for f in named(said) if f.severity is Severity.ERROR] == []


def test_two_rows_of_one_key_are_compared_by_their_order_or_not_at_all() -> None:
    twins = october(
        "A rad -900 -880 -20 . .", "A rad -400 -410 10 . .", "S total -1300 -1290 -10 . ."
    )
    grid = typed(november("okt"), {place(november("okt"), "B", "Verksamhet"): "A"})
    said = told(grid, {"okt": twins})
    assert arithmetic(said) == []
    mixed = typed(grid, {f"{NET}!F6": -400, f"{NET}!G6": -510, f"{NET}!F7": -900, f"{NET}!G7": 500})
    assert errors(arithmetic(told(mixed, {"okt": twins}))) == []


def test_a_chain_of_rows_without_forecasts_ends_and_is_no_error() -> None:
    bare = october("A rad . . . . .", "S total . . . . .", previous="sep")
    others = {"okt": bare, "sep": month(year(*BEFORE), period="sep", day="2024-10-05")}
    blank = month(year(*BLANK), previous="okt")
    after = press(blank, others)
    assert shown(after, "A", "Föregående prognos") == -900, "the last report that has a forecast"
    assert errors(arithmetic(found(after, others))) == []


def test_a_total_of_filled_rows_may_differ_by_rounding() -> None:
    rounded = (*BEFORE[:2], "S total -1301 -1290 -11 . .")
    others = {"okt": october(*rounded)}
    after = press(month(year(*BLANK), previous="okt"), others)
    assert shown(after, "S", "Föregående prognos") in {-1300, -1301}
    assert arithmetic(found(after, others)) == []


def test_a_difference_that_the_rows_comment_explains_is_a_question_at_most() -> None:
    others = {"okt": october(*BEFORE)}
    table = (
        year(*(row.replace("-900 -10", "-950 40") for row in NOW))
        .replace("Prognosförändring |", "Prognosförändring | Kommentar prognosförändring |")
        .replace("|---|---|---|---|---|---|---|", "|---|---|---|---|---|---|---|---|")
    )
    said = table.replace("| 40 |", "| 40 | Lokalerna är flyttade hit från B i budgeten. |")
    assert "Lokalerna" in said
    assert errors(about(found(month(table, previous="okt"), others), f"{NET}!F6"))
    explained = month(said, previous="okt")
    for stage in (explained, press(explained, others)):
        assert errors(about(found(stage, others), f"{NET}!F6")) == []
