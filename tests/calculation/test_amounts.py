"""Deviations, totals and the board's budget deviation, with the published figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.calculation.tables import amount, cell_of, net_cost, published, published_table
from xl_asn.calculation.amounts import budget_deviation, computed_amounts
from xl_asn.calculation.plausibility import kronor_suspects
from xl_asn.calculation.products import computed_products
from xl_asn.model.amounts import AmountTable, Figure, Product
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_share
from xl_asn.model.results import Computable, Result

FORECAST = "Verksamhet | Radtyp | Prognos | Årsbudget | Prognosavvikelse"


def result(table: AmountTable, label: str, header: str) -> Result | None:
    cell = cell_of(table, label, header)
    return next((found for found in computed_amounts(table) if found.cell == cell), None)


def value(table: AmountTable, label: str, header: str) -> Computable | None:
    found = result(table, label, header)
    return found.value if found else None


def test_a_deviation_keeps_its_formula_and_inputs() -> None:
    table = published_table("2022-11", "Nettokostnad")
    found = result(table, "Gemensamt IFO", "Avvikelse")
    assert found is not None
    assert found.value == amount("2 527")
    assert found.formula == "Utfall − Budget"
    assert found.inputs == (
        cell_of(table, "Gemensamt IFO", "Utfall"),
        cell_of(table, "Gemensamt IFO", "Budget"),
    )
    assert not found.fills
    assert found.as_json()["värde"] == 2527


def test_computed_from_the_printed_figures_where_the_report_had_rounded() -> None:
    table = published_table("2022-11", "Nettokostnad")
    assert value(table, "Barn- och ungdomsvård", "Prognosavvikelse") == amount("−5 287")


def test_a_printed_total_stays_and_the_rounding_is_noted() -> None:
    table = published_table("2022-11", "Nettokostnad")
    found = result(table, "Resultat ASN", "Utfall")
    assert found is not None
    assert found.fills
    assert found.value == amount("−251 435")
    assert found.formula == "Summan av 10 rader"
    assert found.note.replace("\u00a0", " ") == (
        "I bladet står −251 436. Skillnaden −1 är avrundning."
    )
    assert value(table, "Resultat ASN", "Avvikelse") == amount("255")


def test_a_difference_beyond_rounding_is_not_called_rounding() -> None:
    table = net_cost("| IFO | rad | -39 137\n| A&I | rad | -2 591\n| Resultat | total | -42 729")
    found = result(table, "Resultat", "Utfall")
    assert found is not None
    assert found.note.replace("\u00a0", " ") == "I bladet står −42 729. Skillnaden är −1 001."


def test_blank_totals_are_computed_inner_sums_first() -> None:
    table = net_cost(
        """
        | Resultat | total | | | |
        IFO | Gemensamt | rad | -100 | -90 |
        IFO | Vård | rad | -50 | -60 |
        IFO | Summa IFO | summa | | |
        A&I | Arbete | rad | -20 | -30 |
        A&I | Summa A&I | summa | | |
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget | Avvikelse",
    )
    assert [value(table, label, "Utfall") for label in ("Summa IFO", "Summa A&I", "Resultat")] == [
        -150, -20, -170,
    ]  # fmt: skip
    assert value(table, "Resultat", "Avvikelse") == 10
    found = result(table, "Summa A&I", "Utfall")
    assert found is not None
    assert found.formula == "Samma som raden"


def test_an_unreadable_figure_stops_what_depends_on_it_and_nothing_else() -> None:
    table = net_cost(
        "A | rad | #REF! | 5 |\nB | rad | 10 | 6 |\nS | summa | | | ",
        "Verksamhet | Radtyp | Utfall | Budget | Avvikelse",
    )
    assert value(table, "A", "Avvikelse") is None
    assert value(table, "S", "Utfall") is None
    assert value(table, "B", "Avvikelse") == 4
    assert value(table, "S", "Budget") == 11


def test_blank_and_zero_are_different() -> None:
    table = net_cost(
        "A | rad | 0 | 5 |\nB | rad | | 6 |",
        "Verksamhet | Radtyp | Utfall | Budget | Avvikelse",
    )
    assert value(table, "A", "Avvikelse") == -5
    assert value(table, "B", "Avvikelse") is None


def test_the_budget_deviation_of_november_2022() -> None:
    table = published_table("2022-11", "Nettokostnad")
    found = budget_deviation(table)
    assert found is not None
    assert found.share == Decimal(-1666) / 274572
    assert show_share(found.share, 1, signed=True) == "−0,6\u00a0%"
    assert found.inputs == (
        cell_of(table, "Resultat ASN", "Prognos"),
        cell_of(table, "Resultat ASN", "Årsbudget"),
    )


def test_the_budget_deviation_of_october_2022_follows_from_the_change_of_forecast() -> None:
    november = published_table("2022-11", "Nettokostnad")
    assert value(november, "Resultat ASN", "Prognosavvikelse") == amount("−1 666")
    october = net_cost("Resultat ASN | total | -281 153 | -274 572 |", FORECAST)
    found = budget_deviation(october)
    assert found is not None
    assert show_share(found.share, 1, signed=True) == "−2,4\u00a0%"


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ("Resultat | total | 90 | 100 |", "-0.1"),
        ("Resultat | total | 110 | 100 |", "0.1"),
        ("Resultat | total | -110 | -100 |", "-0.1"),
        ("A | rad | -60 | -50 |\nB | rad | -50 | -50 |\nResultat | total | | |", "-0.1"),
        ("Resultat IFO | resultat | -110 | -100 |", "-0.1"),
        ("Resultat | total | -110 | 0 |", None),
        ("Resultat | total | | -100 |", None),
        ("Resultat | total | #N/A | -100 |", None),
        ("Gemensamt | rad | -110 | -100 |", None),
    ],
)
def test_a_surplus_is_plus_whatever_the_sign_of_the_budget(rows: str, share: str | None) -> None:
    found = budget_deviation(net_cost(rows, FORECAST))
    assert (found and found.share) == (share and Decimal(share))


def test_no_budget_deviation_without_forecast_columns() -> None:
    assert budget_deviation(net_cost("| Resultat | total | -110")) is None


def test_the_board_total_is_the_last_total_or_else_the_last_result() -> None:
    table = published_table("2021-02", "Resultaträkning")
    assert table.board_total is not None
    assert table.board_total.label == "Resultat ASN"
    assert net_cost("IFO | Gemensamt | rad | 1").board_total is None


def test_no_published_amount_seems_to_be_in_kronor() -> None:
    tables = [t for month in ("2021-02", "2022-11") for t in published(month).amount_tables()]
    assert kronor_suspects(tables) == {}


def test_an_amount_in_kronor_among_tkr() -> None:
    table = net_cost(
        "Gemensamt IFO | rad | -78 885 123 | -81 412", "Verksamhet | Radtyp | Utfall | Budget"
    )
    cell = cell_of(table, "Gemensamt IFO", "Utfall")
    assert kronor_suspects([table]) == {cell: Decimal("-78885.123")}


def test_a_product_needs_all_its_factors() -> None:
    def product(*factors: str | None) -> Product:
        figures = tuple(
            Figure(CellRef("Risker", 6, 3 + i), None if f is None else Decimal(f))
            for i, f in enumerate(factors)
        )
        formula = "Sannolikhet × Konsekvens"
        return Product("Pandemi", "Riskvärde", CellRef("Risker", 6, 5), formula, figures)

    (found,) = computed_products([product("4", "5"), product("4", None), product(None, None)])
    assert found.value == 20
    assert found.inputs == (CellRef("Risker", 6, 3), CellRef("Risker", 6, 4))
    assert found.formula == "Sannolikhet × Konsekvens"


@pytest.mark.parametrize(("filled", "total"), [(1, None), (2, Decimal(-20))])
def test_a_new_row_alone_in_a_blank_column_is_not_its_total(
    filled: int, total: Decimal | None
) -> None:
    rows = [f"IFO | {name} | rad | {-10 if at < filled else ''}" for at, name in enumerate("ABCD")]
    table = net_cost("\n".join([*rows, "IFO | Nettokostnad IFO | summa | "]))
    assert value(table, "Nettokostnad IFO", "Utfall") == total
