"""Rapportens datum ligger före periodens sista dag.

Vad den gör
    Jämför Datum på bladet Start med periodens sista dag. Regeln är tyst när Datum eller Period
    inte är ifyllt, och för nämndplanen: den skrivs innan dess år har börjat.

Varför det spelar roll
    En rapport skrivs när perioden är slut. Är datumet äldre står oftast fel period på Start, eller
    datumet från förra rapporten, och då jämförs siffrorna med fel månader.

Exempel
    Perioden är december 2022 men datumet är 2022-12-06, som i novemberrapporten.

Så rättar du
    Rätta Datum eller Period på bladet Start. Godta frågan om rapporten är skriven i förväg.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V126", "datum-fore-periodens-slut", Severity.QUESTION)


def check(context: Context, period: Period) -> Iterator[Finding]:
    """Yield a finding where the report is dated before its period has ended."""
    start = context.document.start
    if start.date is None or context.document.looks_ahead:
        return
    if start.date < period.end:
        where = (start.place("period"), start.place("year"))
        yield RULE.finding(
            f"Rapporten gäller {period.label}, men Datum är {start.date.isoformat()}, "
            f"före periodens sista dag {period.end.isoformat()}.",
            "Rätta Datum eller Period på bladet Start.",
            cell=start.place("date"),
            inputs=tuple(cell for cell in where if cell is not None),
        )
