"""Laws of the calculation, for any table and any goal: found by hypothesis, not by example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xl_asn.calculation.adding_up.explanations import explain
from xl_asn.calculation.adding_up.identities import identities, printed_values
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.structure import sum_structures
from xl_asn.calculation.amounts import computed_amounts
from xl_asn.calculation.rollup import assess
from xl_asn.model.amounts import (
    AmountColumn,
    Amounts,
    AmountTable,
    RowHead,
    RowKind,
)
from xl_asn.model.goals import Gate, GoalInput, Method, Policy, UnitResult
from xl_asn.model.grid import CellRef
from xl_asn.model.money import rounded
from xl_asn.model.statuses import COLOURS, Status, Word, scale_of
from xl_asn.parameters.dated import Parameters

TYPED = ("Utfall", "Budget", "Prognos", "Årsbudget")
COLUMNS = (
    AmountColumn("Utfall"),
    AmountColumn("Budget"),
    AmountColumn("Avvikelse", ("Utfall",), ("Budget",)),
    AmountColumn("Prognos"),
    AmountColumn("Årsbudget"),
    AmountColumn("Prognosavvikelse", ("Prognos",), ("Årsbudget",)),
)

ByHeader = Mapping[str, Decimal]


@dataclass(frozen=True)
class Line:
    """One row of a table before it is rounded and printed."""

    label: str
    area: str
    kind: RowKind
    amounts: ByHeader


def table_of(lines: Sequence[Line], unit: str = "tkr") -> AmountTable:
    heads = tuple(RowHead(line.label, line.area, line.kind) for line in lines)
    headers = [column.header for column in COLUMNS]
    amounts = Amounts(
        "Nettokostnad",
        tuple(range(6, 6 + len(lines))),
        {header: 4 + j for j, header in enumerate(headers)},
        {header: tuple(line.amounts.get(header) for line in lines) for header in headers},
    )
    return AmountTable("Nettokostnad", unit, COLUMNS, heads, amounts.without_noise())


def with_deviations(amounts: ByHeader) -> ByHeader:
    deviations = {
        column.header: amounts[column.plus[0]] - amounts[column.minus[0]]
        for column in COLUMNS
        if column.plus and {*column.plus, *column.minus} <= amounts.keys()
    }
    return {**amounts, **deviations}


def summed(lines: Sequence[Line]) -> ByHeader:
    return {
        header: sum((line.amounts.get(header, Decimal(0)) for line in lines), Decimal(0))
        for header in TYPED
    }


unrounded = st.decimals(-100_000, 100_000, places=3) | st.decimals(-3, 3, places=3)
whole = st.fixed_dictionaries(dict.fromkeys(TYPED, unrounded))
only_forecast = st.fixed_dictionaries(dict.fromkeys(TYPED[2:], unrounded))
amounts = st.one_of(whole, whole, only_forecast)


@st.composite
def areas(draw: st.DrawFn, *, blank_sums: bool = False) -> list[list[Line]]:
    """Return blocks of rows with exact amounts.

    A block is rows with their sum before or after them, or an income statement: income, costs,
    the sum of the costs and the result.
    """
    first = draw(st.booleans())
    blocks = []
    for a in range(draw(st.integers(1, 3))):
        area = f"Område {a}"

        def line(name: str, kind: RowKind, cells: ByHeader, *, area: str = area) -> Line:
            return Line(f"{name}, {area}", area, kind, {} if kind.is_sum and blank_sums else cells)

        rows = [
            line(f"Rad {i}", RowKind.ROW, draw(amounts)) for i in range(draw(st.integers(1, 5)))
        ]
        parts = [line("varav", RowKind.OF_WHICH, draw(amounts))] * draw(st.booleans())
        total = line("Summa", RowKind.SUM, summed(rows))
        if draw(st.booleans()):
            income = line("Externa intäkter", RowKind.ROW, draw(amounts))
            costs = line("Summa kostnader", RowKind.SUM, summed(rows))
            result = line("Resultat", RowKind.RESULT, summed([income, *rows]))
            blocks.append([income, *rows, *parts, costs, result])
        else:
            blocks.append([total, *rows, *parts] if first else [*rows, *parts, total])
    return blocks


def with_total(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    lines = [line for block in blocks for line in block]
    rows = [line for line in lines if line.kind is RowKind.ROW]
    return [*lines, Line("Resultat", "", RowKind.TOTAL, summed(rows))]


def printed(line: Line, decimals: int, *, by_program: bool) -> Line:
    """Return a row as printed: every cell rounded, deviations by themselves or from the others."""
    if by_program:
        cells = with_deviations({k: rounded(v, decimals) for k, v in line.amounts.items()})
    else:
        cells = {k: rounded(v, decimals) for k, v in with_deviations(line.amounts).items()}
    return replace(line, amounts=cells)


@given(areas(), st.sampled_from([0, 1, 2]), st.booleans(), st.sampled_from(["tkr", "mnkr", "mdkr"]))
def test_rounding_alone_never_alarms(
    blocks: list[list[Line]],
    decimals: int,
    by_program: bool,  # noqa: FBT001 - drawn
    unit: str,
) -> None:
    lines = [printed(line, decimals, by_program=by_program) for line in with_total(blocks)]
    table = table_of(lines, unit)
    assert explain(identities(table), printed_values(table)) == ()


@given(areas(), st.data())
def test_binary_noise_never_alarms(blocks: list[list[Line]], data: st.DataObject) -> None:
    """Noise is what a computation in floats adds: a part in 2^52 of the largest amount."""
    lines = [printed(line, 0, by_program=False) for line in with_total(blocks)]
    largest = max(abs(value) for line in lines for value in line.amounts.values())
    noise = largest.scaleb(-16).quantize(Decimal("1e-20"))
    noisy = [
        replace(
            line,
            amounts={
                header: value + data.draw(st.sampled_from([-noise, Decimal(0), noise]))
                for header, value in line.amounts.items()
            },
        )
        for line in lines
    ]
    assert table_of(noisy).printed == table_of(lines).printed


@given(areas(), st.data())
def test_what_is_broken_is_explained_and_what_is_not_is_left_alone(
    blocks: list[list[Line]], data: st.DataObject
) -> None:
    table = table_of([printed(line, 0, by_program=False) for line in with_total(blocks)])
    values = printed_values(table)
    cells = data.draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True))
    for cell in cells:
        values[cell] += data.draw(st.integers(-10_000, 10_000))
    sums = identities(table)
    broken = [identity for identity in sums if not identity.holds(values)]
    found = explain(sums, values)
    assert bool(found) == bool(broken)
    for explanation in found:
        assert explanation.found == values[explanation.cell]
        assert explanation.cell not in explanation.consequences
        assert any(explanation.cell in identity.cells for identity in sums)
    assert list(found) == sorted(found, key=lambda explanation: explanation.cell)


@given(areas(), st.data())
def test_a_network_knows_what_adding_up_again_would_tell(
    blocks: list[list[Line]], data: st.DataObject
) -> None:
    table = table_of([printed(line, 0, by_program=False) for line in with_total(blocks)])
    values, sums = printed_values(table), identities(table)
    network = Network(sums, values)
    for _ in range(data.draw(st.integers(1, 3))):
        cell = data.draw(st.sampled_from(sorted(values)))
        move = network.move(cell, Decimal(data.draw(st.integers(-10_000, 10_000))))
        values |= move.values
        for number, gap in move.gaps.items():
            assert gap == sums[number].gap(values)
        network.apply(move)
        assert network.values == values
        assert network.broken == [n for n, one in enumerate(sums) if not one.holds(values)]


def totals(table: AmountTable) -> Mapping[tuple[str, str], object]:
    labels = {figure.cell: row for row, _, figure in table.figures()}
    return {
        (labels[result.cell].label, result.column): result.value
        for result in computed_amounts(table)
        if labels[result.cell].kind.is_sum
    }


@given(areas(blank_sums=True), st.data())
def test_totals_do_not_depend_on_the_order_of_rows(
    blocks: list[list[Line]], data: st.DataObject
) -> None:
    blank = Line("Resultat", "", RowKind.TOTAL, {})
    ordered = totals(table_of([line for block in blocks for line in block] + [blank]))
    shuffled: list[Line] = []
    for block in data.draw(st.permutations(blocks)):
        rows = [
            line for line in block if not line.kind.is_sum and line.kind is not RowKind.OF_WHICH
        ]
        sums = [line for line in block if line.kind.is_sum]
        rows = data.draw(st.permutations(rows))
        before = len(sums) == 1 and data.draw(st.booleans())
        shuffled += [*sums, *rows] if before else [*rows, *sums]
    last = data.draw(st.booleans())
    lines = [*shuffled, blank] if last else [blank, *shuffled]
    assert totals(table_of(lines)) == ordered
    rows = [line for block in blocks for line in block if line.kind is RowKind.ROW]
    assert ordered["Resultat", "Prognos"] == summed(rows)["Prognos"]


@st.composite
def chains(draw: st.DrawFn) -> list[Line]:
    """Return an income statement where each result is the one before it and the rows between."""
    lines: list[Line] = []
    above: list[Line] = []
    kind = draw(st.sampled_from([RowKind.SUM, RowKind.RESULT, RowKind.TOTAL]))
    for depth in range(draw(st.integers(2, 7))):
        above += [
            Line(f"Post {depth}.{n}", "", RowKind.ROW, draw(whole))
            for n in range(draw(st.integers(1, 3)))
        ]
        lines += above[len([line for line in lines if line.kind is RowKind.ROW]) :]
        lines.append(Line(f"Resultat {depth}", "", kind, summed(above)))
    return lines


@given(chains(), st.sampled_from([0, 1]), st.booleans())
def test_running_results_of_any_depth_add_up(
    lines: list[Line],
    decimals: int,
    by_program: bool,  # noqa: FBT001 - drawn
) -> None:
    table = table_of([printed(line, decimals, by_program=by_program) for line in lines])
    assert explain(identities(table), printed_values(table)) == ()


@st.composite
def told_apart(draw: st.DrawFn) -> list[Line]:
    """Return a chain of results in which no two sums of rows are the same: powers of three."""
    lines = draw(chains())
    above: list[Line] = []
    found: list[Line] = []
    for line in lines:
        if line.kind is RowKind.ROW:
            size = Decimal(1000 * 3 ** len(above) * draw(st.sampled_from([-1, 1])))
            above.append(replace(line, amounts={h: size * (2 + n) for n, h in enumerate(TYPED)}))
            found.append(above[-1])
        else:
            found.append(replace(line, amounts=summed(above)))
    return found


@given(told_apart(), st.data())
def test_a_wrong_figure_does_not_break_a_chain_of_results(
    lines: list[Line], data: st.DataObject
) -> None:
    table = table_of([printed(line, 0, by_program=False) for line in lines])
    cells = [
        figure.cell
        for row, column, figure in table.figures()
        if row.kind.is_sum and not column.plus
    ]
    cell = data.draw(st.sampled_from(cells))
    wrong = table_of(
        [
            replace(
                line,
                amounts={
                    **line.amounts,
                    **{
                        column.header: line.amounts[column.header] + 777_777
                        for j, column in enumerate(COLUMNS)
                        if cell == CellRef("Nettokostnad", 6 + i, 4 + j)
                    },
                },
            )
            for i, line in enumerate(printed(line, 0, by_program=False) for line in lines)
        ]
    )
    meant: list[tuple[int, tuple[int, ...]]] = []
    rows: list[int] = []
    for i, line in enumerate(lines):
        if line.kind.is_sum:
            meant.append((i, tuple(rows)))
            rows = []
        rows.append(i)
    assert [(s.row, s.operands) for s in sum_structures(table)] == meant
    assert [(s.row, s.operands) for s in sum_structures(wrong)] == meant


shares = st.decimals(0, 1, places=2)


_FOUR = scale_of(
    (
        Word("Mycket bra", "grön"), Word("Bra", "grön"), Word("Svagt", "gul"),
        Word("Dåligt", "röd"), Word("Ej mätt", "ingen"),
    )
)  # fmt: skip


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Return any policy of any scale in which a better status never gives fewer points."""
    shipped = Parameters.of([], date(2022, 11, 30)).policy(4)
    assert _FOUR is not None
    scale = draw(st.sampled_from([COLOURS, _FOUR]))
    count = len(scale.goals)
    points = sorted(draw(st.tuples(*[st.decimals(0, 3, places=1)] * count)), reverse=True)
    gates = sorted(draw(st.tuples(*[st.decimals(-1, 1, places=3)] * (count - 1))), reverse=True)
    return shipped._replace(
        scale=scale,
        method=draw(st.sampled_from(Method)),
        target=draw(shares),
        share_limits={status: draw(shares) for status in scale.between},
        scores=dict(zip(scale.goals, points, strict=True)),
        mean_limits={status: draw(st.decimals(0, 3, places=1)) for status in scale.goals[:-1]},
        gate_limits=dict(zip(scale.goals[:-1], gates, strict=True)),
    )


@st.composite
def judged(draw: st.DrawFn, least: int = 1) -> tuple[Policy, list[Status]]:
    """Return a policy, and what units are by its scale."""
    policy = draw(policies())
    return policy, draw(st.lists(st.sampled_from(policy.scale.units), min_size=least, max_size=12))


def goal(statuses: Sequence[Status], outcome: Decimal | None) -> GoalInput:
    units = tuple(
        UnitResult(f"Enhet {i}", status, CellRef("Enhetsresultat", 6 + i, 3))
        for i, status in enumerate(statuses)
    )
    cell = CellRef("Målindikatorer", 6, 3)
    gate = None if outcome is None else Gate("Budgetavvikelse", outcome, cell, ())
    return GoalInput(1, "Medarbetare", units, None, gate)


outcomes = st.none() | st.decimals("-0.1", "0.1", places=3)


def rank(status: Status | None, policy: Policy) -> int:
    assert status is not None
    return policy.scale.goals.index(status)


@given(judged(), outcomes, st.data())
def test_a_worse_unit_never_improves_its_goal(
    case: tuple[Policy, list[Status]], outcome: Decimal | None, data: st.DataObject
) -> None:
    policy, statuses = case
    goals = policy.scale.goals
    assessed = [i for i, status in enumerate(statuses) if status in goals]
    if not assessed:
        return
    place = data.draw(st.sampled_from(assessed))
    worse = data.draw(st.sampled_from(goals[goals.index(statuses[place]) :]))
    changed = [*statuses[:place], worse, *statuses[place + 1 :]]
    before, after = assess(goal(statuses, outcome), policy), assess(goal(changed, outcome), policy)
    assert rank(after.status, policy) >= rank(before.status, policy)


@given(
    judged().filter(lambda case: set(case[1]) & set(case[0].scale.goals)),
    st.decimals("-0.1", "0.1", places=3),
    st.decimals(0, "0.1", places=3),
)
def test_a_worse_gate_never_improves_its_goal_and_no_gate_is_the_best(
    case: tuple[Policy, list[Status]], outcome: Decimal, loss: Decimal
) -> None:
    policy, statuses = case
    free = assess(goal(statuses, None), policy)
    before = assess(goal(statuses, outcome), policy)
    after = assess(goal(statuses, outcome - loss), policy)
    assert rank(free.status, policy) <= rank(before.status, policy) <= rank(after.status, policy)


@given(judged(), st.data())
def test_the_worst_of_the_units_is_the_worst_that_is_measured(
    case: tuple[Policy, list[Status]], data: st.DataObject
) -> None:
    policy, statuses = case
    policy = policy._replace(method=Method.WORST, counts_no_outcome=data.draw(st.booleans()))
    measured = [policy.scale.goals.index(s) for s in statuses if s in policy.scale.goals]
    found = assess(goal(statuses, None), policy).status
    assert found is (policy.scale.goals[max(measured)] if measured else None)


@given(judged(least=0), outcomes, st.data())
def test_the_order_of_units_does_not_matter_and_every_status_is_explained(
    case: tuple[Policy, list[Status]], outcome: Decimal | None, data: st.DataObject
) -> None:
    policy, statuses = case
    one = assess(goal(statuses, outcome), policy)
    other = assess(goal(data.draw(st.permutations(statuses)), outcome), policy)
    assert (one.status, one.share, one.explanation) == (
        other.status,
        other.share,
        other.explanation,
    )
    start = one.status.value if one.status else "Går inte att bedöma"
    assert one.explanation.startswith(f"{start}: ")
