"""What a rule sees of the amounts: where they stand, how they are printed, in which unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from operator import le
from typing import TYPE_CHECKING, Final

from xl_asn.calculation.adding_up.explanations import Explanation
from xl_asn.calculation.adding_up.network import Move, Network
from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.plausibility import kronor_suspects, mnkr_suspects
from xl_asn.calculation.testimony import errors_of
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable, Figure
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.money import decimals_of, rounded, show_number
from xl_asn.parameters.dated import Parameters

_TYPED_DECIMALS: Final = 2
_TKR_IN: Final[Mapping[str, int]] = {"mnkr": 1_000, "mdkr": 1_000_000}


class AmountsSeen:
    """The part of a rule's context that is about the tables of amounts."""

    if TYPE_CHECKING:
        grid: Grid
        calculated: Calculated
        parameters: Parameters

    @cached_property
    def amounts(self) -> Mapping[CellRef, tuple[AmountRow, AmountColumn]]:
        """Return the row and the column of each amount, whatever its table."""
        return {
            figure.cell: (row, column)
            for table in self.calculated.tables
            for row, column, figure in table.figures()
        }

    def shown_at(self, cell: CellRef) -> Callable[..., str]:
        """Return how an amount is shown: with the decimals of a cell's column, or as it is typed.

        Nobody has typed twelve decimals, and nobody sees them.
        """
        printed = self._printed_decimals.get((cell.sheet, cell.column), _TYPED_DECIMALS)

        def shown(amount: Decimal, *, signed: bool = False) -> str:
            own = decimals_of(amount)
            is_typed = own <= printed + _TYPED_DECIMALS
            return show_number(amount, own if is_typed else printed, signed=signed)

        return shown

    def is_printed_alike(self, one: Figure, other: Figure) -> bool:
        """Whether two figures are the same number, as the coarser of their columns prints it.

        Only a figure that has more decimals than its column is rounded for it.
        """
        if one.value is None or other.value is None or one.value == other.value:
            return one.value == other.value
        cells = [(figure.cell.sheet, figure.cell.column) for figure in (one, other)]
        printed = [self._printed_decimals.get(cell, 0) for cell in cells]
        values = (one.value, other.value)
        if all(map(le, map(decimals_of, values), printed)):
            return False
        first, second = (rounded(value, min(printed)) for value in values)
        return first == second

    @cached_property
    def _printed_decimals(self) -> Mapping[tuple[str, int], int]:
        """Return how many decimals each column of amounts is printed with."""
        return {
            (figure.cell.sheet, figure.cell.column): table.decimals[header]
            for table in self.calculated.tables
            for row in table.rows[:1]
            for header, figure in row.figures.items()
        }

    @cached_property
    def kronor(self) -> Mapping[CellRef, Decimal]:
        """Return the amounts that seem to be in kronor among tkr, with the likely amount."""
        tables = self.calculated.tables
        sheets = {table.sheet for table in tables}
        shown = frozenset(
            CellRef(sheet.name, *place)
            for sheet in self.grid.sheets
            if sheet.name in sheets
            for place in sheet.in_thousands
        )
        return kronor_suspects(tables, self.calculated.structures, shown)

    @cached_property
    def millions(self) -> Mapping[CellRef, Decimal]:
        """Return the amounts that seem to be in mnkr among tkr, with the likely amount."""
        return mnkr_suspects(self.calculated.tables, self.calculated.structures)

    @cached_property
    def other_unit(self) -> Mapping[CellRef, Decimal]:
        """Return the amounts that seem to be in another unit than their table."""
        return {**self.kronor, **self.millions}

    @cached_property
    def _unit_moves(self) -> Mapping[CellRef, Move]:
        """Return what each amount in another unit would lead to, were it in the table's."""
        found: dict[CellRef, Move] = {}
        for table in self.calculated.tables if self.other_unit else ():
            printed = self.calculated.printed(table.sheet)
            network = Network(self.calculated.identities[table.sheet], printed)
            for cell in printed:
                if cell in self.other_unit:
                    found[cell] = network.move(cell, self.other_unit[cell] - printed[cell])
        return found

    @cached_property
    def unit_consequences(self) -> Mapping[CellRef, tuple[CellRef, ...]]:
        """Return the results that have been computed from each amount in another unit."""
        return {cell: tuple(sorted(move.moved)) for cell, move in self._unit_moves.items()}

    def _in_one_unit(self, sheet: str) -> Iterable[Explanation]:
        """Return what explains a table once its amounts in another unit are in its own."""
        moves = {cell: move for cell, move in self._unit_moves.items() if cell.sheet == sheet}
        if not moves:
            return self.calculated.explanations[sheet]
        printed = self.calculated.printed(sheet)
        values = {**printed, **{cell: self.other_unit[cell] for cell in moves}}
        for move in moves.values():
            for cell in move.moved:
                if cell not in moves:
                    values[cell] += move.values[cell] - printed[cell]
        calculated = self.calculated
        known = calculated.identities[sheet]
        return errors_of(known, values, calculated.testimony, calculated.witnesses)

    def amount_limit(self, name: str, table: AmountTable) -> Decimal:
        """Return a threshold that is decided in tkr, in the table's own unit."""
        return self.parameters.limit(name) / _TKR_IN.get(table.unit, 1)
