"""Which rows a sum adds up, in the layouts of the published reports."""

from __future__ import annotations

import pytest

from tests.calculation.tables import MONTHS, net_cost, published, published_table
from xl_asn.calculation.adding_up.structure import sum_structures
from xl_asn.model.amounts import AmountTable, RowKind


def told(table: AmountTable) -> dict[str, list[str]]:
    """Return each sum with the rows that it adds up, by name; the area where a name is shared."""
    names = [f"{row.area}: {row.label}" if row.area else row.label for row in table.rows]
    return {names[s.row]: [names[i] for i in s.operands] for s in sum_structures(table)}


def test_2021_net_cost_has_three_levels() -> None:
    table = published_table("2021-02", "Nettokostnad")
    sums = told(table)
    assert list(sums) == [
        "Individ & familjeomsorg: Nettokostnad IFO",
        "Arbete & integration: Nettokostnad Arbete & integration",
        "Resultat ASN",
    ]
    assert len(sums["Individ & familjeomsorg: Nettokostnad IFO"]) == 10
    assert len(sums["Arbete & integration: Nettokostnad Arbete & integration"]) == 3
    assert sums["Resultat ASN"] == list(sums)[:2]


def test_2021_income_statement_has_costs_results_and_a_total() -> None:
    sums = told(published_table("2021-02", "Resultaträkning"))
    area = "Arbete & integration"
    assert sums[f"{area}: Summa kostnader"] == [
        f"{area}: Personalkostnader",
        f"{area}: Kostnader för köp av verksamhet",
        f"{area}: Övriga kostnader",
    ]
    assert sums[f"{area}: Resultat Arbete & integration"] == [
        f"{area}: Externa och interna intäkter",
        f"{area}: Summa kostnader",
    ]
    assert sums["Resultat ASN"] == [
        "Individ & familjeomsorg: Resultat IFO",
        "Arbete & integration: Resultat Arbete & integration",
    ]


def test_2022_costs_are_summed_without_the_income() -> None:
    sums = told(published_table("2022-11", "Resultaträkning"))
    assert sums == {
        "Summa kostnader": [
            "Personalkostnader",
            "Kostnader för köp av verksamhet",
            "Övriga kostnader",
        ],
        "Resultat ASN": ["Externa och interna intäkter", "Summa kostnader"],
    }


@pytest.mark.parametrize("month", MONTHS)
def test_breakdowns_are_never_added_and_no_row_is_added_twice(month: str) -> None:
    for table in published(month).amount_tables():
        added = [i for s in sum_structures(table) for i in s.operands]
        assert len(added) == len(set(added))
        assert not [i for i in added if table.rows[i].kind is RowKind.OF_WHICH]
        sums = [i for i, row in enumerate(table.rows) if row.kind.is_sum]
        assert sorted(s.row for s in sum_structures(table)) == sums


def test_sums_before_their_rows() -> None:
    table = net_cost(
        """
        | Resultat ASN | total | -122 565
        IFO | Nettokostnad IFO | summa | -105 910
        IFO | Gemensamt IFO | rad | -78 885
        IFO | Vård för vuxna | rad | -27 025
        A&I | Nettokostnad A&I | summa | -16 655
        A&I | Arbetsmarknad | rad | -13 391
        A&I | Integration | rad | -3 264
        """
    )
    assert told(table) == {
        "Resultat ASN": ["IFO: Nettokostnad IFO", "A&I: Nettokostnad A&I"],
        "IFO: Nettokostnad IFO": ["IFO: Gemensamt IFO", "IFO: Vård för vuxna"],
        "A&I: Nettokostnad A&I": ["A&I: Arbetsmarknad", "A&I: Integration"],
    }


@pytest.mark.parametrize("first", [True, False])
def test_blocks_without_areas_are_told_apart_by_their_sums(*, first: bool) -> None:
    blocks = [
        [
            "| Nettokostnad IFO | summa | -105 910",
            "| Gemensamt | rad | -78 885",
            "| Vård | rad | -27 025",
        ],
        [
            "| Nettokostnad A&I | summa | -16 655",
            "| Arbete | rad | -13 391",
            "| Integration | rad | -3 264",
        ],
    ]
    lines = [line for block in blocks for line in (block if first else [*block[1:], block[0]])]
    sums = told(net_cost("\n".join([*lines, "| Resultat ASN | total | -122 565"])))
    assert sums["Nettokostnad IFO"] == ["Gemensamt", "Vård"]
    assert sums["Nettokostnad A&I"] == ["Arbete", "Integration"]
    assert sums["Resultat ASN"] == ["Nettokostnad IFO", "Nettokostnad A&I"]


def test_the_area_of_the_first_row_holds_until_the_next_and_not_for_the_total() -> None:
    table = net_cost(
        """
        IFO | Gemensamt IFO | rad | -78 885
        | Vård för vuxna | rad | -27 025
        | Nettokostnad IFO | summa | -105 910
        A&I | Arbetsmarknad | rad | -13 391
        | Nettokostnad A&I | summa | -13 391
        | Resultat ASN | total | -119 301
        """
    )
    assert [row.area for row in table.rows] == ["IFO", "IFO", "IFO", "A&I", "A&I", ""]
    assert told(table)["Resultat ASN"] == ["IFO: Nettokostnad IFO", "A&I: Nettokostnad A&I"]


def test_a_total_adds_rows_that_stand_beside_the_sums() -> None:
    table = net_cost(
        """
        IFO | Gemensamt IFO | rad | -78 885
        IFO | Vård för vuxna | rad | -27 025
        IFO | Nettokostnad IFO | summa | -105 910
        | Ukraina flyktingboende | rad | 540
        | Resultat ASN | total | -105 370
        """
    )
    assert told(table)["Resultat ASN"][0] == "IFO: Nettokostnad IFO"
    assert len(told(table)["Resultat ASN"]) == 2


def test_a_sum_without_rows_has_no_structure() -> None:
    assert told(net_cost("| Resultat ASN | total | -251 436")) == {}
    assert told(net_cost("IFO | Hyror | varav | -38 691\nIFO | Summa | summa | -38 691")) == {}


def test_income_is_a_part_of_a_sum_of_costs_only_where_the_figures_say_so() -> None:
    net = """
        | Externa intäkter | rad | 100
        | Personalkostnader | rad | -300
        | Övriga kostnader | rad | -200
        | Summa nettokostnader | summa | {}
        """
    assert len(told(net_cost(net.format("-500")))["Summa nettokostnader"]) == 2
    assert len(told(net_cost(net.format("-400")))["Summa nettokostnader"]) == 3


def test_blank_rows_add_up_to_a_printed_zero() -> None:
    """A cost without outcome, summed to 0, must not make the income a part of the costs."""
    table = net_cost(
        """
        IFO | Externa intäkter | rad | 0 | 0 | 10
        IFO | Personalkostnader | rad | | | -7
        IFO | Summa kostnader | summa | 0 | 0 | -7
        IFO | Resultat | resultat | 0 | 0 | 3
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget | Prognos",
    )
    assert told(table)["IFO: Summa kostnader"] == ["IFO: Personalkostnader"]
