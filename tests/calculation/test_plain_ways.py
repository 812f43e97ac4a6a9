"""What is found by look-ups is what going through everything would find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.calculation.test_laws import COLUMNS, Line, table_of, with_deviations
from xl_asn.calculation.adding_up.corrections import (
    NO_WITNESSES,
    Witnesses,
    best_correction,
    plain_correction,
)
from xl_asn.calculation.adding_up.explanations import explain
from xl_asn.calculation.adding_up.free_rows import AFTER, BEFORE, BOTH, FreeRows
from xl_asn.calculation.adding_up.identities import Identity, identities, printed_values
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.readings import LEVEL
from xl_asn.calculation.adding_up.rounding import figure_of, tolerance_of_sum
from xl_asn.calculation.adding_up.structure import sum_structures
from xl_asn.model.amounts import AmountTable, RowKind
from xl_asn.model.grid import CellRef

LABELS = ("Vård", "Externa intäkter", "Övriga kostnader", "Summa kostnader")
TYPED = ("Utfall", "Budget", "Prognos", "Årsbudget")
small = st.integers(-4, 4).map(Decimal)


@st.composite
def any_tables(draw: st.DrawFn) -> AmountTable:
    """Return a table of rows of any kind, with amounts that add up often by chance."""
    lines = []
    for _ in range(draw(st.integers(2, 22))):
        cells = draw(st.dictionaries(st.sampled_from([c.header for c in COLUMNS]), small))
        lines.append(
            Line(
                draw(st.sampled_from(LABELS)),
                draw(st.sampled_from(("IFO", "A&I", ""))),
                draw(st.sampled_from(RowKind)),
                cells,
            )
        )
    return table_of(lines)


def fitting(table: AmountTable, index: int, operands: Sequence[int]) -> set[str]:
    """Return the columns where rows add up to a row, adding them up."""
    total, rows, found = table.rows[index], [table.rows[i] for i in operands], set()
    for column in table.columns:
        printed = total.figures[column.header].value
        if printed is not None:
            values = [figure_of(row, column) or Decimal(0) for row in rows]
            if abs(sum(values, Decimal(0)) - printed) <= tolerance_of_sum(
                table, column, total, rows
            ):
                found.add(column.header)
    return found


@given(any_tables(), st.data())
def test_what_is_left_on_a_side_adds_up_as_if_added_anew(
    table: AmountTable, data: st.DataObject
) -> None:
    left = [i for i, row in enumerate(table.rows) if row.kind is RowKind.ROW]
    free = FreeRows(table, left)
    for index, row in enumerate(table.rows):
        if not row.kind.is_sum:
            continue
        free.move_to(index)
        for sides in (BEFORE, AFTER, BOTH):
            meant = [i for i in left if sides[0 if i < index else 1]]
            assert free.rows(sides) == tuple(meant)
            assert free.fitting(index, sides) == fitting(table, index, meant)
        before = [i for i in left if i < index]
        taken = before[data.draw(st.integers(0, len(before))) :]
        if taken:
            free.take(taken)
            left = [i for i in left if i not in taken]


@given(any_tables())
def test_no_row_is_added_twice_and_every_sum_of_rows_is_below_it(table: AmountTable) -> None:
    structures = sum_structures(table)
    added_up = [i for s in structures for i in s.operands]
    assert len(added_up) == len(set(added_up))
    assert not [i for i in added_up if table.rows[i].kind is RowKind.OF_WHICH]
    order = [s.row for s in structures]
    for structure in structures:
        level = LEVEL[table.rows[structure.row].kind]
        for i in structure.operands:
            kind = table.rows[i].kind
            running = kind is table.rows[structure.row].kind and i < structure.row
            assert LEVEL[kind] < level or running
            assert i not in order or order.index(i) < order.index(structure.row)


@st.composite
def wrong_sums(draw: st.DrawFn) -> AmountTable:
    """Return a table with sums, where some figures are wrong."""
    whole = st.integers(-3_000, 3_000).map(Decimal)
    amount = draw(st.sampled_from((whole, small, st.decimals(-900, 900, places=1))))
    lines: list[Line] = []
    sums: list[Line] = []
    for area in ("IFO", "A&I")[: draw(st.integers(1, 2))]:
        rows = [
            Line(f"Rad {i}", area, RowKind.ROW, {header: draw(amount) for header in TYPED})
            for i in range(draw(st.integers(2, 12)))
        ]
        sums.append(Line(f"Summa {area}", area, RowKind.SUM, added(rows)))
        lines += [*rows, sums[-1]]
    lines.append(Line("Resultat", "", RowKind.TOTAL, added(sums)))
    cells = [dict(with_deviations(line.amounts)) for line in lines]
    for _ in range(draw(st.integers(1, 12))):
        there = draw(st.sampled_from(cells))
        header = draw(st.sampled_from([*there]))
        wrong = (there[header] + draw(whole), -there[header], there[header] * 10)
        there[header] = draw(st.sampled_from(wrong))
    return table_of(
        [Line(line.label, line.area, line.kind, c) for line, c in zip(lines, cells, strict=True)]
    )


def added(lines: Sequence[Line]) -> Mapping[str, Decimal]:
    return {h: sum((line.amounts[h] for line in lines), Decimal(0)) for h in TYPED}


@st.composite
def told(draw: st.DrawFn, table: AmountTable) -> Witnesses:
    """Return what other sheets may print for some of a table's figures."""
    values = printed_values(table)
    cells = draw(st.lists(st.sampled_from(sorted(values)), max_size=6, unique=True))
    return {
        cell: (draw(st.sampled_from((values[cell], values[cell] + draw(small)))),) for cell in cells
    }


def plainly_explained(
    sums: Sequence[Identity], values: Mapping[CellRef, Decimal], witnesses: Witnesses
) -> list[tuple[object, ...]]:
    """Explain by weighing every figure of every broken identity anew for each explanation."""
    network = Network(sums, values)
    found = []
    while network.broken:
        choices = {n: best_correction(network, n, witnesses) for n in network.broken}
        number = min(choices, key=lambda n: (choices[n].demerit, n))
        choice = choices[number]
        alone = choice.is_better and choice.is_alone
        if alone:
            correction = choice.correction
        else:
            number = number if choice.is_better else network.broken[0]
            correction = plain_correction(network, number)
        expected = str(network.values[correction.cell] + correction.change)
        found.append(
            (correction.cell, expected, number, correction.repaired, correction.move.moved, alone)
        )
        if alone:
            network.apply(correction.move)
        else:
            network.forget(number)
    return sorted(found, key=lambda one: str(one[0]))


@given(wrong_sums(), st.data())
def test_a_mend_kept_until_what_it_reaches_has_changed_is_the_best_of_all(
    table: AmountTable, data: st.DataObject
) -> None:
    sums, values = identities(table), printed_values(table)
    witnesses = data.draw(st.one_of(st.just(NO_WITNESSES), told(table)))
    numbers = {id(identity): n for n, identity in enumerate(sums)}
    found = [
        (
            e.cell,
            str(e.expected),
            numbers[id(e.identity)],
            tuple(numbers[id(identity)] for identity in e.repaired),
            e.consequences,
            e.alone,
        )
        for e in explain(sums, values, witnesses)
    ]
    expected = plainly_explained(sums, values, witnesses)
    assert sorted(found, key=str) == sorted(expected, key=str)


@given(any_tables(), small, st.integers(0, 4).map(Decimal))
def test_rows_near_an_amount_are_all_of_them(
    table: AmountTable, amount: Decimal, tolerance: Decimal
) -> None:
    for column in table.columns:
        found = table.rows_near(column.header, amount, tolerance)
        assert sorted(map(id, found)) == sorted(
            id(row)
            for row in table.rows
            if abs((row.figures[column.header].value or Decimal(0)) - amount) <= tolerance
        )
