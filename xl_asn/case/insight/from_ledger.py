"""A figure that was fetched from the ledger: the accounts that it is the sum of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from xl_asn.documents.document import Document
from xl_asn.documents.posting import ACTUAL
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.amounts import AmountTable
from xl_asn.model.basis import NAME, Basis, BasisLine, in_unit
from xl_asn.model.grid import CellRef, Grid
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import ORE
from xl_asn.model.listing import listed
from xl_asn.model.money import show_number
from xl_asn.model.results import Result
from xl_asn.pages.basis_page import read_basis
from xl_asn.pages.basis_reading import rows_of

_MOST_ACCOUNTS: Final = 5


def fetched_from(grid: Grid, document: Document, ref: CellRef) -> str:
    """Return what a cell was fetched as, in sentences; empty for one that was not."""
    sheet = grid.sheet(NAME)
    table = next((t for t in document.amount_tables() if t.sheet == ref.sheet), None)
    basis = None if sheet is None or table is None else read_basis(grid)
    if sheet is None or table is None or basis is None:
        return ""
    key = _key(table, ref)
    lines = () if key is None else basis.of_row(key)
    if key is None or not lines:
        return ""
    unit = read_unit(document.start.unit or "") or AmountUnit.TKR
    amount = sum(line.total for line in lines)
    blocks = rows_of(sheet)
    block = blocks.get(key.folded) or blocks.get((lines[0].row or key).folded)
    where = f" Se {block}." if block else ""
    told = f"{_when(basis)}: {_kronor(amount)}. {_accounts(lines)}{where}"
    expected = in_unit(amount, unit)
    if grid.at(ref).value == expected:
        return f"Hämtat ur {told}"
    shown = show_number(expected, unit.decimals)
    return f"Här står något annat än det som hämtades, {shown} {unit.value}, ur {told}"


def fetched_results(grid: Grid, document: Document) -> Iterator[Result]:
    """Yield each figure of *Utfall* that stands as it was fetched, with its block on *Underlag*."""
    sheet = grid.sheet(NAME)
    basis = None if sheet is None else read_basis(grid)
    if sheet is None or basis is None:
        return
    unit = read_unit(document.start.unit or "") or AmountUnit.TKR
    blocks = rows_of(sheet)
    for table in document.amount_tables() if basis.lines else ():
        for at, row in enumerate(table.rows if table.has(ACTUAL) else ()):
            lines = basis.of_row(RowKey(table.sheet, (row.area, row.label), row.parent))
            value = in_unit(sum(line.total for line in lines), unit)
            cell = table.amounts.cell(ACTUAL, at)
            if not lines or grid.at(cell).value != value:
                continue
            count = len({line.codes.account for line in lines})
            accounts = "1 konto" if count == 1 else f"{count} konton"
            links = dict.fromkeys(blocks[line.row.folded] for line in lines if line.row)
            formula = f"Hämtat ur {_when(basis)}: {accounts}"
            yield Result(cell, row.label, ACTUAL, value, formula, tuple(links))


def _key(table: AmountTable, ref: CellRef) -> RowKey | None:
    """Return the row of a cell of *Utfall*; None for any other cell."""
    if not table.has(ACTUAL) or table.amounts.places[ACTUAL] != ref.column:
        return None
    row = next((row for row in table.rows if row.number == ref.row), None)
    return None if row is None else RowKey(table.sheet, (row.area, row.label), row.parent)


def _when(basis: Basis) -> str:
    names = [source.name for source in basis.sources if not source.is_budget]
    return f"{listed(names)} {basis.at.isoformat(' ', 'minutes')}"


def _accounts(lines: Sequence[BasisLine]) -> str:
    """Return the accounts that make most of an amount, the largest first."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        sums[line.codes.account, line.name] += line.total
    largest = sorted(sums, key=lambda place: (-abs(sums[place]), place))
    parts = [
        f"{' '.join(filter(None, place))} {_kronor(sums[place])}"
        for place in largest[:_MOST_ACCOUNTS]
    ]
    more = len(largest) - _MOST_ACCOUNTS
    beside = f"; och {more} till" if more > 0 else ""
    return f"Konton: {'; '.join(parts)}{beside}."


def _kronor(amount: int) -> str:
    return f"{show_number(Decimal(amount) / ORE, 2)} kr"
