"""Förändringen av prognosen stämmer inte med förra rapporten.

Vad den gör
    Jämför Årsresultat med samma rad i förra delårsrapporten samma år, när den är angiven på
    Start, och skillnaden med Förändring prognos. Avrundning larmas aldrig.

Varför det spelar roll
    Förändringen säger om läget har blivit bättre eller sämre. Den räknas ofta för hand.

Exempel
    Årsresultatet var −1 000 i april och är −1 500 i augusti. Förändringen är −500, men i
    rapporten står 500.

Så rättar du
    Jämför med förra rapporten. Har prognosen ändrats mellan rapporterna får skillnaden stå.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.calculation.earlier import SameRows
from xl_asn.model.amounts import AmountRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import last_place, rounding_tolerance, show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.chain import Earlier

RULE = Rule("C168", "forandring-mot-forra", Severity.QUESTION, reads=("Kommunbidrag",))

_RESULT, _CHANGE = "Årsresultat", "Förändring prognos"
_TERMS = 2


def check(context: Context, same_year: Earlier) -> Iterator[Finding]:
    """Yield a finding for every change that the two reports' forecasts contradict."""
    for same in context.rows_beside(same_year):
        if same.table.has(_CHANGE) and same.then.has(_RESULT):
            yield from _of_table(context, same_year, same)


def _of_table(context: Context, earlier: Earlier, same: SameRows) -> Iterator[Finding]:
    for row, then in same.pairs:
        change = row.figures[_CHANGE].value
        now = context.calculated.value(row.figures[_RESULT])
        was = earlier.calculated.value(then.figures[_RESULT])
        if change is None or now is None or was is None or row.number in same.guessed:
            continue
        tolerance = rounding_tolerance(_TERMS, min(Decimal(1), last_place(now, was, change)))
        if abs(change - (now - was)) > tolerance:
            yield _finding(row, change, was, now)


def _finding(row: AmountRow, change: Decimal, was: Decimal, now: Decimal) -> Finding:
    return RULE.finding(
        f"Förändring prognos för {row.label} är {show_exact(change, signed=True)} men "
        f"årsresultatet har gått från {show_exact(was)} till {show_exact(now)}.",
        "Jämför med förra rapporten och rätta det belopp som är fel.",
        cell=row.figures[_CHANGE].cell,
        found=change,
        expected=now - was,
        difference=change - (now - was),
        inputs=(row.figures[_RESULT].cell,),
    )
