"""The words of the traffic light."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_asn.model.findings import json_number
from xl_asn.model.statuses import COLOURS, LIGHTS, Status, Word, scale_of


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
    assert COLOURS.read(text) is status


@pytest.mark.parametrize("text", ["", "Orange", "Y", "Green", "Grönt", "Utfall", "●"])
def test_unknown_words(text: str) -> None:
    assert COLOURS.read(text) is None


def test_a_goal_always_has_an_assessment() -> None:
    assert COLOURS.read("Inget utfall", of_unit=False) is None
    assert Status.NO_OUTCOME not in COLOURS.goals


@pytest.mark.parametrize("status", LIGHTS)
def test_what_is_printed_can_be_read_and_is_told_without_colour(status: Status) -> None:
    assert COLOURS.read(status.shown) is status
    assert status.symbol != status.value


def test_symbols_differ() -> None:
    assert len({status.symbol for status in LIGHTS}) == len(LIGHTS)


@pytest.mark.parametrize(
    ("one", "other", "worst"),
    [
        (Status.GREEN, Status.YELLOW, Status.YELLOW),
        (Status.RED, Status.YELLOW, Status.RED),
        (Status.GREEN, Status.GREEN, Status.GREEN),
    ],
)
def test_the_worse_of_two(one: Status, other: Status, worst: Status) -> None:
    assert COLOURS.worse(one, other) is worst
    assert COLOURS.worse(other, one) is worst


SCHOOLS = (
    Word("God", "grön", "goda", ("G",)),
    Word("Godtagbar", "gul", "godtagbara"),
    Word("Svag", "röd", "svaga"),
    Word("Inte mätt", "ingen"),
)


def test_a_board_has_its_own_words_and_is_shown_in_the_lights_colours() -> None:
    scale = scale_of(SCHOOLS)
    assert scale is not None
    assert [status.shown for status in scale.units] == [
        "● God", "▲ Godtagbar", "■ Svag", "– Inte mätt",
    ]  # fmt: skip
    assert scale.read("▲ godtagbar") is scale.between[0]
    assert scale.read("g") is scale.best
    assert scale.read("Grön") is None
    assert scale.read("inte mätt", of_unit=False) is None
    assert scale.worse(scale.best, scale.worst) is scale.worst
    assert scale.best.light is Status.GREEN
    assert scale_of(SCHOOLS) is scale, "two reports of one board can be compared"


def test_texts_of_ours_are_said_in_the_boards_words() -> None:
    scale = scale_of(SCHOOLS)
    assert scale is not None
    assert scale.said("8 enheter är gröna, resten Gul") == "8 enheter är goda, resten Godtagbar"
    assert scale.said("Välj Grön, Gul, Röd eller Inget utfall.") == (
        "Välj God, Godtagbar, Svag eller Inte mätt."
    )
    assert scale.said("Grönska och gulnad") == "Grönska och gulnad"
    assert COLOURS.said("8 enheter är gröna") == "8 enheter är gröna"


def test_words_that_tell_no_two_goals_apart_make_no_scale() -> None:
    assert scale_of(()) is None
    assert scale_of(SCHOOLS[:1]) is None
    assert scale_of((SCHOOLS[0], SCHOOLS[3])) is None


def test_json_numbers() -> None:
    assert json_number(None) is None
    assert json_number(Decimal("-2418.0")) == -2418
    assert isinstance(json_number(Decimal("-2418.0")), int)
    assert json_number(Decimal("0.6")) == 0.6
