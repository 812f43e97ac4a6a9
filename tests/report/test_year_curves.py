from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cycle.archive.made import BOARD, board_of, row_of, total_of, two_years, year_of
from xl_asn.model.archive import Figures
from xl_asn.report.axis import axis_around
from xl_asn.report.year_curves import Role, forecast_steps, latest_year, outcome_curve


def test_the_outcome_stands_against_the_budget_with_the_year_before() -> None:
    row = total_of({2021: year_of(-1000), 2022: year_of(-2000, months=[1, 2, 4])})
    curve = outcome_curve(row, 2022, "tkr")
    assert curve is not None
    assert [line.role for line in curve.series] == [Role.OUTCOME, Role.BUDGET, Role.LAST_YEAR]
    outcome = curve.of(Role.OUTCOME)
    assert outcome is not None
    assert outcome.values[:5] == (Decimal(-140), Decimal(-300), None, Decimal(-640), None)
    assert curve.title == "Utfall mot budget 2022, Resultat ASN, tkr"
    assert curve.said == (
        "Till och med april 2022 är utfallet −640 tkr, 27 tkr bättre än budgeten."
    )
    assert curve.alternative.startswith(f"Linjediagram. {BOARD}. {curve.title}. {curve.said}")
    assert "Utfall 2022: jan −140; feb −300; april −640." in curve.alternative


@pytest.mark.parametrize(
    ("outcome", "budget", "said"),
    [
        (-10, -10, "är utfallet −10 tkr, lika med budgeten."),
        (-12, -10, "är utfallet −12 tkr, 2 tkr sämre än budgeten."),
        (None, -10, ""),
    ],
)
def test_what_the_year_has_come_to_is_said(outcome: int | None, budget: int, said: str) -> None:
    figures = Figures(None if outcome is None else Decimal(outcome), Decimal(budget))
    curve = outcome_curve(row_of({2022: {3: figures}}), 2022, "tkr")
    assert curve is not None
    assert curve.said == (said and f"Till och med mars 2022 {said}")


def test_a_year_that_nothing_is_told_of_has_no_curve() -> None:
    row = row_of({2022: {3: Figures()}})
    assert outcome_curve(row, 2022, "tkr") is None
    assert outcome_curve(row, 2021, "tkr") is None
    assert forecast_steps(row, 2022, "tkr") is None
    only_december = row_of({2022: {12: Figures(forecast=Decimal(1))}})
    assert forecast_steps(only_december, 2022, "tkr") is None


def test_forecasts_stand_with_the_budget_as_it_was_and_the_closing_figure() -> None:
    year = year_of(-1000, budget=-900, months=[2, 3, 5, 12])
    year[5] = year[5]._replace(year_budget=Decimal(-950), forecast=Decimal(-990))
    curve = forecast_steps(total_of({2022: year}), 2022, "tkr")
    assert curve is not None
    forecast, budget, final = curve.series
    assert [forecast.values[month] for month in (1, 3, 4, 11)] == [-1020, None, -990, None]
    assert [*budget.values[:6]] == [-900, -900, -900, -900, -950, -950]
    assert {*final.values} == {Decimal(-1000)}
    assert curve.said == (
        "Prognosen i februari 2022 är −1\u00a0020 tkr, och i maj −990 tkr. "
        "Bokslutet blev −1\u00a0000 tkr."
    )
    assert curve.alternative.endswith("Bokslut: −1\u00a0000.")
    assert len(curve.values) == 3 + 12 + 12


def test_a_year_that_is_not_over_has_no_closing_figure() -> None:
    curve = forecast_steps(total_of({2022: year_of(-1000, months=[4])}), 2022, "mnkr")
    assert curve is not None
    assert curve.of(Role.FINAL) is None
    assert curve.said == ("Prognosen i april 2022 är −1\u00a0020,0 mnkr. Bokslutet finns inte än.")


def test_the_latest_year_and_the_latest_whole_one() -> None:
    board = board_of([total_of({2021: year_of(-1), 2022: year_of(-1, months=[1])})])
    assert (latest_year(board), latest_year(board, whole=True)) == (2022, 2021)
    assert latest_year(board_of([])) is None
    assert latest_year(two_years()) == 2022


def test_what_steers_a_text_is_spelled_out() -> None:
    curve = outcome_curve(row_of({2022: year_of(-1)}, name="Rad\n\x07 " + "x" * 90), 2022, "tkr")
    assert curve is not None
    assert "\x07" not in curve.alternative + curve.title
    assert "…" in curve.title


@pytest.mark.parametrize(
    ("values", "axis"),
    [
        ((0, -260_000), (-300_000, 0, 50_000)),
        ((-204, -198), (-205, -197, 1)),
        ((5, 5), (4, 6, 1)),
        ((0, 0), (0, 1, 1)),
        ((-1, 1), (-2, 2, 1)),
        ((2, 10**15 - 1), (0, 10**15, 2 * 10**14)),
    ],
)
def test_an_axis_has_room_for_all_and_does_not_pass_zero(
    values: tuple[int, ...], axis: tuple[int, int, int]
) -> None:
    assert axis_around(map(Decimal, values), 6) == tuple(map(Decimal, axis))
