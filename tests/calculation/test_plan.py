"""Funds from year to year, ages of documents, and places from days of care."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xl_asn.calculation.plan import age_results, day_counts, fund_changes, fund_results
from xl_asn.model.amounts import Figure
from xl_asn.model.grid import CellRef
from xl_asn.model.indicators import Direction, IndicatorInput, Measure, Point, Target
from xl_asn.model.plan import Fund, PlanPolicy, SteeringDocument


def fund(area: str, year: int, amount: str | None, indexing: str | None = None) -> Fund:
    cells = [CellRef("Resurser", year, column) for column in range(1, 6)]
    return Fund(
        area,
        year,
        Figure(cells[0], None if amount is None else Decimal(amount)),
        None if indexing is None else Figure(cells[1], Decimal(indexing)),
        *cells[2:],
    )


def test_the_published_funds() -> None:
    funds = [
        fund("VO 3", 2020, "234.1", "0.018"), fund("VO 3", 2021, "241.1"),
        fund("VO 3", 2022, "247.9"), fund("VO 3", 2023, "254.4"),
    ]  # fmt: skip
    changes = list(fund_changes(funds))
    assert [change.change for change in changes] == [Decimal("7.0"), Decimal("6.8"), Decimal("6.5")]
    shares = [round(change.share or 0, 4) for change in changes]
    assert shares == [Decimal("0.0299"), Decimal("0.0282"), Decimal("0.0262")]
    beyond = [round(change.beyond or 0, 1) for change in changes]
    assert beyond == [Decimal("2.8"), Decimal("2.5"), Decimal("2.0")]
    results = list(fund_results(funds))
    assert len(results) == 9
    assert results[2].formula == "Belopp 2021 − Belopp 2020 × (1 + Prisuppräkning)"
    assert len(results[2].inputs) == 3


def test_the_latest_indexing_applies_and_a_gap_is_no_change() -> None:
    funds = [
        fund("A", 2020, "100", "0.02"), fund("A", 2021, "110", "0.05"), fund("A", 2022, "110"),
        fund("A", 2024, "110"), fund("B", 2022, "50"), fund("B", 2023, "55"), fund("C", 2020, None),
        fund("C", 2021, "5"), fund("D", 2020, "0"), fund("D", 2021, "5"),
    ]  # fmt: skip
    changes = list(fund_changes(funds))
    assert [(c.fund.area, c.fund.year, c.beyond) for c in changes] == [
        ("A", 2021, Decimal("5.00")), ("A", 2022, Decimal("-5.50")), ("B", 2023, None),
        ("D", 2021, None),
    ]  # fmt: skip
    assert changes[-1].share is None, "nothing to divide by"


def test_ages() -> None:
    year, age = CellRef("Styrdokument", 6, 3), CellRef("Styrdokument", 6, 4)
    known = SteeringDocument("Anhörigpolicy", Figure(year, Decimal(2013)), 2020, age)
    unknown = SteeringDocument("Utan år", Figure(year), 2020, age)
    (result,) = age_results([known, unknown])
    assert (result.value, result.formula) == (Decimal(7), "2020 − År")


def indicator(label: str, goal: int, now: str, target: str) -> IndicatorInput:
    cell = CellRef("Indikatorer", 6, 1)
    return IndicatorInput(
        label, goal, Measure.COUNT, Direction.LOWER, (Point("Utfall 2019", Decimal(now), cell),),
        None, (Target("målvärdet", Decimal(target), cell),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "places", "agrees"),
    [("3650", "10", True), ("2555", "7", True), ("3660", "10", True), ("3800", "10", True),
     ("3850", "10", False), ("3650", "12", False), ("1278", "3.5", True), ("1278", "3.4", False)],
)  # fmt: skip
def test_days_and_places(days: str, places: str, *, agrees: bool) -> None:
    counted = day_counts(
        [indicator("Antal dygn på HVB", 11, days, days),
         indicator("Antal helårsplaceringar på HVB", 11, places, places)]
    )  # fmt: skip
    assert [count.agrees for count in counted] == [agrees, agrees]


def test_days_of_another_goal_or_of_something_else_are_not_compared() -> None:
    places = indicator("Antal helårsplaceringar på HVB", 11, "10", "10")
    for other in (
        indicator("Antal dygn på HVB", 12, "99", "99"),
        indicator("Antal dygn på jourhem", 11, "99", "99"),
        indicator("Antal placeringar på HVB", 11, "99", "99"),
    ):
        assert list(day_counts([places, other])) == []


def test_a_risk_value_in_a_word() -> None:
    policy = PlanPolicy(15, 8, 5, Decimal("0.02"))
    words = [policy.risk_level(value).value for value in (25, 15, 14, 8, 7, 1)]
    assert words == ["Hög", "Hög", "Medel", "Medel", "Låg", "Låg"]
