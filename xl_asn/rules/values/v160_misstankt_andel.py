"""Ett procenttal är misstänkt litet mot målvärdet.

Vad den gör
    Hittar andelar som är mycket mindre än sitt målvärde, och som vore rimliga om de var hundra
    gånger större. Gränsen står på bladet Regler: Misstänkt andel av målvärdet under.

Varför det spelar roll
    Den som skriver 0,40 i en cell som visar procent får 0,40 %, fast 40 % menas. Utgångsvärdet
    blir fel, och uppföljningen visar en förbättring som inte finns.

Exempel
    Nämndplan 2020: 0,40 % av verksamheterna bedrivs inom budget, och målet är 100 %.

Så rättar du
    Skriv procenttalet med procenttecken, till exempel 40 %.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_asn.calculation.indicators import shown_measure
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.indicators import Measure
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule

RULE = Rule("V160", "misstankt-andel", Severity.QUESTION, reads=("Indikatorer",))

_HUNDRED = 100


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for every share that seems to be a fraction typed as per cent."""
    followed = context.calculated.follow_up
    if followed.policy is None:
        return
    least = followed.policy.plan.least_of_target
    for result in followed.indicators:
        indicator = result.indicator
        if indicator.measure is not Measure.SHARE or not indicator.targets:
            continue
        target = max(indicator.targets, key=lambda t: t.value)
        points = (*indicator.earlier, *((indicator.outcome,) if indicator.outcome else ()))
        for point in points:
            value = point.value
            if value is None or not 0 < value < target.value * least or value * _HUNDRED > 1:
                continue
            meant = shown_measure(value * _HUNDRED, Measure.SHARE)
            yield RULE.finding(
                f"{point.name} för {indicator.label} är {shown_measure(value, Measure.SHARE)}, "
                f"mycket mindre än målvärdet {shown_measure(target.value, Measure.SHARE)}. "
                f"Menas {meant}?",
                f"Skriv {meant} om det är det som menas. Annars får talet stå.",
                cell=point.cell,
                found=value,
                expected=value * _HUNDRED,
                difference=value - value * _HUNDRED,
                inputs=(target.cell,),
            )
