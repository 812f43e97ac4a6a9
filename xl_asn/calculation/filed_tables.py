"""Rows that have been filed, as the tables of amounts that rows of other times are paired with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from xl_asn.model.amounts import AmountColumn, Amounts, AmountTable, RowHead
from xl_asn.model.archive import FiledRow

FORECAST: Final = "Prognos"
_HEADERS: Final = ("Utfall", "Budget", FORECAST, "Årsbudget")


def filed_tables(rows: Iterable[FiledRow], unit: str = "tkr") -> Mapping[str, AmountTable]:
    """Return the rows as one table for each family, numbered from 1 in the order given."""
    by_family: dict[str, list[FiledRow]] = {}
    for row in rows:
        by_family.setdefault(row.family, []).append(row)
    return {family: _table(found, unit) for family, found in by_family.items()}


def _table(rows: Sequence[FiledRow], unit: str) -> AmountTable:
    sheet, family = rows[0].sheet, rows[0].family
    values = zip(*(row.figures for row in rows), strict=True)
    amounts = Amounts(
        sheet,
        tuple(range(1, len(rows) + 1)),
        {header: place for place, header in enumerate(_HEADERS, 1)},
        dict(zip(_HEADERS, values, strict=True)),
    )
    heads = tuple(RowHead(row.name, row.area, row.kind, row.parent) for row in rows)
    return AmountTable(
        sheet, unit, tuple(map(AmountColumn, _HEADERS)), heads, amounts, family, FORECAST
    )
