"""A year played through: no error that is none, and no question without a reason."""

from __future__ import annotations

from functools import cache

import pytest

from tests.laws.lived import Lived, differing, document_of, lived
from tests.laws.months import errors, found, grave, press, shown
from tests.laws.tables import table_of
from tests.laws.walk import differences
from tests.laws.year import INTERIM, NET, Turn, name_of, played
from tests.thorough import thorough
from xl_asn.model.grid import Grid

ODD, EVEN = tuple(range(3, 14, 2)), tuple(range(2, 14, 2))

#: What is asked of the interim report, and with reason: it is as published. Nothing else is.
ASKED = {name_of(INTERIM): {"C164", "C166"}}


@cache
def turns(typed: tuple[int, ...]) -> tuple[Turn, ...]:
    return tuple(played(typed))


@pytest.mark.parametrize("typed", [ODD, *thorough((EVEN,))])
def test_a_year_of_reports_has_no_error_and_no_question_without_reason(
    typed: tuple[int, ...],
) -> None:
    played = turns(typed)
    assert [turn.name for turn in played] == [name_of(month) for month in range(2, 14)]
    for turn in played:
        assert errors(turn.told) == [], turn.name
        assert {f.code for f in grave(turn.told)} == ASKED.get(turn.name, set()), turn.name


@pytest.mark.parametrize("typed", [ODD, *thorough((EVEN,))])
def test_validera_finds_the_same_in_every_report_of_the_year(typed: tuple[int, ...]) -> None:
    others: dict[str, Grid] = {}
    for turn in turns(typed):
        assert [*differences(turn.told, found(turn.after, others))] == [], turn.name
        assert press(turn.after, others) == turn.after, turn.name
        others[turn.name] = turn.after


@pytest.mark.parametrize("typed", [ODD, EVEN])
def test_blank_previous_forecasts_are_those_of_the_report_before(typed: tuple[int, ...]) -> None:
    last: Turn | None = None
    for number, turn in enumerate(turns(typed), 2):
        if last is not None and number != INTERIM and number <= 12:
            header = "Årsprognos" if number == INTERIM + 1 else "Prognos"
            sheet = "Kommunbidrag" if number == INTERIM + 1 else NET
            before = table_of(last.after, sheet)
            for row in before.rows:
                was = before.cell(row, header).value
                assert shown(turn.after, before.label_of(row), "Föregående prognos") == was
        last = turn


def test_january_is_not_compared_with_the_year_before() -> None:
    """The new year's first forecast is held against the budget, and the strip shows last year's."""
    for months in (ODD, EVEN):
        january = turns(months)[-1]
        assert not {f.code for f in january.told} & {"C113", "C138", "V117", "C150", "C154"}


@cache
def lived_months() -> tuple[Lived, ...]:
    return tuple(lived(dict(enumerate(turns(()), 2))))


def test_a_year_of_ny_period_is_the_year_that_was_typed_anew() -> None:
    """Eleven presses: nothing is lost, and nothing of the month before is left."""
    others: dict[str, Grid] = {}
    for month, turn in zip(lived_months(), turns(()), strict=True):
        interim = turn.name == name_of(INTERIM)  # typed whole, in other places
        wrong = [] if interim else [*differing(month.turn.after, turn.after, others)]
        if turn.name == name_of(13):  # the strip and the register are made otherwise there
            wrong = [w for w in wrong if not w.startswith(("Månadsstatus", "Organisation"))]
        assert wrong == [], turn.name
        others[turn.name] = month.turn.after


def test_a_year_of_ny_period_has_no_error_and_no_question_without_reason() -> None:
    others: dict[str, Grid] = {}
    for month in lived_months():
        turn = month.turn
        assert errors(turn.told) == [], turn.name
        assert {f.code for f in grave(turn.told)} == ASKED.get(turn.name, set()), turn.name
        assert [*differences(turn.told, found(turn.after, others))] == [], turn.name
        assert press(turn.after, others) == turn.after, turn.name
        others[turn.name] = turn.after


def test_most_of_a_month_need_not_be_typed() -> None:
    months = {month.turn.name: month for month in lived_months()}
    december = months[name_of(12)]
    empty = sum(
        not december.turn.before.at(row.cell(name)).is_blank
        for _, table in document_of(december.turn.before, {}).tables()
        for row in table
        for name in table.columns
    )
    assert december.typed < empty / 3
