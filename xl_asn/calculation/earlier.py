"""An earlier report beside this one: the same row's figure then, and what is filled in from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xl_asn.calculation.pairing import Aliases, no_aliases, pair_rows
from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.results import Result

PREVIOUS_FORECAST: Final = "Föregående prognos"
"""The column that repeats the forecast of the report before."""


@dataclass(frozen=True)
class SameRows:
    """A table with the rows that an earlier report has too, and what only one of them has.

    ``pairs`` are (row, row then); ``gone`` are rows of the earlier report, ``new`` of this one.
    ``guessed`` are the numbers of rows that only their likeness has paired.
    """

    table: AmountTable
    then: AmountTable
    pairs: tuple[tuple[AmountRow, AmountRow], ...]
    gone: tuple[AmountRow, ...]
    new: tuple[AmountRow, ...]
    guessed: frozenset[int] = frozenset()


def same_rows(
    tables: Iterable[AmountTable],
    earlier: Mapping[str, AmountTable],
    aliases: Aliases = no_aliases,
) -> Iterator[SameRows]:
    """Yield each table whose family an earlier report has, ``earlier`` by family, with its rows."""
    for table in tables:
        then = earlier.get(table.family or table.sheet)
        if then is None:
            continue
        found = pair_rows(then.identified, table.identified, _on(table.sheet, aliases))
        yield SameRows(
            table,
            then,
            tuple((table.rows[here], then.rows[there]) for there, here in found.pairs),
            tuple(then.rows[there] for there in found.before),
            tuple(table.rows[here] for here in found.now),
            frozenset(table.rows[here].number for here in found.guessed),
        )


def _on(sheet: str, aliases: Aliases) -> Aliases:
    """Return the aliases of a family's rows: a register names the sheet, not the family."""
    return lambda key: aliases(key._replace(sheet=sheet))


def by_family(tables: Iterable[AmountTable]) -> Mapping[str, AmountTable]:
    """Return tables by their families; the first of each."""
    found: dict[str, AmountTable] = {}
    for table in tables:
        found.setdefault(table.family or table.sheet, table)
    return found


def carried_forecasts(
    same: Iterable[SameRows], value: Callable[[Figure], Decimal | None], label: str
) -> Iterator[Result]:
    """Yield the forecasts of an earlier report for the cells that repeat them and are blank.

    ``value`` tells a figure of that report, and ``label`` is its period in words.
    """
    for rows in same:
        for row, then in rows.pairs:
            blank, was = row.figures.get(PREVIOUS_FORECAST), then.figures.get(rows.then.forecast)
            if blank is None or blank.value is not None or not blank.readable or was is None:
                continue
            if row.number in rows.guessed:
                continue
            forecast = value(was)
            if forecast is not None:
                formula = f"{rows.then.forecast} i rapporten för {label}, {was.cell}"
                yield Result(
                    blank.cell, row.label, PREVIOUS_FORECAST, forecast, formula, fills=True
                )
