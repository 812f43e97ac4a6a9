"""Deviations, forecast changes and totals: each computed figure with its formula and inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xl_asn.calculation.adding_up.identities import printed_values
from xl_asn.calculation.adding_up.structure import SumStructure, sum_structures
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable
from xl_asn.model.goals import BudgetDeviation
from xl_asn.model.grid import CellRef
from xl_asn.model.money import last_place, rounding_tolerance, show_exact
from xl_asn.model.results import Result


def computed_amounts(
    table: AmountTable,
    structures: Sequence[SumStructure] | None = None,
    carried: Iterable[Result] = (),
) -> tuple[Result, ...]:
    """Return every figure that follows from others in the table, in sheet order.

    ``structures`` are the table's sums, where they are known already, and ``carried`` what an
    earlier report gives for blank cells, whatever their table.

    Sums of input columns come first: where a total is blank, the deviations of its row are
    computed from the sums. A cell that cannot be read stops what depends on it and nothing else.
    """
    values = printed_values(table)
    results = {found.cell: found for found in carried if found.cell.sheet == table.sheet}
    for cell, found in results.items():
        if isinstance(found.value, Decimal):
            values.setdefault(cell, found.value)
    structures = sum_structures(table) if structures is None else structures
    for column in table.columns:
        if not column.plus:
            _add_sums(table, structures, column, values, results)
    computed = [(column, column.formula) for column in table.columns if column.plus]
    for row in table.rows:
        for column, formula in computed:
            _add_difference(row, column, formula, values, results)
    for column in table.columns:
        if column.plus:
            _add_sums(table, structures, column, values, results)
    return tuple(results[cell] for cell in sorted(results))


def _add_difference(
    row: AmountRow,
    column: AmountColumn,
    formula: str,
    values: dict[CellRef, Decimal],
    results: dict[CellRef, Result],
) -> None:
    figures, value = row.figures, Decimal(0)
    operands = tuple(figures[header].cell for header in (*column.plus, *column.minus))
    for place, operand in enumerate(operands):
        if operand not in values:
            return
        if place < len(column.plus):
            value += values[operand]
        else:
            value -= values[operand]
    cell = figures[column.header].cell
    results[cell] = Result(cell, row.label, column.header, value, formula, operands)
    values[cell] = value


def signed_inputs(result: Result, tables: Mapping[str, AmountTable]) -> Mapping[CellRef, int]:
    """Return how often an amount's inputs are added to make it; nothing for what is no amount.

    ``tables`` are the tables by sheet.
    """
    columns = {column.header: column for column in tables[result.cell.sheet].columns}
    column = columns.get(result.column)
    if column is None:
        return {}
    minus = 0 if result.fills else len(column.minus)
    added = len(result.inputs) - minus
    return {cell: 1 if at < added else -1 for at, cell in enumerate(result.inputs)}


def _add_sums(
    table: AmountTable,
    structures: Sequence[SumStructure],
    column: AmountColumn,
    values: dict[CellRef, Decimal],
    results: dict[CellRef, Result],
) -> None:
    """Add the sums of one column, inner sums first; a printed total stays the author's own."""
    for structure in structures:
        row = table.rows[structure.row]
        total = row.figures[column.header]
        terms = [table.rows[i].figures[column.header] for i in structure.operands]
        known = tuple(term.cell for term in terms if term.cell in values)
        if total.cell in results or not known or not all(term.readable for term in terms):
            continue
        value = sum((values[cell] for cell in known), Decimal(0))
        formula = f"Summan av {len(known)} rader" if len(known) > 1 else "Samma som raden"
        note = _rounding_note(values, total.cell, value, known)
        results[total.cell] = Result(
            total.cell, row.label, column.header, value, formula, known, fills=True, note=note
        )
        values.setdefault(total.cell, value)


def _rounding_note(
    values: Mapping[CellRef, Decimal], cell: CellRef, value: Decimal, terms: tuple[CellRef, ...]
) -> str:
    printed = values.get(cell)
    if printed is None or printed == value:
        return ""
    tolerance = rounding_tolerance(
        len(terms), last_place(printed, *(values[term] for term in terms))
    )
    difference = show_exact(printed - value, signed=True)
    if abs(printed - value) <= tolerance:
        return f"I bladet står {show_exact(printed)}. Skillnaden {difference} är avrundning."
    return f"I bladet står {show_exact(printed)}. Skillnaden är {difference}."


def budget_deviation(table: AmountTable) -> BudgetDeviation | None:
    """Return the board's forecast deviation as a share of its yearly budget.

    prognosavvikelse / |årsbudget| of the board's total (published: −1 666 / 274 572 = −0,6 %).
    None where the total row lacks a figure or the budget is nothing.
    """
    total = table.board_total
    if total is None:
        return None
    try:
        forecast, budget = total.figures["Prognos"].cell, total.figures["Årsbudget"].cell
    except KeyError:
        return None
    values = printed_values(table)
    if not values.keys() >= {forecast, budget}:  # a blank total: what its rows add up to
        computed = {result.cell: result.value for result in computed_amounts(table)}
        values |= {
            cell: value
            for cell, value in computed.items()
            if cell in {forecast, budget} and isinstance(value, Decimal)
        }
    if forecast not in values or not values.get(budget):
        return None
    share = (values[forecast] - values[budget]) / abs(values[budget])
    unit = read_unit(table.unit) or AmountUnit.TKR
    in_tkr = abs(values[budget]) * unit.thousands
    return BudgetDeviation(share, (forecast, budget), in_tkr, unit)
