"""Figures that were fetched from the ledger: the accounts that each is the sum of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.documents.document import Document
from xl_asn.documents.posting import ACTUAL
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.amounts import AmountTable
from xl_asn.model.basis import NAME, Basis, BasisLine, in_unit, is_in
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import ORE
from xl_asn.model.listing import listed
from xl_asn.model.money import show_number
from xl_asn.model.results import Result
from xl_asn.pages.basis_page import read_basis
from xl_asn.pages.basis_reading import rows_of

_YEAR_BUDGET: Final = "Årsbudget"
_MOST_ACCOUNTS: Final = 5


class FetchedFigure(NamedTuple):
    """A figure that was fetched, with öre by account; ``blocks`` are where those stand.

    ``stands`` tells that the cell still holds what was fetched, and ``source`` whence and when.
    """

    cell: CellRef
    row: str
    column: str
    accounts: Mapping[tuple[str, str], int]
    unit: AmountUnit
    source: str
    blocks: tuple[CellRef, ...]
    stands: bool

    @property
    def value(self) -> Decimal:
        """Return what was written in the cell."""
        return in_unit(sum(self.accounts.values()), self.unit)

    @property
    def result(self) -> Result:
        """Return the figure as *Spårning* tells it."""
        told = f"Hämtat ur {self.source}: {_counted(self.accounts)}"
        return Result(self.cell, self.row, self.column, self.value, told, self.blocks)

    @property
    def told(self) -> str:
        """Return what it was fetched as, in sentences."""
        parts = f"{self.source}: {_kronor(sum(self.accounts.values()))}"
        see = f" Se {self.blocks[0]}."
        if self.stands:
            rounded = f", avrundat till {self.unit.value}"
            return f"Hämtat ur {parts}{rounded}. {_accounts(self.accounts)}{see}"
        shown = f"{show_number(self.value, self.unit.decimals)} {self.unit.value}"
        other = f"Här står något annat än det som hämtades, {shown}, ur {parts}."
        return f"{other} {_accounts(self.accounts)}{see}"


def fetched_figures(grid: Grid, document: Document) -> Mapping[CellRef, FetchedFigure]:
    """Return the figures that were fetched for the workbook's own period, by cell."""
    sheet, period = grid.sheet(NAME), document.period
    basis = None if sheet is None or period is None else read_basis(grid)
    if sheet is None or period is None or basis is None:
        return {}
    if (basis.year, basis.last) != (period.year, period.last_month):
        return {}  # what the sheet tells is of another month
    unit = read_unit(document.start.unit or "") or AmountUnit.TKR
    blocks, given = rows_of(sheet), basis.by_row()
    return {
        figure.cell: figure
        for table in document.amount_tables()
        for figure in _of_table(grid, table, basis, given, blocks, unit)
    }


def fetched_results(grid: Grid, document: Document) -> Iterator[Result]:
    """Yield each figure that stands as it was fetched, with its blocks on *Underlag*."""
    figures = fetched_figures(grid, document).values()
    return (figure.result for figure in figures if figure.stands)


def _of_table(
    grid: Grid,
    table: AmountTable,
    basis: Basis,
    given: Mapping[RowKey, Sequence[BasisLine]],
    blocks: Mapping[tuple[str, str], CellRef],
    unit: AmountUnit,
) -> Iterator[FetchedFigure]:
    for header, is_budget in ((ACTUAL, False), (_YEAR_BUDGET, True)):
        source = _source(basis, is_budget=is_budget)
        for at, row in enumerate(table.rows if source and table.has(header) else ()):
            key = RowKey(table.sheet, (row.area, row.label), row.parent)
            lines = [
                line
                for part, of_part in given.items()
                if is_in(part, key)
                for line in of_part
                if (line.budget if is_budget else line.lines)
            ]
            if lines:
                cell = table.amounts.cell(header, at)
                figure = FetchedFigure(
                    cell, row.label, header, _by_account(lines, is_budget=is_budget), unit, source,
                    tuple(dict.fromkeys(blocks[one.row.folded] for one in lines if one.row)),
                    stands=False,
                )  # fmt: skip
                yield figure._replace(stands=grid.at(cell).value == figure.value)


def _source(basis: Basis, *, is_budget: bool) -> str:
    """Return what was read and when; empty where nothing was."""
    names = [source.name for source in basis.sources if source.is_budget == is_budget]
    return f"{listed(names)} {basis.at.isoformat(' ', 'minutes')}" if names else ""


def _by_account(lines: Sequence[BasisLine], *, is_budget: bool) -> Mapping[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        sums[line.codes.account, line.name] += line.budget if is_budget else line.total
    return dict(sums)


def _accounts(sums: Mapping[tuple[str, str], int]) -> str:
    """Return the accounts that make most of an amount, the largest first."""
    largest = sorted(sums, key=lambda place: (-abs(sums[place]), place))[:_MOST_ACCOUNTS]
    parts = [f"{' '.join(filter(None, place))} {_kronor(sums[place])}" for place in largest]
    most = f", de {len(largest)} största" if len(sums) > len(largest) else ""
    return f"{_counted(sums)}{most}: {'; '.join(parts)}."


def _counted(accounts: Mapping[tuple[str, str], int]) -> str:
    count = len({account for account, _ in accounts})
    return "1 konto" if count == 1 else f"{count} konton"


def _kronor(amount: int) -> str:
    return f"{show_number(Decimal(amount) / ORE, 2)} kr"
