"""Tables of amounts for tests: from the published reports, or from a few lines of Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from xl_asn.calculation.adding_up.explanations import explain
from xl_asn.calculation.adding_up.identities import identities, printed_values
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.amounts import AmountTable
from xl_asn.model.grid import CellRef
from xl_asn.model.money import read_number

EXAMPLES = Path(__file__).parents[2] / "workbooks" / "exempel"
MONTHS = ("2021-02", "2022-11", "2023-07")


@cache
def published(month: str) -> Manadsrapport:
    """Return a published monthly report, faults included."""
    source = (EXAMPLES / f"{month}_manadsrapport.md").read_text(encoding="utf-8")
    return Manadsrapport.read(read_markdown(source))


def published_table(month: str, sheet: str) -> AmountTable:
    """Return one table of a published report."""
    return next(table for table in published(month).amount_tables() if table.sheet == sheet)


def net_cost(rows: str, headers: str = "Område | Verksamhet | Radtyp | Utfall") -> AmountTable:
    """Return a table of net cost from lines such as ``IFO | Socialpsykiatri | rad | -6 140``."""
    lines = [f"| {line} |" for line in rows.strip().splitlines()]
    rule = "|---" * (headers.count("|") + 1) + "|"
    source = "\n".join(["## Nettokostnad", "", f"| {headers} |", rule, *lines, ""])
    (table,) = Manadsrapport.read(read_markdown(source)).amount_tables()
    return table


def with_values(table: AmountTable, values: Mapping[CellRef, Decimal]) -> AmountTable:
    """Return a table with some figures told otherwise."""
    return table.changed(values)


def corrected(table: AmountTable) -> AmountTable:
    """Return a table where what does not add up has been put right."""
    values = printed_values(table)
    for explanation in explain(identities(table), values):
        for cell in (explanation.cell, *explanation.consequences):
            values[cell] += explanation.expected - explanation.found
    return with_values(table, values)


def cell_of(table: AmountTable, label: str, header: str, area: str = "") -> CellRef:
    """Return the cell of a figure by its row and column."""
    (cell,) = (
        figure.cell
        for row, column, figure in table.figures()
        if row.label == label and column.header == header and area in row.area
    )
    return cell


def amount(text: str) -> Decimal:
    """Read an amount as the reports print it."""
    value = read_number(text)
    assert value is not None, text
    return value
