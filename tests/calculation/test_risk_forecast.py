"""The range that risks and opportunities put around a forecast."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xl_asn.calculation.risk_forecast import risk_forecast, risk_results, weighed
from xl_asn.model.amounts import AmountColumn, Amounts, AmountTable, Figure, RowHead, RowKind
from xl_asn.model.follow_up import EconomicRisk, Likelihood, RiskKind
from xl_asn.model.grid import CellRef

SHEET = "Ekonomiska risker"
WEIGHTS = {
    Likelihood.LOW: Decimal("0.25"),
    Likelihood.MEDIUM: Decimal("0.5"),
    Likelihood.HIGH: Decimal("0.75"),
}


def risk(
    area: str, kind: RiskKind, low: str, high: str, likelihood: Likelihood | Decimal, row: int = 6
) -> EconomicRisk:
    return EconomicRisk(
        area, kind, f"Rad {row}",
        Figure(CellRef(SHEET, row, 4), Decimal(low)), Figure(CellRef(SHEET, row, 5), Decimal(high)),
        likelihood, CellRef(SHEET, row, 6), CellRef(SHEET, row, 7), CellRef(SHEET, row, 8),
    )  # fmt: skip


def forecast(*areas: tuple[str, str, int], unit: str = "tkr") -> AmountTable:
    """Return a table with one total for each area: area, the total's name, its result."""
    heads = tuple(RowHead(label, area, RowKind.RESULT) for area, label, _ in areas)
    amounts = Amounts(
        "Kommunbidrag",
        tuple(range(6, 6 + len(areas))),
        {"Årsresultat": 9},
        {"Årsresultat": tuple(Decimal(value) for *_, value in areas)},
    )
    return AmountTable("Kommunbidrag", unit, (AmountColumn("Årsresultat"),), heads, amounts)


IFO = forecast(("IFO Myndighet", "Totalt myndighet", -13_499), ("IFO regi", "Totalt regi", 950))


def test_amounts_are_weighed_by_their_likelihood_and_signed_by_their_kind() -> None:
    cost = risk("IFO", RiskKind.RISK, "0.2", "0.6", Likelihood.HIGH)
    assert weighed(cost, WEIGHTS) == (Decimal("-0.45"), Decimal("-0.15"))
    saving = risk("IFO", RiskKind.OPPORTUNITY, "0.5", "1.0", Decimal("0.5"))
    assert weighed(saving, WEIGHTS) == (Decimal("0.25"), Decimal("0.5"))
    low, high = risk_results([cost], WEIGHTS)
    assert (low.column, low.formula) == ("Lägsta effekt", "−Sannolikhet × Belopp till")
    assert (high.column, high.formula) == ("Högsta effekt", "−Sannolikhet × Belopp från")


def test_a_name_covers_the_areas_that_begin_with_it_and_the_total_covers_all() -> None:
    risks = [
        risk("IFO", RiskKind.RISK, "0.2", "0.6", Likelihood.HIGH),
        risk("IFO", RiskKind.OPPORTUNITY, "0.5", "1.0", Likelihood.MEDIUM, 7),
    ]
    found = risk_forecast([IFO], {}, risks, WEIGHTS)
    assert found is not None
    (area,) = found.areas
    assert area.areas == ("IFO Myndighet", "IFO regi")
    assert area.forecast == Decimal(-12_549)
    assert (area.low, area.high) == (Decimal(-12_749), Decimal(-12_199))
    assert (area.worst, area.best) == (Decimal(-13_149), Decimal(-11_549))
    assert (found.total.low, found.total.high) == (area.low, area.high)


def test_an_area_that_is_misspelt_is_tied_to_the_nearest_and_says_so() -> None:
    table = forecast(("Fkyktingmottagande", "Totalt flyktingmottagande", -10_660))
    risks = [risk("Flyktingmottagning", RiskKind.RISK, "1", "2", Likelihood.MEDIUM)]
    found = risk_forecast([table], {}, risks, WEIGHTS)
    assert found is not None
    assert found.areas[0].areas == ("Fkyktingmottagande",)
    assert not found.areas[0].is_named_alike
    assert found.areas[0].low == Decimal(-11_660)


def test_a_risk_of_no_known_area_counts_in_the_total_only() -> None:
    risks = [risk("Arbetsmarknad", RiskKind.RISK, "1", "2", Likelihood.MEDIUM)]
    found = risk_forecast([IFO], {}, risks, WEIGHTS)
    assert found is not None
    assert [area.forecast for area in found.areas] == [None, Decimal(-13_499), Decimal(950)]
    assert found.total.low == Decimal(-13_549)


def test_a_forecast_in_mnkr_is_reckoned_in_tkr() -> None:
    table = forecast(("IFO", "Totalt IFO", -13), unit="mnkr")
    risks = [risk("IFO", RiskKind.RISK, "1", "2", Decimal(1))]
    found = risk_forecast([table], {}, risks, WEIGHTS)
    assert found is not None
    assert (found.total.forecast, found.total.low) == (Decimal(-13_000), Decimal(-15_000))


def test_nothing_to_say_without_risks_or_without_a_forecast() -> None:
    risks = [risk("IFO", RiskKind.RISK, "1", "2", Likelihood.LOW)]
    assert risk_forecast([IFO], {}, [], WEIGHTS) is None
    assert risk_forecast([], {}, risks, WEIGHTS) is None


amounts = st.decimals(0, 50, places=2)


@given(
    st.lists(
        st.tuples(st.sampled_from(RiskKind), amounts, amounts, st.sampled_from(Likelihood)),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_the_limits_hold_the_weighed_range_and_the_forecast(
    drawn: list[tuple[RiskKind, Decimal, Decimal, Likelihood]],
) -> None:
    risks = [
        risk("IFO", kind, str(min(a, b)), str(max(a, b)), likelihood, row)
        for row, (kind, a, b, likelihood) in enumerate(drawn, 6)
    ]
    found = risk_forecast([IFO], {}, risks, WEIGHTS)
    assert found is not None
    for area in (*found.areas, found.total):
        assert area.forecast is not None
        assert area.worst <= area.low <= area.high <= area.best
        assert area.worst <= area.forecast <= area.best
