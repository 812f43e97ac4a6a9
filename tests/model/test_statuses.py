"""The words of the traffic light."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_asn.model.findings import json_number
from xl_asn.model.statuses import GOAL_SCALE, UNIT_SCALE, Status, read_status, worse


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Grön", Status.GREEN),
        ("GRÖN ", Status.GREEN),
        ("Gro\u0308n", Status.GREEN),
        ("G", Status.GREEN),
        ("a", Status.YELLOW),
        ("R", Status.RED),
        ("Inget  utfall", Status.NO_OUTCOME),
        ("Inget utfall för månaden", Status.NO_OUTCOME),
    ],
)
def test_statuses_as_people_and_older_reports_write_them(text: str, status: Status) -> None:
    assert read_status(text, UNIT_SCALE) is status


@pytest.mark.parametrize("text", ["", "Orange", "Y", "Green", "Grönt", "Utfall", "●"])
def test_unknown_words(text: str) -> None:
    assert read_status(text, UNIT_SCALE) is None


def test_a_goal_always_has_an_assessment() -> None:
    assert read_status("Inget utfall", GOAL_SCALE) is None
    assert Status.NO_OUTCOME not in GOAL_SCALE


@pytest.mark.parametrize("status", Status)
def test_what_is_printed_can_be_read_and_is_told_without_colour(status: Status) -> None:
    assert read_status(status.shown, UNIT_SCALE) is status
    assert status.symbol != status.value


def test_symbols_differ() -> None:
    assert len({status.symbol for status in Status}) == len(Status)


@pytest.mark.parametrize(
    ("one", "other", "worst"),
    [
        (Status.GREEN, Status.YELLOW, Status.YELLOW),
        (Status.RED, Status.YELLOW, Status.RED),
        (Status.GREEN, Status.GREEN, Status.GREEN),
    ],
)
def test_the_worse_of_two(one: Status, other: Status, worst: Status) -> None:
    assert worse(one, other) is worst
    assert worse(other, one) is worst


def test_json_numbers() -> None:
    assert json_number(None) is None
    assert json_number(Decimal("-2418.0")) == -2418
    assert isinstance(json_number(Decimal("-2418.0")), int)
    assert json_number(Decimal("0.6")) == 0.6
