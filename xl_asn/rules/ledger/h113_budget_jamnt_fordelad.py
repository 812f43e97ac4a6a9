"""Budgeten är delad i tolv, fast året inte brukar vara jämnt.

Vad den gör
    Letar efter rader vars budget hittills är årsbudgeten delad lika på månaderna, fast arkivet som
    Start namnger visar att en annan del av året brukar ha kommit vid den här tiden. Regeln frågar
    när det skiljer minst 5 procentenheter och minst Takt minsta belopp (bladet Regler). Summor och
    varav tas inte med, för de följer med sina rader. I december frågar regeln inte.

Varför det spelar roll
    Avvikelsen mellan utfall och budget säger då hur kalendern ser ut och inte hur verksamheten går.
    Ingen har nytta av ett överskott som är borta till årets slut.

Exempel
    Föreningsbidragen betalas ut i mars. I april har 90 procent av årets kostnad kommit, men bara
    33 procent av budgeten.

Så rättar du
    Fördela årsbudgeten på månaderna som åren brukar fördela sig, eller godta frågan om budgeten ska
    vara jämn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.followed import Followed
from xl_asn.calculation.pace import MONTHS
from xl_asn.calculation.season import Season
from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.arithmetic import quotient
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_number
from xl_asn.rules.context import Context, listed
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.seasonal import usually_come

RULE = Rule("H113", "budget-jamnt-fordelad", Severity.QUESTION)

_LEAST: Final = Decimal("0.05")
_MOST_TOLD: Final = 5
_BUDGET: Final = "Budget"
_YEAR: Final = "Årsbudget"


class _Even(NamedTuple):
    """A row whose budget is even though its year is not; amounts in the table's unit."""

    row: AmountRow
    season: Season
    budget: Decimal
    usual: Decimal
    """What the budget would be by now as the years usually go."""


def check(context: Context, followed: Mapping[tuple[str, int], Followed]) -> Iterator[Finding]:
    """Yield a finding for each sheet with budgets that are even against their rows' seasons."""
    month = context.period.last_month if context.period else MONTHS
    if month == MONTHS:
        return
    for table in context.calculated.tables:
        least = context.amount_limit("Takt minsta belopp", table)
        found = [
            one
            for one in _even(table, month, followed, least)
            if not context.is_explained(one.row.figures[_BUDGET].cell)
        ]
        if found:
            yield _finding(table, found)


def _even(
    table: AmountTable, month: int, followed: Mapping[tuple[str, int], Followed], least: Decimal
) -> Iterator[_Even]:
    values = table.amounts.values
    if not {_BUDGET, _YEAR} <= values.keys():
        return
    place = Decimal(1).scaleb(-table.decimals[_BUDGET])
    for row, budget, year in zip(table.rows, values[_BUDGET], values[_YEAR], strict=True):
        known = followed.get((table.sheet, row.number))
        season = known.season if known else None
        if season is None or not budget or not year or row.kind is not RowKind.ROW:
            continue
        straight = quotient(year * month, MONTHS)
        usual = season.share * year
        if abs(budget - straight) > place or abs(usual - straight) < least:
            continue
        if abs(season.share - quotient(Decimal(month), MONTHS)) >= _LEAST:
            yield _Even(row, season, budget, usual)


def _finding(table: AmountTable, found: list[_Even]) -> Finding:
    decimals = table.decimals[_BUDGET]
    most = max(found, key=lambda one: abs(one.usual - one.budget))
    names = _few(found, lambda one: one.row.label)
    usually = _few(found, lambda one: f"{one.row.label} {show_number(one.usual, decimals)}")
    usual, budget = (show_number(value, decimals) for value in (most.usual, most.budget))
    lead = f"Mest skiljer {most.row.label}. " if len(found) > 1 else ""
    cells = [one.row.figures[_BUDGET].cell for one in found]
    return RULE.finding(
        f"Budgeten hittills är årsbudgeten delad i tolv för {names} på bladet {table.sheet}, "
        f"fast året inte brukar vara jämnt. {lead}{usually_come(most.season)}, så budgeten vore "
        f"{usual} och inte {budget} {table.unit}.",
        f"Fördela budgeten som åren brukar fördela sig: {usually}. Eller "
        "godta frågan, om budgeten ska vara jämn.",
        cell=cells[0],
        inputs=tuple(cells[1:]),
    )


def _few(found: list[_Even], told: Callable[[_Even], str]) -> str:
    """Return what is told of the first rows, and how many more there are, as one list."""
    more = len(found) - _MOST_TOLD
    if more <= 1:
        return listed(map(told, found))
    return listed([*map(told, found[:_MOST_TOLD]), f"{more} rader till"])
