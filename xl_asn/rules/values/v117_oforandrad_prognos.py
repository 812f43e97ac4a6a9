"""Prognosen står stilla fast utfallet rör sig.

Vad den gör
    Frågar när en prognos är exakt lika med årsbudgeten fast utfallet avviker från budget med minst
    Oförändrad prognos minsta avvikelse (bladet Regler). Om föregående rapport finns frågar regeln
    också när prognosen är exakt densamma som då, fast avvikelsen har ändrats så mycket.

Varför det spelar roll
    En prognos som aldrig ändras är ingen prognos. Nämnden får veta om över- eller underskottet
    först i bokslutet.

Exempel
    Utfallet avviker med −1 254 men prognosen är fortfarande lika med årsbudgeten.

Så rättar du
    Räkna om prognosen, eller skriv i kommentaren varför den står kvar.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal

from xl_asn.model.amounts import AmountRow, AmountTable
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

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
        for row, forecast in _suspects(table, before):
            why = _why(row, before.get((table.sheet, row.number)), forecast, least)
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


def _why(row: AmountRow, then: AmountRow | None, forecast: Decimal, least: Decimal) -> str:
    deviation = _deviation(row)
    if deviation is None:
        return ""
    if forecast == _value(row, "Årsbudget") and abs(deviation) >= least:
        return (
            f"är lika med årsbudgeten, fast utfallet avviker med "
            f"{show_exact(deviation, signed=True)}"
        )
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
