"""Riskvärdet är ett annat än i nämndplanen.

Vad den gör
    Jämför riskvärdet i rapporten med samma risk i nämndplanen. En risk utan riskvärde får planens.

Varför det spelar roll
    En risk som har ändrats ska ha en förklaring: vad har hänt, och räcker åtgärderna?

Exempel
    Risken hade värdet 20 i planen och har 12 i rapporten, utan kommentar.

Så rättar du
    Kontrollera sannolikhet och konsekvens. Är de rätt: skriv varför i kolumnen Bedömning.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.calculated import Calculated
from xl_asn.documents.sheets.risks import RiskRow
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.plan_link import Pair, risk_value

RULE = Rule("C189", "riskvarde-andrat-sedan-planen", Severity.QUESTION, reads=("Risker",))


def check(
    context: Context, plan_calculated: Calculated, planned: tuple[Pair, ...]
) -> Iterator[Finding]:
    """Yield a finding for every risk whose value has changed without a word of why."""
    for pair in planned:
        row = pair.followed.row if pair.followed else None
        if not isinstance(row, RiskRow) or row.assessment:
            continue
        then, _ = risk_value(pair.planned.row, plan_calculated)
        now, cell = risk_value(row, context.calculated)
        if then is not None and now is not None and then != now:
            yield RULE.finding(
                f"Riskvärdet är {now:f} men {then:f} i nämndplanen: {row.label.rstrip('. ')}.",
                "Skriv varför i kolumnen Bedömning, eller rätta sannolikhet och konsekvens.",
                cell=cell,
                found=now,
                expected=then,
                difference=now - then,
            )
