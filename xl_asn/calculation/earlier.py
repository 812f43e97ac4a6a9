"""An earlier report beside this one: the same row's figure then, and what is filled in from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.pairing import KnowsRows, pair_rows
from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.results import Result

PREVIOUS_FORECAST: Final = "Föregående prognos"
"""The column that repeats the forecast of the report before."""
_FROM: Final = "ur rapporten för "


class Regrouped(NamedTuple):
    """Rows that a register says have been split or joined: those of now, and those that they were.

    Their sums can be compared, the rows one by one cannot.
    """

    now: tuple[AmountRow, ...]
    then: tuple[AmountRow, ...]


class SameRows(NamedTuple):
    """A table with the rows that an earlier report has too, and what only one of them has.

    ``pairs`` are (row, row then); ``gone`` are rows of the earlier report, ``new`` of this one.
    ``guessed`` are the numbers of rows that only their likeness has paired. What is regrouped is in
    none of the others.
    """

    table: AmountTable
    then: AmountTable
    pairs: tuple[tuple[AmountRow, AmountRow], ...]
    gone: tuple[AmountRow, ...]
    new: tuple[AmountRow, ...]
    guessed: frozenset[int] = frozenset()
    regrouped: tuple[Regrouped, ...] = ()


def same_rows(
    tables: Iterable[AmountTable],
    earlier: Mapping[str, AmountTable],
    register: KnowsRows,
) -> Iterator[SameRows]:
    """Yield each table whose family an earlier report has, ``earlier`` by family, with its rows."""
    for table in tables:
        then = earlier.get(table.family or table.sheet)
        if then is not None:
            yield _same_rows(table, then, register)


def _same_rows(table: AmountTable, then: AmountTable, register: KnowsRows) -> SameRows:
    # A register names the sheet that a row stands on, and not the family that the table is of.
    regrouped = tuple(_regrouped(table, then, register))
    apart = {id(row) for group in regrouped for row in (*group.now, *group.then)}
    here = [row for row in table.identified if id(table.rows[row.place]) not in apart]
    there = [row for row in then.identified if id(then.rows[row.place]) not in apart]
    found = pair_rows(there, here, lambda key: register.aliases(key._replace(sheet=table.sheet)))
    return SameRows(
        table,
        then,
        tuple((table.rows[here[h].place], then.rows[there[t].place]) for t, h in found.pairs),
        tuple(then.rows[there[at].place] for at in found.before),
        tuple(table.rows[here[at].place] for at in found.now),
        frozenset(table.rows[here[at].place].number for at in found.guessed),
        regrouped,
    )


def _regrouped(table: AmountTable, then: AmountTable, register: KnowsRows) -> Iterator[Regrouped]:
    """Yield the rows that the register says were split or joined, with all that they share."""
    by_name: dict[str, list[AmountRow]] = {}
    for row in then.rows:
        by_name.setdefault(folded_name(row.label), []).append(row)
    groups: list[tuple[list[AmountRow], list[AmountRow]]] = []
    for known, row in zip(table.identified, table.rows, strict=True):
        names = register.parts(known.key._replace(sheet=table.sheet))
        olds = [old for name in names for old in by_name.get(folded_name(name), ())]
        if not olds:
            continue
        shared = [group for group in groups if any(old in group[1] for old in olds)]
        now, was = [row], olds
        for group in shared:
            groups.remove(group)
            now, was = [*group[0], *now], [*group[1], *was]
        groups.append((now, list({id(old): old for old in was}.values())))
    for now, was in groups:
        yield Regrouped(tuple(now), tuple(was))


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
                yield carried(blank.cell, row.label, forecast, f"{_FROM}{label}, {was.cell}")


def carried(cell: CellRef, label: str, value: Decimal, formula: str) -> Result:
    """Return a blank previous forecast filled in; ``formula`` tells the report it is from."""
    return Result(cell, label, PREVIOUS_FORECAST, value, formula, fills=True)


def is_carried(formula: str) -> bool:
    """Whether a figure with a formula in words was filled in from an earlier report."""
    return formula.startswith(_FROM)
