"""Riskvärdet är inte sannolikhet gånger konsekvens.

Vad den gör
    Räknar om riskvärdet på varje rad där både sannolikhet och konsekvens är ifyllda.

Varför det spelar roll
    Riskvärdet avgör vilka risker som nämnden följer. Ett gammalt värde gömmer en risk som växt.

Exempel
    Sannolikhet 4 och konsekvens 5 ger 20, men i rapporten står 16.

Så rättar du
    Tryck Beräkna, så räknas riskvärdet om.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_asn.model.findings import Finding, Severity
from xl_asn.model.money import show_exact
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C109", "riskvarde-mot-faktorer", Severity.ERROR, reads=("Risker",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every printed risk value that its factors contradict."""
    for row in context.document.table("Risker") or ():
        cell = row.place("value")
        result = context.calculated.by_cell.get(cell) if cell else None
        if result is None or row.value is None or not isinstance(result.value, Decimal):
            continue
        if row.value != result.value:
            yield RULE.finding(
                f"Riskvärdet är {show_exact(row.value)} men {result.formula} är "
                f"{show_exact(result.value)}.",
                "Kontrollera sannolikhet och konsekvens. Tryck sedan Beräkna.",
                cell=cell,
                found=row.value,
                expected=result.value,
                difference=row.value - result.value,
                inputs=result.inputs,
            )
