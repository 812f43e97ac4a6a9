"""Deviations, forecast changes and totals: each computed figure with its formula and inputs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from xl_asn.calculation.adding_up.identities import printed_values
from xl_asn.calculation.adding_up.structure import SumStructure, sum_structures
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.amounts import AmountColumn, AmountTable, difference
from xl_asn.model.arithmetic import quotient
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
    results = {found.cell: found for found in carried if found.cell.sheet == table.sheet}
    known = {header: [*values] for header, values in table.amounts.values.items()}
    for header, at in table.amounts.blanks(results):
        filled = results[table.amounts.cell(header, at)].value
        known[header][at] = filled if isinstance(filled, Decimal) else None
    structures = sum_structures(table) if structures is None else structures
    for column in table.columns:
        if not column.plus:
            _add_sums(table, structures, column, known, results)
    for column in table.columns:
        if column.plus:
            _add_differences(table, column, known, results)
    for column in table.columns:
        if column.plus:
            _add_sums(table, structures, column, known, results)
    return tuple(results[cell] for cell in sorted(results))


def _add_differences(
    table: AmountTable,
    column: AmountColumn,
    known: dict[str, list[Decimal | None]],
    results: dict[CellRef, Result],
) -> None:
    """Add what each row gives for a computed column; later ones may be computed from it."""
    cells, header, formula = table.amounts.cells, column.header, column.formula
    operands = zip(*(cells[operand] for operand in (*column.plus, *column.minus)), strict=True)
    given = zip(table.heads, cells[header], difference(column, known), operands, strict=True)
    for at, (head, cell, value, inputs) in enumerate(given):
        if value is not None:
            results[cell] = Result(cell, head.label, header, value, formula, inputs)
            known[header][at] = value


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
    known: dict[str, list[Decimal | None]],
    results: dict[CellRef, Result],
) -> None:
    """Add the sums of one column, inner sums first; a printed total stays the author's own."""
    amounts, header, values = table.amounts, column.header, known[column.header]
    for structure in structures:
        total = amounts.cell(header, structure.row)
        terms = {
            amounts.cell(header, at): value
            for at in structure.operands
            if (value := values[at]) is not None
        }
        if total in results or not terms or amounts.has_unreadable(header, structure.operands):
            continue
        if values[structure.row] is None and 2 * len(terms) < len(structure.operands):
            continue  # a new row alone in a column that nobody has filled in is not its total
        value = sum(terms.values(), Decimal(0))
        formula = f"Summan av {len(terms)} rader" if len(terms) > 1 else "Samma som raden"
        note = _rounding_note(values[structure.row], value, terms.values())
        label = table.heads[structure.row].label
        results[total] = Result(
            total, label, header, value, formula, tuple(terms), fills=True, note=note
        )
        if values[structure.row] is None:
            values[structure.row] = value


def _rounding_note(printed: Decimal | None, value: Decimal, terms: Collection[Decimal]) -> str:
    if printed is None or printed == value:
        return ""
    tolerance = rounding_tolerance(len(terms), last_place(printed, *terms))
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
    share = quotient(values[forecast] - values[budget], abs(values[budget]))
    unit = read_unit(table.unit) or AmountUnit.TKR
    in_tkr = abs(values[budget]) * unit.thousands
    return BudgetDeviation(share, (forecast, budget), in_tkr, unit)
