"""Målvärdet är sämre än utgångsvärdet.

Vad den gör
    Jämför målvärdet i nämndplanen med det senaste utfallet, åt det håll som Riktning säger är
    bättre.

Varför det spelar roll
    Ett mål som är sämre än läget i dag är nått redan innan året börjar. Oftast är Riktning vänd
    eller ett tal felskrivet.

Exempel
    Medarbetarengagemanget var 83 och målet är 80, fast högre är bättre.

Så rättar du
    Kontrollera Riktning, Utfall och Målvärde. Är målet avsiktligt lägre: förklara det.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.indicators import shown_measure
from xl_asn.model.findings import Finding, Severity
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("C180", "malvarde-under-utgangsvarde", Severity.QUESTION, reads=("Indikatorer",))


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every target that the baseline is better than."""
    if not context.document.looks_ahead:
        return
    for result in context.calculated.follow_up.indicators:
        indicator = result.indicator
        measured = [point for point in indicator.earlier if point.value is not None]
        if not measured or indicator.direction is None:
            continue
        baseline = measured[-1]
        for target in indicator.targets:
            if baseline.value is None:
                continue
            if (target.value - baseline.value) * indicator.direction.sign < 0:
                yield RULE.finding(
                    f"Målvärdet för {indicator.label} är "
                    f"{shown_measure(target.value, indicator.measure)}, sämre än {baseline.name} "
                    f"{shown_measure(baseline.value, indicator.measure)} "
                    f"({indicator.direction.value.lower()}).",
                    "Kontrollera Riktning, Utfall och Målvärde.",
                    cell=target.cell,
                    inputs=(baseline.cell,),
                )
