"""How good forecasts were: against arithmetic done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from xl_asn.calculation.forecasts import By, accuracy, challenger
from xl_asn.calculation.season import season
from xl_asn.model.amounts import RowKind
from xl_asn.model.archive import Figures, FiledRow, FollowedRow, Month, Observed

LIMIT = Decimal("0.01")


def row(told: Mapping[Month, tuple[object, ...]], *, is_board: bool = False) -> FollowedRow:
    """Return a row of outcome, budget, forecast and the year's budget by month."""
    return FollowedRow(
        "Nettokostnad: Familjehem",
        "Nämnden",
        tuple(
            Observed(month, FiledRow("Nettokostnad", "Nettokostnad", "IFO", "Familjehem",
                                     RowKind.ROW, "", 6, Figures(*map(_amount, amounts))), "f")
            for month, amounts in sorted(told.items())
        ),
        is_board=is_board,
    )  # fmt: skip


def _amount(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def year(
    year: int, final: int, forecasts: Mapping[int, int], budget: int = -1000
) -> dict[Month, tuple[object, ...]]:
    """Return a year that comes evenly, with its forecasts by month."""
    told: dict[Month, tuple[object, ...]] = {
        (year, month): (final * month / 12, budget * month / 12, forecast, budget)
        for month, forecast in forecasts.items()
    }
    return {**told, (year, 12): (final, budget, final, budget)}


@pytest.mark.parametrize(("forecast", "hits"), [(-1010, 1), (-990, 1), ("-1010.01", 0), (-989, 0)])
def test_a_forecast_hits_within_one_per_cent_of_the_years_budget(
    forecast: object, hits: int
) -> None:
    told = row({(2022, 8): (-600, -600, forecast, -1000), (2022, 12): (-1000, -1000, None, -1000)})
    hers = accuracy(told, None, LIMIT).hers
    (miss,) = hers.misses
    assert (hers.hits, hers.judged) == (hits, 1)
    assert miss.error == Decimal(str(forecast)) + 1000
    assert miss.share == miss.error / 1000


def test_the_sign_says_too_dark_for_cost_and_income_alike() -> None:
    months = dict.fromkeys(range(1, 8), -1020)
    costs = accuracy(row(year(2022, -1000, months)), None, LIMIT)
    assert costs.hers.bias == -20
    assert costs.hers.leaning == "för dystert"
    income = accuracy(row(year(2022, 1000, dict.fromkeys(range(1, 8), 1020), 1000)), None, LIMIT)
    assert income.hers.bias == 20
    assert income.hers.leaning == "för ljust"


def test_fewer_than_six_forecasts_lean_nowhere_and_december_is_no_forecast() -> None:
    five = accuracy(row(year(2022, -1000, dict.fromkeys(range(1, 6), -1020))), None, LIMIT)
    assert (len(five.hers.misses), five.hers.bias, five.hers.leaning) == (5, None, "")
    assert five.hers.mean_error == 20


def test_a_deficit_that_nobody_saw_is_too_bright() -> None:
    """A board said −13 mnkr in November and landed at −23."""
    told = row({(2022, 11): (-20_000, None, -13_000, -500_000),
                (2022, 12): (-23_000, None, None, -500_000)})  # fmt: skip
    (miss,) = accuracy(told, None, LIMIT).hers.misses
    assert miss.error == 10_000
    assert miss.hit is False


def test_placements_of_2015_were_underestimated() -> None:
    """Malmö 2015: 316 were forecast and 563 came, 247 more."""
    told = row({(2015, 8): (200, None, 316, 316), (2015, 12): (563, None, None, 316)})
    (miss,) = accuracy(told, None, LIMIT).hers.misses
    assert -miss.error == 247


def test_a_year_without_december_is_not_judged() -> None:
    told = row({(2022, m): (-100 * m, -100 * m, -1200, -1200) for m in range(1, 12)})
    assert accuracy(told, None, LIMIT).hers.misses == ()


def test_the_challenger_is_the_outcome_by_the_share_of_earlier_years() -> None:
    told = row(
        {
            (2020, 8): (-640, -666, -1000, -1000), (2020, 12): (-1000, -1000, None, -1000),
            (2021, 8): (-700, -666, -1000, -1000), (2021, 12): (-1100, -1000, None, -1000),
            (2022, 8): (-730, -666, -1000, -1000),
        }
    )  # fmt: skip
    found = challenger(told, (2022, 8))
    assert found is not None
    share = Decimal(640 + 700) / Decimal(1000 + 1100)
    assert found.share == pytest.approx(share)
    assert found.forecast == pytest.approx(Decimal(-730) / share)
    assert (found.by, found.years) == (By.SEASON, (2020, 2021))
    other = challenger(told, (2021, 8))
    assert other is not None
    assert other.forecast == pytest.approx(Decimal(-700) / Decimal("0.64"))


def test_without_a_whole_year_there_is_no_challenger() -> None:
    told = row({(2022, m): (-100 * m, -100 * m, -1200, -1200) for m in range(1, 13)})
    assert challenger(told, (2022, 8)) is None


def test_where_the_years_before_do_not_tell_what_is_left_of_the_budget_is_added() -> None:
    told = row({(2021, 12): (-1000, -1000, None, -1000), (2022, 8): (-730, -660, -1000, -1000)})
    assert season(told, (2022, 8)) is None
    found = challenger(told, (2022, 8))
    assert found is not None
    assert found.forecast == -730 - 1000 + 660
    assert (found.by, found.share) == (By.BUDGET, None)


@pytest.mark.parametrize("then", [0, 5, 500])
def test_a_share_of_nothing_or_with_a_turned_sign_tells_nothing(then: int) -> None:
    told = row({(2021, 8): (then, None, None, None), (2021, 12): (-1000, None, None, None),
                (2022, 8): (-700, -600, None, -1000)})  # fmt: skip
    assert season(told, (2022, 8)) is None


def test_the_challenger_and_she_are_compared_over_the_same_months() -> None:
    told = row({**year(2020, -1000, {9: -900}), **year(2021, -1200, {9: -1100})})
    found = accuracy(told, None, LIMIT)
    assert [miss.month for miss in found.hers.misses] == [(2020, 9), (2021, 9)]
    assert [miss.month for miss in found.challenger.misses] == [(2021, 9)]  # none before 2020
    assert found.against.misses == found.hers.misses[1:]
    assert found.challenger.misses[0].error == 0  # both years came evenly
    assert found.relative is None  # nothing can be a part of no error


def test_per_cent_mean_nothing_for_a_row_that_is_small_beside_the_board() -> None:
    board = row(year(2022, -100_000, {8: -100_000}, -100_000), is_board=True)
    small = accuracy(row(year(2022, -600, {8: -900}, -500)), board, LIMIT)
    assert small.hers.mean_error == 300
    assert small.hers.mean_share is None
    large = accuracy(row(year(2022, -1000, {8: -900}, -1000)), board, LIMIT)
    assert large.hers.mean_share == Decimal("0.1")


def test_without_a_budget_there_is_an_error_and_no_hit() -> None:
    told = row({(2022, 8): (0, 0, 540, 0), (2022, 12): (500, 0, None, 0)})
    (miss,) = accuracy(told, None, LIMIT).hers.misses
    assert miss.error == 40
    assert (miss.share, miss.hit) == (None, None)
