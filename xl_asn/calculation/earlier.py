"""The previous report beside this one: the same row's figure then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.grid import folded_name


def same_rows(
    tables: Iterable[AmountTable], earlier: Iterable[AmountTable]
) -> Iterator[tuple[AmountTable, tuple[tuple[AmountRow, AmountRow], ...]]]:
    """Yield each table with its rows that the previous report has too, by area and name.

    A name that either report has twice in an area is left out: nobody can tell which is which.
    """
    before = {folded_name(table.sheet): _by_name(table) for table in earlier}
    for table in tables:
        known = before.get(folded_name(table.sheet), {})
        here = _by_name(table)
        yield table, tuple((row, known[name]) for name, row in here.items() if name in known)


def _by_name(table: AmountTable) -> Mapping[tuple[str, str], AmountRow]:
    names = [(folded_name(row.area), folded_name(row.label)) for row in table.rows]
    times = Counter(names)
    return {
        name: row
        for name, row in zip(names, table.rows, strict=True)
        if row.label and times[name] == 1
    }
