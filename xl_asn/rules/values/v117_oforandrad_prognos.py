"""Prognosen står stilla fast utfallet rör sig.

Vad den gör
    Frågar när en prognos är exakt lika med årsbudgeten fast utfallet avviker från budget med minst
    Oförändrad prognos minsta avvikelse (bladet Regler). Om föregående rapport finns frågar regeln
    också när prognosen är exakt densamma som då, fast avvikelsen har ändrats så mycket. Visar
    arkivet som Start namnger hur stor del av året som brukar ha kommit vid den här tiden, ska
    utfallet avvika så mycket också från den delen av årsbudgeten.

Varför det spelar roll
    En prognos som aldrig ändras är ingen prognos. Nämnden får veta om över- eller underskottet
    först i bokslutet.

Exempel
    Utfallet avviker med −1 254 men prognosen är fortfarande lika med årsbudgeten. Avviker det bara
    för att budgeten är delad i tolv, och brukar året fördela sig så, ställs ingen fråga.

Så rättar du
    Räkna om prognosen, eller skriv i kommentaren varför den står kvar.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal

from xl_asn.calculation.season import Season
from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of, show_exact, show_number
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.seasonal import percent, years

RULE = Rule("V117", "oforandrad-prognos", Severity.QUESTION)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every forecast that stands still while the outcome moves."""
    before = {
        (same.table.sheet, row.number): then
        for same in context.same_rows
        if same.then.forecast == "Prognos"
        for row, then in same.pairs
        if "Prognos" in row.figures
    }
    for table in context.calculated.tables:
        least = context.amount_limit("Oförändrad prognos minsta avvikelse", table)
        seasons = context.seasons_on(table.sheet)
        for row, forecast in _suspects(table, before):
            then = before.get((table.sheet, row.number))
            why = _why(row, then, forecast, seasons.get(row.number), least)
            if why and not context.is_explained(_cell(row, "Prognos")):
                yield _finding(row, why)


def _suspects(
    table: AmountTable, before: Container[tuple[str, int]]
) -> Iterator[tuple[AmountRow, Decimal]]:
    """Yield the rows whose forecast is their budget, and those that have an earlier one."""
    values = table.amounts.values
    if "Prognos" not in values:
        return
    budgets = values.get("Årsbudget", values["Prognos"])
    for row, forecast, budget in zip(table.rows, values["Prognos"], budgets, strict=True):
        is_asked = forecast == budget or (table.sheet, row.number) in before
        if is_asked and forecast and not row.kind.is_sum:
            yield row, forecast


def _why(
    row: AmountRow,
    then: AmountRow | None,
    forecast: Decimal,
    season: Season | None,
    least: Decimal,
) -> str:
    """Return what is to be asked of a forecast that stands still; empty for nothing."""
    deviation = _deviation(row)
    if deviation is None:
        return ""
    if forecast == _value(row, "Årsbudget") and abs(deviation) >= least:
        return _like_budget(row, forecast, season, least)
    earlier = _deviation(then) if then is not None else None
    if then is None or earlier is None or forecast != _value(then, "Prognos"):
        return ""
    moved = deviation - earlier
    if abs(moved) < least:
        return ""
    return (
        f"är densamma som i förra rapporten, fast avvikelsen har ändrats med "
        f"{show_exact(moved, signed=True)}"
    )


def _like_budget(row: AmountRow, forecast: Decimal, season: Season | None, least: Decimal) -> str:
    """Return that a forecast is the budget; empty where the year has gone as it usually does."""
    deviation, outcome = _deviation(row) or Decimal(0), _value(row, "Utfall") or Decimal(0)
    said = (
        f"är lika med årsbudgeten, fast utfallet avviker med {show_exact(deviation, signed=True)}"
    )
    if season is None:
        return said
    of_season = outcome - season.share * forecast
    if abs(of_season) < least:
        return ""
    decimals = max(decimals_of(outcome), decimals_of(forecast))
    return (
        f"{said}, och med {show_number(of_season, decimals, signed=True)} från det som brukar ha "
        f"kommit vid den här tiden ({percent(season)} av året, enligt {years(season.years)})"
    )


def _value(row: AmountRow, header: str) -> Decimal | None:
    figure = row.figures.get(header)
    return None if figure is None else figure.value


def _cell(row: AmountRow, header: str) -> CellRef:
    return row.figures[header].cell


def _deviation(row: AmountRow) -> Decimal | None:
    outcome, budget = _value(row, "Utfall"), _value(row, "Budget")
    return None if outcome is None or budget is None else outcome - budget


def _finding(row: AmountRow, why: str) -> Finding:
    return RULE.finding(
        f"Prognos för {row.label} {why}.",
        "Räkna om prognosen, eller skriv i kommentaren varför den står kvar.",
        cell=_cell(row, "Prognos"),
        found=_value(row, "Prognos"),
        inputs=(_cell(row, "Utfall"), _cell(row, "Budget")),
    )
