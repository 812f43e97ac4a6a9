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
        | Summa kostnader | summa | {}
        """
    assert len(told(net_cost(net.format("-500")))["Summa kostnader"]) == 2
    assert len(told(net_cost(net.format("-400")))["Summa kostnader"]) == 3


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


@pytest.mark.parametrize("name", ["Nettokostnad", "Summa nettokostnader", "Kostnader, netto"])
def test_a_net_cost_never_leaves_the_income_out(name: str) -> None:
    table = net_cost(f"| Intäkter | rad | 157\n| Kostnader | rad | -588\n| {name} | summa | -588")
    assert told(table)[name] == ["Intäkter", "Kostnader"]


AREAS = """
    A | Intäkter A | rad | 100
    A | Kostnader A | rad | -80
    A | Resultat A | resultat | {}
    B | Intäkter B | rad | 100
    B | Kostnader B | rad | -70
    {} | {} | resultat | {}
    """


def test_a_result_of_an_area_stays_in_it_though_both_areas_make_it_right() -> None:
    sums = told(net_cost(AREAS.format("50", "B", "Resultat B", "30")))
    assert sums["A: Resultat A"] == ["A: Intäkter A", "A: Kostnader A"]


def test_a_result_without_an_area_of_its_own_may_add_up_everything() -> None:
    rows = [line for line in AREAS.splitlines() if "Resultat A" not in line]
    table = net_cost("\n".join(rows).format("", "Resultat ASN", "50"))
    assert len(told(table)["B: Resultat ASN"]) == 4


STATEMENT = """
    | Intäkter | rad | 269
    | Kostnader | rad | -1141
    | Nettokostnader | summa | -872
    | Skatteintäkter | rad | 917
    | Verksamhetens resultat | resultat | {first}
    | Finansnetto | rad | -3
    | Resultat efter finansnetto | resultat | {second}
    | Extraordinärt | rad | -2
    | Årets resultat | {kind} | {last}
    """
RUNNING = {
    "Nettokostnader": ["Intäkter", "Kostnader"],
    "Verksamhetens resultat": ["Nettokostnader", "Skatteintäkter"],
    "Resultat efter finansnetto": ["Verksamhetens resultat", "Finansnetto"],
    "Årets resultat": ["Resultat efter finansnetto", "Extraordinärt"],
}


@pytest.mark.parametrize("kind", ["resultat", "total"])
@pytest.mark.parametrize(
    ("first", "second", "last"),
    [("45", "42", "40"), ("54", "42", "40"), ("45", "24", "40"), ("45", "42", "-40")],
)
def test_a_result_runs_on_into_the_next_also_where_one_is_wrong(
    kind: str, first: str, second: str, last: str
) -> None:
    table = net_cost(STATEMENT.format(kind=kind, first=first, second=second, last=last))
    sums = {name: sorted(rows) for name, rows in told(table).items()}
    assert sums == {name: sorted(rows) for name, rows in RUNNING.items()}


def test_of_two_readings_that_make_as_much_right_the_plainest_is_meant() -> None:
    """The second result has added the first to itself: it is wrong, and no running result."""
    table = net_cost(
        """
        | IFO 1 | rad | 100 | 90
        | IFO 2 | rad | -60 | -55
        | Resultat IFO | resultat | 40 | 35
        | A&I 1 | rad | 200 | 190
        | A&I 2 | rad | -150 | -140
        | Resultat A&I | resultat | 90 | 85
        | Resultat ASN | total | 130 | 120
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget",
    )
    assert told(table)["Resultat A&I"] == ["A&I 1", "A&I 2"]
    assert told(table)["Resultat ASN"] == ["Resultat IFO", "Resultat A&I"]


def test_one_wrong_column_does_not_make_another_reading_right() -> None:
    """The costs are right but for the year's forecast, which has got the income in it."""
    table = net_cost(
        """
        | Intäkter | rad | 0 | 0 | 20
        | Löner | rad | -60 | -55 | -70
        | Hyror | rad | -40 | -45 | -30
        | Summa kostnader | summa | -100 | -100 | -80
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget | Prognos",
    )
    assert told(table)["Summa kostnader"] == ["Löner", "Hyror"]


def test_sums_may_be_summed_by_one_of_their_own_kind() -> None:
    table = net_cost(
        """
        | Gemensamt | rad | -78 885 | -80 000
        | Vård | rad | -27 025 | -20 000
        | Nettokostnad IFO | summa | -105 910 | -100 000
        | Arbete | rad | -13 391 | -14 000
        | Integration | rad | -3 264 | -3 000
        | Nettokostnad A&I | summa | -16 655 | -17 000
        | Nettokostnad ASN | summa | -122 565 | -117 000
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget",
    )
    assert told(table)["Nettokostnad ASN"] == ["Nettokostnad IFO", "Nettokostnad A&I"]


def test_a_wrong_row_does_not_turn_a_table_with_its_sums_first() -> None:
    table = net_cost(
        """
        | Nämnden | rad | -7
        | Nettokostnad IFO | summa | -105 910
        | Gemensamt | rad | -87 885
        | Vård | rad | -27 025
        | Nettokostnad A&I | summa | -16 655
        | Arbete | rad | -13 391
        | Integration | rad | -3 264
        | Resultat ASN | total | -122 572
        """
    )
    sums = told(table)
    assert sums["Nettokostnad IFO"] == ["Gemensamt", "Vård"]
    assert sums["Nettokostnad A&I"] == ["Arbete", "Integration"]
    assert sums["Resultat ASN"] == ["Nämnden", "Nettokostnad IFO", "Nettokostnad A&I"]


def test_a_blank_deviation_reads_as_what_its_row_gives_when_rows_are_told_apart() -> None:
    table = net_cost(
        """
        | Nettokostnad IFO | summa | -30 | -35 | 5
        | A | rad | -10 | -12 |
        | B | rad | -20 | -23 |
        | Nettokostnad A&I | summa | -70 | -75 | 5
        | C | rad | -40 | -42 |
        | D | rad | -30 | -33 |
        """,
        "Område | Verksamhet | Radtyp | Utfall | Budget | Avvikelse",
    )
    assert told(table)["Nettokostnad IFO"] == ["A", "B"]
    assert told(table)["Nettokostnad A&I"] == ["C", "D"]
