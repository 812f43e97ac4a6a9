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

from xl_asn.documents.delarsrapport import Delarsrapport
from xl_asn.documents.economy import FundingRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import folded_name
from xl_asn.model.money import last_place, rounding_room, show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C168", "forandring-mot-forra", Severity.QUESTION, reads=("Kommunbidrag",))

_TERMS = 2


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every change that the two reports' forecasts contradict."""
    previous = context.previous
    period = context.document.period
    if not isinstance(previous, Delarsrapport) or period is None or previous.period is None:
        return
    if previous.period.year != period.year:
        return
    before = {_key(row): row.year_result for row in previous.funding}
    for row in context.rows(FundingRow):
        earlier = before.get(_key(row))
        now, change = row.year_result, row.forecast_change
        if earlier is None or now is None or change is None:
            continue
        room = rounding_room(_TERMS, min(Decimal(1), last_place(now, earlier, change)))
        if abs(change - (now - earlier)) > room:
            yield RULE.finding(
                f"Förändring prognos för {row.label} är {show_exact(change, signed=True)} men "
                f"årsresultatet har gått från {show_exact(earlier)} till {show_exact(now)}.",
                "Jämför med förra rapporten och rätta det belopp som är fel.",
                cell=row.cell("forecast_change"),
                found=change,
                expected=now - earlier,
                difference=change - (now - earlier),
                inputs=(row.cell("year_result"),),
            )


def _key(row: FundingRow) -> tuple[str, str]:
    return folded_name(row.area or ""), folded_name(row.label)
