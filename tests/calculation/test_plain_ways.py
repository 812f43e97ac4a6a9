"""What is found by look-ups is what going through everything would find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calculation.test_laws import COLUMNS, Line, table_of, with_deviations
from xl_asn.calculation.adding_up.corrections import (
    NO_WITNESSES,
    Witnesses,
    best_correction,
    plain_correction,
)
from xl_asn.calculation.adding_up.explanations import explain
from xl_asn.calculation.adding_up.identities import Identity, identities, printed_values
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.rounding import tolerance_of_sum
from xl_asn.calculation.adding_up.structure import sum_structures
from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.grid import CellRef

moderate = settings(max_examples=150, deadline=None)

LEVEL = {RowKind.ROW: 0, RowKind.SUM: 1, RowKind.RESULT: 2, RowKind.TOTAL: 3}
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


def readings(
    rows: Sequence[AmountRow], index: int, consumed: set[int]
) -> Iterator[tuple[int, ...]]:
    """Yield every reading of a sum as written out: the blocks, then the whole sides."""
    level = LEVEL[rows[index].kind]

    def free(indexes: Iterable[int]) -> tuple[int, ...]:
        return tuple(
            i
            for i in indexes
            if i not in consumed
            and rows[i].kind is not RowKind.OF_WHICH
            and LEVEL[rows[i].kind] < level
        )

    def block(indexes: Iterable[int]) -> list[int]:
        found = []
        for i in indexes:
            row = rows[i]
            if row.area != rows[index].area or (row.kind.is_sum and LEVEL[row.kind] >= level):
                break
            found.append(i)
        return sorted(found)

    before, after = range(index), range(index + 1, len(rows))
    if level < LEVEL[RowKind.TOTAL]:
        blocks = [free(block(reversed(before))), free(block(after))]
        if "kostnad" in rows[index].label.casefold():
            for one in blocks:
                costs = tuple(i for i in one if "intäkt" not in rows[i].label.casefold())
                if costs != one:
                    yield costs
        yield from blocks
    if level > LEVEL[RowKind.SUM]:
        yield from (free(before), free(after), free((*before, *after)))


def fitting(table: AmountTable, index: int, operands: Sequence[int]) -> int:
    """Count the columns where rows add up to a row, adding them up."""
    total, rows, count = table.rows[index], [table.rows[i] for i in operands], 0
    for column in table.columns:
        printed = total.figures[column.header].value
        if printed is not None:
            values = [row.figures[column.header].value or Decimal(0) for row in rows]
            tolerance = tolerance_of_sum(table, column, total, rows)
            count += abs(sum(values, Decimal(0)) - printed) <= tolerance
    return count


@moderate
@given(any_tables())
def test_sums_are_those_of_the_best_of_all_readings(table: AmountTable) -> None:
    consumed: set[int] = set()
    expected = []
    sums = [i for i, row in enumerate(table.rows) if row.kind.is_sum]
    for index in sorted(sums, key=lambda i: LEVEL[table.rows[i].kind]):
        found = [reading for reading in readings(table.rows, index, consumed) if reading]
        if found:
            best = max(found, key=lambda reading: fitting(table, index, reading))
            consumed.update(best)
            expected.append((index, best))
    assert [(s.row, s.operands) for s in sum_structures(table)] == expected


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


@settings(max_examples=60, deadline=None)
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


@moderate
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
