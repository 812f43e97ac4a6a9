"""Amounts in another unit than the workbook says, put together: one cause is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.model.amounts import AmountColumn, AmountRow
from xl_asn.model.grid import CellRef
from xl_asn.rules.context import Context, listed

_TWO: Final = 2


class OtherUnit(NamedTuple):
    """Amounts in another unit: the first of them, what it likely is, and where the others are.

    ``words`` tells of the others, with a comma before; empty where there are none.
    """

    row: AmountRow
    column: AmountColumn
    cell: CellRef
    value: Decimal
    likely: Decimal
    words: str
    whole: bool
    consequences: tuple[CellRef, ...]


def other_units(context: Context, suspects: Mapping[CellRef, Decimal]) -> Iterator[OtherUnit]:
    """Yield the suspected amounts by their cause: whole tables, else the amounts of each sheet.

    ``suspects`` are amounts with what they likely are.
    """
    by_sheet: dict[str, list[CellRef]] = {}
    whole: list[str] = []
    for table in context.calculated.tables if suspects else ():
        found = [cell for cell in table.printed if cell in suspects]
        if not found:
            continue
        by_sheet[table.sheet] = found
        amounts = sum(map(bool, table.printed.values()))
        if len(found) == amounts > 1 and len({cell.row for cell in found}) > 1:
            whole.append(table.sheet)
    if whole:
        cells = [cell for sheet in whole for cell in by_sheet.pop(sheet)]
        place = f"bladet {whole[0]}" if len(whole) == 1 else f"bladen {listed(whole)}"
        words = f", liksom alla de {len(cells) - 1} andra beloppen på {place}"
        yield _together(context, suspects, cells, words, whole=True)
    for cells in by_sheet.values():
        yield from _on_a_sheet(context, suspects, cells)


def _on_a_sheet(
    context: Context, suspects: Mapping[CellRef, Decimal], cells: list[CellRef]
) -> Iterator[OtherUnit]:
    rows = {cell.row for cell in cells}
    if len(rows) > 1:
        others = len(cells) - 1
        belopp = "ett annat belopp" if others == 1 else f"{others} andra belopp"
        yield _together(context, suspects, cells, f", liksom {belopp} på bladet")
        return
    row, _ = context.amounts[cells[0]]
    filled = sum(bool(figure.value) for figure in row.figures.values())
    if len(cells) == filled > 1:
        words = f", liksom radens {len(cells) - 1} andra belopp"
        if len(cells) == _TWO:
            words = ", liksom radens andra belopp"
        yield _together(context, suspects, cells, words)
        return
    for cell in cells:
        yield _together(context, suspects, [cell], "")


def _together(
    context: Context,
    suspects: Mapping[CellRef, Decimal],
    cells: list[CellRef],
    words: str,
    *,
    whole: bool = False,
) -> OtherUnit:
    first, *others = cells
    row, column = context.amounts[first]
    follows = dict.fromkeys(others)
    for cell in cells:
        follows |= dict.fromkeys(context.unit_consequences.get(cell, ()))
    follows.pop(first, None)
    value = row.figures[column.header].value or Decimal(0)
    return OtherUnit(row, column, first, value, suspects[first], words, whole, tuple(follows))
