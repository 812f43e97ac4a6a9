"""The smallest explanation: the published fault, and one wrong cell at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

import pytest

from tests.calculation.tables import (
    MONTHS,
    amount,
    cell_of,
    corrected,
    net_cost,
    published,
    published_table,
    with_values,
)
from tests.thorough import thorough
from xl_asn.calculation.adding_up.explanations import Explanation, explain
from xl_asn.calculation.adding_up.identities import identities, printed_values
from xl_asn.calculation.adding_up.network import Network
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef

FULL = "Område | Verksamhet | Radtyp | Utfall | Budget | Avvikelse"


def explained(table: AmountTable) -> tuple[Explanation, ...]:
    return explain(identities(table), printed_values(table))


def test_2021_gemensamt_ifo_is_one_fault_with_two_consequences() -> None:
    table = published_table("2021-02", "Nettokostnad")
    (found,) = explained(table)
    column = "Prognosavvikelse"
    assert found.cell == cell_of(table, "Gemensamt IFO", column)
    assert (found.found, found.expected) == (amount("−2 418"), amount("−2 468"))
    assert found.consequences == (
        cell_of(table, "Nettokostnad IFO", column),
        cell_of(table, "Resultat ASN", column),
    )
    assert found.identity.kind == "rad"
    values = printed_values(corrected(table))
    assert [values[cell] for cell in found.consequences] == [amount("−46"), amount("−732")]


def test_2021_the_income_statement_carries_the_same_fault() -> None:
    table = published_table("2021-02", "Resultaträkning")
    (found,) = explained(table)
    column = "Prognosavvikelse"
    assert found.cell == cell_of(table, "Övriga kostnader", column, "familj")
    assert (found.found, found.expected) == (amount("−1 028"), amount("−1 077"))
    assert found.consequences == (
        cell_of(table, "Summa kostnader", column, "familj"),
        cell_of(table, "Resultat IFO", column),
        cell_of(table, "Resultat ASN", column),
    )


def test_2022_and_2023_have_nothing_to_explain() -> None:
    tables = [table for month in MONTHS[1:] for table in published(month).amount_tables()]
    assert len(tables) == 2
    assert [explained(table) for table in tables] == [(), ()]


def swapped(value: Decimal) -> Decimal:
    """Return a figure with its last two different digits swapped."""
    digits = str(abs(value))
    for i in range(len(digits) - 1, 0, -1):
        if digits[i] != digits[i - 1]:
            text = digits[: i - 1] + digits[i] + digits[i - 1] + digits[i + 1 :]
            return Decimal(text).copy_sign(value)
    return value


MISTAKES: dict[str, Callable[[Decimal], Decimal]] = {
    "swapped": swapped,
    "sign": lambda value: -value,
    "tenfold": lambda value: value * 10,
    "+20": lambda value: value + 20,
}


@cache
def mistakes() -> tuple[tuple[str, CellRef, Decimal, int, tuple[Explanation, ...]], ...]:
    """Return every single mistake in the seeds that is larger than rounding, with what is said.

    The number is how many identities the mistake breaks.
    """
    return tuple(_mistakes())


def _mistakes() -> Iterator[tuple[str, CellRef, Decimal, int, tuple[Explanation, ...]]]:
    for month in MONTHS:
        for table in map(corrected, published(month).amount_tables()):
            right = printed_values(table)
            assert explained(table) == ()
            for cell, value in right.items():
                parts = [i for i in identities(table) if cell in i.cells]
                for name, mistake in MISTAKES.items():
                    change = abs(mistake(value) - value)
                    if not any(change > 2 * identity.tolerance for identity in parts):
                        continue
                    wrong = with_values(table, {cell: mistake(value)})
                    values = printed_values(wrong)
                    broken = sum(not i.holds(values) for i in identities(wrong))
                    yield name, cell, value, broken, explained(wrong)


def test_every_mistake_larger_than_rounding_is_found() -> None:
    assert len(mistakes()) > 1200
    assert all(said for *_, said in mistakes())


def test_the_wrong_cell_is_named() -> None:
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, cell, _, broken, said in mistakes():
        for group in (name, "alla", "minst två samband" if broken > 1 else "ett samband"):
            total[group] += 1
            named[group] += said[0].cell == cell
    shares = {group: named[group] / total[group] for group in total}
    for group, share in shares.items():
        print(f"named first, {group}: {named[group]}/{total[group]} = {share:.1%}")  # noqa: T201
    assert shares["alla"] >= 0.90
    assert shares["minst två samband"] == 1, "two identities always tell which cell it is"
    assert shares["sign"] >= 0.99
    assert shares["tenfold"] >= 0.99


def test_a_named_cell_is_alone_and_its_expected_value_is_right_within_rounding() -> None:
    right = [m for m in mistakes() if m[4][0].cell == m[1]]
    for _, cell, value, _, said in right:
        assert [explanation.cell for explanation in said] == [cell]
        assert abs(said[0].expected - value) <= said[0].identity.tolerance + 1
    exact = sum(abs(said[0].expected - value) <= 1 for *_, value, _, said in right)
    assert exact / len(right) >= 0.98


def exact_table() -> AmountTable:
    """Return 2022 as if no figure had been rounded: every identity holds exactly."""
    table = published_table("2022-11", "Nettokostnad")
    values = printed_values(table)
    for _ in range(2):
        for identity in identities(table):
            values[identity.result] = identity.expected(values)
    return with_values(table, values)


@pytest.mark.parametrize("change", [1, -1])
def test_one_unit_in_one_operand_is_rounding(change: int) -> None:
    table = exact_table()
    operands = {cell for identity in identities(table) for _, cell in identity.terms}
    values = printed_values(table)
    assert len(operands) > 60
    for cell in operands:
        assert explained(with_values(table, {cell: values[cell] + change})) == ()


def test_two_faults_are_two_explanations() -> None:
    table = corrected(published_table("2021-02", "Nettokostnad"))
    values = printed_values(table)
    one = cell_of(table, "Socialpsykiatri", "Prognosavvikelse")
    two = cell_of(table, "Integration", "Utfall")
    wrong = with_values(table, {one: values[one] + 500, two: -values[two]})
    assert [e.cell for e in explained(wrong)] == sorted([one, two])


def test_the_figure_found_is_the_printed_one_even_where_another_mend_moved_it() -> None:
    table = published_table("2022-11", "Nettokostnad")
    values = printed_values(table)
    total = {header: cell_of(table, "Resultat ASN", header) for header in ("Utfall", "Budget")}
    wrong = with_values(table, {cell: values[cell] + 1000 for cell in total.values()})
    for explanation in explained(wrong):
        assert explanation.found == printed_values(wrong)[explanation.cell]
    assert {e.cell for e in explained(wrong)} == set(total.values())


def test_consequences_follow_through_rows_and_sums() -> None:
    table = net_cost(
        """
        IFO | Gemensamt | rad | -100 | -90 | -10
        IFO | Vård | rad | -50 | -60 | 10
        IFO | Summa IFO | summa | -150 | -150 | 0
        A&I | Arbete | rad | -20 | -30 | 10
        A&I | Integration | rad | -5 | -5 | 0
        A&I | Summa A&I | summa | -25 | -35 | 10
        | Resultat | total | -175 | -185 | 10
        """,
        FULL,
    )
    budget = cell_of(table, "Gemensamt", "Budget")
    followed = Network(identities(table), printed_values(table)).consequences(budget, Decimal(40))
    assert followed == (
        cell_of(table, "Gemensamt", "Avvikelse"),
        cell_of(table, "Summa IFO", "Budget"),
        cell_of(table, "Summa IFO", "Avvikelse"),
        cell_of(table, "Resultat", "Budget"),
        cell_of(table, "Resultat", "Avvikelse"),
    )
    alone = cell_of(table, "Resultat", "Avvikelse")
    network = Network(identities(table), printed_values(table))
    assert network.consequences(alone, Decimal(40)) == ()


def test_a_contradiction_that_no_single_cell_mends_is_still_told() -> None:
    table = net_cost(
        """
        IFO | Gemensamt | rad | 100 | |
        IFO | Vård | rad | 200 | |
        IFO | Summa | summa | 900 | 100 | 10
        """,
        FULL,
    )
    assert {e.cell for e in explained(table)} == {
        cell_of(table, "Summa", "Utfall"),
        cell_of(table, "Summa", "Avvikelse"),
    }


def test_what_the_limit_leaves_is_told_by_its_own_result_and_as_not_searched() -> None:
    table = corrected(published_table("2021-02", "Nettokostnad"))
    values = printed_values(table)
    one = cell_of(table, "Socialpsykiatri", "Utfall")
    two = cell_of(table, "Gemensamt IFO", "Utfall")
    wrong = with_values(table, {one: -values[one], two: -values[two]})
    known, printed = identities(wrong), printed_values(wrong)
    broken = [i for i in known if not i.holds(printed)]
    figures = sum(len(identity.cells) for identity in broken)
    nothing = explain(known, printed, most_weighed=figures - 1)
    assert sorted(e.cell for e in nothing) == sorted(i.result for i in broken)
    for e in nothing:
        assert (e.cell, e.searched, e.alone) == (e.identity.result, False, False)
        assert e.expected == e.identity.expected(printed)
    some = explain(known, printed, most_weighed=figures)
    (searched,) = (e for e in some if e.searched)
    assert searched.cell in {one, two}
    assert sorted(e.cell for e in some if not e.searched) == sorted(
        i.result for i in broken if i not in searched.repaired
    )
    everything = explain(known, printed, most_weighed=2 * figures)
    assert [(e.cell, e.searched) for e in everything] == [
        (cell, True) for cell in sorted([one, two])
    ]


@pytest.mark.parametrize("wrong", [1, *thorough(100)])
def test_so_many_rows_as_no_report_has_are_explained_in_bounded_time(wrong: int) -> None:
    lines = [f"IFO | Rad {n} | rad | -{9000 + n} | -1000 | -{8000 + n}" for n in range(3_000)]
    for n in range(wrong):
        lines[7 * n] = f"IFO | Rad {n} | rad | -{9000 + n} | -1000 | {900 + 7 * n}"
    total = -sum(9000 + n for n in range(3_000))
    lines.append(f" | Resultat | total | {total} | -3000000 | {total + 3000000}")
    table = net_cost("\n".join(lines), FULL)
    found = explained(table)
    assert len(found) >= wrong
    assert all(e.searched for e in found) is (wrong == 1)


def test_a_table_where_every_row_is_wrong_is_explained_row_by_row() -> None:
    rows = 600
    lines = [f"| Rad {n} | rad | -900 | -1000 | -100" for n in range(rows)]
    table = net_cost("\n".join(lines), FULL)
    found = explained(table)
    assert [explanation.cell for explanation in found] == [
        row.figures["Avvikelse"].cell for row in table.rows
    ]
    assert {explanation.expected for explanation in found} == {Decimal(100)}
